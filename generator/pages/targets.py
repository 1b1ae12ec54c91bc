"""Stated plans, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator.model.records import Fact
from generator.model.states import AnsweredBy, Result, outcome
from generator.model.words import counted, day_in_words, when_in_words
from generator.pages.long_lists import Level, Levels, Listed, ListPage, by_name, by_time, listed
from generator.pages.notes import FEWEST_MORE, ROWS, Notes
from generator.pages.page import RELEASES_PAGE, Link, view
from generator.pages.parts import NO_DATE, Catalogue, Claim, SourceView
from generator.pages.releases import Releases


@view
class Answer:
    """A figure that answers a target, and how it stands to it: above what was planned."""

    claim: Claim
    against: str


@view
class Plan:
    """A target: when it was said, for when, and what came of it: the figures that answer it or, where there are
    none, the next one; that none is on file though its time has come; or nothing yet."""

    claim: Claim
    said: str
    due: str
    answered_by: AnsweredBy
    outcome: str
    answers: tuple[Answer, ...]
    # Where its result was looked for since it was due.
    sought: tuple[str, ...]
    result: Result


@view
class PlanList:
    """Plans by date, and where there are more a link that says how many; ``count`` is of all."""

    plans: tuple[Plan, ...]
    more: Link | None
    count: str


@view
class TargetsPage(ListPage):
    """Stated plans: those whose time has come, those ahead, those that name no time."""

    summary: str
    due: tuple[Plan, ...]
    upcoming: tuple[Plan, ...]
    undated: tuple[Plan, ...]
    # The page of values that are to be expected, where there is one.
    releases: Link | None
    sources: tuple[SourceView, ...]


AGAINST = {"above": "at or above the plan", "below": "below the plan"}


def plan(catalogue: Catalogue, fact: Fact, notes: Notes) -> Plan:
    """A target with what came of it, once its time has passed."""
    found = outcome(catalogue, fact)
    said = catalogue.content.record_of[fact.id].source.published
    match found.answered_by:
        case "figures of its time":
            words = "Reported since:"
        case "a later figure":
            words = f"We found no figure of that time. The next is of {catalogue.claim(found.answers[0]).when}:"
        case _:
            words = "We found no result." if found.is_past else ""
    against = catalogue.statements.against
    return Plan(
        claim=notes.claim(fact),
        said=when_in_words(said) if said else NO_DATE,
        due=when_in_words(found.due) if found.due else "no date named",
        answered_by=found.answered_by,
        outcome=words,
        answers=tuple(
            # A later figure is of another time, so that it is no verdict on the plan.
            Answer(
                claim=notes.claim(answer),
                against=AGAINST.get(against(fact, answer), "") if found.answered_by == "figures of its time" else "",
            )
            for answer in found.answers
        ),
        sought=tuple(
            f"Looked for in {one.where} on {day_in_words(one.on)}: none found."
            for one in (fact.sought if found.answered_by != "figures of its time" else ())
        ),
        result=found.result,
    )


def plan_list(catalogue: Catalogue, facts: Iterable[Fact], notes: Notes, more: str) -> PlanList:
    """Plans by the time that they were made for, the latest first, and then those that name none; of many the first,
    and a link to the page with all of them."""
    due, upcoming, undated = split_by_due_date(catalogue, facts)
    found = [*sorted((*due, *upcoming), key=_last, reverse=True), *undated]
    rest = found[ROWS:] if len(found) > ROWS + FEWEST_MORE else []
    return PlanList(
        plans=tuple(plan(catalogue, fact, notes) for fact in found[: len(found) - len(rest)]),
        more=Link(path=more, name=counted(len(rest), "more plan")) if rest else None,
        count=counted(len(found), "plan"),
    )


def split_by_due_date(catalogue: Catalogue, facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact], list[Fact]]:
    """Targets whose time has come, newest first, those upcoming, nearest first, and those that name no time."""
    due: list[Fact] = []
    upcoming: list[Fact] = []
    undated: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: fact.id):
        when = fact.own_when
        (undated if when is None else due if when.last < catalogue.today else upcoming).append(fact)
    due.sort(key=_last, reverse=True)
    upcoming.sort(key=_last)
    return due, upcoming, undated


def _last(fact: Fact) -> date:
    when = fact.own_when
    return when.last if when else date.max


def targets_pages(catalogue: Catalogue) -> Iterator[TargetsPage]:
    """All stated plans: due, upcoming, without a date."""
    targets = [fact for fact in catalogue.newest_first if fact.kind == "target" and not fact.withdrawn]
    targets.sort(key=lambda target: target.own_when.last if target.own_when else date.min, reverse=True)
    levels: Levels[Fact] = by_time(lambda target: target.own_when)
    initial: Level[Fact] = by_name(lambda target: catalogue.content.subjects[target.about].name)
    for one in listed(targets, "targets.md", "Targets due", "targets", *levels, initial):
        yield _targets_page(catalogue, one, targets if not one.above else one.rows)


def _targets_page(catalogue: Catalogue, one: Listed[Fact], targets: Sequence[Fact]) -> TargetsPage:
    """A page of stated plans, whose first sentence counts those of all its parts."""
    notes = Notes(catalogue)
    due, upcoming, undated = (
        [plan(catalogue, fact, notes) for fact in part] for part in split_by_due_date(catalogue, targets)
    )
    results = Counter(found.result for found in due)
    unclear = results["open"] + results["mixed"]
    unanswered = [found for found in due if found.result in ("none", "later")]
    looked_for = sum(bool(found.sought) for found in unanswered)
    summary = (
        f"{counted(len(due), 'plan')} due: {results['met']} met, {results['not met']} missed, "
        f"{f'{unclear} with figures that leave it open, ' if unclear else ''}"
        f"{len(unanswered)} unanswered, of which {results['later']} have a later figure "
        f"and {looked_for} say where a result was looked for. "
        f"{counted(len(upcoming), 'plan')} upcoming{f', {len(undated)} without a date' if undated else ''}."
    )
    is_list = not one.parts
    return TargetsPage(
        path=one.path,
        template="targets",
        has_contents=True,
        title=one.title,
        description="What was said would happen, by the date that it was said for, and what came of it.",
        summary=summary,
        above=one.above,
        parts=one.parts,
        due=tuple(due) if is_list else (),
        upcoming=tuple(upcoming) if is_list else (),
        undated=tuple(undated) if is_list else (),
        releases=Link(path=RELEASES_PAGE, name="Values to come") if Releases(catalogue).found else None,
        sources=notes.sources() if is_list else (),
    )
