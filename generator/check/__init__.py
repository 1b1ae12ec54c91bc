"""Whether content keeps the rules: one function a rule, one module a family of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Importing a family registers its rules.
from generator.check import dates, needs, references, repeats  # noqa: F401
from generator.check.rule import RULES, Context, Rule, rule_name
from generator.load import Entry, Loaded, Unread
from generator.problems import Problem, Spot, sorted_problems
from generator.records import Briefing, Fact, Place, Record


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was checked."""

    rules: int
    checks: int
    files: int
    records: int
    facts: int
    figures: int
    places: int
    briefings: int

    def __str__(self) -> str:
        counts = (
            ("record", self.records),
            ("fact", self.facts),
            ("figure", self.figures),
            ("place", self.places),
            ("briefing", self.briefings),
        )
        counted = ", ".join(f"{number:,} {word}{'s' * (number != 1)}" for word, number in counts)
        return f"{self.checks:,} checks by {self.rules} rules over {self.files} files: {counted}"


def check(loaded: Loaded, today: date) -> tuple[tuple[Problem, ...], Tally]:
    """All problems of all content, those of reading included, and how much was checked.

    ``today`` is the day that nothing but a target may lie behind. Content without a fact is a problem.
    """
    context = Context(loaded, today)
    problems = list(loaded.problems)
    checks = 0
    for entry in context.entries:
        for rule, types in RULES.items():
            if isinstance(entry.item, types):
                checks += 1
                problems.extend(_problems_of(rule, entry, context))
    facts = context.of(Fact)
    if not facts:
        problems.append(Problem(Spot("content"), "nothing-checked", "no fact was found; write a record with one"))
    tally = Tally(
        rules=len(RULES),
        checks=checks,
        files=len({entry.document.path for entry in context.entries}),
        records=len(context.of(Record)),
        facts=len(facts),
        figures=sum(entry.item.figure is not None for entry in facts),
        places=len(context.of(Place)),
        briefings=len(context.of(Briefing)),
    )
    return sorted_problems(problems), tally


def _problems_of(rule: Rule, entry: Entry, context: Context) -> Iterator[Problem]:
    try:
        for finding in rule(entry.item, context):
            yield entry.problem(rule_name(rule), finding.message, *finding.keys)
    except Unread:
        return
