"""What each feed carries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.feeds.digests import Coming, Told, told
from generator.model.content import Content
from generator.model.records import Fact, FactKind
from generator.model.timeline import KINDS
from generator.model.versions import tag
from generator.model.weeks import week_of
from generator.model.words import counted, day_in_words, number_exactly
from generator.pages.briefing import BriefingPage, LaterNote, briefing_page
from generator.pages.corrections import Change, changes, changes_of_others
from generator.pages.page import BRIEFINGS_FEED, CORRECTIONS_FEED, DAYS_FEED, SITE_FEED, Link, view
from generator.pages.parts import NO_DATE, Catalogue, Claim
from generator.pages.weeks import WeekPage, week_page, weeks_feed


@view
class Values:
    """What a program reads of a fact without taking its sentence apart, in the names of the table of facts."""

    kind: str
    status: str
    when: str | None
    qualifier: str | None
    value: str | None
    value_to: str | None
    unit: str | None
    source: str
    version: str


@view
class Line:
    """A change or fact as a digest lists it: its short title and page, how sure it is, and of a change what was, what
    is and why."""

    link: Link
    words: str


@view
class Digest:
    """Several changes and facts as one item: changes first, then facts by what they are about. Of very many facts it
    is counted how many are about what."""

    about: str
    changes: tuple[Line, ...]
    facts: tuple[tuple[Link, tuple[Line, ...]], ...]
    counts: tuple[tuple[Link, str], ...]
    others: tuple[Line, ...]
    # Where all of it stands.
    more: Link


@view
class FeedItem:
    """A fact, briefing, note, change or week as a feed carries it. ``guid`` is made from its id and the site's
    authority alone."""

    guid: str
    on: date
    link: Link
    # For readers that show no more: a plain sentence or two.
    summary: str
    categories: tuple[str, ...]
    # Of a fact: what its date is the date of (As of, Happened …), and the day on which it was added.
    when: str = ""
    added: str = ""
    # A change of a fact has the claim as well: the fact as it stands now.
    claim: Claim | None = None
    change: Change | None = None
    # Of a change: the briefings in which somebody may have read what was.
    read_in: tuple[Link, ...] = ()
    briefing: BriefingPage | None = None
    note: LaterNote | None = None
    week: WeekPage | None = None
    digest: Digest | None = None
    # Of a fact or a change of it: who says it, and its values for machines.
    speaker: str | None = None
    values: Values | None = None
    # Whether the title is the whole sentence, and that its source is of long ago.
    title_says_all: bool = False
    late: str = ""
    # So many seconds after midnight it came: what comes later on a day is newer. Zero of what came before December
    # 2026, whose times stay as readers have them.
    second: int = 0


@view
class Feed:
    """A feed: where its RSS goes, the page that it belongs to, and its items, newest first."""

    link: Link
    page: Link
    group: str
    about: str
    items: tuple[FeedItem, ...]
    newest: str
    # The same feed at an address that its thing had before.
    is_former: bool = False


# Every feed there is: whoever follows this list of old goes on. Those that are offered do not overlap.
OPML = "feeds.opml"
ESSENTIALS_OPML, PLACES_OPML, TOPICS_OPML = "feeds/essentials.opml", "feeds/places.opml", "feeds/topics.opml"
OPML_LISTS = (OPML, ESSENTIALS_OPML, PLACES_OPML, TOPICS_OPML)
# Items of this day and later have short titles, categories of status and kind, and times that order them; a burst
# arrives as digests. What came before stays as followers have it: many readers show again what differs.
NEW_FORM_SINCE = date(2026, 12, 1)
# Who looks every second week has seen all that came before, what was dated a week back included (LATEST in
# compare.py). From the first item of this day on, no feed holds more than ITEMS_IN_FEED.
OLD_FORM_UNTIL = date(2026, 12, 22)
# So many facts of a digest are listed; of more it is counted how many are about what.
MOST_LISTED = 400
# So many letters of a sentence stand in a title that has no figure.
LETTERS_IN_TITLE = 60
# A feed carries at least this many items, and every item of so many days on which it got any. Days without items
# do not count, so whoever looks once in that many days loses nothing, however much is added on however many of
# them, and even where an item is published some days after the date that it carries.
ITEMS_IN_FEED = 100
DAYS_IN_FEED = 30
# What came out so long before it was added is called so, for those who look for news.
BACKFILL, DAYS_TO_BACKFILL = "Backfill", 365
_SHORT = {"trillion": "tn", "billion": "bn", "million": "m"}
_LONG = re.compile(r"\b(trillion|billion|million)\b")
# What the date of a fact is the date of. The day on which it was added is another one, and said apart.
_WHEN: Mapping[FactKind, str] = {
    "figure": "As of",
    "event": "Happened",
    "policy": "Of",
    "target": "Planned for",
    "profile": "As of",
}
# What each feed of a group carries, said once for all of them.
IN_ALL_OF: Mapping[str, str] = {
    "Places": "Facts about the place and the places in it, and the briefings that carry them.",
    "Topics": "Facts on the topic, and the briefings that carry them.",
    "Organisations": "Facts about the organisation, and the briefings that carry them.",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A feed item, the ids of the facts for whose sake it stands in feeds, whether briefings' feed has it, and the
    addresses of the things that it is about by itself."""

    item: FeedItem
    facts: frozenset[str]
    of_briefings: bool = False
    about: frozenset[str] = frozenset()
    # The source that it is of; "" of none.
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A place, topic or organisation: its group, its page, what its feed is about and the ids of its facts."""

    group: str
    page: Link
    about: str
    facts: Collection[str]


@view
class Followed:
    """What can be followed, and how each item since December 2026 was told, by guid: the next build must know it."""

    feeds: tuple[Feed, ...]
    told: Mapping[str, Told]


def feeds(catalogue: Catalogue) -> Iterator[Feed]:
    """The feeds of a build that knows nothing of those before it."""
    yield from followed(catalogue, None).feeds


def followed(catalogue: Catalogue, before: Mapping[str, Told] | None) -> Followed:
    """All feeds. ``before`` is how the items that are published already were told; None where that is not known."""
    entries = _entries(catalogue)
    how = _how_told(catalogue, before, entries)
    return Followed(feeds=tuple(_feeds(catalogue, entries, how)), told=how)


def _feeds(catalogue: Catalogue, alone: Sequence[_Entry], how: Mapping[str, Told]) -> Iterator[Feed]:
    """The feeds of everything, of briefings, of corrections, of days and of weeks, and one for every place, topic and
    organisation."""
    content = catalogue.content
    name = content.site.name
    entries = _delivered(catalogue, alone, how)
    for path, page, label, about, own in (
        (SITE_FEED, "index.md", "Everything", "Every briefing, fact, correction and withdrawal", entries),
        (
            BRIEFINGS_FEED,
            "briefings/index.md",
            "Briefings",
            "Every briefing in full, later notes to it, and what was corrected or withdrawn of the facts in it",
            [entry for entry in entries if entry.of_briefings],
        ),
        (
            CORRECTIONS_FEED,
            "corrections.md",
            "Corrections",
            "Every correction and withdrawal: what was, what is, and why",
            [entry for entry in entries if _is_change(entry)],
        ),
    ):
        title = name if path == SITE_FEED else f"{name}: {label}"
        items = [entry.item for entry in own]
        yield _feed(Link(path=path, name=title), Link(path=page, name=label), "All of it", about, items)
    days, about = Link(path="changes.md", name="Days"), "One item a day, on the day after it: every change of the day"
    items = list(_day_items(catalogue, alone, how))
    yield _feed(Link(path=DAYS_FEED, name=f"{name}: Days"), days, "All of it", about, items)
    weeks = Link(path="weeks/index.md", name="Weeks")
    about = "One item a week, on the Monday after it: what changed"
    yield _feed(weeks_feed(catalogue), weeks, "All of it", about, list(_week_items(catalogue)))
    entries_of = _by_fact(entries)
    for thing in _things(catalogue):
        address = thing.page.path.removesuffix(".md")
        ids = (*thing.facts, address)
        numbers = sorted({number for id in ids for number in entries_of.get(id, ())})
        items = [entries[number].item for number in numbers]
        for known in (address, *content.former_addresses(address)):
            link = replace(catalogue.feed_link(address), path=f"feeds/{known}.xml")
            yield _feed(link, thing.page, thing.group, thing.about, items, is_former=known != address)


def _things(catalogue: Catalogue) -> Iterator[_Thing]:
    within = catalogue.within_subject
    parents = {place.parent for place in catalogue.content.places.values()}
    for place in catalogue.place_tree():
        inner = " and the places in it" if place.id in parents else ""
        about = f"Facts about {place.name}{inner}, and the briefings that carry them"
        yield _Thing("Places", catalogue.subject_link(place.id), about, within.get(place.id, ()))
    for topic in sorted(catalogue.content.topics.values(), key=lambda topic: topic.name):
        about = f"Facts on {topic.name}, and the briefings that carry them"
        ids = [fact.id for fact in catalogue.by_topic.get(topic.id, ())]
        yield _Thing("Topics", catalogue.topic_link(topic.id), about, ids)
    for organisation in catalogue.organisations:
        about = f"Facts about {organisation.name}, and the briefings that carry them"
        link = catalogue.subject_link(organisation.id)
        yield _Thing("Organisations", link, about, within.get(organisation.id, ()))


def _feed(
    link: Link, page: Link, group: str, about: str, items: Sequence[FeedItem], *, is_former: bool = False
) -> Feed:
    items = _window(items)
    newest = day_in_words(items[0].on) if items else "none yet"
    return Feed(link=link, page=page, group=group, about=about, items=tuple(items), newest=newest, is_former=is_former)


def _window(items: Sequence[FeedItem]) -> Sequence[FeedItem]:
    """The newest items: of what came before December 2026 as long as followers may not have seen it all of the newest
    days, and of what came since no more than 100 items."""
    if len(items) <= ITEMS_IN_FEED:
        return items
    if items[0].on >= OLD_FORM_UNTIL:
        oldest = items[ITEMS_IN_FEED].on
        # Whole days; a day that is larger by itself than a feed may be is of old, and nobody waits for it.
        return [item for item in items if item.on > oldest] or items[:ITEMS_IN_FEED]
    days = sorted({item.on for item in items}, reverse=True)[:DAYS_IN_FEED]
    oldest = min(items[ITEMS_IN_FEED - 1].on, days[-1])
    return [item for item in items if item.on >= oldest]


def _by_fact(entries: Iterable[_Entry]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for id in (*entry.facts, *entry.about):
            found[id].append(number)
    return found


def _entries(catalogue: Catalogue) -> Sequence[_Entry]:
    """Every feed item: by day newest first; of one day briefings, then notes and changes, then facts."""
    content = catalogue.content
    found = [
        *_briefing_entries(catalogue),
        *(entry for fact in catalogue.newest_first for entry in _change_entries(catalogue, fact)),
        *_other_entries(catalogue),
        *(
            _Entry(_fact_item(catalogue, fact), frozenset({fact.id}), source=content.record_of[fact.id].id)
            for fact in catalogue.newest_first
        ),
    ]
    return sorted(found, key=lambda entry: entry.item.on, reverse=True)


def _how_told(catalogue: Catalogue, before: Mapping[str, Told] | None, entries: Sequence[_Entry]) -> Mapping[str, Told]:
    coming = [
        Coming(entry.item.guid, entry.item.on, entry.source, _is_change(entry), entry.item.briefing is None)
        for entry in reversed(entries)
        if entry.item.on >= NEW_FORM_SINCE
    ]
    today = catalogue.today if before is not None else None
    return told(coming, before or {}, today, days=DAYS_IN_FEED, most=ITEMS_IN_FEED)


def _is_change(entry: _Entry) -> bool:
    return bool(entry.item.change or (entry.item.digest and (entry.item.digest.changes or entry.item.digest.others)))


def _delivered(catalogue: Catalogue, entries: Sequence[_Entry], how: Mapping[str, Told]) -> Sequence[_Entry]:
    """The entries as they arrive: by themselves at their seconds, or several as a digest; the newest first."""
    found: list[_Entry] = []
    digests: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        one = how.get(entry.item.guid)
        if one and one.digest:
            digests[one.digest].append(entry)
        else:
            found.append(replace(entry, item=replace(entry.item, second=one.second)) if one else entry)
    found += (_digest_entry(catalogue, key, several, how) for key, several in digests.items())
    return sorted(found, key=lambda entry: (entry.item.on, entry.item.second), reverse=True)


def _digest_entry(catalogue: Catalogue, key: str, entries: Sequence[_Entry], how: Mapping[str, Told]) -> _Entry:
    content, items = catalogue.content, [entry.item for entry in entries]
    on, second, _, _ = how[items[0].guid]
    sources = {entry.source for entry in entries}
    record = content.records.get(next(iter(sources))) if len(sources) == 1 else None
    if record:
        more = Link(path=f"sources/{record.id}.md", name="The source’s page")
        of = f" from “{record.source.title}”"
    else:
        more = Link(path=f"weeks/{week_of(on).id}.md", name="The week’s page")
        of = f" from {counted(len(sources), 'source')}"
    digest = _digest(items, more, of)
    item = FeedItem(
        guid=tag(content, key),
        on=on,
        link=replace(more, name=digest.about),
        summary=f"{digest.about}. {_about_what(items)}".strip(),
        categories=tuple(dict.fromkeys(("Digest", *(name for item in items for name in item.categories)))),
        digest=digest,
        second=second,
    )
    facts = frozenset[str]().union(*(entry.facts for entry in entries))
    about = frozenset[str]().union(*(entry.about for entry in entries))
    return _Entry(item, facts, any(entry.of_briefings for entry in entries), about)


def _digest(items: Sequence[FeedItem], more: Link, of: str = "") -> Digest:
    """Items as one: corrections first, then what else changed, then facts by what they are about."""
    changes = [item for item in items if item.change]
    facts = [item for item in items if item.claim and not item.change]
    others = [item for item in items if not (item.change or item.claim)]
    by_subject: dict[Link, list[FeedItem]] = defaultdict(list)
    for item in facts:
        if item.claim:
            by_subject[item.claim.about].append(item)
    late = sum(bool(item.late) for item in facts)
    what = [
        *_counts(Counter(item.change.what for item in changes if item.change)),
        *([counted(len(others), "briefing or note", "briefings and notes")] if others else []),
        *([counted(len(facts), "fact")] if facts else []),
    ]
    named = f"{BACKFILL}: " if late and late == len(items) else ""
    also = f", {late:,} of them backfill" if late and late != len(items) else ""
    is_long = len(facts) > MOST_LISTED
    return Digest(
        about=f"{named}{', '.join(what)}{of}{also}",
        changes=tuple(Line(link=item.link, words=item.summary) for item in changes),
        facts=()
        if is_long
        else tuple((subject, tuple(map(_line, several))) for subject, several in by_subject.items()),
        counts=tuple(
            (subject, counted(len(several), "fact"))
            for subject, several in sorted(by_subject.items(), key=lambda one: (-len(one[1]), one[0].name))
        )
        if is_long
        else (),
        others=tuple(Line(link=item.link, words="") for item in others),
        more=more,
    )


def _line(item: FeedItem) -> Line:
    return Line(link=item.link, words=item.values.status if item.values else "")


def _counts(whats: Counter[str]) -> Iterator[str]:
    names = {"Corrected": ("correction", None), "Withdrawn": ("withdrawal", None), "Changed": ("change", None)}
    for what, (one, many) in names.items():
        if whats[what]:
            yield counted(whats[what], one, many)


def _about_what(items: Sequence[FeedItem]) -> str:
    names = Counter(item.claim.about.name for item in items if item.claim)
    return f"About {', '.join(name for name, _ in names.most_common(6))}." if names else ""


def _day_items(catalogue: Catalogue, entries: Sequence[_Entry], how: Mapping[str, Told]) -> Iterator[FeedItem]:
    """An item for each day that is over and on which anything was told, newest first: all that was told on it."""
    by_day: dict[date, list[FeedItem]] = defaultdict(list)
    for entry in entries:
        if one := how.get(entry.item.guid):
            by_day[one.out].append(entry.item)
    for day in sorted(by_day, reverse=True):
        if day >= catalogue.today:
            continue
        items = by_day[day]
        digest = _digest(items, Link(path=f"changes/?from={day}&to={day}", name="The day, beside any other"))
        week = f"weeks/{week_of(max(item.on for item in items)).id}.md"
        yield FeedItem(
            guid=tag(catalogue.content, f"days/{day}"),
            on=day + timedelta(days=1),
            link=Link(path=week, name=f"{day_in_words(day)}: {digest.about}"),
            summary=f"{digest.about}. {_about_what(items)}".strip(),
            categories=("Day",),
            digest=digest,
        )


def _briefing_entries(catalogue: Catalogue) -> Iterator[_Entry]:
    notes: list[_Entry] = []
    for index, briefing in enumerate(catalogue.briefings):
        facts, title = catalogue.carried_by[briefing.id], f"Briefing {briefing.issue}: {briefing.headline}"
        page = briefing_page(catalogue, index)
        item = FeedItem(
            guid=tag(catalogue.content, f"briefings/{briefing.id}"),
            on=briefing.published,
            link=Link(path=f"briefings/{briefing.id}.md", name=title),
            summary=" ".join(bullet.text for bullet in briefing.bullets),
            categories=("Briefing",),
            briefing=page,
        )
        yield _Entry(item, facts, of_briefings=True)
        for number, (note, said) in enumerate(zip(briefing.notes, page.notes, strict=True), 1):
            if _is_told(catalogue.content, note.follows):
                continue
            item = FeedItem(
                guid=tag(catalogue.content, f"briefings/{briefing.id}", f"note-{number}"),
                on=note.on,
                link=Link(path=f"briefings/{briefing.id}.md", name=f"Note to {title[0].lower()}{title[1:]}"),
                summary=note.text,
                categories=("Note to a briefing",),
                note=said,
            )
            notes.append(_Entry(item, facts, of_briefings=True))
    yield from notes


def _change_entries(catalogue: Catalogue, fact: Fact) -> Iterator[_Entry]:
    """A fact's corrections and withdrawal, for every feed in which somebody may have read it, briefings included."""
    for change in changes(catalogue, [fact]):
        carried = catalogue.carried_by
        read_in = [one for one in catalogue.briefings if fact.id in carried[one.id] and one.published <= change.day]
        facts = frozenset({fact.id}.union(*(carried[briefing.id] for briefing in read_in)))
        item = FeedItem(
            guid=tag(catalogue.content, f"facts/{fact.id}", change.key),
            on=change.day,
            link=Link(path=change.link.path, name=f"{change.what}: {change.text.now if change.text else fact.text}"),
            summary=_was_and_is(change, fact),
            categories=(change.what, *_categories(catalogue.content, fact)),
            when=_WHEN[fact.kind],
            added=day_in_words(fact.added),
            claim=catalogue.claim(fact),
            change=change,
            read_in=tuple(map(catalogue.briefing_link, read_in)),
        )
        if item.on >= NEW_FORM_SINCE:
            item = _in_new_form(catalogue, item, fact, f"{change.what}: ")
        source = catalogue.content.record_of[fact.id].id
        yield _Entry(item, facts, of_briefings=bool(read_in), source=source)


def _is_told(content: Content, follows: str | None) -> bool:
    """Whether a change follows the correction of a fact, which is sent already: one mistake, one item."""
    fact = content.facts.get(content.present_address(f"facts/{follows}").partition("/")[2])
    return fact is not None and bool(fact.corrections)


def _other_entries(catalogue: Catalogue) -> Iterator[_Entry]:
    """What changed of a place, a topic, a source, a definition …: for all, for those who follow corrections and, of a
    thing with a feed, for those who follow it; of a source for those who follow what its facts are about."""
    content = catalogue.content
    for id, change in changes_of_others(catalogue):
        if content.changes[id].anew or _is_told(content, content.changes[id].follows):
            continue
        address = content.present_address(content.changes[id].of)
        kind, _, of = address.partition("/")
        record = content.records.get(of) if kind == "sources" else None
        item = FeedItem(
            guid=tag(content, f"changes/{id}"),
            on=change.day,
            link=Link(path=change.link.path, name=f"Changed: {change.link.name}"),
            summary=_in_a_line(change),
            categories=("Changed",),
            change=change,
        )
        facts = frozenset(fact.id for fact in record.facts) if record else frozenset()
        around = content.ancestors(of) if kind == "places" and of in content.places else ()
        about = frozenset((address, *(f"places/{place}" for place in around)))
        yield _Entry(item, facts, about=about, source=of if record else "")


def _week_items(catalogue: Catalogue) -> Iterator[FeedItem]:
    """An item for each week that is over, newest first. It says what was known then, and never changes."""
    for index, (week, _, _) in enumerate(catalogue.weeks):
        if week.next_day > catalogue.today:
            continue
        page = week_page(catalogue, index)
        yield FeedItem(
            guid=tag(catalogue.content, f"weeks/{week.id}"),
            on=week.next_day,
            link=Link(path=page.path, name=f"{page.name}: {page.headline.text}"),
            summary=f"{page.dates}: {', '.join(page.counts)}.",
            categories=("Week",),
            week=page,
        )


def _in_a_line(change: Change) -> str:
    fields = (f"{one.name}: {one.was.rstrip('.')} → {one.now.rstrip('.')}. " for one in change.fields)
    return f"{''.join(fields)}Why: {change.reason}"


def _was_and_is(change: Change, fact: Fact) -> str:
    if change.what == "Withdrawn":
        return f"It said: {fact.text} It no longer stands. Why: {change.reason}"
    now = "then said" if change.later else "says now"
    text = f"It said: {change.text.was} It {now}: {change.text.now} " if change.text else f"{fact.text} "
    fields = "".join(f"{field.name}: {field.was} → {field.now}. " for field in change.fields)
    return f"{text}{fields}Why: {change.reason}"


def _fact_item(catalogue: Catalogue, fact: Fact) -> FeedItem:
    claim = catalogue.claim(fact)
    when = f"{_WHEN[fact.kind]}: {claim.when}. "
    item = FeedItem(
        guid=tag(catalogue.content, f"facts/{fact.id}"),
        on=fact.added,
        link=Link(path=claim.path, name=fact.text),
        summary=f"{fact.text} {when}Said by {claim.speaker}. {claim.status}. Source: {claim.source.publisher}.",
        categories=_categories(catalogue.content, fact),
        when=_WHEN[fact.kind],
        added=day_in_words(fact.added),
        claim=claim,
    )
    return _in_new_form(catalogue, item, fact) if item.on >= NEW_FORM_SINCE else item


def _in_new_form(catalogue: Catalogue, item: FeedItem, fact: Fact, before: str = "") -> FeedItem:
    """The item of a fact or of a change of it with a short title, its speaker, status, kind and values."""
    claim = catalogue.claim(fact)
    status = catalogue.statements.status(fact).status
    figure, when = fact.figure, catalogue.content.when(fact)
    late = (BACKFILL,) if is_backfill(catalogue.content, fact) else ()
    return replace(
        item,
        link=replace(item.link, name=before + short_title(claim)),
        categories=tuple(dict.fromkeys((*item.categories, KINDS[fact.kind], status, *late))),
        speaker=claim.speaker,
        title_says_all=not (before or claim.figure) and len(claim.text) <= LETTERS_IN_TITLE,
        late=f"{BACKFILL}: its source is of {claim.source.published}" if late else "",
        values=Values(
            kind=fact.kind,
            status=status,
            when=str(when) if when else None,
            qualifier=figure.qualifier if figure else None,
            value=number_exactly(figure.value) if figure else None,
            value_to=number_exactly(figure.to) if figure and figure.to is not None else None,
            unit=figure.unit if figure else None,
            source=claim.source.url,
            version=catalogue.versions.of(f"facts/{fact.id}"),
        ),
    )


def short_title(claim: Claim) -> str:
    """Place, what is counted, time and amount: “Beijing · core AI industry · 2024 · nearly 350 bn yuan”. Of a fact
    without a figure its kind, time and the first words of its sentence."""
    if claim.figure is None:
        begin = claim.text if len(claim.text) <= LETTERS_IN_TITLE else _first_words(claim.text)
        return " · ".join((claim.about.name, claim.kind.lower(), *([claim.when] * (claim.when != NO_DATE)), begin))
    amount = _LONG.sub(lambda word: _SHORT[word[0]], claim.figure.words)
    measure = f"target, {_lower(claim.figure.measure)}" if claim.is_target else _lower(claim.figure.measure)
    return " · ".join((claim.about.name, measure, claim.figure.when, amount))


def _first_words(text: str) -> str:
    cut = text[:LETTERS_IN_TITLE]
    # Chinese has no spaces to cut at.
    return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:–—-(“')}…"


def _lower(name: str) -> str:
    """A name within a line: “Core AI industry” begins small, “AI companies” does not."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def is_backfill(content: Content, fact: Fact) -> bool:
    """Whether a fact was added long after its source came out: it is no news, and is told as such."""
    published = content.record_of[fact.id].source.published
    return published is not None and (fact.added - published.last).days > DAYS_TO_BACKFILL


def _categories(content: Content, fact: Fact) -> tuple[str, ...]:
    subjects = (content.subjects[subject].name for subject in (fact.about, *fact.also_about))
    topics = (content.topics[topic].name for topic in fact.topics)
    return tuple(dict.fromkeys((*subjects, *topics)))
