"""The home page: what this is, what is new, and what the figures say; all chosen by rule from the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model.records import Fact
from generator.model.series import Series, figure_of
from generator.model.timeline import events
from generator.model.weeks import next_due, next_stale
from generator.model.words import counted, day_in_words
from generator.pages.answers import SURE, LeadAnswer, answer, leading
from generator.pages.briefing import minutes_to_read
from generator.pages.figures import card
from generator.pages.notes import Notes
from generator.pages.page import SITE_FEED, Link, Page, address, view
from generator.pages.parts import BriefingRow, Card, Catalogue, CitedPassage, Claim, Words
from generator.pages.series import SeriesView, is_charted, series_view
from generator.pages.weeks import Ahead, ahead, figure_in_week, week_dates, week_link


@view
class NewFigure:
    """A figure that follows an older one of the same speaker."""

    was: Words
    now: Claim
    speaker: str
    when: str


@view
class Differing:
    """The widest of the disagreements that a week opened: what it is about, and the smallest and largest figure."""

    measure: str
    about: Link
    when: str
    claims: tuple[Claim, ...]


@view
class ThisWeek:
    """The newest week in which something happened, in short."""

    link: Link
    # Where it is found from the home page.
    address: str
    dates: str
    is_over: bool
    counts: str
    changes: tuple[NewFigure, ...]
    # Where few figures follow an older one: what else is new.
    added: tuple[Claim, ...]
    due: tuple[Claim, ...]
    count_of_due: str
    next_due: Ahead | None
    disagreements: str
    widest: Differing | None
    stale: tuple[Claim, ...]
    count_of_stale: str
    next_stale: Ahead | None


@view
class Latest:
    """The newest briefing, in short."""

    row: BriefingRow
    headline: CitedPassage
    bullets: tuple[CitedPassage, ...]
    minutes: str


@view
class HomePage(Page):
    """The front page: what the site is, a figure to try, the week, the newest briefing, places as answers."""

    promise: str
    explanation: str
    tried: Claim | None
    # How sure that is, where a sentence says it.
    tried_sure: str
    week: ThisWeek | None
    latest: Latest | None
    earlier: tuple[BriefingRow, ...]
    chart: SeriesView | None
    numbers: tuple[Card, ...]
    places: tuple[LeadAnswer, ...]
    totals: str
    # The day on which the newest facts were added.
    newest: str
    # What a reader's browser compares with its last visit.
    facts: int
    updates: int


CHANGES, NEWS, BULLETS, EARLIER, NUMBERS, PLACES, NAMED = 4, 2, 3, 3, 3, 8, 1
# A line through fewer figures shows nothing that a sentence does not say.
ENOUGH_FOR_A_CHART = 3


def home_page(catalogue: Catalogue) -> HomePage:
    """The front page."""
    content = catalogue.content
    notes = Notes(catalogue)
    answered = _answered(catalogue)
    tried = next((fact for fact in answered if fact.quote and not catalogue.statements.is_disputed(fact)), None)
    tried = tried or next((fact for fact in catalogue.newest_first if fact.kind == "figure" and fact.quote), None)
    totals = (
        counted(len(content.facts), "fact"),
        counted(len(content.records), "source"),
        counted(len(content.places), "place"),
    )
    happened = [event.what for event in events(content)]
    return HomePage(
        path="index.md",
        template="home",
        title=content.site.name,
        description=content.site.description,
        feed=Link(path=SITE_FEED, name=content.site.name),
        script="javascripts/visit.js" if catalogue.weeks else None,
        promise=content.site.promise or content.site.name,
        explanation=content.site.explanation or content.site.description,
        tried=notes.claim(tried) if tried else None,
        tried_sure=SURE.get(catalogue.statements.status(tried).status, "") if tried else "",
        week=_week(catalogue, notes),
        latest=_latest(catalogue, notes),
        earlier=tuple(map(catalogue.briefing_row, catalogue.briefings[1 : 1 + EARLIER])),
        chart=_chart(catalogue, answered, notes),
        numbers=_numbers(catalogue, answered, notes),
        places=tuple(answer(catalogue, fact, notes) for fact in answered),
        totals=", ".join(totals[:-1]) + f" and {totals[-1]}",
        newest=day_in_words(max(fact.added for fact in content.facts.values())),
        facts=happened.count("added"),
        updates=happened.count("corrected") + happened.count("withdrawn"),
    )


def _week(catalogue: Catalogue, notes: Notes) -> ThisWeek | None:
    """The newest week in which something happened. Nothing has happened since, so that it is told as it stands now."""
    if not catalogue.weeks:
        return None
    week, what, _ = catalogue.weeks[0]
    days = [event.what for event in what.events]
    counts = (
        (days.count("added"), "new fact"),
        (days.count("corrected") + days.count("withdrawn"), "correction"),
        (days.count("published"), "briefing"),
    )
    changes = []
    for was, now in what.steps[:CHANGES]:
        one, two = figure_in_week(catalogue, was), figure_in_week(catalogue, now)
        when = two.when if one.when == two.when else f"{one.when} → {two.when}"
        changes.append(NewFigure(was=one.number, now=notes.claim(now), speaker=two.speaker, when=when))
    told_already = {fact.id for step in what.steps for fact in step}
    return ThisWeek(
        link=week_link(week),
        address=address(week_link(week).path),
        dates=week_dates(week),
        is_over=week.next_day <= catalogue.today,
        counts=", ".join(counted(number, one) for number, one in counts if number),
        changes=tuple(changes),
        added=notes.claims([fact for fact in what.added if fact.id not in told_already][: max(0, NEWS - len(changes))]),
        due=notes.claims(what.due[:NAMED]),
        count_of_due=str(len(what.due)),
        next_due=ahead(catalogue, next_due(catalogue), "target", NAMED),
        disagreements=f"{len(what.opened)} opened, {len(what.closed)} closed",
        widest=_widest(catalogue, notes),
        stale=notes.claims(what.stale[:NAMED]),
        count_of_stale=str(len(what.stale)),
        next_stale=ahead(catalogue, next_stale(catalogue), "figure", NAMED),
    )


def _widest(catalogue: Catalogue, notes: Notes) -> Differing | None:
    """The widest of the disagreements that the newest week opened or, if it opened none, of all."""
    _, what, _ = catalogue.weeks[0]
    found = what.opened or catalogue.differences
    if not found:
        return None
    widest = max(found, key=lambda one: one.spread)
    facts: list[Fact] = sorted(widest.facts, key=lambda fact: (figure_of(fact).low, fact.id))
    return Differing(
        measure=widest.measure.name,
        about=catalogue.subject_link(widest.key.about),
        when=notes.claim(facts[0]).when,
        claims=notes.claims((facts[0], facts[-1])),
    )


def _latest(catalogue: Catalogue, notes: Notes) -> Latest | None:
    if not catalogue.briefings:
        return None
    briefing = catalogue.briefings[0]
    facts = catalogue.content.facts
    bullets = notes.passages(briefing.bullets[:BULLETS])
    headline = catalogue.words(briefing.headline, [facts[id] for passage in briefing.bullets for id in passage.facts])
    return Latest(
        row=catalogue.briefing_row(briefing),
        headline=CitedPassage(words=headline, claims=()),
        bullets=bullets,
        minutes=minutes_to_read(briefing),
    )


def _numbers(catalogue: Catalogue, answered: Sequence[Fact], notes: Notes) -> tuple[Card, ...]:
    """The first figures of the newest briefing or, without one, of the places."""
    facts = catalogue.content.facts
    ids = catalogue.briefings[0].figures if catalogue.briefings else ()
    shown = [facts[id] for id in ids if facts[id].figure] or answered
    return tuple(card(catalogue, fact, notes, subject=None) for fact in shown[:NUMBERS])


def _chart(catalogue: Catalogue, answered: Sequence[Fact], notes: Notes) -> SeriesView | None:
    """The first series with enough figures of those that the newest briefing cites, or else of those of the places."""
    facts = catalogue.content.facts
    briefings = catalogue.briefings[:1]
    cited = [facts[id] for one in briefings for id in (*one.figures, *sorted(one.cited))]
    series = (catalogue.statements.series_of(fact) for fact in (*cited, *answered))
    found = next((one for one in series if one and is_charted(one) and _has_line(catalogue, one)), None)
    if found is None:
        return None
    drawn = series_view(catalogue, found, notes)
    return replace(drawn, label=f"{drawn.label}, {catalogue.subject_link(found.key.about).name}")


def _has_line(catalogue: Catalogue, series: Series) -> bool:
    """Whether one speaker has given enough figures for a line."""
    voices = [catalogue.statements.speakers.voice(fact).key for fact in series.figures if not fact.odd]
    return any(voices.count(voice) >= ENOUGH_FOR_A_CHART for voice in set(voices))


def _answered(catalogue: Catalogue) -> list[Fact]:
    """The figures that tell first how large the industry of a place is: of the countries, hubs and clusters of which
    most is known."""
    places = (place for place in catalogue.place_tree() if place.kind in ("country", "city", "cluster"))
    found = ((place, leading(catalogue, place.id, place.lead)) for place in places if place.lead)
    led = [(place, fact) for place, fact in found if fact and fact.figure and fact.figure.measure == place.lead]
    led.sort(key=lambda pair: (-len(catalogue.by_subject.get(pair[0].id, ())), pair[0].name))
    return [fact for _, fact in led[:PLACES]]
