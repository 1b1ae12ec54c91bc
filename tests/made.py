"""Content made in memory for tests: small, valid, and written in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from generator.model.content import Content
from generator.model.records import (
    Before,
    Briefing,
    Correction,
    Fact,
    FactKind,
    Figure,
    Measure,
    Passage,
    Place,
    Publisher,
    Qualifier,
    Record,
    Site,
    Source,
    Topic,
    Unit,
    Withdrawal,
)
from generator.model.when import When

READ = date(2026, 1, 5)
UNITS = {
    unit.id: unit
    for unit in (
        Unit(id="companies", family="companies", one="company", many="companies"),
        Unit(id="CNY", family="money", one="yuan", many="yuan"),
        Unit(id="USD", family="money", one="US dollar", many="US dollars"),
        Unit(id="EUR", family="money", one="euro", many="euros"),
        Unit(id="XAU", family="money", one="ounce of gold", many="ounces of gold"),
        Unit(id="m2", family="area", one="square metre", many="square metres"),
        Unit(id="km2", family="area", one="square kilometre", many="square kilometres", factor=Fraction(10**6)),
        Unit(id="share", family="share", one="of all", many="of all"),
        Unit(id="%", family="share", one="percent", many="percent", factor=Fraction(1, 100)),
    )
}
MEASURES = {
    measure.id: measure
    for measure in (
        Measure(id="companies", name="Companies", definition="C.", unit="companies", review_after=12),
        Measure(id="loose", name="Loose", definition="L.", unit="companies", review_after=18, tolerance=Fraction(10)),
        Measure(id="output", name="Output", definition="O.", unit="money", review_after=6),
        Measure(id="area", name="Area", definition="A.", unit="area", review_after=24),
        Measure(id="part", name="Part", definition="P.", unit="share", review_after=1),
    )
}
UNIT_OF = {"companies": "companies", "loose": "companies", "output": "CNY", "area": "m2", "part": "share"}
PUBLISHERS = {
    publisher.id: publisher
    for publisher in (
        *(Publisher(id=f"paper-{name}", name=f"Paper {name.upper()}", class_="trade press") for name in "abcdefgh"),
        Publisher(id="ministry", name="Ministry", class_="government"),
    )
}


def figure(
    value: Fraction | int | str = 40,
    when: str = "2024",
    measure: str = "companies",
    unit: str | None = None,
    qualifier: Qualifier | None = None,
) -> Figure:
    value = Fraction(value)
    return Figure(
        measure=measure,
        value=value,
        unit=unit or UNIT_OF[measure],
        when=When.parse(when),
        as_stated=str(value),
        qualifier=qualifier,
    )


def fact(id: str, of: Figure | None = None, *, kind: FactKind = "figure", about: str = "port", **more: Any) -> Fact:
    """A fact with a figure (40 companies in 2024 unless it says otherwise); ``plain`` makes one without."""
    return Fact(
        **{
            "id": id,
            "added": READ,
            "kind": kind,
            "about": about,
            "topics": ("trade",),
            "text": f"What {id} says.",
            "where": "paragraph 2",
            "figures": (of or figure(),),
            **more,
        }
    )


def record(
    id: str,
    *facts: Fact,
    by: str = "paper-a",
    on: str | None = "2025-03-01",
    copied_from: str | None = None,
    retrieved: date = READ,
) -> Record:
    source = Source(
        title=f"Title of {id}",
        publisher=by,
        url=f"https://example.org/{id}",
        retrieved=retrieved,
        language="en",
        published=When.parse(on) if on else None,
        derived_from=copied_from,
    )
    return Record(id=id, source=source, facts=facts)


def briefing(id: str, number: int, *facts: str, **more: Any) -> Briefing:
    return Briefing(
        **{
            "id": id,
            "number": number,
            "published": READ,
            "events": When.parse("2025"),
            "headline": f"Headline {number}",
            "bullets": (Passage(text="A bullet.", facts=facts),),
            "analysis": (Passage(text="An analysis."),),
            "gaps": (Passage(text="A gap."),),
            **more,
        }
    )


def content(records: Iterable[Record], **more: Any) -> Content:
    site = Site(
        name="Port Watch",
        description="Invented.",
        url="https://example.org/",
        authority="example.org,2026",
        language="en",
        licence="CC BY 4.0",
        licence_url="https://example.org/licence",
    )
    return Content(
        **{
            "site": site,
            "places": {
                "land": Place(id="land", name="Land", kind="country"),
                "port": Place(id="port", name="Port", kind="city", parent="land"),
                "quay": Place(id="quay", name="Quay", kind="cluster", parent="port"),
            },
            "organisations": {},
            "glossary": {},
            "names": {},
            "topics": {"trade": Topic(id="trade", name="Trade", definition="What is traded.")},
            "measures": MEASURES,
            "units": UNITS,
            "publishers": PUBLISHERS,
            "records": {record.id: record for record in records},
            "briefings": {},
            "pages": {},
            "disagreements": {},
            "changes": {},
            "speakers": {},
            "moved": {},
            "miss_rate": {},
            "refused": {},
            **more,
        }
    )


def corrected(on: str = "2026-01-10", was: str = "Something else.", reason: str = "We misread it.") -> Correction:
    return Correction(on=date.fromisoformat(on), was=Before(text=was), reason=reason)


def withdrawn(on: str = "2026-01-12", reason: str = "The source took it back.") -> Withdrawal:
    return Withdrawal(on=date.fromisoformat(on), reason=reason)
