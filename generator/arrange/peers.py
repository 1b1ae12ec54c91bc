"""A place beside others of its kind: the same measure, the same or the nearest year."""

from __future__ import annotations

from collections.abc import Sequence

from generator.arrange.catalogue import Catalogue
from generator.records import Fact, Place
from generator.views import AmongPeers, Peer
from generator.wording import counted

MEASURES, PEERS = 3, 3


def comparisons(catalogue: Catalogue, place: Place, newest: Sequence[Fact]) -> tuple[AmongPeers, ...]:
    """The measures of a place that places of its kind have figures of too. ``newest`` holds one figure a measure."""
    alike = [other for other in catalogue.content.places.values() if other.kind == place.kind and other is not place]
    found: list[AmongPeers] = []
    for fact in newest:
        if fact.about != place.id or fact.figure is None:
            continue
        nearest = [(other, near) for other in alike if (near := _nearest(catalogue, other, fact))]
        nearest.sort(key=lambda pair: (abs(_years(fact, pair[1])), pair[0].name))
        if nearest and len(found) < MEASURES:
            measure = catalogue.content.measures[fact.figure.measure]
            found.append(
                AmongPeers(
                    measure=measure.name,
                    definition=measure.definition,
                    own=catalogue.claim(fact),
                    peers=tuple(
                        Peer(
                            place=catalogue.subject_link(other.id),
                            claim=catalogue.claim(near),
                            apart=_apart(_years(fact, near)),
                        )
                        for other, near in nearest[:PEERS]
                    ),
                )
            )
    return tuple(found)


def _nearest(catalogue: Catalogue, place: Place, fact: Fact) -> Fact | None:
    """A place's figure of a fact's measure and unit whose year is nearest; of those equally near, the newest."""
    same = [
        other
        for other in catalogue.by_subject.get(place.id, ())
        if other.about == place.id
        and other.figure
        and fact.figure
        and other.kind in ("figure", "profile")
        and not other.withdrawn
        and (other.figure.measure, other.figure.unit) == (fact.figure.measure, fact.figure.unit)
    ]
    return min(same, key=lambda other: abs(_years(fact, other)), default=None)


def _years(one: Fact, two: Fact) -> int:
    """How many years the second figure lies after the first."""
    return two.figure.when.last.year - one.figure.when.last.year if one.figure and two.figure else 0


def _apart(years: int) -> str:
    if years == 0:
        return "same year"
    return f"{counted(abs(years), 'year')} {'later' if years > 0 else 'earlier'}"
