"""A place and others of its kind: the same measure, counted by one source or else of the nearest time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from generator.model.records import Fact, Place, PlaceKind
from generator.model.series import figure_of
from generator.model.when import When, are_as_long
from generator.model.words import months_in_words
from generator.pages.figures import in_unit
from generator.pages.page import Link, view
from generator.pages.parts import Catalogue, Claim, SourceView

MEASURES, PEERS = 3, 3
# So many others make the figures of one source a comparison of its own.
FEWEST_COUNTED_TOGETHER = 2


@view
class Peer:
    """Another place's figure of the same measure, and how far in time it lies from the first: 2 years earlier."""

    place: Link
    claim: Claim
    # The same in the unit of the first, where it has another.
    converted: str
    apart: str


@view
class AmongPeers:
    """A place's figure of a measure and those of places of its kind. ``counted_by`` is the one source that has them
    all; without it they come from several, which may not count the same."""

    measure: str
    counted_by: SourceView | None
    own: Claim
    peers: tuple[Peer, ...]


class Peers:
    """The places of a catalogue, each among those of its kind."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        # What is nearest to a figure is the same for all figures of its measure, unit and time.
        self._nearest_to: dict[tuple[PlaceKind, str, str, str | None, When], tuple[Fact, ...]] = {}

    def comparisons(self, place: Place, groups: Sequence[Sequence[Fact]]) -> tuple[AmongPeers, ...]:
        """The measures of a place that places of its kind have figures of too.

        ``groups`` holds the figures of each series, newest first. What is compared is the figure that the page itself
        leads with, if nobody disputes it: one source's figures of all or, without that, the nearest of each.
        """
        found: list[AmongPeers] = []
        measures: set[str] = set()
        for group in groups:
            own = self._catalogue.statements.compared([fact for fact in group if fact.about == place.id])
            if own is None or len(found) == MEASURES or figure_of(own).measure in measures:
                continue
            if made := self._counted_together(own, place.kind) or self._nearest(own, place.kind):
                found.append(made)
                measures.add(figure_of(own).measure)
        return tuple(found)

    def _counted_together(self, own: Fact, kind: PlaceKind) -> AmongPeers | None:
        """A figure and those that its source has of the same measure and time."""
        catalogue = self._catalogue
        record = catalogue.content.record_of[own.id]
        others = [
            fact
            for fact in record.facts
            if self._is_about(fact, kind)
            and fact.about != own.about
            and _is_like(catalogue, fact, own)
            and _days(fact, own) == 0
            and not fact.odd
        ]
        if len({fact.about for fact in others}) < FEWEST_COUNTED_TOGETHER:
            return None
        return _compared(catalogue, own, others, counted_by=catalogue.source(record))

    def _nearest(self, own: Fact, kind: PlaceKind) -> AmongPeers | None:
        """A figure and the one of each other place whose time is nearest; those nearest in time first."""
        figure = figure_of(own)
        key = kind, figure.measure, figure.unit, figure.per, figure.when
        if key not in self._nearest_to:
            near = self._nearest_of_each(own, kind)
            name_of = self._catalogue.content.places
            self._nearest_to[key] = tuple(sorted(near, key=lambda fact: (_days(fact, own), name_of[fact.about].name)))
        others = tuple(islice((fact for fact in self._nearest_to[key] if fact.about != own.about), PEERS))
        return _compared(self._catalogue, own, others, counted_by=None) if others else None

    def _nearest_of_each(self, own: Fact, kind: PlaceKind) -> Iterator[Fact]:
        for facts in self._catalogue.by_measure.get(figure_of(own).measure, {}).values():
            if self._is_about(facts[0], kind):
                like = (fact for fact in facts if _is_like(self._catalogue, fact, own))
                if nearest := self._catalogue.statements.compared(sorted(like, key=lambda fact: _days(fact, own))):
                    yield nearest

    def _is_about(self, fact: Fact, kind: PlaceKind) -> bool:
        place = self._catalogue.content.places.get(fact.about)
        return place is not None and place.kind == kind


def _compared(catalogue: Catalogue, own: Fact, others: Sequence[Fact], *, counted_by: SourceView | None) -> AmongPeers:
    claim = catalogue.claim(own)
    return AmongPeers(
        measure=claim.figure.measure if claim.figure else "",
        counted_by=counted_by,
        own=claim,
        peers=tuple(_peer(catalogue, own, fact) for fact in others),
    )


def _peer(catalogue: Catalogue, own: Fact, fact: Fact) -> Peer:
    return Peer(
        place=catalogue.subject_link(fact.about),
        claim=catalogue.claim(fact),
        converted=in_unit(catalogue, fact, figure_of(own).unit),
        apart=_apart(own, fact),
    )


def _is_like(catalogue: Catalogue, fact: Fact, own: Fact) -> bool:
    """Whether a fact has a figure of the same measure and for the same (a person, a total), of a flow of a time as
    long and, if it is money, in a currency that there is a rate for."""
    figure, mine = fact.figure, figure_of(own)
    if figure is None or fact.kind not in ("figure", "profile") or fact.withdrawn:
        return False
    if (figure.measure, figure.per) != (mine.measure, mine.per):
        return False
    is_money = bool(catalogue.content.currency(mine))
    is_flow = is_money or catalogue.content.measures[mine.measure].kind == "flow"
    if is_flow and not are_as_long((figure.when, mine.when)):
        return False
    return not is_money or figure.unit == mine.unit or catalogue.converted(fact, mine.unit) is not None


def _days(one: Fact, two: Fact) -> int:
    """How many days lie between the ends of the times that two figures are of."""
    return abs((figure_of(two).when.last - figure_of(one).when.last).days)


def _apart(own: Fact, other: Fact) -> str:
    """How far the other's time lies from the first: same year, 3 months later, 2 years earlier."""
    here, there = figure_of(own).when.last, figure_of(other).when.last
    if here.year == there.year:
        return "same year"
    months = 12 * (there.year - here.year) + there.month - here.month
    return f"{months_in_words(abs(months))} {'later' if months > 0 else 'earlier'}"
