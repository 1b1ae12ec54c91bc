"""The rows of the published data: every table, and the facts of each place and organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from generator.data import rows
from generator.data.published import Published
from generator.data.row_of import Rows, time
from generator.model.records import Briefing, Passage
from generator.model.series import figure_of
from generator.model.timeline import Event, changes_of_fact, events, said_since, was_and_now
from generator.model.versions import tag
from generator.pages.page import address
from generator.pages.parts import Catalogue

# What the row of a figure in a series has as the row of its fact; its time is that of the figure alone.
_IN_SERIES = (
    "about",
    "about_name",
    "measure",
    "measure_name",
    "qualifier",
    "value",
    "value_number",
    "unit",
    "said_by",
    "status",
    "source",
    "publisher_name",
)


def tables(catalogue: Catalogue, published: Published | None) -> dict[str, tuple[Any, ...]]:
    """The rows of every table by its name, each in the order of its key."""
    of = Rows(catalogue)
    content = catalogue.content
    facts = {id: of.fact(fact) for id, fact in content.facts.items()}
    made: dict[str, Iterable[Any]] = {
        "facts": facts.values(),
        "sources": map(of.source, sorted(content.records)),
        "publishers": (
            rows.PublisherRow(id=one.id, name=one.name, publisher_class=one.class_)
            for one in _by_id(content.publishers)
        ),
        "places": map(of.place, sorted(content.places)),
        "organisations": map(of.organisation, sorted(content.organisations)),
        "topics": map(of.topic, sorted(content.topics)),
        "measures": map(of.measure, sorted(content.measures)),
        "units": map(of.unit, sorted(content.units)),
        "series": _series(catalogue, facts),
        "briefings": map(of.briefing, sorted(content.briefings)),
        "passages": _passages(catalogue),
        "corrections": _corrections(catalogue),
        "disagreements": _disagreements(catalogue),
        "moved": _moved(catalogue),
        "changes": map(_change, dict.fromkeys(events(content))),
        "versions": _versions(catalogue, published),
    }
    return {name: tuple(found) for name, found in made.items()}


def _by_id(things: Mapping[str, Any]) -> list[Any]:
    return [things[id] for id in sorted(things)]


def parts(catalogue: Catalogue, facts: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The facts of each place (with what lies in it) and organisation, by its address and every one that it had."""
    content = catalogue.content
    row_of = {row.id: row for row in facts}
    for kind, things in (("places", content.places), ("organisations", content.organisations)):
        for id in sorted(things):
            found = tuple(row_of[fact] for fact in sorted(catalogue.within_subject.get(id, ())))
            for known in (f"{kind}/{id}", *content.former_addresses(f"{kind}/{id}")):
                yield known, found


def _series(catalogue: Catalogue, facts: Mapping[str, rows.FactRow]) -> Iterator[rows.SeriesRow]:
    """The figures of every series, oldest first within each."""
    for key, series in catalogue.statements.series.items():
        for fact in series.figures:
            said = {name: getattr(facts[fact.id], name) for name in _IN_SERIES}
            yield rows.SeriesRow(series=str(key), fact=fact.id, **said, **time(figure_of(fact).when))


def _passages(catalogue: Catalogue) -> Iterator[rows.PassageRow]:
    for id in sorted(catalogue.content.briefings):
        yield from _numbered(f"briefings/{id}", _of_briefing(catalogue.content.briefings[id]))
    for id in sorted(catalogue.content.places):
        place = catalogue.content.places[id]
        found = [*_of_part("summary", place.summary), *_of_part("gap", place.gaps)]
        yield from _numbered(f"places/{id}", found)


def _corrections(catalogue: Catalogue) -> Iterator[rows.CorrectionRow]:
    content = catalogue.content
    for fact in content.facts.values():
        page = content.site.url + address(f"facts/{fact.id}.md")
        for number, event in enumerate(changes_of_fact(content, fact), 1):
            was, now = was_and_now(event.fields) if event.fields else (None, fact.text)
            yield rows.CorrectionRow(
                fact=fact.id,
                number=number,
                tag=tag(content, f"facts/{fact.id}", event.key),
                page=page,
                on=event.day,
                what="correction" if event.what == "corrected" else "withdrawal",
                was=was,
                now=now,
                reason=event.detail,
            )


def _disagreements(catalogue: Catalogue) -> Iterator[rows.DisagreementRow]:
    groups = [group for group in catalogue.statements.groups if group.disagrees]
    for said in _by_id(catalogue.content.disagreements):
        for group in groups:
            if catalogue.statements.is_about(said, group):
                yield rows.DisagreementRow(
                    id=said.id,
                    about=said.about,
                    measure=said.measure,
                    when=said.when.text,
                    facts=tuple(sorted(fact.id for fact in group.facts)),
                    spread_percent=round(group.spread * 100),
                    leads=said.leads,
                    why=said.why,
                )


def _change(event: Event) -> rows.ChangeRow:
    return rows.ChangeRow(on=event.day, address=event.address, what=event.what, detail=event.detail)


def _moved(catalogue: Catalogue) -> Iterator[rows.MovedRow]:
    for entry in _by_id(catalogue.content.moved):
        now = catalogue.content.present_address(entry.id)
        yield rows.MovedRow(was=entry.id, now=now, on=entry.on, tag=tag(catalogue.content, now))


def _versions(catalogue: Catalogue, published: Published | None) -> list[rows.VersionRow]:
    """The present versions, and those that the last published data knew: a build by itself knows no others."""
    content = catalogue.content
    since: dict[tuple[str, str], date] = {}
    for known in published.versions if published else ():
        since[content.present_address(known.address), known.version] = known.since
    now: dict[str, tuple[str, date]] = {}
    for fact in content.facts.values():
        now[f"facts/{fact.id}"] = catalogue.versions.of_facts[fact.id], said_since(fact)
    for briefing in content.briefings.values():
        days = (briefing.published, *(note.on for note in briefing.notes))
        now[f"briefings/{briefing.id}"] = catalogue.versions.of_briefing(briefing), max(days)
    for at, (version, day) in now.items():
        since.setdefault((at, version), day)
    return [
        rows.VersionRow(address=at, version=version, since=day, is_current=now.get(at, ("",))[0] == version)
        for (at, version), day in sorted(since.items())
    ]


def _of_part(part: str, passages: Iterable[Passage]) -> list[dict[str, Any]]:
    return [{"part": part, "text": passage.text, "facts": passage.facts} for passage in passages]


def _of_briefing(briefing: Briefing) -> list[dict[str, Any]]:
    return [
        *_of_part("bullet", briefing.bullets),
        *_of_part("analysis", briefing.analysis),
        *({"part": "item", "heading": i.heading, "text": i.text, "facts": i.facts} for i in briefing.items),
        *_of_part("gap", briefing.gaps),
        *({"part": "note", "on": note.on, "text": note.text, "facts": ()} for note in briefing.notes),
    ]


def _numbered(of: str, found: Iterable[dict[str, Any]]) -> Iterator[rows.PassageRow]:
    for number, values in enumerate(found, 1):
        yield rows.PassageRow(of=of, number=number, **{"heading": None, "on": None, **values})
