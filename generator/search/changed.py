"""What happened on each day, a file a year, for the page on which a reader asks what changed between two days.

It is what the pages of weeks and of corrections tell, each with its day; facts go by their numbers among the rows of
the search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator.model.agreement import Group
from generator.model.over_time import Mismatch
from generator.model.weeks import day_of
from generator.pages.corrections import Change, changes, changes_of_others
from generator.pages.page import address
from generator.pages.parts import Catalogue
from generator.pages.weeks import FigureInWeek, aim, difference
from generator.search.rows import Rows

# What a row is of, and what it holds behind its day.
_KINDS = (
    "added",
    "steps",
    "corrected",
    "withdrawn",
    "others",
    "opened",
    "closed",
    "due",
    "stale",
    "published",
    "noted",
)


def changed_rows(rows: Rows) -> dict[int, dict[str, list[Any]]]:
    """By year, and in it by kind, what happened, each with its day first, the newest first."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {kind: [] for kind in _KINDS})
    for kind, day, *row in sorted(_rows(rows), key=lambda row: (row[1], str(row[2:])), reverse=True):
        found[day.year][kind].append([day.isoformat(), *row])
    return dict(found)


def _rows(rows: Rows) -> Iterator[tuple[Any, ...]]:
    catalogue, number = rows.catalogue, rows.number_of
    content = catalogue.content
    for week, what, state in catalogue.weeks:
        for event in what.events:
            if event.what == "added":
                yield "added", event.day, number(event.address.partition("/")[2])
            elif event.what in ("published", "noted"):
                yield event.what, event.day, f"{event.address}/", event.detail
        for was, now in what.steps:
            yield "steps", now.added, number(was.id), number(now.id)
        for kind, differing in (("opened", what.opened), ("closed", what.closed)):
            for one in differing:
                yield kind, day_of(one, week, what, state), *_difference(rows, state, one)
        for fact in what.due:
            target = aim(catalogue, content.facts[fact.id])
            due = fact.own_when
            if due:
                yield (
                    "due",
                    due.last,
                    number(fact.id),
                    target.outcome,
                    [_figure_row(rows, one) for one in target.answers],
                )
        for fact in what.stale:
            if last := state.statements.review_due(fact):
                yield "stale", last, number(fact.id)
    for change in changes(catalogue, content.facts.values()):
        yield change.what.lower(), change.day, *_change(change)
    for _, change in changes_of_others(catalogue):
        yield "others", change.day, *_change(change)


def _change(one: Change) -> tuple[Any, ...]:
    fields = [[field.name, field.was, field.now] for field in ((one.text,) if one.text else ()) + one.fields]
    return address(one.link.path), one.words.text, fields, one.reason, one.later or ""


def _difference(rows: Rows, state: Catalogue, one: Group | Mismatch) -> tuple[Any, ...]:
    found = difference(rows.catalogue, state, one)
    return (
        found.about.name,
        found.measure,
        found.when,
        address(found.path),
        [_figure_row(rows, figure) for figure in found.figures],
    )


def _figure_row(rows: Rows, one: FigureInWeek) -> list[Any]:
    fact = next(piece.fact for piece in one.figure.pieces)
    return [one.figure.text, rows.number_of(fact), one.when, one.speaker]
