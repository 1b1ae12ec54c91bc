"""Lists that grow with the facts: one page as long as that can be read, and then parts of it, by time or by name.

A part's address says what is in it (facts/about/shanghai/2025) and not how much there was before, so that it stays
whatever is added. A list that has become too long keeps its own address, and leads to its parts from there; so does
a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.model.when import When
from generator.model.words import counted, month_in_words
from generator.pages.page import Link, Page, view

_Row = TypeVar("_Row")
# What parts a list: the last word of the address of a row's part, and what that part is called.
Level = Callable[[_Row], tuple[str, str]]
Levels = tuple[Level[_Row], Level[_Row]]

# A list of more rows than these is parted.
MOST_ROWS = 300
# So many rows of a list stand next to other things on a page.
MOST_BESIDE = 50


@view
class Part:
    """A part of a list: its page, and how many rows there are in it."""

    link: Link
    rows: str


@view
class ListPage(Page):
    """A page of a list or of a part of it: the lists that it is a part of, the widest first, and its own parts, which
    stand in the place of its rows where these are too many."""

    above: tuple[Link, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed(Generic[_Row]):
    """What stands on one page of a list: its rows or, where these are too many, the parts of it."""

    path: str
    title: str
    above: tuple[Link, ...]
    rows: tuple[_Row, ...]
    parts: tuple[Part, ...]


def listed(
    rows: Iterable[_Row],
    path: str,
    title: str,
    folder: str,
    *levels: Level[_Row],
    size: Callable[[_Row], int] = lambda _: 1,
) -> Iterator[Listed[_Row]]:
    """The page of a list and, where that is too long, the pages of its parts, which lie in a folder.

    The first level parts the list, the next one those parts that are too long themselves. ``size`` says how many rows
    a row counts for.
    """
    return _listed(tuple(rows), Link(path=path, name=title), (), folder, levels, size)


def _listed(
    rows: tuple[_Row, ...],
    link: Link,
    above: tuple[Link, ...],
    folder: str,
    levels: tuple[Level[_Row], ...],
    size: Callable[[_Row], int],
) -> Iterator[Listed[_Row]]:
    title = ", ".join(one.name for one in (*above, link))
    if not levels or not is_long(sum(map(size, rows))):
        yield Listed(link.path, title, above, rows, ())
        return
    level, *finer = levels
    found: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        found[level(row)].append(row)
    inner = [(Link(path=f"{folder}/{word}.md", name=name), tuple(part)) for (word, name), part in found.items()]
    parts = (Part(link=to, rows=f"{sum(map(size, part)):,}") for to, part in inner)
    yield Listed(link.path, title, above, (), tuple(parts))
    for to, part in inner:
        yield from _listed(part, to, (*above, link), to.path.removesuffix(".md"), tuple(finer), size)


def is_long(rows: int) -> bool:
    """Whether so many rows are too many for one page."""
    return rows > MOST_ROWS


def first_of(rows: Sequence[_Row], path: str, one: str, most: int | None = None) -> tuple[Sequence[_Row], Link | None]:
    """The first rows of a list that stands next to other things on a page and, where there are more, a link to the page
    with all, which says how many more. ``most`` is for rows that are long themselves."""
    shown = MOST_BESIDE if most is None else min(most, MOST_BESIDE)
    rest = len(rows) - shown
    return rows[:shown], Link(path=path, name=f"{counted(rest, f'more {one}')}") if rest > 0 else None


def by_time(when: Callable[[_Row], When | None]) -> Levels[_Row]:
    """By the year in which the time of a row ends, and within it by month; by itself what has no time, and what is of
    more than a month."""

    def year(row: _Row) -> tuple[str, str]:
        of = when(row)
        return (str(of.last.year), str(of.last.year)) if of else ("undated", "date not stated")

    def month(row: _Row) -> tuple[str, str]:
        of = when(row)
        if of and (of.first.year, of.first.month) == (of.last.year, of.last.month):
            return f"{of.last.month:02}", month_in_words(of.last).partition(" ")[0]
        return "longer", "of more than a month"

    return year, month


def by_name(name: Callable[[_Row], str]) -> Level[_Row]:
    """By the letter of the English alphabet that a name begins with, or that it begins with none."""

    def initial(row: _Row) -> tuple[str, str]:
        letter = name(row)[:1].upper()
        return (letter.lower(), letter) if "A" <= letter <= "Z" else ("other", "other names")

    return initial
