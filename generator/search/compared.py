"""The figures of every place and organisation that can be held against others', for the page on which a reader chooses
which: column by column. Which figure that is, and what sets two apart, is the rule of the fixed comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from generator.model.records import Fact
from generator.model.series import figure_of
from generator.model.when import are_as_long
from generator.model.words import months_in_words
from generator.pages.compare import (
    ARE_FAR_APART,
    ARE_OF_OTHER_LENGTHS,
    FAR_APART,
    Measured,
    compared_figures,
    is_for_a_time,
)
from generator.pages.figures import common_unit, in_unit
from generator.pages.page import address
from generator.pages.parts import Catalogue
from generator.search.rows import Table

# What a figure's row holds.
_CELL = (
    *(
        "subject",
        "measure",
        "target",
        "fact",
        "hedge",
        "number",
        "unit",
        "when",
        "month",
        "speaker",
        "state",
        "counted",
    ),
    *("dollars", "counts", "converted"),
)


def compared_rows(catalogue: Catalogue) -> dict[str, Any]:
    """The subjects that have a figure, the measures with what they count, and the figures."""
    figures = compared_figures(catalogue)
    subjects, measures, whens, speakers, states, units = (Table() for _ in range(6))
    cells: list[tuple[Any, ...]] = []
    unlike: list[tuple[int, int]] = []
    for measured, of in sorted(figures.items(), key=lambda item: (item[0].name, item[0].id, item[0].is_target)):
        common = common_unit(map(figure_of, of.values()))
        unlike += _unlike(catalogue, measured, list(of.values()), len(cells))
        for subject, fact in of.items():
            claim = catalogue.claim(fact)
            # A fact about several things has one figure, whichever of these is looked at.
            shown = catalogue.figure(figure_of(fact))
            cells.append(
                (
                    subjects.of(subject),
                    measures.of(measured.id),
                    int(measured.is_target),
                    fact.id,
                    shown.qualifier,
                    shown.number,
                    shown.unit,
                    whens.of(shown.when),
                    _months(fact),
                    speakers.of(catalogue.statements.speakers.label(fact)),
                    states.of(claim.status),
                    _counted(catalogue, fact),
                    claim.dollars.amount if claim.dollars else "",
                    units.of(figure_of(fact).unit),
                    # Of money the dollars are told.
                    "" if catalogue.content.currency(figure_of(fact)) else in_unit(catalogue, fact, common),
                )
            )
    content = catalogue.content
    months = [cell[_CELL.index("month")] for cell in cells]
    return {
        "subjects": [_subject(catalogue, id) for id in subjects.values],
        "measures": [
            [one.name, " ".join(filter(None, (one.definition, one.excludes and f"Does not count: {one.excludes}"))),
             one.unit, int(one.kind == "flow")]
            for one in (content.measures[id] for id in measures.values)
        ],
        "whens": list(whens.values),
        "speakers": list(speakers.values),
        "states": list(states.values),
        "cells": {name: [cell[at] for cell in cells] for at, name in enumerate(_CELL)},
        # Cells, by number, whose figures are not for times as long.
        "unlike": unlike,
        "far": FAR_APART,
        "words": {"far": ARE_FAR_APART, "lengths": ARE_OF_OTHER_LENGTHS},
        "months": [months_in_words(number) for number in range(max(months, default=0) - min(months, default=0) + 1)],
    }  # fmt: skip


def _subject(catalogue: Catalogue, id: str) -> list[str]:
    link = catalogue.subject_link(id)
    return [id, link.name, link.name_zh or "", address(link.path)]


def _months(fact: Fact) -> int:
    """The month in which a figure's time ends, counted from the year 0."""
    last = figure_of(fact).when.last
    return last.year * 12 + last.month - 1


def _counted(catalogue: Catalogue, fact: Fact) -> str:
    """What tells figures apart that are of one measure and cannot be held against each other: currency, year."""
    figure = figure_of(fact)
    return f"{catalogue.content.currency(figure)} {figure.per or ''}".strip()


def _unlike(catalogue: Catalogue, measured: Measured, facts: Sequence[Fact], first: int) -> Iterator[tuple[int, int]]:
    if not is_for_a_time(catalogue, measured.id):
        return
    for (one, a), (two, b) in combinations(enumerate(facts, first), 2):
        if not are_as_long((figure_of(a).when, figure_of(b).when)):
            yield one, two
