"""`draft`: the next briefing, from the facts that were added since the last one.

It chooses what is most worth telling and says it in the facts' own texts, each of which the checks have passed; how
they are joined is checked again before anything is written. What it cannot know, what the news means, is TODO.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import yaml

from generator.bind.passage import Binder
from generator.check import check
from generator.check.needs import LONGEST_BULLET, MOST_BULLETS, MOST_GAPS, MOST_WORDS
from generator.edit.files import File, as_if_written
from generator.edit.new import Refused, Started, free_briefing_id
from generator.model.agreement import Group, Statements
from generator.model.content import Content
from generator.model.index import Index
from generator.model.problems import Problem
from generator.model.records import TODO, Fact
from generator.model.series import figure_of, is_before
from generator.model.words import counted, when_in_brief, when_in_words
from generator.read.load import Loaded, Memory

# What a reader takes in: so many passages of each kind, so many facts in one, so many characters.
MOST_ITEMS, MOST_FIGURES = 7, 5
# Of these words the last are left for what an editor is to write.
LEFT_TO_WRITE = 100
MOST_IN_ITEM, LONGEST, MOST_LEFT_OUT = 4, 900, 40
# So many candidates are tried for each part: many more than are taken, and few enough for one file.
MOST_TRIED = 40
# The heading of new facts that share neither place nor topic, and what all that changed is about.
_ALSO, _CHANGED = "Also new", "changed"
# How a passage begins that tells again what was corrected or withdrawn.
_AGAIN = ("We corrected this statement.", "We withdrew this statement.")
# How many bullets may be about one place while others wait.
MOST_OF_ONE = 2
# What stands in place of TODO while a draft is checked.
_FILLER = {
    "headline": "What is new since the last briefing",
    "bullet": "What is new is for editors to say.",
    "analysis": "What this means is for editors to say.",
    "gap": "What else there is to know.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a passage could have, and the facts that they stand on; of an item its heading."""

    text: str
    facts: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something worth telling: why, how much, the new facts that it tells, and its words, the best first."""

    why: str
    worth: int
    tells: tuple[str, ...]
    about: str
    ways: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """The passages of a briefing, each with a comment."""

    bullets: tuple[tuple[Said, str], ...]
    items: tuple[tuple[Said, str], ...]
    gaps: tuple[tuple[Said, str], ...]

    def without(self, wrong: Iterable[Said]) -> _Draft:
        """The same without some passages."""
        out = frozenset(wrong)
        bullets, items, gaps = (
            tuple(pair for pair in pairs if pair[0] not in out) for pairs in (self.bullets, self.items, self.gaps)
        )
        return _Draft(bullets, items, gaps)


def draft(
    folder: Path, loaded: Loaded, today: date, *, since: date | None, published: date | None, id: str | None = None
) -> Started:
    """The file of the next briefing. ``since`` is the first day of the facts that it is made of; without it, the day
    after the last of the newest briefing's. Without a day of publication it is the next working day, today included.
    Raises ``Refused`` where no fact was added since, or the content has problems."""
    if loaded.problems:
        many = counted(len(loaded.problems), "problem")
        raise Refused(f"the records have {many}; run python -m generator check, and fix them first")
    since = since or _day_after_last(loaded.content)
    published = published or _working_day(today)
    maker = _Maker(loaded.content, today, since)
    if not maker.fresh:
        on = f"since {since.isoformat()}" if since > date.min else "yet"
        raise Refused(f"no fact was added {on}: there is nothing to draft a briefing from")
    id = free_briefing_id(id, f"briefing-{published.isoformat()}", loaded.content)
    tried = _Trial(folder, id, published, maker)
    made = _chosen(maker, tried)
    text = tried.text(made, is_trial=False)
    notes = [
        f"{counted(len(maker.fresh), 'fact')} added since {since.isoformat()}: "
        f"{counted(len(made.bullets), 'bullet')}, {counted(len(made.items), 'item')}.",
        "Rename the file after its headline: its name is the briefing's address for ever.",
    ]
    if published > today:
        notes.append(f"It comes out on its day; look at it with make serve TODAY={published.isoformat()}.")
    return Started((File(f"briefings/{id}.yml", text),), tuple(notes))


def _day_after_last(content: Content) -> date:
    """The day after the last on which a fact of the newest briefing was added."""
    if not content.briefings:
        return date.min
    newest = max(briefing.published for briefing in content.briefings.values())
    # Of briefings of one day all are the last.
    cited = {id for one in content.briefings.values() if one.published == newest for id in one.cited}
    added = [content.facts[id].added for id in cited if id in content.facts]
    return max(added, default=newest) + timedelta(days=1)


def _working_day(day: date) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


class _Maker:
    """What there is to tell of the facts that were added since a day."""

    def __init__(self, content: Content, today: date, since: date) -> None:
        self.content, self.today, self.since = content, today, since
        self.index = Index(content, today)
        self.statements = self.index.statements
        self.fresh: Mapping[str, Fact] = {
            id: fact for id, fact in content.facts.items() if since <= fact.added <= today and not fact.withdrawn
        }
        self._binder = Binder(content)

    # --- words

    def said(self, facts: Sequence[Fact], *, before: str = "", after: str = "", heading: str = "") -> tuple[Said, ...]:
        """Facts in their own words, one after the other: as they are and, for facts of one amount, with slots that say
        which is meant."""
        ids = tuple(fact.id for fact in facts)
        ways = (" ".join(fact.text for fact in facts), " ".join(map(self._with_slots, facts)))
        texts = dict.fromkeys(" ".join(filter(None, (before, way, after))) for way in ways)
        return tuple(Said(text, ids, heading) for text in texts if len(text) <= LONGEST)

    def _with_slots(self, fact: Fact) -> str:
        """A fact's text in which each of its numbers names the fact: {more than 40 | the-id}."""
        if "{" in fact.text:
            return fact.text
        text, binding = fact.text, self._binder.bind(fact.text, [fact], (), any_date=True)
        for bound in reversed(binding.bound):
            name = fact.figures[bound.index].name if bound.index else None
            of = f"{fact.id}/{name}" if name else fact.id
            text = f"{text[: bound.start]}{{{text[bound.start : bound.end]} | {of}}}{text[bound.end :]}"
        return text

    def name(self, about: str) -> str:
        """What a place or organisation is called."""
        return self.content.subjects[about].name

    # --- what is worth telling

    def candidates(self) -> list[Candidate]:
        """Everything that a bullet could tell, most worth telling first."""
        found = [
            *self._opened(),
            *self._closed(),
            *self._new_values(),
            *self._plans(),
            *self._changed(),
            *self._single(),
        ]

        def newest(one: Candidate) -> int:
            facts = [self.content.facts[id] for said in one.ways for id in said.facts]
            return max((self.index.recency(fact)[0].toordinal() for fact in facts), default=0)

        return sorted(found, key=lambda one: (-one.worth, -newest(one), one.tells))

    def worth(self, fact: Fact) -> int:
        """How much a new fact is worth telling: by its kind, its age and what it measures."""
        base = {"event": 30, "policy": 30, "figure": 25, "target": 25, "profile": 5}[fact.kind]
        when = self.content.when(fact)
        years = (self.today - when.last).days / 365 if when else 5
        base += 20 if years < 1 else 10 if years < 2 else 0 if years < 4 else -15
        if fact.id in self.index.newer:
            base -= 15
        subject = self.content.places.get(fact.about)
        if fact.figure and subject and subject.lead == fact.figure.measure and fact.kind == "figure":
            base += 15
        if fact.odd or self.content.record_of[fact.id].source.page in ("digest", "machine-written"):
            base -= 15
        return base

    def _single(self) -> Iterator[Candidate]:
        for fact in self.fresh.values():
            yield Candidate("new", self.worth(fact), (fact.id,), fact.about, self.said([fact]))

    def _new_values(self) -> Iterator[Candidate]:
        """New figures that come after one of the same speaker: the old one, then the new."""
        for fact in self.fresh.values():
            series = self.statements.series_of(fact) if fact.figure else None
            if series is None or fact.odd or all(one.id != fact.id for one in series.figures):
                continue
            earlier = [
                one
                for one in series.figures
                if is_before(one, fact) and not one.odd and self.statements.is_same_speaker(one, fact)
            ]
            if earlier:
                old = self.content.facts[earlier[-1].id]
                whens = " to ".join(when_in_brief(figure_of(one).when) for one in (earlier[-1], fact))
                yield Candidate(
                    f"new value, by the same speaker: {series.measure.name}, {whens}",
                    self.worth(fact) + 15,
                    (fact.id,),
                    fact.about,
                    (*self.said([old, fact]), *self.said([fact])),
                )

    def _opened(self) -> Iterator[Candidate]:
        """Disagreements that a new fact opened."""
        for group in self.statements.groups:
            new = [fact for fact in group.latest if fact.id in self.fresh]
            before = self._before.get(_of(group))
            if group.disagrees and new and not (before and before.disagrees):
                facts = [self.content.facts[fact.id] for fact in group.latest]
                yield Candidate(
                    f"sources differ: {group.measure.name}",
                    max(map(self.worth, new)) + 30,
                    tuple(fact.id for fact in new),
                    group.key.about,
                    (*self.said(facts[:3], before="Sources differ."), *self.said(facts[:3])),
                )

    def _closed(self) -> Iterator[Candidate]:
        """Disagreements that are over with a new fact."""
        now = {_of(group): group for group in self.statements.groups}
        for key, before in self._before.items():
            group = now.get(key)
            if before.disagrees and group is not None and not group.disagrees:
                new = [self.content.facts[fact.id] for fact in group.facts if fact.id in self.fresh]
                if new:
                    yield Candidate(
                        f"sources differed, and do not any more: {group.measure.name}",
                        max(map(self.worth, new)) + 25,
                        tuple(fact.id for fact in new),
                        group.key.about,
                        self.said(new[:2]),
                    )

    @cached_property
    def _before(self) -> Mapping[tuple[object, object], Group]:
        """What the sources said before the new facts."""
        records = {
            id: replace(record, facts=tuple(fact for fact in record.facts if fact.id not in self.fresh))
            for id, record in self.content.records.items()
        }
        statements = Statements(replace(self.content, records=records))
        return {_of(group): group for group in statements.groups}

    def _plans(self) -> Iterator[Candidate]:
        """Plans that a new fact answers, and those whose time came since the last briefing."""
        for target in self.targets():
            answers = [self.content.facts[one.id] for one in self.statements.outcome(target)]
            new = [one for one in answers if one.id in self.fresh]
            if new:
                verdict = {"above": "That is at or above the plan.", "below": "That is below the plan."}
                against = self.statements.against(target, new[-1])
                both = [target, new[-1]]
                ways = (*self.said(both, after=verdict[against]),) if against else ()
                yield Candidate(
                    "a plan and what came of it",
                    self.worth(new[-1]) + 25,
                    (new[-1].id,),
                    target.about,
                    (*ways, *self.said(both)),
                )
            elif self._fell_due(target) and not answers:
                later = self.statements.next_figure(target)
                after = f"So far {{no outcome {target.id}}}."
                told = [target, self.content.facts[later.id]] if later else [target]
                outcome = "and a later figure" if later else "without a result that we found"
                yield Candidate(
                    f"a plan that is due, {outcome}",
                    50,
                    (),
                    target.about,
                    self.said(told, after="" if later else after),
                )

    def targets(self) -> list[Fact]:
        """Plans with a figure that stand, by id."""
        return [
            fact for fact in self.content.facts.values() if fact.kind == "target" and fact.figure and not fact.withdrawn
        ]

    def _fell_due(self, target: Fact) -> bool:
        when = target.own_when
        return when is not None and self.since <= when.last + timedelta(days=1) <= self.today

    def _changed(self) -> Iterator[Candidate]:
        """The facts that were corrected or withdrawn since the last briefing and stand in an earlier one."""
        for fact, what, why in self.changed():
            if fact.id in self.index.cited_in:
                ways = self.said([fact], before=_AGAIN[what == "withdrawn"])
                yield Candidate(f"{what}: {why}", 40, (), _CHANGED, ways)

    def changed(self) -> list[tuple[Fact, str, str]]:
        """The facts that were corrected or withdrawn since the last briefing, and why."""
        found = []
        for fact in self.content.facts.values():
            if fact.added >= self.since:
                continue
            if fact.withdrawn:
                if self.since <= fact.withdrawn.on <= self.today:
                    found.append((fact, "withdrawn", fact.withdrawn.reason))
            elif any(self.since <= correction.on <= self.today for correction in fact.corrections):
                found.append((fact, "corrected", fact.corrections[-1].reason))
        return found

    # --- the details

    def items(self, bullets: Sequence[tuple[Said, str]]) -> list[Candidate]:
        """The new facts that no bullet tells, by place and, of places with one, by topic; then what changed."""
        told = {id for said, _ in bullets for id in said.facts}
        again = {id for said, _ in bullets if said.text.startswith(_AGAIN) for id in said.facts}
        groups: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.fresh.values():
            if fact.id not in told:
                groups[self.name(fact.about)].append(fact)
        topics: dict[str, list[Fact]] = defaultdict(list)
        for name in [name for name, facts in groups.items() if len(facts) == 1]:
            fact = groups.pop(name)[0]
            topics[self.content.topics[fact.topics[0]].name].append(fact)
        for name, facts in topics.items():
            groups[name if len(facts) > 1 else _ALSO].extend(facts)
        found = [self._item(heading, facts) for heading, facts in groups.items()]
        found.sort(key=lambda one: (-one.worth, one.about))
        changed = [fact for fact, _, _ in self.changed() if fact.id not in again]
        # What briefings have told before what they have not.
        changed.sort(key=lambda fact: (fact.id not in self.index.cited_in, fact.id))
        more = (
            [self._item("Corrected", changed, before="We corrected or withdrew these statements.")] if changed else []
        )
        return [*found[: MOST_ITEMS - len(more)], *more]

    def _item(self, heading: str, facts: Sequence[Fact], before: str = "") -> Candidate:
        """An item of the best of some facts; where these cannot stand together, of fewer."""
        best = sorted(facts, key=lambda fact: (-self.worth(fact), fact.id))[:MOST_IN_ITEM]
        if before:
            best = list(facts)[:MOST_IN_ITEM]
        ways: list[Said] = []
        for length in range(len(best), 0, -1):
            told = sorted(best[:length], key=lambda fact: (self.index.recency(fact), fact.id))
            ways += self.said(told, before=before, heading=heading)
        worth = max(map(self.worth, best)) + len(facts)
        return Candidate("new", worth, tuple(fact.id for fact in best), heading, tuple(ways))

    def gaps(self) -> list[Candidate]:
        """What is missing: outcomes of plans, newer figures, which of several figures is right."""
        found: list[Candidate] = []
        touched = {self.fresh[id].about for id in self.fresh}
        for group in self.statements.groups:
            if group.disagrees and any(fact.id in self.fresh for fact in group.latest):
                ids = tuple(fact.id for fact in group.latest)
                of = f"{self.name(group.key.about)} for {when_in_words(group.when)}"
                said = Said(f"Which of the figures of {of} is right ({_small(group.measure.name)}).", ids)
                found.append(Candidate("sources differ", 60, (), group.key.about, (said,)))
        for target in self.targets():
            if self._fell_due(target) and not self.statements.outcome(target):
                after = f"Of what came of it {{no outcome {target.id}}}."
                found.append(Candidate("a plan fell due", 50, (), target.about, self.said([target], after=after)))
        for key, series in self.statements.series.items():
            place = self.content.places.get(key.about)
            newest = next((one for one in reversed(series.figures) if not one.odd), None)
            due = self.statements.review_due(newest) if newest else None
            if newest is None or due is None or place is None or key.per:
                continue
            if place.lead == key.measure and due < self.today and (due >= self.since or key.about in touched):
                last = f"the last that we found is of {{last {key.measure} {key.about}}}"
                text = f"A newer figure of {place.name} ({_small(series.measure.name)}): {last}."
                found.append(Candidate("past its review", 40, (), key.about, (Said(text, (newest.id,)),)))
        return sorted(found, key=lambda one: (-one.worth, one.about))


def _small(name: str) -> str:
    """A name within a sentence: value of the AI industry, AI companies."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _of(group: Group) -> tuple[object, object]:
    return group.key, group.when


# --- choosing, and trying what was chosen


class _Trial:
    """Writes a briefing of some passages, and says which of them the checks refuse."""

    def __init__(self, folder: Path, id: str, published: date, maker: _Maker) -> None:
        self.folder, self.id, self.published, self.maker = folder, id, published, maker
        self._memory = Memory()

    def refused(self, made: _Draft) -> Mapping[Said, str]:
        """The passages that a check refuses, each with the first reason. Raises ``Refused`` where something else of the
        briefing is at fault."""
        text = self.text(made, is_trial=True)
        file = File(f"briefings/{self.id}.yml", text)
        loaded = as_if_written(self.folder, [file], self._memory)
        path = str(self.folder / file.path)
        problems, _ = check(loaded, max(self.maker.today, self.published), only=frozenset((path,)))
        document = next(entry.document for entry in loaded.entries if entry.document.path == path)
        starts: list[tuple[int, Said | None]] = [(1, None)]
        for name, pairs in (("bullets", made.bullets), ("analysis", ()), ("items", made.items), ("gaps", made.gaps)):
            if (name,) in document.keys:
                starts.append((document.keys[name,][0], None))
            starts += [(document.values[name, index][0], said) for index, (said, _) in enumerate(pairs)]
        starts.sort(key=lambda pair: pair[0])
        found: dict[Said, str] = {}
        for problem in problems:
            # How long it may be in all is seen to when it is put together.
            if problem.spot.path == path and problem.rule != "briefing-too-long":
                self._note(problem, starts, found)
        return found

    def _note(self, problem: Problem, starts: Sequence[tuple[int, Said | None]], found: dict[Said, str]) -> None:
        said = starts[bisect_right([line for line, _ in starts], problem.spot.line) - 1][1]
        if said is None:
            raise Refused(f"no briefing could be drafted: {problem.rule}: {problem.message}")
        found.setdefault(said, problem.message)

    def text(self, made: _Draft, *, is_trial: bool) -> str:
        """The file of a briefing of some passages; for a trial words stand where an editor is to write."""
        maker, content = self.maker, self.maker.content
        cited = [content.facts[id] for said, _ in (*made.bullets, *made.items, *made.gaps) for id in said.facts]
        # What it is of is what comes first: an item may look far back.
        first_told = [content.facts[id] for said, _ in made.bullets for id in said.facts] or cited
        whens = [when for fact in first_told if (when := content.when(fact)) and when.first <= self.published]
        first = min((when.first for when in whens), default=self.published).year
        last = min(max((when.last for when in whens), default=self.published), self.published).year
        most, count = Counter(maker.fresh[id].about for id in sorted(maker.fresh)).most_common(1)[0]
        lead = list(dict.fromkeys(id for said, _ in made.bullets for id in said.facts)) or list(maker.fresh)
        lead = lead[:MOST_IN_ITEM]
        lines = [
            f"published: {self.published.isoformat()}",
            f"events: {first if first == last else f'{first}/{last}'}",
            *([f"about: [{most}]"] if 2 * count > len(maker.fresh) else []),
            f"headline: {_FILLER['headline'] if is_trial else f'{TODO}  # what is new, without a full stop'}",
            "",
            "bullets:",
            *_passages(made.bullets or [(Said(_FILLER["bullet"] if is_trial else TODO, tuple(lead)), "")]),
            "analysis:  # why it matters, and how far the figures carry",
            *([] if is_trial else self._statuses(lead)),
            *_passages([(Said(_FILLER["analysis"] if is_trial else TODO, tuple(lead)), "")]),
        ]
        if not is_trial:
            text = f"  text: {TODO}  # what to take from it, in a line; or delete these lines"
            lines += ["verdict:", text, "  facts:", *(f"    - {id}" for id in lead), ""]
        if figures := self._figures(made):
            lines += ["figures:", *(f"  - {id}" for id in figures), ""]
        if made.items:
            lines += ["items:", *_passages(made.items)]
        gap = (Said(_FILLER["gap"] if is_trial else TODO, ()), "what is missing")
        lines += ["gaps:", *_passages(made.gaps or [gap])]
        if not is_trial:
            lines += self._left_out({fact.id for fact in cited})
        return "\n".join(lines).rstrip("\n") + "\n"

    def _statuses(self, ids: Iterable[str]) -> Iterator[str]:
        """What the site says of the facts that lead, as comments."""
        for id in ids:
            status = self.maker.statements.status(self.maker.content.facts[id])
            yield f"  # {status.status}: {id}"

    def _figures(self, made: _Draft) -> list[str]:
        """The facts of the bullets whose figures stand at the top: new ones, and none from a digest or a machine."""
        content = self.maker.content
        found = []
        for id in dict.fromkeys(id for said, _ in made.bullets for id in said.facts):
            fact, page = content.facts[id], content.record_of[id].source.page
            is_told_first = page not in ("digest", "machine-written") and not fact.odd
            if id in self.maker.fresh and fact.kind == "figure" and is_told_first:
                found.append(id)
        return found[:MOST_FIGURES]

    def _left_out(self, told: set[str]) -> list[str]:
        fresh = sorted(self.maker.fresh.values(), key=lambda fact: (-self.maker.worth(fact), fact.id))
        rest = [fact.id for fact in fresh if fact.id not in told]
        many = counted(len(rest), "new fact")
        lead = [f"# Left out, {many}: delete these lines when you have looked at them."]
        more = [f"#   and {len(rest) - MOST_LEFT_OUT} more"] if len(rest) > MOST_LEFT_OUT else []
        return [*lead, *(f"#   {id}" for id in rest[:MOST_LEFT_OUT]), *more] if rest else []


def _passages(pairs: Iterable[tuple[Said, str]]) -> Iterator[str]:
    """Passages as lines of YAML, as editors fold them."""
    for said, comment in pairs:
        if comment:
            yield f"  # {comment}"
        data = {**({"heading": said.heading} if said.heading else {}), "text": said.text}
        if said.facts:
            data["facts"] = list(said.facts)  # type: ignore[assignment]
        block = yaml.dump(data, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=98).splitlines()
        for number, line in enumerate(block):
            yield f"  {'- ' if number == 0 else '  '}{line}"
        yield ""


class _Indented(yaml.SafeDumper):
    """Lists are indented below their key, as editors write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _chosen(maker: _Maker, trial: _Trial) -> _Draft:
    """The passages of the briefing: the first of each candidate's ways that no check refuses, the best candidates."""
    news, gaps = maker.candidates()[:MOST_TRIED], maker.gaps()[:MOST_TRIED]
    refused = dict(trial.refused(_Draft(bullets=_each(news), items=(), gaps=())))
    bullets = _bullets(news, refused)
    details = maker.items(bullets)
    refused |= trial.refused(_Draft(bullets=(), items=_each(details), gaps=()))
    refused |= trial.refused(_Draft(bullets=(), items=(), gaps=_each(gaps)))
    items = [(said, "") for one in details if (said := _first(one, refused))]
    texts = {said.text for said, _ in bullets}
    open_gaps = [(said, "") for one in gaps if (said := _first(one, refused)) and said.text not in texts]
    room = MOST_WORDS - LEFT_TO_WRITE - sum(_words(said) for said, _ in (*bullets, *open_gaps[:MOST_GAPS]))
    made = _Draft(tuple(bullets), tuple(_fitting(items, room)), tuple(open_gaps[:MOST_GAPS]))
    # Together they may say something twice.
    while wrong := trial.refused(made):
        made = made.without(wrong)
    return made


def _each(candidates: Iterable[Candidate]) -> tuple[tuple[Said, str], ...]:
    """Every way of some candidates, each once."""
    return tuple((said, "") for said in dict.fromkeys(said for one in candidates for said in one.ways))


def _first(one: Candidate, refused: Mapping[Said, str]) -> Said | None:
    return next((said for said in one.ways if said not in refused), None)


def _first_short(one: Candidate, refused: Mapping[Said, str]) -> Said | None:
    """The first way that fits a bullet."""
    return next((said for said in one.ways if said not in refused and _words(said) <= LONGEST_BULLET), None)


def _words(said: Said) -> int:
    return len(f"{said.heading} {said.text}".split())


def _fitting(some: Iterable[tuple[Said, str]], room: int) -> Iterator[tuple[Said, str]]:
    """The first passages that have no more than so many words together."""
    for said, why in some:
        room -= _words(said)
        if room < 0:
            return
        yield said, why


def _bullets(candidates: Iterable[Candidate], refused: Mapping[Said, str]) -> list[tuple[Said, str]]:
    """The best candidates, each fact once, and not all of one place while others wait."""
    chosen: list[tuple[Said, str]] = []
    waiting: list[tuple[Candidate, Said]] = []
    told: set[str] = set()
    of: Counter[str] = Counter()

    def take(one: Candidate, said: Said) -> None:
        if len(chosen) < MOST_BULLETS and not (one.tells and told.issuperset(one.tells)):
            if all(said != other for other, _ in chosen):
                chosen.append((said, one.why))
                told.update(said.facts)
                of[one.about] += 1

    for one in candidates:
        if said := _first_short(one, refused):
            if of[one.about] < (1 if one.about == _CHANGED else MOST_OF_ONE):
                take(one, said)
            else:
                waiting.append((one, said))
    for one, said in waiting:
        if one.about != _CHANGED:
            take(one, said)
    return chosen
