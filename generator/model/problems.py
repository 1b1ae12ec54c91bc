"""What a check found, and how it is shown on a terminal, under GitHub Actions and as plain lines."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: its path, and line and column counted from 1 in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that an editor has to fix. ``message`` says what is wrong and what to write instead."""

    spot: Spot
    rule: str
    message: str
    # The line that the spot is in, for the caret; empty where there is none to show.
    excerpt: str = ""

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
