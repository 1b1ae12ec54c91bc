"""A place beside others of its kind: the same measure, counted by one source or else of the nearest time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.model.records import Fact, Place
from generator.model.words import months_in_words
from generator.pages.figures import are_as_long, in_unit, leading
from generator.pages.page import Link, view
from generator.pages.parts import Catalogue, Claim, SourceView


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
    """A place's figure of a measure beside those of places of its kind. ``counted_by`` is the one source that has
    them all; without it they come from several, which may not count the same."""

    measure: str
    counted_by: SourceView | None
    own: Claim
    peers: tuple[Peer, ...]


MEASURES, PEERS = 3, 3
# So many others make the figures of one source a comparison of its own.
FEWEST_COUNTED_TOGETHER = 2


def comparisons(catalogue: Catalogue, place: Place, groups: Sequence[Sequence[Fact]]) -> tuple[AmongPeers, ...]:
    """The measures of a place that places of its kind have figures of too.

    ``groups`` holds the figures of each measure, newest first. What one source counts for all is a better measure
    than what each of several counts for one, even if it is older.
    """
    alike = {other.id: other for other in catalogue.content.places.values() if other.kind == place.kind}
    found: list[AmongPeers] = []
    for group in groups:
        own = [fact for fact in group if fact.about == place.id]
        if own and len(found) < MEASURES:
            together = (_counted_together(catalogue, fact, alike) for fact in own)
            made = next(filter(None, together), None) or _nearest(catalogue, leading(catalogue, own[0]), alike)
            found += [made] if made else []
    return tuple(found)


def _counted_together(catalogue: Catalogue, own: Fact, alike: dict[str, Place]) -> AmongPeers | None:
    """A figure beside those that its source has of the same measure and time."""
    record = catalogue.content.record_of[own.id]
    others = [
        fact
        for fact in record.facts
        if fact.about in alike and fact.about != own.about and _is_like(catalogue, fact, own) and _days(fact, own) == 0
    ]
    if len({fact.about for fact in others}) < FEWEST_COUNTED_TOGETHER:
        return None
    return _beside(catalogue, own, others, counted_by=catalogue.source(record))


def _nearest(catalogue: Catalogue, own: Fact, alike: dict[str, Place]) -> AmongPeers | None:
    """A figure beside the one of each other place whose time is nearest; those nearest in time first."""
    of: dict[str, list[Fact]] = defaultdict(list)
    for id in alike:
        if id != own.about:
            of[id] = [fact for fact in catalogue.by_subject.get(id, ()) if fact.about == id]
    near = []
    for facts in of.values():
        like = [fact for fact in facts if _is_like(catalogue, fact, own)]
        if like:
            near.append(leading(catalogue, min(like, key=lambda fact: _days(fact, own))))
    near.sort(key=lambda fact: (_days(fact, own), catalogue.content.places[fact.about].name))
    return _beside(catalogue, own, near[:PEERS], counted_by=None) if near else None


def _beside(catalogue: Catalogue, own: Fact, others: Sequence[Fact], *, counted_by: SourceView | None) -> AmongPeers:
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
        converted=in_unit(catalogue, fact.figure, own.figure.unit) if fact.figure and own.figure else "",
        apart=_apart(own, fact),
    )


def _is_like(catalogue: Catalogue, fact: Fact, own: Fact) -> bool:
    """Whether a fact has a figure of the same measure and, if it is money, in the same currency and of a time as
    long."""
    if not (fact.figure and own.figure) or fact.kind not in ("figure", "profile") or fact.withdrawn:
        return False
    currency = catalogue.content.currency(own.figure)
    if fact.figure.measure != own.figure.measure or catalogue.content.currency(fact.figure) != currency:
        return False
    return not currency or are_as_long((fact.figure.when, own.figure.when))


def _days(one: Fact, two: Fact) -> int:
    """How many days lie between the ends of the times that two figures are of."""
    return abs((two.figure.when.last - one.figure.when.last).days) if one.figure and two.figure else 0


def _apart(own: Fact, other: Fact) -> str:
    """How far the other's time lies from the first: same year, 3 months later, 2 years earlier."""
    if not (own.figure and other.figure):
        return ""
    here, there = own.figure.when.last, other.figure.when.last
    if here.year == there.year:
        return "same year"
    months = 12 * (there.year - here.year) + there.month - here.month
    return f"{months_in_words(abs(months))} {'later' if months > 0 else 'earlier'}"
