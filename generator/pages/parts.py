"""The parts that several pages show, and the content as the pages ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import itemgetter

from generator.bind.passage import Binding
from generator.bind.texts import Texts
from generator.model.agreement import Group
from generator.model.content import Content
from generator.model.index import Index, calendar_time
from generator.model.money import Rate
from generator.model.observations import seen_on, source_state
from generator.model.over_time import Mismatch
from generator.model.quotes import address_of_words
from generator.model.records import (
    Briefing,
    Fact,
    Figure,
    Item,
    Organisation,
    OrganisationKind,
    Passage,
    Place,
    PlaceKind,
    Record,
)
from generator.model.series import SeriesKey, figure_of
from generator.model.states import State, StateName, Verdict, state
from generator.model.timeline import KINDS, as_of
from generator.model.weeks import Week, WeekChanges, week_changes, weeks_until
from generator.model.when import When
from generator.model.words import (
    age_in_words,
    counted,
    day_in_words,
    figure_in_words,
    language_in_words,
    number_in_words,
    rounded,
    rounded_like,
    when_in_words,
)
from generator.pages.long_lists import Level, Levels, Listed, by_name, by_time, listed
from generator.pages.page import Link, view


@view
class Piece:
    """A part of a text: plain words, a number or a date.

    A number has the id of the ``fact`` whose figure it is, and of a further figure that one's name; one that we worked
    out or counted ``is_count``. A date has the time that it names, as ``When`` writes it.
    """

    text: str
    fact: str = ""
    figure: str = ""
    is_target: bool = False
    is_count: bool = False
    when: str = ""


@view
class Words:
    """A text with its numbers told apart; ``text`` is what a reader reads."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text without marks, for titles and data."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def facts(self) -> frozenset[str]:
        """The ids of the facts whose figures it says."""
        return frozenset(piece.fact for piece in self.pieces if piece.fact)


@view
class SourceView:
    """A source as it is named next to a claim. ``number`` is its place among the page's sources."""

    number: int
    path: str
    title: str
    title_is_description: bool
    publisher: str
    publisher_id: str
    publisher_class: str
    author: str | None
    published: str
    retrieved: str
    language: str
    url: str
    archived: str | None
    facts: str


@view
class FigureView:
    """A figure in words: more than | 500 billion | yuan. ``name`` tells a further figure of a fact apart."""

    measure: str
    qualifier: str
    number: str
    unit: str
    name: str
    when: str
    as_stated: str
    # Of a further figure of a fact; the first one's are the fact's.
    dollars: ConvertedAmount | None = None

    @property
    def label(self) -> str:
        """What a further figure is called: by its name, or else by what it measures."""
        return self.name.replace("-", " ").capitalize() or self.measure

    @property
    def words(self) -> str:
        """Hedge, number and unit in one text, without those that are empty."""
        return " ".join(part for part in (self.qualifier, self.number, self.unit) if part)


@view
class ConvertedAmount:
    """An amount in another currency: about US$73 billion | at 6.84 yuan to the dollar, … February 2023."""

    amount: str
    rate: str


@view
class Quoted:
    """The source's own words: their language as a tag, and the addresses of its page and of its archived copy that a
    browser scrolls to them."""

    text: str
    lang: str
    url: str
    archived: str | None

    @property
    def shown(self) -> str:
        """The words in the quotation marks of their language."""
        first, last = ("「", "」") if self.lang.partition("-")[0] in ("zh", "ja") else ("“", "”")
        return f"{first}{self.text}{last}"


@view
class StateView:
    """Whether a fact still stands: its first words, and what follows in the same line."""

    name: StateName
    lead: Words
    rest: Words


@view
class Claim:
    """A fact as it stands in a list: its words, when, who said it, how sure it is, and where to check it."""

    id: str
    path: str
    kind: str
    is_target: bool
    words: Words
    about: Link
    when: str
    speaker: str
    source: SourceView
    # What its note is called on the page: 2, and 2b for the second fact of source 2.
    label: str
    quote: Quoted | None
    # That a machine saw these words in the source, and when.
    seen: str | None
    figure: FigureView | None
    further: tuple[FigureView, ...]
    # What numbers of the quote its text leaves out, and why.
    left_out: tuple[tuple[str, str], ...]
    dollars: ConvertedAmount | None
    status: str
    why: str
    state: StateView
    # Said once a figure is older than its measure's review horizon.
    overdue: str | None
    # Said of what is older than two years: 3 years old.
    old: str | None
    checked: str
    # Why its figure does not fit the others of its series.
    odd: str | None
    # Where in the source it stands: paragraph 13.
    where: str
    note: str | None
    # The source's own hedges, and the note.
    limits: str
    changed: str | None
    # The file of our records that it stands in, from the root of the repository.
    record: str

    @property
    def text(self) -> str:
        """Its words without marks, for titles and data."""
        return self.words.text

    @property
    def title(self) -> str:
        """What its figure counts, of what and when: AI industry output, Shanghai, 2024; of one without, its words."""
        if self.figure is None:
            return self.words.text
        return f"{self.figure.measure}, {self.about.name}, {self.figure.when}"

    @property
    def who(self) -> str:
        """Who said it in the source that prints it; "" where the source itself says it."""
        return "" if self.speaker in (self.source.publisher, self.source.author) else self.speaker


@view
class Ledger:
    """Facts by date: the newest, and where there are more a link that says how many and of when; ``count`` is of
    all."""

    claims: tuple[Claim, ...]
    more: Link | None
    count: str


@view
class Card:
    """The newest figure of one measure, and what other sources say of the same time."""

    label: str
    claim: Claim
    others: tuple[Claim, ...]


@view
class CitedPassage:
    """Words of ours with the claims that they stand on."""

    words: Words
    claims: tuple[Claim, ...]
    heading: Words | None = None


@view
class PlaceRow:
    """A place as lists show it; ``depth`` counts the places that it lies in, ``within`` names the nearest."""

    link: Link
    kind: str
    depth: int
    within: str | None
    facts: int
    newest: str


@view
class OrganisationRow:
    """An organisation as lists show it, with its number of facts."""

    link: Link
    kind: str
    facts: int


@view
class BriefingRow:
    """A briefing as lists show it: its number, the day it was published, the time of its events."""

    link: Link
    number: int
    published: str
    events: str


@view
class BriefingList:
    """Briefings, newest first, and where there are more a link that says how many; ``count`` is of all."""

    briefings: tuple[BriefingRow, ...]
    more: Link | None
    count: str


# How many briefings stand on the page of a thing that they are about.
BRIEFINGS = 3
# What a list of facts of a kind is called.
KIND_HEADINGS: Mapping[str, str] = {
    "figure": "Figures",
    "event": "Timeline",
    "policy": "Rules and policy",
    "target": "Stated plans",
    "profile": "Background",
}
PLACE_KINDS: Mapping[PlaceKind, str] = {
    "world": "World",
    "region": "Region",
    "country": "Country",
    "province": "Province",
    "city": "City hub",
    "district": "District",
    "cluster": "Cluster",
}
ORGANISATION_KINDS: Mapping[OrganisationKind, str] = {
    "company": "Company",
    "research institute": "Research institute",
    "public body": "Public body",
    "publication": "Publication",
}
NO_DATE = "date not stated"


class Catalogue(Index):
    """The index, with the views that stand on more than one page. No text of its content has a slot."""

    def __init__(self, content: Content, today: date) -> None:
        self._raw, self._texts = content, Texts(content)
        super().__init__(self._texts.content, today)

    def known_after(self, week: Week) -> Catalogue:
        """The content as it stood when a week had ended, on the day after; while it lasts, as it stands today."""
        if week.next_day > self.today:
            return self
        return Catalogue(as_of(self._raw, week.last), week.next_day)

    @cached_property
    def weeks(self) -> tuple[tuple[Week, WeekChanges, Catalogue], ...]:
        """The weeks in which something happened, newest first, each with the content as it stood at its end."""
        found: list[tuple[Week, WeekChanges, Catalogue]] = []
        before: Catalogue | None = None
        for week in weeks_until(self.content, self.today):
            state = self.known_after(week)
            what = week_changes(week, state, before)
            before = state
            if what.is_something:
                found.append((week, what, state))
        return tuple(reversed(found))

    def words(self, text: str, cited: Iterable[Fact]) -> Words:
        """A text of ours that cites some facts, with its numbers told apart."""
        binding = self._texts.binding(text, cited)
        if binding.text != text:
            # It has braces that are no slots.
            return plain(text)
        return Words(pieces=tuple(_pieces(binding)))

    def words_of(self, passage: Passage | Item) -> Words:
        """The text of a passage."""
        return self.words(passage.text, (self.content.facts[id] for id in passage.facts))

    def subject_link(self, subject: str) -> Link:
        """The link to a place or an organisation."""
        found = self.content.subjects[subject]
        kind = "places" if isinstance(found, Place) else "organisations"
        return Link(path=f"{kind}/{subject}.md", name=found.name, name_zh=found.name_zh)

    @cached_property
    def disagreements(self) -> tuple[Listed[Group | Mismatch], ...]:
        """The open disagreements and what does not add up, as they stand on the pages of all."""
        levels: Levels[Group | Mismatch] = by_time(lambda group: group.when)
        initial: Level[Group | Mismatch] = by_name(lambda group: self.content.subjects[group.key.about].name)
        folder = "disagreements"
        pages = listed(
            self.differences,
            f"{folder}.md",
            "Disagreements",
            folder,
            *levels,
            initial,
            size=lambda one: len(one.facts),
        )
        return tuple(pages)

    def disagreements_path(self, group: Group | Mismatch) -> str:
        """The page of disagreements that a group stands on."""
        return self._disagreements_path[group.key, group.when]

    @cached_property
    def _disagreements_path(self) -> Mapping[tuple[SeriesKey, When], str]:
        return {(group.key, group.when): one.path for one in self.disagreements for group in one.rows}

    def topic_link(self, topic: str) -> Link:
        """The link to a topic."""
        return Link(path=f"topics/{topic}.md", name=self.content.topics[topic].name)

    def link(self, address: str) -> Link:
        """The link to a thing by its address, such as facts/the-id."""
        kind, _, id = address.partition("/")
        content = self.content
        match kind:
            case "facts":
                name = content.facts[id].text
            case "places" | "organisations":
                return self.subject_link(id)
            case "topics":
                name = content.topics[id].name
            case "sources":
                name = content.records[id].source.title
            case "charts":
                name = content.charts[id].title
            case _:
                name = content.briefings[id].headline
        return Link(path=f"{address}.md", name=name)

    def feed_link(self, address: str) -> Link:
        """The link to the feed of a thing, by its address."""
        return Link(path=f"feeds/{address}.xml", name=f"{self.content.site.name}: {self.link(address).name}")

    def calendar_link(self, subject: str) -> Link | None:
        """The link to the calendar of a place or an organisation; None where no dated fact is about it."""
        link = self.subject_link(subject)
        if not any(calendar_time(self.content.facts[id]) for id in self.within_subject.get(subject, ())):
            return None
        return Link(
            path=f"calendars/{link.path.removesuffix('.md')}.ics", name=f"{self.content.site.name}: {link.name}"
        )

    def briefing_link(self, briefing: Briefing) -> Link:
        """The link to a briefing."""
        return Link(path=f"briefings/{briefing.id}.md", name=briefing.headline)

    def source(self, record: Record, number: int = 0) -> SourceView:
        """A source as pages name it; ``number`` is its place among the sources of a page."""
        source = record.source
        publisher = self.content.publishers[source.publisher]
        return SourceView(
            number=number,
            path=f"sources/{record.id}.md",
            title=source.title,
            title_is_description=source.title_is_description,
            publisher=publisher.name,
            publisher_id=publisher.id,
            publisher_class=publisher.class_,
            author=source.author,
            published=when_in_words(source.published) if source.published else NO_DATE,
            retrieved=day_in_words(source.retrieved),
            language=language_in_words(source.language),
            url=source.url,
            archived=source.archived,
            facts=counted(len(record.facts), "fact"),
        )

    def claim(self, fact: Fact, number: int = 0, label: str = "") -> Claim:
        """A fact as pages and feeds show it; ``number`` is its source's place on a page, ``label`` what its note is
        called there, if not by that number."""
        claim = self._claims.get(fact.key)
        if claim is None:
            claim = self._claims[fact.key] = self._claim(fact)
        if not number:
            return claim
        return replace(claim, source=replace(claim.source, number=number), label=label or str(number))

    @cached_property
    def _claims(self) -> dict[tuple[str, Figure | None], Claim]:
        return {}

    def _claim(self, fact: Fact) -> Claim:
        source = self.source(self.content.record_of[fact.id])
        when = self.content.when(fact)
        status = self.statements.status(fact)
        return Claim(
            id=fact.id,
            path=f"facts/{fact.id}.md",
            kind=KINDS[fact.kind],
            is_target=fact.kind == "target",
            words=self.words(fact.text, [fact]),
            about=self.subject_link(fact.about),
            when=when_in_words(when) if when else NO_DATE,
            speaker=fact.said_by or source.publisher,
            source=source,
            label="",
            quote=self.quoted(fact),
            seen=self._seen(fact),
            figure=self.figure(fact.figure) if fact.figure else None,
            further=tuple(
                replace(self.figure(figure), dollars=self.dollars(fact.led_by(figure))) for figure in fact.figures[1:]
            ),
            left_out=tuple((one.number, one.why) for one in fact.left_out),
            dollars=self.dollars(fact),
            status=status.status,
            why=status.reason,
            state=state_view(self, fact),
            overdue="a newer one should exist" if self.review_is_due(fact) else None,
            old=age_in_words(when, self.today) if when else None,
            checked=day_in_words(self.statements.last_checked(fact)),
            where=fact.where,
            note=fact.note,
            limits=_limits(fact),
            odd=fact.odd.why if fact.odd else None,
            changed=changed(fact),
            record=self.content.record_of[fact.id].path,
        )

    def quoted(self, fact: Fact) -> Quoted | None:
        """The source's words for a fact; None where it has none."""
        if not fact.quote:
            return None
        source = self.content.record_of[fact.id].source
        return Quoted(
            text=fact.quote,
            lang=source.language,
            url=address_of_words(source.url, fact.quote),
            archived=address_of_words(source.archived, fact.quote) if source.archived else None,
        )

    def _seen(self, fact: Fact) -> str | None:
        day = seen_on(self.content, fact)
        state = source_state(self.content, self.content.record_of[fact.id])
        if day is None or state is None:
            return None
        return f"Words seen in the {'archived copy' if state.copy else 'source'} by machine on {day_in_words(day)}"

    def figure(self, figure: Figure) -> FigureView:
        """A figure in words."""
        number, unit = figure_in_words(figure, self.content.units[figure.unit])
        return FigureView(
            measure=self.content.measures[figure.measure].name,
            qualifier=figure.qualifier or "",
            number=number,
            unit=unit,
            name=figure.name or "",
            when=when_in_words(figure.when),
            as_stated=figure.as_stated,
        )

    def dollars(self, fact: Fact) -> ConvertedAmount | None:
        """An amount of money in dollars, with no more digits than the amount has."""
        figure, rate = fact.figure, self.dollar_rate(fact)
        if figure is None or rate is None:
            return None
        dollars = _exchanged(figure, 1 / rate.per_dollar)
        per_dollar = number_in_words(rounded(rate.per_dollar, 3))
        said = f"at {per_dollar} {self.content.units[figure.unit].many} to the dollar"
        return ConvertedAmount(amount=f"about US${dollars}", rate=f"{said}, {_reference(rate)}")

    def converted(self, fact: Fact, currency: str) -> ConvertedAmount | None:
        """An amount of money in another currency; None where it has that currency already, or there is no rate."""
        figure, units = fact.figure, self.content.units
        if figure is None or figure.unit == currency:
            return None
        if currency == "USD":
            return self.dollars(fact)
        if not (found := self.worth(fact, currency)):
            return None
        worth, rate = found
        # Said the way round that makes it more than one: 7.8 yuan to the euro.
        one, other = (currency, figure.unit) if worth >= 1 else (figure.unit, currency)
        per = number_in_words(rounded(max(worth, 1 / worth), 3))
        return ConvertedAmount(
            amount=f"about {_exchanged(figure, worth)} {units[currency].many}",
            rate=f"at {per} {units[one].many} to the {units[other].one}, {_reference(rate)}",
        )

    def age(self, fact: Fact) -> str | None:
        """What the data say of a figure past its measure's review horizon; None of any other."""
        return "may be out of date" if self.review_is_due(fact) else None

    def place_row(self, place: Place) -> PlaceRow:
        """A place as a list of places shows it."""
        facts = self.by_subject.get(place.id, ())
        newest = self.news_of(facts)
        when = self.content.when(newest) if newest else None
        return PlaceRow(
            link=self.subject_link(place.id),
            kind=PLACE_KINDS[place.kind],
            depth=len(self.content.ancestors(place.id)),
            within=self.content.places[place.parent].name if place.parent else None,
            facts=len(facts),
            newest=when_in_words(when) if when else "none yet",
        )

    def organisation_row(self, organisation: Organisation) -> OrganisationRow:
        """An organisation as a list shows it."""
        return OrganisationRow(
            link=self.subject_link(organisation.id),
            kind=ORGANISATION_KINDS[organisation.kind],
            facts=len(self.by_subject.get(organisation.id, ())),
        )

    def organisations_among(self, facts: Iterable[Fact]) -> tuple[Organisation, ...]:
        """The organisations that facts are about or also about, by name."""
        ids = {subject for fact in facts for subject in (fact.about, *fact.also_about)}
        return self.organisations_by_name(ids)

    def briefing_row(self, briefing: Briefing) -> BriefingRow:
        """A briefing as a list shows it."""
        return BriefingRow(
            link=self.briefing_link(briefing),
            number=briefing.issue,
            published=day_in_words(briefing.published),
            events=when_in_words(briefing.events),
        )

    def briefing_rows(self, facts: Iterable[Fact]) -> tuple[BriefingRow, ...]:
        """The briefings that carry any of these facts, newest first."""
        return tuple(map(self.briefing_row, self.briefings_citing(facts)))

    def briefing_list(self, facts: Iterable[Fact], more: str) -> BriefingList:
        """The newest briefings that carry any of these facts; where there are more, a link to the page at ``more``."""
        rows = self.briefing_rows(facts)
        rest = rows[BRIEFINGS:]
        link = Link(path=more, name=counted(len(rest), "older briefing")) if rest else None
        return BriefingList(briefings=rows[: len(rows) - len(rest)], more=link, count=counted(len(rows), "briefing"))

    def size(self, facts: Sequence[Fact]) -> str:
        """How much is on file: 4 facts from 3 sources."""
        sources = len({self.content.record_of[fact.id].id for fact in facts})
        return f"{counted(len(facts), 'fact')} from {counted(sources, 'source')}"


def _exchanged(figure: Figure, worth: Fraction) -> str:
    """An amount, or both ends of a range, in another currency, with no more digits than it has."""
    values = (figure.value,) if figure.to is None else (figure.value, figure.to)
    return " to ".join(number_in_words(rounded_like(value * worth, value)) for value in values)


def plain(text: str) -> Words:
    """A text in which nothing is told apart."""
    return Words(pieces=(Piece(text=text),))


def _pieces(binding: Binding) -> Iterator[Piece]:
    """A text by what it says in numbers."""
    text, at = binding.text, 0
    said: list[tuple[int, int, Piece]] = [
        (
            bound.start,
            bound.end,
            Piece(
                text=text[bound.start : bound.end],
                fact=bound.fact.id,
                figure=bound.figure.name or "",
                is_target=bound.fact.kind == "target",
            ),
        )
        for bound in binding.bound
    ]
    worked_out = (*binding.worked_out, *binding.counted)
    said += [(start, end, Piece(text=text[start:end], is_count=True)) for start, end in worked_out]
    said += [
        (date.start, date.end, Piece(text=text[date.start : date.end], when=str(date.when))) for date in binding.dates
    ]
    for start, end, piece in sorted(said, key=itemgetter(0, 1)):
        if start < at:
            continue
        if start > at:
            yield Piece(text=text[at:start])
        yield piece
        at = end
    if at < len(text):
        yield Piece(text=text[at:])


def _limits(fact: Fact) -> str:
    """What a fact leaves open: its source's own hedges, and its note."""
    hedges = ", ".join(filter(None, dict.fromkeys(one.qualifier for one in fact.figures)))
    said = f"Not exact: {hedges}." if hedges else ""
    return " ".join(filter(None, (said, fact.note)))


def _reference(rate: Rate) -> str:
    """Whose rate it is and of when: the ECB's average of 2023."""
    return f"the ECB's {'average of' if rate.days > 1 else 'rate of'} {when_in_words(rate.of)}"


def changed(fact: Fact) -> str | None:
    """That a fact was withdrawn or corrected, with the day, in words; None where nothing happened to it."""
    if fact.withdrawn:
        return f"Withdrawn {day_in_words(fact.withdrawn.on)}"
    if fact.corrections:
        return f"Corrected {day_in_words(max(correction.on for correction in fact.corrections))}"
    return None


# --- whether a fact still stands, in words ---

# How many rivals of a figure, or results of a target, a sentence names.
NAMED = 2
_VERDICTS: Mapping[Verdict, str] = {
    "met": "Met:",
    "not met": "Not met:",
    "mixed": "Sources differ on the result:",
    "open": "Result:",
}
_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class _Sentences:
    """Sentences about a fact, in which figures lead to the pages of their facts."""

    def __init__(self, catalogue: Catalogue, fact: Fact, found: State) -> None:
        self._catalogue, self._fact, self._found = catalogue, fact, found

    def all(self) -> Iterator[Words]:
        """The state, and then what it rests on: the rival, the newer figure, the result, how sure it is."""
        found = self._found
        match found.name:
            case "withdrawn" | "corrected":
                yield _joined(f"{found.name.capitalize()} on ", found.on, ".")
            case "target":
                yield from self._result()
            case "newer":
                yield from self._newer()
            case "stands" if found.newest_of and found.newest_of.is_over_time:
                is_of_a_year = found.newest_of.measure.kind == "flow" and figure_of(self._fact).when.months == 12
                yield plain(f"Still stands: the newest {'full-year ' if is_of_a_year else ''}figure.")
            case "confirmed" | "stands":
                yield plain("Stands.")
            case _:
                yield plain(f"{found.name.capitalize()}.")
        if found.name == "replaced" and found.later:
            said_on = self._catalogue.statements.said_on(found.later)
            on = "on" if said_on.precision == "day" else "in"
            yield _joined("The same source gave ", self._figure(found.later), f" {on} ", said_on, ".")
        if found.rivals and found.rivalled:
            yield self._rivals(found.rivalled)
        if found.odd:
            yield plain("It does not fit the other figures.")
            yield self._catalogue.words(found.odd, [self._fact])
        if found.name in ("withdrawn", "corrected"):
            yield self._catalogue.words(found.why, [self._fact])
        elif found.on:
            yield _joined("Corrected on ", found.on, ".")
        if found.name in ("withdrawn", "replaced"):
            return
        if found.later and found.name != "newer":
            yield from self._newer()
        if found.outcome and found.name != "target":
            yield from self._result()
        yield self._how_sure()
        if found.is_due:
            when = figure_of(self._fact).when
            is_of_a_year = when.precision == "year" and not when.is_span
            next_one = (" for ", When.parse(str(when.last.year + 1))) if is_of_a_year else ()
            yield _joined(
                "A newer figure" if not next_one else "A figure", *next_one, " should exist by now; we found none."
            )

    def _figure(self, fact: Fact) -> Piece:
        figure = self._catalogue.figure(figure_of(fact))
        return Piece(text=figure.words, fact=fact.id, figure=figure.name, is_target=fact.kind == "target")

    def _rivals(self, fact: Fact) -> Words:
        """For 2021 Shanghai Daily gives 280 billion yuan; of a further figure, with what it measures."""
        figure, is_first = figure_of(fact), fact.figure is self._fact.figure
        lead = "For " if is_first else f"{self._catalogue.content.measures[figure.measure].name}, "
        said: list[str | Piece | When] = [lead, figure.when, " " if is_first else ": "]
        for number, rival in enumerate(self._found.rivals[:NAMED]):
            said += [", " if number else "", self._label(rival), " " if number else " gives ", self._figure(rival)]
        more = len(self._found.rivals) - NAMED
        return _joined(*said, "." if more <= 0 else "; another differs." if more == 1 else "; others differ.")

    def _newer(self) -> Iterator[Words]:
        later = self._found.later
        if later is None:
            return
        speakers = self._catalogue.statements.speakers
        is_of_another = not speakers.voice(later).is_same_as(speakers.voice(self._fact))
        yield plain("Newer figure:")
        by = f", {self._label(later)}." if is_of_another else "."
        yield _joined(self._figure(later), ", ", figure_of(later).when, by)

    def _result(self) -> Iterator[Words]:
        """What came of a target."""
        outcome = self._found.outcome
        if outcome is None:
            return
        due = outcome.due
        match outcome.answered_by:
            case "figures of its time":
                yield plain(_VERDICTS[outcome.verdict])
                said: list[str | Piece] = []
                for answer in outcome.answers[:NAMED]:
                    said += ["; " if said else "", self._figure(answer), f", {self._label(answer)}"]
                more = len(outcome.answers) - NAMED
                yield _joined(*said, "." if more <= 0 else "; and another." if more == 1 else "; and others.")
            case "a later figure":
                (later,) = outcome.answers
                yield _joined("No result found for ", due, ".")
                yield _joined("The next figure is ", self._figure(later), ", ", figure_of(later).when, ".")
            case _ if due is None:
                yield plain("No date named; we found no result.")
            case _ if not outcome.is_past:
                yield _joined("Due ", due, "; no result yet.")
            case _:
                is_of_a_year = due.precision == "year"
                ended = When.parse(str(due.last.year)) if is_of_a_year else due.last
                yield _joined(
                    f"No result found since it fell due {'at the end of' if is_of_a_year else 'on'} ", ended, "."
                )

    def _how_sure(self) -> Words:
        found = self._found
        # Where another figure is named before, it is told which of them this is about.
        this = " gives this figure" if found.rivals or found.later else ""
        these = " give this figure" if this else " agree"
        which = " on its first figure" if len(self._fact.figures) > 1 else ""
        if found.origins > 1:
            return _joined(_count(found.origins), f" independent sources{these}{which}.")
        if found.sources > 1:
            return _joined(_count(found.sources), " sources give this figure, which go back to one; we found no other.")
        return plain(f"One {'official ' if found.is_official else ''}source{this}; we found no second.")

    def _label(self, fact: Fact) -> str:
        return self._catalogue.statements.speakers.label(fact)


def state_view(catalogue: Catalogue, fact: Fact) -> StateView:
    """Whether a fact, as editors wrote it, still stands: the state in its first words, and what it rests on."""
    fact = catalogue.content.facts[fact.id]
    found = state(catalogue, fact)
    lead, *rest = _Sentences(catalogue, fact, found).all()
    said = [piece for sentence in rest for piece in (Piece(text=" "), *sentence.pieces)]
    return StateView(name=found.name, lead=lead, rest=Words(pieces=tuple(said[1:])))


def _joined(*parts: str | Piece | When | date | None) -> Words:
    """A sentence of plain words, pieces and times, without those that are empty."""
    return Words(pieces=tuple(_piece(part) for part in parts if part))


def _piece(part: str | Piece | When | date) -> Piece:
    match part:
        case Piece():
            return part
        case When():
            return Piece(text=when_in_words(part), when=str(part))
        case date():
            return Piece(text=day_in_words(part), when=part.isoformat())
        case _:
            return Piece(text=part)


def _count(number: int) -> Piece:
    return Piece(text=_COUNTS[number] if number < len(_COUNTS) else str(number), is_count=True)
