"""What a check found, and how it is shown on a terminal, under GitHub Actions and as plain lines."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.model.visible import shown


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
    """What certainly mends a problem: ``old`` stands in the file, and ``new`` is written instead. Both may hold line
    breaks; a line of which nothing is left goes.

    ``place`` is the line and column, from 1, where ``old`` stands; without one it is the problem's spot. ``also`` are
    further places of the same change: all of them are written, or none."""

    old: str
    new: str
    place: tuple[int, int] | None = None
    also: tuple[Fix, ...] = ()


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


_FAULTS = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "your share of the disk is full; make room",
    errno.EFBIG: "a file is larger than this system lets a program write; see ulimit -f",
    errno.EROFS: "this can be read and not written; name another folder, or give it back its permissions",
    errno.EACCES: "permission is missing; give it back",
    errno.EPERM: "permission is missing; give it back",
    errno.EMFILE: "too many files are open; see ulimit -n",
    errno.ENAMETOOLONG: "the name is longer than this system takes; shorten it",
    errno.ENOENT: "this is not there",
}


def fault_of(error: OSError) -> str:
    """A fault of the machine in one line: where, what is wrong and, where that is known, what to do."""
    said = _FAULTS.get(error.errno or 0) or (error.strerror or str(error) or type(error).__name__).lower()
    return f"{os.fsdecode(error.filename)}: {said}" if error.filename else said


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every problem once, in the order of files, lines and columns."""
    return tuple(sorted(set(problems)))


def did_you_mean(wrong: str, known: Iterable[str], meaning: Callable[[str], str] = lambda _: "") -> str:
    """A hint such as "; did you mean 'lingang' (Lingang: cluster in shanghai)?", or nothing where no known word is
    near. ``meaning`` says what a known word means."""
    near = [f"{word!r} ({said})" if (said := meaning(word)) else repr(word) for word in near_words(wrong, known)]
    return f"; did you mean {' or '.join(near[:3])}?" if near else ""


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known word of which another is a misspelling, or None where there is none, several, or it is known itself."""
    near = near_words(wrong, known)
    return near[0] if len(near) == 1 else None


def near_words(wrong: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words of which another can be a misspelling, the nearest alone; none where it is known itself.

    They differ in capitals, signs between words or a plural, or have one slip in a word and two in all, at most one in
    four letters: a letter too many, too few, wrong, or exchanged with the next. More than 80 % of misspelt words have
    one such slip (Damerau, CACM 7(3), 1964). Numbers and the first letter of a word are never taken for a slip, since
    a year or EFLOPS for PFLOPS is another thing and no misspelling.
    """
    known = set(known)
    slips = {} if wrong in known else {word: count for word in known if (count := _slips(wrong, word)) is not None}
    return tuple(sorted(word for word, count in slips.items() if count == min(slips.values())))


def _slips(one: str, other: str) -> int | None:
    """How many slips lie between two words, None where they are too many."""
    # Most words are too long or too short by far.
    if abs(len(one) - len(other)) > 4 or not (ones := _words(one)) or not (others := _words(other)):
        return None
    if "".join(map(_singular, ones)) == "".join(map(_singular, others)):
        return 0
    if len(ones) != len(others):
        ones, others = ("".join(ones),), ("".join(others),)
    total = 0
    for this, that in zip(ones, others, strict=True):
        if _singular(this) != _singular(that):
            if this[0] != that[0] or re.findall(r"\d+", this) != re.findall(r"\d+", that):
                return None
            if not _one_slip(this, that):
                return None
            total += 1
    return total if total <= 2 and 4 * total <= max(sum(map(len, ones)), sum(map(len, others))) else None


@lru_cache(10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.casefold()))


@lru_cache(10_000)
def _singular(word: str) -> str:
    """A word without a plural's ending, for comparing alone."""
    return re.sub(r"(?<=..)(?:ies|ys|y|s)$", "", word)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, wrong or exchanged with the next is all that differs."""
    if len(one) > len(other):
        one, other = other, one
    start = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = other[:start] + other[start + 1 : start + 2] + other[start : start + 1] + other[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or one == swapped


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


# GitHub takes a summary of 1 MiB; what else the job writes goes there too. Of one problem so many signs are shown.
MOST_OF_SUMMARY, _LONGEST_CELL = 900_000, 2000


def for_summary(problems: Sequence[Problem]) -> str:
    """Problems as a Markdown table, for the job summary: all, or as many as GitHub takes, and how many more there are.
    What comes of content is code: no link, picture, mention or HTML in it is live."""
    rows = [
        f"## {len(problems):,} {'problem' if len(problems) == 1 else 'problems'}",
        "",
        "| where | rule | what to do |",
        "| --- | --- | --- |",
    ]
    size = 0
    for number, problem in enumerate(problems):
        where, message = (
            printable(text)[:_LONGEST_CELL].replace("|", "\\|").replace("`", "'")
            for text in (str(problem.spot), problem.message)
        )
        row = f"| `{where}` | {problem.rule} | `{message}` |"
        size += len(row.encode()) + 1
        if size > MOST_OF_SUMMARY:
            rows += ["", f"{len(problems) - number:,} more are in the log of this check."]
            break
        rows.append(row)
    return "\n".join(rows) + "\n"


def printable(text: str) -> str:
    """Text with everything that could move a terminal's cursor, start a line or turn its order made visible."""
    return shown(text)


def _columns(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text
    )
