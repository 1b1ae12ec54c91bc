"""Whether content keeps the rules: one function a rule, one module a family of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

# Importing a family registers its rules.
from generator.check import (  # noqa: F401
    agreement,
    charts,
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
from generator.check.causes import (
    KINDS,
    OF_FILE,
    OF_LINE,
    Found,
    of_file,
    of_id,
    of_kind,
    of_line,
    of_measure,
    of_misnamed,
    without_consequences,
)
from generator.check.kept import KeptFaults
from generator.check.meant import with_what_is_meant
from generator.check.rule import RULES, Context, Finding, Rule, is_read, read_figures, rule_name
from generator.model.day import days_ahead, on_day
from generator.model.problems import Problem, Spot, sorted_problems
from generator.model.records import (
    Briefing,
    Chart,
    DeclaredName,
    Disagreement,
    Fact,
    Measure,
    Organisation,
    Place,
    Publisher,
    Record,
    Speaker,
    Topic,
    Watched,
)
from generator.model.words import counted
from generator.read.load import Entry, Loaded
from generator.read.partial import InvalidValue
from generator.read.strict_yaml import Keys, with_fix


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
    loaded: Loaded,
    today: date,
    only: frozenset[str] | None = None,
    published: Collection[str] = (),
    kept: KeptFaults | None = None,
) -> tuple[tuple[Problem, ...], Tally]:
    """All problems of all content, those of reading included, and how much was checked.

    What is dated soon after ``today`` is checked as of its day, and so is what is out on each day before. Content
    without a fact is a problem. ``only`` names files: of others nothing is checked. ``published`` names
    files that are published already: of two things that are alike, not they are at fault. ``kept`` is what was
    found in texts by the last check: these are not looked at again. What this one finds takes its place.
    """
    try:
        return _each_day(loaded, today, only, published, kept)
    finally:
        if kept is not None and only is None:
            kept.end()


def _each_day(
    loaded: Loaded, today: date, only: frozenset[str] | None, published: Collection[str], kept: KeptFaults | None
) -> tuple[tuple[Problem, ...], Tally]:
    problems, tally = _check(loaded, today, only, published, kept)
    # What ends on the last day is all of it; the days before are looked at only once that has no problem.
    for day in () if problems else (today, *days_ahead(loaded.content, today))[:-1]:
        out = _on_day(loaded, day)
        found, _ = _check(out, day, _touched(loaded, out) if only is None else only, published, kept)
        if found:
            as_of = f"; so it is on {day}, without what is dated after it"
            return tuple(replace(one, message=one.message + as_of) for one in found), tally
    return problems, tally


def _on_day(loaded: Loaded, day: date) -> Loaded:
    """What was read, without what comes out after a day."""
    content = on_day(loaded.content, day)
    of: dict[type, Mapping[str, Any]] = {
        Record: content.records,
        Briefing: content.briefings,
        Place: content.places,
        Organisation: content.organisations,
        Topic: content.topics,
        Measure: content.measures,
        Publisher: content.publishers,
        Speaker: content.speakers,
        DeclaredName: content.names,
        Chart: content.charts,
        Disagreement: content.disagreements,
        Watched: content.watched,
    }
    entries = (
        _entry_on_day(entry, of[type(entry.item)][entry.item.id]) if type(entry.item) in of else entry
        for entry in loaded.entries
        if type(entry.item) not in of or entry.item.id in of[type(entry.item)]
    )
    return replace(loaded, content=content, entries=tuple(entries))


def _touched(loaded: Loaded, out: Loaded) -> frozenset[str]:
    """The files whose things may keep another rule than all of the content does, where less of it is out."""
    all_facts, facts = loaded.content.facts, out.content.facts
    away = [fact for id, fact in all_facts.items() if facts.get(id) != fact]
    ids = {fact.id for fact in away}
    measures = {figure.measure for fact in away for figure in fact.figures}
    measures |= {one.id for one in loaded.content.measures.values() if one.growth_of in measures}
    measures |= {of for id in measures if (of := loaded.content.measures[id].growth_of)}
    whole = {id(entry.item) for entry in loaded.entries}

    def is_touched(item: Any) -> bool:
        if id(item) not in whole:
            return True
        if isinstance(item, Record):
            return any(figure.measure in measures for fact in item.facts for figure in fact.figures)
        if isinstance(item, Briefing):
            return not ids.isdisjoint(item.cited)
        if isinstance(item, Place):
            return any(not ids.isdisjoint(passage.facts) for passage in (*item.summary, *item.gaps))
        return True

    return frozenset(entry.document.path for entry in out.entries if is_touched(entry.item))


def _entry_on_day(entry: Entry, item: Any) -> Entry:
    """An entry with what its thing was; where a fact or a note before another is away, that keeps its place in the
    file."""
    name, before, now = "", list[str | int](), list[str | int]()
    if isinstance(item, Record):
        name, before, now = "facts", [one.id for one in entry.item.facts], [one.id for one in item.facts]
    elif isinstance(item, Briefing):
        name, before, now = "notes", [id(one) for one in entry.item.notes], [id(one) for one in item.notes]
    # A fact that stood in another record has no place in this one's file.
    places = {before.index(one): index for index, one in enumerate(now) if one in before}
    document = entry.document
    if any(place != index for place, index in places.items()):
        values, keys = (_moved(marks, name, places) for marks in (document.values, document.keys))
        document = replace(document, values=values, keys=keys)
    return Entry(item, document, entry.keys)


def _moved(marks: Mapping[Keys, Any], name: str, places: Mapping[int, int]) -> dict[Keys, Any]:
    rest = {keys: mark for keys, mark in marks.items() if len(keys) < 2 or keys[0] != name}
    moved = {
        (name, places[keys[1]], *keys[2:]): mark
        for keys, mark in marks.items()
        if len(keys) > 1 and keys[0] == name and isinstance(keys[1], int) and keys[1] in places
    }
    return rest | moved


def _check(
    loaded: Loaded, today: date, only: frozenset[str] | None, published: Collection[str], kept: KeptFaults | None
) -> tuple[tuple[Problem, ...], Tally]:
    context = Context(loaded, today, published, kept)
    found_all = [_of_reading(problem) for problem in problems_of_reading(loaded)]
    checks = 0
    ended: dict[str, None] = {}
    for entry in context.entries:
        if only is not None and entry.document.path not in only:
            continue
        allowed = _allowed(entry)
        needless = set() if loaded.problems else set(allowed)  # what cannot be read may need an exception
        kind: type = type(entry.item)
        rules = _rules_for(kind)
        checks += len(rules)
        for rule in rules:
            found, is_ended = _problems_of(rule, entry, context)
            if is_ended:
                ended[entry.document.path] = None
            if found and rule_name(rule) in allowed:
                needless.discard(rule_name(rule))
            else:
                found_all.extend(found)
        for name in sorted(needless):
            problem = entry.problem("needless-exception", f"{name} is not broken here; delete it", "allow")
            found_all.append(_of_reading(problem))
    problems = without_consequences(found_all)
    if not problems:
        # Silence must not look like soundness: where a rule came to an end, something has a problem.
        what = "a part of this was not read, or names what is not there, so that rules ended at it; write it anew"
        problems = [Problem(Spot(path), "unreadable-file", what) for path in ended]
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


def _of_reading(problem: Problem) -> Found:
    return Found(problem, frozenset(_named_by(problem)), frozenset((of_line(problem.spot.path, problem.spot.line),)))


def _named_by(problem: Problem) -> set[str]:
    """What a problem is about by its rule and its place."""
    things = {of_line(problem.spot.path, problem.spot.line)} if problem.rule in OF_LINE else set()
    things |= {of_kind(kind) for kind in KINDS.get(problem.rule, ())}
    if problem.rule == "file-name":
        things |= {of_file(problem.spot.path), of_misnamed(Path(problem.spot.path).parent.name)}
    return things


def _about(finding: Finding, rule: Rule, entry: Entry, problem: Problem) -> Found:
    """A problem that a rule found, with what it is about and what it may follow from."""
    spot, item = problem.spot, entry.item
    facts: list[Fact] = [item] if isinstance(item, Fact) else []
    if isinstance(item, Record) and is_read(item.facts):
        one = finding.keys[1] if finding.keys[:1] == ("facts",) and len(finding.keys) > 1 else None
        facts = [fact for index, fact in enumerate(item.facts) if is_read(fact) and one in (None, index)]
    ids = {str(fact.id) for fact in facts if is_read(fact.id)}
    about = ids | _named_by(problem)
    if isinstance(item, Fact) and is_read(item.figures):
        about |= {of_measure(figure.measure) for _, figure in read_figures(item) if is_read(figure.measure)}
    if rule_name(rule) == "id-taken":
        about |= {of_id(id) for id in ids}
    here = {of_line(spot.path, spot.line)} | ({of_file(spot.path)} if rule_name(rule) in OF_FILE else set())
    of = here | (ids if finding.of is None else set(finding.of))
    return Found(problem, frozenset(about), frozenset(of))


def _problems_of(rule: Rule, entry: Entry, context: Context) -> tuple[list[Found], bool]:
    """What a rule finds in an entry, and whether it ended at something that was not read or is not there."""
    found: list[Found] = []
    try:
        for finding in rule(entry.item, context):
            instead = finding.instead if finding.part is None else None
            problem = entry.problem(rule_name(rule), finding.message, *finding.keys, instead=instead)
            keys, fix = (*entry.keys, *finding.keys), None
            if finding.is_needless:
                fix = entry.document.without(keys)
            elif finding.part is not None and finding.instead is not None:
                fix = entry.document.part(keys, finding.part, finding.instead)
            if fix is not None:
                problem = replace(problem, message=with_fix(problem.message, fix), fix=fix)
            problem = with_what_is_meant(problem, entry.document, context.content)
            found.append(_about(finding, rule, entry, problem))
    except (InvalidValue, KeyError):
        return found, True  # the rule ends at what was not read, or at an id that names nothing: problems already
    return found, False
