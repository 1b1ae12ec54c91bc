"""Briefings, and the home page, which opens with the newest."""

from __future__ import annotations

from itertools import groupby

from generator.arrange.catalogue import Catalogue, cited
from generator.arrange.changes import changes, news
from generator.arrange.cite import cite
from generator.arrange.days import history
from generator.arrange.figures import card
from generator.arrange.glossary import terms_in
from generator.arrange.notes import Notes
from generator.arrange.plans import parted, plan
from generator.pages import BriefingListPage, BriefingPage, HomePage
from generator.records import Briefing
from generator.views import CitedPassage, Link, PlaceRow
from generator.wording import counted, day_in_words, month_in_words, when_in_words

NEWS_ON_HOME, COMING_ON_HOME, PLACES_ON_HOME = 6, 3, 12
WORDS_A_MINUTE = 220


def home_page(catalogue: Catalogue, feed: Link, latest: BriefingPage | None) -> HomePage:
    notes = Notes(catalogue)
    content = catalogue.content
    if latest:
        notes.take(latest.sources)
    targets = [fact for fact in catalogue.newest_first if fact.kind == "target" and not fact.withdrawn]
    _, ahead, _ = parted(catalogue, targets)
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
        feed=feed,
        latest=latest,
        briefings=tuple(map(catalogue.briefing_row, catalogue.briefings[1:4])),
        places=_most_known(catalogue),
        news=news(catalogue, NEWS_ON_HOME),
        coming=tuple(plan(catalogue, fact, notes) for fact in ahead[:COMING_ON_HOME]),
        totals=", ".join(totals[:-1]) + f" and {totals[-1]}",
        corrections=len(changes(content.facts.values())),
        sources=notes.sources(),
    )


def _most_known(catalogue: Catalogue) -> tuple[PlaceRow, ...]:
    """The hubs and clusters with the most facts, and of as many by name."""
    rows = [
        catalogue.place_row(place) for place in catalogue.place_tree() if place.kind in ("country", "city", "cluster")
    ]
    return tuple(sorted(rows, key=lambda row: (-row.facts, row.link.name))[:PLACES_ON_HOME])


def briefing_page(catalogue: Catalogue, index: int) -> BriefingPage:
    briefing = catalogue.briefings[index]
    facts = catalogue.content.facts
    notes = Notes(catalogue)
    bullets = notes.passages(briefing.bullets)
    analysis = notes.passages(briefing.analysis)
    figures = tuple(card(catalogue, facts[id], notes, subject=None) for id in briefing.figures)
    items = tuple(
        CitedPassage(heading=item.heading, text=item.text, claims=notes.claims(facts[id] for id in item.facts))
        for item in briefing.items
    )
    gaps = notes.passages(briefing.gaps)
    sources = notes.sources()
    words = " ".join([briefing.headline, *(passage.text for passage in (*bullets, *analysis, *items, *gaps))])
    minutes = max(1, round(len(words.split()) / WORDS_A_MINUTE))
    ids = sorted(cited(briefing))
    path = f"briefings/{briefing.id}.md"
    carried = [facts[id] for id in ids]
    sizes = (counted(minutes, "minute"), counted(len(ids), "fact"), counted(len(sources), "source"))
    return BriefingPage(
        path=path,
        template="briefing",
        title=briefing.headline,
        description=briefing.bullets[0].text,
        number=briefing.number,
        published_on=briefing.published,
        published=day_in_words(briefing.published),
        events=when_in_words(briefing.events),
        size=", ".join(sizes),
        headline=briefing.headline,
        bullets=bullets,
        terms=terms_in(catalogue.content, [words]),
        analysis=analysis,
        cards=figures,
        items=items,
        gaps=gaps,
        notes=tuple((day_in_words(note.on), note.text) for note in briefing.notes),
        changes=changes(facts[id] for id in ids),
        sources=sources,
        newer=catalogue.briefing_link(catalogue.briefings[index - 1]) if index else None,
        older=catalogue.briefing_link(catalogue.briefings[index + 1]) if index + 1 < len(catalogue.briefings) else None,
        cite=cite(catalogue, briefing.headline, path, carried),
        changed_on=max((briefing.published, *(note.on for note in briefing.notes))),
        history=history(carried),
    )


def briefing_list(catalogue: Catalogue) -> BriefingListPage:
    def month(briefing: Briefing) -> str:
        return month_in_words(briefing.published)

    return BriefingListPage(
        path="briefings/index.md",
        template="briefing-list",
        title="Briefings",
        description="Every briefing, newest first.",
        months=tuple(
            (name, tuple(map(catalogue.briefing_row, group))) for name, group in groupby(catalogue.briefings, month)
        ),
    )
