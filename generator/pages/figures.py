"""The figures of a place, an organisation, a topic or a briefing, as cards; and figures in other units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from fractions import Fraction

from generator.model.records import Fact, Figure
from generator.model.series import SeriesKey, series_key
from generator.model.words import figure_in_words, is_part
from generator.pages.notes import Notes
from generator.pages.parts import Card, Catalogue


def newest_by_series(
    catalogue: Catalogue,
    facts: Sequence[Fact],
    *,
    subject: str | None,
    lead: str | None = None,
    told: Set[str] = frozenset(),
) -> tuple[tuple[Fact, ...], ...]:
    """The figures of each series among facts, each as the fact led by it, newest first; no target and nothing
    withdrawn.

    Series about the page's own ``subject`` come first, of these the one of the measure ``lead``, then those of which
    its summary has ``told`` facts (by id), then those with most figures, here and anywhere.
    """
    groups: dict[SeriesKey, list[Fact]] = defaultdict(list)
    for fact in catalogue.by_each_figure(facts):
        if not fact.withdrawn and (key := series_key(catalogue.content, fact)):
            groups[key].append(fact)

    def weight(key: SeriesKey) -> tuple[bool, bool, bool, int, int, SeriesKey]:
        is_told = not told.isdisjoint(fact.id for fact in groups[key])
        anywhere = catalogue.figures_by_measure[key.measure]
        return key.about != subject, key.measure != lead, not is_told, -len(groups[key]), -anywhere, key

    return tuple(tuple(groups[key]) for key in sorted(groups, key=weight))


def cards(
    catalogue: Catalogue, groups: Sequence[Sequence[Fact]], notes: Notes, *, subject: str | None
) -> tuple[Card, ...]:
    """One card a series: the figure that leads it, and what others say of the same time."""
    made = []
    for group in groups:
        first = catalogue.statements.lead(group)
        said = catalogue.statements.group(first)
        others = [fact for fact in said.latest if fact is not first] if said else []
        made.append(card(catalogue, first, notes, subject=subject, others=others))
    return tuple(made)


def card(catalogue: Catalogue, fact: Fact, notes: Notes, *, subject: str | None, others: Sequence[Fact] = ()) -> Card:
    """A fact's figure; the label names what it is about where that is not the page's own."""
    claim = notes.claim(fact)
    measure = claim.figure.measure if claim.figure else ""
    label = measure if fact.about == subject else f"{measure}, {claim.about.name}"
    return Card(label=label, claim=claim, others=notes.claims(others))


def common_unit(figures: Iterable[Figure]) -> str:
    """The unit that most of these figures have; of as frequent ones the first by id."""
    counts = Counter(figure.unit for figure in figures)
    return min(counts, key=lambda unit: (-counts[unit], unit))


def in_unit(catalogue: Catalogue, fact: Fact, unit: str) -> str:
    """A fact's figure in another unit, in words: 25,000 petaflops or, of money in another currency, about 2 trillion
    yuan at the reference rate, which is said. "" where nothing is gained: it has that unit, is a part of a whole, or
    counts other things (services for models), or there is no rate."""
    figure, units = fact.figure, catalogue.content.units
    if figure is None or figure.unit == unit or is_part(figure.low, units[figure.unit]):
        return ""
    if catalogue.content.currency(figure):
        exchanged = catalogue.converted(fact, unit)
        return f"{exchanged.amount} {exchanged.rate}" if exchanged else ""
    factor = units[figure.unit].factor / units[unit].factor
    # Fifteen percent is said better than 0.15 of the whole.
    if factor == 1 or is_part(Fraction(1, 2), units[unit]):
        return ""
    to = None if figure.to is None else figure.to * factor
    return " ".join(figure_in_words(replace(figure, value=figure.value * factor, to=to), units[unit]))
