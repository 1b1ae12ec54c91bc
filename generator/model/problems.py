"""What a check found, and how it is shown on a terminal, under GitHub Actions and as plain lines."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: its path, and line and column counted from 1 in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fix:
    """What certainly mends a problem: at its spot ``old`` stands in the file, and ``new`` is written instead. Both may
    hold line breaks."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that an editor has to fix. ``message`` says what is wrong and what to write instead."""

    spot: Spot
    rule: str
    message: str
    # The line that the spot is in, for the caret; empty where there is none to show.
    excerpt: str = ""
    # What `check --fix` does; the message says so.
    fix: Fix | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.spot}: {self.rule}: {self.message}"


class CannotGoOn(Exception):
    """The one error of our own: going on is impossible. Caught once, by the command line."""


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every problem once, in the order of files, lines and columns."""
    return tuple(sorted(set(problems)))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint such as "; did you mean 'lingang'?", or nothing where no known word is near."""
    near = nearest(wrong, known)
    return f"; did you mean {near!r}?" if near else ""


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known word that is most like another, or None where none is like it (or it is known itself)."""
    known = sorted(known)
    near = [] if wrong in known else difflib.get_close_matches(wrong, known, n=1, cutoff=0.6)
    return near[0] if near else None


def only_near(wrong: str, known: Iterable[str]) -> str | None:
    """The one known word that another is a slip of: the same numbers, the same letters but for capitals and what joins
    words, or one letter wrong, two in a word of eight; None where no word is so near, or a second one is."""
    known = set(known)
    if wrong in known:
        return None
    alike = [word for word in known if _joined(word) == _joined(wrong)]
    if alike:
        return alike[0] if len(alike) == 1 else None
    slips = 2 if len(wrong) >= 8 else 1 if len(wrong) >= 4 else 0
    numbers = re.findall(r"\d+", wrong)
    near = [word for word in known if _distance(wrong.casefold(), word.casefold(), slips) <= slips]
    return near[0] if len(near) == 1 and re.findall(r"\d+", near[0]) == numbers else None


def _joined(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", word).strip().casefold())


def _distance(one: str, other: str, most: int) -> int:
    """How many letters are left out, put in, exchanged or swapped with the next between two words (optimal string
    alignment); ``most`` + 1 where it is more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row = row, [i]
        for j, b in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        before = last
    return row[-1]


# Of one file so many problems are shown, and then how many more there are.
MOST_SHOWN = 20


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as they are shown: one that is said of a file many times, once with the number of its other places, and
    of each file at most ``MOST_SHOWN``."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.spot.path, problem.rule, problem.message), []).append(problem)
    shown: dict[str, list[Problem]] = {}
    for (path, _, message), (one, *others) in alike.items():
        first = one
        if others:
            lines = ", ".join(str(other.spot.line) for other in others[:5])
            rest = f"{', …' if len(others) > 5 else ''}"
            where = f"{'line' if len(others) == 1 else 'lines'} {lines}{rest}"
            first = replace(first, message=f"{message} (and {len(others)} more like it in this file: {where})")
        shown.setdefault(path, []).append(first)
    out: list[Problem] = []
    for path, found in shown.items():
        out += found[:MOST_SHOWN]
        if left := len(found) - MOST_SHOWN:
            if left > 0:
                spot = found[MOST_SHOWN].spot
                message = f"{left} more {'problem' if left == 1 else 'problems'} in {path}; fix those above first"
                out.append(Problem(spot, "and-more", message))
    return tuple(out)


def for_terminal(problem: Problem) -> str:
    """The problem with its line and a caret under the column."""
    shown = printable(str(problem))
    if not problem.excerpt:
        return shown
    # A long line is shown around its column; a wide (Chinese) character takes two columns.
    start = max(0, problem.spot.column - 60)
    before = printable(problem.excerpt[start : problem.spot.column - 1])
    rest = printable(problem.excerpt[problem.spot.column - 1 : start + 120])
    return f"{shown}\n    {before}{rest}\n    {' ' * _columns(before)}^"


def for_actions(problem: Problem) -> str:
    """The problem as a GitHub Actions workflow command, escaped as the runner unescapes it."""
    data = escaped_for_actions(printable(problem.message))
    spot = problem.spot
    file, title = (
        escaped_for_actions(text).replace(":", "%3A").replace(",", "%2C")
        for text in (printable(spot.path), problem.rule)
    )
    return f"::error file={file},line={spot.line},col={spot.column},title={title}::{data}"


def escaped_for_actions(text: str) -> str:
    """Text as the data of a workflow command, so that no line of it can be a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def for_summary(problems: Sequence[Problem]) -> str:
    """All problems as a Markdown table, for the job summary (which is not capped as annotations are)."""
    rows = [
        f"## {len(problems):,} {'problem' if len(problems) == 1 else 'problems'}",
        "",
        "| where | rule | what to do |",
        "| --- | --- | --- |",
    ]
    for problem in problems:
        where, message = (
            printable(text)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace("|", "\\|")
            .replace("`", "'")
            .replace("@", "&#64;")
            for text in (str(problem.spot), problem.message)
        )
        rows.append(f"| `{where}` | {problem.rule} | {message} |")
    return "\n".join(rows) + "\n"


def printable(text: str) -> str:
    """Text with everything that could move a terminal's cursor, start a line or turn its order made visible."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _columns(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text
    )
