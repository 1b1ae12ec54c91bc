"""What a series says, in words: its finding, its description for those who do not see it, how to read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.model.words import when_in_words
from generator.pages.parts import Piece, Words
from generator.pages.times import Point, Time


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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
