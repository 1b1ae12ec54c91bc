"""The numbers next to the claims of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.model.records import Fact, Passage
from generator.model.words import counted, when_in_words
from generator.pages.page import Link
from generator.pages.parts import NO_DATE, Catalogue, CitedPassage, Claim, Ledger, SourceView

# How many rows of a list by date stand on a page, and how few more are not worth a page of their own.
ROWS, FEWEST_MORE = 4, 2


class Notes:
    """The sources of one page, numbered in the order in which the page first names them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self._facts: Counter[str] = Counter()

    def claim(self, fact: Fact) -> Claim:
        """A fact as a claim of this page, with the number of its source and its own label (2, 2b)."""
        record = self._catalogue.content.record_of[fact.id]
        number = self._numbers.setdefault(record.id, len(self._numbers) + 1)
        if fact.id not in self._labels:
            self._labels[fact.id] = f"{number}{_letters(self._facts[record.id])}"
            self._facts[record.id] += 1
        return self._catalogue.claim(fact, number, self._labels[fact.id])

    def claims(self, facts: Iterable[Fact]) -> tuple[Claim, ...]:
        """Facts as claims of this page, in their order."""
        return tuple(map(self.claim, facts))

    def ledger(self, facts: Sequence[Fact], more: str, one: str = "fact") -> Ledger:
        """Facts as a list by date; of a long one the newest, and a link to the page with all of them. ``one`` is what
        they are counted as."""
        rest = facts[ROWS:] if len(facts) > ROWS + FEWEST_MORE else ()
        link = None
        if rest:
            when = self._catalogue.content.when(rest[0])
            name = f"{counted(len(rest), 'older fact')}, of {when_in_words(when) if when else NO_DATE} and before"
            link = Link(path=more, name=name)
        return Ledger(claims=self.claims(facts[: len(facts) - len(rest)]), more=link, count=counted(len(facts), one))

    def passages(self, passages: Iterable[Passage]) -> tuple[CitedPassage, ...]:
        """Passages with the claims that they stand on."""
        facts = self._catalogue.content.facts
        return tuple(
            CitedPassage(words=self._catalogue.words_of(passage), claims=self.claims(facts[id] for id in passage.facts))
            for passage in passages
        )

    def take(self, sources: Iterable[SourceView]) -> None:
        """Begin with the sources that a part of the page has numbered already."""
        for source in sources:
            self._numbers[source.path.removeprefix("sources/").removesuffix(".md")] = source.number

    def sources(self) -> tuple[SourceView, ...]:
        """The sources that were numbered, in the order of their numbers."""
        records = self._catalogue.content.records
        return tuple(self._catalogue.source(records[id], number) for id, number in self._numbers.items())


def _letters(number: int) -> str:
    """Nothing for the first, then b, c … z, ba, bb …"""
    found = ""
    while number:
        number, letter = divmod(number, 26)
        found = chr(ord("a") + letter) + found
    return found
