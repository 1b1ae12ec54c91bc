"""Reads a content folder into typed records: the only step that reads content.

What cannot be read becomes problems, every one of every file. A thing with a field that cannot be read is
still built, with ``INVALID`` in that field's place, so that the checks can go on with the rest of it.
"""

from __future__ import annotations

import re
import stat
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, is_dataclass
from html import unescape
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from generator.model.content import Content
from generator.model.descriptions import DESCRIPTIONS, Described, hint_of, how_to_write, parts_of, typed_fields
from generator.model.fields import (
    ID_PATTERN,
    LONGEST_ID,
    BadValue,
    ReadBy,
    read_address_path,
    read_domain,
    read_id,
    read_measure_id,
    read_unit_id,
)
from generator.model.problems import CannotGoOn, Fix, Problem, Spot, did_you_mean, fault_of, near_words, nearest
from generator.model.records import (
    TODO,
    Briefing,
    Change,
    Chart,
    DeclaredName,
    Disagreement,
    Fact,
    Measure,
    Moved,
    Organisation,
    Place,
    Planted,
    Position,
    Prose,
    Publisher,
    Record,
    Refused,
    Site,
    Speaker,
    Term,
    Topic,
    Unit,
    Watched,
    yaml_name,
)
from generator.model.visible import invisible_characters
from generator.read import SCHEMA_FOLDER
from generator.read.budgets import over_budget
from generator.read.misplaced import place_of
from generator.read.partial import INVALID, bare, build_partial, type_at, validator, yaml_names
from generator.read.strict_yaml import LARGEST_FILE, REFUSED, Document, Keys, read_text, read_yaml

PAGES = ("about", "methodology")

# Registries: a folder with a file an entry, so that two editors never meet, or, of a small site, one file with an entry
# a key: topics/chips.yml, or topics.yml.
REGISTRIES: dict[str, tuple[type, Callable[[Any], str]]] = {
    "topics": (Topic, read_id),
    "measures": (Measure, read_measure_id),
    "units": (Unit, read_unit_id),
    "publishers": (Publisher, read_id),
    "speakers": (Speaker, read_id),
    "organisations": (Organisation, read_id),
    "glossary": (Term, read_id),
    "names": (DeclaredName, read_id),
}
# One file alone: an address holds a slash, a domain a dot, and a program writes the other.
LISTS: dict[str, tuple[type, Callable[[Any], str]]] = {
    "moved": (Moved, read_address_path),
    "miss-rate": (Planted, read_id),
    "refused": (Refused, read_domain),
}
# What a small or young site does without.
_OPTIONAL = frozenset(("speakers", "organisations", "glossary", "names", *LISTS))
# One file a thing, its name the id.
FOLDERS: dict[str, tuple[type, Callable[[Any], str]]] = {
    "places": (Place, read_id),
    "briefings": (Briefing, read_id),
    "records": (Record, read_id),
    "disagreements": (Disagreement, read_id),
    "charts": (Chart, read_id),
    "changes": (Change, read_id),
    "watched": (Watched, read_id),
    **REGISTRIES,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that was read, and where: its document and the keys that lead to it."""

    item: Any
    document: Document
    keys: Keys = ()

    def problem(
        self, rule: str, message: str, *keys: str | int, of_key: bool = False, instead: str | None = None
    ) -> Problem:
        """A problem at a field of this entry, named by the keys that lead to it; ``instead`` is the YAML that should
        certainly stand there."""
        spot = self.document.spot((*self.keys, *keys), of_key=of_key)
        old = self.document.written((*self.keys, *keys), of_key=of_key) if instead is not None else None
        fix = Fix(old, instead) if old is not None and instead is not None else None
        return self.document.problem(spot, rule, message, fix)


_NOTHING: Mapping[Path, bytes] = types.MappingProxyType({})


class _Reading:
    """What is found while a folder is read: problems, and the registries of which all entries are known."""

    def __init__(self, *, is_past: bool = False, unsaved: Mapping[Path, bytes] = _NOTHING) -> None:
        self.problems: list[Problem] = []
        self.whole: set[type] = set()
        # Types of which a file has another name, so that it was not read.
        self.lost: set[type] = set()
        # The files of which a part could not be read.
        self.partly: set[str] = set()
        self.is_past = is_past
        self.unsaved = unsaved


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a content folder holds, the entries behind it, and what could not be read."""

    content: Content
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    # Types of which some could not even be counted, so that nobody can say which ids are unknown.
    unread: frozenset[type]


class Memory:
    """The files that were read, by their path: one whose bytes are the same is not read as YAML again."""

    def __init__(self) -> None:
        self.files: dict[Path, tuple[bytes, tuple[Entry, ...], _Reading]] = {}


def load(
    folder: Path,
    memory: Memory | None = None,
    *,
    is_past: bool = False,
    unsaved: Mapping[Path, bytes] = _NOTHING,
) -> Loaded:
    """Read all of a content folder; one that ``is_past`` may have a form of its time. ``unsaved`` are files, by their
    paths below the folder, as they would be if they were written. Raises ``CannotGoOn`` where there is no such folder.
    """
    if not folder.is_dir():
        raise CannotGoOn(f"there is no folder {folder}; name the content with --content")
    reading = _Reading(is_past=is_past, unsaved={folder / path: raw for path, raw in unsaved.items()})
    entries: list[Entry] = []
    paths = sorted({*_files(folder, folder, reading), *reading.unsaved})
    for path in paths:
        entries.extend(_read_or_remembered(path, path.relative_to(folder), reading, memory))
    # A folder in which nothing is stands for nothing; git does not keep it either.
    held = {path.relative_to(folder).parts[0] for path in paths}
    have = {entry.item.id for entry in entries if isinstance(entry.item, Prose)}
    for name, (type_, _) in (*REGISTRIES.items(), *LISTS.items()):
        # Of a folder, the files' names say which entries there are, whatever stands in them.
        if not _is_there(folder / f"{name}.yml") and (name in _OPTIONAL or name in held):
            reading.whole.add(type_)
    needed = (
        f"{name}.yml"
        for name, (type_, _) in REGISTRIES.items()
        if name not in _OPTIONAL and name not in held and type_ not in reading.lost
    )
    for wanted in ("site.yml", *needed, *(f"pages/{page}.md" for page in PAGES if page not in have)):
        if not _is_there(folder / wanted) and folder / wanted not in reading.unsaved:
            folder_form = f", or {wanted[:-4]}/<id>.yml for each entry" if wanted[:-4] in REGISTRIES else ""
            reading.problems.append(
                Problem(Spot(str(folder / wanted)), "missing-file", f"this file is needed; write it{folder_form}")
            )
    reading.problems.extend(_entered_twice(entries))
    reading.problems.extend(_unsaid(reading))
    return Loaded(_content(entries), tuple(entries), tuple(reading.problems), _unread(entries, reading))


def problems_of_file(path: Path, folder: Path) -> tuple[Problem, ...]:
    """What cannot be read of one file of a content folder."""
    reading = _Reading()
    for _ in _read_file(path, path.relative_to(folder), reading):
        pass
    return tuple(reading.problems)


def _is_there(path: Path) -> bool:
    """Whether something stands in a place, whatever it is: what is no file of ours is a problem of its own."""
    return path.is_symlink() or path.exists()


def _unsaid(reading: _Reading) -> Iterator[Problem]:
    """What could not be read and has no problem yet: rules end at it, so that without one silence would look like
    soundness."""
    for path in sorted(reading.partly - {problem.spot.path for problem in reading.problems}):
        yield Problem(Spot(path), "unreadable-file", "a part of this file could not be read; write it anew")


def _entered_twice(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Entries of a registry that stand in its file and in its folder."""
    types = {type_ for type_, _ in REGISTRIES.values()}
    seen: dict[tuple[type, str], Entry] = {}
    for entry in entries:
        if type(entry.item) not in types:
            continue
        first = seen.setdefault((type(entry.item), entry.item.id), entry)
        if first is not entry:
            # The file of many entries is read after the folder.
            spot = first.document.spot(first.keys)
            yield entry.problem("id-taken", f"{entry.item.id!r} is taken at {spot}; choose another", of_key=True)


def _files(folder: Path, top: Path, reading: _Reading) -> Iterator[Path]:
    """Every regular file below a folder, sorted. Links, special files and folders in the place of a file are problems:
    the first would publish what lies outside the content, the last hold what nobody reads. So is what cannot be looked
    into."""
    try:
        found = [(path, path.lstat().st_mode) for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    except OSError as error:
        spot = Spot(str(folder))
        reading.problems.append(Problem(spot, "unreadable-file", f"{fault_of(error)}; give it back its permissions"))
        reading.lost |= _types_at(folder.relative_to(top))
        return
    for path, mode in found:
        if stat.S_ISDIR(mode) and path == top / SCHEMA_FOLDER:
            continue
        if stat.S_ISDIR(mode) and path.suffix not in _ENDINGS:
            yield from _files(path, top, reading)
        elif stat.S_ISREG(mode):
            yield path
        else:
            kind = "a symbolic link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "no regular file"
            reading.problems.append(Problem(Spot(str(path)), "not-a-file", f"this is {kind}; put the file itself here"))
            if stat.S_ISDIR(mode):
                reading.lost |= _types_at(path.relative_to(top))


# Of our files; no folder of ours has one.
_ENDINGS = (".yml", ".yaml", ".md")


def _types_at(inner: Path) -> set[type]:
    """The types of which a file or folder that is not read may hold some, and of what refers to others in it; all for
    the content folder itself, none for a name that is none of ours."""
    known = {**LISTS, **FOLDERS}
    names = {inner.parts[0], Path(inner.parts[0]).stem} if inner.parts else known.keys()
    types = {known[name][0] for name in names & known.keys()}
    return types | {Record, Fact} if types & {Record, Place} else types


def _read_or_remembered(path: Path, inner: Path, reading: _Reading, memory: Memory | None) -> Iterable[Entry]:
    if memory is None or path in reading.unsaved:
        return _read_file(path, inner, reading)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        return _read_file(path, inner, reading)
    before, entries, part = memory.files.get(path, (b"", (), reading))
    if before != data or part is reading:
        part = _Reading()
        entries = tuple(_read_file(path, inner, part))
        memory.files[path] = data, entries, part
    reading.problems += part.problems
    reading.whole |= part.whole
    reading.lost |= part.lost
    reading.partly |= part.partly
    return entries


def _read_file(path: Path, inner: Path, reading: _Reading) -> Iterator[Entry]:
    parts = inner.parts
    shown = str(path)
    wanted = 3 if parts[0] == "records" else 2
    if inner.suffix == ".md" and parts[0] == "pages" and len(parts) == 2 and inner.stem in PAGES:
        yield from _read_prose(path, reading)
    elif str(inner) == "site.yml":
        document = _document(path, reading)
        yield _entry(Site, document.data, document, (), reading)
    elif len(parts) == 1 and inner.suffix == ".yml" and inner.stem in REGISTRIES.keys() | LISTS.keys():
        yield from _read_registry(_document(path, reading), *(REGISTRIES | LISTS)[inner.stem], reading)
    elif parts[0] in FOLDERS and len(parts) == wanted and inner.suffix == ".yml":
        yield from _read_thing(_document(path, reading), *FOLDERS[parts[0]], inner, reading)
    else:
        reading.problems.append(Problem(Spot(shown), "unknown-file", _misnamed(inner, reading, path)))


def _misnamed(inner: Path, reading: _Reading, path: Path) -> str:
    """What is wrong with the name of a file that belongs nowhere. What it would hold is not known then."""
    parts = inner.parts
    folder = parts[0] if len(parts) > 1 else ""
    # A program for texts adds its own ending: one.yml.txt.
    if inner.suffix.lower() not in (".yml", ".yaml") and (within := re.match(r".+\.ya?ml(?=\.)", inner.name)):
        _misnamed(inner.with_name(within[0]), reading, path)
        right = Path(within[0]).with_suffix(".yml")
        if folder in FOLDERS or (not folder and right.stem in REGISTRIES | LISTS):
            return f"a file of ours ends in .yml alone; rename it to {right}"
    if inner.suffix.lower() in (".yml", ".yaml"):
        known = FOLDERS.get(folder) or ((REGISTRIES | LISTS).get(inner.stem) if len(parts) == 1 else None)
        type_ = known[0] if known else None
        if type_ is not None:
            # What the file holds is used by others and uses others.
            reading.lost |= {type_, Record, Fact} if type_ in (Record, Place) else {type_}
            wanted = f"records/<year>/{inner.stem}.yml" if type_ is Record else f"{inner.with_suffix('.yml')}"
            if inner.suffix != ".yml" or len(parts) == (3 if type_ is Record else 2):
                return f"a file of ours ends in .yml; rename it to {inner.stem}.yml; check --fix does it"
            if type_ is Record:
                wanted = wanted.replace("<year>", _year_of_file(path) or "<year>")
                return f"a record lies in the folder of its source's year; move it to {wanted}"
    return f"no file of this name belongs here; {_belongs()}"


def _year_of_file(path: Path) -> str | None:
    with suppress(OSError):
        return year_of(path.read_text("utf-8", "replace"))
    return None


def year_of(text: str) -> str | None:
    """The year of a record that lies in no folder of one, by the day that its source writes, be it in quotes."""
    found = re.search(r"^ +published: *['\"]?((?:19|20)\d\d)\b", text[:10_000], re.MULTILINE)
    return found[1] if found else None


def _belongs() -> str:
    folders = ("records/<year>/<id>.yml", *(f"{name}/<id>.yml" for name in FOLDERS if name != "records"))
    lists = (f"{name}.yml" for name in LISTS)
    pages = " and ".join(f"pages/{page}.md" for page in PAGES)
    return f"content holds site.yml, {', '.join((*folders, *lists))}, {pages}"


def _bytes(path: Path, reading: _Reading) -> bytes | None:
    if path in reading.unsaved:
        return reading.unsaved[path]
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reading.problems.append(
            Problem(Spot(str(path)), "unreadable-file", f"{error.strerror}; give it back its permissions")
        )
        reading.partly.add(str(path))
        return None


def _document(path: Path, reading: _Reading) -> Document:
    raw = _bytes(path, reading)
    if raw is None:
        return Document(str(path), None, {}, {}, (), ())
    document = read_yaml(str(path), raw)
    reading.problems.extend(document.problems)
    return document


def _read_prose(path: Path, reading: _Reading) -> Iterator[Entry]:
    raw = _bytes(path, reading)
    if raw is None:
        return
    text, found = read_text(str(path), raw)
    reading.problems.extend(found)
    if text is None:
        return
    if large := tuple(over_budget(str(path), text)):
        reading.problems.extend(large)
        return
    for number, line in enumerate(text.split("\n"), 1):
        written = unescape(line) if "&" in line else line
        for _, name in invisible_characters(written) if written != line else ():
            message = f"{name} cannot be seen; delete its escape"
            reading.problems.append(Problem(Spot(str(path), number), "invisible-character", message, line))
    first, _, rest = text.partition("\n")
    lines = tuple(text.split("\n"))
    values: dict[Keys, tuple[int, int]] = {("line", number): (number, 1) for number in range(1, len(lines) + 1)}
    document = Document(str(path), {}, values, {}, lines, ())
    if not first.startswith("# ") or not first[2:].strip():
        reading.problems.append(
            document.problem(Spot(str(path)), "missing-title", "the first line must be a title: # Title")
        )
        return
    data = {"title": first[2:], "markdown": rest}
    yield _entry(Prose, data, document, (), reading, id=path.stem)


def _read_registry(document: Document, type_: Any, read: Any, reading: _Reading) -> Iterator[Entry]:
    if document.data is None or document.data is REFUSED:
        return
    if not isinstance(document.data, dict):
        message = "this file maps an id to each entry; write id: and its fields indented below"
        reading.problems.append(document.problem(document.spot(), "wrong-type", message))
        return
    reading.whole.add(type_)
    for key, data in document.data.items():
        try:
            read(key)
        except BadValue as bad:
            reading.problems.append(document.problem(document.spot((key,), of_key=True), bad.rule, bad.message))
        yield _entry(type_, data, document, (key,), reading, id=key)


def _read_thing(document: Document, type_: Any, read: Any, inner: Path, reading: _Reading) -> Iterator[Entry]:
    try:
        read(inner.stem)
    except BadValue as bad:
        reading.problems.append(document.problem(Spot(document.path), "file-name", _misnamed_id(inner, bad.message)))
    data = _with_texts_in_corrections(document.data) if type_ is Record else document.data
    if type_ is Record and reading.is_past:
        data = _in_todays_form(data)
    yield _entry(type_, data, document, (), reading, id=inner.stem)


# How systems call a copy of a file: "hefei (copy)", "hefei (1)", "hefei - Copy", "Copy of hefei", "hefei 2".
_COPY = re.compile(
    r"(?P<a>[a-z0-9_-]+?)(?: ?\((?:copy|\d+|another copy)(?: \d+)?\)| ?- ?copy(?: \(\d+\))?| copy(?: \d+)?| \d)"
    r"|copy of (?P<b>[a-z0-9_-]+)",
    re.IGNORECASE,
)


def _misnamed_id(inner: Path, what: str) -> str:
    near = re.sub(r"[^a-z0-9]+", "-", inner.stem.lower()).strip("-")
    if copied := _COPY.fullmatch(inner.stem):
        original = copied["a"] or copied["b"]
        return f"{inner.name!r} looks like a copy of {original}.yml; delete it, or rename it to its own id"
    if (
        not ID_PATTERN.fullmatch(near)
        or near == inner.stem
        or len(near) > LONGEST_ID
        or inner.parts[0] in ("units", "measures")
    ):
        return f"{what}, and rename the file"
    is_of = "a file's name is its id, in small letters, digits and single hyphens"
    return f"{inner.name!r}: {is_of}; rename it to {near}.yml"


def _with_texts_in_corrections(value: Any) -> Any:
    """A record's data in which ``was:`` of a correction, where it is a text, is ``{text: …}``."""
    if isinstance(value, tuple):
        return tuple(map(_with_texts_in_corrections, value))
    if not isinstance(value, dict):
        return value
    return {
        key: {"text": inner} if key == "was" and isinstance(inner, str) else _with_texts_in_corrections(inner)
        for key, inner in value.items()
    }


def _in_todays_form(record: Any) -> Any:
    """A record of before 30 November 2026, when a fact had one ``figure``, or of before 1 December, when all of its
    words could be excused by ``beyond-quote``, as it is written since."""
    facts = record.get("facts") if isinstance(record, dict) else None
    if not isinstance(facts, tuple):
        return record

    def since(fact: Any) -> Any:
        if not isinstance(fact, dict):
            return fact
        if isinstance(fact.get("allow"), tuple):
            fact = {**fact, "allow": tuple(rule for rule in fact["allow"] if rule != "beyond-quote")}
        if "figure" not in fact:
            return fact
        rest = {key: value for key, value in fact.items() if key != "figure"}
        return {**rest, "figures": (fact["figure"],)}

    return {**record, "facts": tuple(map(since, facts))}


def _entry(type_: Any, data: Any, document: Document, keys: Keys, reading: _Reading, **given: str) -> Entry:
    """Validate one thing. ``given`` is what its place tells and its text must not (its id)."""
    entry = Entry(None, document, keys)
    bad: set[Keys] = set()
    if not isinstance(data, dict):
        if (data is not None or keys) and data is not REFUSED:
            reading.problems.append(entry.problem("wrong-type", "fields and their values are expected here"))
        reading.partly.add(document.path)
        return Entry(build_partial(type_, {}, {(name,) for name in yaml_names(type_)}, given), document, keys)
    for name in given.keys() & data.keys():
        where = "the entry's key" if keys else "the file's name"
        reading.problems.append(
            entry.problem("unknown-field", f"{name!r} is {where}; delete this line", name, of_key=True)
        )
    data = _without_nothing(type_, data, entry, reading)
    data = {**data, **given}
    if type_ is not Change:
        data = _without_unwritten(data, (), type_, entry, reading)
    try:
        read = validator(type_).validate_python(data)
        return Entry(read.with_ends() if type_ is Record else read, document, keys)
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = {named for detail in details if (named := _meant_by_unknown(entry, type_, detail))}
        places = {
            tuple(detail["loc"]): found
            for detail in details
            if detail["type"] == "unexpected_keyword_argument" and tuple(detail["loc"]) not in meant
            if (found := place_of(type_, data, tuple(detail["loc"]), document, keys))
        }
        meant |= {target for _, fix, target in places.values() if fix and target}
        for detail in details:
            location = tuple(detail["loc"])
            bad.add(location)
            if location in places and not _is_slip(entry, type_, detail):
                what, fix, _ = places[location]
                spot = document.spot((*keys, *location), of_key=True)
                reading.problems.append(document.problem(spot, "unknown-field", what, fix))
                continue
            if detail["type"] == "missing" and location in meant:
                continue  # it is there under another name, and that is said
            if location[0] not in given and detail["input"] is not REFUSED:
                reading.problems.append(_shape_problem(entry, type_, location, detail))
    reading.partly.add(document.path)
    return Entry(build_partial(type_, data, bad, given), document, keys)


# What a scaffold leaves for an editor to write: "TODO", or "TODO: why it matters".
_TODO = re.compile(rf"{TODO}[ .…]*|{TODO}:.*", re.DOTALL)
# Whose reasons `correct` leaves to be written: they are read, so that `changes` and `correct` may run again before
# that, and a rule of ``check`` asks for them.
_REASONS = ("corrections", "notes")


def is_unwritten(text: str) -> bool:
    """Whether a text only stands for what is still to be written."""
    return _TODO.fullmatch(text.strip()) is not None


def _without_unwritten(data: Any, keys: Keys, type_: Any, entry: Entry, reading: _Reading) -> Any:
    """Data with nothing where a value is still to be written, which is a problem each, and the only one there."""
    if isinstance(data, dict):
        return {
            key: value if key in _REASONS else _without_unwritten(value, (*keys, key), type_, entry, reading)
            for key, value in data.items()
        }
    if isinstance(data, tuple):
        return tuple(
            _without_unwritten(value, (*keys, index), type_, entry, reading) for index, value in enumerate(data)
        )
    if not isinstance(data, str) or not is_unwritten(data):
        return data
    try:
        type_at(type_, keys)
    except (KeyError, IndexError):
        return data  # no such field, which is another problem
    at = max(index for index, key in enumerate(keys) if isinstance(key, str))
    how = how_to_write(type_at(type_, keys[:at]), str(keys[at]))
    reading.problems.append(entry.problem("unwritten", f"{keys[at]} is still to be written; {how}", *keys))
    return REFUSED


# What editors and programs write where a field is left out.
_NOTHING_SAID = re.compile(r"none|null|nil|n\.?/?a\.?|[-–—]+|/", re.IGNORECASE)


def _without_nothing(type_: Any, data: Any, entry: Entry, reading: _Reading) -> Any:
    """Data without the optional fields that hold nothing or a word for it, each of which is a problem; a null is none,
    since it says that nothing is meant."""
    for empty in list(_empty(type_, data)):
        value, name = _inner(data, empty), str(empty[-1])
        written = entry.document.written((*entry.keys, *empty))
        if isinstance(value, str):
            fix = entry.document.without((*entry.keys, *empty))
            spot = entry.document.spot((*entry.keys, *empty))
            message = f"{value!r} says nothing; a field that is not needed is left out, so delete the line"
            reading.problems.append(entry.document.problem(spot, "empty-text", message, fix))
            data = _without(data, empty)
        elif written == "~" and name == "qualifier":
            message = (
                "a lone ~ says nothing in YAML; write about, around or some, as the source does, or delete the line"
            )
            reading.problems.append(entry.problem("empty-text", message, *empty))
        elif written is None:
            message = f"nothing stands behind {name!r}; write it, or delete the line"
            reading.problems.append(entry.problem("empty-text", message, *empty, of_key=True))
    return data


def _is_text(type_: Any, name: str) -> bool:
    """Whether a field holds words for a reader, of which a rule says when they say nothing."""
    if name not in yaml_names(type_):
        return False
    return any(isinstance(part, ReadBy) and part.is_text for part in parts_of(hint_of(type_, name)))


def _inner(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _without(data: Any, keys: Keys) -> Any:
    first, *rest = keys
    if isinstance(data, tuple):
        return tuple(_without(one, tuple(rest)) if index == first else one for index, one in enumerate(data))
    if not rest:
        return {key: value for key, value in data.items() if key != first}
    return {key: _without(value, tuple(rest)) if key == first else value for key, value in data.items()}


def _empty(type_: Any, data: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The keys to optional fields that hold nothing: a value may have been forgotten, or a word says that none is
    meant."""
    if isinstance(data, dict) and is_dataclass(type_):
        required = {yaml_name(field.name) for field in fields(type_) if field.default is MISSING}
        for key, value in data.items():
            if not isinstance(key, str):
                continue
            is_word = isinstance(value, str) and _NOTHING_SAID.fullmatch(value) and not _is_text(type_, key)
            if value is None or is_word:
                if key in yaml_names(type_) and key not in required:
                    yield (*keys, key)
            elif isinstance(value, (dict, tuple)):
                with suppress(KeyError, IndexError, TypeError):
                    yield from _empty(type_at(type_, (key,)), value, (*keys, key))
    elif isinstance(data, tuple) and (items := get_args(type_)):
        for index, item in enumerate(data):
            yield from _empty(bare(items[0]), item, (*keys, index))


def _meant_by_unknown(entry: Entry, type_: Any, detail: Any) -> Keys | None:
    """The keys of the field that an unknown one certainly is."""
    if detail["type"] != "unexpected_keyword_argument":
        return None
    *parent, name = detail["loc"]
    meant = _field_meant(str(name), yaml_names(type_at(type_, tuple(parent))), _data_at(entry, tuple(parent)))
    return (*parent, meant) if meant else None


def _is_slip(entry: Entry, type_: Any, detail: Any) -> bool:
    """Whether an unknown field is a misspelling of one that belongs where it stands."""
    *parent, name = detail["loc"]
    known = yaml_names(type_at(type_, tuple(parent)))
    return _meant_by_unknown(entry, type_, detail) is not None or bool(near_words(str(name), known))


def _word_meant(value: Any, words: list[str]) -> str | None:
    """The word of a list that is certainly meant."""
    word = bare_text(value) if isinstance(value, str) else ""
    return word if word in words else nearest(word, words)


def _field_meant(name: str, known: Collection[str], given: Collection[str]) -> str | None:
    """The field that is certainly meant by an unknown one: another name of it, or a slip."""
    other = _OTHER_NAMES.get(name)
    meant = other if other in known else nearest(name, known)
    return meant if meant not in given else None


def _shape_problem(entry: Entry, type_: Any, location: Keys, detail: Any) -> Problem:
    """A pydantic error in our words."""
    kind, value, name = detail["type"], detail["input"], str(location[-1])
    match kind:
        case "missing":
            inner = type_at(type_, location[:-1])
            return entry.problem(
                "missing-field", f"the field {name!r} is missing; {how_to_write(inner, name)}", *location
            )
        case "unexpected_keyword_argument":
            # An id is typed in a fact alone; elsewhere it is the file's name or the entry's key.
            inner = type_at(type_, location[:-1])
            known = list(typed_fields(inner))
            described = DESCRIPTIONS[inner].fields
            meant = _field_meant(name, known, _data_at(entry, location[:-1]))
            if meant and meant == _OTHER_NAMES.get(name):
                hint = f"; here it is {meant!r}: {described[meant].sentence.removesuffix('.')}"
            else:
                hint = did_you_mean(name, known, lambda field: described[field].sentence.removesuffix("."))
                hint = hint or f"; the fields here are {', '.join(sorted(known))}"
            message = f"no field is called {name!r}{hint}"
            return entry.problem("unknown-field", message, *location, of_key=True, instead=meant)
        case "literal_error":
            words = [str(word) for word in get_args(bare(type_at(type_, location)))]
            hint = did_you_mean(value, words) if isinstance(value, str) else ""
            shown = repr(value) if isinstance(value, (str, int, bool)) else "this"
            return entry.problem(
                "unknown-word",
                f"{shown} is not one of: {', '.join(words)}{hint}",
                *location,
                instead=_word_meant(value, words),
            )
        case "tuple_type":
            written = entry.document.written((*entry.keys, *location))
            if is_dataclass(get_args(type_at(type_, location))[0]):
                first = next(iter(value), "…") if isinstance(value, dict) else "…"
                return entry.problem(
                    "wrong-type", f"a list is expected; each item of it begins with a dash: - {first}: …", *location
                )
            one = isinstance(value, str)
            return entry.problem(
                "wrong-type",
                f"a list is expected; write {name}: [one, two] or lines beginning with -",
                *location,
                instead=f"[{_items_of(written)}]" if one and written else None,
            )
        case "wrong-type" if isinstance(value, (tuple, dict)) and (its := described_at(type_, location)):
            return _not_one(entry, its, location, detail)
        case "dataclass_type":
            if (position := _position(entry, type_, location)) is not None:
                return position
            return entry.problem("wrong-type", "fields and their values are expected here", *location)
        case _:
            return entry.problem(kind, detail["msg"], *location, instead=detail.get("ctx", {}).get("instead"))


def described_at(type_: Any, location: Keys) -> Described | None:
    """What describes the field at a place; None of an item of a list."""
    if not isinstance(location[-1], str):
        return None
    owner = type_at(type_, location[:-1])
    return DESCRIPTIONS[owner].fields.get(location[-1]) if owner in DESCRIPTIONS else None


def _not_one(entry: Entry, described: Described, location: Keys, detail: Any) -> Problem:
    """A list or fields where one value belongs."""
    value, name = detail["input"], str(location[-1])
    keys = (*entry.keys, *location)
    if isinstance(value, dict):
        if not described.names:
            return entry.problem("wrong-type", detail["msg"], *location)
        what = f"{name} is the id of one of {', '.join(described.names)}"
        return entry.problem(
            "wrong-type", f"{what}; write {name}: {described.example}, and nothing below it", *location
        )
    items = [str(one) for one in value if isinstance(one, (str, int))]
    one = entry.document.written((*keys, 0))
    if len(value) == len(items) == 1 and one is not None:
        fix = entry.document.in_place_of_list(keys, one)
        spot = entry.document.spot(keys)
        return entry.document.problem(spot, "wrong-type", f"{name} is one value and no list; write {one}", fix)
    if not items or len(items) > 5:
        return entry.problem("wrong-type", detail["msg"], *location)
    more = ", and the others in also_about" if name == "about" else ""
    message = f"{name} is one value and no list; write the one that is meant, {' or '.join(items)}{more}"
    return entry.problem("wrong-type", message, *location)


_PAIR = re.compile(r"[(\[]? *(-?\d{1,3}(?:\.\d+)?)°?([NS]?) *[,; ] *(-?\d{1,3}(?:\.\d+)?)°?([EW]?) *[)\]]?", re.ASCII)


def _position(entry: Entry, type_: Any, location: Keys) -> Problem | None:
    """A position as two numbers. A latitude has at most 90 degrees, so that one beyond is the longitude."""
    if type_at(type_, location) is not Position:
        return None
    value = _data_at(entry, location)
    text = ", ".join(map(str, value)) if isinstance(value, tuple) and len(value) == 2 else value
    found = _PAIR.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    one, other = (
        f"-{number}" if sign and sign in "SW" else number for number, sign in (found.group(1, 2), found.group(3, 4))
    )
    forms = [
        f"{{lat: {lat}, lon: {lon}}}"
        for lat, lon in ((one, other), (other, one))
        if abs(float(lat)) <= 90 and abs(float(lon)) <= 180
    ]
    if found[2] or found[4]:
        forms = forms[:1]
    if not forms:
        return None
    if len(forms) == 1:
        return entry.problem(
            "wrong-type", f"a position is latitude and longitude by name; write {forms[0]}", *location, instead=forms[0]
        )
    message = (
        f"a position is latitude and longitude by name; write {forms[0]} if the latitude stands first, {forms[1]} if "
        "the longitude does"
    )
    return entry.problem("wrong-type", message, *location)


# What editors call a field that has another name with us.
_OTHER_NAMES = {
    "title": "headline", "summary": "text", "date": "published", "link": "url", "address": "url", "source_url": "url",
    "lang": "language", "place": "about", "subject": "about", "topic": "topics", "tags": "topics", "speaker": "said_by",
    "amount": "value", "number": "value", "currency": "unit", "hedge": "qualifier", "archive": "archived",
    "accessed": "retrieved", "type": "kind", "chinese_name": "name_zh", "alias": "aliases",
}  # fmt: skip


def _data_at(entry: Entry, location: Keys) -> Any:
    return _inner(entry.document.data, (*entry.keys, *location))


_AROUND = " \t\u00a0\u3000\"'“”‘’«»「」『』＂＇`"


def bare_text(text: str) -> str:
    """A text without the quotes, of whatever script, the blanks around it and a comma after it."""
    return text.strip(_AROUND).rstrip(",;，；、").strip(_AROUND)


def _items_of(written: str) -> str:
    """What stands where a list belongs, as its items: parted by commas of any script."""
    return ", ".join(part.strip() for part in re.split("[,，、]", written.strip("[]［］【】 ")))


def _unread(entries: Iterable[Entry], reading: _Reading) -> frozenset[type]:
    unread = ({type_ for type_, _ in (*REGISTRIES.values(), *LISTS.values())} - reading.whole) | reading.lost
    for record in (entry.item for entry in entries if isinstance(entry.item, Record)):
        if record.facts is INVALID or any(fact is INVALID or fact.id is INVALID for fact in record.facts):
            unread.add(Fact)
    return frozenset(unread)


def _content(entries: Iterable[Entry]) -> Content:
    def by_id(type_: type[Any]) -> dict[str, Any]:
        return {entry.item.id: entry.item for entry in entries if isinstance(entry.item, type_)}

    sites = [entry.item for entry in entries if isinstance(entry.item, Site)]
    return Content(
        site=sites[0] if sites else INVALID,
        places=by_id(Place),
        organisations=by_id(Organisation),
        topics=by_id(Topic),
        glossary=by_id(Term),
        names=by_id(DeclaredName),
        measures=by_id(Measure),
        units=by_id(Unit),
        publishers=by_id(Publisher),
        speakers=by_id(Speaker),
        records=by_id(Record),
        briefings=by_id(Briefing),
        pages=by_id(Prose),
        disagreements=by_id(Disagreement),
        charts=by_id(Chart),
        changes=by_id(Change),
        moved=by_id(Moved),
        miss_rate=by_id(Planted),
        refused=by_id(Refused),
        watched=by_id(Watched),
    )
