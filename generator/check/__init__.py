"""Whether content keeps the rules: one function a rule, one module a family of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

# Importing a family registers its rules.
from generator.check import (  # noqa: F401
    agreement,
    dates,
    exactness,
    meaning,
    needs,
    quotes,
    references,
    repeats,
    sources,
    wording,
)
from generator.check.meant import with_what_is_meant
from generator.check.rule import RULES, Context, Rule, is_read, rule_name
from generator.model.problems import Problem, Spot, sorted_problems
from generator.model.records import Briefing, Fact, Place, Record
from generator.model.words import counted
from generator.read.load import Entry, Loaded
from generator.read.partial import InvalidValue


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
        what = ", ".join(
            (
                counted(self.records, "record"),
                counted(self.facts, "fact"),
                counted(self.figures, "figure"),
                counted(self.places, "place"),
                counted(self.briefings, "briefing"),
            )
        )
        files = counted(self.files, "file")
        return f"{counted(self.checks, 'check')} by {counted(self.rules, 'rule')} over {files}: {what}"


def check(
    loaded: Loaded, today: date, only: frozenset[str] | None = None, published: Collection[str] = ()
) -> tuple[tuple[Problem, ...], Tally]:
    """All problems of all content, those of reading included, and how much was checked.

    Only a target may be dated after ``today``. Content without a fact is a problem. ``only`` names files: of others
    nothing is checked. ``published`` names files that are published already: of two things that are alike, not they
    are at fault.
    """
    context = Context(loaded, today, published)
    problems = problems_of_reading(loaded)
    checks = 0
    for entry in context.entries:
        if only is not None and entry.document.path not in only:
            continue
        allowed = _allowed(entry)
        needless = set() if loaded.problems else set(allowed)  # what cannot be read may need an exception
        kind: type = type(entry.item)
        rules = _rules_for(kind)
        checks += len(rules)
        for rule in rules:
            found = _problems_of(rule, entry, context)
            if found and rule_name(rule) in allowed:
                needless.discard(rule_name(rule))
            else:
                problems.extend(found)
        for name in sorted(needless):
            problems.append(entry.problem("needless-exception", f"{name} is not broken here; delete it", "allow"))
    facts = context.of(Fact)
    if not facts:
        problems.append(Problem(Spot("content"), "nothing-checked", "no fact was found; write a record with one"))
    tally = Tally(
        rules=len(RULES),
        checks=checks,
        files=len({entry.document.path for entry in context.entries}),
        records=len(context.of(Record)),
        facts=len(facts),
        figures=sum(len(fact.figures) for entry in facts if is_read((fact := entry.item).figures)),
        places=len(context.of(Place)),
        briefings=len(context.of(Briefing)),
    )
    return sorted_problems(problems), tally


def problems_of_reading(loaded: Loaded) -> list[Problem]:
    """What could not be read, each with what was meant where that is certain."""
    documents = {entry.document.path: entry.document for entry in loaded.entries}
    return [
        with_what_is_meant(problem, documents[problem.spot.path], loaded.content)
        if problem.spot.path in documents
        else problem
        for problem in loaded.problems
    ]


def _allowed(entry: Entry) -> frozenset[str]:
    """The rules that a fact may break."""
    names = entry.item.allow if isinstance(entry.item, Fact) and is_read(entry.item.allow) else ()
    return frozenset(name for name in names if is_read(name))


@cache
def _rules_for(type_: type) -> tuple[Rule, ...]:
    return tuple(rule for rule, types in RULES.items() if issubclass(type_, types))


def _problems_of(rule: Rule, entry: Entry, context: Context) -> list[Problem]:
    found: list[Problem] = []
    try:
        for finding in rule(entry.item, context):
            found.append(entry.problem(rule_name(rule), finding.message, *finding.keys, instead=finding.instead))
    except InvalidValue:
        pass  # the rule ends at what could not be read: that is a problem already
    return found
