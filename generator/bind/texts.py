"""The texts of a content as readers read them: slots filled in and numbers bound, each text once.

An output is made of ``Texts.content``, in which no text has a slot any more, so that none can print a brace.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from generator.bind.passage import Binder, Binding
from generator.bind.slots import without_slots
from generator.model.agreement import Statements
from generator.model.content import Content
from generator.model.records import Briefing, Changed, Correction, Disagreement, Fact, Item, Passage, Place, Record

_Words = TypeVar("_Words", Passage, Item)
_Text = TypeVar("_Text", str, str | None)


class Texts:
    """A content with its slots filled in, and what each of its texts says in numbers."""

    def __init__(self, content: Content) -> None:
        self._raw, self._binder = content, Binder(content)
        self._bindings: dict[tuple[str, tuple[str, ...]], Binding] = {}
        self.content = replace(
            content,
            records={id: self._record(record) for id, record in content.records.items()},
            places={id: self._place(place) for id, place in content.places.items()},
            briefings={id: self._briefing(briefing) for id, briefing in content.briefings.items()},
            disagreements={id: self._disagreement(one) for id, one in content.disagreements.items()},
            changes={id: replace(one, changed=_changed(one.changed)) for id, one in content.changes.items()},
        )

    def binding(self, text: str, cited: Iterable[Fact]) -> Binding:
        """What a text of ``content`` that cites some facts says in numbers; it is bound once."""
        ids = tuple(dict.fromkeys(fact.id for fact in cited))
        found = self._bindings.get((text, ids))
        if found is None:
            facts = [self._raw.facts[id] for id in ids]
            found = self._bindings[text, ids] = self._binder.bind(text, facts, (), any_date=True)
        return found

    def _filled(self, text: _Text, cited: Sequence[Fact]) -> _Text:
        if not text or "{" not in text:
            return text
        binding = self._binder.bind(text, cited, (), any_date=True)
        if any(fault.rule == "slot" for fault in binding.faults):
            # A check complains of it; braces that are no slot are text like any other.
            return text
        # Without its slots a text no longer says which figure it means: what it said with them is kept.
        self._bindings[binding.text, tuple(dict.fromkeys(fact.id for fact in cited))] = binding
        return binding.text

    def _facts(self, *passages: Passage | Item) -> list[Fact]:
        return list(dict.fromkeys(self._raw.facts[id] for passage in passages for id in passage.facts))

    def _passages(self, passages: Iterable[_Words]) -> tuple[_Words, ...]:
        return tuple(
            replace(passage, text=self._filled(passage.text, self._facts(passage))) if "{" in passage.text else passage
            for passage in passages
        )

    def _place(self, place: Place) -> Place:
        return replace(place, summary=self._passages(place.summary), gaps=self._passages(place.gaps))

    def _briefing(self, briefing: Briefing) -> Briefing:
        everything = [*self._facts(*briefing.passages), *(self._raw.facts[id] for id in briefing.table)]
        items = (replace(item, heading=self._filled(item.heading, self._facts(item))) for item in briefing.items)
        return replace(
            briefing,
            headline=self._filled(briefing.headline, self._facts(*briefing.bullets)),
            bullets=self._passages(briefing.bullets),
            verdict=next(iter(self._passages((briefing.verdict,) if briefing.verdict else ())), None),
            analysis=self._passages(briefing.analysis),
            items=self._passages(items),
            gaps=self._passages(briefing.gaps),
            notes=tuple(
                replace(note, text=self._filled(note.text, everything), changed=_changed(note.changed))
                for note in briefing.notes
            ),
            reworded=tuple(replace(one, changed=_changed(one.changed)) for one in briefing.reworded),
        )

    def _disagreement(self, one: Disagreement) -> Disagreement:
        if "{" not in one.why:
            return one
        about = self._statements.groups_about.get(one.about, ())
        group = next((group for group in about if self._statements.is_about(one, group)), None)
        return replace(one, why=self._filled(one.why, group.facts if group else ()))

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self._raw)

    def _record(self, record: Record) -> Record:
        facts = tuple(map(self._fact, record.facts))
        return record if facts == record.facts else replace(record, facts=facts)

    def _fact(self, fact: Fact) -> Fact:
        if not any("{" in text for text in _texts(fact)):
            return fact
        return replace(
            fact,
            text=self._filled(fact.text, [fact]),
            note=self._filled(fact.note, [fact]),
            odd=fact.odd and replace(fact.odd, why=self._filled(fact.odd.why, [fact])),
            corrections=tuple(self._correction(correction, fact) for correction in fact.corrections),
            withdrawn=fact.withdrawn and replace(fact.withdrawn, reason=self._filled(fact.withdrawn.reason, [fact])),
        )

    def _correction(self, correction: Correction, fact: Fact) -> Correction:
        was = replace(correction.was, text=self._filled(correction.was.text, [fact]))
        return replace(correction, was=was, reason=self._filled(correction.reason, [fact]))


def _changed(changed: Iterable[Changed]) -> tuple[Changed, ...]:
    """What stood in fields, in the words that it had: of which fact they were is not told there."""
    return tuple(
        replace(one, was=tuple(map(without_slots, one.was)), now=tuple(map(without_slots, one.now))) for one in changed
    )


def _texts(fact: Fact) -> Iterable[str]:
    """The texts of a fact in which a slot may stand."""
    odd, withdrawn = fact.odd, fact.withdrawn
    others = (fact.note, odd.why if odd else None, withdrawn.reason if withdrawn else None)
    changes = (text for one in fact.corrections for text in (one.was.text, one.reason))
    return filter(None, (fact.text, *others, *changes))
