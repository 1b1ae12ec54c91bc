"""What changed between two states of the content, each change in one of a few classes.

An editor types corrections, withdrawals and moves; all else is told from the two states. What would break a
promise to readers (an address that vanished, a figure that changed without a word) is a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Literal, TypeVar

from generator.model.agreement import Statements
from generator.model.content import Content
from generator.model.problems import Problem, Spot
from generator.model.records import Briefing, Correction, Fact, Item, Passage
from generator.model.series import figure_of, series_key
from generator.model.timeline import changes_of_fact, events, fact_fields, fields_before, was_and_now

_Thing = TypeVar("_Thing", Fact, Briefing)
_Passage = TypeVar("_Passage", Passage, Item)
# What of a content folder is compared: what has an address, and where it moved.
COMPARED = frozenset(("records", "briefings", "places", "organisations.yml", "topics.yml", "moved.yml"))
# How long before the newest that is out something new may be dated, which lay in a pull request for a while.
LATEST = timedelta(days=7)
Class = Literal["new", "update", "revision", "correction", "withdrawal", "moved", "editorial"]


@dataclass(frozen=True, slots=True, order=True)
class HistoryChange:
    """One change: its class, the address of the thing, and a line that says what was and what is."""

    what: Class
    address: str
    detail: str


def compare(old: Content, new: Content, *, where: str) -> tuple[tuple[HistoryChange, ...], tuple[Problem, ...]]:
    """The changes from one state of the content to a later one, and what may not change like that."""
    changes: list[HistoryChange] = []
    problems: list[Problem] = []
    for address in sorted((old.addresses | old.moved.keys()) - new.addresses):
        if address in new.moved:
            if address in old.moved:
                continue
            changes.append(HistoryChange("moved", address, f"now {new.moved[address].to}"))
        else:
            message = (
                f"the published address {address} is gone; put back what stood there (a fact can be withdrawn), "
                "or name in content/moved.yml what took its place"
            )
            problems.append(Problem(Spot(where), "vanished", message))
    statements = Statements(new)
    for id, fact in new.facts.items():
        earlier = _earlier(old.facts, new, f"facts/{id}")
        if earlier is None:
            changes.append(_added(fact, old, statements))
        elif (earlier := _fact_as_addressed_now(earlier, id, new)) != fact:
            changes.extend(_changes_of_fact(new, earlier, fact))
            problems.extend(_faults_of_fact(earlier, fact, where))
    for id, briefing in new.briefings.items():
        before = _earlier(old.briefings, new, f"briefings/{id}")
        if before is None:
            changes.append(HistoryChange("new", f"briefings/{id}", briefing.headline))
            continue
        before = _briefing_as_addressed_now(before, id, new)
        if before == briefing:
            continue
        changes.append(HistoryChange("editorial", f"briefings/{id}", "words or notes changed"))
        kept = briefing.notes[: len(before.notes)] == before.notes
        if not kept or (_said(before) != _said(briefing) and len(briefing.notes) == len(before.notes)):
            message = (
                f"the published briefing {id!r} says something else now; put its words and notes back, "
                "or add a further note that says what changed"
            )
            problems.append(Problem(Spot(where), "briefing-rewritten", message))
    problems.extend(_late(old, new, where))
    return tuple(sorted(changes)), tuple(problems)


def _late(old: Content, new: Content, where: str) -> Iterator[Problem]:
    """What is dated so long before the newest that is out already that feeds may have gone past its day."""
    out = {on for _, on in _dated(old)}
    if not out:
        return
    known = {(new.first_address(address), on) for address, on in _dated(old)}
    for address, on in _dated(new):
        if on < max(out) - LATEST and (new.first_address(address), on) not in known:
            message = (
                f"{address} is new but dated {on}, and what is dated {max(out)} is out already: subscribers may never "
                "see it; write the day on which it is published"
            )
            yield Problem(Spot(where), "dated-late", message)


def _dated(content: Content) -> Iterator[tuple[str, date]]:
    """The day of each thing that feeds carry, by the address of what it belongs to."""
    return ((event.address, event.day) for event in events(content) if event.what not in ("checked", "moved"))


def _earlier(old: Mapping[str, _Thing], new: Content, address: str) -> _Thing | None:
    """What stood before at an address or, where it moved since, at one that leads there now."""
    known = (address, *new.former_addresses(address))
    return next((old[id] for id in (one.partition("/")[2] for one in known) if id in old), None)


def _fact_as_addressed_now(fact: Fact, id: str, new: Content) -> Fact:
    """A fact with the ids that it and what it refers to have since they moved: a move changes nothing else."""
    about, *also = (_subject_now(subject, new) for subject in (fact.about, *fact.also_about))
    topics = _ids_now("topics", fact.topics, new)
    return replace(fact, id=id, about=about, also_about=tuple(also), topics=topics)


def _subject_now(id: str, new: Content) -> str:
    """The id that a place or an organisation has now."""
    kinds = ("places", "organisations")
    return next((now for kind in kinds if (now := _ids_now(kind, (id,), new)[0]) != id), id)


def _briefing_as_addressed_now(briefing: Briefing, id: str, new: Content) -> Briefing:
    def now(passages: Iterable[_Passage]) -> tuple[_Passage, ...]:
        return tuple(replace(passage, facts=_ids_now("facts", passage.facts, new)) for passage in passages)

    return replace(
        briefing,
        id=id,
        bullets=now(briefing.bullets),
        analysis=now(briefing.analysis),
        items=now(briefing.items),
        gaps=now(briefing.gaps),
        figures=_ids_now("facts", briefing.figures, new),
    )


def _ids_now(kind: str, ids: Iterable[str], new: Content) -> tuple[str, ...]:
    return tuple(new.present_address(f"{kind}/{id}").partition("/")[2] for id in ids)


def _added(fact: Fact, old: Content, statements: Statements) -> HistoryChange:
    """A new fact: of a new thing, of a later time than what was there, or a source's new figure for the same time."""
    if fact.figure is None:
        return HistoryChange("new", f"facts/{fact.id}", fact.text)
    group = statements.group_of.get(fact.id)
    for earlier in group.facts if group else ():
        if earlier.id in old.facts and statements.replaced_by(earlier, [fact]):
            detail = f"the source of {earlier.id} gives another figure: {fact.text}"
            return HistoryChange("revision", f"facts/{fact.id}", detail)
    key = series_key(statements.content, fact)
    before = [
        figure_of(earlier).when.last
        for earlier in old.facts.values()
        if key and series_key(old, earlier) == key and (earlier.kind == "target") == (fact.kind == "target")
    ]
    if before and max(before) < fact.figure.when.last:
        return HistoryChange("update", f"facts/{fact.id}", fact.text)
    return HistoryChange("new", f"facts/{fact.id}", fact.text)


def _changes_of_fact(content: Content, old: Fact, new: Fact) -> Iterator[HistoryChange]:
    if new.withdrawn and not old.withdrawn:
        yield HistoryChange("withdrawal", f"facts/{new.id}", new.withdrawn.reason)
    elif len(new.corrections) > len(old.corrections):
        *_, last = changes_of_fact(content, replace(new, withdrawn=None))
        was, now = was_and_now(last.fields)
        yield HistoryChange("correction", f"facts/{new.id}", f"was: {was} now: {now} why: {last.detail}")
    else:
        differing = ", ".join(
            field.name for field in fields(old) if getattr(old, field.name) != getattr(new, field.name)
        )
        yield HistoryChange("editorial", f"facts/{new.id}", f"changed: {differing}")


def _faults_of_fact(old: Fact, new: Fact, where: str) -> Iterator[Problem]:
    added = new.corrections[len(old.corrections) :]
    # A figure where there was none takes nothing back that a reader may have quoted.
    same = new if old.figures else replace(new, figures=())
    if _material(old) != _material(same) and not added and not new.withdrawn:
        message = (
            f"the figure, date or speaker of {new.id!r} changed without a word; add an entry to its corrections: "
            "if we were wrong, or put it back and write a new fact if the source has a newer figure"
        )
        yield Problem(Spot(where), "silent-change", message)
    kept = zip(old.corrections, new.corrections, strict=False)
    is_rewritten = any(before != after and not _says_the_same(before, after) for before, after in kept)
    is_erased = is_rewritten or len(new.corrections) < len(old.corrections)
    if is_erased or (old.withdrawn and old.withdrawn != new.withdrawn):
        message = (
            f"a correction or withdrawal of {new.id!r} was taken back or rewritten; put it back and add another entry"
        )
        yield Problem(Spot(where), "history-erased", message)
    if added and not is_erased:
        yield from _faults_of_correction(old, new, added[0], where)


def _says_the_same(old: Correction, new: Correction) -> bool:
    """Whether a correction that told in a sentence what had changed names the fields now."""
    told, named = fields_before(old), fields_before(new)
    return (old.on, old.reason) == (new.on, new.reason) and set(told) == {"text"} and "text" not in named


def _faults_of_correction(old: Fact, new: Fact, correction: Correction, where: str) -> Iterator[Problem]:
    """What a new correction says stood there and did not, and what it changed without naming it."""
    before, stood, stands = fields_before(correction), fact_fields(old), fact_fields(new)
    for name, value in before.items():
        if value != stood[name]:
            message = (
                f"the correction of {new.id!r} says that {name} was {str(value)!r}, but it was {str(stood[name])!r}; "
                "write what stood there"
            )
            yield Problem(Spot(where), "never-stood-there", message)
    # A sentence that stood there says all that it said.
    named = set(stood) if set(before) == {"text"} else {*before, "text"}
    unnamed = [name for name in stood if stood[name] != stands[name] and name not in named]
    if unnamed and len(new.corrections) == len(old.corrections) + 1:
        message = (
            f"the correction of {new.id!r} changed {', '.join(unnamed)} and does not say so; name under was: what "
            "stood there"
        )
        yield Problem(Spot(where), "silent-change", message)


def _material(fact: Fact) -> tuple[object, ...]:
    """What a reader may have quoted: changing any of it needs a correction. That something is a figure or a plan says
    what it means; events, rules and background differ only in the list in which they stand."""
    figure = fact.figure
    quoted = (figure.measure, figure.value, figure.to, figure.unit, figure.qualifier, figure.when) if figure else ()
    kind = fact.kind if fact.kind in ("figure", "target") else ""
    dates = {fact.when, figure.when if figure else None} - {None}
    return (fact.about, kind, (fact.said_by or "").casefold(), dates, quoted)


def _said(briefing: Briefing) -> tuple[object, ...]:
    """All that a published briefing says, its later notes aside."""
    return tuple(getattr(briefing, field.name) for field in fields(briefing) if field.name not in ("id", "notes"))
