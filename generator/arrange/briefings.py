"""Briefings, and the home page, which opens with the newest."""

from __future__ import annotations

from generator.arrange.catalogue import Catalogue, Notes, cited
from generator.arrange.cite import cite
from generator.arrange.profiles import card
from generator.views import BriefingPage, CitedPassage, HomePage, Link
from generator.wording import counted, day_in_words, when_in_words

NEWEST_ON_HOME = 6
WORDS_A_MINUTE = 220


def home_page(catalogue: Catalogue, feed: Link, latest: BriefingPage | None) -> HomePage:
    notes = Notes(catalogue)
    content = catalogue.content
    if latest:
        notes.take(latest.sources)
    news = [fact for fact in catalogue.newest_first if fact.kind not in ("target", "profile")]
    added = sorted(news, key=lambda fact: fact.added, reverse=True)[:NEWEST_ON_HOME]
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
        places=tuple(catalogue.place_row(place) for place in catalogue.place_tree() if place.kind != "district"),
        newest=tuple((day_in_words(fact.added), notes.claim(fact)) for fact in added),
        totals=", ".join(totals[:-1]) + f" and {totals[-1]}",
        corrections=len(catalogue.changes(content.facts.values())),
        sources=notes.sources(),
    )


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
    sizes = (counted(minutes, "minute"), counted(len(ids), "fact"), counted(len(sources), "source"))
    return BriefingPage(
        path=f"briefings/{briefing.id}.md",
        template="briefing",
        has_contents=True,
        title=briefing.headline,
        description=briefing.bullets[0].text,
        cite=cite(catalogue, briefing.headline, f"briefings/{briefing.id}.md", [facts[id] for id in ids]),
        number=briefing.number,
        published=day_in_words(briefing.published),
        events=when_in_words(briefing.events),
        size=", ".join(sizes),
        headline=briefing.headline,
        bullets=bullets,
        analysis=analysis,
        cards=figures,
        items=items,
        gaps=gaps,
        notes=tuple((day_in_words(note.on), note.text) for note in briefing.notes),
        changes=catalogue.changes(facts[id] for id in ids),
        sources=sources,
        newer=catalogue.briefing_link(catalogue.briefings[index - 1]) if index else None,
        older=catalogue.briefing_link(catalogue.briefings[index + 1]) if index + 1 < len(catalogue.briefings) else None,
    )
