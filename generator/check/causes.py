"""Of one mistake one line: what only follows from another problem is not said beside it.

A wrong unit makes the figure fit neither its words nor any text that tells it; said of each of them, it hides where
the mistake is. What follows is left out only beside its cause, and only where both are about the same thing: once the
cause is gone, what is left is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """A problem, what it is ``about``, and ``of`` which things' problems it may be a consequence. Things are named as
    the functions below do, facts by their ids."""

    problem: Problem
    about: frozenset[str]
    of: frozenset[str]


def of_file(path: str) -> str:
    """A file, as what a problem is about."""
    return f"file {path}"


def of_line(path: str, line: int) -> str:
    """A line of a file, as what a problem is about."""
    return f"line {line} of {path}"


def of_measure(id: str) -> str:
    """A measure, as what a problem is about."""
    return f"measure {id}"


def of_id(id: str) -> str:
    """The id of a fact, as what a problem is about: which of two facts it names."""
    return f"id {id}"


def of_kind(kind: str) -> str:
    """Any thing of a kind, as what a problem is about: one is named wrongly, so that what it names finds nothing."""
    return f"any {kind}"


def of_misnamed(folder: str) -> str:
    """A file of a folder that has no id for a name, as what a problem is about: its id names nothing."""
    return f"misnamed in {folder}"


# Causes whose consequences stand in the same line.
OF_LINE = frozenset(("ambiguous-comment", "invisible-character", "source-in-future"))
# What may follow from the name of the file that it is said of.
OF_FILE = frozenset(("unused-entry", "name-of-two", "id-taken"))
# The rules by which a thing is named wrongly or not at all, and of which kinds it is.
KINDS: Mapping[str, tuple[str, ...]] = {
    "id-taken": ("Fact",),
    "duplicate-key": ("Fact", "Topic", "Measure", "Unit"),
    "fact-without-figure": ("Measure", "Unit"),
    "number-without-figure": ("Measure", "Unit"),
    "as-stated-differs": ("Unit",),
    "unknown-topic": ("Topic",),
    "unknown-measure": ("Measure",),
    "measure-not-in-text": ("Measure",),
    "unknown-unit": ("Unit",),
    "unknown-publisher": ("Publisher",),
    "address-of-another": ("Publisher",),
    "unknown-subject": ("Place", "Organisation"),
}
_NUMBERS = ("number-without-figure", "number-not-in-cited-facts", "number-of-quote-lost", "beyond-quote")
_UNKNOWN = ("unknown-topic", "unknown-measure", "unknown-unit", "unknown-publisher", "unknown-subject")
_TIMES = ("when-not-in-text", "fact-in-future", "figure-after-source")
# What is said of a figure beside others of its measure.
_BESIDE = (
    *("disagreement-unexplained", "disagreement-needless", "does-not-add-up", "conversion-off", "chart-not-comparable"),
    "unknown-lead",
)
# Causes, and what may follow from them, the first causes first.
STEPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ambiguous-comment",), ("not-a-sentence", "empty-text", "missing-field")),
    (("invisible-character",), ("malformed-id", "malformed-number", "malformed-date", "malformed-address")),
    (("file-name",), ("unused-entry", "name-of-two", "id-taken", *_UNKNOWN)),
    (
        ("id-taken", "duplicate-key"),
        ("number-not-in-cited-facts", "unknown-fact", "unknown-lead", "fact-has-no-figure"),
    ),
    (("source-in-future",), ("source-dates-out-of-order", "wrong-year", "fact-before-source", "when-far-from-source")),
    (("address-of-another",), ("beyond-quote", "also-about-missing")),
    (tuple(KINDS), ("unused-entry",)),
    (("unknown-subject", "unknown-measure"), ("unknown-lead",)),
    (("as-stated-not-in-quote",), ("as-stated-differs", "hedge-of-another", "number-of-quote-lost")),
    (("unknown-unit", "unit-does-not-fit"), ("as-stated-differs", *_NUMBERS, *_BESIDE)),
    (("as-stated-differs",), ("hedge-of-another", "hedge-cut-off")),
    (("as-stated-differs", "hedge-of-another", "hedge-cut-off", "fact-without-figure"), _NUMBERS),
    (("as-stated-differs", "when-not-in-text", "subject-not-named", "measure-not-in-text"), _BESIDE),
    (("subject-not-named", "measure-not-in-text"), ("number-not-in-cited-facts", "beyond-quote")),
    (("fact-without-figure",), ("fact-has-no-figure",)),
    (("when-not-in-text",), ("fact-in-future", "figure-after-source")),
    (_TIMES, ("number-without-figure", "number-not-in-cited-facts")),
    (("target-without-plan",), ("number-without-figure", "number-not-in-cited-facts")),
    (("number-without-figure",), ("measure-not-in-text",)),
)


def without_consequences(found: Iterable[Found]) -> list[Problem]:
    """The problems of some, without those that follow from another of them."""
    left = list(found)
    for causes, consequences in STEPS:
        about = {thing for one in left if one.problem.rule in causes for thing in one.about}
        if about:
            left = [one for one in left if one.problem.rule not in consequences or about.isdisjoint(one.of)]
    return [one.problem for one in left]
