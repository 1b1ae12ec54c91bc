"""Briefings: the page of each, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import groupby

from generator.draw.link_previews import LinkPreview, Tone
from generator.model.records import Briefing, Changed, DatedNote, Fact
from generator.model.timeline import FieldChange, changed_in_words
from generator.model.when import When
from generator.model.words import counted, day_in_words, month_in_words, when_in_words
from generator.pages.charts import ChartView, shown_chart
from generator.pages.cite import cite, history
from generator.pages.corrections import Change, changes
from generator.pages.figures import card
from generator.pages.glossary import terms_in
from generator.pages.long_lists import ListPage, by_time, listed
from generator.pages.notes import Notes
from generator.pages.page import BRIEFINGS_FEED, CitablePage, Link, Page, view
from generator.pages.parts import BriefingRow, Card, Catalogue, CitedPassage, Claim, SourceView, Words


@view
class Rewritten:
    """What a note changed of a briefing: the words before and since, and both in parts, each kept (""), struck ("was")
    or put there ("now")."""

    name: str
    was: str
    now: str
    parts: tuple[tuple[str, str], ...]


@view
class LaterNote:
    """What was added to a briefing after it was published."""

    on: str
    text: Words
    changed: tuple[Rewritten, ...]


@view
class FirstWords:
    """Words of a briefing as they were published first, for which others were put; and when."""

    name: str
    words: str
    until: str


@view
class BriefingPage(CitablePage):
    """A briefing in full: what happened, why it matters, its figures, what is not known, and what came later."""

    number: int
    published_on: date
    published: str
    events: str
    size: str
    headline: CitedPassage
    # Of a briefing on events that were over long before it went out.
    looks_back: str
    bullets: tuple[CitedPassage, ...]
    verdict: tuple[CitedPassage, ...]
    # When and why it was written anew.
    anew: tuple[str, ...]
    # What of the briefing the glossary explains.
    terms: tuple[Link, ...]
    analysis: tuple[CitedPassage, ...]
    cards: tuple[Card, ...]
    chart: ChartView | None
    items: tuple[CitedPassage, ...]
    gaps: tuple[CitedPassage, ...]
    # The facts of its table: those with a figure, and the others.
    table: tuple[Claim, ...]
    table_of_others: tuple[Claim, ...]
    count_of_table: str
    notes: tuple[LaterNote, ...]
    first_words: tuple[FirstWords, ...]
    count_of_first_words: str
    changes: tuple[Change, ...]
    sources: tuple[SourceView, ...]
    newer: Link | None
    older: Link | None


@view
class BriefingListPage(ListPage):
    """Every briefing by year and month, newest first."""

    months: tuple[tuple[str, tuple[BriefingRow, ...]], ...]


WORDS_A_MINUTE = 220
# The fields of a briefing that hold words, in the order of its page.
WORDS_OF_BRIEFING = ("headline", "bullets", "verdict", "analysis", "items", "gaps")


def briefing_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of briefings, and the page of each."""
    yield from briefing_lists(catalogue)
    for index in range(len(catalogue.briefings)):
        yield briefing_page(catalogue, index)


def briefing_page(catalogue: Catalogue, index: int) -> BriefingPage:
    """The page of a briefing; ``index`` is its place among all, newest first."""
    briefing = catalogue.briefings[index]
    facts = catalogue.content.facts
    notes = Notes(catalogue)
    bullets = notes.passages(briefing.bullets)
    verdict = notes.passages((briefing.verdict,) if briefing.verdict else ())
    analysis = notes.passages(briefing.analysis)
    figures = tuple(card(catalogue, facts[id], notes, subject=None) for id in briefing.figures)
    chart = shown_chart(catalogue, briefing.chart, notes)
    items = tuple(
        CitedPassage(
            heading=catalogue.words(item.heading, [facts[id] for id in item.facts]),
            words=catalogue.words_of(item),
            claims=notes.claims(facts[id] for id in item.facts),
        )
        for item in briefing.items
    )
    gaps = notes.passages(briefing.gaps)
    table = notes.claims(_by_place(catalogue, (facts[id] for id in briefing.table)))
    everything = [facts[id] for ids in (*(one.facts for one in briefing.passages), briefing.table) for id in ids]
    headline = catalogue.words(briefing.headline, [facts[id] for passage in briefing.bullets for id in passage.facts])
    said_there = notes.claims(facts[id] for id in sorted(headline.facts))
    sources = notes.sources()
    words = " ".join([briefing.headline, *(passage.text for passage in briefing.passages)])
    ids = sorted(briefing.cited)
    path = f"briefings/{briefing.id}.md"
    carried = [facts[id] for id in ids]
    sizes = (minutes_to_read(briefing), counted(len(ids), "fact"), counted(len(sources), "source"))
    later = tuple(later_note(catalogue, note, everything) for note in briefing.notes)
    # What was corrected before it came out, it never said.
    corrected = tuple(one for one in changes(catalogue, carried) if one.day >= briefing.published)
    first_words = tuple(_first_words(briefing))
    return BriefingPage(
        path=path,
        template="briefing",
        record=f"content/briefings/{briefing.id}.yml",
        title=briefing.headline,
        description=briefing.bullets[0].text,
        feed=Link(path=BRIEFINGS_FEED, name=f"{catalogue.content.site.name}: Briefings"),
        link_preview=_link_preview(catalogue, briefing, headline, f"{sizes[1]}, {sizes[2]}", later, corrected),
        number=briefing.issue,
        published_on=briefing.published,
        published=day_in_words(briefing.published),
        events=when_in_words(briefing.events),
        size=", ".join(sizes),
        headline=CitedPassage(words=headline, claims=said_there),
        looks_back=_looks_back(briefing),
        bullets=bullets,
        verdict=verdict,
        anew=tuple(f"Written anew on {day_in_words(one.on)}. {one.why}" for one in briefing.reworded if one.why),
        terms=terms_in(catalogue.content, [words]),
        analysis=analysis,
        cards=figures,
        chart=chart,
        items=items,
        gaps=gaps,
        table=tuple(claim for claim in table if claim.figure),
        table_of_others=tuple(claim for claim in table if not claim.figure),
        count_of_table=counted(len(table), "fact"),
        notes=later,
        first_words=first_words,
        count_of_first_words=counted(len(first_words), "passage"),
        changes=corrected,
        sources=sources,
        newer=catalogue.briefing_link(catalogue.briefings[index - 1]) if index else None,
        older=catalogue.briefing_link(catalogue.briefings[index + 1]) if index + 1 < len(catalogue.briefings) else None,
        cite=cite(catalogue, briefing.headline, path, carried),
        changed_on=max((briefing.published, *(note.on for note in briefing.notes))),
        history=history(catalogue, carried),
    )


def _link_preview(
    catalogue: Catalogue,
    briefing: Briefing,
    headline: Words,
    size: str,
    later: Sequence[LaterNote],
    corrected: Sequence[Change],
) -> LinkPreview:
    """The headline of a briefing, of when it tells, and what was corrected or added since."""
    states: list[tuple[str, Tone]] = []
    if corrected:
        states.append((f"{counted(len(corrected), 'correction')} since", "old"))
    if later:
        states.append((f"Note added {later[-1].on}", "old"))
    states.append((size, "second" if states else "ink"))
    return LinkPreview(
        site=catalogue.content.site.name,
        label=f"Briefing {briefing.issue}, {day_in_words(briefing.published)}",
        text=headline.text,
        source=f"Events of {when_in_words(briefing.events)}",
        states=tuple(states),
        reason=later[-1].text.text if later else "",
    )


def minutes_to_read(briefing: Briefing) -> str:
    """How long a briefing takes to read: 2 minutes."""
    words = " ".join([briefing.headline, *(passage.text for passage in briefing.passages)])
    return counted(max(1, round(len(words.split()) / WORDS_A_MINUTE)), "minute")


# A briefing looks back when its events were over so long before it went out.
_LONG_AGO = timedelta(days=365)


def _looks_back(briefing: Briefing) -> str:
    """What is said of a briefing on old events: its figures are of then."""
    if briefing.published - briefing.events.last < _LONG_AGO:
        return ""
    return f"It looks back at {when_in_words(briefing.events)}; its figures are of then."


def later_note(catalogue: Catalogue, note: DatedNote, cited: Iterable[Fact]) -> LaterNote:
    """A note, which cites what its briefing does, with the old words struck and the new ones next to them."""
    changed = (
        Rewritten(name=one.name, was=one.was, now=one.now, parts=tuple(_struck(one)))
        for one in changed_in_words(note.changed)
    )
    return LaterNote(on=day_in_words(note.on), text=catalogue.words(note.text, cited), changed=tuple(changed))


def _by_place(catalogue: Catalogue, facts: Iterable[Fact]) -> list[Fact]:
    """The facts of a table: by what they are about and what they measure, each in the order of time."""

    def key(fact: Fact) -> tuple[str, str, date]:
        when = catalogue.content.when(fact)
        measure = fact.figure.measure if fact.figure else ""
        return catalogue.content.subjects[fact.about].name, measure, when.first if when else date.min

    return sorted(facts, key=key)


def _first_words(briefing: Briefing) -> Iterator[FirstWords]:
    """The passages as they were published first, by field; words between the first and those of now are left out."""
    # By field, what stands there since: the first words, and the day until which they stood.
    first: dict[str, dict[str, tuple[str, str]]] = {}
    gone: dict[str, list[tuple[str, str]]] = {}
    for entry in briefing.reworded:
        for one in entry.changed:
            if one.field not in WORDS_OF_BRIEFING:
                continue
            known = first.setdefault(one.field, {})
            was = [known.pop(words, (words, day_in_words(entry.on))) for words in one.was]
            if entry.why or len(was) != len(one.now):
                gone.setdefault(one.field, []).extend(was)
            else:
                known.update(zip(one.now, was, strict=True))
    for field in WORDS_OF_BRIEFING:
        for words, until in (*gone.get(field, ()), *first.get(field, {}).values()):
            # One at a time, so that no passage runs into the next.
            (changed,) = changed_in_words((Changed(field=field, was=(words,)),))
            yield FirstWords(name=changed.name, words=changed.was, until=until)


def _struck(change: FieldChange) -> Iterator[tuple[str, str]]:
    was, now = change.was.split(), change.now.split()
    for what, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            yield "", " ".join(was[i1:i2])
        else:
            yield from ((kind, " ".join(words)) for kind, words in (("was", was[i1:i2]), ("now", now[j1:j2])) if words)


def briefing_lists(catalogue: Catalogue) -> Iterator[BriefingListPage]:
    """All briefings by month, newest first."""

    def month(briefing: Briefing) -> str:
        return month_in_words(briefing.published)

    def when(briefing: Briefing) -> When:
        return When.of_day(briefing.published)

    for one in listed(catalogue.briefings, "briefings/index.md", "Briefings", "briefings/published", *by_time(when)):
        yield BriefingListPage(
            path=one.path,
            template="briefing-list",
            title=one.title,
            description="Every briefing, newest first.",
            feed=Link(path=BRIEFINGS_FEED, name=f"{catalogue.content.site.name}: Briefings"),
            above=one.above,
            parts=one.parts,
            months=tuple((name, tuple(map(catalogue.briefing_row, group))) for name, group in groupby(one.rows, month)),
        )
