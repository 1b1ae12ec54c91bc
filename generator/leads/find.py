"""What an editor should look for: content, a day and what feeds told become leads, those that matter most to readers
first.

A lead goes when what it asks for is on file. Where somebody looked and found nothing new, and the source still says
the fact, ``checked`` tells the day, and the lead rests for as long as the measure's review horizon.
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from generator.bind.texts import Texts
from generator.check.measures import MeasureWords, Phrases
from generator.check.naming import Naming
from generator.leads.feeds import DAYS_OF_NEWS, FeedItem, FeedsRead
from generator.leads.outdated import OutdatedMention, outdated_mentions
from generator.model.content import Content
from generator.model.expected import Expected, day_since, expected
from generator.model.index import Index
from generator.model.observations import missing_on, source_state
from generator.model.records import Briefing, Fact, Measure, Organisation, Passage, Place
from generator.model.series import Series
from generator.model.web_addresses import same_page
from generator.model.when import months_after
from generator.model.words import counted, day_in_words, figure_in_words, when_in_words

# A value expected within a week is one to look for this week.
_WEEK = timedelta(days=7)
# Of what has no measure, how many months a look keeps.
_MONTHS_OF_A_LOOK = 12
# So many leads of a section are listed, and so many articles.
MOST, MOST_ARTICLES = 10, 20
# So many names that an article has are said.
_MOST_NAMES, _MOST_MEASURES = 4, 2
# How a gap begins that asks for no amount: a figure of what it cites does not fill it.
_NO_AMOUNT = re.compile(r"(?:who|whose|whom|why|whether|where)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NEW_RECORD = "python -m generator new record URL"


@dataclass(frozen=True, slots=True)
class Lead:
    """One thing to look for: what it is about, what is known, what to do and with which command; the pages of ours, as
    facts/the-id, the file to edit, from the root of the repository, and the address of an article elsewhere. Of an
    article ``about`` is its title, which others wrote: it is shown as letters and nothing else."""

    about: str
    says: str
    do: str
    command: str = ""
    pages: tuple[str, ...] = ()
    file: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Leads of one kind, the ones that matter most first, and how many are left out."""

    title: str
    # What the kind is, and what ends it.
    explained: str
    leads: tuple[Lead, ...]
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.leads) + self.left_out

    def cut(self, most: int) -> Section:
        """The same with at most so many leads."""
        return Section(self.title, self.explained, self.leads[:most], self.count - len(self.leads[:most]))


@dataclass(frozen=True, slots=True)
class Leads:
    """All leads of a day, and what is to be said of the feeds."""

    today: date
    sections: tuple[Section, ...]
    feeds: str


# What leads are sorted by, the least first, and the lead.
_Ranked = tuple[tuple[Any, ...], Lead]


def find_leads(content: Content, today: date, feeds: FeedsRead) -> Leads:
    """Everything to look for on a day. ``content`` has no problem."""
    finder = _Finder(content, today)
    sections = (
        _section(
            "Corrections that other pages still tell",
            "A fact was corrected or withdrawn, and a page that cites it was not. A dated note on a briefing ends it.",
            finder.outdated_mentions(),
        ),
        _section(
            "New articles in the publishers' feeds",
            f"Not on file, at most {DAYS_OF_NEWS} days old, with a name or a measure of ours. A record with its "
            "address ends it.",
            finder.articles(feeds.items),
            MOST_ARTICLES,
        ),
        _section(
            "Values that should be out",
            "The next value of a series, by the rhythm of the last ones. The value ends it.",
            finder.expected(),
        ),
        _section(
            "Figures past their review",
            "The newest of its series on file is older than its measure's `review_after`. A newer figure ends it.",
            finder.past_review(),
        ),
        _section(
            "Targets fallen due without an outcome",
            "The time of a plan has passed, and no figure of that time is on file.",
            finder.targets(),
        ),
        _section(
            "Lead figures with one origin",
            "Readers see it first, and no independent source agrees yet.",
            finder.one_origin(),
        ),
        _section(
            "Gaps that newer facts may fill",
            "A briefing named it as not known. A dated note on the briefing ends it.",
            finder.gaps(),
        ),
        _section(
            "Sources that changed or are gone",
            "What `python -m generator watch` saw last.",
            finder.sources(),
        ),
    )
    return Leads(today, sections, _of_feeds(content, feeds))


def _section(title: str, explained: str, ranked: Iterable[_Ranked], most: int = MOST) -> Section:
    leads = tuple(lead for _, lead in sorted(ranked, key=lambda one: one[0]))
    return Section(title, explained, leads).cut(most)


def _of_feeds(content: Content, feeds: FeedsRead) -> str:
    if feeds.unread:
        return f"Feeds were not read: {feeds.unread}."
    if not any(publisher.feed for publisher in content.publishers.values()):
        return "No feed was read: no publisher has one. Write the address of one as `feed:` into the publisher's file."
    said = f"{counted(feeds.read, 'feed')} read, {counted(len(feeds.items), 'article')} in them."
    if feeds.failed:
        said += f" Not read: {', '.join(f'{id} ({why})' for id, why in feeds.failed)}."
    return said


class _Finder:
    def __init__(self, content: Content, today: date) -> None:
        self.content = Texts(content).content
        self.index = Index(self.content, today)
        self.statements = self.index.statements
        self.today = today

    # --- what matters most

    def _rank(self, fact: Fact) -> tuple[Any, ...]:
        """What matters to readers: a place's lead figure; what its summary or the newest briefing tells; what is of a
        place; all else. Within each, what most facts are about."""
        place = self.content.places.get(fact.about)
        if place and fact.figure and place.lead == fact.figure.measure:
            tier = 0
        elif fact.id in self._cited_facts:
            tier = 1
        else:
            tier = 2 if place else 3
        return tier, -len(self.index.by_subject.get(fact.about, ())), fact.about

    @cached_property
    def _cited_facts(self) -> frozenset[str]:
        """The facts that the newest briefing and the summaries of places tell."""
        told = {id for place in self.content.places.values() for passage in place.summary for id in passage.facts}
        for briefing in self.index.briefings[:1]:
            told |= briefing.cited
        return frozenset(told)

    def _rests(self, fact: Fact, since: date, most: int | None = None) -> bool:
        """Whether somebody looked after the day on which a lead came up, not longer ago than the review horizon, and
        than so many months."""
        days = (*fact.checked, *(one.on for one in fact.sought))
        looked = max((day for day in days if day >= since), default=None)
        if looked is None:
            return False
        months = self.content.measures[fact.figure.measure].review_after if fact.figure else _MONTHS_OF_A_LOOK
        return self.today <= months_after(looked, min(months, most or months))

    # --- words and places

    def _name(self, subject: str) -> str:
        return self.content.subjects[subject].name

    def _about(self, fact: Fact) -> str:
        if fact.figure is None:
            return self._name(fact.about)
        per = f" per {fact.figure.per}" if fact.figure.per else ""
        return f"{self._name(fact.about)}: {self.content.measures[fact.figure.measure].name}{per}"

    def _figure(self, fact: Fact) -> str:
        """A fact's figure in words, with its hedge and time; the text of a fact without one."""
        if fact.figure is None:
            return fact.text
        number, unit = figure_in_words(fact.figure, self.content.units[fact.figure.unit])
        hedge = f"{fact.figure.qualifier} " if fact.figure.qualifier else ""
        return f"{hedge}{number} {unit}".rstrip() + f" ({when_in_words(fact.figure.when)})"

    def _of(self, fact: Fact) -> dict[str, Any]:
        """Where a fact is: its page and file."""
        return {"pages": (f"facts/{fact.id}",), "file": self.content.record_of[fact.id].path}

    def _publisher(self, fact: Fact) -> str:
        return self.content.publishers[self.content.record_of[fact.id].source.publisher].name

    # --- series: values expected, figures past review

    @cached_property
    def _series(self) -> Sequence[tuple[Series, Fact]]:
        """Every series that counts, with the fact to show first of it."""
        found = []
        for series in self.statements.series.values():
            if series.figures and series.measure.kind != "event":
                newest_first = sorted(series.figures, key=self.index.recency, reverse=True)
                found.append((series, self.statements.lead(newest_first)))
        return found

    @cached_property
    def _expected(self) -> Sequence[tuple[Fact, Expected]]:
        found = []
        for series, lead in self._series:
            value = expected(self.statements, series, self.today + _WEEK)
            if value and not self._rests(lead, value.since, value.step):
                found.append((lead, value))
        return found

    def expected(self) -> Iterator[_Ranked]:
        """Series whose next value is to be expected."""
        for lead, value in self._expected:
            more = f" (and {counted(value.more, 'more value')} since)" if value.more else ""
            yield (
                (*self._rank(lead)[:2], value.more, lead.about, lead.id),
                Lead(
                    self._about(lead),
                    f"the value of {value.time} {day_since(value, self.today)}{more}. {value.why}",
                    f"Look for it, first from {self.statements.speakers.label(lead)}",
                    NEW_RECORD,
                    **self._of(lead),
                ),
            )

    def past_review(self) -> Iterator[_Ranked]:
        """The newest figures of series, where they are older than their measure's horizon and nothing newer is known to
        be due."""
        known = {lead.key for lead, _ in self._expected}
        for _, lead in self._series:
            due = self.statements.review_due(lead)
            if due is None or self.today <= due or lead.key in known or self._rests(lead, due):
                continue
            yield (
                (*self._rank(lead)[:2], due, lead.about, lead.id),
                Lead(
                    self._about(lead),
                    f"{self._figure(lead)} was to be looked at again by {day_in_words(due)}.",
                    f"Look for a newer figure, first from {self.statements.speakers.label(lead)}",
                    NEW_RECORD,
                    **self._of(lead),
                ),
            )

    # --- targets

    def targets(self) -> Iterator[_Ranked]:
        """Plans whose time has passed, with no figure of that time on file."""
        for fact in self.content.facts.values():
            when = fact.own_when
            if fact.kind != "target" or fact.withdrawn or when is None or when.last >= self.today:
                continue
            if self.statements.outcome(fact) or self._rests(fact, when.last):
                continue
            later = self.statements.next_figure(fact)
            said = f"{self._figure(fact)} was the plan" if fact.figure else fact.text.rstrip(".")
            answer = f" The next figure on file is {self._figure(later)}." if later else ""
            tier, *rest = self._rank(fact)
            yield (
                (tier, later is not None, -when.last.toordinal(), *rest, fact.id),
                Lead(
                    self._about(fact),
                    f"{said}{'' if fact.figure else f' ({when_in_words(when)})'}; that time has passed.{answer}",
                    "Look for what came of it",
                    NEW_RECORD,
                    **self._of(fact),
                ),
            )

    # --- second sources

    def one_origin(self) -> Iterator[_Ranked]:
        """Lead figures of places, and figures of the newest briefing, behind which stands one origin."""
        briefing = self.index.briefings[0] if self.index.briefings else None
        leading = {id: position for position, id in enumerate(briefing.figures if briefing else ())}
        seen: set[Any] = set()
        leads = [lead for series, lead in self._series if self._is_lead(series)]
        of_briefing = [self.content.facts[id] for id in leading]
        for fact in (*leads, *of_briefing):
            if fact.key in seen or fact.figure is None or fact.withdrawn or fact.odd:
                continue
            seen.add(fact.key)
            is_plan = fact.kind == "target"
            if is_plan or self.statements.is_disputed(fact) or self.statements.origins(fact) > 1:
                continue
            if self._rests(fact, fact.added + timedelta(days=1)):
                continue
            where = "leads the newest briefing" if fact.id in leading else f"leads the page of {self._name(fact.about)}"
            yield (
                (*self._rank(fact)[:2], fact.about, fact.id),
                Lead(
                    self._about(fact),
                    f"{self._figure(fact)} {where} and rests on {self._voice(fact)}.",
                    "Look for a second, independent source",
                    NEW_RECORD,
                    **self._of(fact),
                ),
            )

    def _is_lead(self, series: Series) -> bool:
        place = self.content.places.get(series.key.about)
        return place is not None and place.lead == series.key.measure

    def _voice(self, fact: Fact) -> str:
        """Who says a fact and, where that is another, who prints it."""
        speaker, publisher = self.statements.speakers.label(fact), self._publisher(fact)
        return f"{publisher} alone" if publisher.startswith(speaker) else f"{speaker} alone, as {publisher} has it"

    # --- gaps

    def gaps(self) -> Iterator[_Ranked]:
        """Gaps of briefings with facts that were added later and fit: a place or organisation that the gap names, and a
        measure that its words or facts have."""
        for position, briefing in enumerate(self.index.briefings):
            for number, gap in enumerate(briefing.gaps):
                facts = self._since(briefing, gap)
                if not facts:
                    continue
                first, rest = facts[0], len(facts) - 1
                others = f" ({counted(rest, 'more fact')} may fit)" if rest else ""
                yield (
                    (position, number),
                    Lead(
                        briefing.headline,
                        f"“{_cut(gap.text)}” Since then: {self._about(first)}, {self._figure(first)}{others}.",
                        f"Read facts/{first.id}; add a note to the briefing, or take it up in the next one",
                        pages=(f"briefings/{briefing.id}", f"facts/{first.id}"),
                        file=f"content/briefings/{briefing.id}.yml",
                    ),
                )

    def _since(self, briefing: Briefing, gap: Passage) -> list[Fact]:
        """The facts added after a briefing that may fill a gap, the newest first; not those of which a note on it may
        have told."""
        noted = max((note.on for note in briefing.notes), default=briefing.published)
        cited = [self.content.facts[id] for id in gap.facts]
        named = {found.subject for found in self._naming.in_text(gap.text) if found.subject}
        subjects = named | ({fact.about for fact in cited} if not named else set())
        own = {figure.measure for fact in cited for figure in fact.figures}
        # What is asked for is counted as what is known: money in money.
        families = {self.content.measures[id].unit for id in own}
        measures = {
            id
            for id in self._words.of
            if self._words.found(id, gap.text) and (not own or self.content.measures[id].unit in families)
        }
        if not measures and not _NO_AMOUNT.match(gap.text):
            measures = own
        times = {figure.when for fact in cited for figure in fact.figures}
        first_year = min(map(int, _YEAR.findall(gap.text)), default=0)
        found = []
        for fact in self.index.figures_newest_first:
            figure = fact.figure
            if figure is None or fact.withdrawn or fact.added <= noted or fact.id in briefing.cited:
                continue
            # A plan is no answer to what came of a plan.
            if fact.kind == "target" or figure.measure not in measures or figure.when in times:
                continue
            if figure.when.last.year < first_year or subjects.isdisjoint((fact.about, *fact.also_about)):
                continue
            found.append(fact)
        return list({fact.id: fact for fact in found}.values())

    # --- sources

    def sources(self) -> Iterator[_Ranked]:
        """Facts whose words a machine did not find in their source any more, and sources that it did not find."""
        for record in self.content.records.values():
            state = source_state(self.content, record)
            facts = [fact for fact in record.facts if not fact.withdrawn]
            if state is None or not facts:
                continue
            first = min(facts, key=self._rank)
            page = f"sources/{record.id}"
            watch = f"python -m generator watch --only {record.id}"
            if state.verdict == "gone" and not record.source.archived:
                says = f"its page is gone since {day_in_words(state.since)}; {counted(len(facts), 'fact')} on it."
                do = "Look for a saved copy and add it as `archived`, or for the page's new address"
            elif state.verdict == "moved" and state.final:
                says = f"its page moved; {counted(len(facts), 'fact')} on it."
                do = "Put the new address, which `final` in its file under content/watched/ has, into `url`"
            elif state.verdict == "words changed":
                missing = [fact for fact in facts if self._is_missing(fact)]
                if not missing:
                    continue
                first = min(missing, key=self._rank)
                says = f"the words of {counted(len(missing), 'fact')} are not on its page any more: {first.text}"
                do, page = "Read it; correct or withdraw the fact, or add the day to its `checked`", f"facts/{first.id}"
            else:
                continue
            order = ("words changed", "gone", "moved").index(state.verdict)
            tier, *rest = self._rank(first)
            yield (
                (tier, order, *rest, record.id),
                Lead(record.source.title, says, do, watch, pages=(page,), file=record.path),
            )

    def _is_missing(self, fact: Fact) -> bool:
        missed = missing_on(self.content, fact)
        return missed is not None and not any(day >= missed for day in fact.checked)

    # --- corrections

    def outdated_mentions(self) -> Iterator[_Ranked]:
        """Pages that may still tell what facts do not say any more, each once with all of these."""
        of_page: dict[str, list[OutdatedMention]] = defaultdict(list)
        for one in outdated_mentions(self.content):
            of_page[one.page].append(one)
        for page, several in of_page.items():
            several.sort(key=lambda one: (not one.words, not one.is_withdrawn, self._rank(one.fact), one.fact.id))
            kind, _, id = page.partition("/")
            first, shown = several[0], several[:_MOST_NAMES]
            more = f"; {len(several) - len(shown)} more" if len(several) > len(shown) else ""
            yield (
                (not first.words, *self._rank(first.fact), page),
                Lead(
                    self._page_name(kind, id),
                    f"{'; '.join(self._outdated_mention(kind, one) for one in shown)}{more}.",
                    *_remedy(page, first),
                    pages=(page, *(f"facts/{one.fact.id}" for one in shown)),
                    file=self.content.record_of[id].path if kind == "facts" else f"content/{page}.yml",
                ),
            )

    def _page_name(self, kind: str, id: str) -> str:
        if kind == "briefings":
            return self.content.briefings[id].headline
        return self._name(id) if kind == "places" else self._about(self.content.facts[id])

    def _outdated_mention(self, kind: str, one: OutdatedMention) -> str:
        happened = f"{'withdrawn' if one.is_withdrawn else 'corrected'} on {day_in_words(one.on)}"
        what = f"facts/{one.fact.id}, {happened}"
        if kind == "facts":
            return f"says “{one.words}”, as did {what}"
        return f"says “{one.words}” and cites {what}" if one.words else f"cites {what}{one.asks}"

    # --- feeds

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.content)

    @cached_property
    def _words(self) -> MeasureWords:
        return MeasureWords(self.content)

    def articles(self, items: Iterable[FeedItem]) -> Iterator[_Ranked]:
        """Articles that are not on file, not old, and name something of ours; one that several feeds tell of once."""
        on_file = {same_page(address) for address in self._addresses()}
        oldest = self.today - timedelta(days=DAYS_OF_NEWS)
        for item in sorted(items, key=lambda one: (one.address, one.publisher, one.title)):
            page = same_page(item.address)
            # A day ahead of ours may be one of another time zone; one far ahead is none.
            published = item.published if item.published and item.published <= self.today + _WEEK else None
            if page in on_file or (published and published < oldest):
                continue
            if lead := self._article(item, published):
                on_file.add(page)
                yield lead

    def _addresses(self) -> Iterator[str]:
        for record in self.content.records.values():
            state = self.content.watched.get(record.id)
            yield from filter(None, (record.source.url, record.source.archived, state and state.final))

    def _article(self, item: FeedItem, published: date | None) -> _Ranked | None:
        text = f"{item.title}. {item.summary}"
        found = [one.subject for one in self._naming.in_text(text) if one.subject]
        subjects = [self.content.subjects[id] for id in dict.fromkeys(found)]
        measures = self._measures_in(text)
        if not subjects and not measures:
            return None
        near = [one for one in subjects if _is_near(one)]
        in_title = any(one.subject for one in self._naming.in_text(item.title))
        names = [one.name for one in (*near, *(one for one in subjects if one not in near))]
        said = [f"names {_listed(names)}"] if names else []
        said += [f"may tell {_listed([measure.name for measure in measures], _MOST_MEASURES)}"] if measures else []
        leads = {place.lead for place in subjects if isinstance(place, Place) and place.lead}
        tells_lead = any(measure.id in leads for measure in measures)
        day = day_in_words(published) if published else "no date"
        rank = (
            not (tells_lead or self._is_on_field(text)), not tells_lead, not (subjects and measures), not near,
            not in_title,
            -(published.toordinal() if published else 0), item.publisher, item.address,
        )  # fmt: skip
        return rank, Lead(
            item.title,
            f"{self.content.publishers[item.publisher].name}, {day}: {' and '.join(said)}.",
            "Read it, and put on file what it says",
            f"python -m generator new record {shlex.quote(item.address)}",
            article=item.address,
        )

    def _measures_in(self, text: str) -> list[Measure]:
        """The measures that a text may tell, those first whose words there say most."""
        found = {id: self._words.found(id, text) for id in self._words.of}
        told = {id: max(len(phrases.words) for phrases in several) for id, several in found.items() if several}
        return [self.content.measures[id] for id in sorted(told, key=lambda id: (-told[id], id))]

    def _is_on_field(self, text: str) -> bool:
        """Whether a text has a word of the site's field: what ``words`` of the site names or, without any, what its
        name has in capital letters."""
        site = self.content.site
        words = site.words or tuple(re.findall(r"\b[A-Z]{2,}\b", site.name))
        return any(Phrases((word,), frozenset()).stand_in(text) for word in words)


def _is_near(subject: Place | Organisation) -> bool:
    """Whether a name is of something that not every article names."""
    return isinstance(subject, Organisation) or subject.kind not in ("world", "region", "country")


def _listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def _cut(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _remedy(page: str, one: OutdatedMention) -> tuple[str, str]:
    """What to do with a page that still tells something, and the command."""
    if page.startswith("facts/"):
        return "Read its source again: correct it, or record the disagreement", ""
    if one.words or one.is_withdrawn:
        return "Change the passage, then let the program write what stood there", f"python -m generator correct {page}"
    return "Read whether the passage still holds, and add a note to the briefing", ""
