"""Single things as rows of the published data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generator.data import rows
from generator.data.columns import Number
from generator.model.records import Fact, Figure
from generator.model.timeline import corrected_on
from generator.model.versions import tag
from generator.model.when import When
from generator.model.words import number_exactly, rounded, rounded_like
from generator.pages.page import address
from generator.pages.parts import Catalogue

# As many digits as a number of binary floating point holds for certain (IEEE 754).
DIGITS = 15


class Rows:
    """Things as rows."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._content = catalogue.content
        self._versions = catalogue.versions

    def named(self, kind: str, id: str) -> dict[str, Any]:
        """What every thing with a page has."""
        at = f"{kind}/{id}"
        return {"id": id, "tag": tag(self._content, at), "page": self._content.site.url + address(f"{at}.md")}

    def fact(self, fact: Fact) -> rows.FactRow:
        catalogue, content = self._catalogue, self._content
        source = content.record_of[fact.id].source
        publisher = content.publishers[source.publisher]
        status = catalogue.statements.status(fact)
        return rows.FactRow(
            **self.named("facts", fact.id),
            **self.figure(fact.figure),
            **self._when(fact),
            **self._dollars(fact),
            version=self._versions.of_facts[fact.id],
            kind=fact.kind,
            about=fact.about,
            about_name=content.subjects[fact.about].name,
            also_about=fact.also_about,
            topics=fact.topics,
            text=fact.text,
            said_by=fact.said_by,
            status=status.status,
            status_why=status.reason,
            newer=self._catalogue.newer.get(fact.id),
            source=content.record_of[fact.id].id,
            source_title=source.title,
            source_author=source.author,
            publisher=publisher.id,
            publisher_name=publisher.name,
            publisher_class=publisher.class_,
            source_published=source.published.text if source.published else None,
            retrieved=source.retrieved,
            source_url=source.url,
            source_archived=source.archived,
            where=fact.where,
            note=fact.note,
            age=catalogue.age(fact),
            added=fact.added,
            last_checked=catalogue.statements.last_checked(fact),
            corrections=len(fact.corrections),
            corrected=corrected_on(fact),
            withdrawn=fact.withdrawn.on if fact.withdrawn else None,
        )

    def figure(self, figure: Figure | None) -> dict[str, Any]:
        if figure is None:
            names = ("measure", "measure_name", "qualifier", "value", "value_number", "unit", "as_stated")
            return dict.fromkeys(names)
        return {
            "measure": figure.measure,
            "measure_name": self._content.measures[figure.measure].name,
            "qualifier": figure.qualifier,
            "value": number_exactly(figure.value),
            "value_number": as_number(figure.value),
            "unit": figure.unit,
            "as_stated": figure.as_stated,
        }

    def _when(self, fact: Fact) -> dict[str, Any]:
        when = self._catalogue.content.when(fact)
        if when is None:
            return dict.fromkeys(("when", "when_precision", "when_start", "when_end", "when_from"))
        own = ("figure", fact.figure.when) if fact.figure else ("", None)
        given = (own, ("fact", fact.when), ("source", when))
        return {**time(when), "when_from": next(name for name, one in given if one is when)}

    def _dollars(self, fact: Fact) -> dict[str, Any]:
        rate = self._catalogue.dollar_rate(fact)
        if rate is None or fact.figure is None:
            return dict.fromkeys(("usd", "usd_rate", "usd_rate_when"))
        return {
            "usd": as_number(rounded_like(fact.figure.value / rate.per_dollar, fact.figure.value)),
            "usd_rate": as_number(rounded(rate.per_dollar, 6)),
            "usd_rate_when": rate.of.text,
        }

    def source(self, id: str) -> rows.SourceRow:
        record = self._content.records[id]
        source, publisher = record.source, self._content.publishers[record.source.publisher]
        return rows.SourceRow(
            **self.named("sources", id),
            title=source.title,
            title_is_description=source.title_is_description,
            author=source.author,
            publisher=publisher.id,
            publisher_name=publisher.name,
            publisher_class=publisher.class_,
            url=source.url,
            archived=source.archived,
            published=source.published.text if source.published else None,
            retrieved=source.retrieved,
            language=source.language,
            derived_from=source.derived_from,
            facts=len(record.facts),
        )

    def place(self, id: str) -> rows.PlaceRow:
        place = self._content.places[id]
        return rows.PlaceRow(
            **self.named("places", id),
            version=self._versions.of_subject(id),
            name=place.name,
            name_zh=place.name_zh,
            aliases=place.aliases,
            kind=place.kind,
            parent=place.parent,
            latitude=as_number(place.position.lat) if place.position else None,
            longitude=as_number(place.position.lon) if place.position else None,
            facts=len(self._catalogue.by_subject.get(id, ())),
            facts_within=len(self._catalogue.within_subject.get(id, ())),
        )

    def organisation(self, id: str) -> rows.OrganisationRow:
        one = self._content.organisations[id]
        return rows.OrganisationRow(
            **self.named("organisations", id),
            version=self._versions.of_subject(id),
            name=one.name,
            name_zh=one.name_zh,
            aliases=one.aliases,
            kind=one.kind,
            facts=len(self._catalogue.by_subject.get(id, ())),
        )

    def topic(self, id: str) -> rows.TopicRow:
        topic = self._content.topics[id]
        return rows.TopicRow(
            **self.named("topics", id),
            version=self._versions.of_topic(topic),
            name=topic.name,
            definition=topic.definition,
            facts=len(self._catalogue.by_topic.get(id, ())),
        )

    def measure(self, id: str) -> rows.MeasureRow:
        measure = self._content.measures[id]
        return rows.MeasureRow(
            id=id,
            name=measure.name,
            definition=measure.definition,
            excludes=measure.excludes,
            unit_family=measure.unit,
            review_after_months=measure.review_after,
            tolerance_percent=as_number(measure.tolerance),
        )

    def unit(self, id: str) -> rows.UnitRow:
        unit = self._content.units[id]
        return rows.UnitRow(id=id, family=unit.family, one=unit.one, many=unit.many, factor=number_exactly(unit.factor))

    def briefing(self, id: str) -> rows.BriefingRow:
        briefing = self._content.briefings[id]
        return rows.BriefingRow(
            **self.named("briefings", id),
            version=self._versions.of_briefing(briefing),
            number=briefing.number,
            published=briefing.published,
            events=briefing.events.text,
            headline=briefing.headline,
            facts=tuple(sorted(briefing.cited)),
        )


def as_number(number: Fraction) -> Number:
    """A number as JSON has it: whole where it is whole, or else to as many digits as are certain."""
    if number.denominator == 1:
        return int(number)
    return float(f"{float(number):.{DIGITS}g}")


def time(when: When) -> dict[str, Any]:
    return {"when": when.text, "when_precision": when.precision, "when_start": when.first, "when_end": when.last}
