"""The pages of single facts, the lists of all facts about a thing, and the index of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.draw.link_previews import LinkPreview, Tone
from generator.model.agreement import Status
from generator.model.records import Fact, Figure, Organisation, Place
from generator.model.series import Series
from generator.model.speakers import SpeakerClass
from generator.model.states import Result, StateName
from generator.model.timeline import KINDS
from generator.model.words import as_number, counted, day_in_words, when_in_words
from generator.pages.cite import changed_on, cite, history
from generator.pages.corrections import Change, changes
from generator.pages.long_lists import Level, Listed, ListPage, Part, by_name, by_time, first_of, listed
from generator.pages.notes import Notes
from generator.pages.page import CitablePage, Link, Page, view
from generator.pages.parts import KIND_HEADINGS, NO_DATE, BriefingRow, Catalogue, Claim, SourceView
from generator.pages.series import SeriesView, other_times, series_lists, series_view
from generator.pages.targets import Plan, plan


@view
class Observation:
    """A figure for programs: ``low`` to ``high``, which are the same of all but a range; what is counted, in which
    unit and with which hedge; and the time that it is of, as a text and, of more than a day, by its days."""

    measure: str
    measure_id: str
    low: int | float
    high: int | float
    unit: str
    qualifier: str | None
    when: str
    period: str | None


@view
class FactPage(CitablePage):
    """A fact: whether it still stands, its figure, the source's words, what others say of the same, and its history."""

    claim: Claim
    # Its further figures, each with its own status.
    figures: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    definition: str | None
    excludes: str | None
    added: str
    subjects: tuple[Link, ...]
    topics: tuple[Link, ...]
    used_in: tuple[Link, ...]
    plan: Plan | None
    # What other sources say of the same time, and the same measures at other times.
    others: tuple[Claim, ...]
    series: tuple[SeriesView, ...]
    changes: tuple[Change, ...]


@view
class Filter:
    """What the table of facts can be filtered by: its name in the address, and its choices, as address and words, where
    these are always the same; others are in the rows that the script reads."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()


@view
class FactIndexPage(ListPage):
    """All facts as a table that a script fills and filters, on the page of all; and the things that facts are about,
    with the page that lists all facts about each."""

    total: str
    filters: tuple[Filter, ...]
    subjects: tuple[tuple[Link, int, str], ...]


@view
class FactListPage(ListPage):
    """Every fact about one thing, by kind, newest first, and its figures over time; a part has facts alone."""

    id: str
    about: Link
    # Its measures over time or, where their figures are too many, the pages of these.
    series: tuple[SeriesView, ...]
    series_parts: tuple[Part, ...]
    sources: tuple[SourceView, ...]
    groups: tuple[tuple[str, str, tuple[Claim, ...]], ...]
    briefings: tuple[BriefingRow, ...]
    more_briefings: Link | None


@view
class SeriesPage(ListPage):
    """A measure of a place over time."""

    series: SeriesView
    sources: tuple[SourceView, ...]


@view
class MovedPage(Page):
    """What stays at an address whose thing has another now."""

    moved_on: str
    to: Link


def fact_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The index of facts, the list of those about each thing, and the page of each."""
    yield from fact_indexes(catalogue)
    yield from fact_lists(catalogue)
    for fact in catalogue.content.facts.values():
        yield fact_page(catalogue, fact)


def fact_page(catalogue: Catalogue, fact: Fact) -> FactPage:
    """The page of a fact."""
    notes = Notes(catalogue)
    claim = notes.claim(fact)
    figure = fact.figure
    led = catalogue.content.statements.get(fact.id, (fact,))
    groups = [group for one in led if (group := catalogue.statements.group(one))]
    measure = catalogue.content.measures[figure.measure] if figure else None
    series = tuple(view for one in led if (view := other_times(catalogue, one, notes)))
    # A chart says below it what its measure counts.
    is_defined = measure is not None and any(view.definition == measure.definition for view in series)
    planned = plan(catalogue, fact, notes) if fact.kind == "target" else None
    return FactPage(
        path=claim.path,
        template="fact",
        record=claim.record,
        title=claim.title,
        description=fact.text,
        feed=catalogue.feed_link(claim.about.path.removesuffix(".md")),
        link_preview=_link_preview(catalogue, fact, claim, planned),
        claim=claim,
        figures=notes.claims(led[1:]),
        observations=tuple(_observation(catalogue, one) for one in fact.figures),
        definition=measure.definition if measure and not is_defined else None,
        excludes=measure.excludes if measure and not is_defined else None,
        added=day_in_words(fact.added),
        subjects=tuple(map(catalogue.subject_link, (fact.about, *fact.also_about))),
        topics=tuple(map(catalogue.topic_link, fact.topics)),
        used_in=tuple(map(catalogue.briefing_link, catalogue.cited_in.get(fact.id, ()))),
        plan=planned,
        others=notes.claims(other for group in groups for other in group.facts if other.id != fact.id),
        series=series,
        changes=changes(catalogue, [fact]),
        cite=cite(catalogue, fact.text, claim.path, [fact]),
        changed_on=changed_on(catalogue, [fact]),
        history=history(catalogue, [fact]),
    )


def _observation(catalogue: Catalogue, figure: Figure) -> Observation:
    when, unit = figure.when, catalogue.content.units[figure.unit]
    return Observation(
        measure=catalogue.content.measures[figure.measure].name,
        measure_id=figure.measure,
        low=as_number(figure.value),
        high=as_number(figure.value if figure.to is None else figure.to),
        unit=f"{unit.many} a {figure.per}" if figure.per else unit.many,
        qualifier=figure.qualifier,
        when=when.text,
        # An interval of days (ISO 8601).
        period=None if when.first == when.last else f"{when.first}/{when.last}",
    )


# The colours that the page's chips have, by status.
_TONES: Mapping[Status, Tone] = {
    "Withdrawn": "disputed",
    "Replaced": "old",
    "Disputed": "disputed",
    "Corrected": "old",
    "Confirmed": "confirmed",
    "Official claim": "official",
    "Single source": "single",
}


def _link_preview(catalogue: Catalogue, fact: Fact, claim: Claim, planned: Plan | None) -> LinkPreview:
    """The figure of a fact, or its sentence; who says it and when, and whether it still stands."""
    figure, source = claim.figure, claim.source
    measure = figure.measure if figure else claim.kind
    label = ", ".join((f"Target: {measure}" if figure and claim.is_target else measure, claim.about.name, claim.when))
    status = catalogue.statements.status(fact)
    states: list[tuple[str, Tone]] = [(status.status, _TONES[status.status])]
    if claim.changed and status.status in ("Withdrawn", "Corrected"):
        states = [(claim.changed, states[0][1])]
    elif claim.changed:
        states.append((claim.changed, "old"))
    if (age := ", ".join(filter(None, (claim.old, claim.overdue)))) and status.status not in ("Withdrawn", "Replaced"):
        states.append((_capital(age), "old"))
    reason = status.reason
    if status.status == "Disputed" and (rival := catalogue.statements.contradicting(fact)):
        other = catalogue.claim(rival)
        if other.figure:
            # Its amount stands first, as what is too long is cut at the end.
            told = [other.figure.words, other.source.publisher]
            told += [other.source.published] if other.source.published != NO_DATE else []
            reason = f"For the same time another source gives {', '.join(told)}."
    elif planned and planned.outcome and status.status not in ("Withdrawn", "Corrected"):
        first, more = next((one for one in planned.answers if one.claim.figure), None), len(planned.answers) - 1
        reason = planned.outcome
        if first and first.claim.figure:
            reason += f" {first.claim.figure.words}{f' ({first.against})' if first.against else ''}"
            reason += f", and {counted(more, 'more figure')}" if more else ""
        reason = f"{reason.rstrip('.')}."
    speaker = f"{claim.speaker}, in " if claim.speaker != source.publisher else ""
    language = f", in {source.language}" if source.language != "English" else ""
    return LinkPreview(
        site=catalogue.content.site.name,
        label=label,
        hedge=figure.qualifier if figure else "",
        number=figure.number if figure else "",
        unit=figure.unit if figure else "",
        text=claim.text,
        quote=claim.quote.shown if claim.quote and claim.quote.lang.partition("-")[0] == "en" else "",
        # The day stands first, as what is too long is cut at the end.
        source=_capital(f"{source.published}: {speaker}{source.publisher}{language}"),
        states=tuple(states),
        reason=reason,
        is_struck=fact.withdrawn is not None,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# What the choices of filters are called; a row says them too.
SPEAKERS: Mapping[SpeakerClass, str] = {
    "government": "Government or public body",
    "company": "Company",
    "research": "Research body",
    "association": "Association",
    "press": "Press",
    "person": "A person without a known body",
    "other": "Others",
}
STATES: Mapping[StateName, str] = {
    "stands": "Stands",
    "confirmed": "Confirmed",
    "newer": "A newer figure exists",
    "contested": "Contested",
    "corrected": "Corrected",
    "replaced": "Replaced",
    "withdrawn": "Withdrawn",
    "target": "Target",
}
RESULTS: Mapping[Result, str] = {
    "met": "Met",
    "not met": "Not met",
    "mixed": "Sources differ on the result",
    "open": "A result, no verdict",
    "later": "Only a later figure",
    "none": "No result found",
    "ahead": "No result yet",
}
_FILTERS = (
    Filter(name="place", label="Place or organisation"),
    Filter(name="topic", label="Topic"),
    Filter(name="measure", label="Measure"),
    Filter(
        name="kind",
        label="Kind",
        # A kind goes by its word in the address too.
        choices=tuple(("background" if id == "profile" else id, name) for id, name in KINDS.items()),
    ),
    Filter(name="speaker", label="Who says it", choices=tuple(SPEAKERS.items())),
    Filter(name="stands", label="Does it stand?", choices=tuple(STATES.items())),
    Filter(name="result", label="Target", choices=tuple((id.replace(" ", "-"), name) for id, name in RESULTS.items())),
    Filter(name="year", label="Year"),
)


def facts_path(about: str) -> str:
    """Where all facts about a place or an organisation are listed."""
    return f"facts/about/{about}.md"


def fact_indexes(catalogue: Catalogue) -> Iterator[FactIndexPage]:
    """The things that facts are about, places as a tree first, with the number of facts."""
    subjects: tuple[Place | Organisation, ...] = (*catalogue.place_tree(), *catalogue.organisations)

    def kind(subject: Place | Organisation) -> tuple[str, str]:
        return ("places", "Places") if isinstance(subject, Place) else ("organisations", "Organisations")

    def row(subject: Place | Organisation) -> tuple[Link, int, str]:
        facts = catalogue.by_subject[subject.id]
        newest = catalogue.news_of(facts)
        when = catalogue.content.when(newest) if newest else None
        link = Link(path=facts_path(subject.id), name=subject.name, name_zh=subject.name_zh)
        return link, len(facts), when_in_words(when) if when else "none yet"

    told = (subject for subject in subjects if subject.id in catalogue.by_subject)
    initial: Level[Place | Organisation] = by_name(lambda subject: subject.name)
    for one in listed(told, "facts/index.md", "All facts", "facts/of", kind, initial):
        yield FactIndexPage(
            path=one.path,
            template="fact-index",
            title=one.title,
            description="Every fact, by the place or organisation that it is about.",
            above=one.above,
            parts=one.parts,
            total=counted(len(catalogue.content.facts), "fact"),
            filters=() if one.above else _FILTERS,
            subjects=tuple(map(row, one.rows)),
        )


def fact_lists(catalogue: Catalogue) -> Iterator[FactListPage | SeriesPage]:
    """For each place and organisation that facts are about, all of them, and the measures of a place over time."""
    by_when = by_time(catalogue.content.when)

    def kind(fact: Fact) -> tuple[str, str]:
        return fact.kind, KIND_HEADINGS[fact.kind]

    for subject, facts in sorted(catalogue.by_subject.items()):
        about, path = catalogue.subject_link(subject), facts_path(subject)
        link, folder = Link(path=path, name=f"All facts about {about.name}"), path.removesuffix(".md")
        series, *series_parts = series_lists(catalogue, subject, link, folder)
        whole, *parts = listed(facts, path, link.name, folder, *by_when, kind)
        description = f"{counted(len(facts), 'fact')} about {about.name}, newest first."
        briefings, more = first_of(catalogue.briefing_rows(facts), "briefings/index.md", "briefing")
        page = _fact_list(catalogue, whole, subject, description, series)
        yield replace(page, briefings=tuple(briefings), more_briefings=more)
        for part in parts:
            yield _fact_list(catalogue, part, subject, description)
        for one in series_parts:
            yield _series_page(catalogue, one)


def _fact_list(
    catalogue: Catalogue, one: Listed[Fact], about: str, description: str, series: Listed[Series] | None = None
) -> FactListPage:
    notes = Notes(catalogue)
    drawn = tuple(series_view(catalogue, each, notes) for each in series.rows) if series else ()
    groups = (
        (kind, name, tuple(catalogue.claim(fact) for fact in one.rows if fact.kind == kind))
        for kind, name in KIND_HEADINGS.items()
    )
    return FactListPage(
        path=one.path,
        template="fact-list",
        title=one.title,
        description=description,
        has_contents=True,
        above=one.above,
        parts=one.parts,
        id=about,
        about=catalogue.subject_link(about),
        series=drawn,
        series_parts=series.parts if series else (),
        sources=notes.sources(),
        groups=tuple(group for group in groups if group[2]),
        briefings=(),
        more_briefings=None,
    )


def _series_page(catalogue: Catalogue, one: Listed[Series]) -> SeriesPage:
    notes = Notes(catalogue)
    (series,) = one.rows
    view = series_view(catalogue, series, notes)
    return SeriesPage(
        path=one.path,
        template="series",
        title=one.title,
        description=view.definition,
        above=one.above,
        series=view,
        sources=notes.sources(),
    )


def moved_pages(catalogue: Catalogue) -> Iterator[MovedPage]:
    """A page at each address that moved: it stays for ever, and leads to where its thing is now."""
    moved = catalogue.content.moved
    for address, entry in moved.items():
        target = catalogue.content.present_address(address)
        yield MovedPage(
            path=f"{address}.md",
            template="moved",
            record="content/moved.yml",
            title="Moved",
            description=f"What stood here has moved to {target}.",
            moved_on=day_in_words(entry.on),
            to=catalogue.link(target),
        )
