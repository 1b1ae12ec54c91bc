"""The page of each week: what changed from Monday to Sunday, as it stood at its end; and the list of weeks.

Its numbers lead to the pages of their facts, which say how these stand today. It has no cards: what they hold of a
source may be added to later without a day, and the page of a week that has ended stays as it is. What was corrected
since of what it shows stands below, with the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator.model.agreement import Group
from generator.model.over_time import Mismatch
from generator.model.records import Fact
from generator.model.timeline import What
from generator.model.weeks import Week, WeekChanges, first_day, next_due, next_stale, weeks_until
from generator.model.when import months_after
from generator.model.words import counted, day_in_words, when_in_words
from generator.pages.corrections import Change, changes, changes_of_others
from generator.pages.long_lists import ListPage, first_of, listed
from generator.pages.page import WEEKS_FEED, Link, Page, view
from generator.pages.parts import BriefingRow, Catalogue, Piece, Words


@view
class FigureInWeek:
    """A figure as a week tells it: its amount, which leads to the fact, and who says it."""

    figure: Words
    # The same without its unit.
    number: Words
    measure: str
    about: Link
    when: str
    speaker: str


@view
class WeekStep:
    """A figure that follows an older one of the same speaker."""

    was: FigureInWeek
    now: FigureInWeek

    @property
    def when(self) -> str:
        """The times of both: 2024 → 2025; of one time that."""
        return self.now.when if self.was.when == self.now.when else f"{self.was.when} → {self.now.when}"


@view
class Difference:
    """Figures for one thing, measure and time that differ or do not add up, and the page that says more."""

    about: Link
    measure: str
    when: str
    figures: tuple[FigureInWeek, ...]
    path: str


@view
class Aim:
    """A target whose day came: what was planned, what came of it as far as was known, and the figures that say so."""

    words: Words
    due: str
    outcome: str
    answers: tuple[FigureInWeek, ...]


@view
class Ahead:
    """The next day on which something falls due, and the first of what does."""

    on: str
    count: str
    words: tuple[Words, ...]


@view
class WeekPage(Page):
    """What changed in a week or, while it lasts, so far."""

    week: Week
    name: str
    dates: str
    last: str
    is_over: bool
    is_first: bool
    headline: Words
    counts: tuple[str, ...]
    steps: tuple[WeekStep, ...]
    more_steps: tuple[WeekStep, ...]
    count_of_more: str
    # Every fact that was added or, of many, how many about what.
    added: tuple[Words, ...]
    more_added: tuple[Words, ...]
    count_of_more_added: str
    added_about: tuple[tuple[Link, str], ...]
    added_about_others: str | None
    opened: tuple[Difference, ...]
    closed: tuple[Difference, ...]
    changes: tuple[Change, ...]
    more_changes: tuple[Change, ...]
    count_of_more_changes: str
    briefings: tuple[BriefingRow, ...]
    due: tuple[Aim, ...]
    stale: tuple[FigureInWeek, ...]
    next_due: Ahead | None
    next_stale: Ahead | None
    # What happened since to facts that it shows.
    since: tuple[Change, ...]
    older: Link | None


@view
class WeekRow:
    """A week as the list has it."""

    link: Link
    dates: str
    is_over: bool
    headline: Words
    counts: str


@view
class WeekListPage(ListPage):
    """Every week in which something changed, newest first."""

    weeks: tuple[WeekRow, ...]


@view
class ChangesPage(Page):
    """What changed between two days, which a script asks for; without it, the weeks. The days are those of which
    something is told, and how far back the page looks first."""

    first: str
    last: str
    since: str
    weeks: tuple[WeekRow, ...]
    more_weeks: Link | None


# So many new facts are listed one by one; of more it is said how many there are about what, and of that the most.
MOST_FACTS_LISTED, MOST_SUBJECTS_LISTED = 40, 12
# So many figures, new facts and corrections stand on the page before a fold.
STEPS, ADDED, CORRECTIONS = 8, 8, 6
# So much of what falls due next is named.
AHEAD = 4
# The longest headline.
LETTERS = 70
_COUNTED: tuple[tuple[What, str, str], ...] = (
    ("added", "fact added", "facts added"),
    ("corrected", "correction", "corrections"),
    ("withdrawn", "fact withdrawn", "facts withdrawn"),
    ("published", "briefing", "briefings"),
    ("noted", "note to a briefing", "notes to briefings"),
    ("checked", "fact checked again", "facts checked again"),
    ("moved", "page moved", "pages moved"),
)


def _year(page: WeekPage) -> tuple[str, str]:
    """What a long list of weeks is divided by: a year's key and name."""
    return str(page.week.year), str(page.week.year)


def week_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of weeks, and the page of each."""
    pages = tuple(week_page(catalogue, index) for index in range(len(catalogue.weeks)))
    for one in listed(pages, "weeks/index.md", "Weeks", "weeks/of", _year):
        yield WeekListPage(
            path=one.path,
            template="week-list",
            title=one.title,
            description="What changed, week by week: new figures, corrections, targets fallen due, disagreements.",
            feed=weeks_feed(catalogue),
            above=one.above,
            parts=one.parts,
            weeks=tuple(map(_row, one.rows)),
        )
    yield from pages
    yield _changes_page(catalogue, pages)


def _changes_page(catalogue: Catalogue, pages: Sequence[WeekPage]) -> ChangesPage:
    shown, more = first_of(pages, "weeks/index.md", "week")
    today = catalogue.today
    return ChangesPage(
        path="changes.md",
        template="changes",
        title="What changed",
        description="New, updated, corrected and withdrawn facts between any two days, targets due and disagreements.",
        feed=weeks_feed(catalogue),
        first=(first_day(catalogue.content) or today).isoformat(),
        last=today.isoformat(),
        since=months_after(today, -1).isoformat(),
        weeks=tuple(map(_row, shown)),
        more_weeks=more,
    )


def weeks_feed(catalogue: Catalogue) -> Link:
    """The feed of weeks."""
    return Link(path=WEEKS_FEED, name=f"{catalogue.content.site.name}: Weeks")


def _row(page: WeekPage) -> WeekRow:
    return WeekRow(
        link=Link(path=page.path, name=page.name),
        dates=page.dates,
        is_over=page.is_over,
        headline=page.headline,
        counts=", ".join(page.counts),
    )


def week_link(week: Week) -> Link:
    """The link to the page of a week."""
    return Link(path=f"weeks/{week.id}.md", name=f"Week {week.number} of {week.year}")


def week_dates(week: Week) -> str:
    """23–29 November 2026, 30 November to 6 December 2026."""
    first, last = day_in_words(week.first), day_in_words(week.last)
    if week.first.month == week.last.month:
        return f"{week.first.day}–{last}"
    return f"{first.removesuffix(f' {week.last.year}')} to {last}"


def week_page(catalogue: Catalogue, index: int) -> WeekPage:
    """The page of a week; ``index`` is its place among those in which something happened, newest first."""
    week, what, state = catalogue.weeks[index]
    link = week_link(week)
    days = Counter(event.what for event in what.events)
    # Of very many no one can be told.
    added = what.added if len(what.added) <= MOST_FACTS_LISTED else ()
    told_added = tuple(state.words(fact.text, [fact]) for fact in added)
    corrected = [one for one in changes(state, state.content.facts.values()) if week.has(one.day)]
    corrected += [one for _, one in changes_of_others(state) if week.has(one.day)]
    name = catalogue.content.site.name
    shown = {fact.id for fact in _shown(what, added)}
    shown |= {event.address.partition("/")[2] for event in what.events if event.what in ("corrected", "withdrawn")}
    now = [fact for fact in catalogue.content.facts.values() if fact.id in shown]
    steps = tuple(WeekStep(was=figure_in_week(state, was), now=figure_in_week(state, now)) for was, now in what.steps)
    subjects = Counter(fact.about for fact in what.added if not added)
    most = sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0]))
    return WeekPage(
        path=link.path,
        template="week",
        title=f"{link.name}: what changed",
        description=f"{week_dates(week)}: {'; '.join(_counts(what, days))}. {name}.",
        feed=weeks_feed(catalogue),
        week=week,
        name=link.name,
        dates=week_dates(week),
        last=day_in_words(week.last),
        is_over=state.today == week.next_day,
        is_first=next(weeks_until(catalogue.content, catalogue.today)) == week,
        headline=_headline(state, what, days),
        counts=_counts(what, days),
        steps=steps[:STEPS],
        more_steps=steps[STEPS:],
        count_of_more=f"{len(steps[STEPS:])} more",
        added=told_added[:ADDED],
        more_added=told_added[ADDED:],
        count_of_more_added=f"{len(told_added[ADDED:])} more",
        added_about=tuple(
            (state.subject_link(id), counted(number, "fact")) for id, number in most[:MOST_SUBJECTS_LISTED]
        ),
        added_about_others=_about_others(most[MOST_SUBJECTS_LISTED:]),
        opened=tuple(difference(catalogue, state, one) for one in what.opened),
        closed=tuple(difference(catalogue, state, one) for one in what.closed),
        changes=tuple(corrected[:CORRECTIONS]),
        more_changes=tuple(corrected[CORRECTIONS:]),
        count_of_more_changes=f"{len(corrected[CORRECTIONS:])} more",
        briefings=tuple(state.briefing_row(one) for one in state.briefings if week.has(one.published)),
        due=tuple(aim(state, fact) for fact in what.due),
        stale=tuple(figure_in_week(state, fact) for fact in what.stale),
        next_due=ahead(state, next_due(state), "target"),
        next_stale=ahead(state, next_stale(state), "figure"),
        since=tuple(one for one in changes(catalogue, now) if one.day > week.last),
        older=week_link(catalogue.weeks[index + 1][0]) if index + 1 < len(catalogue.weeks) else None,
    )


def _about_others(rest: Sequence[tuple[str, int]]) -> str | None:
    facts = counted(sum(number for _, number in rest), "fact")
    return f"{facts} about {counted(len(rest), 'other subject')}" if rest else None


def _shown(what: WeekChanges, added: Iterable[Fact]) -> Iterator[Fact]:
    """The facts that the page of a week shows."""
    yield from added
    for step in what.steps:
        yield from step
    for difference in (*what.opened, *what.closed):
        yield from difference.facts
    yield from (*what.due, *what.stale)


def _counts(what: WeekChanges, days: Counter[What]) -> tuple[str, ...]:
    """What happened, in numbers: 31 facts added, 27 corrections … What every reader looks for is said where it is none
    too."""
    found = [
        counted(days[kind], one, many) for kind, one, many in _COUNTED if days[kind] or kind in ("added", "corrected")
    ]
    if what.changes:
        found.append(counted(len(what.changes), "other change"))
    found.append(f"{counted(len(what.opened), 'disagreement')} opened, {len(what.closed)} closed")
    found.append(f"{counted(len(what.due), 'target')} fallen due")
    return *found, f"{counted(len(what.stale), 'figure')} gone stale"


def _headline(state: Catalogue, what: WeekChanges, days: Counter[What]) -> Words:
    """The most telling of what happened: a figure that follows an older one, then targets, then disagreements."""
    newest = (figure_in_week(state, now) for _, now in what.steps)
    heads = (((Piece(text=f"{one.measure}, {one.about.name}: "), *one.figure.pieces)) for one in newest)
    head: tuple[Piece, ...] | None = next((one for one in heads if _letters(one) <= LETTERS), None)
    if head is None and what.due:
        head = (Piece(text=f"{counted(len(what.due), 'target')} fallen due", is_count=True),)
    if head is None:
        counts = _counts(what, days)
        first = next((one for one in counts if not one.startswith("0 ")), "") or counts[0]
        return Words(pieces=(Piece(text=first, is_count=True),))
    opened = counted(len(what.opened), "disagreement")
    further = [f"{opened} opened"] if what.opened else []
    further += [counted(days["corrected"], "correction")] if days["corrected"] else []
    fitting = next((one for one in further if _letters(head) + 2 + len(one) <= LETTERS), None)
    return Words(pieces=(*head, *((Piece(text="; "), Piece(text=fitting, is_count=True)) if fitting else ())))


def _letters(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def figure_in_week(state: Catalogue, fact: Fact) -> FigureInWeek:
    """A fact's figure as a week tells it."""
    figure = state.figure(fact.figure) if fact.figure else None
    when = state.content.when(fact)
    bare = " ".join(filter(None, (figure.qualifier, figure.number))) if figure else ""

    def said(text: str) -> Words:
        return Words(pieces=(Piece(text=text, fact=fact.id, is_target=fact.kind == "target"),) if text else ())

    return FigureInWeek(
        figure=said(figure.words if figure else ""),
        number=said(bare),
        measure=figure.measure if figure else "",
        about=state.subject_link(fact.about),
        when=when_in_words(when) if when else "",
        speaker=state.statements.speakers.label(fact),
    )


def difference(catalogue: Catalogue, state: Catalogue, one: Group | Mismatch) -> Difference:
    """A disagreement as a week tells it."""
    facts = one.latest if isinstance(one, Group) else one.facts
    # Where all are told; one that is closed since stands there no more.
    return Difference(
        about=state.subject_link(one.key.about),
        measure=one.measure.name,
        when=when_in_words(one.when),
        figures=tuple(figure_in_week(state, fact) for fact in facts),
        path="disagreements.md",
    )


def aim(state: Catalogue, fact: Fact) -> Aim:
    """A target whose day came, and what came of it."""
    answers = state.statements.outcome(fact)
    outcome = "Reported since:" if answers else "We found no result."
    if not answers and (later := state.statements.next_figure(fact)):
        answers, outcome = (later,), "Only a later figure:"
    due = fact.own_when
    return Aim(
        words=state.words(fact.text, [fact]),
        due=when_in_words(due) if due else "",
        outcome=outcome,
        answers=tuple(figure_in_week(state, answer) for answer in answers),
    )


def ahead(
    state: Catalogue, following: tuple[date, tuple[Fact, ...]] | None, one: str, most: int = AHEAD
) -> Ahead | None:
    """What falls due next, of which so many are named at ``most``; ``one`` is what one of it is called."""
    if following is None:
        return None
    day, facts = following
    words = tuple(state.words(fact.text, [fact]) for fact in facts[:most])
    return Ahead(on=day_in_words(day), count=counted(len(facts), one), words=words)
