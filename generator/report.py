"""What a change of the content does, as Markdown for the summary of a check and the comment on a pull request.

The state at a commit and the state now are made into sites by the same functions that publish them, and what differs
is told in words: facts, sources, feed items, pages, disagreements. No text of a record is Markdown here: each stands
in a code span or a code block, in which GitHub sees no link, picture, mention, HTML or command.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.compare import Class, HistoryChange, compare
from generator.data.published import Published
from generator.feeds.items import Feed, FeedItem
from generator.model.content import Content
from generator.model.day import days_ahead
from generator.model.problems import Problem
from generator.model.records import Record
from generator.model.words import counted, day_in_words, when_in_words
from generator.pages.page import Page, address
from generator.pages.parts import Catalogue
from generator.publish.files import SiteFiles, site_files
from generator.text.escape import feed_title
from generator.text.summary import MOST_CHARACTERS, code, difference

# How many characters each part may have: together, with the fixed words around them, less than that.
_ROOM = {
    "problems": 13_000,
    "changes": 9_000,
    "sources": 4_000,
    "feeds": 10_000,
    "groups": 4_000,
    "ahead": 4_000,
    "pages": 9_000,
    "disagreements": 2_500,
    "newer": 2_500,
}
# Of a page so many sentences are shown, of feeds that get the same so many.
_SENTENCES, _FEEDS = 6, 30
_Thing = TypeVar("_Thing")
_TITLES: Mapping[Class, str] = {
    "new": "New",
    "update": "Updated: a newer figure of the same series",
    "revision": "Revised: the source gives another figure",
    "correction": "Corrected",
    "withdrawal": "Withdrawn",
    "completed": "Completed: what was there stays, and more is said",
    "moved": "Moved",
    "reworded": "Reworded: the same in other words, which nobody is told",
    "rewritten": "Written anew: a briefing in another form, whose first words stay; nobody is told",
    "editorial": "Edited: nothing that can be quoted",
    "ahead": "Dated ahead: comes out later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of the content on a day: its site, and what it says."""

    site: SiteFiles
    pages: Mapping[str, Page]
    feeds: Mapping[str, Feed]
    catalogue: Catalogue


def state(content: Content, today: date, published: Published | None, templates: Path) -> State:
    """The site of a content that has no problem, on a day, as it would be built."""
    site = site_files(content, today, published, templates)
    views = site.views
    return State(
        site=site,
        pages={page.path: page for page in views.pages},
        feeds={feed.link.path: feed for feed in views.feeds},
        catalogue=site.catalogue,
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What a feed sends that it did not before, the newest first."""

    feed: Feed
    is_new: bool
    items: tuple[FeedItem, ...]


def sent(old: Mapping[str, Feed], new: Mapping[str, Feed]) -> tuple[Sent, ...]:
    """The items that each feed, by its path, has and did not have before: what its subscribers get."""
    found = []
    for path, feed in new.items():
        before = {item.guid for item in old[path].items} if path in old else set()
        items = tuple(item for item in feed.items if item.guid not in before)
        if items:
            found.append(Sent(feed, path not in old, items))
    return tuple(found)


def report(
    old: Content,
    new: Content,
    *,
    today: date,
    published: Published | None,
    templates: Path,
    problems: Sequence[Problem],
    left_out: Sequence[str] = (),
) -> str:
    """The report on a change from one state of the content to another.

    Both states can be built. ``problems`` are those of the change; ``left_out`` names the files that ``new`` has as
    they were, because of them. At most ``MOST_CHARACTERS`` long: each part is cut by itself, and says how much is left
    out. Raises ``CannotGoOn`` where a template is at fault.
    """
    then = state(old, today, published, templates)
    now = state(_with_numbers(then.site.content, new), today, published, templates)
    changes, _ = compare(old, new, where="content", today=today)
    parts = (
        _problems(problems, left_out),
        _changes(changes),
        _sources(then, now),
        _feeds(then, now),
        _ahead(old, new, then, now, today, published),
        _pages(then, now, {change.address for change in changes}),
        _disagreements(then, now),
        _newer(then, now),
    )
    text = "\n".join(line for part in parts for line in part) + "\n"
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"the report has {len(text)} characters, {MOST_CHARACTERS} are allowed")
    return text


def report_without_sites(
    old: Content, new: Content | None, *, today: date, problems: Sequence[Problem], which: str
) -> str:
    """The report where the state before, or both, cannot be built: problems and, where there is a new state, changes.

    ``which`` names what cannot be built.
    """
    parts = [_problems(problems, ())]
    if new:
        parts.append(_changes(compare(old, new, where="content", today=today)[0]))
    lines = [
        *(line for part in parts for line in part),
        "",
        f"Feeds and pages are not compared: {which} cannot be built.",
    ]
    return "\n".join(lines) + "\n"


def _with_numbers(published: Content, new: Content) -> Content:
    """The new state, in which a briefing that is out keeps the number that it is out with."""
    known = {
        new.present_address(f"briefings/{id}").partition("/")[2]: one.number for id, one in published.briefings.items()
    }
    briefings = {
        id: replace(one, number=known[id]) if one.number is None and id in known else one
        for id, one in new.briefings.items()
    }
    return replace(new, briefings=briefings)


# --- parts: each yields lines


def _cut(part: str, things: Sequence[_Thing], line: Callable[[_Thing], str], what: str) -> Iterator[str]:
    """A line for each thing as far as there is room in a part, and how many are left out."""
    left = _ROOM[part]
    for number, thing in enumerate(things):
        shown = line(thing)
        left -= len(shown) + 1
        if left < 0:
            yield f"- … and {len(things) - number:,} more {what}"
            return
        yield shown


def _problems(problems: Sequence[Problem], left_out: Sequence[str]) -> Iterator[str]:
    if not problems:
        yield "**All is well: no problem was found.** What this change does is below."
        return
    yield f"**{counted(len(problems), 'problem')} to fix before this can be merged.**"
    yield ""
    yield from _cut("problems", problems, _problem, "problems; `make check` and `make changes` show all")
    if left_out:
        yield ""
        files = ", ".join(map(code, left_out[:20]))
        more = f" and {len(left_out) - 20:,} more" if len(left_out) > 20 else ""
        yield f"What is below, and the preview, are made with these files as they were before: {files}{more}."


# A fix that is longer, in characters, is left to `check --fix`.
_LONGEST_FIX = 200


def _problem(problem: Problem) -> str:
    said = f"- {code(str(problem.spot))} **{problem.rule}**: {code(problem.message)}"
    fix = problem.fix
    if fix is None or fix.also or fix.place or len(fix.old) + len(fix.new) > _LONGEST_FIX:
        return said
    # What certainly mends it, to be typed where no program is at hand.
    lines = [("-", line) for line in fix.old.split("\n")] + [("+", line) for line in fix.new.split("\n")]
    return said + difference(lines, "")


def _changes(changes: Sequence[HistoryChange]) -> Iterator[str]:
    yield ""
    yield "### What changes"
    yield ""
    if not changes:
        yield "No fact, briefing, source, place or definition says anything else."
        return
    counts = Counter(change.what for change in changes)
    yield ", ".join(f"{count:,} {what}" for what, title in _TITLES.items() if (count := counts[what])) + "."

    first = {what: next((one for one in changes if one.what == what), None) for what in _TITLES}

    def line(change: HistoryChange) -> str:
        head = f"\n**{_TITLES[change.what]}**\n\n" if change is first[change.what] else ""
        return f"{head}- {code(change.address)}: {code(change.detail)}"

    ordered = [change for what in _TITLES for change in changes if change.what == what]
    yield from _cut("changes", ordered, line, "changes; `make changes` shows all")


def _sources(then: State, now: State) -> Iterator[str]:
    before, content = then.site.content.records, now.site.content
    gained = [record for id, record in sorted(content.records.items()) if id not in before]
    if not gained:
        return
    yield ""
    yield f"### Sources gained: {len(gained):,}"
    yield ""

    def line(record: Record) -> str:
        publisher = content.publishers[record.source.publisher].name
        facts = counted(len(record.facts), "fact")
        return f"- {code(record.source.title)}, {code(publisher)}: {code(record.source.url)}, {facts}"

    yield from _cut("sources", gained, line, "sources")


def _feeds(then: State, now: State) -> Iterator[str]:
    found = sent(then.feeds, now.feeds)
    yield ""
    yield "### What subscribers get"
    yield ""
    changed, gone = _items_changed(then.feeds, now.feeds)
    if not found:
        yield "Nothing: no feed has an item that it did not have."
    else:
        items = _newest_first(item for one in found for item in one.items)
        number = {item.guid: place for place, item in enumerate(items, 1)}
        yield f"{counted(len(items), 'item')} in {counted(len(found), 'feed')}."
        yield ""
        yield from _cut("feeds", items, lambda item: f"{number[item.guid]}. {_item(item)}", "items")
        yield ""
        yield "Feed by feed:"
        yield ""

        def line(group: Sequence[Sent]) -> str:
            names = [code(one.feed.link.path) + (" (a new feed)" if one.is_new else "") for one in group]
            more = f" and {counted(len(names) - _FEEDS, 'more feed', 'more feeds')}" if len(names) > _FEEDS else ""
            numbers = _ranges([number[item.guid] for item in group[0].items])
            return f"- {', '.join(names[:_FEEDS])}{more}: {numbers}"

        yield from _cut("groups", _by_items(found), line, "groups of feeds")
    if changed:
        yield ""
        items_out = counted(changed, "item that is out", "items that are out")
        yield f"{items_out} will read otherwise; most readers do not show one again."
    if gone:
        yield ""
        yield f"{counted(gone, 'item')} will stand in no feed any more."


def _item(item: FeedItem) -> str:
    return f"{code(feed_title(item.link.name))} {code(item.guid)}"


def _newest_first(items: Iterable[FeedItem]) -> list[FeedItem]:
    """Each item once, newest first."""
    return sorted({item.guid: item for item in items}.values(), key=lambda item: (-item.on.toordinal(), item.guid))


def _by_items(found: Sequence[Sent]) -> list[list[Sent]]:
    """Feeds that get the same items together: most items first."""
    groups: dict[frozenset[str], list[Sent]] = defaultdict(list)
    for one in found:
        groups[frozenset(item.guid for item in one.items)].append(one)
    return sorted(groups.values(), key=lambda group: (-len(group[0].items), group[0].feed.link.path))


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers as 1, 3–5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _items_changed(old: Mapping[str, Feed], new: Mapping[str, Feed]) -> tuple[int, int]:
    """How many items say something else, and how many are in no feed any more."""
    before, after = ({item.guid: item for feed in feeds.values() for item in feed.items} for feeds in (old, new))
    changed = sum(before[guid] != item for guid, item in after.items() if guid in before)
    return changed, len(before.keys() - after.keys())


def _ahead(
    old: Content, new: Content, then: State, now: State, today: date, published: Published | None
) -> Iterator[str]:
    """What subscribers get later, on which day."""
    days = days_ahead(new, today)
    if not days or old == new:
        return
    # The feeds of the last day, of which each item says on which day it comes.
    before, after = (
        {feed.link.path: feed for feed in site_files(one, days[-1], published, Path()).views.feeds}
        for one in (old, new)
    )
    out = {item.guid for feed in now.feeds.values() for item in feed.items}
    items = _newest_first(item for one in sent(before, after) for item in one.items if item.guid not in out)
    if not items:
        return
    yield ""
    yield "### What subscribers get later"
    yield ""
    yield from _cut("ahead", items[::-1], lambda item: f"- on {day_in_words(item.on)}: {_item(item)}", "items")


def _pages(then: State, now: State, changed: set[str]) -> Iterator[str]:
    """The pages that come, go and change, with the sentences that differ: first those of what changed itself."""
    came = sorted(now.pages.keys() - then.pages.keys())
    went = sorted(then.pages.keys() - now.pages.keys())
    other = [path for path, page in now.pages.items() if path in then.pages and repr(page) != repr(then.pages[path])]
    yield ""
    yield "### Pages"
    yield ""
    yield f"{len(came):,} new, {len(other):,} changed, {len(went):,} gone."

    def line(path: str) -> str:
        if path not in then.pages or path not in now.pages:
            return f"- {'new' if path in now.pages else 'gone'}: {code(address(path))}"
        was, is_now = (_sentences(one.site.copy(one.pages[path]).data.decode()) for one in (then, now))
        return f"- {code(address(path))}{_difference(was, is_now)}"

    other.sort(key=lambda path: (path.removesuffix(".md") not in changed, path))
    yield from _cut("pages", [*came, *went, *other], line, "pages")


def _sentences(markdown: str) -> list[str]:
    """The sentences of a page's plain copy, without where its links lead."""
    bare = re.sub(r"\]\([^()\s]*\)", "]", markdown)
    return [
        sentence
        for line in bare.splitlines()
        for part in re.split(r"(?<=[.!?。！？])\s+", line)
        if (sentence := part.strip(" -*#|>"))
    ]


def _difference(was: Sequence[str], is_now: Sequence[str]) -> str:
    """The sentences that went and came, as a block that GitHub colours."""
    before, after = Counter(was), Counter(is_now)
    went, came = list((before - after).elements()), list((after - before).elements())
    if not went and not came:
        return ": numbers or links alone"
    left = max(0, len(went) - _SENTENCES) + max(0, len(came) - _SENTENCES)
    lines = [*(("-", one) for one in went[:_SENTENCES]), *(("+", one) for one in came[:_SENTENCES])]
    return difference(lines, f"and {counted(left, 'sentence')} more" if left else "")


def _disagreements(then: State, now: State) -> Iterator[str]:
    def open_in(one: State) -> dict[tuple[str, str, str], str]:
        content, found = one.catalogue.content, {}
        for group in one.catalogue.differences:
            figures = ", ".join(f"{figure.as_stated} ({fact.id})" for fact in group.facts if (figure := fact.figure))
            what = f"{content.subjects[group.key.about].name}, {group.measure.name}, {when_in_words(group.when)}"
            found[group.key.about, group.measure.id, str(group.when)] = f"{what}: {figures}"
        return found

    before, after = open_in(then), open_in(now)
    opened, closed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    if not opened and not closed:
        return
    yield ""
    yield "### Disagreements between sources"
    yield ""
    lines = [*(f"- opens: {code(after[key])}" for key in opened), *(f"- closes: {code(before[key])}" for key in closed)]
    yield from _cut("disagreements", lines, str, "disagreements")


def _newer(then: State, now: State) -> Iterator[str]:
    """The facts that are the newest of their series no more."""
    before, after = then.catalogue.newer, now.catalogue.newer
    facts = now.catalogue.content.facts
    aged = sorted(id for id, newest in after.items() if id in then.catalogue.content.facts and before.get(id) != newest)
    if not aged:
        return
    yield ""
    yield "### Figures that age: a newer one takes their place"
    yield ""

    def line(id: str) -> str:
        return f"- {code(id)}: {code(facts[id].text)} The newest is {code(after[id])}."

    yield from _cut("newer", aged, line, "figures")
