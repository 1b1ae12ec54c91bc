"""What changed between two states of the content, each change in one of a few classes.

An editor types corrections, withdrawals, notes, changes and moves; all else is told from the two states. What would
break a promise to readers (an address that vanished, a figure that changed without a word) is a problem. What a reader
may quote is said where each field is defined, in ``model/records.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Literal, TypeVar

from generator.bind.passage import Binder
from generator.bind.reworded import Rewordings
from generator.bind.slots import expanded
from generator.bind.vocabulary import vocabulary
from generator.model.agreement import Statements
from generator.model.content import Content
from generator.model.day import comes_out, days_ahead, numbered, on_day, typed_numbers
from generator.model.problems import Problem, Spot
from generator.model.promises import Said, gone, in_words, is_quotable, promises, said, words_and_ids
from generator.model.quotes import has_words_of, holds, parts, same_words
from generator.model.records import (
    Briefing,
    Change,
    Changed,
    Correction,
    DatedNote,
    Disagreement,
    Fact,
    Item,
    Passage,
    Qualifier,
)
from generator.model.series import figure_of, series_key
from generator.model.timeline import changes_of_fact, events, fact_fields, fields_before, was_and_now
from generator.model.when import When
from generator.quantities import Quantity, Reader, bound, reader_for

_Thing = TypeVar("_Thing")
_Passage = TypeVar("_Passage", Passage, Item)
State = dict[str, Any]
# What of a content folder is not compared: what is written by a program, or says nothing to readers.
NOT_COMPARED = frozenset(("names", "miss-rate"))
# The fields in which a text of ours may say the same in other words without an entry; of a briefing it keeps them.
_MAY_BE_REWORDED: Mapping[str, frozenset[str]] = {
    "briefings": frozenset(("bullets", "verdict", "analysis", "items", "gaps")),
    "places": frozenset(("summary", "gaps")),
    "disagreements": frozenset(("why",)),
    "glossary": frozenset(("meaning",)),
    "pages": frozenset(("markdown",)),
}
# How long before the newest that is out something new may be dated, which lay in a pull request for a while.
LATEST = timedelta(days=7)
Class = Literal[
    "new",
    "update",
    "revision",
    "completed",
    "correction",
    "withdrawal",
    "moved",
    "reworded",
    "rewritten",
    "editorial",
    "ahead",
]


@dataclass(frozen=True, slots=True, order=True)
class HistoryChange:
    """One change: its class, the address of the thing, and a line that says what was and what is."""

    what: Class
    address: str
    detail: str


def compare(
    old: Content, new: Content, *, where: str, today: date | None = None
) -> tuple[tuple[HistoryChange, ...], tuple[Problem, ...]]:
    """The changes from one state of the content to a later one, and what may not change like that.

    What is dated after ``today`` nobody has seen, so that it may change in any way; what comes of it is listed as
    ahead. Without ``today`` nothing is dated ahead.
    """
    if today is None or not (days_ahead(old, today) or days_ahead(new, today)):
        comparison = Comparison(old, new, where)
        comparison.run()
        return tuple(sorted(comparison.changes)), tuple(comparison.problems)
    published = on_day(old, today)
    now, planned, then = (Comparison(published, one, where) for one in (on_day(new, today), old, new))
    for comparison in (now, planned, then):
        comparison.run()
    ahead = [*_ahead(now, planned, then, new, today), *_away(now, planned, then)]
    # What comes out later must be right as well: a correction that says what never stood there would come out.
    problems = dict.fromkeys((*now.problems, *then.problems))
    return tuple(sorted((*now.changes, *ahead))), tuple(problems)


def _ahead(
    now: Comparison, planned: Comparison, then: Comparison, new: Content, today: date
) -> Iterator[HistoryChange]:
    """What comes out later that is new, or other than was planned before."""
    known, before = set(now.changes), set(planned.changes)
    for change in sorted(set(then.changes) - known):
        id = change.address.partition("/")[2]
        kind = change.address.partition("/")[0]
        if change in before and _thing(planned.new, kind, id) == _thing(then.new, kind, id):
            continue
        day = comes_out(new, change.address, today)
        when = f"on {day}" if day else "later"
        yield HistoryChange("ahead", change.address, f"{when}, {change.what}: {change.detail}")


def _away(now: Comparison, planned: Comparison, then: Comparison) -> Iterator[HistoryChange]:
    """What was to come out later and does not, unless it is out or does so at another address."""
    left = {change.address for change in (*now.changes, *then.changes)}
    moved = then.new.present_address
    for change in sorted(set(planned.changes)):
        if change.address not in left and moved(change.address) not in left:
            yield HistoryChange("ahead", change.address, f"does not come out any more: {change.detail}")


def _thing(content: Content, kind: str, id: str) -> Any:
    return {"facts": content.facts, "briefings": content.briefings}.get(kind, {}).get(id)


def things(content: Content) -> dict[str, Any]:
    """What can have an entry in ``changes/``, by how such an entry names it."""
    of: dict[str, Mapping[str, Any]] = {
        "sources": {id: record.source for id, record in content.records.items()},
        "places": content.places,
        "organisations": content.organisations,
        "topics": content.topics,
        "measures": content.measures,
        "units": content.units,
        "publishers": content.publishers,
        "speakers": content.speakers,
        "glossary": content.glossary,
        "disagreements": content.disagreements,
        "pages": content.pages,
    }
    return {"site": content.site} | {f"{kind}/{id}": thing for kind, by_id in of.items() for id, thing in by_id.items()}


def _changed(type_: type, before: Said, after: Said) -> Iterator[Changed]:
    for name, kept in promises(type_).items():
        if is_quotable(kept):
            was, now = before.get(name, ()), after.get(name, ())
            went, came = gone(was, now, kept), gone(now, was, kept)
            if went or (came and kept.promise == "quotable"):
                yield Changed(field=name, was=went, now=came)


def _with_slots_filled(content: Content) -> Content:
    """A content whose passages read as they are printed: a slot says another amount when its fact does."""

    def passages(of: Iterable[_Passage]) -> tuple[_Passage, ...]:
        return tuple(_filled(one, content) for one in of)

    about: dict[str, list[Fact]] = {}
    for fact in content.facts.values():
        about.setdefault(fact.about, []).append(fact)
    return replace(
        content,
        briefings={
            id: replace(
                one,
                bullets=passages(one.bullets),
                verdict=one.verdict and _filled(one.verdict, content),
                analysis=passages(one.analysis),
                items=passages(one.items),
                gaps=passages(one.gaps),
            )
            for id, one in content.briefings.items()
        },
        places={
            id: replace(one, summary=passages(one.summary), gaps=passages(one.gaps))
            for id, one in content.places.items()
        },
        disagreements={
            id: replace(one, why=expanded(one.why, about.get(one.about, []), content).text)
            for id, one in content.disagreements.items()
        },
    )


def _filled(passage: _Passage, content: Content) -> _Passage:
    cited = [content.facts[id] for id in passage.facts if id in content.facts]
    words: dict[str, Any] = {"text": expanded(passage.text, cited, content).text}
    if isinstance(passage, Item):
        words["heading"] = expanded(passage.heading, cited, content).text
    return replace(passage, **words)


class Comparison:
    """Two states of the content, what changed from one to the other, and what may not."""

    def __init__(self, old: Content, new: Content, where: str = "content") -> None:
        # A briefing keeps the number under which it was published.
        old = numbered(old)
        kept = {
            new.present_address(f"briefings/{id}").partition("/")[2]: one.issue for id, one in old.briefings.items()
        }
        new = numbered(new, kept, typed_numbers(new))
        self.old, self.new = _with_slots_filled(old), _with_slots_filled(new)
        self._typed = old, new
        self.where = where
        self.changes: list[HistoryChange] = []
        self.problems: list[Problem] = []
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The reader of quantities, with the units and names of the later state."""
        if self._reader is None:
            self._reader = reader_for(vocabulary(self.new))
        return self._reader

    @cached_property
    def rewordings(self) -> Rewordings:
        """What tells texts that say the same, with the registries of the later state."""
        return Rewordings(Binder(self.new))

    def run(self) -> None:
        """Compare everything."""
        self._addresses()
        self._facts()
        self._briefings()
        self._things()
        self._charts()
        self._lasting()
        self.problems.extend(_late(self.old, self.new, self.where))

    def _say(self, what: Class, address: str, detail: str) -> None:
        self.changes.append(HistoryChange(what, address, detail))

    def _problem(self, rule: str, message: str) -> None:
        self.problems.append(Problem(Spot(self.where), rule, message))

    # --- addresses

    def _addresses(self) -> None:
        old, new = self.old, self.new
        for address in sorted((old.addresses | old.moved.keys()) - new.addresses):
            if address in new.moved:
                if address not in old.moved:
                    self._say("moved", address, f"now {new.moved[address].to}")
                    self._merged(address)
                continue
            message = (
                f"the published address {address} is gone; put back what stood there (a fact can be withdrawn), "
                "or name in content/moved.yml what took its place"
            )
            self._problem("vanished", message)

    def _merged(self, address: str) -> None:
        """A published fact whose address leads to another that was there already: it must say no less."""
        kind, _, id = address.partition("/")
        target = self.new.present_address(address)
        if kind != "facts" or target not in self.old.addresses:
            return
        fact, other = self.old.facts[id], self.new.facts.get(target.partition("/")[2])
        if other is None or fact.withdrawn or fact.corrections or self._claim(fact) != self._claim(other):
            message = (
                f"{address} leads to {target}, which says something else or hides its history; keep it, and withdraw "
                "it if it no longer stands"
            )
            self._problem("history-erased", message)

    def _claim(self, fact: Fact) -> tuple[object, ...]:
        figure = fact.figure
        amount = (figure.measure, figure.value, figure.unit, figure.qualifier, figure.when) if figure else ()
        return fact.about, fact.kind, amount, fact.when if not figure else None

    def earlier(self, things: Mapping[str, _Thing], address: str) -> _Thing | None:
        """What stood before at an address or, where it moved since, at one that leads there now."""
        known = (address, *self.new.former_addresses(address))
        return next((things[id] for id in (one.partition("/")[2] for one in known) if id in things), None)

    def now(self, kind: str, id: str) -> str:
        """The id that a thing has now: its own where it was taken into another that was there before, for then what
        named it says something else."""
        address = self.new.present_address(f"{kind}/{id}")
        return id if address in self.old.addresses else address.partition("/")[2]

    def ids_now(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids that things of a kind have now."""
        return tuple(self.now(kind, id) for id in ids)

    def _subject_now(self, id: str) -> str:
        """The id that a place or an organisation has now."""
        kinds = ("places", "organisations")
        return next((now for kind in kinds if (now := self.now(kind, id)) != id), id)

    # --- facts

    def _facts(self) -> None:
        statements = Statements(self.new)
        for id, fact in self.new.facts.items():
            earlier = self.earlier(self.old.facts, f"facts/{id}")
            if earlier is None:
                self.changes.append(_added(fact, self.old, statements))
            else:
                self._fact(FactComparison(self, earlier, fact))

    def _fact(self, found: FactComparison) -> None:
        old, new, address = found.old, found.new, f"facts/{found.new.id}"
        if found.is_same:
            return
        if new.withdrawn and not old.withdrawn:
            self._say("withdrawal", address, new.withdrawn.reason)
        elif found.added:
            *_, last = changes_of_fact(self.new, replace(new, withdrawn=None))
            was, now = was_and_now(last.fields)
            self._say("correction", address, f"was: {was} now: {now} why: {last.detail}")
        elif found.completed and not found.unexplained:
            self._say("completed", address, ", ".join(found.completed))
        elif found.reworded and not found.unexplained:
            self._say("reworded", address, ", ".join(found.reworded))
        else:
            differing = [one.name for one in fields(old) if getattr(old, one.name) != getattr(new, one.name)]
            differing += ["source"] if found.source_changed else []
            self._say("editorial", address, f"changed: {', '.join(differing)}")
        self._faults_of_fact(found)

    def _faults_of_fact(self, found: FactComparison) -> None:
        old, new = found.old, found.new
        erased = [
            *(["added"] if old.added != new.added else []),
            *(name for name in ("checked", "sought") if not _grew(getattr(old, name), getattr(new, name))),
        ]
        if erased:
            message = f"{' and '.join(erased)} of {new.id!r} stay as they were published; put them back"
            self._problem("never-changes", message)
        kept = list(zip(old.corrections, new.corrections, strict=False))
        is_rewritten = any(before != after and not _says_the_same(before, after) for before, after in kept)
        is_erased = is_rewritten or len(new.corrections) < len(old.corrections)
        if is_erased or (old.withdrawn and old.withdrawn != new.withdrawn):
            message = (
                f"a correction or withdrawal of {new.id!r} was taken back or rewritten; put it back and add another "
                "entry"
            )
            self._problem("history-erased", message)
        if is_erased:
            if not found.added and found.unexplained:
                self._silent(new, found.unexplained)
            return
        if old.withdrawn and (found.differing or found.added):
            message = (
                f"{new.id!r} is withdrawn, and {', '.join(found.differing or ('its corrections',))} changed; put it "
                "back: a withdrawn fact stays as it was, and a new one can be written"
            )
            self._problem("silent-change", message)
            return
        for name, value, stood in found.never_stood:
            message = (
                f"the correction of {new.id!r} says that {name} was {_shown(value)}, but it was {_shown(stood)}; "
                "write what stood there, and in the fact what it should say"
            )
            self._problem("never-stood-there", message)
        if found.added and not found.never_stood and not all(found.changes_something):
            message = f"a correction of {new.id!r} changed nothing; make the change that it is about, or delete it"
            self._problem("correction-without-change", message)
        if found.unexplained:
            self._silent(new, found.unexplained, is_corrected=bool(found.added))

    def _silent(self, fact: Fact, unexplained: Iterable[str], *, is_corrected: bool = False) -> None:
        names = ", ".join(unexplained)
        if is_corrected:
            message = (
                f"the correction of {fact.id!r} changed {names} and does not say so; name under was: what stood there"
            )
        else:
            message = (
                f"{names} of {fact.id!r} changed without a word; if we were wrong, run `python -m generator correct "
                f"{fact.id} --base REF`, or put it back and write a new fact if the source has a newer figure"
            )
        self._problem("silent-change", message)

    # --- briefings

    def _briefings(self) -> None:
        for id, briefing in self.new.briefings.items():
            address = f"briefings/{id}"
            before = self.earlier(self.old.briefings, address)
            if before is None:
                self._say("new", address, briefing.headline)
                continue
            before = self._briefing_now(before, id)
            if before == briefing:
                self._says_what_was(briefing, before)
                continue
            tells = [note for note in briefing.notes[len(before.notes) :] if note.changed]
            rest = "chart" if replace(before, chart=briefing.chart) == briefing else "words or notes changed"
            entries = briefing.reworded[len(before.reworded) :]
            anew = [one.field for entry in entries for one in entry.changed]
            kept = _grew(before.notes, briefing.notes) and _grew(before.reworded, briefing.reworded)
            unexplained = self.unexplained_in_briefing(before, briefing)
            if anew and kept and not tells and not unexplained:
                why = next((entry.why for entry in entries if entry.why), None)
                self._say("rewritten" if why else "reworded", address, why or ", ".join(dict.fromkeys(anew)))
            else:
                self._say("correction" if tells else "editorial", address, tells[-1].text if tells else rest)
            if unexplained or not kept:
                names = ", ".join(one.field for one in unexplained) or "notes"
                message = (
                    f"the published briefing {id!r} says something else now ({names}); put it back, or run `python -m "
                    f"generator correct {address} --base REF`, which writes a note that names what it said"
                )
                self._problem("briefing-rewritten", message)
            self._says_what_was(briefing, before)

    def unexplained_in_briefing(self, old: Briefing, new: Briefing) -> list[Changed]:
        """What of a published briefing changed that no further note says."""
        before = self._briefing_now(old, new.id)
        notes = new.notes[len(before.notes) :] if _grew(before.notes, new.notes) else ()
        anew = new.reworded[len(before.reworded) :] if _grew(before.reworded, new.reworded) else ()
        address = f"briefings/{new.id}"
        told = [(note.on, note.changed) for note in notes]
        for entry in anew:
            others = [] if entry.why else list(self.without_rewordings(address, entry.changed))
            for rest in others:
                self._no_rewording(address, rest)
            if not others:
                told.append((entry.on, entry.changed))
        entries = sorted(told, key=lambda entry: entry[0])
        left = self._without_entry(before, new, [changed for _, changed in entries], address)
        return [one for one in left if not any(_shows(note, one) for note in notes)]

    def _no_rewording(self, address: str, changed: Changed) -> None:
        was, now = (" ".join(words) for words in (changed.was, changed.now))
        difference = self._difference(address, changed.field, was, now) or "nothing took its place"
        message = (
            f"an entry under reworded: of {address} is no other wording: of {_shown(was)} {difference}; delete the "
            f"entry, and run `python -m generator correct {address} --base REF`"
        )
        self._problem("says-something-else", message)

    # --- other words for the same

    def without_rewordings(self, address: str, changed: Iterable[Changed]) -> Iterator[Changed]:
        """What changed of a thing, but for texts of ours that say the same in other words."""
        kind = address.partition("/")[0]
        may = _MAY_BE_REWORDED.get(kind, frozenset())
        for one in changed:
            was, now = list(one.was), list(one.now)
            for old in one.was if one.field in may else ():
                same = (new for new in now if self._difference(address, one.field, old, new) is None)
                if (there := next(same, None)) is not None:
                    was.remove(old)
                    now.remove(there)
            # What comes to the summary of a place or to a page says nothing else about what stands there.
            is_open = one.field in may and kind in ("places", "pages")
            if was or (now and not (is_open and one.was)):
                yield replace(one, was=tuple(was), now=tuple(now))

    def _difference(self, address: str, field: str, was: str, now: str) -> str | None:
        """What of two texts of a field may say something else: each as an entry has it, or None."""
        if field not in _MAY_BE_REWORDED.get(address.partition("/")[0], frozenset()):
            return "it is no text that may be put into other words"
        (one, ids), (other, others) = (words_and_ids(text) for text in (was, now))
        if ids != others:
            return "it stands on other facts"
        facts = [self.new.facts[id] for id in ids if id in self.new.facts]
        one = self._as_typed(self._typed[0], self.old, address, field).get(was, one)
        other = self._as_typed(self._typed[1], self.new, address, field).get(now, other)
        return self.rewordings.difference(one, other, facts, is_gap=field == "gaps")

    def _as_typed(self, typed: Content, printed: Content, address: str, field: str) -> dict[str, str]:
        """The passages of a thing with their slots, by what an entry has of them."""
        kind, _, id = address.partition("/")
        if kind not in ("briefings", "places"):
            return {}
        known = (getattr(content, kind).get(id) for content in (typed, printed))
        one, other = (_listed(getattr(thing, field, ())) for thing in known)
        return {in_words(new): words_and_ids(in_words(old))[0] for old, new in zip(one, other, strict=True)}

    def _briefing_now(self, briefing: Briefing, id: str) -> Briefing:
        """A briefing with the ids that it and what it refers to have since they moved."""

        def now(passages: Iterable[_Passage]) -> tuple[_Passage, ...]:
            return tuple(replace(passage, facts=self.ids_now("facts", passage.facts)) for passage in passages)

        return replace(
            briefing,
            id=id,
            bullets=now(briefing.bullets),
            verdict=briefing.verdict and next(iter(now((briefing.verdict,)))),
            analysis=now(briefing.analysis),
            items=now(briefing.items),
            gaps=now(briefing.gaps),
            figures=self.ids_now("facts", briefing.figures),
            table=self.ids_now("facts", briefing.table),
        )

    def _says_what_was(self, briefing: Briefing, before: Briefing) -> None:
        """A published briefing that still says the amount that a correction took out of a fact that it cites."""
        self._stale(f"briefings/{briefing.id}", briefing.passages, "which writes a note that names what it said")

    def _stale(self, address: str, passages: Iterable[Passage | Item], what: str) -> None:
        for passage in passages:
            for id in passage.facts:
                if id in self.new.facts and id in self.old.facts and (stale := self._old_amount(id, passage)):
                    message = (
                        f"{address} still says {stale!r}, which {id} no longer does; correct the passage, and run "
                        f"`python -m generator correct {address} --base REF`, {what}"
                    )
                    self._problem("says-what-was", message)

    def _old_amount(self, id: str, passage: Passage | Item) -> str | None:
        """What of a passage is an amount that a fact had before it was corrected and that no fact cited there has."""
        old, new = self.old.facts[id], self.new.facts[id]
        if len(new.corrections) == len(old.corrections):
            return None
        cited = (self.new.facts[one] for one in passage.facts if one in self.new.facts)
        has = {self.amount(figure.value, figure.unit) for fact in cited for figure in fact.figures}
        lost = [figure for figure in old.figures if self.amount(figure.value, figure.unit) not in has]
        for quantity in self.reader.read(passage.text) if lost else ():
            if quantity.kind != "amount" or quantity.value is None:
                continue
            said = self.amount(quantity.value, quantity.unit or "")
            # What is counted has a noun of its own in prose.
            if any(quantity.value == one.value or said == self.amount(one.value, one.unit) for one in lost):
                return quantity.text.strip()
        return None

    def amount(self, value: Any, unit: str, content: Content | None = None) -> tuple[Any, str | None]:
        """A value in the smallest unit of its family, and that family: equal for 2 km2 and 2,000,000 m2."""
        known = (content or self.new).units.get(unit)
        if value is None or known is None:
            return value, unit or None
        return value * known.factor, "money " + unit if known.family == "money" else known.family

    # --- all else that has quotable fields

    def _things(self) -> None:
        new, entries_of = things(self.new), self._entries_of()
        for address, thing in things(self.old).items():
            at, there = self._thing_now(address, thing, new)
            own = entries_of.pop(at, [])
            if own or there is None or self._thing_as_named_now(thing) != there:
                self._thing(at, thing, there, own)
        for address, rest in entries_of.items():
            message = (
                f"content/changes/{rest[0].id}.yml is about {address}, which was not published before; delete the entry"
            )
            self._problem("never-stood-there", message)
        for id, place in self.new.places.items():
            self._stale(f"places/{id}", (*place.summary, *place.gaps), "which writes what it said")

    def _entries_of(self) -> dict[str, list[Change]]:
        """The new entries in ``changes/`` in their order, by where what they are about is now."""
        entries = [change for id, change in self.new.changes.items() if id not in self.old.changes]
        found: dict[str, list[Change]] = {}
        for entry in sorted(entries, key=lambda change: (change.on, len(change.id), change.id)):
            found.setdefault(self.new.present_address(entry.of), []).append(entry)
        return found

    def unexplained_in_thing(self, address: str) -> list[Changed] | None:
        """What of a published thing changed that no entry says; None of one that was not published."""
        new = things(self.new)
        for before, thing in things(self.old).items():
            at, there = self._thing_now(before, thing, new)
            if at == address:
                entries = self._entries_of().get(at, [])
                old = self._thing_as_named_now(thing)
                left = self._without_entry(old, there, [entry.changed for entry in entries], at)
                return list(self.without_rewordings(at, left))
        return None

    def _thing_now(self, address: str, thing: Any, new: Mapping[str, Any]) -> tuple[str, Any]:
        """Where a thing is now, and what stands there."""
        if isinstance(thing, Disagreement) and address not in new:
            about = self._disagreement_about(thing)
            same = (at for at, one in new.items() if isinstance(one, Disagreement))
            address = next((at for at in same if self._disagreement_about(new[at]) == about), address)
        if address not in new and self.new.present_address(address) not in self.old.addresses:
            address = self.new.present_address(address)
        return address, new.get(address)

    def _disagreement_about(self, one: Disagreement) -> tuple[str, str, str]:
        return self._subject_now(one.about), one.measure, one.when.text

    def _thing_as_named_now(self, thing: Any) -> Any:
        """A thing with the ids that what it names has since it moved."""
        renamed: dict[str, Any] = {}
        for one in fields(thing):
            value = getattr(thing, one.name)
            match one.name:
                case "id":
                    continue
                case "derived_from" if value:
                    value = self.now("sources", value)
                case "parent" | "governs" | "about" if value:
                    value = self._subject_now(value)
                case "leads":
                    value = self.now("facts", value)
                case "summary" | "gaps":
                    value = tuple(replace(part, facts=self.ids_now("facts", part.facts)) for part in value)
            renamed[one.name] = value
        return replace(thing, **renamed)

    def _thing(self, address: str, thing: Any, there: Any, entries: list[Change]) -> None:
        old = self._thing_as_named_now(thing)
        if there is None:
            if address in self.old.addresses:
                return  # vanished, or moved to what was there before
            if isinstance(old, Disagreement):
                self._is_over(address, old)
                return
        left = list(self._without_entry(old, there, [entry.changed for entry in entries], address))
        unexplained = left if there is None else list(self.without_rewordings(address, left))
        differing = [one for one in promises(type(old)) if one != "id" and _differs(old, there, one)]
        if entries:
            is_anew = all(entry.anew for entry in entries)
            self._say("rewritten" if is_anew else "correction", address, entries[-1].reason)
        elif left and not unexplained:
            self._say("reworded", address, ", ".join(one.field for one in left))
        elif there is not None and differing and not unexplained:
            came = extended_fields(there, old)
            self._say("editorial", address, ", ".join(came or differing))
        elif unexplained:
            self._say("editorial", address, f"changed: {', '.join(differing)}")
        if unexplained:
            message = (
                f"{', '.join(one.field for one in unexplained)} of {address} changed without a word; put it back, or "
                f"run `python -m generator correct {address} --base REF`, which writes what stood there"
            )
            self._problem("silent-change", message)

    def _is_over(self, address: str, old: Disagreement) -> None:
        statements = Statements(self.new)
        if any(group.disagrees and statements.is_about(old, group) for group in statements.groups):
            self._problem("vanished", f"{address} is gone, and sources still disagree; put it back")
        else:
            self._say("editorial", address, "the disagreement is over")

    def _without_entry(
        self, old: Any, new: Any, entries: Iterable[tuple[Changed, ...]], address: str
    ) -> Iterator[Changed]:
        """What of a thing changed that no entry says. An entry that says what never stood there is a problem."""
        state, kept_of = dict(said(old)), promises(type(old))
        for changed in entries:
            for one in changed:
                kept = kept_of.get(one.field)
                if kept is None or not is_quotable(kept):
                    self._problem(
                        "never-stood-there", f"{address} has no quotable field {one.field!r}; see its other fields"
                    )
                    continue
                stood = state.get(one.field, ())
                if wrong := gone(one.was, stood, kept):
                    message = (
                        f"an entry about {address} says that {one.field} was {_shown(wrong[0])}, which did not stand "
                        "there; write what stood there"
                    )
                    self._problem("never-stood-there", message)
                elif not gone(one.was, one.now, kept) and not gone(one.now, one.was, kept):
                    message = f"an entry about {address} changed nothing of {one.field}; delete it"
                    self._problem("correction-without-change", message)
                state[one.field] = (*gone(stood, one.was, kept), *one.now)
        yield from _changed(type(old), state, said(new) if new is not None else {})

    # --- charts, of which nobody quotes anything: their marks are facts

    def _charts(self) -> None:
        for id, chart in self.new.charts.items():
            address = f"charts/{id}"
            before = self.earlier(self.old.charts, address)
            if before is None:
                self._say("new", address, chart.title)
                continue
            names = (name for name in promises(type(chart)) if name != "id")
            if differing := [name for name in names if _differs(before, chart, name)]:
                self._say("editorial", address, f"changed: {', '.join(differing)}")

    # --- what stays

    def _lasting(self) -> None:
        old, new = self.old, self.new
        if old.site.authority != new.site.authority:
            message = (
                f"site.authority was {old.site.authority!r}; put it back: it is in the identity of every item of every "
                "feed, and never changes"
            )
            self._problem("never-changes", message)
        for id, change in old.changes.items():
            if new.changes.get(id) != change:
                message = f"the published entry content/changes/{id}.yml was taken back or rewritten; put it back"
                self._problem("history-erased", message)
        for id, moved in old.moved.items():
            there = new.moved.get(id)
            if there != moved and (there is not None or id in new.addresses):
                message = f"the published move of {id} is another now; put it back, and add a further one"
                self._problem("never-changes", message)


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def extended_fields(new: Any, old: Any) -> list[str]:
    """The quotable fields of a thing to which something came."""
    before, after, kept = said(old), said(new), promises(type(new))
    return [name for name, words in after.items() if gone(words, before.get(name, ()), kept[name])]


def _differs(old: Any, new: Any, name: str) -> bool:
    attribute = name if hasattr(old, name) else f"{name}_"
    return new is None or getattr(old, attribute) != getattr(new, attribute)


def _grew(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether a list that may only grow has all that it had, in its order, and more at its end at most."""
    return new[: len(old)] == old


def _shown(value: Any) -> str:
    return repr(" ".join(str(value).split())[:200])


def _shows(note: DatedNote, changed: Changed) -> bool:
    """Whether a note tells in its own words what some words were and what they are: each that another took the place
    of, with that one, and what came or went with the words next to it."""
    told = f" {' '.join(parts(note.text))} "
    was, now = ([part for text in words for part in parts(text)] for words in (changed.was, changed.now))
    steps = [step for step in SequenceMatcher(None, was, now, autojunk=False).get_opcodes() if step[0] != "equal"]
    for what, i1, i2, j1, j2 in steps:
        near = 0 if what == "replace" else 1
        runs = was[max(0, i1 - near) : i2 + near], now[max(0, j1 - near) : j2 + near]
        if not all(f" {' '.join(run)} " in told for run in runs):
            return False
    return bool(steps)


class FactComparison:
    """A published fact and what it is now: which fields say something else, which were completed, and which changed
    without a word."""

    def __init__(self, of: Comparison, old: Fact, new: Fact) -> None:
        self._of = of
        record = of.old.record_of[old.id]
        about, *also = (of._subject_now(subject) for subject in (old.about, *old.also_about))
        before = replace(old, id=new.id, about=about, also_about=tuple(also), topics=of.ids_now("topics", old.topics))
        self.old, self.new = before, new
        self.was = fact_fields(of.old, old) | {"about": about, "source": of.now("sources", record.id)}
        self._now = fact_fields(of.new, new)
        self.source_changed = self.was["source"] != self._now["source"]
        self.is_same = before == new and not self.source_changed
        self.added = new.corrections[len(old.corrections) :]
        self.differing: list[str] = []
        self.completed: list[str] = []
        self.reworded: list[str] = []
        self.unexplained: list[str] = []
        self.never_stood: list[tuple[str, Any, Any]] = []
        self.changes_something: list[bool] = []
        if not self.is_same:
            self._compare()

    def _compare(self) -> None:
        names = list(dict.fromkeys((*self.was, *self._now)))
        differing = [name for name in names if not self._is_same(name)]
        self.completed = self._completed(differing)
        self.reworded = [name for name in differing if name not in self.completed and self._is_reworded(name)]
        self.differing = [name for name in differing if name not in (*self.completed, *self.reworded)]
        if self.added:
            self._replay()
        else:
            self.unexplained = self.differing

    def _replay(self) -> None:
        """What the new corrections say stood there and did not, and what changed that they do not name."""
        changes = [event for event in changes_of_fact(self._of.new, self.new) if event.what == "corrected"]
        self.changes_something = [bool(event.fields) for event in changes[-len(self.added) :]]
        # The first that names a field says what stood there at first; a sentence that stood there says all it said.
        named: State = {}
        for correction in reversed(self.added):
            named |= fields_before(correction)
        told = any(set(fields_before(one)) == {"text"} for one in self.added)
        for name, value in named.items():
            stood = self.was.get(name)
            if value != stood and not (name == "about" and self._of._subject_now(value) == stood):
                self.never_stood.append((name, value, stood))
        covered = {*named, *(name for name in self.differing if told and (name in _TOLD or "." in name))}
        self.unexplained = [name for name in self.differing if name not in covered]

    def _is_same(self, name: str) -> bool:
        """Whether a field says the same as before."""
        was: Any = self.was.get(name)
        now: Any = self._now.get(name)
        if was == now:
            return True
        figure, _, field = name.rpartition(".")
        match field:
            case "text":
                return was is not None and (same_words(was, now) or self._means_the_same(was, now))
            case "said_by" | "quote" | "where" | "note":
                return bool(was and now) and same_words(was, now)
            case "as_stated":
                quote = self._now["quote"]
                return bool(was and now) and (same_words(was, now) or self._means_the_same(was, now, (quote,)))
            case "odd":
                return bool(was and now) and same_words(was.why, now.why)
            case "left_out":
                return {_left_out(one) for one in was or ()} == {_left_out(one) for one in now or ()}
            case "kind":
                # Events, rules and background differ only in the list in which they stand.
                return not {was, now} & {"figure", "target"}
            case "when" | "figure_when" if not figure:
                return self._dates(self.was) == self._dates(self._now)
            case "value" | "unit" | "to":
                return self._amount(self.was, figure, self._of.old) == self._amount(self._now, figure, self._of.new)
            case "qualifier":
                return self._is_same_bound(was, now, figure)
            case _:
                return False

    def _is_reworded(self, name: str) -> bool:
        """Whether words of ours about the fact say the same as before."""
        was: Any = self.was.get(name)
        now: Any = self._now.get(name)
        if not was or not now:
            return False
        match name:
            case "note":
                return self._says_the_same(was, now)
            case "odd":
                return self._says_the_same(was.why, now.why)
            case "left_out":
                reasons = {one.number: one.why for one in was}
                return len(was) == len(now) == len(reasons) and all(
                    one.number in reasons and self._says_the_same(reasons[one.number], one.why) for one in now
                )
            case _:
                return False

    def _says_the_same(self, was: str, now: str) -> bool:
        return self._of.rewordings.difference(was, now, [self.new]) is None

    def _dates(self, state: State) -> set[When]:
        return {when for when in (state["when"], state["figure_when"]) if when}

    def _amount(self, state: State, figure: str, content: Content) -> tuple[Any, ...]:
        prefix = f"{figure}." if figure else ""
        value, to, unit = (state.get(f"{prefix}{name}") for name in ("value", "to", "unit"))
        return (
            self._of.amount(value, unit or "", content),
            self._of.amount(to, unit or "", content)[0] if to is not None else None,
        )

    def _is_same_bound(self, was: Qualifier | None, now: Qualifier | None, figure: str) -> bool:
        words = self._now.get(f"{figure}.as_stated" if figure else "as_stated"), self._now["quote"]
        return bool(was and now) and bound(was) == bound(now) and _is_said(now or "", words)

    def _means_the_same(self, was: str, now: str, source: Iterable[str | None] | None = None) -> bool:
        """Whether two texts differ only in how they write equal amounts: 2 km2 for 2,000,000 m2, and a hedge by
        another word of the source's own, which some words of it say."""
        if source is None:
            source = (*(value for name, value in self._now.items() if name.endswith("as_stated")), self._now["quote"])
        old, new = (self._meaning(text) for text in (was, now))
        if [part[:-1] if isinstance(part, tuple) else part for part in old] != [
            part[:-1] if isinstance(part, tuple) else part for part in new
        ]:
            return False
        hedges = [
            (one[-1], other[-1])
            for one, other in zip(old, new, strict=True)
            if isinstance(one, tuple) and isinstance(other, tuple)
        ]
        source = list(source)
        return all(one == other or _is_said(other or "", source) for one, other in hedges)

    def _meaning(self, text: str) -> list[Any]:
        found: list[Any] = []
        at = 0
        for quantity in self._of.reader.read(text):
            if quantity.kind == "amount" and quantity.value is not None:
                found += parts(text[at : quantity.start])
                amount, upper = (
                    self._of.amount(value, quantity.unit or "") for value in (quantity.value, quantity.upper)
                )
                hedge = quantity.qualifier
                found.append((amount, upper[0], quantity.per, bound(hedge), hedge))
                at = quantity.end
        return found + parts(text[at:])

    # --- completed

    def _completed(self, differing: list[str]) -> list[str]:
        """The fields to which something came that says nothing else about what stood there."""
        found = [name for name in differing if name != "text" and self._is_completed(name)]
        # The words for a figure that says something else are no fuller words for it.
        others = {name for name in differing if name not in found}
        found = [
            name
            for name in found
            if not name.endswith("as_stated")
            or not others & {name.removesuffix("as_stated") + one for one in ("value", "unit", "measure", "qualifier")}
        ]
        tells_more = any("." in name or name in ("to", "when", "figure_when", "value") for name in found)
        if "text" in differing and tells_more and self._text_says_all_that_it_said():
            found.append("text")
        return found

    def _is_completed(self, name: str) -> bool:
        was: Any = self.was.get(name)
        now: Any = self._now.get(name)
        figure, _, field = name.rpartition(".")
        if figure and not any(self.was.get(f"{figure}.{one}") for one in ("measure", "value")):
            return True  # a further figure
        if self.was["measure"] is None and name in _OF_LEADING:
            return True  # a figure where there was none takes nothing back
        match field:
            case "note":
                return was is None or (now is not None and parts(now)[: len(parts(was))] == parts(was))
            case "per":
                # It was in the words already.
                words = [self.was.get(name.removesuffix("per") + "as_stated"), self.was["text"]]
                told = (quantity.per for text in words if text for quantity in self._of.reader.read(text))
                return was is None and now in told
            case "quote":
                return was is None or (now is not None and has_words_of(now, was) and holds(now, was))
            case "left_out":
                return {_left_out(one) for one in was or ()} <= {_left_out(one) for one in now or ()}
            case "as_stated":
                quote = self._now["quote"]
                return bool(was and now) and has_words_of(now, was) and bool(quote) and holds(quote, now)
            case "when" | "figure_when":
                return bool(was and now) and self._is_period(was, now)
            case _:
                return False

    def _is_period(self, was: When, now: When) -> bool:
        """Whether a date became the period that the source's words or ours say, which lies in it or ends with it."""
        within = was.first <= now.first and now.last <= was.last
        ends = now.last == was.last and now.first < was.first
        if was.is_span or not now.is_span or not (within or ends):
            return False
        texts = [text for text in (self._now["quote"], self._now["text"], self._now["note"]) if text]
        spans = [quantity.when for text in texts for quantity in self._of.reader.read(text) if quantity.when]
        return any((span.first, span.last) == (now.first, now.last) for span in spans)

    def _text_says_all_that_it_said(self) -> bool:
        """Whether each amount, date and name that a text said is still said, nobody else is named but who is in the
        source's words, and nothing is denied."""
        was, now = self.was["text"], self._now["text"]
        old, new = (list(self._of.reader.read(text)) for text in (was, now))
        if any(not any(self._still_says(one, other) for other in new) for one in old):
            return False
        named, names = (self._names(text) for text in (was, now))
        known = {self.new.about, *self.new.also_about} | self._names(self._now["quote"] or "")
        return named <= names and names - named <= known and _denials(was) == _denials(now)

    def _still_says(self, one: Quantity, other: Quantity) -> bool:
        if one.kind != other.kind:
            return False
        if one.kind == "date":
            if one.when is None or other.when is None:
                return one.when is other.when and same_words(one.text, other.text)
            return (one.when.first <= other.when.first and other.when.last <= one.when.last) or (
                other.when.is_span and other.when.last == one.when.last
            )
        same = self._of.amount(one.value, one.unit or "") == self._of.amount(other.value, other.unit or "")
        return same and bound(one.qualifier) == bound(other.qualifier) and one.per == other.per

    def _names(self, text: str) -> set[str]:
        """The places and organisations that a text names."""
        return {
            id
            for id, subject in self._of.new.subjects.items()
            if any(name and name in text for name in (subject.name, subject.name_zh, *subject.aliases))
        }


# What the sentence of a fact tells: a correction that gives the old sentence names all of it.
_TOLD = frozenset(
    (
        *("text", "about", "kind", "said_by", "when"),
        *("measure", "value", "to", "unit", "qualifier", "per", "figure_when", "as_stated"),
    )
)
_OF_LEADING = frozenset(("measure", "value", "to", "unit", "qualifier", "per", "figure_when", "as_stated"))
# Words that turn a sentence round.
_DENIALS = frozenset(
    (
        *("not", "no", "never", "nor", "neither", "without", "none", "cannot", "t", "fail", "failed", "fails"),
        *("failing", "deny", "denied", "denies", "refused", "false", "不", "未", "没", "无", "否"),
    )
)


def _is_said(hedge: str, texts: Iterable[str | None]) -> bool:
    return any(has_words_of(text, hedge) for text in texts if text)


def _denials(text: str) -> Counter[str]:
    return Counter(part for part in parts(text) if part in _DENIALS)


def _left_out(one: Any) -> tuple[str, str]:
    return one.number, " ".join(parts(one.why))


def _says_the_same(old: Correction, new: Correction) -> bool:
    """Whether a correction that told in a sentence what had changed names the fields now."""
    told, named = fields_before(old), fields_before(new)
    return (old.on, old.reason) == (new.on, new.reason) and set(told) == {"text"} and "text" not in named


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
    yield from ((event.address, event.day) for event in events(content) if event.what not in ("checked", "moved"))
    yield from ((f"changes/{id}", change.on) for id, change in content.changes.items())


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
