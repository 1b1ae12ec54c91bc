"""What is measured or counted: units and currencies, and the noun that a number counts."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from generator.quantities.numerals import ORDINALS, WORDS, any_of, words_of

# Each unit: its name, its Latin forms (case counts only in ``(?-i:...)``) and its Chinese, Japanese and Devanagari
# forms, which need no boundary. Each form is a pattern that begins with a character of its own.
_MONEY = [
    ("CAD", r"Canadian dollars?|CAD|C\$", "加拿大元|加元"),
    ("SGD", r"Singapore dollars?|SGD", "新加坡元|新元|新币"),
    ("HKD", r"Hong Kong dollars?|HKD", "港元|港币|港幣"),
    ("TWD", r"New Taiwan dollars?|Taiwan dollars?|TWD|NTD", "新台币|新臺幣"),
    ("AUD", r"Australian dollars?|AUD", "澳元"),
    (
        "USD",
        r"U\.? ?S\.? dollars?|American dollars?|USD|US\$|dollars?|d[oó]lares|de d[oó]lares|долл\w*",
        "美元|美金|ドル",
    ),
    ("EUR", r"euros?|EUR|d'euros|евро", "欧元|歐元|ユーロ"),
    ("GBP", r"pounds?(?: sterling)?|GBP", "英镑|英鎊"),
    ("JPY", r"Japanese yen|yen|JPY", "日元|日圆|日圓|円"),
    ("KRW", r"South Korean won|South won|Korean won|won|KRW", "韩元|韓元"),
    ("INR", r"Indian rupees?|rupees?|INR", "卢比|रुपये"),
    (
        "CNY",
        r"yuans?(?: renminbi)?|Chinese yuans?(?: renminbi)?|de yuans?(?: renminbi)?|renminbi|RMB(?: yuan)?|CNY|юан\w*",
        "元人民币|元(?![宇件素器老旦])|人民币|युआन",
    ),
]
_PREFIXES = {
    "US$": "USD", "USD": "USD", "$": "USD", "S$": "SGD", "SGD": "SGD", "C$": "CAD", "CA$": "CAD", "CAD": "CAD",
    "HK$": "HKD", "HKD": "HKD", "NT$": "TWD", "TWD": "TWD", "A$": "AUD", "AUD": "AUD", "€": "EUR", "EUR": "EUR",
    "£": "GBP", "GBP": "GBP", "¥": "JPY", "JP¥": "JPY", "JPY": "JPY", "CN¥": "CNY", "RMB¥": "CNY",
    "RMB": "CNY", "Rmb": "CNY",
    "CNY": "CNY", "人民币": "CNY", "₩": "KRW", "KRW": "KRW", "₹": "INR", "Rs": "INR", "Rs.": "INR", "INR": "INR",
}  # fmt: skip


def _square(*forms: str) -> str:
    return "|".join(rf"{square}\.?[ -]?{form}" for square in ("square", "sq") for form in forms)


_MEASURES = [
    ("points", r"percentage[ -]points?|pp|%-points?", "个百分点|個百分點|百分点"),
    ("%", r"per[ -]?cent|pct|процент\w*", "%"),
    ("m2", rf"{_square('meters?', 'metres?', 'm')}|sqm|m²|m2", "平方米|平米|平方メートル|㎡"),
    ("km2", rf"{_square('kilometers?', 'kilometres?', 'km')}|km²|km2", "平方公里|平方千米|平方キロ(?:メートル)?|㎢"),
    ("sqft", _square("feet", "foot", "ft"), "平方英尺"),
    ("ha", r"hectares?|(?-i:ha)", "公顷|公頃"),
    ("mu", r"mu", "亩|畝"),
    ("km", r"kilometers?|kilometres?|km", "公里|千米"),
    ("m", r"meters?|metres?|(?-i:m)", "米(?![兰其哈])"),
    ("nm", r"nanometers?|nanometres?|(?-i:nm)", "纳米"),
    *((f"{letter}FLOPS", rf"{letter}-?flops?(?:/s)?|{name}[ -]?-?flops?(?:/s)?", "") for letter, name in
      (("P", "peta"), ("E", "exa"), ("T", "tera"), ("G", "giga"), ("Z", "zetta"))),
    ("FLOPS", r"flops?(?:/s)?", "次(?<=亿亿次)/秒|次(?<=亿亿次)每秒|次(?<=亿亿次)"),
    *((f"{letter}Wh", rf"(?-i:{letter}Wh)|{name}watt[ -]?hours?", hanzi) for letter, name, hanzi in
      (("k", "kilo", "千瓦时|度电"), ("M", "mega", "兆瓦时"), ("G", "giga", "吉瓦时"), ("T", "tera", ""))),
    *((f"{letter}W", rf"(?-i:{letter}W)|{name}watts?", hanzi) for letter, name, hanzi in
      (("k", "kilo", "千瓦"), ("M", "mega", "兆瓦"), ("G", "giga", "吉瓦"), ("T", "tera", ""), ("", "", ""))),
    *((f"{letter}B", rf"(?-i:{letter}B)|{name}bytes?", "") for letter, name in
      (("M", "mega"), ("G", "giga"), ("T", "tera"), ("P", "peta"))),
    ("times", r"times|fold|-fold", "倍"),
    ("years", r"years?", "年"), ("months", r"months?", "个月|個月|か月"), ("weeks", r"weeks?", "周(?!年)"),
    ("days", r"days?", "天|日間"), ("hours", r"hours?", "个小时|小时"), ("minutes", r"minutes?", "分钟"),
    ("seconds", r"seconds?", "秒"),
    ("kg", r"kg|kilograms?", "公斤|千克"),
    ("basis points", r"basis points?|bps", ""),
]  # fmt: skip
# Letters that stand for a unit only where they touch the number: "14,000P", "10x".
_ATTACHED = [("PFLOPS", "(?-i:P)"), ("times", "x"), ("times", "×")]


def _units_by_character() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """One pattern for all units that begin with a character, and the unit of each of its groups.

    A single pattern of all units would try some hundred forms at nearly every number, for most count a noun.
    """
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def add(name: str, forms: str, pattern: str) -> None:
        for form in forms.split("|") if forms else ():
            found[form.removeprefix("(?-i:")[0].lower()].append((name, pattern.format(form)))

    for name, latin, other in _MONEY + _MEASURES:
        add(name, latin, r"[ -]?({})(?![A-Za-z0-9]|/[hs]\b)")
        add(name, other, " ?({})")
    for name, form in _ATTACHED:
        add(name, form, "({})(?![A-Za-z0-9])")
    return {
        character: (
            re.compile("|".join(form for _, form in forms), re.ASCII | re.IGNORECASE),
            tuple(n for n, _ in forms),
        )
        for character, forms in found.items()
    }


_UNITS = _units_by_character()
_CURRENCY = re.compile(rf"(?<![A-Za-z])({any_of(_PREFIXES)}) ?$")
CURRENCIES = frozenset(_PREFIXES.values())
# What the reader knows as a measure, whatever is counted: any other unit is a noun.
MEASURED = frozenset((*(name for name, _, _ in _MONEY + _MEASURES), *CURRENCIES, "share"))

# Words that end the search for a counted noun: it stands before them or nowhere.
_STOP = frozenset(
    words_of(
        "in of at on by for to from with without within or nor but as than then that which who whose when while "
        "where whereas if because since until till per via into onto over under above below between among about "
        "around after before during against across through up down out off is are was were be been being has "
        "have had do does did can could may might must shall should will would not no most least each every an a "
        "the this these those it its their his her our your they he she we you i there here ago later earlier "
        "also only just both all so yet said says including total percent worth respectively apiece another "
        "ranked"
    )
)
_PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women", "staff": "staff", "axis": "axes"}
_PLURALS |= {"personnel": "personnel", "series": "series", "aircraft": "aircraft", "persons": "people"}
_ARE_PLURAL = frozenset(_PLURALS.values())
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics", "'s")
_OF = re.compile(r" of (?:the |its |their |these |those |them\b)?")
_NEXT_WORD = re.compile(r" ([A-Za-z]+)")
_NOUN_WORD = re.compile(r" ?(?:\"|')?([A-Za-z][A-Za-z'&./-]{0,40})")
_ADJECTIVES = frozenset(
    words_of(
        "new old big large small major main key leading national global local foreign domestic chinese public "
        "private ai core other such further additional single registered approved generative artificial "
        "intelligence high low"
    )
)
_HANZI_NOUNS = {"企业": "companies", "企業": "companies", "公司": "companies", "模型": "models", "项目": "projects"}
_HANZI_NOUNS |= {"机器人": "robots", "城市": "cities", "国家": "countries", "集群": "clusters", "服务": "services"}
_HANZI_MEASURES = {"家": "companies", "社": "companies", "人次": "visits"} | dict.fromkeys("人名位", "people")
_HANZI_MEASURES |= dict.fromkeys("个個款种種件项項台套座场次所条大只支张颗辆架期届批块片栋", "")
_HANZI_COUNTED = re.compile(rf" ?({any_of(_HANZI_MEASURES)})(?:類|类)?([一-鿿]{{0,8}})")

# Nouns that can stand for each other, and nouns that stand for nothing else that is counted here.
_KINDS = {
    **dict.fromkeys(words_of(
        "companies firms enterprises businesses start-ups startups corporations unicorns exhibitors tenants vendors "
        "suppliers manufacturers"
    ), "companies"),
    **dict.fromkeys(words_of(
        "people persons employees staff personnel workers experts specialists talents professionals engineers "
        "researchers scientists students graduates users visitors visits residents attendees jobs"
    ), "people"),
    **{noun: noun for noun in words_of(
        "models clusters products patents projects robots laboratories institutes universities schools courses "
        "vehicles papers chips gpus servers exhibits buildings cities countries"
    )},
    "labs": "laboratories",
}  # fmt: skip


class Counted(NamedTuple):
    """A unit or a counted noun, and where it ends."""

    unit: str | None
    end: int


def unit_at(text: str, at: int) -> Counted | None:
    """The unit of measure or currency that begins at a place, next to its number."""
    begins = at + text.startswith((" ", "-"), at)
    pattern, names = _UNITS.get(text[begins : begins + 1].lower(), (None, ()))
    match = pattern.match(text, at) if pattern else None
    if match is None or match.lastindex is None:
        return None
    return Counted(names[match.lastindex - 1], match.end())


def currency_before(text: str, floor: int, at: int) -> tuple[str, int] | None:
    """The currency that ends where a number begins, and where it begins itself."""
    match = _CURRENCY.search(text, max(floor, at - 6), at)
    return (_PREFIXES[match[1]], match.start()) if match else None


def hanzi_counted_at(text: str, at: int) -> Counted | None:
    """The Chinese or Japanese measure word at a place, and what it counts as far as it or the next words say."""
    match = _HANZI_COUNTED.match(text, at)
    if match is None:
        return None
    named = [unit for noun, unit in _HANZI_NOUNS.items() if noun in match[2]]
    return Counted(named[0] if named else _HANZI_MEASURES[match[1]] or None, match.end(1))


def same_kind(one: str, two: str) -> bool:
    """Whether two counted nouns, in lower case and plural, may count the same: "firms" are companies, "patents" are
    not, and of a noun that is not known nobody can say that it does not."""
    first, second = _KINDS.get(one), _KINDS.get(two)
    return first is None or second is None or first == second


def plural(noun: str) -> str:
    """A noun in lower case and in the plural, which stands for both."""
    is_plural, noun = _is_plural(noun), noun.lower()
    if is_plural or noun in _PLURALS:
        return _PLURALS.get(noun, noun)
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return re.sub("([^aeiou])y$", r"\1ie", noun) + "s"


def _is_plural(word: str) -> bool:
    if word.endswith("s") and word[:-1].isupper() and len(word) > 2:
        return True  # GPUs
    word = word.lower()
    return word in _ARE_PLURAL or (len(word) > 2 and word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS))


def _ends_phrase(text: str, at: int) -> bool:
    """Whether a word that ends here can only be the noun: what follows is no noun of its own."""
    word = _NEXT_WORD.match(text, at)
    return word is None or word[1].lower() in _STOP


def noun_at(text: str, at: int, *, one: bool) -> Counted | None:
    """The noun that a number ending at ``at`` counts: the first plural of the words that follow it.

    After one it is a lower-case word that no other noun follows: "one company", but not "one trade report".
    """
    joined = text[at : at + 1] == "-"
    if joined:
        at += 1
    elif of := _OF.match(text, at):
        at = of.end() - 1
    elif text[at : at + 1] != " ":
        return None
    for place in range(7):
        word = _NOUN_WORD.match(text, at)
        lower = word[1].lower().rstrip("./-'") if word else ""
        if word is None or lower in _STOP or lower in WORDS or lower in ORDINALS or (place == 0 and lower == "and"):
            return None
        end = word.start(1) + len(lower)
        if joined:
            # "five-year": the noun ends at the next hyphen.
            lower = lower.partition("-")[0]
            return Counted(plural(lower), word.start(1) + len(lower)) if len(lower) > 1 else None
        if _is_plural(word[1].rstrip("./-'")):
            return Counted(plural(word[1].rstrip("./-'")), end)
        if one and lower not in _ADJECTIVES and word[1][0].islower():
            return Counted(plural(lower), end) if _ends_phrase(text, end) else None
        at = word.end() + (text[word.end() : word.end() + 1] == '"')
        if text[at - 1] in "./-" or text[at : at + 1] != " ":
            return None
    return None
