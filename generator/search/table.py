"""What the table of facts filters and sorts by, besides what the rows of the search hold: column by column, the facts
in the order of those rows. Its words stand on its page; here are their ids.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.model.records import Fact
from generator.model.states import outcome, state
from generator.search.rows import Rows, Table

# What the table asks of facts before it shows any, of the columns of the search; where facts come in blocks, it has
# them here.
_FILTERED = ("about", "also", "kind", "measure")


def table_rows(rows: Rows, *, has_all: bool) -> dict[str, Any]:
    """The columns and what they name by number. With ``has_all`` the rows of the search hold every fact; otherwise
    these come in blocks, and what is filtered by stands here too."""
    catalogue, facts = rows.catalogue, rows.facts_in_order
    content = catalogue.content
    speakers, states, results, counted, topics = (Table() for _ in range(5))
    for topic in content.topics:
        topics.of(topic)
    place = {fact.id: at for at, fact in enumerate(catalogue.newest_first)}

    def column(get: Callable[[Fact], Any]) -> list[Any]:
        return [get(fact) for fact in facts]

    found: dict[str, Any] = {
        "topics": column(lambda fact: _short([topics.of(id) for id in fact.topics])),
        "speaker": column(lambda fact: speakers.of(catalogue.statements.speakers.class_of(fact))),
        "stands": column(lambda fact: states.of(state(catalogue, fact).name)),
        "result": column(
            lambda fact: results.of(outcome(catalogue, fact).result.replace(" ", "-") if fact.kind == "target" else "")
        ),
        "year": column(lambda fact: when.last.year if (when := content.when(fact)) else 0),
        # Its place among all facts, the newest first.
        "order": column(lambda fact: place[fact.id]),
        # Values in the smallest unit of a family, and what tells families and currencies apart.
        "counted": column(lambda fact: counted.of(_counted(rows, fact))),
        "value": column(lambda fact: _value(rows, fact)),
    }
    if not has_all:
        found |= {name: rows.columns[name] for name in _FILTERED}
    numbers = {id: number for number, id in enumerate(rows.subject_ids)}
    return {
        "facts": found,
        # The place that each lies in, by number; -1 of what lies in none.
        "within": [
            numbers[parent] if id in content.places and (parent := content.places[id].parent) else -1 for id in numbers
        ],
        "measures": rows.measure_ids,
        "topics": list(topics.values),
        "speakers": list(speakers.values),
        "states": list(states.values),
        "results": list(results.values),
    }


def _short(numbers: list[int]) -> Any:
    """One number by itself."""
    return numbers[0] if len(numbers) == 1 else numbers


def _counted(rows: Rows, fact: Fact) -> str:
    """What two figures share that can be sorted by their values."""
    if fact.figure is None:
        return ""
    content = rows.catalogue.content
    unit = content.currency(fact.figure) or content.units[fact.figure.unit].family
    return f"{unit} {fact.figure.per or ''}".strip()


def _value(rows: Rows, fact: Fact) -> float | None:
    if fact.figure is None:
        return None
    return float(f"{float(fact.figure.value * rows.catalogue.content.units[fact.figure.unit].factor):.6g}")
