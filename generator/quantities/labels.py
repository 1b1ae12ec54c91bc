"""Numbers that measure nothing: labels that letters are glued to (GPT-4, 5G) and places in a row (the first, 第一).

Only shapes are known here; a name (Level 4, Executive Order 14110) is declared.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.quantities.numerals import ORDINALS, any_of, any_pattern, hanzi_value, small_number
from generator.quantities.units import Units

_NAME = re.compile(r"\d+(?:\+[A-Z0-9]\w*)+|24/7|7[x×]24|\d+\.\d+\.\d+[\w.]*", re.ASCII)
# "Strategy 2.0", "Industry 4.0"
_EDITION = re.compile(r"\d\.0(?![\d%]| ?(?:per|[mbt]illion|[mk²]|P|E))", re.ASCII)
_TITLE = re.compile(r"[A-Z][A-Za-z]{1,40} $")
_LETTERS_BEFORE = re.compile(r"[A-Za-zÀ-ɏ][\w.&+-]{0,30}$", re.ASCII)
_LETTERS_AFTER = re.compile(r"[\w-]*(?:[.+][\w-]+)*", re.ASCII)
# "mid-2023", "top-10": a compound, not a name.
_COMPOUND_BEFORE = re.compile(r"(?:^|[^A-Za-z])[a-z]+-$")

_ORDINAL = re.compile(
    rf"(?P<word>{any_of(ORDINALS)})\b(?!-?(?:hand|party)\b)|(?P<digits>\d{{1,4}})(?:st|nd|rd|th)\b",
    re.ASCII | re.IGNORECASE,
)
_HANZI_ORDINAL = re.compile(r"第 ?([零一二两三四五六七八九十百千]{1,9}|\d{1,9})[位名届个次]?")
_NUMBERED = re.compile(r"(?:No\. ?|Nos\. ?|number (?=one\b))(\d{1,4}(?![\d,])|one)", re.ASCII | re.IGNORECASE)
_ANY_ORDINAL = any_pattern([_HANZI_ORDINAL, _NUMBERED, _ORDINAL])
_NO_ORDINAL_AFTER = re.compile(r"\b(?:at|per|split|each|every) $", re.IGNORECASE)
_RANKED_NOUN = re.compile(r"[ -](?!(?:per|of|and|or|in|on|to)\b)[A-Za-z]")


class Place(NamedTuple):
    """The place in a row that an ordinal names, and where it ends."""

    end: int
    value: int


def label_around(line: str, floor: int, at: int, units: Units) -> tuple[int, int] | None:
    """The span of the label that the number at a place is glued into."""
    if named := _NAME.match(line, at):
        return named.span()
    if not line[at].isdigit():
        return None
    lowest = max(floor, at - 20)
    if at > floor and line[at - 1] == " ":
        return _edition(line, lowest, at)
    letters = _LETTERS_BEFORE.search(line, max(floor, at - 32), at)
    if letters is None or units.currency_before(line, floor, at) or _COMPOUND_BEFORE.search(line, lowest, at):
        return None
    return letters.start(), word_end(line, at)


def _edition(line: str, lowest: int, at: int) -> tuple[int, int] | None:
    """The span of a title that ends in a number of its own: "Strategy 2.0"."""
    if (edition := _EDITION.match(line, at)) and (title := _TITLE.search(line, lowest, at)):
        return title.start(), edition.end()
    return None


def word_end(line: str, at: int) -> int:
    """Where the letters and digits end that a name goes on with."""
    letters = _LETTERS_AFTER.match(line, at)
    return letters.end() if letters else at


def ordinal_at(line: str, at: int) -> Place | None:
    """The ordinal that begins at a place."""
    if not _ANY_ORDINAL.match(line, at):
        return None
    if hanzi := _HANZI_ORDINAL.match(line, at):
        return Place(hanzi.end(), int(hanzi_value(hanzi[1])))
    if numbered := _NUMBERED.match(line, at):
        return Place(numbered.end(), small_number(numbered[1]))
    ordinal = _ORDINAL.match(line, at)
    if ordinal is None or _NO_ORDINAL_AFTER.search(line, max(0, at - 8), at):
        return None
    word = (ordinal["word"] or "").lower()
    # "A second phase" is one of a row, "operations a second" are not.
    if word == "second" and line[max(0, at - 2) : at].lower() == "a " and not _RANKED_NOUN.match(line, ordinal.end()):
        return None
    return Place(ordinal.end(), ORDINALS[word] if word else int(ordinal["digits"]))
