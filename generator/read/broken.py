"""What is wrong with a text that is no YAML, said by what an editor did and where, not by what the parser expected.

The parser notices a fault where it cannot go on, which may be lines later. Here the lines before that place are looked
at for what editors slip on; each fault comes with the texts that would repair it, the most likely first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass

from generator.model import records
from generator.model.records import yaml_name

Lines = tuple[str, ...]

# Every field that there is: a word before a colon that is none of them may be a part of a text.
FIELDS = frozenset(
    yaml_name(name)
    for type_ in vars(records).values()
    if isinstance(type_, type) and is_dataclass(type_)
    for name in type_.__dataclass_fields__
) | {"id"}
# Fields that hold a list of things with fields of their own.
LISTS = frozenset(
    name
    for type_ in vars(records).values()
    if isinstance(type_, type) and is_dataclass(type_)
    for name, written in type_.__annotations__.items()
    if (found := re.search(r"tuple\[([A-Z]\w+), \.\.\.\]", str(written)))
    and is_dataclass(getattr(records, found[1], None))
)
# Those of which each thing has a text.
TEXT_LISTS = frozenset(
    name
    for type_ in vars(records).values()
    if isinstance(type_, type) and is_dataclass(type_)
    for name, written in type_.__annotations__.items()
    if (found := re.search(r"tuple\[([A-Z]\w+), \.\.\.\]", str(written)))
    and is_dataclass(inner := getattr(records, found[1], None))
    and "text" in getattr(inner, "__dataclass_fields__", {})
)
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?$|={7}$")
_KEY = re.compile(r"(?P<start> *(?:- +)*)(?P<key>[A-Za-z_][\w%/-]*)(?P<colon> ?[:：](?= |$))")
_WIDE_COLON = re.compile(r" *(?:- *)?(?P<key>[A-Za-z_]+) ?(?P<colon>：) ?")
_NO_SPACE = re.compile(r" *(?:- *)?(?P<key>[A-Za-z_]+) ?(?P<colon>:)(?=[^\s:/])")
_NO_COLON = re.compile(r" *(?:- +)?(?P<key>[a-z_]+)(?P<gap> +)(?=\S)")
_WORD_ALONE = re.compile(r" *(?:- +)?(?P<key>[a-z_]+)$")
_NO_SPACE_AFTER_DASH = re.compile(r" *-(?=[A-Za-z_]+ ?[:：])")
_WIDE_DASH = re.compile(r" *(?P<dash>[–—−－])(?= ?[a-z_]+ ?[:：])")
_BRACKETS = {"[": "]", "{": "}"}
# What a program for texts makes of the second of two quotation marks.
_CURLY_END = re.compile(r' *(?:- +)*[a-z_]+: +"(?P<text>[^"“”„]*)(?P<close>[“”„]) *')
_ITEM = re.compile(r"( *)- ?([a-z0-9][a-z0-9-]*)")
_TIGHT_ITEM = re.compile(r"( *)-([a-z0-9][a-z0-9-]*)")
_WIDE_SIGNS = str.maketrans("，、：［］｛｝【】“”＂", ',,:[]{}[]"""')


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault, where it is (from 1), what to write instead, and the texts that would repair it, as lines."""

    line: int
    column: int
    message: str
    repairs: tuple[Lines, ...] = ()


def conflict(lines: Sequence[str]) -> Broken | None:
    """The first mark that git left of two versions that it could not join. As part of a text they would be read."""
    opened = any(line.startswith("<<<<<<<") for line in lines) or any(line.startswith(">>>>>>>") for line in lines)
    for number, line in enumerate(lines, 1):
        if opened and _CONFLICT.match(line):
            message = (
                "git left a merge conflict here; keep what is right of both versions, and delete the lines <<<<<<<, "
                "======= and"
            )
            return Broken(number, 1, f"{message} >>>>>>>")
    return None


def joined(lines: Sequence[str]) -> Broken | None:
    """The first item of a list of ids whose dash has no space after it: YAML reads it as more of the id before."""
    for number in range(2, len(lines) + 1):
        found = _TIGHT_ITEM.fullmatch(lines[number - 1])
        before = _ITEM.fullmatch(lines[number - 2]) if found else None
        if found and before and before[1] == found[1]:
            new = f"{found[1]}- {found[2]}"
            message = f"a dash needs a space after it; write {new.strip()}; check --fix does it"
            return Broken(number, len(found[1]) + 1, message, (_with(tuple(lines), number, new),))
    return None


def look(lines: Sequence[str], line: int, what: str, begun: int | None) -> Broken | None:
    """The fault behind an error that the parser has in a ``line``, or None where none is known. ``begun`` is the line
    in which what it was reading begins."""
    text = tuple(lines)
    if not text:
        return None
    line = max(1, min(line, len(text)))
    begun = begun and max(1, min(begun, len(text)))
    for number in (1, line):
        if number <= len(text) and (fence := re.match(r"```|~~~", text[number - 1])):
            message = f"{fence[0]} is a mark of Markdown and no YAML; delete the line; check --fix does it"
            return Broken(number, 1, message)
        blank = re.match(r" *[\u00a0\u202f\u2007\u3000]", text[number - 1]) if number <= len(text) else None
        if blank:
            return Broken(number, blank.end(), "this blank is no space of the keyboard; write spaces before the field")
    for number in (line, line - 1):
        found_blank = (
            re.match(r" *(?:- )?[a-z_]+:(?=[\u00a0\u202f\u2007\u3000])", text[number - 1]) if number >= 1 else None
        )
        if found_blank:
            at = found_blank.end() + 1
            return Broken(number, at, "this blank is no space of the keyboard; write a space after the colon")
    for number, one in enumerate(text[:line], 1):
        if found_quote := _CURLY_END.fullmatch(one):
            new = f'{one[: found_quote.end("text")]}"'
            message = f'the text that " opens is closed by {found_quote["close"]}; write " there'
            return Broken(number, found_quote.start("close") + 1, message, (_with(text, number, new),))
    for number in (line, line - 1):
        if number >= 1 and (found := _comment(text, number)):
            return found
    if found := _item_without_key(text, line):
        return found
    first = max(1, min(begun or line, line) - 2)
    for number in range(min(line, len(text)), first - 1, -1):
        if found := _signs(text, number):
            return found
    for number in dict.fromkeys((line, line - 1, *(range(line, max(0, line - 8), -1)), begun or line)):
        if 1 <= number <= len(text) and (found := _quotes(text, number)):
            return found
    for number in (line, line - 1):
        if 1 <= number <= len(text) and (found := _plain_text(text, number, what)):
            return found
    if 1 <= line <= len(text):
        found = _goes_on(text, line) or _no_colon(text, line) or _dashes(text, line) or _no_dash(text, line)
        return found or _indents(text, line)
    return None


def _with(lines: Lines, number: int, line: str) -> Lines:
    return (*lines[: number - 1], line, *lines[number:])


_OTHER_COMMENT = re.compile(
    r"(?P<start> *)(?:// ?(?P<a>.*)|/\* ?(?P<b>.*?) ?\*/|<!-- ?(?P<c>.*?) ?-->|(?:--|%) (?P<d>.*))$"
)


def _comment(lines: Lines, number: int) -> Broken | None:
    """A comment of another language, alone in its line."""
    found = _OTHER_COMMENT.match(lines[number - 1])
    if found is None:
        return None
    words = next(part for part in found.group("a", "b", "c", "d") if part is not None)
    new = f"{found['start']}# {words}".rstrip()
    message = f"this is no field; a comment begins with # in YAML; write {new.strip()}"
    return Broken(number, len(found["start"]) + 1, message, (_with(lines, number, new),))


def _item_without_key(lines: Lines, number: int) -> Broken | None:
    """An item of a list that begins with its text and not with ``text:``, noticed at the next of its fields."""
    key = _KEY.match(lines[number - 1])
    if key is None or key["key"] not in FIELDS or "-" in key["start"]:
        return None
    column = len(key["start"])
    at = number - 1
    while at >= 1 and (not lines[at - 1].strip() or _column(lines[at - 1]) >= column):
        if _KEY.match(lines[at - 1]):
            return None
        at -= 1
    dash = re.match(r"( *- +)(?=[^\s\[{&*!|>%@`#-])", lines[at - 1]) if at >= 1 else None
    if dash is None or len(dash[1]) != column or _KEY.match(lines[at - 1]):
        return None
    head = next(
        (found for line in lines[at - 1 :: -1] if (found := _KEY.match(line)) and not _is_deep(line, dash)), None
    )
    if head is None or head["key"] not in TEXT_LISTS:
        return None
    text = " ".join(line.strip() for line in (lines[at - 1][dash.end() :], *lines[at : number - 1]) if line.strip())
    needs_quotes = text[0] not in "\"'" and (": " in text or " #" in text)
    quoted = _in_quotes(text) if needs_quotes else text
    new = f"{dash[1]}text: {quoted}"
    message = (
        f"each item of {head['key']!r} has fields, and its sentence stands behind text:; write - text: {text[:60]}…"
    )
    return Broken(at, column + 1, message, ((*lines[: at - 1], new, *lines[number - 1 :]),))


def _is_deep(line: str, dash: re.Match[str]) -> bool:
    """Whether a line is of a list's items, or of what they hold."""
    return _column(line) >= len(dash[1]) - 2 if line.lstrip().startswith("-") else _column(line) >= len(dash[1])


def _signs(lines: Lines, number: int) -> Broken | None:
    """Colons and dashes that are none to YAML, in a line that begins as a field does."""
    line = lines[number - 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Broken(
            number,
            line.index("\t") + 1,
            "a tab indents nothing in YAML; indent with spaces, not tabs",
            tuple(
                tuple(
                    one.replace("\t", " " * width) if not one.strip("\t ") or one[0] in "\t " else one for one in lines
                )
                for width in (2, 4)
            ),
        )
    if (found := _WIDE_COLON.match(line)) and found["key"] in FIELDS:
        new = f"{line[: found.start('colon')].rstrip()}: {line[found.end() :].lstrip()}".rstrip()
        return Broken(
            number,
            found.start("colon") + 1,
            f"a full-width colon (：) is none to YAML; write {new.strip()}",
            (_with(lines, number, new),),
        )
    if (found := _NO_SPACE_AFTER_DASH.match(line)) is not None:
        new = f"{line[: found.end()]} {line[found.end() :]}"
        return Broken(
            number, found.end(), f"a dash needs a space after it; write {new.strip()}", (_with(lines, number, new),)
        )
    if found := _WIDE_DASH.match(line):
        new = f"{line[: found.start('dash')]}- {line[found.end('dash') :].lstrip()}"
        return Broken(
            number,
            found.start("dash") + 1,
            f"a list's line begins with a plain hyphen; write {new.strip()}",
            (_with(lines, number, new),),
        )
    if (found := _NO_SPACE.match(line)) and found["key"] in FIELDS:
        new = f"{line[: found.end('key')]}: {line[found.end('colon') :]}"
        return Broken(
            number,
            found.start("colon") + 1,
            f"a key needs a space after its colon; write {new.strip()}",
            (_with(lines, number, new),),
        )
    return None


def _no_colon(lines: Lines, number: int) -> Broken | None:
    """A field without its colon, in this line or the one before."""
    for at in (number, number - 1):
        if not 1 <= at <= len(lines):
            continue
        line = lines[at - 1]
        found = _NO_COLON.match(line) or _WORD_ALONE.match(line)
        if found and found["key"] in FIELDS and _key_column(line) in _neighbour_key_columns(lines, at):
            new = f"{line[: found.end('key')]}: {line[found.end('key') :].lstrip()}".rstrip()
            return Broken(
                at,
                found.end("key") + 1,
                f"a key needs a colon and a space after it; write {new.strip()}",
                (_with(lines, at, new),),
            )
    return None


def _neighbour_key_columns(lines: Lines, number: int) -> set[int]:
    """The columns of the nearest keys above and below a line."""
    found: set[int] = set()
    for way in (range(number - 1, 0, -1), range(number + 1, len(lines) + 1)):
        near = next((key for at in way if (key := _KEY.match(lines[at - 1]))), None)
        if near:
            found.add(len(near["start"]))
    return found


def _key_column(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _value(lines: Lines, number: int) -> tuple[re.Match[str], str, int] | None:
    """The key of a line, its value with the lines that go on with it, and the last of these lines."""
    line = lines[number - 1]
    key = _KEY.match(line)
    if key is None or not line[key.end() :].strip():
        return None
    column = len(key["start"])
    last = number
    parts = [line[key.end() :].strip()]
    while last < len(lines):
        after = lines[last]
        if not after.strip() or len(after) - len(after.lstrip()) <= column:
            break
        found = _KEY.match(after)
        if found and found["key"] in FIELDS:
            break
        parts.append(after.strip())
        last += 1
    return key, " ".join(parts).strip(), last


def _quotes(lines: Lines, number: int) -> Broken | None:
    """A quote that is not closed, or that closes too early."""
    found = _value(lines, number)
    if found is None:
        item = re.match(r"(?P<start> *- +)(?=[\"'])", lines[number - 1])
        if item is None:
            return None
        start, value, last = item["start"], lines[number - 1][item.end() :].strip(), number
    else:
        key, value, last = found
        start = lines[number - 1][: key.end()] + " "
    if value[:1] not in ('"', "'"):
        return None
    quote, column = value[0], lines[number - 1].index(value[0], len(start.rstrip())) + 1
    end = _closing(value)
    if end is None:
        return Broken(
            number,
            column,
            f"this {quote} opens a text that is not closed; write {quote} at its end too",
            _requoted(lines, number, last, start, value[1:], quote),
        )
    rest = value[end + 1 :].strip()
    if not rest or rest.startswith("#"):
        return None
    whole = value[1:-1] if value.endswith(quote) and len(value) > 1 else None
    if quote == "'" and whole is not None and "'" in whole.replace("''", ""):
        if re.search(r"\w'\w", whole) and not re.search(r"(?<!\w)'\w[^']*\w'(?!\w)", whole):
            inner = whole.replace("''", "'")
            return Broken(
                number,
                column,
                f"an apostrophe within '…' ends the text; write it in double quotes: {_in_quotes(inner)[:90]}",
                _requoted(lines, number, last, start, inner, None),
            )
    if whole is not None and quote == '"' and value.count('"') % 2 == 0 and value.count('"') > 2:
        # "AI City" is "new": the quotes may be those of its words, or the outer ones of the text.
        between = whole.split('"')
        if whole[:1] != " " and between[0].endswith(" "):
            return Broken(
                number,
                column,
                f'a " within "…" ends the text; put the text in single quotes: \'{whole[:80]}\'',
                _requoted(lines, number, last, start, whole, None),
            )
    return Broken(
        number,
        column + end + 1 if last == number else column,
        f"the text goes on after its closing {quote}; put the whole text in other quotes: {_in_quotes(value)[:90]}",
        _requoted(lines, number, last, start, value, None),
    )


def _closing(value: str) -> int | None:
    quote, at = value[0], 1
    while at < len(value):
        if quote == '"' and value[at] == "\\":
            at += 2
            continue
        if value[at] == quote:
            if quote == "'" and value[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        at += 1
    return None


def _in_quotes(text: str) -> str:
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _requoted(lines: Lines, number: int, last: int, start: str, text: str, quote: str | None) -> tuple[Lines, ...]:
    text = text.strip()
    if not text:
        return ()
    quoted = f"{quote}{text}{quote}" if quote else _in_quotes(text)
    return ((*lines[: number - 1], start + quoted, *lines[last:]),)


def _plain_text(lines: Lines, number: int, what: str) -> Broken | None:
    """A text that needs quotes: it holds a colon with a space, or begins with a sign of YAML's."""
    found = _value(lines, number)
    if found is None:
        return None
    key, value, last = found
    start = lines[number - 1][: key.end()] + " "
    column = len(lines[number - 1]) - len(lines[number - 1][key.end() :].lstrip()) + 1
    first = value[:1]
    if first in "|>" and not re.match(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?: |$)", lines[number - 1][key.end() :].strip()):
        return Broken(
            number,
            column,
            f"put the text in quotes: it begins with {first}",
            _requoted(lines, number, number, start, lines[number - 1][key.end() :].strip(), None),
        )
    if not value or first in "\"'|>":
        return None
    wide = value.translate(_WIDE_SIGNS)
    if (first in "[{［｛【" or value[-1:] in "]}］｝】") and wide != value and wide[:1] in _BRACKETS:
        if wide.endswith(_BRACKETS[wide[0]]):
            return Broken(
                number,
                column,
                f"full-width signs are none to YAML; write {wide[:90]}",
                (_with(lines, number, start + re.sub(r",(?=\S)", ", ", wide)),),
            )
    if first in _BRACKETS and not value.endswith(_BRACKETS[first]):
        text = value
        if first == "{" or _BRACKETS[first] in value:
            return Broken(
                number,
                column,
                f"a text that begins with {first} needs quotes: {_in_quotes(text)[:90]}",
                _requoted(lines, number, last, start, text, None),
            )
        return Broken(
            number,
            column,
            f"this {first} opens a list that is not closed; write {_BRACKETS[first]} at its end",
            (_with(lines, last, lines[last - 1].rstrip() + _BRACKETS[first]),),
        )
    if first in "@`%&*!,]}":
        return Broken(
            number,
            column,
            f"put the text in quotes: it begins with {first}",
            _requoted(lines, number, last, start, value, None),
        )
    at = lines[number - 1].find(": ", key.end())
    if ("mapping values" in what or "expected ':'" in what) and (": " in value or value.endswith(":")):
        return Broken(
            number,
            at + 1 if at > 0 else column,
            "a text with a colon and a space in it needs quotes, if the colon belongs to it: " + _in_quotes(value)[:90],
            _requoted(lines, number, last, start, value, None),
        )
    return None


def _dashes(lines: Lines, number: int) -> Broken | None:
    """The first item of a list without its dash, which the parser notices at the next item."""
    line = lines[number - 1]
    dash = re.match(r"( *)- ", line)
    if dash is None:
        return None
    column = len(dash[1])
    at = number - 1
    while at >= 1 and (not lines[at - 1].strip() or len(lines[at - 1]) - len(lines[at - 1].lstrip()) >= column):
        if lines[at - 1].startswith(" " * column + "- "):
            return None
        at -= 1
    head = _KEY.match(lines[at - 1]) if at >= 1 else None
    first = next((n for n in range(at + 1, number) if lines[n - 1].strip()), None)
    if head is None or lines[at - 1][head.end() :].strip() or first is None:
        return None
    body = [
        ((" " * column + "- ") if n == first else "  ") + (lines[n - 1][column:] if n == first else lines[n - 1])
        if lines[n - 1].strip()
        else lines[n - 1]
        for n in range(first, number)
    ]
    shown = lines[first - 1].strip()
    return Broken(
        first,
        len(lines[first - 1]) - len(lines[first - 1].lstrip()) + 1,
        f"each item of {head['key']!r} begins with a dash; write - {shown[:60]}, and its other fields below that",
        ((*lines[: first - 1], *body, *lines[number - 1 :]),),
    )


def _no_dash(lines: Lines, number: int) -> Broken | None:
    """The one item of a list without its dash, noticed at the next of its fields, which stand where the dash was."""
    above = next((at for at in range(number - 1, 0, -1) if lines[at - 1].strip()), None)
    head = next((at for at in range(above - 1, 0, -1) if lines[at - 1].strip()), None) if above else None
    if above is None or head is None:
        return None
    key, first = _KEY.match(lines[head - 1]), lines[above - 1]
    if (
        key is None
        or key["key"] not in LISTS
        or lines[head - 1][key.end() :].strip()
        or "- " in first[: _key_column(first)]
    ):
        return None
    if not _KEY.match(first) or _column(lines[number - 1]) != _column(first) + 2:
        return None
    shown = first.strip()
    return Broken(
        above,
        _column(first) + 1,
        f"each item of {key['key']!r} begins with a dash; write - {shown[:60]}",
        (_with(lines, above, " " * _column(first) + "- " + shown),),
    )


def _goes_on(lines: Lines, number: int) -> Broken | None:
    """A line of words at the very left, that was pasted in two: it goes on with the text of the line above."""
    for at in range(number, max(1, number - 8), -1):
        line, above = (lines[at - 1], lines[at - 2]) if at <= len(lines) else ("", "")
        key = _KEY.match(above)
        is_words = " " in line and line[:1].isalpha() and not _KEY.match(line) and not _NO_COLON.fullmatch(line)
        if not is_words or key is None or key["key"] not in FIELDS or not above[key.end() :].strip():
            continue
        if above[key.end() :].strip()[0] in "[{|>&*!":
            continue
        column, end = len(key["start"]) + 2, at
        while end < len(lines) and lines[end][:1].strip() and not _KEY.match(lines[end]):
            end += 1
        rest = "" if end == at else f", and those up to line {end}"
        message = f"this line goes on with {key['key']!r} of the line above; indent it by {column}{rest}"
        moved = tuple(" " * column + one for one in lines[at - 1 : end])
        return Broken(at, 1, message, ((*lines[: at - 1], *moved, *lines[end:]),))
    return None


def _indents(lines: Lines, number: int) -> Broken | None:
    """A line that stands under none of those above it: it, or all that belongs to it, is moved to one that is near."""
    at = _misplaced(lines, number)
    if at is None:
        return None
    line = lines[at - 1]
    column = _column(line)
    levels = _levels(lines, at) - {column}
    near = sorted(levels, key=lambda to: (abs(to - column), -to))
    if not near:
        return None
    alone = tuple(_with(lines, at, " " * to + line.lstrip()) for to in near)
    moved = tuple(_moved(lines, at, column, to) for to in near)
    where = [to for to in near if abs(to - column) == abs(near[0] - column)] if abs(near[0] - column) == 1 else near[:3]
    return Broken(
        at,
        column + 1,
        f"this line is indented by {column} and stands under none above it; indent it by "
        f"{' or '.join(map(str, where))}, as the line that it goes with",
        tuple(dict.fromkeys((*moved, *alone))),
    )


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _misplaced(lines: Lines, number: int) -> int | None:
    """The line whose indent is at fault: one by an odd number near the place, or one that differs from both of its
    neighbours, or the line itself."""
    near = [
        at
        for at in range(number, max(0, number - 8), -1)
        if at <= len(lines) and lines[at - 1].strip() and not lines[at - 1].lstrip().startswith("#")
    ]
    if not near:
        return None
    for at in near:
        if _column(lines[at - 1]) % 2 and (_KEY.match(lines[at - 1]) or lines[at - 1].lstrip().startswith("- ")):
            return at
    if len(near) >= 3 and _KEY.match(lines[near[1] - 1]):
        here, above, before = (_column(lines[at - 1]) for at in near[:3])
        beyond = len(lines[near[2] - 1]) - len(lines[near[2] - 1].lstrip(" -"))
        value = lines[near[1] - 1][_KEY.match(lines[near[1] - 1]).end() :].strip()  # type: ignore[union-attr]
        if value and above < here and here in (before, beyond):
            return near[1]
    return near[0]


def _levels(lines: Lines, number: int) -> set[int]:
    """The columns that a line can begin at: of the keys and dashes that are open above it, and below a key with nothing
    after it two more."""
    found: set[int] = set()
    lowest = 10**6
    for at in range(number - 1, 0, -1):
        line = lines[at - 1]
        column = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        dash = re.match(r" *(?:- +)+", line)
        key = _KEY.match(line)
        if column < lowest:
            if dash:
                found.add(column)
                if key and len(dash[0]) < lowest:
                    found.add(len(dash[0]))
            elif key:
                found.add(column)
            if key and not line[key.end() :].strip() and lowest == 10**6:
                found.add(len(key["start"]) + 2)
            if key or dash:
                lowest = min(lowest, column)
        if lowest == 0:
            break
    return found


def _moved(lines: Lines, number: int, column: int, to: int) -> Lines:
    """The lines with one of them, and what is indented deeper below it, begun at another column."""
    last = number
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip(" ")) > column):
        last += 1
    shift = to - column
    moved = [
        (" " * shift + line if shift > 0 else line[-shift:]) if line.strip() else line
        for line in lines[number - 1 : last]
    ]
    return (*lines[: number - 1], *moved, *lines[last:])
