"""The home page, which opens with the newest briefing."""

from __future__ import annotations

from generator.model.words import counted, day_in_words
from generator.pages.briefing import BriefingPage, briefing_page
from generator.pages.corrections import News, changes, news
from generator.pages.notes import Notes
from generator.pages.page import SITE_FEED, Link, Page, view
from generator.pages.parts import BriefingRow, Catalogue, PlaceRow, SourceView
from generator.pages.targets import Plan, plan, split_by_due_date


@view
class HomePage(Page):
    """The front page: the newest briefing, the places most is known of, what changed, and what falls due."""

    latest: BriefingPage | None
    briefings: tuple[BriefingRow, ...]
    places: tuple[PlaceRow, ...]
    news: tuple[News, ...]
    coming: tuple[Plan, ...]
    totals: str
    # The day on which the newest of them was added.
    newest: str
    corrections: int
    sources: tuple[SourceView, ...]


NEWS_ON_HOME, COMING_ON_HOME, PLACES_ON_HOME = 6, 3, 12


def home_page(catalogue: Catalogue) -> HomePage:
    """The front page: the newest briefing, places, what changed, what falls due."""
    notes = Notes(catalogue)
    content = catalogue.content
    latest = briefing_page(catalogue, 0) if catalogue.briefings else None
    if latest:
        notes.take(latest.sources)
    targets = [fact for fact in catalogue.newest_first if fact.kind == "target" and not fact.withdrawn]
    _, upcoming, _ = split_by_due_date(catalogue, targets)
    totals = (
        counted(len(content.facts), "fact"),
        counted(len(content.records), "source"),
        counted(len(content.places), "place"),
    )
    return HomePage(
        path="index.md",
        template="home",
        title=content.site.name,
        description=content.site.description,
        feed=Link(path=SITE_FEED, name=content.site.name),
        latest=latest,
        briefings=tuple(map(catalogue.briefing_row, catalogue.briefings[1:4])),
        places=_most_known(catalogue),
        news=news(catalogue, NEWS_ON_HOME),
        coming=tuple(plan(catalogue, fact, notes) for fact in upcoming[:COMING_ON_HOME]),
        totals=", ".join(totals[:-1]) + f" and {totals[-1]}",
        newest=day_in_words(max(fact.added for fact in content.facts.values())),
        corrections=len(changes(catalogue, content.facts.values())),
        sources=notes.sources(),
    )


def _most_known(catalogue: Catalogue) -> tuple[PlaceRow, ...]:
    """The hubs and clusters with the most facts, and of as many by name."""
    rows = [
        catalogue.place_row(place) for place in catalogue.place_tree() if place.kind in ("country", "city", "cluster")
    ]
    return tuple(sorted(rows, key=lambda row: (-row.facts, row.link.name))[:PLACES_ON_HOME])
