"""What an editor meant by a number, date, unit or id in another form: one reading, or none.

A form that has two readings (3/4/2025) is given with both, and none of them is chosen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any, get_args

from generator.model.content import Content
from generator.model.descriptions import in_a_line
from generator.model.fields import LARGEST, SMALLEST, BadValue, is_measure_id, read_address, read_day
from generator.model.problems import Fix, Problem, nearest
from generator.model.records import Qualifier, Unit
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
# Of a moment with an offset, the day is that of the place; of one in universal time, it may be another there.
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|([+-]\d\d:?\d\d))?)?", re.ASCII
)
_WEEKDAY = re.compile(r"^(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]* )", re.IGNORECASE)
_TO_PART = r"(?: ?[-–—~/至到] ?| to )"
_PARTS_OF_YEAR = re.compile(
    rf"(?P<y>(?:19|20)\d\d)[ -/]*(?P<letter>[QqHh])(?P<one>[1-4]){_TO_PART}"
    r"(?:(?P=y)[ -]?)?(?P=letter)?(?P<other>[1-4])",
    re.ASCII,
)
_PARTS_THEN_YEAR = re.compile(
    rf"(?P<letter>[QqHh])(?P<one>[1-4]){_TO_PART}(?P=letter)?(?P<other>[1-4])[ ,/-]*(?P<y>(?:19|20)\d\d)", re.ASCII
)
# 2025-01/03: two months or a day.
_YEAR_AND_TWO = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<a>0[1-9]|1[0-2])/(?P<b>0[1-9]|1[0-2])", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d\d)", re.ASCII)
_COUNTED_QUARTER = re.compile(r"([1-4])([QqHh])[ -/]*((?:19|20)\d\d)", re.ASCII)
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)-((?:19|20)\d\d)", re.ASCII)
_SINCE = re.compile(r"(?:since|from) (.+)|(.{4,}?)(?: onwards?| ?[-–—/] ?(?:present|now|today))", re.IGNORECASE)
_MONTH_HYPHENS = re.compile(r"(?<=\d)[-/](?=[A-Za-z]{3})|(?<=[A-Za-z]{3})[-/.]+ ?(?=\d)")
_TO = re.compile(r" ?[/–—~至到] ?| to ")
_QUARTER_LAST = re.compile(r"([qh])([1-4])[ -/]*((?:19|20)\d\d)", re.ASCII | re.IGNORECASE)
_QUARTER = re.compile(r"((?:19|20)\d\d)[ -/]*([qh])([1-4])", re.ASCII | re.IGNORECASE)
# "40k": what a single letter multiplies by. An M may be a million or a thousand, a B either billion.
_THOUSAND = re.compile(r"([\d.,]+) ?k", re.ASCII | re.IGNORECASE)
# Digits with signs between them, and what may stand for a digit: 1.240,5, 3OO, l2.
_WITH_SIGNS = re.compile(r"[\dOoIl|][\dOoIl|.,'’_ ]*")
_LIKE_DIGITS = str.maketrans("OoIl|", "00111")
_POWER = re.compile(r"(.+?) ?(?:[×xX*·⋅] ?10 ?(?:\^|\*\*)? ?|[eE])(?P<power>[-+]?\d{1,2})", re.ASCII)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
# What a single letter behind a number may say.
_LETTERS = {
    "M": (("M is million", 10**6), ("M is thousand, as in Roman numerals", 10**3)),
    "m": (("m is million", 10**6), ("m is thousand, as in Roman numerals", 10**3)),
    "MM": (("MM is million", 10**6),),
    "B": (("B is billion, a thousand million", 10**9),),
    "b": (("b is billion, a thousand million", 10**9),),
    "T": (("T is trillion, a million million", 10**12), ("T is thousand", 10**3)),
    "t": (("t is trillion, a million million", 10**12), ("t is thousand", 10**3)),
}
_LETTER_BEHIND = re.compile(r"([\d.,]+) ?(MM|[MmBbTt])")
_LONGEST = 60  # characters of a number that somebody typed
_RANGE = re.compile(r"(?<=\w) ?(?:-|–|—|~|至|到|\.\.\.?|…) ?(?=\w)| to ")


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
    if not text or len(written) > _LONGEST:
        return None
    if thousand := _THOUSAND.fullmatch(text):
        text = f"{thousand[1]} thousand"
    if power := _POWER.fullmatch(text.translate(_SUPERSCRIPT)):
        mantissa = number_meant(power[1], None)
        return sign * mantissa * Fraction(10) ** int(power["power"]) if mantissa is not None else None
    parted = re.match(r"\d[\d.,'’_ ]*", text)
    if parted and (certain := _parted(parted[0].rstrip())) is not None:
        text = _decimal(certain) + text[len(parted[0].rstrip()) :]
    if re.fullmatch(r"0\d+(?:\.\d+)?", text):
        return None
    try:
        numeral = numeral_at(text, 0)
    except (ValueError, IndexError):
        return None
    if numeral is None or numeral.end != len(text) or numeral.value is None or numeral.more:
        return None
    return sign * numeral.value


def _decimal(number: Fraction) -> str:
    whole, places = number, 0
    while whole.denominator != 1:
        whole, places = whole * 10, places + 1
    return f"{whole.numerator:0{places + 1}}"[: -places or None] + (
        f".{whole.numerator % 10**places:0{places}}" if places else ""
    )


def _parted(written: str) -> Fraction | None:
    """The one number that digits with signs between them are: the signs part thousands, and the last may be the decimal
    mark where it is another. None of one sign alone that may be either, and of what parts no thousands."""
    signs = re.findall(r"\D", written)
    if not signs or re.search(r"\D\D|\D$", written):
        return None
    parting, last = signs[0], signs[-1]
    *whole, rest = written.split(last) if last != parting else (written, "")
    digits = "".join(whole) or rest
    if last != parting and (len(whole) != 1 or last not in ".,"):
        return None
    digits = whole[0] if last != parting else written
    groups = re.split(r"\D", digits)
    # 15_0000_0000, as one counts in Chinese: no thousands, and with a sign that is no decimal mark no other number.
    is_by_four = parting in "_'’ " and len(groups[0]) <= 4 and all(len(group) == 4 for group in groups[1:])
    is_by_four = is_by_four and (parting == "_" or len(groups) > 2)
    is_thousands = is_by_four or (
        1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    )
    if len(set(signs[:-1] if last != parting else signs)) != 1 or not is_thousands:
        return None
    if last == parting and parting == "." and len(signs) == 1:
        return None
    return Fraction(re.sub(r"\D", "", digits) + (f".{rest}" if last != parting else ""))


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a text may be, and if what is true of it."""

    number: Fraction
    condition: str


def readings(written: str, unit: Unit | None) -> tuple[Reading, ...]:
    """Every number that a text may be, where the text alone does not say which: 1,240 and 39,6 by their comma, 3OO by
    its letters, 4.5M by its letter."""
    if len(written) > _LONGEST:
        return ()
    text = re.sub(r" +", " ", plain(bare_text(written)).replace("，", ",").strip())
    text = _without_unit(text, unit)
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("-+").strip()
    found: list[Reading] = []
    if letter := _LETTER_BEHIND.fullmatch(text):
        mantissa = number_meant(letter[1], None)
        if mantissa is None:
            return ()
        return tuple(Reading(sign * mantissa * scale, condition) for condition, scale in _LETTERS[letter[2]])
    core = _WITH_SIGNS.match(text)
    if core is None or not any(map(str.isdigit, core[0])):
        return ()
    digits, rest = core[0].strip(), text[core.end() :].strip()
    translated = digits.translate(_LIKE_DIGITS)
    letters = dict.fromkeys(re.findall(r"[OoIl|]", digits))
    meant = " and ".join(f"the letter {one} is {one.translate(_LIKE_DIGITS)}" for one in letters)
    if re.match(r"0\d", translated):
        return ()
    scale = number_meant(f"1 {rest}", None) if rest else Fraction(1)
    for value, condition in _by_sign(translated):
        if scale is not None:
            found.append(Reading(sign * value * scale, " and ".join(filter(None, (meant, condition)))))
    return tuple(found)


def _by_sign(digits: str) -> Iterator[tuple[Fraction, str]]:
    """The numbers that digits with at most one comma or point may be, each with what that sign then is."""
    if digits.isdigit():
        yield Fraction(digits), ""
    elif (certain := _parted(digits)) is not None and not re.fullmatch(r"\d+,\d{3}", digits):
        yield certain, ""
    elif one := re.fullmatch(r"(\d+)([.,])(\d+)", digits):
        name = "comma" if one[2] == "," else "point"
        if len(one[3]) == 3 and len(one[1]) <= 3 and one[1] != "0":
            yield Fraction(one[1] + one[3]), f"the {name} parts thousands"
        yield Fraction(f"{one[1]}.{one[3]}"), f"the {name} is the decimal mark"


def numbers_in(text: str) -> frozenset[Fraction]:
    """Every number that a text says, each with its scale: those of a source's words, which tell what a value means."""
    plain_text, found = plain(text), set[Fraction]()
    for at, sign in enumerate(plain_text):
        before = plain_text[at - 1 : at]
        is_begin = not (before.isalnum() and before.isascii() == sign.isascii()) and before not in (".", ",")
        if not sign.isalnum() or not is_begin:
            continue
        with suppress(ValueError, IndexError):
            numeral = numeral_at(plain_text, at)
            if numeral is not None and numeral.value is not None:
                found.add(numeral.value)
    return frozenset(found)


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
    """The dates that a text can be, each as a field holds it: one of 24 Feb 2025, 2025/2/24, 2025年2月24日 or
    2025Q1-Q3, two of 3/4/2025 or 2025-01/03, none of what is no date."""
    if len(written) > _LONGEST:
        return ()
    text = re.sub(r"[\s\u3000]+", " ", plain(bare_text(written))).strip()
    text = _WEEKDAY.sub("", text)
    if midnight := _MIDNIGHT.fullmatch(text):
        return tuple(_dates([midnight[1]]))
    if moment := _MOMENT.fullmatch(text):
        return tuple(_dates([moment[1]])) if moment[2] else _days_around(moment[1])
    if (part_of_year := _PARTS_OF_YEAR.fullmatch(text)) or (part_of_year := _PARTS_THEN_YEAR.fullmatch(text)):
        year, letter = part_of_year["y"], part_of_year["letter"].upper()
        return tuple(_dates([f"{year}-{letter}{part_of_year['one']}/{year}-{letter}{part_of_year['other']}"]))
    if (span := _YEAR_AND_TWO.fullmatch(text)) and span["a"] != span["b"]:
        day = f"{span['y']}-{span['a']}-{span['b']}"
        return tuple(_dates([f"{span['y']}-{span['a']}/{span['y']}-{span['b']}", day]))
    if first := _YEAR_FIRST.fullmatch(text):
        parts = [first[1], *(part.zfill(2) for part in (first[3], first[4]) if part)]
        return tuple(_dates(["-".join(parts)]))
    if last := _YEAR_LAST.fullmatch(text):
        one, other, year = last[1].zfill(2), last[3].zfill(2), last[4]
        # Where both are the same, it is one date.
        return tuple(dict.fromkeys(_dates([f"{year}-{other}-{one}", f"{year}-{one}-{other}"])))
    if short := _SHORT_YEAR.fullmatch(text):
        one, other, last_part = short[1].zfill(2), short[3].zfill(2), short[4]
        orders = (f"20{last_part}-{other}-{one}", f"20{last_part}-{one}-{other}", f"20{one}-{other}-{last_part}")
        return tuple(dict.fromkeys(_dates(orders)))
    if month := _MONTH_LAST.fullmatch(text):
        return tuple(_dates([f"{month[2]}-{month[1].zfill(2)}"]))
    if together := _RUN_TOGETHER.fullmatch(text):
        return tuple(_dates(["-".join(part for part in together.groups() if part)]))
    if quarter := _QUARTER_LAST.fullmatch(text):
        return tuple(_dates([f"{quarter[3]}-{quarter[1].upper()}{quarter[2]}"]))
    if quarter := _QUARTER.fullmatch(text):
        return tuple(_dates([f"{quarter[1]}-{quarter[2].upper()}{quarter[3]}"]))
    if quarter := _COUNTED_QUARTER.fullmatch(text):
        return tuple(_dates([f"{quarter[3]}-{quarter[2].upper()}{quarter[1]}"]))
    if years := _TWO_YEARS.fullmatch(text):
        return tuple(_dates([f"{years[1]}/{years[2]}"]))
    if since := _SINCE.fullmatch(text):
        begun = dates_meant(since[1] or since[2]) or tuple(_dates([since[1] or since[2]]))
        return tuple(_dates([f"{begun[0]}/.."])) if len(begun) == 1 and "/" not in begun[0] else ()
    if len(ends := _TO.split(text)) == 2 and all(len(end) >= 4 for end in ends):
        both = [dates_meant(end) or tuple(_dates([end])) for end in ends]
        if all(len(one) == 1 and "/" not in one[0] for one in both):
            return tuple(_dates([f"{both[0][0]}/{both[1][0]}"]))
    text = _MONTH_HYPHENS.sub(" ", text)
    for form in dict.fromkeys((text, text.title(), text.replace(".", ""), text.title().replace(" Of ", " of "))):
        if form and form[0].isalnum() and (found := date_at(form, 0)) and found.end == len(form) and found.when:
            return (found.when.text,)
    return ()


def _days_around(day: str) -> tuple[str, ...]:
    """The day of a moment in universal time, and those that it may be elsewhere."""
    with suppress(BadDate):
        here = When.parse(day).first
        return tuple((here + timedelta(days=days)).isoformat() for days in (0, 1, -1))
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
    text = unicodedata.normalize("NFKC", plain(bare_text(text)))
    return re.sub(r"[\s.]+", " ", text).strip().casefold()


def id_meant(written: str, known: Collection[str], named: Iterable[tuple[str, str]] = ()) -> str | None:
    """The one id that a reference is a slip of, or whose thing has that name. ``named`` are names and their ids."""
    text = bare_text(written)
    if text in known:
        return text
    ids = {id for name, id in named if _key(name) == _key(text)}
    if len(ids) == 1:
        return next(iter(ids))
    return None if ids else nearest(text, known)


def meaning_in(known: Collection[str]) -> Callable[[str], str]:
    """What says of an id of a registry what it means; nothing of what could not be read, and of mere words."""

    def meaning(id: str) -> str:
        with suppress(InvalidValue):
            return in_a_line(known[id]) if isinstance(known, Mapping) else ""
        return ""

    return meaning


# So many ids are listed by a message.
FEW = 20


def ids_about(word: str, known: Collection[str]) -> str:
    """The ids of a registry that have a word in them, or whose meaning has, the shortest of many; of a small registry
    all."""
    meaning = meaning_in(known)
    words = [part for part in re.split(r"[^a-z0-9]+", word.lower()) if len(part) > 2]
    for text_of in (str, meaning):
        having = [
            id for id in known if words and all(re.search(rf"(?<![a-z]){one}", text_of(id).lower()) for one in words)
        ]
        if having:
            shown = sorted(sorted(having, key=lambda id: (len(id), id))[:FEW])
            more = f" and {len(having) - FEW} more" if len(having) > FEW else ""
            if len(having) == 1:
                return f"; write {shown[0]}, if that is meant"
            return f"; if one of these is meant, write it: {', '.join(shown)}{more}"
    return f"; there are {', '.join(sorted(known))}" if 0 < len(known) <= FEW else ""


def units_instead(family: str, units: Iterable[Unit]) -> str:
    """What a message says of the units in which a family is counted; nothing where they are many."""
    ids = sorted(unit.id for unit in units if unit.family is not INVALID and unit.family == family)
    return f"; {family} is counted in {', '.join(ids)}" if 0 < len(ids) <= FEW else ""


# The rules whose problems this looks at: those of a value that can be read in another way.
_HELPED = frozenset(
    ("malformed-number", "malformed-date", "malformed-id", "malformed-address", "wrong-type", "as-stated-differs")
)


def with_what_is_meant(problem: Problem, document: Document, content: Content) -> Problem:
    """A problem with what was meant by the value at its spot, where that can be said."""
    if problem.fix or problem.rule not in _HELPED:
        return problem
    with suppress(InvalidValue):  # what could not be read of the content cannot help
        return _with_what_is_meant(problem, document, content)
    return problem


def _with_what_is_meant(problem: Problem, document: Document, content: Content) -> Problem:
    keys = document.keys_at(problem.spot)
    if keys and problem.rule == "malformed-address":
        return _address_meant(problem, document, keys, content)
    if keys and problem.rule == "wrong-type":
        return _fields_of_another(problem, document, keys, content)
    written = document.written(keys) if keys is not None else None
    if not keys or not written:
        return problem
    if problem.rule == "malformed-id":
        return _reference_meant(problem, document, keys, written, content)
    if problem.rule in ("malformed-number", "as-stated-differs"):
        return _number_meant(problem, document, keys, written, content)
    found = dates_meant(written)
    if keys[-1] in _DAYS:
        found = tuple(date for date in found if _is_day(date))
    return _meant(problem, written, found)


def _fields_of_another(problem: Problem, document: Document, keys: tuple[Any, ...], content: Content) -> Problem:
    """The fields of a thing where its id belongs: with the id of the one that has that name."""
    known, things = _known(str(keys[-1]), content)
    value = _at(document.data, keys)
    name = value.get("name", value.get("id")) if isinstance(value, dict) else None
    one = id_meant(name, known, named(things)) or (name if name in known else None) if isinstance(name, str) else None
    if one is None:
        return problem
    what = problem.message.partition("; ")[0]
    return replace(problem, message=f"{what}; write {keys[-1]}: {one}, and delete the fields below it")


def _address_meant(problem: Problem, document: Document, keys: tuple[Any, ...], content: Content) -> Problem:
    """An address that a program folded, or that is none; then where the page is looked for."""
    written = document.written_lines(keys) or ""
    if "\n" in written:
        whole = "".join(map(str.strip, written.split("\n")))
        with suppress(BadValue):
            if read_address(bare_text(whole)) and " " not in whole:
                message = "an address stands in one line; its parts are put together"
                return replace(problem, message=f"{message}; check --fix does it", fix=Fix(written, whole))
    publisher = content.publishers.get(str(_sibling(document, keys, "publisher")))
    is_none = "not a web address" in problem.message
    if (
        is_none
        and keys[-1] == "url"
        and publisher is not None
        and publisher.domains is not INVALID
        and publisher.domains
    ):
        on = " or ".join(str(domain) for domain in publisher.domains[:3] if domain is not INVALID)
        return replace(problem, message=f"{problem.message}; copy the page's address at {on}")
    return problem


def _number_meant(
    problem: Problem, document: Document, keys: tuple[Any, ...], written: str, content: Content
) -> Problem:
    """A number in another form. Of several readings, the one that the source's words in ``as_stated`` say."""
    what = problem.message.partition("; ")[0]
    if problem.rule == "as-stated-differs" and keys[-1] != "value":
        return problem
    unit = content.units.get(str(_sibling(document, keys, "unit")))
    stated = _sibling(document, keys, "as_stated") if keys[-1] in ("value", "to") else None
    said = numbers_in(stated) if isinstance(stated, str) else frozenset()
    as_stated = f"as_stated says {stated!r}"
    number = number_meant(written, unit)
    if unit is None and keys[-1] == "value" and _sibling(document, keys, "unit") is None:
        if with_unit := _unit_within(problem, document, keys, written, content):
            return with_unit
    certain = _form(number)
    others = [(one, form) for one in readings(written, unit) if one.number != number and (form := _form(one.number))]
    confirmed = [(one, form) for one, form in others if one.number in said]
    if len(confirmed) == 1 and number not in said:
        one, form = confirmed[0]
        if problem.rule == "as-stated-differs":
            return _fixed(problem, f"{what}; {written} is {form} if {one.condition}", Fix(written, form))
        if certain is None:
            reason = f", since {one.condition}" if one.condition else ""
            return _fixed(problem, f"{what}; write {form}{reason}: {as_stated}", Fix(written, form), is_said=True)
        # English has one reading, the source's words another: one of both is wrong.
        return replace(problem, message=f"{what}; write {certain}, or {form} if {one.condition}; {as_stated}")
    if problem.rule == "as-stated-differs":
        return problem
    if certain:
        return _meant(problem, written, (certain,))
    if keys[-1] == "value":
        helped = _range_meant(problem, document, keys, written, unit, said)
        helped = helped or _hedge_meant(problem, document, keys, written, unit, stated)
        if helped:
            return helped
    if others:
        forms = ", or ".join(f"{form} if {one.condition}" if one.condition else form for one, form in others)
        return replace(problem, message=f"{what}; write {forms}" + (f"; {as_stated}" if said else ""))
    is_none = said and "not a number" in problem.message
    return replace(problem, message=f"{problem.message}; {as_stated}") if is_none else problem


def _unit_within(
    problem: Problem, document: Document, keys: tuple[Any, ...], written: str, content: Content
) -> Problem | None:
    """A value that has its unit in it, where there is no field for that: 46_000 m2."""
    found = {
        unit.id: form
        for unit in content.units.values()
        if unit.id is not INVALID
        and (form := _form(number_meant(written, unit)))
        and number_meant(written, None) is None
    }
    if len(found) != 1:
        return None
    ((id, form),) = found.items()
    message = f"{bare_text(written)!r} has its unit in it; write value: {form} and unit: {plain_yaml(id)}"
    return _fixed(
        problem, message, Fix(written, _and_field(document, keys, form, f"unit: {plain_yaml(id)}")), is_said=True
    )


def _form(number: Fraction | None) -> str | None:
    if number is None or (number != 0 and not SMALLEST <= abs(number) <= LARGEST):
        return None
    return number_written(number)


def _fixed(problem: Problem, message: str, fix: Fix, *, is_said: bool = False) -> Problem:
    if is_said:
        return replace(problem, message=f"{message}; check --fix does it", fix=fix)
    return replace(problem, message=with_fix(message, fix), fix=fix)


def _and_field(document: Document, keys: tuple[Any, ...], value: str, field: str) -> str:
    """A value with a further field behind it, in the form of the fields around it."""
    column = document.keys[keys][1]
    return f"{value}, {field}" if keys[:-1] in document.ends else f"{value}\n{' ' * (column - 1)}{field}"


def _range_meant(
    problem: Problem, document: Document, keys: tuple[Any, ...], written: str, unit: Unit | None, said: Collection[Any]
) -> Problem | None:
    """A range within a value: 20,000-30,000 or 5 to 10 billion."""
    ends = _RANGE.split(bare_text(written))
    if len(ends) != 2 or _sibling(document, keys, "to") is not None:
        return None
    low, high = (number_meant(end, unit) for end in ends)
    scale = re.sub(r"^[\d.,'’_ ]+", "", _without_unit(plain(ends[1]).strip(), unit))
    shared = number_meant(f"{ends[0]} {scale}", unit) if scale and low is not None and low < 1000 else None
    if shared is not None and high is not None and shared < high and (low in said or shared in said or not said):
        low, said = shared, {*said, shared}
    if low is None or high is None or low >= high or not _form(low) or not _form(high):
        return None
    message = f"{bare_text(written)!r} is a range; write value: {_form(low)} and to: {_form(high)}"
    if said and not {low, high} <= set(said):
        return replace(problem, message=f"{message}, if the source says so")
    fix = Fix(written, _and_field(document, keys, f"{_form(low)}", f"to: {_form(high)}"))
    return _fixed(problem, message, fix, is_said=True)


_HEDGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:>=|≥|≧)", ("at least",)),
    (r"(?:<=|≤|≦)", ("up to",)),
    (r"[>＞]", ("more than", "over")),
    (r"[<＜]", ("less than", "under")),
    (r"(?:[~∼～≈≃±]|c\.|ca\.?|circa|approx\.?|approximately|roughly)", ("about", "around", "some")),
    *((word, (word,)) for word in get_args(Qualifier)),
)
_PLUS = ("more than", "over", "at least")


def _behind(sign: str, text: str, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    found = re.match(rf"{sign}\s*(?=\S)", text, re.IGNORECASE)
    return (text[found.end() :], words) if found else None


def _hedge_meant(
    problem: Problem, document: Document, keys: tuple[Any, ...], written: str, unit: Unit | None, stated: Any
) -> Problem | None:
    """A hedge within a value: >2200, ~40, 300+ or about 60."""
    text = bare_text(written)
    found = next((one for sign, words in _HEDGES if (one := _behind(sign, text, words))), None)
    rest, words = found or (text.removesuffix("+"), _PLUS)
    if rest == text:
        return None
    number = number_meant(rest, unit)
    form = _form(number)
    if form is None:
        return None
    what = f"{text!r} has the source's hedge in it"
    qualifier = _sibling(document, keys, "qualifier")
    if qualifier in words:
        return _fixed(problem, f"{what}, and qualifier says it", Fix(written, form))
    own = [word for word in words if isinstance(stated, str) and re.search(rf"\b{word}\b", stated.lower())]
    if qualifier is None and len(own) == 1:
        message = f"{what}; write value: {form} and qualifier: {own[0]}"
        fix = Fix(written, _and_field(document, keys, form, f"qualifier: {own[0]}"))
        return _fixed(problem, message, fix, is_said=True)
    return replace(
        problem, message=f"{what}; write value: {form} and qualifier: {' or '.join(words)}, as the source says"
    )


def _sized_unit(
    problem: Problem, document: Document, keys: tuple[Any, ...], written: str, content: Content
) -> Problem | None:
    """A size within a unit: value 500 and unit billion USD. Certain where ``as_stated`` says what both make."""
    value_keys = (*keys[:-1], "value")
    value, stated = document.written(value_keys), _sibling(document, keys, "as_stated")
    text = bare_text(written)
    for unit in content.units.values():
        size = _without_unit(re.sub(r"\bof\b ?", "", text), unit).strip()
        scale = number_meant(f"1 {size}", None) if size and size != text else None
        before = number_meant(value, unit) if value else None
        if scale is None or scale < 10 or value is None or before is None or size[:1].isdigit():
            continue
        said = numbers_in(stated) if isinstance(stated, str) else frozenset()
        name, form = plain_yaml(unit.id), _form(before * scale)
        if before in said and before * scale not in said:
            return _fixed(problem, f"{text!r} holds a size; the unit is {name}", Fix(written, name))
        message = f"{text!r} holds a size; write value: {form} and unit: {name}"
        if form is None or before * scale not in said:
            return replace(problem, message=f"{message}, if the source says so")
        fix = Fix(written, name, also=(Fix(value, form, document.values[value_keys]),))
        return _fixed(problem, message, fix, is_said=True)
    return None


def plain_yaml(id: str) -> str:
    """An id as YAML has it: % in quotes."""
    return id if id[:1].isalnum() else f'"{id}"'


def _reference_meant(
    problem: Problem, document: Document, keys: tuple[Any, ...], written: str, content: Content
) -> Problem:
    """A reference that is no id: several in one, a thing's name, or an id in other letters."""
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    parts = [part.strip() for part in re.split(r"[,，、;；]", bare_text(written))]
    if len(parts) == 1 and name and set(bare_text(written).split()) <= set(_known(name, content)[0]):
        parts = bare_text(written).split()
    if isinstance(keys[-1], int) and len(parts) > 1:
        fix = Fix(written, ", ".join(part for part in parts if part))
        return replace(
            problem, message=with_fix(f"{problem.message.partition('; ')[0]}; part ids by , and a space", fix), fix=fix
        )
    if name == "unit" and "figures" in keys:
        if sized := _sized_unit(problem, document, keys, written, content):
            return sized
        units = unit_meant(written, content.units.values())
        ids = units if units else tuple(filter(None, [id_meant(written, content.units)]))
        what = f"no unit {bare_text(written)!r}"
        measure = content.measures.get(str(_sibling(document, keys, "measure")))
        if not ids and measure is not None and measure.unit is not INVALID:
            if more := units_instead(measure.unit, content.units.values()):
                return replace(problem, message=what + more)
    else:
        known, things = _known(name, content)
        one = id_meant(written, known, named(things))
        ids = (one,) if one else ()
        what = problem.message.partition("; ")[0]
        if not ids and (near := ids_about(bare_text(written), known)):
            return replace(problem, message=f"{what}{near}")
    if len(ids) == 1:
        fix = Fix(written, plain_yaml(ids[0]))
        return _fixed(problem, f"{what}; write {ids[0]!r}", fix)
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
            # A file that is named otherwise gives no id.
            measures = {id: one for id, one in content.measures.items() if is_measure_id(id)}
            return measures, measures.values()
        case "parent" | "governs":
            return content.places, content.places.values()
        case "house" | "part_of":
            return content.speakers, content.speakers.values()
        case "derived_from":
            return content.records, ()
        case "facts" | "figures" | "table" | "leads" | "follows":
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
        shown = " or ".join(f"{form} for {named}" if (named := _in_words(form)) else form for form in forms)
        return replace(problem, message=f"{what}; write {shown}, whichever the source means (year-month-day)")
    return problem


def _in_words(text: str) -> str:
    """A day in words: 3 April 2026; nothing of another date."""
    with suppress(BadDate, ValueError):
        when = When.parse(text)
        if when.precision == "day" and not when.is_span:
            return f"{when.first.day} {when.first:%B %Y}"
    return ""


def _sibling(document: Document, keys: tuple[Any, ...], name: str) -> Any:
    data = _at(document.data, keys[:-1])
    return data.get(name) if isinstance(data, dict) else None


def _at(data: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        data = data[key]
    return data
