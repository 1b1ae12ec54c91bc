"""What a series says, in words: its finding, its description for those who do not see it, how to read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.draw.charts import Join, Mark
from generator.model.records import Fact, Figure
from generator.model.speakers import Speakers
from generator.model.when import When
from generator.model.words import when_in_words
from generator.pages.parts import Claim, Piece, Words


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a series: its fact, and the claim that a page makes of it.

    ``voice`` tells who says it from others, ``speaker`` is what that one is called.
    """

    fact: Fact
    figure: Figure
    claim: Claim
    voice: str
    speaker: str
    number: str
    number_and_unit: str

    @classmethod
    def of(cls, fact: Fact, claim: Claim, speakers: Speakers) -> Point:
        """The point of a fact that has a figure. Raises ``ValueError`` of a fact without one."""
        if fact.figure is None or claim.figure is None:
            raise ValueError(f"{fact.id} has no figure")
        shown, voice = claim.figure, speakers.voice(fact).key
        words = f"{shown.number} {shown.unit}".strip()
        return cls(fact, fact.figure, claim, voice, speakers.label(fact), shown.number, words)

    @property
    def is_target(self) -> bool:
        """Whether it was planned, not reported."""
        return self.fact.kind == "target"

    @property
    def fits(self) -> bool:
        """Whether it fits the others of its series."""
        return not self.fact.odd

    @property
    def is_joined(self) -> bool:
        """Whether a line may go through it: it fits the others and is no range."""
        return self.fits and self.figure.to is None

    @property
    def words(self) -> str:
        """Its figure with hedge and unit: more than 500 billion yuan."""
        return f"{self.figure.qualifier or ''} {self.number_and_unit}".strip()


@dataclass(frozen=True, slots=True)
class Time:
    """What stands at one time of a series. Without ``leads`` no line goes through it."""

    when: When
    points: tuple[Point, ...]
    leads: Point | None
    disagrees: bool
    is_target: bool

    @property
    def fits(self) -> bool:
        """Whether one of its figures fits the others of the series."""
        return any(point.fits for point in self.points)

    @property
    def kind(self) -> str:
        """A line joins like with like: whole years, halves, quarters, or moments within them."""
        if self.is_target or self.when.is_span:
            return ""
        return "moment" if self.when.precision in ("month", "day") else self.when.precision

    @property
    def words(self) -> str:
        """The figure that leads or, where sources differ and none does, the least and the most."""
        if self.leads:
            return self.leads.words
        ends = sorted(self.points, key=lambda point: point.figure.low)
        return f"{ends[0].words} or {ends[-1].words}"


def finding(times: Sequence[Time]) -> str:
    """What a series shows, in a sentence or more."""
    figures = [time for time in times if not time.is_target]
    sentences = [_movement([time for time in figures if time.fits] or figures)]
    ahead = [time for time in times if time.is_target and not (figures and time.when.last <= figures[-1].when.last)]
    if said := list(dict.fromkeys(f"{time.words} for {when_in_words(time.when)}" for time in ahead)):
        sentences.append(f"{'Target' if len(said) == 1 else 'Targets'}: {_listed(said)}")
    if disputed := [when_in_words(time.when) for time in times if time.disagrees]:
        sentences.append(f"Sources differ for {_listed(disputed)}")
    return "".join(f"{sentence}. " for sentence in sentences).rstrip()


def finding_in_words(times: Sequence[Time]) -> Words:
    """The finding with its numbers and dates told apart."""
    said: dict[str, Piece] = {}
    for time in times:
        said[when_in_words(time.when).lower()] = Piece(text="", when=str(time.when))
        for point in time.points:
            number = Piece(text="", fact=point.fact.id, figure=point.figure.name or "", is_target=point.is_target)
            said.setdefault(point.words.lower(), number)
    longest_first = sorted(said, key=len, reverse=True)
    any_of = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    parts = any_of.split(finding(times)) if said else [finding(times)]
    pieces = (replace(said.get(part.lower(), Piece(text="")), text=part) for part in parts if part)
    return Words(pieces=tuple(pieces))


def _movement(times: Sequence[Time]) -> str:
    """From the first to the last figure of the kind of time that most of them have."""
    # Of kinds that are as frequent the one with the newest figure.
    (kind, _), *_ = Counter(map(_length, reversed(times))).most_common()
    same = [time for time in times if _length(time) == kind]
    first, last, newest = same[0], same[-1], times[-1]
    if first is last:
        said = f"{_capital(last.words)} ({when_in_words(last.when)})"
    elif first.words == last.words:
        said = f"{_capital(last.words)} both in {when_in_words(first.when)} and in {when_in_words(last.when)}"
    else:
        ends = [f"{time.words} ({when_in_words(time.when)})" for time in (first, last)]
        # What two speakers count need not be the same thing that grew or shrank.
        is_one = any(point.voice == other.voice for point in first.points for other in last.points)
        said = f"From {ends[0]} to {ends[1]}" if is_one else f"By different counts {' and '.join(ends)}"
    return said if newest is last else f"{said}. Newest: {newest.words} ({when_in_words(newest.when)})"


def _length(time: Time) -> str:
    """What times share that can be told in one sentence: their kind or, of a span, how long it is."""
    return time.kind or str(time.when.months or time.when)


def description(times: Sequence[Time]) -> str:
    """Every figure of a series with who says it, as sentences."""
    sentences = []
    for time in times:
        said = ", ".join(_said(point) for point in time.points)
        sentences.append(f"{when_in_words(time.when)}: {'target of ' if time.is_target else ''}{said}.")
    return " ".join(sentences)


def _said(point: Point) -> str:
    return f"{point.words} ({point.speaker}{'' if point.fits else ', does not fit the others'})"


def scale(unit: str, times: Sequence[Time]) -> str:
    """The unit and the years of a series: Yuan, 2018 to 2022."""
    first, last = min(time.when.first.year for time in times), max(time.when.last.year for time in times)
    return f"{_capital(unit)}, {first}" + (f" to {last}" if last > first else "")


def signs(marks: Sequence[Mark], joins: Sequence[Join], *, is_disputed: bool) -> str:
    """How to read the signs that are in a chart."""
    bounds = {mark.bound for mark in marks}
    known = {
        "Arrow up: more than.": "above" in bounds,
        "Arrow down: nearly, or less than.": "below" in bounds,
        "Wave: about.": "about" in bounds,
        "Upright bar: range.": any(mark.to is not None for mark in marks),
        "Open mark: target.": any(mark.is_target for mark in marks),
        "Bracket: sources differ.": is_disputed,
        "Line: figures of one speaker or study.": bool(joins) and len({mark.voice for mark in marks}) > 1,
        "Dashes: none of that speaker between.": any(join.has_gap for join in joins),
    }
    return " ".join(sign for sign, is_there in known.items() if is_there)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
