"""Whether a fact still stands: one of eight states, and the facts and days that a sentence about it names.

A state is computed from the records and the day, and every fact has one. What goes before what is the order of
``StateName``: a figure that sources dispute is contested, although a newer one exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.index import Index
from generator.model.records import Fact
from generator.model.series import Series, counts_in_series
from generator.model.when import When

StateName = Literal["withdrawn", "replaced", "contested", "corrected", "target", "newer", "confirmed", "stands"]
# What answers a target, and how the answers stand to it. A later figure is of another time, so that it is no verdict.
AnsweredBy = Literal["figures of its time", "a later figure", "nothing"]
Verdict = Literal["met", "not met", "mixed", "open"]
# What came of a target, in a word. Of what has a result, "open" is one that its hedge leaves open.
Result = Literal["met", "not met", "mixed", "open", "later", "none", "ahead"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a target: when it was due, whether that time has passed, and the figures that answer it."""

    due: When | None
    is_past: bool
    answered_by: AnsweredBy
    answers: tuple[Fact, ...]
    verdict: Verdict

    @property
    def result(self) -> Result:
        """What came of it in a word: the verdict; only a later figure; no result found, although its day came; or none
        yet, where that is ahead or not named."""
        match self.answered_by:
            case "figures of its time":
                return self.verdict
            case "a later figure":
                return "later"
            case _:
                return "none" if self.is_past else "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether a fact still stands. ``name`` is the first that applies; what applies besides is told too.

    ``on`` and ``why`` are of the withdrawal or of the last correction, ``odd`` is why its figure does not fit the
    others. ``later`` is the figure by the same source that replaced it or else the newest of its series. ``rivals``
    are the figures of the same time that differ from that of ``rivalled``, the fact led by it. ``origins`` counts the
    independent origins that agree on it, ``sources`` the records.
    """

    name: StateName
    on: date | None = None
    why: str = ""
    odd: str = ""
    later: Fact | None = None
    rivalled: Fact | None = None
    rivals: tuple[Fact, ...] = ()
    outcome: Outcome | None = None
    origins: int = 1
    sources: int = 1
    is_official: bool = False
    # The series whose newest figure it is.
    newest_of: Series | None = None
    # That somebody should have counted again by now.
    is_due: bool = False


def state(index: Index, fact: Fact) -> State:
    """The state of a fact, as editors wrote it, on the day of the index."""
    statements = index.statements
    if fact.withdrawn:
        return State(name="withdrawn", on=fact.withdrawn.on, why=fact.withdrawn.reason)
    corrected = sorted(fact.corrections, key=lambda correction: correction.on)[-1:]
    rivalled, rivals = _rivals(index, fact)
    newer = index.newer.get(fact.id)
    group = statements.group(fact)
    replacing = statements.replaced_by(fact, group.facts) if group else None
    confirming = statements.confirming(fact)
    origins = statements.origins(fact)
    series = statements.series_of(fact)
    counts = series is not None and counts_in_series(series.measure, fact)
    name: StateName = "stands"
    if replacing:
        name = "replaced"
    elif rivals or fact.odd:
        name = "contested"
    elif corrected:
        name = "corrected"
    elif fact.kind == "target":
        name = "target"
    elif newer:
        name = "newer"
    elif origins > 1:
        name = "confirmed"
    return State(
        name=name,
        on=corrected[0].on if corrected else None,
        why=corrected[0].reason if corrected else "",
        odd=fact.odd.why if fact.odd else "",
        later=replacing or (index.content.facts[newer] if newer else None),
        rivalled=rivalled,
        rivals=rivals,
        outcome=outcome(index, fact) if fact.kind == "target" else None,
        origins=origins,
        sources=len({index.content.record_of[one.id].id for one in confirming}),
        is_official=statements.speakers.is_official(fact),
        newest_of=series if counts and not newer and not fact.odd else None,
        is_due=counts and not newer and index.review_is_due(fact),
    )


def _rivals(index: Index, fact: Fact) -> tuple[Fact | None, tuple[Fact, ...]]:
    """The first of a fact's figures that others contradict, as the fact led by it, and those others."""
    for led in index.content.statements.get(fact.id, ()):
        if rivals := index.statements.rivals(led):
            return led, rivals
    return None, ()


def outcome(index: Index, target: Fact) -> Outcome:
    """What came of a target by the day of the index."""
    statements, due = index.statements, target.own_when
    is_past = due is not None and due.last < index.today
    if answers := statements.outcome(target):
        return Outcome(due, is_past, "figures of its time", answers, _verdict(index, target, answers))
    if is_past and (later := statements.next_figure(target)):
        return Outcome(due, is_past, "a later figure", (later,), "open")
    return Outcome(due, is_past, "nothing", (), "open")


def _verdict(index: Index, target: Fact, answers: tuple[Fact, ...]) -> Verdict:
    found = {index.statements.against(target, answer) for answer in answers}
    if found == {""}:
        return "open"
    return "met" if found == {"above"} else "not met" if found == {"below"} else "mixed"
