"""How words and amounts are read for the search: of rows where these are split, and in the browser of everything.

``templates/theme/javascripts/words.js`` does the same, line by line; ``tests/search/words.yml`` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# Traditional signs and, behind each, the simplified one.
_SIMPLIFIED = (
    "億亿萬万產产業业區区數数據据機机車车灣湾東东廣广蘇苏門门國国際际經经濟济會会議议發发術术華华電电園园長长達达個个開开關关報报線线網网聯联創创務务計计劃划標标額额總总規规測测驗验實实"
    "學学團团雲云資资財财領领導导體体級级"
)
_SIMPLE = str.maketrans(dict(zip(_SIMPLIFIED[::2], _SIMPLIFIED[1::2], strict=True)))
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HAN_COUNTS = "一二三四五六七八九"
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6, "crore": 1e7, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8,
    "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12, "兆": 1e12,
}  # fmt: skip
_SAME = (
    (re.compile("artificial intelligence|人工智能|人工知能"), " ai "),
    (re.compile(r"us\$|usd|美元|\$"), " dollar "),
    (re.compile("rmb|cny|renminbi|人民币|元人民币|元|¥"), " yuan "),
    (re.compile("€|欧元"), " euro "),
    (re.compile("£"), " pound "),
    (re.compile(r"%|\bper cent\b|个百分点"), " percent "),
    (re.compile(r"\b(?:exaflops|eflop/s)\b"), "eflops"),
    (re.compile(r"\b(?:petaflops|pflop/s)\b"), "pflops"),
    (re.compile("['’]s\\b"), ""),
)
_HALF = re.compile(r"\bhalf an? (?=(?:thousand|million|billion|trillion)\b)")
_SPELLED = re.compile(rf"\b({'|'.join(_COUNTS)})( hundred)?(?= (?:thousand|million|billion|trillion)\b)")
_HAN = re.compile(
    "(?<![一二三四五六七八九十百千])(?=[百千]*+[一二三四五六七八九十])[一二三四五六七八九十百千]++(?=[万亿])"
)
_AMOUNT = re.compile(
    r"(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(?:[ -]?(thousand|million|mn|billion|bn|trillion|tn|lakh|crore|[kmb])(?![a-z])"
    r"| ?(十亿|百亿|千亿|万亿|百万|千万|[千万亿兆]))?( ?eflops)?"
)
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?(?![^\W_])|[^\W_]+")
_CHINESE = re.compile("([\u3040-\u30ff\u3400-\u9fff]+)")
_ENDING = re.compile("(?:ing|ed|er|e)$")
# What questions are made of besides what they ask for.
_STOP = """
    a an the of in on at by for from to with and or is are was were be it its as how big large much many does
    do did what which who whom whose where when why there has have had me show about still true any all tell
    find give list can i you we most than this
"""
STOP = frozenset(_STOP.split())


def read(text: str) -> list[str]:
    """The words of a text as the search compares them, amounts as whole numbers: 5,000亿 is 500000000000."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(sign for sign in text if not unicodedata.category(sign).startswith("M")).translate(_SIMPLE)
    text = text.replace("两", "二")
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    text = _HALF.sub("0.5 ", text)
    text = _SPELLED.sub(lambda found: str((_COUNTS.index(found[1]) + 1) * (100 if found[2] else 1)), text)
    text = _HAN.sub(_han_number, text)
    text = _AMOUNT.sub(_amount, text)
    return [_cut(word) for run in _WORD.findall(text) for word in _words(run) if word not in STOP]


def _han_number(found: re.Match[str]) -> str:
    total, digit = 0, 0
    for sign in found[0]:
        if sign in _HAN_SCALES:
            total, digit = total + (digit or 1) * _HAN_SCALES[sign], 0
        else:
            digit = _HAN_COUNTS.index(sign) + 1
    return str(total + digit)


def _amount(found: re.Match[str]) -> str:
    whole, part, scale, han, eflops = found.groups()
    value = float(re.sub("[, ]", "", whole) + (part or "")) * _SCALES.get(scale or han or "", 1)
    value *= 1000 if eflops else 1
    if value >= 1e20:
        return found[0]
    said = f"{Decimal(f'{value:.8g}'):f}"
    # What follows at once is a unit, not more of the number; a word with a digit in it (a100, 5g) stays one.
    return f"{said} pflops " if eflops else f"{said} " if scale or han or "," in whole or " " in whole else said


def _words(run: str) -> list[str]:
    words = []
    for part in filter(None, _CHINESE.split(run)):
        if _CHINESE.match(part):
            words += [part[at : at + 2] for at in range(max(1, len(part) - 1))]
        else:
            words.append(part)
    return words


def _cut(word: str) -> str:
    """A word without its ending, never shorter than five letters where more than the plural's s goes."""
    if not word.isascii() or not word.isalpha():
        return word
    if len(word) > 4 and word[-1] == "s" and word[-2] not in "su":
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= 5 else word
