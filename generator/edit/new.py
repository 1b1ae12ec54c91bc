"""`new`: the file that an editor starts from, with all that follows from its name or address, and TODO for the rest.

Nothing is asked of the network. What it writes is checked before: but for what says TODO, it has no problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote, urlsplit

from babel.numbers import get_currency_name

from generator.edit.files import File, faults
from generator.model.content import Content
from generator.model.fields import BadValue, read_address, read_id, read_measure_id, read_unit_id
from generator.model.problems import did_you_mean, nearest
from generator.model.records import (
    TODO,
    Briefing,
    Fact,
    Figure,
    Measure,
    Organisation,
    Place,
    Publisher,
    Record,
    Source,
    Speaker,
    Term,
    Topic,
    Unit,
    yaml_name,
)
from generator.model.visible import invisible_characters
from generator.model.web_addresses import address_to_write, host_of, is_home_page, same_page
from generator.model.when import BadDate, When
from generator.read.load import Entry, Loaded, Memory, is_unwritten
from generator.read.partial import INVALID, InvalidValue, bare
from generator.read.strict_yaml import read_yaml
from generator.text.as_yaml import scalar


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of thing needs: its folder, its type, which fields that may be left out a new file shows, which of
    its fields an option fills in, and how an id is read."""

    folder: str
    type: type
    offered: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    read_id: Any = read_id
    # What stands behind its fields.
    more: tuple[str, ...] = ()


_SUMMARY = (
    "",
    "summary:  # what there is to know, in sentences of ours; delete it if there is nothing yet",
    f"  - text: {TODO}  # every number is one of a fact that is named below",
    f"    facts: [{TODO}]",
)
KINDS: Mapping[str, Kind] = {
    "record": Kind("records", Record, options={"title": "title", "published": "published", "publisher": "publisher"}),
    "fact": Kind("records", Fact),
    "briefing": Kind("briefings", Briefing, options={"published": "published"}),
    "place": Kind(
        "places",
        Place,
        ("name_zh", "aliases", "adjectives", "position", "lead"),
        {"kind": "kind", "within": "parent"},
        more=_SUMMARY,
    ),
    "organisation": Kind("organisations", Organisation, ("name_zh", "aliases"), {"kind": "kind"}),
    "measure": Kind("measures", Measure, ("words", "excludes"), {"kind": "kind"}, read_measure_id),
    "publisher": Kind("publishers", Publisher, ("house",), {"kind": "class"}),
    "speaker": Kind("speakers", Speaker, ("names", "part_of", "governs"), {"kind": "kind"}),
    "topic": Kind("topics", Topic),
    "term": Kind("glossary", Term, ("name_zh",)),
    "unit": Kind("units", Unit, ("words", "before", "factor"), {}, read_unit_id),
}
# What a check asks for, or an editor would look for, though the type does not.
_ALSO_NEEDED = {Publisher: ("domains",), Place: ("parent",), Measure: ("kind",)}

# What to write, in a few words: of a type's field or, under None, of that name in any.
_FORMS: Mapping[tuple[type | None, str], str] = {
    (Source, "title"): "as the source has it",
    (Source, "publisher"): "an id of content/publishers/",
    (Source, "published"): "as exactly as the source says: 2023, 2023-02, 2023-02-25; delete the line if it says none",
    (Source, "language"): "en, zh, zh-Hant …",
    (Source, "author"): "Ni Tao",
    (Source, "archived"): "https://web.archive.org/web/…",
    (Fact, "id"): "for ever: what, of which place, when, as china-ai-industry-2023-02",
    (Fact, "kind"): "figure | event | policy | target | profile",
    (Fact, "about"): "an id of content/places/ or content/organisations/",
    (Fact, "topics"): "ids of content/topics/",
    (Fact, "text"): "one sentence in our words, with the source's figures and hedges",
    (Fact, "also_about"): "[other places and organisations that the text names]",
    (Fact, "said_by"): "Ren Aiguang, deputy director, MIIT",
    (Fact, "when"): "2023-02",
    (Fact, "where"): "paragraph 13",
    (Fact, "quote"): "the source's own words, one unbroken run",
    (Fact, "note"): "what is not clear, such as how it was counted",
    (Figure, "measure"): "an id of content/measures/",
    (Figure, "value"): "4000, 500_000_000_000, 71.75",
    (Figure, "unit"): "an id of content/units/",
    (Figure, "when"): "what it is of: 2023, 2023-H1, 2023-02",
    (Figure, "as_stated"): "the source's few words with the number: more than 500 billion yuan",
    (Figure, "qualifier"): "more than",
    (Place, "parent"): "the place that it lies in, an id of content/places/",
    (Place, "position"): "{lat: 31.2, lon: 121.59}",
    (Place, "adjectives"): "[words that name it otherwise, such as Chinese]",
    (Place, "lead"): "the measure that tells first how big its AI industry is",
    (Publisher, "house"): "the speaker whose words it prints, if it has another id",
    (Publisher, "domains"): "hosts of its pages, without www.",
    (Speaker, "names"): "[other ways in which sources write it]",
    (Speaker, "part_of"): "the speaker that it is part of or speaks for",
    (Speaker, "governs"): "the place that it governs",
    (Topic, "definition"): "a sentence: what belongs to it",
    (Term, "meaning"): "a sentence",
    (Measure, "definition"): "a sentence: what is counted, and how",
    (Measure, "unit"): "a family of content/units/: companies, money …",
    (Measure, "review_after"): "in so many months a newer figure is looked for: 12, 18",
    (Measure, "words"): "[words of which one stands in a text that has it, robot* & compan*]",
    (Measure, "excludes"): "A sentence, of what is not counted.",
    (Unit, "family"): "what it can be compared with: its own id, or area, money …",
    (Unit, "one"): "company",
    (Unit, "many"): "companies",
    (Unit, "words"): "[other words for it in texts, 家]",
    (Unit, "before"): "[signs that stand before a number, US$]",
    (Unit, "factor"): "how many of the family's smallest it is: 1_000_000 for km2 next to m2",
    (None, "name_zh"): "张江",
    (None, "aliases"): "[other names]",
}


@dataclass(frozen=True, slots=True)
class Started:
    """The files to write, and what an editor should know of them."""

    files: tuple[File, ...]
    notes: tuple[str, ...] = ()


class Refused(Exception):
    """What was asked for cannot be written: each reason, with what to do instead."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@contextmanager
def _adding(reasons: Sequence[str]) -> Iterator[None]:
    """Refuse for some reasons, and for those that come to light within."""
    more: tuple[str, ...] = ()
    try:
        yield
    except Refused as refused:
        more = refused.reasons
    if reasons or more:
        raise Refused(*reasons, *more)


def new(
    kind: str,
    name: str,
    folder: Path,
    loaded: Loaded,
    today: date,
    *,
    options: Mapping[str, str | None],
    comments: Sequence[str] = (),
    memory: Memory | None = None,
) -> Started:
    """What to write for a new thing.

    ``name`` is its name, of a record the address of its source, of a briefing its headline, of a fact the record that
    it goes into. ``options`` are those that are given, by their names; ``id`` fits every kind but a fact. ``comments``
    are lines that stand first in a record, or before a fact. What is in the ``memory`` is not read again. Raises
    ``Refused`` with every reason why it cannot be.
    """
    given = {option: value for option, value in options.items() if value is not None}
    fitting = {*KINDS[kind].options, *(() if kind == "fact" else ("id",))}
    if unfit := [option for option in given if option not in fitting]:
        takes = ", ".join(f"--{option}" for option in sorted(fitting)) or "no option"
        reasons = [f"--{option} is not of a {kind}, which takes {takes}; leave it out" for option in unfit]
        rest = {option: value for option, value in given.items() if option in fitting}
        with _adding(reasons):
            new(kind, name, folder, loaded, today, options=rest)
    match kind:
        case "fact":
            return _fact(name, loaded, today, folder, comments)
        case "record":
            started = _record(name, loaded, today, given, folder, comments)
        case "briefing":
            started = _briefing(name, loaded, today, given)
        case _:
            started = _thing(kind, name, loaded.content, given)
    found = faults(folder, started.files, today, memory)
    if found:
        raise Refused(*dict.fromkeys(problem.message for problem in found))
    return started


# --- a registry's entry, a place


def _thing(kind: str, name: str, content: Content, given: Mapping[str, str]) -> Started:
    of = KINDS[kind]
    name = _one_line(name, 80)
    reasons: list[str] = []
    known = {yaml_name(one.name): one.name for one in fields(of.type)}
    values = {"name": scalar(name)} if "name" in known else {}
    if "name_zh" in known and not _slug(name):
        values = {"name_zh": scalar(name)}
    if of.type in (Place, Organisation) and (same := _subject_named(name, content)):
        reasons.append(f"{name!r} is a name of {same} already; leave it to one of them")
    is_currency = of.type is Unit and re.fullmatch("[A-Z]{3}", name) is not None
    if of.type is Unit:
        values |= _unit(name, content, is_currency=is_currency)
    for option, value in given.items():
        if option != "id":
            values[of.options[option]] = scalar(value.strip())
            reasons += _faults_of_option(of, option, value.strip(), content)
    id = ""
    try:
        id = _id_of_thing(of, name, given.get("id"), content, is_currency=is_currency)
    except Refused as refused:
        reasons += refused.reasons
    if reasons:
        raise Refused(*reasons)
    if of.type is Place and values.get("kind") in ("country", "region", "world"):
        values.setdefault("parent", "")
    lines = [*_lines(of.type, values, of.offered), *of.more]
    is_used = is_currency or kind in ("speaker", "term")
    notes = () if is_used else (f"Nothing refers to {id} yet: send it together with the first fact that does.",)
    return Started((File(f"{of.folder}/{id}.yml", "\n".join(lines) + "\n"),), notes)


def _subject_named(name: str, content: Content) -> str | None:
    """The place or organisation that has a name already."""
    for subject in content.subjects.values():
        with suppress(InvalidValue):
            if name.casefold() in {str(one).casefold() for one in (subject.name, subject.name_zh, *subject.aliases)}:
                return str(subject.id)
    return None


def _unit(name: str, content: Content, *, is_currency: bool) -> dict[str, str]:
    """The fields of a unit that follow from its name. A currency is also called by the last word of its name, as
    kroner, where no unit is called so."""
    if not is_currency:
        return {"family": scalar(_slug(name)) if _slug(name) else TODO, "many": scalar(name)}
    one, many = (str(get_currency_name(name, count=count, locale="en")) for count in (1, 2))
    if one == name:
        raise Refused(f"{name} is no currency that we know (ISO 4217); a unit's name is the word for many: companies")
    taken = set()
    for unit in content.units.values():
        with suppress(InvalidValue):
            taken |= {word.casefold() for word in (unit.one, unit.many, *unit.words) if word}
    short = dict.fromkeys(words.split()[-1] for words in (one, many) if " " in words)
    free = [word for word in short if word.casefold() not in taken]
    words = {"words": f"[{', '.join(free)}]"} if free else {}
    return {"family": "money", "one": scalar(one), "many": scalar(many), **words}


def _faults_of_option(of: Kind, option: str, value: str, content: Content) -> list[str]:
    hint = _hints(of.type).get(of.options[option])
    words = [str(word) for word in get_args(bare(hint))]
    if words and value not in words:
        return [f"--{option}: {value!r} is not one of: {', '.join(words)}{did_you_mean(value, words)}"]
    if option == "within" and value not in content.places:
        near = did_you_mean(value, content.places)
        return [
            f"--within: no place {value!r}{near}; write its id, or make it first: python -m generator new place NAME"
        ]
    return []


def _id_of_thing(of: Kind, name: str, wanted: str | None, content: Content, *, is_currency: bool) -> str:
    id = wanted.strip() if wanted is not None else name if is_currency else _slug(name)
    if of.type is Measure and wanted is None:
        id = id.replace("-", "_")
    if not id:
        raise Refused(f"no id follows from {name!r}; name one in Latin letters, as --id zhangjiang")
    try:
        of.read_id(id)
    except BadValue as bad:
        raise Refused(f"{bad.message}; name another with --id") from bad
    if "/" in id:
        raise Refused(f"{id!r} cannot be the name of a file; name another with --id")
    # A fact is about a place or an organisation: these share no id.
    for folder in ("places", "organisations") if of.type in (Place, Organisation) else (of.folder,):
        if id in getattr(content, folder):
            raise Refused(
                f"{id!r} is there already, in content/{folder}/; use it or, for another, name an id with --id"
            )
    return id


def _lines(type_: type, values: Mapping[str, str], offered: Collection[str]) -> Iterator[str]:
    """The fields of a type that are needed or given, and as comments some that may be left out."""
    for one in fields(type_):
        name = yaml_name(one.name)
        if name in values:
            if values[name]:
                yield f"{name}: {values[name]}"
        elif (one.default is MISSING and name != "id") or name in _ALSO_NEEDED.get(type_, ()):
            value = f"[{TODO}]" if name in ("domains", "topics") else TODO
            yield f"{name}: {value}{_form(type_, name)}"
        elif name in offered:
            yield f"# {name}: {_FORMS.get((type_, name)) or _FORMS[None, name]}"


def _form(type_: type, name: str) -> str:
    """A comment on what to write in a field."""
    words = " | ".join(str(word) for word in get_args(bare(_hints(type_).get(name))) if isinstance(word, str))
    form = words or _FORMS.get((type_, name)) or _FORMS.get((None, name))
    return f"  # {form}" if form else ""


def _hints(type_: type) -> Mapping[str, Any]:
    return {yaml_name(name): hint for name, hint in get_type_hints(type_).items()}


# --- a record


def _record(
    url: str,
    loaded: Loaded,
    today: date,
    given: Mapping[str, str],
    folder: Path,
    comments: Sequence[str],
) -> Started:
    content = loaded.content
    reasons: list[str] = []
    address = ""
    try:
        address = address_to_write(read_address(_one_line(url, 2000)))
    except (BadValue, Refused) as bad:
        reasons.append(bad.message if isinstance(bad, BadValue) else str(bad))
    published: When | None = None
    if "published" in given:
        try:
            published = When.parse(given["published"].strip())
        except BadDate as bad:
            reasons.append(f"--published: {bad}")
    if not address:
        raise Refused(*reasons)
    if id := record_of_page(url, loaded):
        raise Refused(
            f"{_path_of(id, loaded)} has this page already; add a fact to it: python -m generator new fact {id}",
            *reasons,
        )
    if is_home_page(address):
        reasons.append("this is a home page, whose text changes; give the address of the page that states the facts")
    files: list[File] = []
    notes: list[str] = []
    hint = _date_in(address, today)
    publisher = ""
    candidates: list[str] = []
    if not is_home_page(address):
        try:
            publisher, candidates, made = _publisher(address, given.get("publisher"), content)
            if made:
                files.append(made)
                notes.append(f"The publisher {publisher} is new: see content/{made.path}.")
        except Refused as refused:
            reasons += refused.reasons
    if reasons:
        raise Refused(*reasons)
    year = (published or hint or When.of_day(today)).first.year
    id = _id_of_record(address, given, publisher, year, loaded)
    if address != url.strip():
        notes.append(f"The address is written as {address}.")
    archived = url.strip() if host_of(url) != host_of(address) else None
    form = _form(Source, "published")
    if hint and not published:
        form = f"  # the address says {hint}; as exactly as the source says, or delete the line"
        notes.append(f"If the source is not of {year}, move the file into the folder of its year.")
    source = {
        "title": scalar(_one_line(given["title"], 300)) if "title" in given else None,
        "publisher": scalar(publisher) if publisher else None,
        "url": scalar(address),
        "archived": scalar(archived) if archived else None,
        "published": str(published) if published else None,
        "retrieved": today.isoformat(),
        "language": _language_of(publisher, address, content),
    }
    lines = [
        *comment_lines(comments),
        "source:",
        f"  title: {source['title'] or TODO + _form(Source, 'title')}",
        f"  publisher: {source['publisher'] or TODO + '  # one of: ' + ', '.join(candidates)}",
        f"  # author: {_FORMS[Source, 'author']}",
        f"  url: {source['url']}",
        f"  archived: {source['archived']}" if archived else f"  # archived: {_FORMS[Source, 'archived']}",
        f"  published: {source['published'] or TODO + form}",
        f"  retrieved: {source['retrieved']}",
        f"  language: {source['language'] or TODO + _form(Source, 'language')}",
        "",
        "facts:",
        *(f"  {line}" for line in _empty_fact(today)),
    ]
    files.append(File(f"records/{year}/{id}.yml", "\n".join(lines) + "\n"))
    return Started(tuple(files), tuple(notes))


def record_of_page(url: str, loaded: Loaded) -> str | None:
    """The record whose source is a page, under whatever address, or whose saved copy it is."""
    page = same_page(url)
    for id, record in loaded.content.records.items():
        with suppress(InvalidValue):
            if page in (same_page(record.source.url), same_page(record.source.archived or record.source.url)):
                return id
    return None


def _publisher(url: str, wanted: str | None, content: Content) -> tuple[str, list[str], File | None]:
    """The publisher of a page; if several have its host, none and their ids; and the file of one that is new."""
    host = host_of(url)
    if wanted is not None:
        return _publisher_named(_one_line(wanted, 80), host, content)
    found: list[tuple[int, str]] = []
    for id, publisher in content.publishers.items():
        with suppress(InvalidValue):
            lengths = [len(domain) for domain in publisher.domains if host == domain or host.endswith(f".{domain}")]
            found += [(max(lengths), id)] if lengths else []
    ids = [id for length, id in sorted(found) if length == max(found)[0]]
    if not ids:
        raise Refused(
            f"no publisher has {host} among its domains; of a new one add --publisher 'Its Name', which makes its file "
            "too; of another, add the host to the domains of its file in content/publishers/"
        )
    return (ids[0], [], None) if len(ids) == 1 else ("", ids, None)


def _publisher_named(wanted: str, host: str, content: Content) -> tuple[str, list[str], File | None]:
    names: dict[str, str] = {}
    for id, publisher in content.publishers.items():
        with suppress(InvalidValue):
            names[str(publisher.name).casefold()] = id
    if wanted in content.publishers or wanted.casefold() in names:
        return (wanted if wanted in content.publishers else names[wanted.casefold()]), [], None
    if near := nearest(wanted, content.publishers):
        raise Refused(
            f"--publisher: no publisher {wanted!r}; did you mean {near!r}? If it is another, make it first: "
            "python -m generator new publisher NAME"
        )
    id = _id_of_thing(KINDS["publisher"], wanted, None, content, is_currency=False)
    lines = _lines(Publisher, {"name": scalar(wanted), "domains": f"[{scalar(host)}]"}, ("house",))
    return id, [], File(f"publishers/{id}.yml", "\n".join(lines) + "\n")


def _path_of(record: str, loaded: Loaded) -> str:
    """The file of a record, which need not be readable as a whole."""
    return next(
        entry.document.path for entry in loaded.entries if isinstance(entry.item, Record) and entry.item.id == record
    )


def _id_of_record(url: str, given: Mapping[str, str], publisher: str, year: int, loaded: Loaded) -> str:
    content, taken = loaded.content, _all_ids(loaded.content)
    if "id" in given:
        id = given["id"].strip()
        try:
            read_id(id)
        except BadValue as bad:
            raise Refused(f"--id: {bad.message}") from bad
        if id in content.records:
            raise Refused(f"--id: {id!r} is taken at {_path_of(id, loaded)}; choose another")
        return id
    first = (publisher or host_of(url).split(".")[-2]).split("-via-")[0]
    words = _significant_words(given.get("title", "")) or _significant_words(_slug_of_url(url))
    words = [word for word in words if word not in first.split("-")][:4]
    return _free("-".join(_slug(part) for part in (first, *words, str(year)) if _slug(part)), taken)


# Words that tell no article from another.
_SMALL_WORDS = frozenset((
    "a", "about", "after", "all", "amid", "an", "and", "are", "article", "articles", "as", "at", "be", "by", "content",
    "detail", "for", "from", "has", "have", "htm", "html", "in", "index", "into", "is", "it", "its", "jhtml", "new",
    "news", "of", "on", "or", "over", "page", "php", "post", "says", "shtml", "show", "story", "than", "that", "the",
    "their", "this", "to", "up", "was", "will", "with",
))  # fmt: skip


def _slug_of_url(url: str) -> str:
    """The part of an address with the most words in it."""
    parts = [unquote(part) for part in urlsplit(url).path.split("/")]
    return max(parts, key=lambda part: len(_significant_words(part)), default="")


def _significant_words(text: str) -> list[str]:
    words = re.split(r"[^a-z]+", _plain(text))
    return [word for word in dict.fromkeys(words) if len(word) > 1 and word not in _SMALL_WORDS]


_DATES_IN_URL = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])(?!\d)"),
)


def _date_in(url: str, today: date) -> When | None:
    """The day or month that an address names, if it does not lie ahead."""
    parts = urlsplit(url)
    for pattern in _DATES_IN_URL:
        for match in pattern.finditer(f"{parts.path}?{parts.query}"):
            with suppress(BadDate):
                when = When.parse("-".join(match.groups()))
                if when.first <= today:
                    return when
    return None


_LANGUAGE_IN_PATH = re.compile(r"/(en|zh|fr|de|ja|ko|es|english)(?:[-_][a-z]+)?(?=/|$)", re.IGNORECASE)


def _language_of(publisher: str, url: str, content: Content) -> str | None:
    """The language of all other sources of a publisher, or that which the address names."""
    found: Counter[str] = Counter()
    for record in content.records.values():
        with suppress(InvalidValue):
            if publisher and record.source.publisher == publisher:
                found[str(record.source.language)] += 1
    if len(found) == 1:
        return next(iter(found))
    named = _LANGUAGE_IN_PATH.search(urlsplit(url).path) or re.match(r"(en|zh|english)\.", host_of(url))
    return named[1].lower()[:2] if named else None


def _empty_fact(today: date) -> Iterator[str]:
    """A fact to be written."""

    def needed(type_: type, name: str) -> str:
        value = f"[{TODO}]" if name == "topics" else TODO
        return f"{name}: {value}{_form(type_, name)}"

    def offered(type_: type, name: str) -> str:
        return f"# {name}: {_FORMS[type_, name]}"

    yield f"- {needed(Fact, 'id')}"
    yield f"  added: {today.isoformat()}"
    for name in ("kind", "about", "topics", "text"):
        yield f"  {needed(Fact, name)}"
    for name in ("also_about", "said_by", "when"):
        yield f"  {offered(Fact, name)}"
    yield f"  {needed(Fact, 'where')}"
    for name in ("quote", "note"):
        yield f"  {offered(Fact, name)}"
    yield "  figures:  # one for each number of the text; delete these lines if it has none"
    lead = "- "
    for name in ("measure", "value", "unit", "qualifier", "when", "as_stated"):
        yield f"    {lead}{(offered if name == 'qualifier' else needed)(Figure, name)}"
        lead = "  "


# --- a fact


def _fact(name: str, loaded: Loaded, today: date, folder: Path, comments: Sequence[str]) -> Started:
    """One more fact at the end of a record's file."""
    entry = _entry_of_record(name, loaded)
    document = entry.document
    if not isinstance(document.data, dict):
        raise Refused(f"{document.path} cannot be read; run python -m generator check, and fix it first")
    facts = document.data.get("facts") or ()
    lines = list(document.lines)
    marks = [document.values["facts", index] for index in range(len(facts))] if isinstance(facts, tuple) else []
    if marks and ("facts",) in document.keys:
        line, column = marks[-1]
        dash = lines[line - 1].rfind("-", 0, column - 1)
        end = _end_of(lines, line, dash)
        more = [*comment_lines(comments), *_empty_fact(today)]
        lines[end:end] = ["", *(" " * dash + one for one in more)] if dash >= 0 else []
    text = "\n".join(lines) + ("" if lines[-1] == "" else "\n")
    after = read_yaml(document.path, text.encode())
    grown = isinstance(after.data, dict) and after.data.get("facts")
    is_grown = grown and len(grown) == len(facts) + 1 and grown[:-1] == facts
    if not is_grown or after.data != {**document.data, "facts": grown}:
        raise Refused(f"{document.path}: write facts: in lines that begin with -, then run this again")
    inner = Path(document.path).relative_to(folder)
    return Started((File(inner.as_posix(), text, is_new=False),))


def _entry_of_record(name: str, loaded: Loaded) -> Entry:
    """The record that an id, a path or the address of its source names."""
    records = loaded.content.records
    id = Path(name.strip()).name.removesuffix(".yml")
    if id not in records and "://" in name and (found := record_of_page(name, loaded)):
        id = found
    if id in records:
        return next(entry for entry in loaded.entries if isinstance(entry.item, Record) and entry.item.id == id)
    if "://" in name:
        raise Refused("no record has this page; make one: python -m generator new record URL")
    of_fact = [record.id for record in records.values() if id in _ids_of_facts(record)]
    hint = f"; that is a fact of {of_fact[0]}" if of_fact else did_you_mean(id, records)
    raise Refused(f"no record is called {id!r}{hint}; write the id of one of content/records/")


def _ids_of_facts(record: Record) -> tuple[str, ...]:
    if record.facts is INVALID:
        return ()
    return tuple(fact.id for fact in record.facts if fact is not INVALID and fact.id is not INVALID)


def _end_of(lines: Sequence[str], line: int, column: int) -> int:
    """How many lines there are up to the end of what begins in a line behind a dash in a column, both from 0."""
    end = line
    for number in range(line, len(lines)):
        row = lines[number]
        if row.strip() and len(row) - len(row.lstrip()) <= column:
            break
        if row.strip():
            end = number + 1
    return end


# --- a briefing


def _briefing(headline: str, loaded: Loaded, today: date, given: Mapping[str, str]) -> Started:
    content = loaded.content
    headline = _one_line(headline, 300)
    published = _day_of(given, today)
    id = _id_of_briefing(headline, given, content)
    lines = [
        f"published: {published.isoformat()}",
        f"events: {TODO}  # the time of what it tells, from first to last: 2018/2026, 2026-11",
        f"headline: {scalar(headline)}",
        "# about: [places and organisations that its sentences need not name again]",
        "",
        "bullets:  # what is new, three to five; every number is one of a fact that the passage names",
        f"  - text: {TODO}",
        f"    facts: [{TODO}]",
        "",
        "analysis:  # why it matters, and how far the figures carry",
        f"  - text: {TODO}",
        f"    facts: [{TODO}]",
        "",
        "# figures: [facts whose figures stand at the top]",
        "# items:  # the details",
        "#   - heading: A few words",
        "#     text: Some sentences.",
        "#     facts: [ids]",
        "",
        "gaps:  # what is not known; facts only where one is meant",
        f"  - text: {TODO}",
    ]
    return Started((File(f"briefings/{id}.yml", "\n".join(lines) + "\n"),))


def _day_of(given: Mapping[str, str], today: date) -> date:
    if "published" not in given:
        return today
    try:
        when = When.parse(given["published"].strip())
    except BadDate as bad:
        raise Refused(f"--published: {bad}") from bad
    if when.precision != "day" or when.is_span:
        raise Refused(f"--published: {when} is not a day; write it as {today}")
    return when.first


def _id_of_briefing(headline: str, given: Mapping[str, str], content: Content) -> str:
    if "id" in given:
        return _id_of_thing(KINDS["briefing"], headline, given["id"], content, is_currency=False)
    words = [word for word in _slug(headline).split("-") if word]
    if not words:
        raise Refused(f"no id follows from {headline!r}; name one in Latin letters with --id")
    return _free("-".join(words[:8]), _all_ids(content))


def free_briefing_id(wanted: str | None, otherwise: str, content: Content) -> str:
    """The id of a new briefing. Raises ``Refused`` where the one wanted is none, or taken."""
    if wanted is not None:
        return _id_of_thing(KINDS["briefing"], wanted, wanted, content, is_currency=False)
    return _free(otherwise, _all_ids(content))


# --- ids and lines


def _all_ids(content: Content) -> frozenset[str]:
    """The ids of everything that has a page or is named by id."""
    facts = (id for record in content.records.values() for id in _ids_of_facts(record))
    of_things = (content.records, content.briefings, content.places, content.organisations, content.topics)
    return frozenset((*facts, *(id for things in of_things for id in things)))


def _free(id: str, taken: Collection[str]) -> str:
    """An id that is not taken, of at most 80 characters: the one wanted or, with a number behind it, the next."""
    id = id[:76].strip("-")
    with suppress(BadValue):
        read_id(id)
        if id not in taken:
            return id
    return next(found for number in range(2, 10**6) if (found := f"{id}-{number}") not in taken)


def _plain(text: str) -> str:
    """A text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _slug(text: str) -> str:
    """A text as an id: its Latin letters and digits, joined by hyphens; "" of one that has none."""
    return re.sub(r"[^a-z0-9]+", "-", _plain(text).replace("'", "").replace("’", "")).strip("-")[:80].strip("-")


def _one_line(text: str, longest: int) -> str:
    """A text that can stand in a field of one line. Raises ``Refused`` of another."""
    text = text.strip()
    if not text:
        raise Refused("nothing stands there; write a name, of a record the address of its source")
    reasons = [f"{name} cannot be seen; leave it out" for _, name in invisible_characters(text)]
    if len(text) > longest:
        reasons.append(f"{len(text)} characters, at most {longest} fit; shorten it")
    if is_unwritten(text):
        reasons.append(f"{text[:20]!r} stands for what is still to be written; write a name")
    if reasons:
        raise Refused(*dict.fromkeys(reasons))
    return text


# So many columns of a comment, and so many lines of what a reader wrote.
_WIDTH, _MOST_LINES = 100, 60


def comment_lines(texts: Iterable[str]) -> Iterator[str]:
    """Texts of others as comments of YAML, which they cannot leave: what would end a line, or cannot be seen, stands
    there as the escape of it."""
    lines = [line for text in texts for line in _wrapped(text)]
    for line in lines[:_MOST_LINES]:
        yield f"# {line}".rstrip()
    if len(lines) > _MOST_LINES:
        yield f"# … and {len(lines) - _MOST_LINES} lines more"


def _wrapped(text: str) -> Iterator[str]:
    for line in text.splitlines() or [""]:
        hidden = {column - 1 for column, _ in invisible_characters(line)}
        seen = "".join(
            f"\\u{ord(char):04x}" if index in hidden else " " if char.isspace() else char
            for index, char in enumerate(line)
        )
        seen = re.sub(" +", " ", seen).strip()
        yield from (seen[start : start + _WIDTH] for start in range(0, len(seen) or 1, _WIDTH))
