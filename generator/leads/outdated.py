"""Corrections and withdrawals that other pages still tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from generator.bind.vocabulary import vocabulary
from generator.model.content import Content
from generator.model.records import Briefing, Correction, Fact, Passage
from generator.model.series import is_same_time
from generator.model.words import when_in_words
from generator.quantities import Reader, reader_for

_Amount = tuple[Fraction, str]


@dataclass(frozen=True, slots=True)
class OutdatedMention:
    """A page that may still tell what a fact does not say any more: the page's address; the fact; the day of its
    correction or withdrawal; the old words that the page has and, where it may tell it in others, what changed."""

    page: str
    fact: Fact
    on: date
    words: str
    is_withdrawn: bool = False
    asks: str = ""


# What changes what a passage may say of a fact, in words that no program finds.
_IN_OTHER_WORDS = ("kind", "about", "measure", "unit", "qualifier", "per")


def outdated_mentions(content: Content) -> Iterator[OutdatedMention]:
    """Every such page, by fact and page. ``content`` has no slots: what a slot prints is the fact's own."""
    return _Pages(content).run()


class _Pages:
    def __init__(self, content: Content) -> None:
        self.content = content
        self._reader: Reader | None = None
        # The passages that cite each fact, with their page and, of a briefing, itself.
        self._citing: dict[str, list[tuple[str, Briefing | None, Passage]]] = {}
        for briefing in sorted(content.briefings.values(), key=lambda one: one.id):
            verdict = (briefing.verdict,) if briefing.verdict else ()
            items = (Passage(text=f"{item.heading}. {item.text}", facts=item.facts) for item in briefing.items)
            for passage in (*briefing.bullets, *verdict, *briefing.analysis, *items, *briefing.gaps):
                self._add(f"briefings/{briefing.id}", briefing, passage)
        for place in sorted(content.places.values(), key=lambda one: one.id):
            for passage in (*place.summary, *place.gaps):
                self._add(f"places/{place.id}", None, passage)

    def _add(self, page: str, briefing: Briefing | None, passage: Passage) -> None:
        for fact in passage.facts:
            self._citing.setdefault(fact, []).append((page, briefing, passage))

    @property
    def reader(self) -> Reader:
        self._reader = self._reader or reader_for(vocabulary(self.content))
        return self._reader

    def run(self) -> Iterator[OutdatedMention]:
        for fact in self.content.facts.values():
            found: dict[str, OutdatedMention] = {}
            if fact.withdrawn:
                found = {one.page: one for one in self._mentions(fact, fact.withdrawn.on, None)}
            for correction in () if fact.withdrawn else sorted(fact.corrections, key=lambda one: one.on, reverse=True):
                for one in (*self._mentions(fact, correction.on, correction), *self._same_elsewhere(fact, correction)):
                    if one.page not in found or (one.words and not found[one.page].words):
                        found[one.page] = one
            yield from found.values()

    def _mentions(self, fact: Fact, on: date, correction: Correction | None) -> Iterator[OutdatedMention]:
        changed = [name for name in _IN_OTHER_WORDS if correction and getattr(correction.was, name) is not None]
        asks = f" (its {' and '.join(changed)})" if changed else ""
        for page, briefing, passage in self._citing.get(fact.id, ()):
            if briefing and any(note.on >= on for note in briefing.notes):
                continue
            words = self._old_words(fact, correction, passage) if correction else ""
            # What was written after a correction knows of it; a page without a day is asked about only for its words.
            is_older = briefing is not None and briefing.published < on
            if words or correction is None or (changed and is_older):
                yield OutdatedMention(page, fact, on, words, correction is None, asks)

    def _old_words(self, fact: Fact, correction: Correction, passage: Passage) -> str:
        """What a passage says that only the fact as it was before says."""
        cited = [self.content.facts[id] for id in passage.facts if id in self.content.facts]
        was = correction.was
        for when in (was.when, was.figure_when):
            if when and not any(when in self._whens(one) for one in cited) and when_in_words(when) in passage.text:
                return when_in_words(when)
        if was.said_by:
            speaker = was.said_by.partition(",")[0]
            if speaker in passage.text and not any(one.said_by and speaker in one.said_by for one in cited):
                return speaker
        old = self._old_amounts(fact, correction)
        has = {self._amount(figure.value, figure.unit) for one in cited for figure in one.figures}
        for quantity in self.reader.read(passage.text) if old - has else ():
            if quantity.kind == "amount" and quantity.value is not None:
                said = self._amount(quantity.value, quantity.unit or "")
                # What is counted has a noun of its own in prose.
                if said in old - has or any(quantity.value == value for value, _ in old - has):
                    return quantity.text.strip()
        return ""

    def _whens(self, fact: Fact) -> list[object]:
        published = self.content.record_of[fact.id].source.published
        return [fact.when, published, *(figure.when for figure in fact.figures)]

    def _old_amounts(self, fact: Fact, correction: Correction) -> set[_Amount]:
        """The amounts that a fact had before a correction and has no more."""
        was, lead = correction.was, fact.figure
        found: set[_Amount] = set()
        if lead and (was.value is not None or was.unit is not None):
            found.add(self._amount(lead.value if was.value is None else was.value, was.unit or lead.unit))
        for before in was.figures:
            now = next((one for one in fact.figures if one.name == before.name), None)
            unit = before.unit or (now.unit if now else None)
            if unit and before.value is not None:
                found.add(self._amount(before.value, unit))
        if was.text:
            # Of what is counted the noun is the text's own, so that its value alone tells it.
            still = {quantity.value for quantity in self.reader.read(fact.text)}
            for quantity in self.reader.read(was.text):
                if quantity.kind == "amount" and quantity.value is not None and quantity.value not in still:
                    found.add(self._amount(quantity.value, quantity.unit or ""))
        return found - {self._amount(figure.value, figure.unit) for figure in fact.figures}

    def _amount(self, value: Fraction, unit: str) -> _Amount:
        """A value in the smallest unit of its family, and that family: equal for 2 km2 and 2,000,000 m2."""
        known = self.content.units.get(unit)
        if known is None:
            return value, unit
        return value * known.factor, unit if known.family == "money" else known.family

    def _same_elsewhere(self, fact: Fact, correction: Correction) -> Iterator[OutdatedMention]:
        """Other facts of the same thing, measure and time that have the amount that the fact had before."""
        old = self._old_amounts(fact, correction)
        for other in self.content.facts.values() if old else ():
            if other.about == fact.about and other.id != fact.id and not other.withdrawn:
                if words := self._shares(fact, other, old):
                    yield OutdatedMention(f"facts/{other.id}", fact, correction.on, words)

    def _shares(self, fact: Fact, other: Fact, old: Iterable[_Amount]) -> str:
        for one in fact.figures:
            for two in other.figures:
                is_same = one.measure == two.measure and is_same_time(
                    self.content.measures[one.measure], one.when, two.when
                )
                if is_same and self._amount(two.value, two.unit) in old:
                    return two.as_stated
        return ""
