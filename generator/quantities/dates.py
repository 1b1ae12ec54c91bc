"""Dates as English and Chinese prose writes them, read into ``When`` no more exactly than they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from generator.model.when import BadDate, When
from generator.quantities.numerals import WORDS, any_of, any_pattern, hanzi_value

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
         "September Sept Sep", "October Oct", "November Nov", "December Dec"), 1)
    for name in names.split()
}  # fmt: skip
_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "latter": 2, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PARTS |= {"上": 1, "下": 2, "一": 1, "二": 2, "三": 3, "四": 4}

_Y = r"(?P<y>(?:19|20)\d\d)(?![\d]|,\d{3}(?!\d)|\.\d)"
_OF = r"(?:,? (?:of )?(?:the year |fiscal )?(?:FY)?| )"
_M, _M2 = (rf"(?P<{m}>{any_of(_MONTHS)})\b\.?" for m in ("m", "m2"))
_D, _D2 = (rf"(?P<{d}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,]\d)" for d in ("d", "d2"))
# "Between 2018 and 2022" is a span, "in 2018 and 2022" is not; days may stand on either side of "and".
_TO = r"(?: ?[-–—/~] ?| to | through | until )"
_BETWEEN = "(?<=[Bb]etween )"
# "In August 11 firms" has a month and a count.
_NO_UNIT = (
    r"(?! ?(?:percent|per cent|million|billion|trillion|thousand)| (?!(?:is|was|as|has|its|this|across)\b)[a-z-]+s\b)"
)
# "The six months to June 2025": a stretch of time by its length and the month with which it ends.
_UP_TO = r" (?:to|until|through|ended|ending)(?: in)?(?: the end of)? "
# The order counts: what is longer comes first.
_BY_DIGIT = [
    r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>0\d|1[0-2])[-/.](?P<d>[0-3]\d)(?![\d])",
    r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    r"(?P<y>(?:19|20)\d\d)[ -]?(?:Q(?P<q>[1-4])|H(?P<h>[12]))\b",
    r"(?P<q>[1-4])Q ?(?P<y>(?:20)\d\d)\b",
    rf"(?i:(?P<q>1st|2nd|3rd|4th)[ -]quarter|(?P<h>1st|2nd)[ -]half)\b(?:{_OF}{_Y})?",
    rf"(?P<months>\d\d?)(?i:[ -]months{_UP_TO}){_M},?(?: of)? {_Y}",
    rf"{_D} {_M}(?: (?P<y>20\d\d|19\d\d))?{_TO}{_D2} {_M2}(?:,? (?P<y2>20\d\d|19\d\d)(?!\d))?",
    rf"{_D}(?:(?:{_TO}| and ){_D2})?(?: of)? {_M}(?:,? {_Y})?",
    r"(?P<decade>(?:19|20)\d0)'?s\b",
    # "From 25 in 2020 to 40 in 2024": behind a word a year is written whole.
    r"(?P<y>(?:19|20)\d\d)年?(?: ?[-–—~至到/] ?| to | until | through )(?P<y2>(?:19|20)\d\d|(?<![a-z] )\d\d)"
    r"(?![\d%]|[.,]\d| ?(?:percent|per cent|million|billion|trillion)|[A-Za-z亿万])年?",
    rf"{_BETWEEN}(?P<y>(?:19|20)\d\d) and (?P<y2>(?:19|20)\d\d)(?![\d%]|[.,]\d)",
    r"(?P<y>(?:19|20)\d\d)年(?P<m>1?\d)月?[-–—~至到](?P<m2>1?\d)月",
    r"(?P<y>(?:19|20)\d\d)年(?P<m>1?\d)月(?:(?P<d>[0-3]?\d)(?:日?[-–—~至到](?P<d2>[0-3]?\d))?[日号號])?",
    r"(?P<y>(?:19|20)\d\d)年 ?(?:(?P<h>[上下])半年|第?(?P<q>[一二三四1-4])季度|(?P<q3>前[三3]季度)|"
    r"前(?P<n>1?\d|[二三四五六七八九十])个月)",
    r"(?P<y>(?:19|20)\d\d)年(?:底|末|初)?",
    r"(?P<m>1?\d)月(?:(?P<d>[0-3]?\d)(?:日?[-–—~至到](?P<d2>[0-3]?\d))?[日号號])?",
    r"[0-3]?\d日(?=時点)",
    r"\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.)(?![A-Za-z])",
    r"(?P<century>20|21)(?:(?:th|st) century|世纪)(?!\d)",
    r"(?:1\d|2\d)(?:(?:th|st|nd) century|世纪)|\d0年代",
]
_BY_LETTER = [
    rf"{_M} {_D}(?:(?:{_TO}| and ){_D2})?{_NO_UNIT}(?:,? {_Y})?",
    rf"(?:{_BETWEEN}{_M}(?: (?P<y>20\d\d|19\d\d))? and {_M2})(?:,?(?: of)? (?P<y2>20\d\d|19\d\d)(?!\d))",
    rf"{_M}(?: (?P<y>20\d\d|19\d\d))?{_TO}{_M2}(?:,?(?: of)? (?P<y2>20\d\d|19\d\d)(?!\d))",
    rf"{_M}(?:,?(?: of)? |-){_Y}",
    rf"(?:Q(?P<q>[1-4])|H(?P<h>[12]))\b(?:{_OF}{_Y})?",
    rf"(?i:first (?P<q3>three)[ -]quarters)(?:{_OF}{_Y})?",
    rf"(?i:first (?P<n>\d\d?|{any_of(WORDS)})[ -]months)(?:{_OF}{_Y})?",
    rf"(?i:(?:last|final) (?P<closing>\d\d?|{any_of(WORDS)})[ -]months of(?: the year)? ){_Y}",
    rf"(?i:(?P<months>{any_of(WORDS)})[ -]months{_UP_TO}){_M},?(?: of)? {_Y}",
    r"(?i:(?:(?P<q>first|second|third|fourth)[ -]quarter|(?P<h>first|second|latter)[ -]half))\b"
    rf"(?:{_OF}{_Y})?",
    rf"FY ?{_Y}",
    r"(?i:(?P<century>twentieth|twenty-first) century)",
    r"(?i:nineteenth century)",
    r"第[1-4] ?[-–—~至到] ?第?[1-4](?:四半期|季度)",
    r"(?P<h>[上下])半年|前[三3]季度|第?[一二三四]季度|第[1-4]季度|前[二三四五六七八九十]个月",
    r"(?P<hanzi>[一二][〇零九][〇零一二三四五六七八九]{2})年",
]
BARE_YEAR = re.compile(r"(?:19|20)\d\d(?![\dA-Za-z_]|[.,]\d)", re.ASCII)
_DIGIT_RULES = [re.compile(rule, re.ASCII) for rule in _BY_DIGIT]
_LETTER_RULES = [re.compile(rule, re.ASCII) for rule in _BY_LETTER]
_ANY_BY_DIGIT, _ANY_BY_LETTER = any_pattern(_DIGIT_RULES), any_pattern(_LETTER_RULES)


class Dated(NamedTuple):
    """A date that ends at ``end``; no ``when`` if it names no year, or none that exists. One that ``may_count`` ends in
    a number that a currency after it makes an amount: "in August 11 yuan", "2000-20 yuan"."""

    end: int
    when: When | None
    may_count: bool


def date_at(text: str, at: int) -> Dated | None:
    """The date that begins at a place of a plain text; a bare year is left to ``BARE_YEAR``."""
    by_digit = text[at].isdigit()
    if not (_ANY_BY_DIGIT if by_digit else _ANY_BY_LETTER).match(text, at):
        return None
    for rule in _DIGIT_RULES if by_digit else _LETTER_RULES:
        if match := rule.match(text, at):
            parts = {name: part for name, part in match.groupdict().items() if part}
            may_count = match[0][-1].isdigit() and ("y" not in parts or "y2" in parts)
            if " and " in match[0] and "d2" in parts and int(parts["d2"]) != int(parts["d"]) + 1:
                return Dated(match.end(), None, may_count)  # "5 and 20 March" are two days
            return Dated(match.end(), when_of(_edtf(parts)), may_count)
    return None


# The same few years and months are named again and again.
@lru_cache(maxsize=2**12)
def when_of(written: str | None) -> When | None:
    """A date of ours, if it is one: the 31st of February is a date without a ``When``."""
    try:
        return When.parse(written) if written else None
    except BadDate:
        return None


def _edtf(parts: dict[str, str]) -> str | None:
    """What a rule matched, as ``When`` writes it; nothing if there is no year."""
    if decade := parts.get("decade"):
        return f"{decade}/{decade[:3]}9"
    if century := parts.get("century"):
        return "1901/2000" if century.lower() in ("20", "twentieth") else "2001/2100"
    year = parts.get("y") or parts.get("y2")
    if hanzi := parts.get("hanzi"):
        year = str(hanzi_value(hanzi))
    if year is None:
        return None
    end_year = parts.get("y2") or parts.get("y") or year
    if len(end_year) == 2:
        end_year = year[:2] + end_year
    if "q3" in parts:
        return f"{year}-Q1/{year}-Q3"
    if "n" in parts:
        last = _count(parts["n"])
        return f"{year}-01/{year}-{last:02}" if last > 1 else None
    if "closing" in parts:
        first = 13 - _count(parts["closing"])
        return f"{year}-{first:02}/{year}-12" if first < 12 else None
    if "months" in parts:
        last = int(year) * 12 + int(_month(parts["m"])) - 1
        first = last - _count(parts["months"]) + 1
        ends = (f"{month // 12}-{month % 12 + 1:02}" for month in (first, last))
        return "/".join(ends) if first < last else None
    if "q" in parts:
        return f"{year}-Q{_count(parts['q'])}"
    if "h" in parts:
        return f"{year}-H{_count(parts['h'])}"
    if "m" not in parts:
        return year if "y2" not in parts else f"{year}/{end_year}"
    month = _month(parts["m"])
    end_month = _month(parts["m2"]) if "m2" in parts else month
    if "d" not in parts:
        return f"{year}-{month}" + (f"/{end_year}-{end_month}" if "m2" in parts else "")
    day = f"{year}-{month}-{int(parts['d']):02}"
    return day + (f"/{end_year}-{end_month}-{int(parts['d2']):02}" if "d2" in parts else "")


def _month(written: str) -> str:
    return f"{_MONTHS.get(written) or int(written):02}"


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    word = written.lower()
    return _PARTS.get(word) or WORDS.get(word) or int(hanzi_value(written))
