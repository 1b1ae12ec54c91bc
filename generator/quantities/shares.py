"""Parts of a whole (a third, one in four, 三分之一) and multiples (doubled, fivefold, 翻番)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from generator.quantities.numerals import ORDINALS, WORDS, any_of, any_pattern, hanzi_value, small_number
from generator.quantities.units import Units

_FLAGS = re.ASCII | re.IGNORECASE
_WORD = any_of(WORDS)
_DENOMINATORS = {**ORDINALS, "half": 2, "quarter": 4}
_PART = re.compile(rf"(?:(?P<n>an?|\d\d?|{_WORD})[ -])?(?P<d>{any_of(_DENOMINATORS)})(?P<s>s?)\b", _FLAGS)
_IN_EVERY = re.compile(
    rf"(?P<n>\d\d?|{_WORD}) (?P<in>in|out of|of) (?P<every>every )?(?P<d>\d{{1,4}}(?!\d|[,.]\d|%)|{_WORD})\b", _FLAGS
)
_SLASHED = re.compile(r"([1-9]\d?)/([1-9]\d{0,2})(?![\d/])", re.ASCII)
_HANZI_DIGITS = "零一二两三四五六七八九十百"
_HANZI_PART = re.compile(
    rf"(?P<d>[百千万]|[{_HANZI_DIGITS}千\d]{{1,9}})分之(?P<n>[{_HANZI_DIGITS}]{{1,9}}|\d{{1,9}}(?:\.\d{{1,9}})?)|"
    r"(?P<half>一半|半数|半分|过半)|(?P<tenths>[一二两三四五六七八九\d])(?:割|成)(?![立为功员果本长都就交品])"
)
_HANZI_MULTIPLE = re.compile(r"翻(?:(?P<n>[一两二三四1-9])?番|倍)|双倍")
_TIMES: dict[str, Fraction | int] = {
    "doubl": 2,
    "tripl": 3,
    "trebl": 3,
    "quadrupl": 4,
    "quintupl": 5,
    "halv": Fraction(1, 2),
}
_TIMES |= {"twice": 2, "thrice": 3}
_FOLDS = WORDS | {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_MULTIPLE = re.compile(
    r"(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)\b(?!-)|(?P<word>twice|thrice)\b|"
    rf"(?P<fold>{any_of(_FOLDS)})-?fold\b",
    _FLAGS,
)
_ANY = any_pattern([_HANZI_PART, _MULTIPLE, _HANZI_MULTIPLE, _SLASHED, _IN_EVERY, _PART])
_HALF_TIME = re.compile(r"[ -](?:an? )?(year|month|week|day|hour|minute|decade)\b")
_HALF_NUMBER = re.compile(r"[ -]a[ -](?:dozen|hundred|thousand|[a-z]+illion)|-?way\b")
# What follows "a third" when it is a part and not the third of a row.
_AFTER_PART = re.compile(
    r"(?:$|[^ A-Za-z-]| (?:of|more|less|fewer|higher|lower|larger|smaller|bigger|in|to|by|from|on|at|and|or|as|than|"
    r"was|were|is|are|had|have|has|worked|came|went|said|each|per|share)\b)"
)
_QUARTERS_IN_ROW = re.compile(r"\b(?:last|past|next|previous|recent|consecutive) $", re.IGNORECASE)
_QUARTERS_OF_TIME = re.compile(r" (?:of (?:a [mbt]|19|20)|in a row|running|earlier|ago)")


class Share(NamedTuple):
    """A part, a multiple or half a stretch of time, which ends at ``end``."""

    end: int
    value: Fraction
    unit: str = "share"


def share_at(line: str, floor: int, at: int, units: Units) -> Share | None:
    """The part or multiple that begins at a place."""
    if not _ANY.match(line, at):
        return None
    if part := _HANZI_PART.match(line, at):
        return _hanzi_share(part)
    if multiple := _MULTIPLE.match(line, at):
        fold = multiple["fold"]
        times = _FOLDS[fold.lower()] if fold else _TIMES[(multiple["stem"] or multiple["word"]).lower()]
        return Share(multiple.end(), Fraction(times), "times")
    if multiple := _HANZI_MULTIPLE.match(line, at):
        return Share(multiple.end(), Fraction(2) ** int(hanzi_value(multiple["n"] or "一")), "times")
    if slashed := _SLASHED.match(line, at):
        value = Fraction(int(slashed[1]), int(slashed[2]))
        return Share(slashed.end(), value) if value < 1 else None
    if every := _IN_EVERY.match(line, at):
        return _one_in(line, every, units)
    if part := _PART.match(line, at):
        return _part(line, floor, part)
    return None


def _hanzi_share(part: re.Match[str]) -> Share | None:
    if part["half"]:
        return Share(part.end(), Fraction(1, 2))
    if part["tenths"]:
        return Share(part.end(), hanzi_value(part["tenths"]) / 10)
    below, above = hanzi_value(part["d"]), hanzi_value(part["n"])
    if below == 100:
        return Share(part.end(), above, "%")
    return Share(part.end(), above / below) if below else None


def _one_in(line: str, every: re.Match[str], units: Units) -> Share | None:
    """The share of "one in four"; "two in three years" and "24 of 60" name none."""
    n, d, joined = small_number(every["n"]), small_number(every["d"]), every["in"].lower()
    if not 0 < n < d or (joined == "of" and not every["every"]) or units.unit_at(line, every.end()):
        return None
    if joined == "in" and n > 1 and d not in (4, 5, 10, 100):
        return None
    return Share(every.end(), Fraction(n, d))


def _part(line: str, floor: int, part: re.Match[str]) -> Share | None:
    """The share of "a third", "two thirds", "half", "three-quarters"; nothing where it is the third of a row."""
    n, d, end = (part["n"] or "").lower(), part["d"].lower(), part.end()
    counted = small_number(n) if n not in ("", "a", "an") else 0
    if d == "half" and not part["s"]:
        if _HALF_NUMBER.match(line, end):
            return None
        if time := _HALF_TIME.match(line, end):
            return Share(time.end(), Fraction(1, 2), time[1] + "s")
        return Share(end, Fraction(counted or 1, 2))
    if not n or d in ("first", "second", "half"):
        return None
    if d == "quarter":
        # Two and four quarters are parts of a year; so may three be.
        fits = counted == 3 if part["s"] else _AFTER_PART.match(line, end)
        in_row = _QUARTERS_IN_ROW.search(line, max(floor, part.start() - 14), part.start())
        if not fits or in_row or _QUARTERS_OF_TIME.match(line, end):
            return None
    elif not counted:
        if not _AFTER_PART.match(line, end):
            return None
    elif (counted > 1) != bool(part["s"]):
        return None
    return Share(end, Fraction(counted or 1, _DENOMINATORS[d]))
