"""One YAML file: plain data, and the line and column of every key and value.

The reader walks libyaml's events itself, so that what YAML offers and editors slip on (YAML 1.2.2,
chapters 3.2.2 and 10.3) is refused with its position: duplicate keys, anchors, aliases, tags, several
documents, keys that are not text, invisible characters. Plain scalars are those of the YAML 1.2 core
schema: null, true, false, decimal integers and floats; all else is text, dates and 1_000 included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from generator.model.problems import Fix, Problem, Spot
from generator.model.visible import invisible_characters
from generator.read.broken import Broken, conflict, joined, look
from generator.read.mojibake import mojibake

LARGEST_FILE = 256 * 1024
DEEPEST = 20
MOST_VALUES = 50_000
# The longest text that a field may hold has 5,000 signs; what reads a line takes time that grows with its square.
LONGEST_LINE = 6000
# So many characters that cannot be seen are said of a file, and no more.
MOST_HIDDEN = 100

# libyaml where PyYAML was built with it; the same events from pure Python where it was not.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Keys = tuple[str | int, ...]
Mark = tuple[int, int]

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BEGINS_NUMBER = frozenset("-+.0123456789")
# A comment that YAML begins where an editor may have meant the number sign, or behind a tab.
_COMMENT = re.compile(r" #|(?= *+\t)[ \t]*+#")
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says. ``values`` and ``keys`` hold line and column, from 1, by path into ``data``.

    ``data`` is None where the file could not be read as a whole; ``problems`` then says why.
    """

    path: str
    data: Any
    values: Mapping[Keys, Mark]
    keys: Mapping[Keys, Mark]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    # Where each scalar and each flow collection ends.
    ends: Mapping[Keys, Mark] = field(default_factory=dict)

    def spot(self, keys: Keys = (), *, of_key: bool = False) -> Spot:
        """Where a value (or its key) stands; for what is missing, where the nearest thing around it stands."""
        if of_key and keys in self.keys:
            return Spot(self.path, *self.keys[keys])
        while keys and keys not in self.values:
            keys = keys[:-1]
        return Spot(self.path, *self.values.get(keys, (1, 1)))

    def problem(self, spot: Spot, rule: str, message: str, fix: Fix | None = None) -> Problem:
        """A problem at a spot of this file, with the line that it is in."""
        line = self.lines[spot.line - 1] if spot.line <= len(self.lines) else ""
        return Problem(spot, rule, with_fix(message, fix), line, fix)

    def written(self, keys: Keys, *, of_key: bool = False) -> str | None:
        """A value, or its key, as it is written, quotes included; None where it is not of one line or not there."""
        if of_key:
            line, column = self.keys.get(keys, (0, 0))
            name = str(keys[-1]) if keys else ""
            found = self.lines[line - 1][column - 1 :] if 0 < line <= len(self.lines) else ""
            return name if name and found.startswith(name) else None
        if keys not in self.values or keys not in self.ends:
            return None
        (line, column), (last, end) = self.values[keys], self.ends[keys]
        found = self.lines[line - 1][column - 1 : end - 1].rstrip() if line == last else ""
        return found if found and found[0] not in "&*!" else None

    def written_lines(self, keys: Keys) -> str | None:
        """A scalar as it is written, of however many lines; None where it is not there."""
        if keys not in self.values or keys not in self.ends:
            return None
        (line, column), (last, end) = self.values[keys], self.ends[keys]
        lines = list(self.lines[line - 1 : last])
        lines[-1] = lines[-1][: end - 1]
        lines[0] = lines[0][column - 1 :]
        return "\n".join(lines).rstrip()

    def part(self, keys: Keys, old: str, new: str) -> Fix | None:
        """What writes another text for a part of a value; None where that stands there more than once, or folded."""
        written = self.written_lines(keys)
        if written is None or written.count(old) != 1:
            return None
        before = written[: written.index(old)].split("\n")
        line, column = self.values[keys]
        first = column if len(before) == 1 else 1
        return Fix(old, new, (line + len(before) - 1, first + len(before[-1])))

    def without(self, keys: Keys) -> Fix | None:
        """What deletes a field, or an item of a list, with all that it holds; None where it is not clear how far it
        reaches, or where nothing would be left around it."""
        siblings = [one for one in self.values if len(one) == len(keys) and one[:-1] == keys[:-1] and _is_kept(one)]
        if keys not in siblings or len(siblings) < 2:
            return None
        if keys[:-1] in self.ends:
            return self._without_in_flow(keys, siblings)
        first, column = self.keys.get(keys) or self.values[keys]
        if keys not in self.keys:
            dash = self.lines[first - 1][: column - 1].rstrip()
            if not dash.endswith("-"):
                return None
            column = len(dash)
        last = self._last_line(keys, first, column)
        lines = list(self.lines[first - 1 : last])
        lines[0] = lines[0][column - 1 :]
        return Fix("\n".join(lines), "", (first, column))

    def _without_in_flow(self, keys: Keys, siblings: Sequence[Keys]) -> Fix | None:
        at = siblings.index(keys)
        if at:
            line, start = self.ends.get(siblings[at - 1], (0, 0))
            last, end = self.ends.get(keys, (0, 0))
        else:
            line, start = self.keys.get(keys) or self.values[keys]
            last, end = self.keys.get(siblings[1]) or self.values[siblings[1]]
        if line != last:
            return None
        return Fix(self.lines[line - 1][start - 1 : end - 1], "", (line, start))

    def _last_line(self, keys: Keys, first: int, column: int) -> int:
        """The last line of what begins in a line at a column, without what is empty or a comment behind it."""
        is_list = isinstance(self._value_at(keys), tuple) and keys in self.keys
        last = first
        for number in range(first + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            indent = len(line) - len(line.lstrip(" "))
            if not line.strip() or (line.lstrip().startswith("#") and indent < column):
                continue
            if indent < column and not (is_list and indent == column - 1 and line[indent:].startswith("-")):
                break
            last = number
        return last

    def _value_at(self, keys: Keys) -> Any:
        data = self.data
        for key in keys:
            try:
                data = data[key]
            except (KeyError, IndexError, TypeError):
                return None
        return data

    def in_place_of_list(self, keys: Keys, value: str) -> Fix | None:
        """What writes one value where a list stands; None where it is not clear how far the list reaches."""
        if keys not in self.keys:
            return None
        line, column = self.keys[keys]
        start = column - 1 + len(str(keys[-1]))
        last = self._last_line(keys, line, column)
        lines = list(self.lines[line - 1 : last])
        lines[0] = lines[0][start:]
        old = "\n".join(lines)
        if keys in self.ends:
            end = self.ends[keys]
            old = lines[0][: end[1] - 1 - start] if end[0] == line else ""
        return Fix(old, f": {value}", (line, start + 1)) if old.startswith(":") and "#" not in old else None

    def with_field(self, keys: Keys, field: str) -> Fix | None:
        """What adds a field, written as ``name: value``, to the fields at a place; None where there are none."""
        first = next((one for one in self.keys if one[:-1] == keys and _is_kept(one)), None)
        if first is None:
            return None
        line, column = self.keys[first]
        if keys in self.ends:
            return Fix("", f"{field}, ", (line, column))
        last = self._last_line(first, line, column)
        inner = ("\n" + " " * (column - 1)).join(field.split("\n"))
        return Fix("", "\n" + " " * (column - 1) + inner, (last, len(self.lines[last - 1]) + 1))

    def keys_at(self, spot: Spot) -> Keys | None:
        """The keys of the innermost value that begins at a spot."""
        found = [keys for keys, mark in self.values.items() if mark == (spot.line, spot.column)]
        return max(found, key=len) if found else None


def _is_kept(keys: Keys) -> bool:
    """Whether a place is one of data: what a refused key holds has a number below zero."""
    return not isinstance(keys[-1], int) or keys[-1] >= 0


def read_yaml(path: str, raw: bytes) -> Document:
    """Read a file's bytes; ``path`` only names it in problems. Never raises."""
    text, problems = read_text(path, raw)
    if text is None:
        return Document(path, None, {}, {}, (), problems)
    return _Reader(path, text, problems).read()


def read_text(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """A file's text with what could not be seen in it blanked out, or None where it is no text at all."""
    if len(raw) > LARGEST_FILE:
        message = f"{len(raw)} bytes, at most {LARGEST_FILE} are read; split the file"
        return None, (Problem(Spot(path), "file-too-large", message),)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = "this file is UTF-16; save it as UTF-8; check --fix does it"
            return None, (Problem(Spot(path), "not-utf-8", message),)
        before = raw[: error.start].decode()
        spot = Spot(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, (Problem(spot, "not-utf-8", "these bytes are not UTF-8; save the file as UTF-8"),)
    if "\0" in text:
        before = text[: text.index("\0")]
        spot = Spot(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, (Problem(spot, "not-utf-8", "this file is no text, as it holds NUL; save it as UTF-8 text"),)
    problems: list[Problem] = []
    # "\r" alone would be a line break to YAML and none to an editor's line count.
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            message = f"this line has {len(line)} signs, at most {LONGEST_LINE} are read; fold it"
            return None, (Problem(Spot(path, number, LONGEST_LINE), "file-too-large", message),)
    for number, line in enumerate(lines, 1):
        if len(problems) >= MOST_HIDDEN:
            break  # these are enough to see what the file is; the rest is blanked out below all the same
        read_wrong = tuple(mojibake(line))
        # No editor counts a byte order mark as a column.
        mark = number == 1 and line.startswith("\ufeff")
        for column, name in invisible_characters(line):
            if len(problems) >= MOST_HIDDEN:
                break
            if any(start <= column < start + len(wrong) for start, wrong, _ in read_wrong):
                continue
            spot = Spot(path, number, max(1, column - mark))
            what = f"{name} cannot be seen; delete it"
            if mark and column == 1:
                what = "the file begins with a byte order mark, which cannot be seen; save it as UTF-8 without BOM"
            fix = Fix(line[column - 1], "") if says_nothing(line, column - 1) else None
            problems.append(Problem(spot, "invisible-character", with_fix(what, fix), line, fix))
        for column, wrong, right in read_wrong:
            spot = Spot(path, number, column)
            what = (
                f"{wrong[:40]!r} was UTF-8 and was read in another encoding; write {right[:40] if right else 'nothing'}"
            )
            if right is None:
                what = "a sign was lost here, where a text was read in another encoding; type it again from the source"
            fix = Fix(wrong, right) if right is not None else None
            problems.append(Problem(spot, "mojibake", with_fix(what, fix), line, fix))
    if not problems:
        return text, ()
    lines[0] = lines[0].removeprefix("\ufeff")
    return "\n".join(map(_blanked, lines)), tuple(problems)


def says_nothing(line: str, at: int) -> bool:
    """Whether an invisible character can go without a question: it formats, and stands between no two letters that it
    may have parted."""
    if unicodedata.category(line[at]) != "Cf":
        return False
    inside = 0 < at < len(line) - 1 and line[at - 1].isalnum() and line[at + 1].isalnum()
    if not inside or line[at] in "\ufeff\u00ad\u2060":
        return True
    # An id, a number, a date and an address are of one piece.
    seen = "".join(char for char in line if unicodedata.category(char) != "Cf")
    return bool(re.fullmatch(r" *(?:- +)*(?:[a-z_]+: +)?[\w%][\w%./:-]*", seen, re.ASCII))


def _blanked(line: str) -> str:
    hidden = {column - 1 for column, _ in invisible_characters(line)}
    return "".join("\ufffd" if index in hidden else char for index, char in enumerate(line)) if hidden else line


# Stands where an alias stood, so that the rest of the file is still read.
REFUSED: Any = object()


class _TooMuch(Exception):
    """Reading stops here; the problem that says why is already noted."""


class _Reader:
    def __init__(self, path: str, text: str, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.text = text
        self.lines = tuple(text.split("\n"))
        self.problems = list(problems)
        self.values: dict[Keys, Mark] = {}
        self.keys: dict[Keys, Mark] = {}
        self.ends: dict[Keys, Mark] = {}
        self.events: Iterator[Any] = iter(())
        self.document_starts = 0
        # What each alias stands for, in brackets, and the fields that each merge stands for, by their places.
        self._written_out: dict[Mark, str] = {}
        self._merges: dict[Mark, tuple[str, ...]] = {}
        self._aliases = 0

    def read(self) -> Document:
        """Read the whole file. What is wrong becomes problems; nothing is raised."""
        data = None
        if found := conflict(self.lines) or joined(self.lines):
            self._problem((found.line, found.column), "yaml-syntax", found.message)
            return Document(self.path, None, {}, {}, self.lines, tuple(self.problems))
        try:
            if "*" in self.text and "&" in self.text:
                with suppress(yaml.YAMLError, ValueError, OverflowError, _TooMuch):
                    self._written_out, self._merges, self._aliases = written_out(self.text)
            # The loader gives no event after the last.
            self.events = iter(_Loader(self.text).get_event, None)
            data = self._documents()
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.reader.ReaderError as error:
            before = self.text[: error.position]
            mark = before.count("\n") + 1, len(before) - before.rfind("\n")
            self._problem(mark, "yaml-syntax", f"{error.reason}; delete that character")
        except _TooMuch:
            pass
        except (ValueError, OverflowError):
            # PyYAML in pure Python does not look at what number an escape such as "\UFFFFFFFF" names.
            self._problem((1, 1), "yaml-syntax", "an escape names no character; write the character itself")
        else:
            if data is None and not self.problems:
                self._problem((1, 1), "empty-file", "nothing stands in this file; fill it or delete it")
        return Document(self.path, data, self.values, self.keys, self.lines, tuple(self.problems), self.ends)

    def _problem(self, mark: Mark, rule: str, message: str, fix: Fix | None = None) -> None:
        line, column = mark
        if line > len(self.lines):  # libyaml's end of a file that does not end its last line
            line, column = len(self.lines), len(self.lines[-1]) + 1
        excerpt = self.lines[line - 1]
        self.problems.append(Problem(Spot(self.path, line, column), rule, with_fix(message, fix), excerpt, fix))

    def _documents(self) -> Any:
        data = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.document_starts += 1
                mark = _mark(event.start_mark)
                if self.document_starts > 1:
                    self._problem(
                        mark, "several-documents", "a second document begins here; one file holds one, delete ---"
                    )
                    raise _TooMuch
                if event.version or event.tags:
                    self._problem(mark, "yaml-directive", "directives (%YAML, %TAG) are not used here; delete the line")
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
                data = self._value(event, ())
        return data

    def _value(self, event: Any, path: Keys) -> Any:
        mark = _mark(event.start_mark)
        self.values[path] = mark
        if len(self.values) > MOST_VALUES:
            self._problem(mark, "too-many-values", f"more than {MOST_VALUES} values; split the file")
            raise _TooMuch
        if isinstance(event, yaml.AliasEvent):
            out = self._written_out.get(mark)
            fix = Fix(f"*{event.anchor}", out) if out is not None else None
            self._problem(mark, "alias", f"*{event.anchor} repeats another part; write the value out", fix)
            return REFUSED
        if event.anchor is not None:
            message = f"&{event.anchor} names a part for reuse; delete it and write values out"
            named = f"&{event.anchor}"
            behind = self.lines[mark[0] - 1][mark[1] - 1 :]
            blanks = len(behind) - len(behind[len(named) :].lstrip(" ")) - len(named)
            has_name = behind.startswith(named) and len(self._written_out) == self._aliases
            self._problem(mark, "anchor", message, Fix(named + " " * blanks, "") if has_name else None)
        if event.tag is not None:
            self._problem(mark, "tag", f"{event.tag} is a YAML tag; delete it, types come from the field")
        if isinstance(event, yaml.ScalarEvent):
            self.ends[path] = _mark(event.end_mark)
            return self._scalar(event, mark)
        if len(path) >= DEEPEST:
            self._problem(mark, "too-deep", f"more than {DEEPEST} levels; no field of ours lies that deep")
            raise _TooMuch
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, bool(event.flow_style))
        return self._mapping(path, bool(event.flow_style))

    def _sequence(self, path: Keys, in_flow: bool) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        if in_flow:
            self.ends[path] = _mark(event.end_mark)
        return tuple(items)

    def _mapping(self, path: Keys, in_flow: bool) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        is_told = False  # that a dash is missing: every further field of the next item stands twice for it
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = _mark(event.start_mark)
            if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
                key = self._scalar(event, mark)
                if key == "<<" and not event.style and not in_flow and self._merged(path, mark):
                    continue
            else:
                # A number stands for a key that is not known yet, or that is refused: no key of data is one.
                key = self._value(event, (*path, -1))
                del self.values[(*path, -1)]
            repeated = False
            if self._begins_next(key, mapping, path, mark, in_flow or is_told):
                is_told = True
            if not isinstance(key, str):
                shown = "a list, mapping or alias" if isinstance(key, (tuple, dict)) or key is REFUSED else f"{key!r}"
                self._problem(
                    mark, "key-not-text", f"a key must be text, this is {shown}; put it in quotes or rename it"
                )
                repeated = True
            elif key in mapping:
                repeated = True
            # What a refused key holds is read for its own problems and then forgotten.
            inner = (*path, -2 - len(self.keys)) if repeated else (*path, key)
            self.keys[inner] = mark
            value = self._value(next(self.events), inner)
            if not repeated:
                mapping[key] = value
            elif isinstance(key, str) and not is_told:
                self._repeated((*path, key), inner, mapping[key], value, mark)
        if in_flow:
            self.ends[path] = _mark(event.end_mark)
        return mapping

    def _begins_next(self, key: Any, mapping: Mapping[str, Any], path: Keys, mark: Mark, is_told: bool) -> bool:
        """Note that a key which begins an item of a list, and stands in it once more behind others, begins the next."""
        is_first = len(mapping) > 1 and key == next(iter(mapping), None)
        if is_told or not is_first or not path or not isinstance(path[-1], int):
            return False
        line, column = mark
        text = self.lines[line - 1]
        if column < 3 or text[: column - 1].strip():
            return False
        place = (line, column - 2)
        fix = Fix(f"  {key}", f"- {key}", place) if text.startswith(f"  {key}", column - 3) else None
        message = f"{key!r} begins the next item of {path[-2]!r}, which needs a dash; write - {text.strip()[:60]}"
        self._problem(mark, "duplicate-key", message, fix)
        return True

    def _merged(self, path: Keys, mark: Mark) -> bool:
        """Take ``<<: *name``, which stands for the fields of another part; whether it was one."""
        if mark not in self._merges:
            return False
        event = next(self.events)
        line, column = mark
        written = self.lines[line - 1][column - 1 :].rstrip()
        fields = self._merges[mark]
        out = ("\n" + " " * (column - 1)).join(fields)
        fix = Fix(written, out) if fields and re.fullmatch(r"<<: *\*\S+", written) else None
        self._problem(mark, "alias", f"<<: *{event.anchor} takes the fields of another part; write them out", fix)
        return True

    def _repeated(self, first: Keys, second: Keys, before: Any, value: Any, mark: Mark) -> None:
        """Note a key that stands twice, with both values."""
        line, name = self.keys[first][0], str(first[-1])
        shown = [_short(one) for one in (before, value)]
        if (before is None) != (value is None):
            place = self.keys[first] if before is None else mark
            empty = self.lines[place[0] - 1][place[1] - 1 :].rstrip()
            fix = Fix(empty, "", place) if re.fullmatch(rf"{re.escape(name)}:(?: *(?:~|null))?", empty) else None
            where = "there" if before is None else "here"
            message = f"{name!r} stands already in line {line}; nothing stands behind the one {where}, delete that line"
            self._problem(mark, "duplicate-key", message, fix)
        elif before == value:
            message = f"{name!r} stands already in line {line}, with the same value; remove one"
            self._problem(mark, "duplicate-key", message)
        elif any(isinstance(one, dict) for one in (before, value)):
            message = f"{name!r} stands already in line {line}; remove one, with what stands below it"
            self._problem(mark, "duplicate-key", message)
        elif all(isinstance(one, tuple) for one in (before, value)):
            message = f"{name!r} stands already in line {line}; put the items of both under one {name}:, or remove one"
            self._problem(mark, "duplicate-key", message)
        else:
            message = f"{name!r} stands already in line {line}; keep the right one of {shown[0]} and, here, {shown[1]}"
            self._problem(mark, "duplicate-key", f"{message}, and delete the second line")

    def _scalar(self, event: Any, mark: Mark) -> Any:
        value: str = event.value
        if event.style == '"':
            # An escape in a quoted scalar ("\u202e") hides what the raw text does not show.
            for _, name in invisible_characters(value.replace("\n", " ")):
                self._problem(mark, "invisible-character", f"{name} cannot be seen; delete its escape")
        if event.style:
            return value
        self._comment_after(event, mark)
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if value[0] not in _BEGINS_NUMBER:
            return value
        if _INTEGER.fullmatch(value):
            # Python reads at most 4300 digits into an integer; no figure of ours has a hundred.
            return int(value) if len(value) <= 100 else value
        if _FLOAT.fullmatch(value) and len(value) <= 100:
            try:
                return Decimal(value)
            except InvalidOperation:  # an exponent that no machine can hold
                return value
        return value

    def _comment_after(self, event: Any, mark: Mark) -> None:
        end = event.end_mark
        if event.value and end.line < len(self.lines) and _COMMENT.match(self.lines[end.line], end.column):
            self._problem(
                mark,
                "ambiguous-comment",
                "what follows the # is a comment and will be lost; put the whole text in quotes, "
                "or put two spaces before the # if it is a comment",
            )

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        if found := look_at(self.lines, error):
            mark = found.line, found.column
            self._problem(mark, "yaml-syntax", found.message, _fix_of(found, self.lines))
            return
        where = error.problem_mark or error.context_mark
        what = error.problem or error.context or "this is not YAML"
        at = _mark(where) if where else (1, 1)
        line = self.lines[at[0] - 1] if at[0] <= len(self.lines) else ""
        self._problem(at, "yaml-syntax", f"{what}; {_syntax_hint(what, line, at[1])}")


def written_out(text: str) -> tuple[dict[Mark, str], dict[Mark, tuple[str, ...]], int]:
    """What the aliases of a YAML text stand for, as YAML in one line, by their places; the fields that each ``<<``
    takes from another part, without those that stand beside it; and how many aliases there are. Raises
    ``yaml.YAMLError``, and ``_TooMuch`` where all of it would be longer than a file may be, or deeper."""
    found = _WrittenOut(text)
    found.read()
    return found.aliases, found.merges, found.count


class _WrittenOut:
    """Parts of a YAML text in one line: each as its text and, of a mapping, its fields; None of what has a tag."""

    def __init__(self, text: str) -> None:
        self.events = iter(_Loader(text).get_event, None)
        self.parts: dict[str, tuple[str, dict[str, str] | None] | None] = {}
        self.aliases: dict[Mark, str] = {}
        self.merges: dict[Mark, tuple[str, ...]] = {}
        self.count = 0
        self.length = 0

    def read(self) -> None:
        for event in self.events:
            if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
                self._part(event, 0)

    def _spend(self, length: int) -> None:
        # A part that holds a part that holds a part: a short text may be as long as a library.
        self.length += length
        if self.length > 4 * LARGEST_FILE:
            raise _TooMuch

    def _part(self, event: Any, depth: int) -> tuple[str, dict[str, str] | None] | None:
        if depth > DEEPEST:
            raise _TooMuch
        if isinstance(event, yaml.AliasEvent):
            self.count += 1
            found = self.parts.get(str(event.anchor))
            if found is not None:
                self._spend(len(found[0]))
                self.aliases[_mark(event.start_mark)] = found[0]
            return found
        made: tuple[str, dict[str, str] | None] | None
        if isinstance(event, yaml.ScalarEvent):
            made = _flow_scalar(event), None
        elif isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self._part(inner, depth + 1))
            made = None if None in items else (f"[{', '.join(one[0] for one in items if one)}]", None)
        else:
            made = self._mapping(depth)
        if event.tag is not None:
            made = None
        if event.anchor is not None:
            self.parts[event.anchor] = made
        return made

    def _mapping(self, depth: int) -> tuple[str, dict[str, str]] | None:
        fields: dict[str, str] = {}
        taken: list[tuple[Mark, dict[str, str]]] = []
        is_whole = True
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._part(event, depth + 1)
            behind = next(self.events)
            value = self._part(behind, depth + 1)
            is_merge = isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style
            if is_merge and isinstance(behind, yaml.AliasEvent) and value is not None and value[1] is not None:
                self.aliases.pop(_mark(behind.start_mark), None)
                self.count -= 1
                taken.append((_mark(event.start_mark), value[1]))
            elif key is None or value is None:
                is_whole = False
            else:
                fields[key[0]] = value[0]
        for mark, others in taken:
            new = {key: value for key, value in others.items() if key not in fields}
            self.merges[mark] = tuple(f"{key}: {value}" for key, value in new.items())
            fields = {**new, **fields}
        written = ", ".join(f"{key}: {value}" for key, value in fields.items())
        self._spend(len(written))
        return (f"{{{written}}}", fields) if is_whole else None


def _flow_scalar(event: Any) -> str:
    """A scalar in one line, as it may stand in brackets."""
    value: str = event.value
    if event.style or re.search(r"[\[\]{},#:&*!|>'\"%@`\n]", value):
        if not event.style and re.fullmatch(r"https?://[^\s\[\]{},#'\"]+", value):
            return value
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    return value


def look_at(lines: Sequence[str], error: yaml.MarkedYAMLError) -> Broken | None:
    """Our own look at what a parser's error is about."""
    at = error.problem_mark or error.context_mark
    begun = error.context_mark.line + 1 if error.context_mark else None
    return look(lines, at.line + 1, str(error.problem or error.context), begun) if at else None


def _fix_of(found: Broken, lines: Sequence[str]) -> Fix | None:
    """The one way to repair a fault, where it is a change of what stands behind its place in one line."""
    if len(found.repairs) != 1 or len(found.repairs[0]) != len(lines):
        return None
    new, old = found.repairs[0][found.line - 1], lines[found.line - 1]
    before = old[: found.column - 1]
    if not new.startswith(before):
        return None
    rest = [at for at, line in enumerate(lines) if line != found.repairs[0][at]]
    return Fix(old[len(before) :], new[len(before) :]) if rest == [found.line - 1] else None


def _syntax_hint(what: str, line: str, column: int) -> str:
    here = line[column - 1 : column]
    if "\t" in line[:column]:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in what:
        return "put the text in quotes if its colon belongs to it, or fix the indent"
    if here in tuple("@`%"):
        return f"put the text in quotes: it begins with {here}"
    if "expected <block end>" in what or "did not find expected key" in what:
        return "look at the indent and the quotes of this line and of the one before"
    if "could not find expected ':'" in what:
        return "a key needs a colon and a space after it"
    if "scanning a quoted scalar" in what or "end of stream" in what:
        return "close the quotes"
    return "put the text in quotes if these signs belong to it"


def with_fix(message: str, fix: Fix | None) -> str:
    """A message, and what `check --fix` does about it."""
    if fix is None:
        return message
    is_short = len(fix.new) <= 80 and "\n" not in fix.new and not fix.also
    says = is_short and fix.new.strip() and fix.new.strip(": ") not in message
    return f"{message}; check --fix {f'writes {fix.new}' if says else 'does it'}"


def _short(value: Any) -> str:
    if isinstance(value, tuple):
        return "a list"
    shown = "nothing" if value is None else str(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


def _mark(mark: Any) -> Mark:
    return mark.line + 1, mark.column + 1
