"""The kinds of value that a field of a record may hold, each read strictly from what YAML gave.

Every kind raises ``BadValue`` with the rule that is broken and what to write instead; ``ReadBy`` hands that to
pydantic as its ``PydanticCustomError``. ``pydantic_core`` is imported only while ``load`` builds its validators,
so that the steps behind ``load`` never pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from generator.model.when import FORMS, BadDate, When

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class BadValue(ValueError):
    """A value that a field refuses: the rule that it breaks, and what to write instead. ``instead`` is the YAML that is
    certainly meant, where there is one."""

    def __init__(self, rule: str, message: str, instead: str | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.instead = instead


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Marks a field that is read from YAML's plain value by one function of this module. One that ``is_text`` holds
    words for a reader, in which white space and punctuation say nothing else.

    ``form`` says in a few words what may stand there. ``schema`` says the same as JSON Schema (2020-12) for programs
    that help editors: it accepts whatever ``function`` accepts, and may accept more."""

    function: Callable[[Any], Any]
    is_text: bool = False
    form: str = ""
    schema: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        def read(value: Any) -> Any:
            try:
                return self.function(value)
            except BadValue as bad:
                # The message may hold braces of the editor's own; pydantic would take them for its fields.
                raise PydanticCustomError(
                    bad.rule, "{message}", {"message": bad.message, "instead": bad.instead}
                ) from bad

        return core_schema.no_info_plain_validator_function(read)


def _pattern(form: str, pattern: str) -> dict[str, Any]:
    """How JSON Schema says that a text has a form; ``patternErrorMessage`` is what editors show where it has not."""
    return {"type": "string", "pattern": f"^(?:{pattern})$", "patternErrorMessage": f"write {form}"}


def _read_as(function: Callable[[Any], Any], form: str, pattern: str) -> ReadBy:
    return ReadBy(function, form=form, schema=_pattern(form, pattern))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        raise BadValue("empty-text", "nothing stands here; write a text, or leave the field out if it is optional")
    if isinstance(value, (bool, int, Decimal)):
        shown = str(value).lower() if isinstance(value, bool) else str(value)[:40]
        raise BadValue(
            "wrong-type",
            f'expected a text; put it in quotes: "{shown}"',
            None if "E" in shown else f'"{shown}"',
        )
    raise BadValue("wrong-type", f"expected a text, found a {'mapping' if isinstance(value, dict) else 'list'}")


def one_line(longest: int) -> ReadBy:
    """A text of one line, trimmed, not empty, of at most ``longest`` characters. What it returns raises
    ``BadValue`` for any other value."""

    def read(value: Any) -> str:
        text = _text(value).strip()
        if not text:
            raise BadValue("empty-text", "the text is empty; write it, or leave the field out if it is optional")
        if "\n" in text:
            raise BadValue("not-one-line", "this text must be one line; use > instead of | and no empty line between")
        if len(text) > longest:
            raise BadValue("too-long", f"{len(text)} characters, at most {longest} fit; shorten or split it")
        return text

    # The white space around it does not count; so many characters do.
    inner = f"[^\\n]{{0,{longest - 2}}}"
    form = f"a text of one line, at most {longest} characters"
    return ReadBy(read, is_text=True, form=form, schema=_pattern(form, rf"\s*\S(?:{inner}\S)?\s*"))


# How much of a source a quote may hold: 40 words or, of Chinese and Japanese, 60 characters.
MOST_WORDS, MOST_CHARACTERS = 40, 60
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_quote_line = one_line(400)


def read_quote(value: Any) -> str:
    """A source's own words: one line of at most 40 words, or 60 characters of Chinese or Japanese. Raises
    ``BadValue``."""
    text: str = _quote_line.function(value)
    wide = len(_WIDE.findall(text))
    # What is written without spaces is one word to split().
    words = len(_WIDE.sub("", text).split())
    if wide > MOST_CHARACTERS or words > MOST_WORDS:
        found = f"{wide} characters" if wide > MOST_CHARACTERS else f"{words} words"
        raise BadValue(
            "too-long",
            f"{found}, a quote has at most {MOST_WORDS} words or {MOST_CHARACTERS} Chinese characters; keep the part "
            "with the figures",
        )
    return text


ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 80
# "index" would take the address of a list; the others cannot be file names on every system.
RESERVED_IDS = frozenset({"index", "con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))})


def read_id(value: Any) -> str:
    """An id: lower-case words joined by single hyphens, at most 80 characters. Raises ``BadValue``."""
    text = _text(value)
    if not ID_PATTERN.fullmatch(text):
        near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST_ID]
        instead = f"; write {near!r}" if near and ID_PATTERN.fullmatch(near) else ""
        only_case = near if instead and near == text.strip().lower() else None
        raise BadValue(
            "malformed-id", f"{text[:60]!r} is not lower-case words joined by single hyphens{instead}", only_case
        )
    if len(text) > LONGEST_ID:
        raise BadValue("malformed-id", f"an id has at most {LONGEST_ID} characters, this one {len(text)}")
    if text in RESERVED_IDS:
        raise BadValue("malformed-id", f"{text!r} is kept for the site itself; choose another id")
    return text


def is_measure_id(text: str) -> bool:
    """Whether a text has the form of a measure's id."""
    return bool(re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", text)) and len(text) <= LONGEST_ID


def read_measure_id(value: Any) -> str:
    """The id of a measure: lower-case words joined by underscores. Raises ``BadValue``."""
    text = _text(value)
    if not is_measure_id(text):
        near = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:LONGEST_ID]
        instead = f"; write {near!r}" if near[:1].isalpha() else ""
        raise BadValue("malformed-id", f"{text[:60]!r} is not lower-case words joined by underscores{instead}")
    return text


def read_unit_id(value: Any) -> str:
    """The id of a unit: letters, digits, %, / and -, at most 40 characters. Raises ``BadValue``."""
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z%][A-Za-z0-9%/-]*", text) or len(text) > 40:
        raise BadValue("malformed-id", f"{text[:60]!r} is not a unit's name: letters, digits, %, / and - only")
    return text


_WIKIDATA = r"Q[1-9][0-9]{0,11}"


def read_wikidata_id(value: Any) -> str:
    """The id of an item of Wikidata: Q and a number, as Q8686. Raises ``BadValue``."""
    text = _text(value).strip()
    if not re.fullmatch(_WIKIDATA, text):
        found = re.search(rf"(?<![A-Za-z0-9]){_WIKIDATA}(?![0-9])", text.upper())
        instead = f"; write {found[0]}" if found else "; write the last part of the item's address, as Q8686"
        raise BadValue(
            "malformed-id", f"{text[:60]!r} is not the id of an item of Wikidata{instead}", found and found[0]
        )
    return text


# What has a page of its own under its id.
KINDS_OF_ADDRESSES = ("facts", "places", "organisations", "topics", "sources", "briefings", "charts")


def read_address_path(value: Any) -> str:
    """An address of ours without the site's own: facts/the-id. Raises ``BadValue``."""
    text = _text(value)
    kind, _, id = text.partition("/")
    if kind not in KINDS_OF_ADDRESSES or not ID_PATTERN.fullmatch(id):
        raise BadValue("malformed-id", f"{text[:90]!r} is not an address of ours such as facts/the-id-of-a-fact")
    return text


# What has an entry in ``changes/``, by the first part of how it is named; ``site`` stands alone.
KINDS_OF_THINGS = (
    *("sources", "places", "organisations", "topics", "measures", "units", "publishers", "speakers", "glossary"),
    *("disagreements", "pages"),
)


def _read_thing_path(value: Any) -> str:
    """What of ours changed: measures/ai_companies, sources/the-id-of-a-record, or site."""
    text = _text(value)
    kind, slash, id = text.partition("/")
    if text != "site" and not (slash and kind in KINDS_OF_THINGS and re.fullmatch(r"[\w%/-]+", id, re.ASCII)):
        kinds = ", ".join(KINDS_OF_THINGS)
        raise BadValue("malformed-id", f"{text[:90]!r} is not site or an id behind one of {kinds}, as measures/the_id")
    return text


def read_address(value: Any) -> str:
    """An absolute http or https address (RFC 3986) that is safe to print in a link."""
    text = _text(value).strip()
    shown = text[:60]
    if len(text) > 2000:
        raise BadValue("malformed-address", f"an address has at most 2000 characters, this one {len(text)}")
    if not re.match(r"https?://", text, re.IGNORECASE):
        # A link of Markdown, or an address in brackets.
        within = re.fullmatch(r"(?:\[[^\[\]]*\]\(|<)(https?://[^\s<>\"()\[\]]+)[)>]", text)
        raise BadValue(
            "malformed-address",
            f"{shown!r} is not a web address; it must begin with https:// or http://",
            within[1] if within else None,
        )
    if bad := re.search(r"""[\s"<>\\^`{|}\x00-\x20\x7f-\x9f]""", text):
        raise BadValue("malformed-address", f"an address cannot hold {bad[0]!r}; percent-encode it")
    try:
        parts = urlsplit(text)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise BadValue("malformed-address", f"{shown!r} is not a web address: {error}") from error
    if parts.username is not None or parts.password is not None:
        raise BadValue(
            "malformed-address", "an address must not hold a user name or password; take out what stands before @"
        )
    if not re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\.?", host):
        raise BadValue("malformed-address", f"{shown!r} names no host such as example.org")
    return text


def read_day(value: Any) -> date:
    """A day, as 2026-11-23. Raises ``BadValue`` for a coarser date or a span."""
    try:
        when = _read_when(value)
    except BadValue as bad:
        # A day has one form of all that a date may have.
        raise BadValue(bad.rule, bad.message.replace(f"write {FORMS}", "write the day as 2026-11-23")) from bad
    if when.precision != "day" or when.is_span:
        raise BadValue("malformed-date", f"{when} is not a day; write it as 2026-11-23")
    return when.first


def _read_when(value: Any) -> When:
    """A date or span. Raises ``BadValue`` for one that is open: only what a fact states can be."""
    when = _read_open_when(value)
    if when.is_open:
        raise BadValue("malformed-date", f"{when} has no end; only a fact's or a figure's own when may be open")
    return when


def _read_open_when(value: Any) -> When:
    # A year alone is a number in YAML; nothing else that is a number can be a date.
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)
    try:
        return When.parse(text)
    except BadDate as bad:
        raise BadValue("malformed-date", str(bad)) from bad


LARGEST, SMALLEST = Fraction(10) ** 18, Fraction(1, 10**9)


def _read_number(value: Any) -> Fraction:
    """An exact number: 4000, 500_000_000_000, 71.75, 5e11 or, where the source says "a third", 1/3; digits may stand in
    quotes."""
    number = None
    if isinstance(value, int) and not isinstance(value, bool):
        number = Fraction(value)
    elif isinstance(value, Decimal):
        # Only a short exponent is expanded: 1e999999999 would fill the memory.
        if value.is_finite() and abs(value.adjusted()) <= 30 and len(value.as_tuple().digits) <= 40:
            number = Fraction(value)
    elif isinstance(value, str):
        if re.fullmatch(r"-?[1-9]\d{0,2}(?:_\d{3})+(?:\.\d+)?", value, re.ASCII) and len(value) <= 60:
            number = Fraction(value.replace("_", ""))
        elif match := re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", value, re.ASCII):
            number = Fraction(int(match[1]), int(match[2]))
        elif re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", value, re.ASCII) and len(value) <= 40:
            # In quotes, as programs write that save forms.
            number = Fraction(value)
    if number is None:
        raise BadValue("malformed-number", f"{str(value)[:80]!r} is not a number that we read; write {_NUMBER_FORM}")
    if abs(number) > LARGEST or (number != 0 and abs(number) < SMALLEST):
        raise BadValue("malformed-number", "a value lies between one billionth and 10^18; check the zeros")
    return number


def _read_count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100_000:
        return value
    if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,4}", value.strip(), re.ASCII):
        return int(value)
    raise BadValue("wrong-type", f"expected a whole number from 1 to 100000, found {str(value)[:40]!r}")


def _read_whole(value: Any) -> int:
    return 0 if value in (0, "0") and not isinstance(value, bool) else _read_count(value)


def _read_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    instead = "true" if word in ("true", "yes", "on") else "false" if word in ("false", "no", "off") else None
    raise BadValue("wrong-type", f"expected true or false, found {str(value)[:40]!r}", instead)


_LANGUAGES = {
    "english": "en", "chinese": "zh", "中文": "zh", "german": "de", "french": "fr", "japanese": "ja", "korean": "ko",
    "spanish": "es", "portuguese": "pt", "hindi": "hi", "arabic": "ar", "hebrew": "he", "russian": "ru",
    "italian": "it",
}  # fmt: skip


def _read_language(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?", text):
        text_ = text.strip(" ,;\"'“”")
        near = _LANGUAGES.get(text_.lower()) or text_.replace("_", "-")
        if "-" not in near:
            near = near.lower()
        instead = near if re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?", near) else None
        raise BadValue(
            "malformed-language", f"{text[:30]!r} is not a language tag (BCP 47) such as en, zh or zh-Hans", instead
        )
    return text


def _read_authority(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*,\d{4}(?:-\d\d(?:-\d\d)?)?", text):
        raise BadValue(
            "malformed-authority", f"{text[:60]!r} is not a tag authority (RFC 4151) such as example.org,2026"
        )
    return text


def read_domain(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", text) or text.startswith("www."):
        near = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.strip().lower()).rstrip("/")
        instead = near if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", near) else None
        raise BadValue(
            "malformed-address", f"{text[:60]!r} is not a host; write it as example.org, without www.", instead
        )
    return text


def _read_hash(value: Any) -> str:
    """A hash as hexadecimal digits: a whole SHA-256, or the beginning of one. Raises ``BadValue``."""
    text = _text(value)
    if not re.fullmatch(r"[0-9a-f]{12}|[0-9a-f]{64}", text):
        raise BadValue("malformed-hash", f"{text[:80]!r} is not 12 or 64 hexadecimal digits in quotes")
    return text


def read_site_address(value: Any) -> str:
    """The address of a site: http or https, with / at its end. Raises ``BadValue``."""
    text = read_address(value)
    if not text.endswith("/") or "?" in text or "#" in text:
        raise BadValue("malformed-address", "the site's address ends in / and has neither ? nor #")
    return text


_YEAR = r"(?:19\d\d|2[01]\d\d|2200)"
_DATE = rf"{_YEAR}(?:-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))?"
_DAY_FORM = "a day, as 2026-11-23"
_STATED_FORM = f"a date as exact as the source has it: {FORMS}"
_OPEN_FORM = f"{_STATED_FORM}, or 2023/.. where the source states no end"
_NUMBER_FORM = "digits (4000), thousands parted by underscores (500_000_000_000), a decimal point (71.75) or a " + (
    "fraction (1/3)"
)


def _date_schema(form: str, pattern: str) -> dict[str, Any]:
    # A year alone is a number in YAML.
    return {**_pattern(form, pattern), "type": ["string", "integer"], "minimum": 1900, "maximum": 2200}


_NUMBER_SCHEMA = {
    **_pattern(
        _NUMBER_FORM, r"-?[1-9]\d{0,2}(?:_\d{3})+(?:\.\d+)?|[1-9]\d{0,5}/[1-9]\d{0,5}|-?(?:0|[1-9]\d*)(?:\.\d+)?"
    ),
    "type": ["number", "string"],
    "minimum": -(10**18),
    "maximum": 10**18,
}
_ADDRESS = r"[hH][tT][tT][pP][sS]?://[^\s\"<>\\^`{|}]+"

Id = Annotated[
    str,
    _read_as(read_id, "lower-case words joined by single hyphens", rf"(?=.{{1,{LONGEST_ID}}}$){ID_PATTERN.pattern}"),
]
MeasureId = Annotated[
    str, _read_as(read_measure_id, "lower-case words joined by underscores", r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
]
UnitId = Annotated[str, _read_as(read_unit_id, "letters, digits, %, / and - only", r"[A-Za-z%][A-Za-z0-9%/-]{0,39}")]
WikidataId = Annotated[
    str, _read_as(read_wikidata_id, "the id of an item of Wikidata, as Q8686", rf"\s*{_WIKIDATA}\s*")
]
Address = Annotated[
    str, _read_as(read_address, "a web address that begins with https:// or http://", rf"\s*{_ADDRESS}\s*")
]
ThingPath = Annotated[
    str,
    _read_as(
        _read_thing_path,
        "what changed, as measures/the_id or sources/the-id-of-a-record, or site",
        rf"site|(?:{'|'.join(KINDS_OF_THINGS)})/[A-Za-z0-9_%/-]+",
    ),
]
AddressPath = Annotated[
    str,
    _read_as(
        read_address_path,
        "an address of ours, as facts/the-id-of-a-fact",
        rf"(?:{'|'.join(KINDS_OF_ADDRESSES)})/{ID_PATTERN.pattern}",
    ),
]
SiteAddress = Annotated[
    str,
    _read_as(
        read_site_address,
        "a web address that ends in /",
        r"\s*[hH][tT][tT][pP][sS]?://[^\s\"<>\\^`{|}?#]+/\s*",
    ),
]
Domain = Annotated[
    str, _read_as(read_domain, "a host without www., as example.org", r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+")
]
Authority = Annotated[
    str,
    _read_as(
        _read_authority,
        "a host and a date, as example.org,2026 (RFC 4151)",
        r"[a-z0-9]+(?:[.-][a-z0-9]+)*,\d{4}(?:-\d\d(?:-\d\d)?)?",
    ),
]
Hash = Annotated[str, _read_as(_read_hash, "12 or 64 hexadecimal digits in quotes", r"[0-9a-f]{12}|[0-9a-f]{64}")]
Language = Annotated[
    str,
    _read_as(
        _read_language, "a language tag (BCP 47), as en, zh or zh-Hans", r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
    ),
]
Day = Annotated[
    date,
    ReadBy(read_day, form=_DAY_FORM, schema=_pattern(_DAY_FORM, rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")),
]
StatedWhen = Annotated[
    When, ReadBy(_read_when, form=_STATED_FORM, schema=_date_schema(_STATED_FORM, rf"{_DATE}(?:/{_DATE})?"))
]
OpenWhen = Annotated[
    When,
    ReadBy(_read_open_when, form=_OPEN_FORM, schema=_date_schema(_OPEN_FORM, rf"{_DATE}(?:/(?:{_DATE}|\.\.))?")),
]
Count = Annotated[
    int,
    ReadBy(
        _read_count,
        form="a whole number from 1 to 100000",
        schema={**_pattern("digits", r"[1-9]\d{0,4}"), "type": ["integer", "string"], "minimum": 1, "maximum": 100_000},
    ),
]
Whole = Annotated[
    int,
    ReadBy(
        _read_whole,
        form="a whole number from 0 to 100000",
        schema={
            **_pattern("digits", r"0|[1-9]\d{0,4}"),
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": 100_000,
        },
    ),
]
Flag = Annotated[bool, ReadBy(_read_flag, form="true or false", schema={"type": "boolean"})]
Number = Annotated[Fraction, ReadBy(_read_number, form=_NUMBER_FORM, schema=_NUMBER_SCHEMA)]
Name = Annotated[str, one_line(80)]
Quote = Annotated[
    str,
    ReadBy(
        read_quote,
        is_text=True,
        form=f"one line of at most {MOST_WORDS} words, or {MOST_CHARACTERS} Chinese or Japanese characters",
        schema=_quote_line.schema,
    ),
]
Line = Annotated[str, one_line(300)]
Sentence = Annotated[str, one_line(500)]
Paragraph = Annotated[str, one_line(1200)]
# A part of a thing as a change names it: a passage and the ids of its facts, a line of a page.
Words = Annotated[str, one_line(5000)]
