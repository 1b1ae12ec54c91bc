"""Which items arrive by themselves and which as one digest, and in what order they came within their day.

It is decided once, when an item first comes out, and kept with the published data: a follower who has read an item by
itself never gets it again in a digest, and whoever has read the digest never gets the item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

# More than so many items of a day are a burst. It arrives as one item a source, and as no more than so many: of many
# sources the largest have their own, all others are together.
BURST, MOST_DIGESTS = 20, 5


class Coming(NamedTuple):
    """An item that is to be told: its day, the source that it is of ("" of none), whether it is a change, and whether
    it may stand in a digest."""

    guid: str
    on: date
    source: str
    is_change: bool
    may_be_digested: bool


class Told(NamedTuple):
    """How an item was told: its day and second, the key of its digest (None where it came by itself), and the day of
    the build that told it."""

    on: date
    second: int
    digest: str | None
    out: date


def told(
    coming: Sequence[Coming], before: Mapping[str, Told], today: date | None, *, days: int, most: int
) -> dict[str, Told]:
    """How each item is told, by guid: as ``before`` says or, of what is new, by the rules above.

    ``coming`` is in the order in which items came, oldest first. ``today`` is the day of the build where what was told
    before is known; without it an item is told on its own day. A feed holds ``days``
    days with items and ``most`` items: each day is sure of one, and what it has beyond that is taken from what the days
    before have left.
    """
    found = dict(before)
    delivered: dict[date, set[str]] = defaultdict(set)
    seconds: dict[date, int] = defaultdict(int)
    for guid, known in before.items():
        delivered[known.on].add(known.digest or guid)
        seconds[known.on] = max(seconds[known.on], known.second)
    new = sorted((one for one in coming if one.guid not in before), key=lambda one: one.on)
    for on, group in groupby(new, key=lambda one: one.on):
        of_day = list(group)
        earlier = sorted((day for day in delivered if day < on), reverse=True)[: days - 1]
        spent = sum(len(delivered[day]) - 1 for day in earlier)
        allowed = min(BURST, 1 + max(0, most - days - spent)) - len(delivered[on])
        first = seconds[on] + 1
        for second, (digest, items) in enumerate(_parted(of_day, allowed, f"{on}-{first}"), first):
            for one in items:
                found[one.guid] = Told(on, second, digest, today or on)
            delivered[on].add(digest or items[0].guid)
    return found


def _parted(items: Sequence[Coming], allowed: int, batch: str) -> Iterable[tuple[str | None, list[Coming]]]:
    """Items by themselves (None) or, of a burst, digests by their keys, in the order in which they are told."""
    if len(items) <= allowed:
        return [(None, [one]) for one in items]
    alone = [one for one in items if not one.may_be_digested]
    groups: dict[tuple[bool, str], list[Coming]] = defaultdict(list)
    for one in items:
        if one.may_be_digested:
            groups[one.is_change, one.source].append(one)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    slots = max(1, min(MOST_DIGESTS, allowed - len(alone)))
    kinds = len({is_change for is_change, _ in groups})
    kept = slots if len(ordered) <= slots else max(0, slots - kinds)
    others: dict[bool, list[Coming]] = defaultdict(list)
    for (is_change, _), several in ordered[kept:]:
        others[is_change] += several
    found = [(_key(batch, is_change, source), several) for (is_change, source), several in ordered[:kept]]
    found += [(_key(batch, is_change, ""), several) for is_change, several in others.items()]
    # What is new is above in a feed: facts below, then changes, then what is not digested.
    found.sort(key=lambda one: one[1][0].is_change)
    digests = [(None if len(several) == 1 else key, several) for key, several in found]
    return [*digests, *((None, [one]) for one in alone)]


def _key(batch: str, is_change: bool, source: str) -> str:
    return "/".join(("digests", batch, "changes" if is_change else "facts", source or "several"))
