"""``check --fix``: writes what is certain, and leaves to the editor what is a choice.

What a problem's ``fix`` says is done at its spot, again and again until none is left. Bytes and broken YAML are
repaired before, and each file that changed is written in the one form of ``form.py``. All of it happens in a copy. A
file that cannot be written without loss stays as it is, byte for byte.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import yaml

from generator.check import check, problems_of_reading
from generator.edit.form import in_form
from generator.model.problems import Problem, Spot
from generator.model.records import Record
from generator.model.visible import invisible_characters
from generator.model.web_addresses import without_followers
from generator.read.broken import joined
from generator.read.load import Loaded, Memory, load, problems_of_file, year_of
from generator.read.mojibake import mojibake
from generator.read.partial import INVALID
from generator.read.strict_yaml import LARGEST_FILE, look_at, read_yaml, says_nothing

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A fixed value may show the next fault; more rounds than these are a circle.
_MOST_ROUNDS = 8
_MOST_FAULTS_OF_A_FILE = 40
# Rules that make the date of a source doubtful, so that its file is not moved.
_DOUBTFUL = frozenset((
    "malformed-date", "source-dates-out-of-order", "source-in-future", "figure-after-source", "fact-before-source",
    "fact-in-future",
))  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENDING_ADDED = re.compile(r".+\.ya?ml\.te?xt", re.IGNORECASE)
_ENDING = re.compile(r"\.ya?ml(?:\.te?xt)?$", re.IGNORECASE)
_FENCE = re.compile(r"---|\.\.\.|```[a-z]*|~~~[a-z]*")
# What stands before a field's value: indent, dash, key and colon.
_OTHER_BLANKS = re.compile(r"[ \u00a0\u202f\u2007]*(?:-[ \u00a0\u202f\u2007]+)*(?:[a-z_]+:[ \u00a0\u202f\u2007]+)?")
_LINE_BREAKS = {"\r\n": "Windows line breaks", "\r": "old Macintosh line breaks"}


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One thing that was fixed: where, what stood there, and what stands there now."""

    spot: Spot
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.spot.path}:{self.spot.line}: {self.was} → {self.now}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What ``check --fix`` does: the bytes of each file that changes (None: it goes), and every edit."""

    files: Mapping[Path, bytes | None]
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class _Work:
    """A copy of the content folder that is being fixed."""

    folder: Path
    shown: Path
    original: dict[Path, bytes]
    edits: dict[Path, list[Edit]] = field(default_factory=lambda: defaultdict(list))
    # Where a file lay before it was renamed.
    came_from: dict[Path, Path] = field(default_factory=dict)

    def note(self, inner: Path, line: int, was: str, now: str) -> None:
        self.edits[inner].append(Edit(Spot(str(self.shown / inner), line), was, now))

    def rename(self, inner: Path, to: Path) -> bool:
        if (self.folder / to).exists() or to.name.casefold() in (
            other.name.casefold() for other in (self.folder / to).parent.glob("*") if other.name != inner.name
        ):
            return False
        (self.folder / to).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / inner).rename(self.folder / to)
        self.came_from[to] = self.came_from.pop(inner, inner)
        self.edits[to] = self.edits.pop(inner, [])
        return True


def fixed(folder: Path, today: date, committed: Mapping[Path, str | None] | None = None) -> Fixed:
    """What fixes a content folder as far as it is certain. Nothing is written. ``committed`` are the files that differ
    from what is committed, by their path below the folder, with what stood there; these are written in the one form
    even where nothing is wrong, and folded as they were. Without it every file is."""
    with TemporaryDirectory() as temporary:
        work = _copied(folder, Path(temporary) / "content")
        for inner in sorted(work.original):
            _fix_text(work, inner)
        memory = Memory()
        for _ in range(_MOST_ROUNDS):
            loaded = load(work.folder, memory)
            # What can be read again is asked for the rules only then: they take a hundred times as long.
            if _apply(work, problems_of_reading(loaded)):
                continue
            problems, _tally = check(loaded, today)
            if not (_apply(work, [*problems, *_followers(work, loaded, committed)]) | _move(work, loaded, problems)):
                break
        _write_in_form(work, load(work.folder, memory), committed)
        return _result(work)


def write(folder: Path, done: Fixed) -> None:
    """Write what was fixed, each file as a whole or not at all."""
    for inner, data in done.files.items():
        if data is None:
            continue
        path = folder / inner
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.new")
        try:
            temporary.write_bytes(data)
            if path.exists():
                shutil.copymode(path, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    for inner, data in done.files.items():
        if data is None:
            (folder / inner).unlink(missing_ok=True)


def _copied(folder: Path, to: Path) -> _Work:
    original: dict[Path, bytes] = {}
    to.mkdir(parents=True)
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or path.is_symlink() or not path.is_file():
            continue
        if path.stat().st_size > LARGEST_FILE:
            continue
        try:
            original[inner] = path.read_bytes()
        except OSError:
            continue
        (to / inner).parent.mkdir(parents=True, exist_ok=True)
        (to / inner).write_bytes(original[inner])
    return _Work(to, folder, original)


# Bytes, and YAML that is none.


def _fix_text(work: _Work, inner: Path) -> None:
    raw = work.original[inner]
    # A program for texts adds its own ending: one.yml.txt.
    is_yaml = inner.suffix.lower() in (".yml", ".yaml") or bool(_ENDING_ADDED.fullmatch(inner.name))
    if not is_yaml and inner.suffix != ".md":
        return
    text = _decoded(raw)
    if text is None:
        return
    notes: list[tuple[int, str, str]] = []
    if raw[:2] in _UTF_16:
        notes.append((1, "UTF-16", "UTF-8"))
    elif raw.startswith(b"\xef\xbb\xbf"):
        notes.append((1, "a byte order mark", "none"))
    for line_break, name in _LINE_BREAKS.items():
        if line_break in text:
            notes.append((text[: text.index(line_break)].count("\n") + 1, name, "line breaks of Unix"))
            text = text.replace(line_break, "\n")
    lines = text.split("\n")
    if is_yaml:
        lines = [_cleaned(line, number, notes) for number, line in enumerate(lines, 1)]
        lines = _without_fences(lines, notes)
        while found := joined(lines):
            notes.append((found.line, lines[found.line - 1].strip(), found.repairs[0][found.line - 1].strip()))
            lines = list(found.repairs[0])
    text = "\n".join(lines)
    if text and not text.endswith("\n"):
        text += "\n"
    path = work.folder / inner
    path.write_bytes(text.encode())
    for line, was, now in notes:
        work.note(inner, line, was, now)
    if is_yaml and inner.suffix != ".yml":
        to = inner.with_name(_ENDING.sub(".yml", inner.name))
        if work.rename(inner, to):
            work.note(to, 1, inner.name, to.name)
            inner = to
    if is_yaml and len(inner.parts) == 2 and inner.parts[0] == "records" and (year := year_of(text)):
        to = Path("records", year, inner.name)
        if work.rename(inner, to):
            work.note(to, 1, str(inner), str(to))
            inner = to
    if is_yaml:
        _fix_syntax(work, inner)


def _decoded(raw: bytes) -> str | None:
    try:
        if raw[:2] in _UTF_16:
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _cleaned(line: str, number: int, notes: list[tuple[int, str, str]]) -> str:
    """A line as it was before a program read it in the wrong encoding, without blanks at its end and without invisible
    characters between words; what stands within a word may have parted two."""
    for column, wrong, right in sorted(mojibake(line), reverse=True):
        if right is not None:
            line = line[: column - 1] + right + line[column - 1 + len(wrong) :]
            notes.append((number, wrong, right))
    kept = list(line)
    for column, name in invisible_characters(line):
        at = column - 1
        if says_nothing(line, at):
            kept[at] = ""
            notes.append((number, name, "nothing"))
    line = "".join(kept)
    if found := _OTHER_BLANKS.match(line):
        plain = found[0].replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")
        if plain != found[0]:
            notes.append((number, "a no-break space", "a space"))
            line = plain + line[found.end() :]
    stripped = line.rstrip(" \t\u3000\u00a0")
    return line if stripped.endswith("\\") else stripped


def _without_fences(lines: list[str], notes: list[tuple[int, str, str]]) -> list[str]:
    """A file's lines without the marks between which a page or a chat shows YAML: --- and ```."""
    while lines and (not lines[0] or _FENCE.fullmatch(lines[0])):
        if lines[0]:
            notes.append((1, lines[0], "nothing"))
        lines = lines[1:]
    while lines and (not lines[-1] or _FENCE.fullmatch(lines[-1])):
        if lines[-1]:
            notes.append((len(lines), lines[-1], "nothing"))
        lines = lines[:-1]
    return lines


def _fix_syntax(work: _Work, inner: Path) -> None:
    """Mend broken YAML where one reading alone is possible: the first change after which the file reads further, and of
    several indents the only one with which every field belongs where it stands."""
    path = work.folder / inner
    for _ in range(_MOST_FAULTS_OF_A_FILE):
        text = path.read_text("utf-8")
        lines = text.split("\n")
        error = _error(text)
        found = look_at(lines, error) if error else None
        if error is None or found is None or not found.repairs:
            return
        if len(found.repairs) == 1:
            good = [found.repairs[0]] if _reads_further("\n".join(found.repairs[0]), error) else []
        else:
            good = [repaired for repaired in found.repairs if _fits(path, work.folder, "\n".join(repaired), error)]
            path.write_bytes(text.encode())
        if len({"\n".join(one) for one in good}) != 1:
            return
        new = good[0]
        path.write_bytes("\n".join(new).encode())
        at = next((n for n, (a, b) in enumerate(zip(lines, new, strict=False)) if a != b), found.line - 1)
        work.note(inner, at + 1, _shown(lines[at]), _shown(new[at]))


def _error(text: str) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(text, _Loader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    except (yaml.YAMLError, ValueError):
        return None
    return None


def _reads_further(text: str, before: yaml.MarkedYAMLError) -> bool:
    now = _error(text)
    if now is None:
        return True
    mark, was = now.problem_mark, before.problem_mark
    return mark is not None and was is not None and mark.line > was.line


def _fits(path: Path, folder: Path, text: str, before: yaml.MarkedYAMLError) -> bool:
    """Whether a text reads further, and so far has no field where none belongs and misses none."""
    if not _reads_further(text, before):
        return False
    error = _error(text)
    if error is not None and error.problem_mark is not None:
        return False
    path.write_bytes(text.encode())
    return not any(
        problem.rule in ("unknown-field", "missing-field", "wrong-type", "duplicate-key", "key-not-text", "yaml-syntax")
        for problem in problems_of_file(path, folder)
    )


def _shown(line: str) -> str:
    line = "; ".join(filter(None, map(str.strip, line.split("\n")))) if "\n" in line else line
    return line if len(line) <= 100 else f"{line[:99]}…"


# What problems say.


def _apply(work: _Work, problems: Iterable[Problem]) -> bool:
    """Do what the problems of a round say certainly fixes them."""
    by_file: dict[Path, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.fix is not None:
            by_file[Path(problem.spot.path).relative_to(work.folder)].append(problem)
    changed = False
    for inner, found in sorted(by_file.items()):
        path = work.folder / inner
        before = path.read_text("utf-8")
        text, done = _applied(before, found)
        if done and _is_broken(text):
            # One of them does not go with another, or is wrong: each alone, as far as it can be read.
            text, done = before, []
            for problem in sorted(found, reverse=True):
                tried, one = _applied(text, [problem])
                if one and not _is_broken(tried):
                    text, done = tried, [*done, *one]
        if not done or text == before:
            continue
        path.write_bytes(text.encode())
        changed = True
        for line_number, was, now in done:
            work.note(inner, line_number, was, now)
    return changed


def _is_broken(text: str) -> bool:
    return any(problem.rule == "yaml-syntax" for problem in read_yaml("", text.encode()).problems)


def _applied(text: str, problems: Iterable[Problem]) -> tuple[str, list[tuple[int, str, str]]]:
    """A text with what mends some problems, and what was done. Of two that touch one place the first is done."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    taken: list[tuple[int, int, str]] = []
    done: list[tuple[int, str, str]] = []
    for problem in sorted(problems):
        if problem.fix is None:
            continue
        spot = problem.spot.line, problem.spot.column
        parts: list[tuple[int, int, str]] = []
        for fix in (problem.fix, *problem.fix.also):
            number, column = fix.place or spot
            at = starts[min(number, len(lines)) - 1] + column - 1
            if number > len(lines) or fix.old == fix.new or not text.startswith(fix.old, at):
                break
            if any(_touch(at, at + len(fix.old), begun, ended) for begun, ended, _ in (*taken, *parts)):
                break
            parts.append((at, at + len(fix.old), fix.new))
        else:
            taken += parts
            done.append((spot[0], _shown(problem.fix.old), _shown(problem.fix.new.strip()) or "nothing"))
    for start, end, new in sorted(taken, reverse=True):
        first, behind = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        goes = not new and text[start:end].strip() and behind >= 0
        if goes and not (text[first:start] + text[end:behind]).strip():
            text = text[:first] + text[behind + 1 :]
        else:
            text = text[:start] + new + text[end:]
    return text, done


def _touch(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start == other_start or (start < other_end and other_start < end)


def _followers(work: _Work, loaded: Loaded, committed: Mapping[Path, str | None] | None) -> Iterator[Problem]:
    """The parameters that follow a reader, in addresses that are not committed so: a published address stays."""
    for entry in loaded.entries:
        inner = Path(entry.document.path).relative_to(work.folder)
        inner = work.came_from.get(inner, inner)
        if not isinstance(entry.item, Record) or committed is None or inner not in committed:
            continue
        source = entry.item.source
        if source is INVALID or source.url is INVALID or source.url in (committed[inner] or ""):
            continue
        if (bare := without_followers(source.url)) != source.url and urlsplit(bare).path.strip("/"):
            yield entry.problem("address-leads-on", "", "source", "url", instead=bare)


def _move(work: _Work, loaded: Loaded, problems: Iterable[Problem]) -> bool:
    """Move each record into the folder of its year, where its source states a date that nothing speaks against."""
    doubtful = {problem.spot.path for problem in problems if problem.rule in _DOUBTFUL}
    changed = False
    for entry in loaded.entries:
        record = entry.item
        if not isinstance(record, Record) or entry.document.path in doubtful or record.source is INVALID:
            continue
        if record.source.published is INVALID or not record.source.published or record.source.retrieved is INVALID:
            continue
        inner = Path(entry.document.path).relative_to(work.folder)
        year = str(record.year)
        if len(inner.parts) == 3 and inner.parts[1] != year and re.fullmatch(r"(?:19|20)\d\d", inner.parts[1]):
            to = Path("records", year, inner.name)
            if work.rename(inner, to):
                work.note(to, 1, str(inner), str(to))
                changed = True
    return changed


# The one form.


def _write_in_form(work: _Work, loaded: Loaded, committed: Mapping[Path, str | None] | None) -> None:
    """Write each file that changed in the one form; one that cannot be is put back as it was."""
    types = {entry.document.path: (type(entry.item), bool(entry.keys)) for entry in loaded.entries}
    for path in sorted(work.folder.rglob("*.yml")):
        inner = path.relative_to(work.folder)
        was = work.original.get(work.came_from.get(inner, inner), b"")
        raw = path.read_bytes()
        if committed is not None and inner not in committed and work.came_from.get(inner, inner) not in committed:
            if raw == was:
                continue
        known = types.get(str(path))
        text = _decoded(raw)
        if text is None:
            continue
        like = (committed or {}).get(inner) or (_decoded(was) if committed is not None else None)
        new = in_form(str(inner), text, known[0], is_registry=known[1], like=like) if known else None
        if new is None:
            _put_back(work, inner, was)
            continue
        if new != text:
            changed = sum(a != b for a, b in _pairs(text, new))
            line = next((n for n, (a, b) in enumerate(_pairs(text, new), 1) if a != b), 1)
            work.note(
                inner, line, "order, quotes, folds or indents of another form", f"the usual one ({changed} lines)"
            )
            path.write_bytes(new.encode())


def _pairs(one: str, other: str) -> Iterable[tuple[str, str]]:
    a, b = one.split("\n"), other.split("\n")
    longest = max(len(a), len(b))
    return zip([*a, *[""] * (longest - len(a))], [*b, *[""] * (longest - len(b))], strict=True)


def _put_back(work: _Work, inner: Path, was: bytes) -> None:
    """A file that cannot be written without loss, as it was and where it was."""
    source = work.came_from.pop(inner, inner)
    (work.folder / inner).unlink()
    (work.folder / source).parent.mkdir(parents=True, exist_ok=True)
    (work.folder / source).write_bytes(was)
    work.edits.pop(inner, None)


def _result(work: _Work) -> Fixed:
    files: dict[Path, bytes | None] = {}
    edits: list[Edit] = []
    for path in sorted(work.folder.rglob("*")):
        if not path.is_file():
            continue
        inner = path.relative_to(work.folder)
        data = path.read_bytes()
        if work.original.get(inner) != data:
            files[inner] = data
            edits += work.edits.get(inner, ())
            if not work.edits.get(inner):
                edits.append(Edit(Spot(str(work.shown / inner)), "blanks at the ends of lines", "none"))
    for inner in work.original:
        if not (work.folder / inner).exists():
            files[inner] = None
    return Fixed(files, tuple(sorted(set(edits))))
