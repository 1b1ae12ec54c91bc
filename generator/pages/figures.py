"""The figures of a place, a topic or a briefing: as cards, and as series over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from generator.model.records import Fact, Figure
from generator.model.when import When
from generator.model.words import is_part, unit_in_words, value_in_words
from generator.pages.notes import Notes
from generator.pages.parts import Card, Catalogue

# Of two lengths of time that count as the same, how much longer one may be.
AS_LONG = 1.5


def newest_by_measure(
    catalogue: Catalogue, facts: Sequence[Fact], *, subject: str | None, told: Set[str] = frozenset()
) -> tuple[tuple[Fact, ...], ...]:
    """The figures of each subject and measure, newest first; those about the page's own subject before others, and of
    these the measures that its summary tells, and then those that most has been said about, here and anywhere, first.

    ``facts`` are newest first.
    """
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.figure and not fact.withdrawn:
            groups[fact.about, fact.figure.measure].append(fact)
    anywhere = Counter(fact.figure.measure for fact in catalogue.newest_first if fact.figure)

    def weight(group: list[Fact]) -> tuple[bool, bool, int, int, str]:
        figure = group[0].figure
        measure = figure.measure if figure else ""
        return (
            group[0].about != subject,
            told.isdisjoint(fact.id for fact in group),
            -len(group),
            -anywhere[measure],
            measure,
        )

    return tuple(tuple(group) for group in sorted(groups.values(), key=weight))


def cards(
    catalogue: Catalogue, groups: Sequence[Sequence[Fact]], notes: Notes, *, subject: str | None
) -> tuple[Card, ...]:
    """One card a measure: its newest figure or, where sources differ, the one that leads; beside it what others say of
    the same time."""
    made = []
    for group in groups:
        first = leading(catalogue, group[0])
        said = catalogue.statements.group_of.get(first.id)
        others = [fact for fact in said.latest if fact is not first] if said else []
        made.append(card(catalogue, first, notes, subject=subject, others=others))
    return tuple(made)


def leading(catalogue: Catalogue, fact: Fact) -> Fact:
    """Of the figures of one time the one that an editor would quote first or, where they agree, the last said."""
    group = catalogue.statements.group_of.get(fact.id)
    if group is None:
        return fact
    return catalogue.content.facts[catalogue.verdict(group).leads] if group.disagrees else group.latest[-1]


def common_unit(figures: Iterable[Figure]) -> str:
    """The unit that most of these figures have; of as frequent ones the first by id."""
    counts = Counter(figure.unit for figure in figures)
    return min(counts, key=lambda unit: (-counts[unit], unit))


def are_as_long(whens: Iterable[When]) -> bool:
    """Whether times are of about the same length: an amount of half a year is no amount of a year."""
    days = [(when.last - when.first).days + 1 for when in whens]
    return max(days) <= AS_LONG * min(days)


def in_unit(catalogue: Catalogue, figure: Figure, unit: str) -> str:
    """A figure in another unit of the same scale, 25,000 petaflops; "" where nothing is gained: it has that unit, is
    money, which has no fixed rate, is a part of a whole, or counts other things (services beside models)."""
    units = catalogue.content.units
    factor = units[figure.unit].factor / units[unit].factor
    if factor == 1 or catalogue.content.currency(figure) or is_part(figure, units[figure.unit]):
        return ""
    converted = replace(figure, value=figure.value * factor, unit=unit)
    return f"{value_in_words(converted, units[unit])} {unit_in_words(converted, units[unit])}"


def card(catalogue: Catalogue, fact: Fact, notes: Notes, *, subject: str | None, others: Sequence[Fact] = ()) -> Card:
    """A fact's figure; the label names what it is about where that is not the page's own."""
    claim = notes.claim(fact)
    measure = claim.figure.measure if claim.figure else ""
    label = measure if fact.about == subject else f"{measure}, {claim.about.name}"
    return Card(label=label, claim=claim, others=notes.claims(others))
