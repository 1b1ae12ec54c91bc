"""What happened to facts, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.model.records import Fact
from generator.model.words import counted, day_in_words


def changed_on(facts: Sequence[Fact]) -> date:
    """The day on which a fact of these was last added, checked again, corrected or withdrawn."""
    return max((day for fact in facts for day, _ in _days(fact)), default=date.min)


def history(facts: Sequence[Fact]) -> tuple[tuple[str, str], ...]:
    """What happened to these facts, day by day, newest first: 12 facts added, 1 corrected."""
    counts = Counter((day, what) for fact in facts for day, what in _days(fact))
    days = sorted({day for day, _ in counts}, reverse=True)
    found = []
    for day in days:
        parts = [
            f"{counted(counts[day, what], 'fact')} {what}"
            for what in ("withdrawn", "corrected", "checked again", "added")
            if counts[day, what]
        ]
        found.append((day_in_words(day), ", ".join(parts)))
    return tuple(found)


def _days(fact: Fact) -> Iterator[tuple[date, str]]:
    yield fact.added, "added"
    for day in fact.checked:
        yield day, "checked again"
    for correction in fact.corrections:
        yield correction.on, "corrected"
    if fact.withdrawn:
        yield fact.withdrawn.on, "withdrawn"
