"""Where a number may begin. It is loose: each place is then read, and most of what is none ends there."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from generator.quantities.numerals import ORDINALS, WORDS, any_of, words_of

_WORD = any_of(WORDS)
_STARTS = any_of([
    *WORDS, *ORDINALS,
    *words_of("half quarter hundred thousand million billion trillion several many multiple tens dozens dozen"),
    *words_of("hundreds thousands millions billions trillions latter twice thrice scores fy"),
    *words_of("jan january feb february mar march apr april may jun june jul july aug august"),
    *words_of("sep sept september oct october nov november dec december"),
])  # fmt: skip
SEED = re.compile(
    r"[\d½⅓⅔¼¾第翻零〇一二两兩三四五六七八九十百千万萬亿億兆数數几幾]|(?<![\w.])\.\d|[上下]半年|前[三3]季度|半[数分]|过半|双倍|"
    rf"(?<![A-Za-zÀ-ɏ])(?:(?:{_STARTS})(?![A-Za-zÀ-ɏ])|(?:{_WORD}|hundred|thousand|million|billion)fold\b|"
    r"[qh][1-4]\b|(?:last|final) \w+[ -]months of\b|nos?\. ?\d|number one\b|"
    r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)\b|multi-?[mbt]illion|"
    r"an? (?:few|couple|pair|trio|quartet|score|"
    r"hundred|thousand|million|billion|trillion|dozen|quarter|half|lakh|crore|"
    rf"{any_of(ORDINALS)})\b)",
    re.ASCII,
)
_SMALL_LETTERS = str.maketrans(ascii_uppercase, ascii_lowercase)


def small_letters(line: str) -> str:
    """The line as ``SEED`` is searched in it: small letters are far quicker than a pattern that minds no case, and
    beyond ASCII ``lower`` may make two characters of one."""
    return line.lower() if line.isascii() else line.translate(_SMALL_LETTERS)


def last_seed(text: str) -> int | None:
    """The last place of a text where a number may begin, or None."""
    place = None
    for seed in SEED.finditer(small_letters(text)):
        place = seed.start()
    return place
