"""What the search knows: things with a name, and facts with their figures, as compact rows.

The browser reads them and builds its index; nothing here is an index, which would be larger than its rows. Rows are
columns, and what many rows share is said once in a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from generator.model.records import Fact
from generator.model.words import day_in_words, when_in_words
from generator.pages.figures import newest_by_series
from generator.pages.page import Page, address
from generator.pages.parts import ORGANISATION_KINDS, PLACE_KINDS, Catalogue
from generator.pages.search import found_pages
from generator.search.words import read

# A number of the format: the script asks for rows of its own.
FORMAT = 1
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class Table:
    """Values that many rows share, each said once; ``of`` is its number."""

    def __init__(self) -> None:
        self.values: dict[Any, int] = {}

    def of(self, value: Any) -> int:
        """The number of a value, which is new or known."""
        return self.values.setdefault(value, len(self.values))


class Rows:
    """The rows of a site: ``head`` is all but the facts, ``facts`` are columns of those."""

    def __init__(self, catalogue: Catalogue, pages: Iterable[Page]) -> None:
        self.catalogue, self._pages = catalogue, tuple(pages)
        content = catalogue.content
        # Facts of one thing and measure lie together: what is asked for together is then fetched together.
        self.facts_in_order: tuple[Fact, ...] = tuple(
            sorted(
                catalogue.newest_first,
                key=lambda fact: (fact.about, fact.figure.measure if fact.figure else "~"),
            )
        )
        self._number = {fact.id: number for number, fact in enumerate(self.facts_in_order)}
        self._measures, self._units, self._whens, self._speakers, self._states = (Table() for _ in range(5))
        self._subjects = Table()
        for id in (*content.places, *content.organisations):
            self._subjects.of(id)

    @property
    def measure_ids(self) -> list[str]:
        """The ids of the measures, in the order in which facts name them by number."""
        return list(self._measures.values)

    @property
    def subject_ids(self) -> list[str]:
        """The ids of places and organisations, in the order in which facts name them by number."""
        return list(self._subjects.values)

    def number_of(self, fact: str) -> int:
        """The number of a fact."""
        return self._number[fact]

    @cached_property
    def _leads(self) -> frozenset[str]:
        """The ids of the facts that lead a series."""
        statements = self.catalogue.statements
        return frozenset(
            statements.lead(series.figures[::-1]).id for series in statements.series.values() if series.figures
        )

    def _lead_of(self, subject: str, measure: str | None) -> int:
        """The number of the fact that tells first how large a thing is, or else of its newest; -1 of one without. A row
        shows a fact's first figure, so that one whose further figure tells it is left out."""
        facts = self.catalogue.by_subject.get(subject, ())
        for series in newest_by_series(self.catalogue, facts, subject=subject, lead=measure):
            first = self.catalogue.statements.lead(series)
            if first.about == subject and first.figure == self.catalogue.content.facts[first.id].figure:
                return self._number[first.id]
        newest = self.catalogue.news_of(facts)
        return self._number[newest.id] if newest else -1

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """The facts, column by column."""
        catalogue, rows = self.catalogue, self.facts_in_order
        claims = [catalogue.claim(fact) for fact in rows]
        # The number of each briefing among the things, where they stand behind what ``_named`` names before them.
        before = len(self._subjects.values) + len(catalogue.content.topics)
        briefings = {briefing.id: before + number for number, briefing in enumerate(catalogue.briefings)}

        def column(get: Callable[[Fact], Any]) -> list[Any]:
            return [get(fact) for fact in rows]

        return {
            "id": column(lambda fact: fact.id),
            "about": column(lambda fact: self._subjects.of(fact.about)),
            "also": column(lambda fact: [self._subjects.of(id) for id in fact.also_about] or 0),
            # A letter each: a profile is told as background, and a policy begins like it.
            "kind": column(lambda fact: "b" if fact.kind == "profile" else fact.kind[0]),
            "measure": column(lambda fact: self._measures.of(fact.figure.measure) if fact.figure else -1),
            "hedge": [claim.figure.qualifier if claim.figure else "" for claim in claims],
            "number": [claim.figure.number if claim.figure else "" for claim in claims],
            "unit": [
                self._units.of((claim.figure.unit, fact.figure.unit)) if claim.figure and fact.figure else -1
                for fact, claim in zip(rows, claims, strict=True)
            ],
            "when": [self._whens.of(claim.when) for claim in claims],
            "speaker": [self._speakers.of(claim.speaker) for claim in claims],
            "state": [self._states.of(claim.status) for claim in claims],
            "newer": column(lambda fact: self._number[catalogue.newer[fact.id]] if fact.id in catalogue.newer else -1),
            "lead": column(lambda fact: int(fact.id in self._leads)),
            "carried": column(lambda fact: [briefings[one.id] for one in catalogue.cited_in.get(fact.id, ())] or 0),
            "text": [claim.text for claim in claims],
            "more": column(_more),
        }

    def facts_by_word(self) -> dict[str, list[int]]:
        """The numbers of the facts that have each word, as the search reads them."""
        found: dict[str, list[int]] = defaultdict(list)
        head, columns = self.head, self.columns
        names = head["things"]["name"]
        for number, fact in enumerate(self.facts_in_order):
            texts = [columns[name][number] for name in ("id", "hedge", "number", "text", "more")]
            texts[1:3] = [" ".join((*texts[1:3], head["units"][columns["unit"][number]][0]))] if fact.figure else []
            texts += [head["whens"][columns["when"][number]], head["speakers"][columns["speaker"][number]]]
            texts += [names[thing] for thing in (columns["about"][number], *(columns["also"][number] or ()))]
            texts += head["measures"][columns["measure"][number]] if fact.figure else ()
            for word in sorted({word for text in texts for word in read(text)}):
                found[word].append(number)
        return found

    @cached_property
    def head(self) -> dict[str, Any]:
        """All but the facts: things by columns, and the tables. Facts have to be read before the tables are full."""
        content, facts = self.catalogue.content, self.columns
        things = list(self._named())
        # Of a measure's words, a fact has the English ones in its sentence.
        measures = [
            (one.name, _chinese_words(one.words)) for one in (content.measures[id] for id in self._measures.values)
        ]
        return {
            "format": FORMAT,
            "things": {
                name: [thing[at] for thing in things]
                for at, name in enumerate(("address", "kind", "name", "others", "line", "fact"))
            },
            "measures": measures,
            "units": [[said, _chinese_words(content.units[id].words)] for said, id in self._units.values],
            "whens": list(self._whens.values),
            "speakers": list(self._speakers.values),
            "states": list(self._states.values),
            "count": len(facts["id"]),
        }

    def _named(self) -> Iterator[tuple[str, str, str, list[str], str, int]]:
        """What has a name: address, kind, name, other names, a line, and the number of the fact that leads it or -1.
        Places and organisations come first, in the order in which facts name them by number."""
        catalogue, content = self.catalogue, self.catalogue.content
        for place in content.places.values():
            others = [*([place.name_zh] if place.name_zh else []), *place.aliases, *place.adjectives]
            within = content.places[place.parent].name if place.parent else ""
            lead = self._lead_of(place.id, place.lead)
            yield f"places/{place.id}/", PLACE_KINDS[place.kind].lower(), place.name, others, within, lead
        for one in content.organisations.values():
            others = [*([one.name_zh] if one.name_zh else []), *one.aliases]
            lead = self._lead_of(one.id, None)
            yield f"organisations/{one.id}/", ORGANISATION_KINDS[one.kind].lower(), one.name, others, "", lead
        for topic in content.topics.values():
            yield f"topics/{topic.id}/", "topic", topic.name, [], topic.definition, -1
        for briefing in catalogue.briefings:
            said = f"Briefing {briefing.number}"
            line = f"{said}, {day_in_words(briefing.published)}"
            yield f"briefings/{briefing.id}/", "briefing", briefing.headline, [said], line, -1
        for term in content.glossary.values():
            others = [*([term.name_zh] if term.name_zh else []), *self._other_forms(term.name)]
            yield f"glossary/#{term.id}", "term", term.name, others, _begun(term.meaning), -1
        for page, names in found_pages(catalogue, self._pages):
            yield address(page.path), "page", page.title, list(names), page.description, -1

    def _other_forms(self, name: str) -> list[str]:
        """What a declared name is also called: the World Artificial Intelligence Conference is WAIC."""
        declared = ((one.name, *one.names) for one in self.catalogue.content.names.values())
        return [form for forms in declared if name in forms for form in forms if form != name]


def _begun(sentence: str, most: int = 10) -> str:
    """A sentence, or its first words where it has more than ``most``."""
    words = sentence.split()
    return sentence if len(words) <= most else f"{' '.join(words[:most]).rstrip(',;:')} …"


def _chinese_words(words: Iterable[str]) -> str:
    """The Chinese among words of a registry, each once, as they are written in either script."""
    parts = (part for word in words for part in re.split("[ &*]+", word) if _CHINESE.search(part))
    return " ".join({"".join(read(part)): part for part in parts}.values())


def _more(fact: Fact) -> str:
    """What a fact says besides its sentence and its first figure: words in Chinese, and its further figures."""
    stated: Sequence[str] = [one.as_stated for one in fact.figures if _CHINESE.search(one.as_stated)]
    times = [when_in_words(one.when) for one in fact.figures[1:] if one.when != fact.figures[0].when]
    return " ".join((*stated, *times))
