"""How much a page may hold: its conversion takes time that grows with the square of some of it, or goes as deep.

Python-Markdown looks for the end of each bracket and tag to the end of its paragraph, and calls itself for each quote
and list within another. Within these bounds the worst page takes a few seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problems import Problem, Spot

MOST_SIGNS, MOST_LINES, LONGEST_LINE, LONGEST_PARAGRAPH = 40_000, 1500, 2000, 4000
# Of brackets, tags and marks of code in a paragraph; quotes and lists within one another.
MOST_OPENINGS, DEEPEST = 100, 6
_OPENINGS = re.compile(r"[\[<`]")
# Marks of quotes and lists at the beginning of a line, and four blanks or a tab for each level around.
_LEVEL = re.compile(r" {0,3}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])) ?|\t| {4}")


def over_budget(path: str, text: str) -> Iterator[Problem]:
    """What a page has too much of, with the place where that begins."""
    if len(text) > MOST_SIGNS:
        yield _problem(path, 1, f"{len(text)} signs, at most {MOST_SIGNS} fit; say it in fewer words, or on two pages")
        return
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        yield _problem(path, MOST_LINES, f"{len(lines)} lines, at most {MOST_LINES} fit; join lines, or cut the page")
    start, signs, openings = 1, 0, 0
    for number, line in enumerate((*lines, ""), 1):
        if len(line) > LONGEST_LINE:
            yield _problem(path, number, f"a line of {len(line)} signs, at most {LONGEST_LINE} fit; break it")
        if (depth := _depth(line)) > DEEPEST:
            yield _problem(
                path, number, f"quotes and lists {depth} deep, at most {DEEPEST} are; write them side by side"
            )
        if line.strip():
            signs, openings = signs + len(line) + 1, openings + len(_OPENINGS.findall(line))
            continue
        if signs > LONGEST_PARAGRAPH:
            message = f"a paragraph of {signs} signs, at most {LONGEST_PARAGRAPH} fit; put an empty line within it"
            yield _problem(path, start, message)
        if openings > MOST_OPENINGS:
            message = (
                f"{openings} of [, < and ` in a paragraph, at most {MOST_OPENINGS} fit; put an empty line within it"
            )
            yield _problem(path, start, message)
        start, signs, openings = number + 1, 0, 0


def _depth(line: str) -> int:
    """How many quotes, lists and indents a line begins with."""
    depth = at = 0
    while depth <= LONGEST_LINE and (found := _LEVEL.match(line, at)):
        depth, at = depth + 1, found.end()
    return depth


def _problem(path: str, line: int, message: str) -> Problem:
    return Problem(Spot(path, line), "page-too-large", message)
