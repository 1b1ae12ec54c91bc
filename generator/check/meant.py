"""What an editor meant by a number, date, unit or id in another form: one reading, or none.

A form that has two readings (3/4/2025) is given with both, and none of them is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

from generator.model.content import Content
from generator.model.fields import LARGEST, SMALLEST, BadValue, read_day
from generator.model.problems import Fix, Problem, nearest
from generator.model.records import Unit
from generator.model.when import BadDate, When
from generator.quantities.dates import date_at
from generator.quantities.numerals import numeral_at, plain
from generator.read.load import bare_text
from generator.read.partial import INVALID, InvalidValue
from generator.read.strict_yaml import Document, with_fix

_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)([-/.])(\d{1,2})(?:\2(\d{1,2}))?\.?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)\.?", re.ASCII)
_MONTH_LAST = re.compile(r"(\d{1,2})[-/.]((?:19|20)\d\d)", re.ASCII)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)?", re.ASCII)
# A form adds midnight to a day; another hour may be the next day elsewhere.
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+]00:?00)?")
_TO = re.compile(r" ?[/–—~至到] ?| to ")
_QUARTER_LAST = re.compile(r"([qh])([1-4])[ -/]*((?:19|20)\d\d)", re.ASCII | re.IGNORECASE)
_QUARTER = re.compile(r"((?:19|20)\d\d)[ -/]*([qh])([1-4])", re.ASCII | re.IGNORECASE)
# "40k": what a single letter multiplies by. An M may be a million or a thousand, a B either billion.
_THOUSAND = re.compile(r"([\d.,]+) ?k", re.ASCII | re.IGNORECASE)
_GROUPED = re.compile(r"-?\d{1,3}(?:['’_ .]\d{3})+(?:\.\d+)?", re.ASCII)


def number_written(number: Fraction) -> str | None:
    """A number as a field holds it: 2200, 4_500_000_000, 71.75, 1/3; None where it has no such form."""
    if number.denominator == 1:
        digits = f"{number.numerator:_}"
        return digits if abs(number) >= 10_000 else digits.replace("_", "")
    scaled, places = number, 0
    while scaled.denominator != 1 and places < 12:
        scaled, places = scaled * 10, places + 1
    if scaled.denominator == 1:
        whole, rest = divmod(abs(scaled.numerator), 10**places)
        sign = "-" if number < 0 else ""
        shown = f"{whole:_}" if whole >= 10_000 else str(whole)
        return f"{sign}{shown}.{rest:0{places}}"
    return f"{number.numerator}/{number.denominator}" if number > 0 else None


def number_meant(written: str, unit: Unit | None) -> Fraction | None:
    """The number that a text is as a whole, or None: 4.5 billion, 5,000, 10 000 000, 六千, and with its unit behind or
    before it 60% and US$5 million where ``unit`` is that unit."""
    text = re.sub(r" +", " ", plain(bare_text(written)).replace("，", ",").strip())
    text = _without_unit(text, unit)
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("-+").strip()
    if not text:
        return None
    if thousand := _THOUSAND.fullmatch(text):
        text = f"{thousand[1]} thousand"
    if _GROUPED.fullmatch(text) and text.count(".") <= 1 and not re.fullmatch(r"\d{1,3}\.\d{3}", text):
        text = re.sub(r"['’_ ]", "", text)
    if re.fullmatch(r"0\d+(?:\.\d+)?", text):
        return None
    try:
        numeral = numeral_at(text, 0)
    except (ValueError, IndexError):
        return None
    if numeral is None or numeral.end != len(text) or numeral.value is None or numeral.more:
        return None
    return sign * numeral.value


def _without_unit(text: str, unit: Unit | None) -> str:
    if unit is None:
        return text
    try:
        before = [*unit.before, *((unit.id,) if unit.family == "money" else ())]
        behind = [unit.id, unit.one, unit.many, *unit.words, *before]
    except InvalidValue:
        return text
    for word in sorted({plain(word) for word in behind}, key=len, reverse=True):
        if text.casefold().endswith(word.casefold()) and len(text) > len(word):
            rest = text[: -len(word)].rstrip()
            if not word[0].isalpha() or not rest[-1:].isalpha() or not word.isascii() or text[len(rest)] == " ":
                return rest
    for word in sorted({plain(word) for word in before}, key=len, reverse=True):
        rest = text.lstrip("-")
        if rest.casefold().startswith(word.casefold()):
            return ("-" if text.startswith("-") else "") + rest[len(word) :].strip()
    return text


def dates_meant(written: str) -> tuple[str, ...]:
    """The dates that a text can be, each as a field holds it: one of 24 Feb 2025, 2025/2/24 or 2025年2月24日, two of
    3/4/2025, none of what is no date."""
    text = re.sub(r"[\s\u3000]+", " ", plain(bare_text(written))).strip()
    if midnight := _MIDNIGHT.fullmatch(text):
        return tuple(_dates([midnight[1]]))
    if first := _YEAR_FIRST.fullmatch(text):
        parts = [first[1], *(part.zfill(2) for part in (first[3], first[4]) if part)]
        if list(_dates(["-".join(parts)])):
            return ("-".join(parts),)
        return ()
    if last := _YEAR_LAST.fullmatch(text):
        one, other, year = last[1].zfill(2), last[3].zfill(2), last[4]
        # Where both are the same, it is one date.
        return tuple(dict.fromkeys(_dates([f"{year}-{other}-{one}", f"{year}-{one}-{other}"])))
    if month := _MONTH_LAST.fullmatch(text):
        return tuple(_dates([f"{month[2]}-{month[1].zfill(2)}"]))
    if together := _RUN_TOGETHER.fullmatch(text):
        return tuple(_dates(["-".join(part for part in together.groups() if part)]))
    if quarter := _QUARTER_LAST.fullmatch(text):
        return tuple(_dates([f"{quarter[3]}-{quarter[1].upper()}{quarter[2]}"]))
    if quarter := _QUARTER.fullmatch(text):
        return tuple(_dates([f"{quarter[1]}-{quarter[2].upper()}{quarter[3]}"]))
    if len(ends := _TO.split(text)) == 2 and all(len(end) >= 4 for end in ends):
        both = [dates_meant(end) or tuple(_dates([end])) for end in ends]
        if all(len(one) == 1 and "/" not in one[0] for one in both):
            return tuple(_dates([f"{both[0][0]}/{both[1][0]}"]))
    for form in (text, text.title(), text.replace(".", "")):
        if form and form[0].isalnum() and (found := date_at(form, 0)) and found.end == len(form) and found.when:
            return (found.when.text,)
    return ()


def _dates(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        try:
            yield When.parse(text).text
        except BadDate:
            continue


def unit_meant(written: str, units: Collection[Unit]) -> tuple[str, ...]:
    """The ids of the units that a word or sign names: CNY for yuan, RMB and 元; several for $."""
    word = _key(written)
    found = []
    for unit in units:
        with suppress(InvalidValue):
            if word in map(_key, (unit.id, unit.one, unit.many, *unit.words, *unit.before)):
                found.append(unit.id)
    return tuple(found)


def _key(text: str) -> str:
    return re.sub(r"[\s.]+", " ", plain(bare_text(text))).strip().casefold()


def id_meant(written: str, known: Collection[str], named: Iterable[tuple[str, str]] = ()) -> str | None:
    """The one id that a reference is a slip of, or whose thing has that name. ``named`` are names and their ids."""
    text = bare_text(written)
    if text in known:
        return text
    ids = {id for name, id in named if _key(name) == _key(text)}
    if len(ids) == 1:
        return next(iter(ids))
    return None if ids else nearest(text, known)


def with_what_is_meant(problem: Problem, document: Document, content: Content) -> Problem:
    """A problem of reading with what was meant by the number or date at its spot."""
    if problem.fix or problem.rule not in ("malformed-number", "malformed-date", "malformed-id"):
        return problem
    keys = document.keys_at(problem.spot)
    written = document.written(keys) if keys is not None else None
    if not keys or not written:
        return problem
    if problem.rule == "malformed-id":
        return _reference_meant(problem, keys, written, content)
    if problem.rule == "malformed-number":
        unit = content.units.get(str(_sibling(document, keys, "unit")))
        number = number_meant(written, unit)
        is_one = number is not None and (number == 0 or SMALLEST <= abs(number) <= LARGEST)
        form = number_written(number) if number is not None and is_one else None
        return _meant(problem, written, (form,) if form else ())
    found = dates_meant(written)
    if keys[-1] in _DAYS:
        found = tuple(date for date in found if _is_day(date))
    return _meant(problem, written, found)


def _reference_meant(problem: Problem, keys: tuple[Any, ...], written: str, content: Content) -> Problem:
    """A reference that is no id: several in one, a thing's name, or an id in other letters."""
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    parts = re.split(r"\s*[,，、;；]\s*", bare_text(written))
    if len(parts) == 1 and name and set(bare_text(written).split()) <= set(_known(name, content)[0]):
        parts = bare_text(written).split()
    if isinstance(keys[-1], int) and len(parts) > 1:
        fix = Fix(written, ", ".join(part for part in parts if part))
        return replace(
            problem, message=with_fix(f"{problem.message.partition('; ')[0]}; part ids by , and a space", fix), fix=fix
        )
    if name == "unit" and "figures" in keys:
        units = unit_meant(written, content.units.values())
        ids = units if units else tuple(filter(None, [id_meant(written, content.units)]))
        what = f"no unit {bare_text(written)!r}"
    else:
        known, things = _known(name, content)
        one = id_meant(written, known, named(things))
        ids = (one,) if one else ()
        what = problem.message.partition("; ")[0]
    if len(ids) == 1:
        fix = Fix(written, ids[0])
        return replace(problem, message=with_fix(f"{what}; write {ids[0]!r}", fix), fix=fix)
    return replace(problem, message=f"{what}; write {' or '.join(ids)}, whichever the source means") if ids else problem


def _known(field: str, content: Content) -> tuple[Collection[str], Iterable[Any]]:
    """The ids that a field may hold, and the things that have them."""
    match field:
        case "about" | "also_about":
            return content.subjects, (*content.places.values(), *content.organisations.values())
        case "publisher":
            return content.publishers, content.publishers.values()
        case "topics":
            return content.topics, content.topics.values()
        case "measure" | "growth_of" | "lead":
            return content.measures, content.measures.values()
        case "parent" | "governs":
            return content.places, content.places.values()
        case "house" | "part_of":
            return content.speakers, content.speakers.values()
        case "derived_from":
            return content.records, ()
        case "facts" | "figures" | "leads" | "follows":
            return content.facts, ()
    return (), ()


def named(things: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Every name of some things, with the id of each."""
    for thing in things:
        for name in (thing.name, getattr(thing, "name_zh", None)):
            if name is not INVALID and name is not None:
                yield str(name), thing.id
        for names in (getattr(thing, "aliases", ()), getattr(thing, "names", ())):
            if names is not INVALID:
                yield from ((str(name), thing.id) for name in names if name is not INVALID)


# The fields that hold a day and nothing coarser.
_DAYS = frozenset(("retrieved", "added", "on", "looked", "since", "read"))


def _is_day(text: str) -> bool:
    try:
        return bool(read_day(text))
    except BadValue:
        return False


def _meant(problem: Problem, written: str, forms: tuple[str, ...]) -> Problem:
    what, _, _ = problem.message.partition("; ")
    if len(forms) == 1:
        fix = Fix(written, forms[0])
        return replace(problem, message=f"{what}; check --fix writes {fix.new}", fix=fix)
    if forms:
        return replace(problem, message=f"{what}; write {' or '.join(forms)}, whichever the source means")
    return problem


def _sibling(document: Document, keys: tuple[Any, ...], name: str) -> Any:
    data = document.data
    for key in keys[:-1]:
        data = data[key]
    return data.get(name) if isinstance(data, dict) else None
