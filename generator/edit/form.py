"""The one form of a content file: field order, quotes, indents and folds, with every comment at its field.

YAML's own writers keep neither folds nor the place of a comment (a round trip through ruamel.yaml changed 250 of 260
records), so the file is written from libyaml's nodes. What stands between two nodes is punctuation, white space and
comments alone, so that no comment is missed. Where the result does not read back as the same values with the same
comments, there is no result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import yaml

from generator.check.meant import number_written
from generator.model.fields import BadValue, ReadBy
from generator.model.records import (
    BeforeFigure,
    Briefing,
    Fact,
    Figure,
    Measure,
    Place,
    Planted,
    Record,
    Refused,
    Source,
    Speaker,
    Term,
    yaml_name,
)
from generator.read.partial import type_at, yaml_names
from generator.read.strict_yaml import read_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

WIDEST = 120
# A text is folded at this column; one that is folded already stays as it is if its lines end between these two.
FOLD, NARROWEST = 98, 70
# The order of fields where editors write another than that of ``model/records.py``; a field not named comes last.
_ORDER: dict[type, tuple[str, ...]] = {
    Source: ("title", "title_is_description", "publisher", "author", "url", "published", "retrieved", "language"),
    Fact: ("id", "added", "kind", "about", "also_about", "topics", "text", "said_by", "where", "when", "quote"),
    Figure: ("name", "measure", "value", "to", "unit", "qualifier", "per", "when", "as_stated"),
    BeforeFigure: ("name", "measure", "value", "to", "unit", "qualifier", "per", "when", "as_stated"),
    Briefing: (
        "number",
        "published",
        "events",
        "about",
        "headline",
        "bullets",
        "analysis",
        "figures",
        "chart",
        "items",
        "gaps",
    ),
    Measure: ("name", "definition", "kind", "unit", "review_after", "words"),
    Planted: ("name", "tier"),
    Refused: ("why",),
    Speaker: ("name", "names", "kind"),
    Term: ("name", "name_zh", "meaning"),
    Place: (
        "name",
        "kind",
        "parent",
        "name_zh",
        "aliases",
        "adjectives",
        "position",
        "wikidata",
        "lead",
        "chart",
        "summary",
        "gaps",
    ),
}
# Lists of a few words and small mappings, which stand in one line where they fit.
_IN_ONE_LINE = frozenset((
    "topics", "also_about", "allow", "about", "adjectives", "domains", "names", "without", "words", "at_home", "before",
    "bounds", "not_words", "checked", "position",
))  # fmt: skip
# What stood before a change is written by `correct`, which folds and orders nothing.
_KEPT_IN_ONE_LINE = frozenset(("was", "now"))
_COMMENT = re.compile(r"#[^\n]*")
# A text that another program may take for a number keeps its quotes: "1,200", "+101%".
_LIKE_A_NUMBER = re.compile(r"(?:[-+%\d.,_ ]*+\$)*+[-+%.,_ ]*+\d[-\d.]*+[,_ +%][-+%\d.,_ ]*+|[-+$]?[\d.,_ ]+%?")
_HEADER = re.compile(r"# *(?:yaml-language-server|-\*-)")


@dataclass(slots=True)
class _Part:
    """A key with its value, or an item of a list (whose ``key`` is None), with the comments that go with it."""

    key: str | None
    node: Any
    path: tuple[str | int, ...]
    # Lines of their own before it and behind its last line: comments, and "" for an empty line.
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    # Comments at the end of the key's line and of the value's, with the blanks before them.
    at_key: str = ""
    at_end: str = ""
    parts: list[_Part] = field(default_factory=list)


class _CannotWrite(Exception):
    """The file has something that this writer does not know how to keep."""


def in_form(path: str, text: str, type_: Any, *, is_registry: bool = False, like: str | None = None) -> str | None:
    """A file's text in the one form, or None where it cannot be written without loss: it is no YAML of ours, or what
    was written does not read back as the same values and comments. ``type_`` is what the file holds, or each entry of
    it where it ``is_registry``. A text that stands in ``like`` too, which is an earlier state of the file, is folded as
    there."""
    before = read_yaml(path, text.encode())
    if any(problem.rule != "duplicate-key" for problem in before.problems) or not isinstance(before.data, dict):
        return None
    try:
        written = _Writer(text, type_, is_registry, like or "").write()
    except (_CannotWrite, yaml.YAMLError, RecursionError):
        return None
    after = read_yaml(path, written.encode())
    if after.problems or not _same(before.data, after.data, type_, (), is_registry):
        return None
    return written if _comments(text) == _comments(written) else None


def _same(one: Any, other: Any, type_: Any, path: tuple[str | int, ...], is_registry: bool) -> bool:
    """Whether two values say the same: the same data, or what the field reads as the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        inner = path[1:] if is_registry else path
        one, other = (
            {key: value for key, value in data.items() if not _is_left_out(type_, (*inner, key), value)}
            for data in (one, other)
        )
        return one.keys() == other.keys() and all(
            _same(one[key], other[key], type_, (*path, key), is_registry) for key in one
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(
            _same(a, b, type_, (*path, index), is_registry) for index, (a, b) in enumerate(zip(one, other, strict=True))
        )
    if type(one) is type(other) and one == other:
        return True
    return _read_alike(one, other, read_by(type_, path[1:] if is_registry else path))


@lru_cache(maxsize=2**12)
def _default(type_: Any, path: tuple[str | int, ...]) -> Any:
    """What a field holds that is left out, or MISSING where it must not be."""
    try:
        owner = type_at(type_, path[:-1])
    except (KeyError, IndexError, TypeError):
        return MISSING
    found = fields(owner) if is_dataclass(owner) else ()
    return next((one.default for one in found if yaml_name(one.name) == path[-1]), MISSING)


def _is_left_out(type_: Any, path: tuple[str | int, ...], value: Any) -> bool:
    """Whether a field holds nothing, by a null, an empty list or a `false`, and is left out for that in the one
    form."""
    if (value is not None and value is not False and value != ()) or not path or _KEPT_IN_ONE_LINE.intersection(path):
        return False
    return bool(_default(type_, path) == value)


def _read_alike(one: Any, other: Any, reads: ReadBy | None) -> bool:
    if reads is None:
        return False
    try:
        return bool(reads.function(one) == reads.function(other))
    except BadValue:
        return False


@lru_cache(maxsize=2**12)
def read_by(type_: Any, path: tuple[str | int, ...]) -> ReadBy | None:
    """What reads the value at a place within a type, or None where no field of ours is there or holds other things."""
    if not path:
        return None
    names = tuple("0" if isinstance(key, int) else key for key in path)
    try:
        owner = type_at(type_, path[:-1])
        if is_dataclass(owner):
            hints = {yaml_name(name): hint for name, hint in get_type_hints(owner, include_extras=True).items()}
            hint = hints[str(names[-1])]
        else:
            hint = get_args(owner)[0]
    except (KeyError, IndexError, TypeError):
        return None
    return next(_marks(hint), None)


def _marks(hint: Any) -> Iterator[ReadBy]:
    if get_origin(hint) is Annotated:
        yield from (mark for mark in get_args(hint)[1:] if isinstance(mark, ReadBy))
        yield from _marks(get_args(hint)[0])
    elif get_origin(hint) is not tuple:
        for inner in get_args(hint):
            yield from _marks(inner)


def _comments(text: str) -> Counter[str]:
    """Every comment of a YAML text."""
    found: Counter[str] = Counter()
    end = 0
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            found.update(comment.strip() for comment in _COMMENT.findall(text[end : _start(event)]))
            end = max(end, _end(text, event))
    found.update(comment.strip() for comment in _COMMENT.findall(text[end:]))
    return found


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, _Loader))


def _start(node: Any) -> int:
    return int(node.start_mark.index)


def _end(text: str, node: Any) -> int:
    """Where a scalar ends: libyaml's mark of a block scalar lies behind the empty lines and comments after it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if node.style in ("|", ">"):
        lines = text[start:end].split("\n")
        column = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()), default=0)
        kept = len(lines)
        while kept > 1 and (
            not lines[kept - 1].strip() or len(lines[kept - 1]) - len(lines[kept - 1].lstrip()) < column
        ):
            kept -= 1
        return start + len("\n".join(lines[:kept]))
    return end if node.style else start + len(text[start:end].rstrip())


class _Writer:
    def __init__(self, text: str, type_: Any, is_registry: bool, like: str) -> None:
        self.folds = _folds(like)
        self.in_brackets = _in_brackets(like)
        lines = like.split("\n")
        self.behind_empty = {
            line for line, before in zip(lines[1:], lines, strict=False) if line and not before.strip()
        }
        self.text = text
        self.type = type_
        self.is_registry = is_registry
        self.cursor = 0
        self.open: _Part | None = None

    def write(self) -> str:
        node = yaml.compose(self.text, _Loader)
        if not isinstance(node, yaml.MappingNode):
            raise _CannotWrite
        if not node.flow_style and node.start_mark.column:
            raise _CannotWrite
        parts = self._mapping(node, ())
        tail = self._gap(len(self.text), 0)
        header: list[str] = []
        if parts:
            lines = parts[0].before
            cut = max((at + 1 for at, line in enumerate(lines) if not line or _HEADER.match(line)), default=0)
            header, parts[0].before = lines[:cut], lines[cut:]
        out = [*header, *self._block_mapping(parts, (), 0), *tail]
        if self.type in (Record, Briefing, Place) and not self._has_empty_line():
            out = self._with_empty_lines(out)
        return "\n".join(_single_empty_lines(out)) + "\n"

    def _has_empty_line(self) -> bool:
        return "\n\n" in self.text.strip().replace(" ", "")

    def _with_empty_lines(self, lines: list[str]) -> list[str]:
        """A file without any empty line, as a form saves it, with those that editors set: between the parts of a
        record, briefing or place."""
        out: list[str] = []
        for index, line in enumerate(lines):
            top = (
                re.match(r"[a-z_]+:$", line) and index + 1 < len(lines) and re.match(r"  - [a-z_]+: ", lines[index + 1])
            )
            item = re.match(r"  - (?:id|text|heading): ", line) and out and not re.match(r"[a-z_]+:$", out[-1])
            if out and (line in self.behind_empty if self.behind_empty else top or item):
                out.append("")
            out.append(line)
        return out

    # Reading: nodes with the comments between them.

    def _gap(self, to: int, column: int) -> list[str]:
        """Take what stands before a node: the comment at the end of the line goes to the part that is open, and lines
        of their own are handed back, but for those that are indented deeper than the node: what is open has them."""
        first, *rest = self.text[self.cursor : to].split("\n")
        self.cursor = max(self.cursor, to)
        if comment := _COMMENT.search(first):
            if self.open is None:
                rest.insert(0, first)
            else:
                blanks = len(first[: comment.start()]) - len(first[: comment.start()].rstrip(" "))
                shown = " " * max(2, blanks) + comment[0].rstrip()
                if self.open.parts or (not isinstance(self.open.node, yaml.ScalarNode)):
                    self.open.at_key += shown
                else:
                    self.open.at_end += shown
        lines: list[str] = []
        # What stands before the node in its own line is indent and dashes.
        for line in rest if to == len(self.text) else rest[:-1] if rest else []:
            comment = _COMMENT.search(line)
            if comment is None:
                if line.strip():
                    # A dash alone in its line, or the signs of a flow collection.
                    if line.strip().strip("-[]{},:? "):
                        raise _CannotWrite
                    continue
                lines.append("")
            elif comment.start() > column and self.open is not None and not line[: comment.start()].strip():
                self.open.after += [*lines, comment[0].rstrip()]
                lines = []
            else:
                lines.append(comment[0].rstrip())
        if rest and to < len(self.text) and _COMMENT.search(rest[-1]):
            raise _CannotWrite
        return lines

    def _mapping(self, node: Any, path: tuple[str | int, ...]) -> list[_Part]:
        parts: list[_Part] = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _CannotWrite
            before = self._gap(key.start_mark.index, key.start_mark.column)
            part = _Part(key.value, value, (*path, key.value), before)
            self.cursor = _end(self.text, key)
            self._value(part)
            parts.append(part)
        self._close(node)
        return self._without_repeats(parts)

    def _value(self, part: _Part) -> None:
        node = part.node
        self.open = part
        if isinstance(node, yaml.ScalarNode):
            # A comment between a key and a value in its own line is rare: it goes above both.
            gap = self.text[self.cursor : node.start_mark.index]
            if "#" in gap:
                self.open = None
                part.before += [line for line in self._gap(node.start_mark.index, 0) if line]
                part.before += [found.rstrip() for found in _COMMENT.findall(gap) if found.rstrip() not in part.before]
            self.open = part
            self.cursor = max(self.cursor, _end(self.text, node))
        elif isinstance(node, yaml.MappingNode):
            part.parts = self._mapping(node, part.path)
        else:
            for index, item in enumerate(node.value):
                before = self._gap(item.start_mark.index, max(0, item.start_mark.column - 2))
                inner = _Part(None, item, (*part.path, index), before)
                part.parts.append(inner)
                self._value(inner)
            self._close(node)

    def _close(self, node: Any) -> None:
        """Step behind the bracket of a flow collection; comments within it are those of its parts."""
        if node.flow_style and (node.value or "#" not in self.text[self.cursor : node.end_mark.index]):
            inner = self.text[self.cursor : node.end_mark.index]
            if "#" in inner:
                raise _CannotWrite
            self.cursor = node.end_mark.index

    def _without_repeats(self, parts: list[_Part]) -> list[_Part]:
        """A key that stands twice with an equal value, once."""
        kept: dict[str, _Part] = {}
        for part in parts:
            first = kept.setdefault(str(part.key), part)
            if first is not part:
                if _plain_data(first.node) != _plain_data(part.node):
                    raise _CannotWrite
                first.before += [line for line in part.before if line]
                first.at_end += part.at_end
        return list(kept.values())

    # Writing.

    def _block_mapping(self, parts: Sequence[_Part], path: tuple[str | int, ...], indent: int) -> list[str]:
        lines: list[str] = []
        for part in sorted(parts, key=_by_order(self._order(path, parts))):
            if len(parts) > 1 and self._is_left_out(part):
                continue
            lines += [" " * indent + line if line else "" for line in part.before]
            lines += self._entry(part, indent)
            lines += [" " * indent + line if line else "" for line in part.after]
        return lines

    def _is_left_out(self, part: _Part) -> bool:
        """Whether a field says nothing, and nothing is said of it. One without a value may have been forgotten."""
        node = part.node
        if any(part.before) or part.after or part.at_key or part.at_end:
            return False
        if isinstance(node, yaml.ScalarNode):
            if node.style or node.value not in ("~", "null", "Null", "NULL", "false"):
                return False
            value: Any = False if node.value == "false" else None
        elif isinstance(node, yaml.SequenceNode) and not node.value:
            value = ()
        else:
            return False
        return _is_left_out(self.type, part.path[1:] if self.is_registry else part.path, value)

    def _order(self, path: tuple[str | int, ...], parts: Sequence[_Part]) -> Sequence[str]:
        if self.is_registry:
            if not path:
                return ()
            path = path[1:]
        if _KEPT_IN_ONE_LINE.intersection(path):
            return ()
        try:
            type_ = type_at(self.type, path)
        except (KeyError, IndexError, TypeError):
            return ()
        if not is_dataclass(type_):
            return ()
        names = yaml_names(type_)
        first = next((order for known, order in _ORDER.items() if known is type_), ())
        return (*first, *(name for name in names if name not in first))

    def _entry(self, part: _Part, indent: int) -> list[str]:
        key = _scalar_text(str(part.key), "", None)
        start = " " * indent + key + ":"
        node = part.node
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(part, start + " ", indent + 2)
        if not node.value:
            return [start + (" []" if isinstance(node, yaml.SequenceNode) else " {}") + part.at_key + part.at_end]
        if (flow := self._in_one_line(part, len(start) + 1)) is not None:
            return [f"{start} {flow}{part.at_key}{part.at_end}"]
        lines = [start + part.at_key]
        if isinstance(node, yaml.MappingNode):
            return lines + self._block_mapping(part.parts, part.path, indent + 2) + _ended(part)
        for item in part.parts:
            lines += [" " * (indent + 2) + line if line else "" for line in item.before]
            lines += self._item(item, indent + 2)
            lines += [" " * (indent + 2) + line if line else "" for line in item.after]
        return lines + _ended(part)

    def _item(self, item: _Part, indent: int) -> list[str]:
        dash = " " * indent + "- "
        if isinstance(item.node, yaml.ScalarNode):
            return self._scalar(item, dash, indent + 2)
        if not item.node.value or isinstance(item.node, yaml.SequenceNode):
            flow = self._flow(item)
            if flow is None:
                raise _CannotWrite
            return [dash + flow + item.at_key + item.at_end]
        if (flow := self._in_one_line(item, len(dash))) is not None:
            return [dash + flow + item.at_key + item.at_end]
        if item.at_key:
            raise _CannotWrite
        lines = self._block_mapping(item.parts, item.path, indent + 2)
        comments = 0
        while comments < len(lines) and (not lines[comments] or lines[comments].lstrip().startswith("#")):
            comments += 1
        above = [line[2:] for line in lines[:comments] if line]
        return [*above, dash + lines[comments][indent + 2 :], *lines[comments + 1 :]]

    def _in_one_line(self, part: _Part, column: int) -> str | None:
        """A list or mapping in brackets, where its field is written so and it fits."""
        names = [key for key in part.path if isinstance(key, str)]
        scalars = all(isinstance(inner.node, yaml.ScalarNode) for inner in part.parts)
        wanted = part.key is not None and names[-1] in _IN_ONE_LINE and scalars
        if not wanted and not part.node.flow_style and part.path not in self.in_brackets:
            return None
        flow = self._flow(part)
        return flow if flow is not None and column + len(flow) <= WIDEST else None

    def _flow(self, part: _Part) -> str | None:
        """A collection in brackets, or None where it holds a comment."""
        node = part.node
        if isinstance(node, yaml.ScalarNode):
            return _scalar_text(node.value, node.style or "", self._reads(part.path), in_flow=True)
        inner: list[str] = []
        parts = part.parts
        if isinstance(node, yaml.MappingNode):
            parts = sorted(parts, key=_by_order(self._order(part.path, parts)))
        for one in parts:
            if any(one.before) or one.after or one.at_key or (one.at_end and one is not part.parts[-1]):
                return None
            if one.at_end:
                part.at_end, one.at_end = part.at_end + one.at_end, ""
            text = self._flow(one)
            if text is None:
                return None
            key = f"{_scalar_text(one.key, '', None, in_flow=True)}: " if one.key is not None else ""
            inner.append(key + text)
        return f"{{{', '.join(inner)}}}" if isinstance(node, yaml.MappingNode) else f"[{', '.join(inner)}]"

    def _reads(self, path: tuple[str | int, ...]) -> ReadBy | None:
        return read_by(self.type, path[1:] if self.is_registry else path)

    def _scalar(self, part: _Part, start: str, indent: int) -> list[str]:
        node = part.node
        if node.value == "" and not node.style:
            return [start.rstrip() + part.at_end]
        raw = self.text[node.start_mark.index : _end(self.text, node)]
        if node.style in ("|", ">"):
            if "\n" in node.value.strip():
                first, *rest = raw.split("\n")
                column = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
                if not re.fullmatch(r"[|>][-+]?", first) or part.at_end:
                    raise _CannotWrite
                return [start + first, *(" " * indent + line[column:] if line.strip() else "" for line in rest)]
            value, style = node.value.strip(), ""
        else:
            value, style = node.value, node.style or ""
        reads = self._reads(part.path)
        if reads is not None and reads.is_text and style:
            value = value.strip() or value
        text = _scalar_text(value, style, reads)
        if (before := self.folds.get(value)) is not None and before[:1] not in "|>":
            earlier = [line.strip() for line in before.split("\n")]
            # A number is none in quotes, however a text of the same signs was written.
            if style or (reads is not _NUMBER and isinstance(_reads_as(value, False), str)):
                lines = [start + earlier[0], *(" " * indent + line for line in earlier[1:])]
                return [*lines[:-1], lines[-1] + part.at_end]
        if _KEPT_IN_ONE_LINE.intersection(part.path) and "\n" not in raw:
            return [start + text + part.at_end]
        return _folded(start, text, raw, indent, part.at_end)


def _folds(text: str) -> dict[str, str]:
    """How an earlier state of a file writes each text of several lines or in quotes."""
    found: dict[str, str] = {}
    try:
        for event in _events(text):
            if isinstance(event, yaml.ScalarEvent) and event.style not in ("|", ">"):
                raw = text[_start(event) : _end(text, event)]
                if "\n" in raw or event.style or len(raw) > FOLD // 2:
                    found[event.value] = raw
    except (yaml.YAMLError, ValueError):
        return {}
    return found


def _in_brackets(text: str) -> frozenset[tuple[str | int, ...]]:
    """The places of the lists and mappings that an earlier state of a file writes in brackets."""
    found: set[tuple[str | int, ...]] = set()

    def walk(node: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(node, yaml.ScalarNode) or node is None:
            return
        if node.flow_style:
            found.add(path)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, str(key.value)))
        else:
            for index, item in enumerate(node.value):
                walk(item, (*path, index))

    try:
        walk(yaml.compose(text, _Loader), ())
    except (yaml.YAMLError, ValueError, RecursionError):
        return frozenset()
    return frozenset(found)


def _by_order(order: Sequence[str]) -> Any:
    places = {name: place for place, name in enumerate(order)}
    return lambda part: places.get(str(part.key), len(places))


def _ended(part: _Part) -> list[str]:
    if part.at_end:
        raise _CannotWrite
    return []


def _plain_data(node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode):
        return {_plain_data(key) if isinstance(key, yaml.ScalarNode) else None: _plain_data(v) for key, v in node.value}
    return [_plain_data(item) for item in node.value]


def _single_empty_lines(lines: list[str]) -> list[str]:
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    while out and not out[-1]:
        out.pop()
    return out


@lru_cache(maxsize=2**14)
def _reads_as(plain: str, in_flow: bool) -> Any:
    """What an unquoted text is to our reader: its value, or None where it cannot stand so."""
    text = f"- [{plain}]\n" if in_flow else f"- k: {plain}\n"
    document = read_yaml("", text.encode())
    if document.problems or not isinstance(document.data, tuple) or len(document.data) != 1:
        return None
    inner = document.data[0]
    if in_flow:
        return inner[0] if isinstance(inner, tuple) and len(inner) == 1 else None
    return inner.get("k") if isinstance(inner, dict) and len(inner) == 1 else None


def _scalar_text(value: str, style: str, reads: ReadBy | None, *, in_flow: bool = False) -> str:
    """A scalar as it is written: without quotes where it reads as the same value without them."""
    if style == "" and reads is _NUMBER and (number := _number(value)) is not None:
        return number
    if style == "":
        plain = _reads_as(value, in_flow) if value else None
        if isinstance(plain, bool):
            return "true" if plain else "false"
        if plain is not None or value in ("", "~", "null", "Null", "NULL"):
            return value
    elif (
        value
        and (not _LIKE_A_NUMBER.fullmatch(value) or (reads is not None and not reads.is_text))
        and "\n" not in value
        and (plain := _reads_as(value, in_flow)) is not None
    ):
        if (isinstance(plain, str) and plain == value) or _read_alike(plain, value, reads):
            return (_number(value) if reads is _NUMBER else None) or value
    if not value.isprintable() and "\u3000" not in value and "\u00a0" not in value:
        raise _CannotWrite
    if style == "'" and "'" in value and "\\" not in value:
        return "'" + value.replace("'", "''") + "'"
    if "'" not in value and ('"' in value or "\\" in value or style == "'"):
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_NUMBER = read_by(Figure, ("value",))
# Three digits behind a point may be thousands: 40.000.
_LONG_OR_BROKEN = re.compile(r"-?(?:\d{5,}|\d+\.(?!\d{3}$)\d*0|\d+(?:\.\d+)?[eE]\+?\d+)")


@lru_cache(maxsize=2**10)
def _number(value: str) -> str | None:
    """A number with its thousands parted and without zeros that say nothing, where it is written otherwise."""
    if _NUMBER is None or not _LONG_OR_BROKEN.fullmatch(value):
        return None
    try:
        return number_written(_NUMBER.function(Decimal(value)))
    except (BadValue, InvalidOperation):
        return None


def _folded(start: str, text: str, raw: str, indent: int, comment: str) -> list[str]:
    """A scalar's lines: as it is folded already where that fits, or else anew."""
    old = [line.strip() for line in raw.split("\n")] if raw else []
    if len(old) > 1 and " ".join(old) == text:
        wide = [len(start) + len(old[0]), *(indent + len(line) for line in old[1:])]
        if max(wide) <= WIDEST and min(wide[:-1]) >= NARROWEST:
            return [start + old[0], *(" " * indent + line for line in old[1:-1]), " " * indent + old[-1] + comment]
    if len(start) + len(text) <= (WIDEST if len(old) == 1 and old[0] == text else FOLD) or "  " in text:
        return [start + text + comment]
    lines = [start.rstrip(" ") if not text else start]
    empty = True
    for word in text.split(" "):
        if not empty and len(lines[-1]) + 1 + len(word) > FOLD and not word.startswith("#"):
            lines.append(" " * indent)
            empty = True
        lines[-1] += word if empty else f" {word}"
        empty = False
    lines[-1] += comment
    return lines
