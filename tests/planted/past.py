"""Errors against what was published: a figure that changed silently, an id that vanished, a briefing rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from generator.compare import compare
from generator.model.content import Content
from generator.model.records import Before, Briefing, Correction, DatedNote, Fact, Moved, Passage, Withdrawal
from generator.model.when import When
from tests.planted.world import TODAY, Case, content, edited, figures, with_fact, with_figure, with_things

CORRECTION = Correction(on=TODAY, was=Before(text="It stood otherwise."), reason="We had misread the source.")


def faults(old: Content, new: Content) -> tuple[str, ...]:
    return tuple(map(str, compare(old, new, where="content")[1]))


def _against(class_: str, kind: str, detail: str, new: Content, old: Content | None = None) -> Case:
    return Case(class_, kind, f"{kind}: {detail}", lambda: faults(old or content(), new))


def silent(rng: Random) -> Iterator[Case]:
    """What a reader may have quoted is another today, and no correction says so."""
    name = "silent value change"
    for fact, figure in figures():
        for kind, change in (
            ("value", {"value": figure.value + 1}),
            ("unit", {"unit": "people" if figure.unit != "people" else "companies"}),
            ("qualifier", {"qualifier": None if figure.qualifier else "over"}),
            ("when", {"when": When.parse("2016-01")}),
            ("measure", {"measure": "ai_models"}),
        ):
            if all(getattr(figure, field) != new for field, new in change.items()):
                yield _against(name, kind, fact.id, with_things(content(), with_figure(fact, **change)))
        yield _against(name, "figure taken out", fact.id, with_things(content(), with_fact(fact, figures=())))
        yield _against(
            name,
            "value, and another text",
            fact.id,
            with_things(
                content(),
                with_fact(
                    fact,
                    text="It is another amount.",
                    figures=(replace(figure, value=figure.value * 2, as_stated="another"),),
                ),
            ),
        )
        corrected = with_things(content(), with_fact(fact, corrections=(CORRECTION,)))
        again = with_things(
            content(), with_fact(fact, corrections=(CORRECTION,), figures=(replace(figure, value=figure.value + 2),))
        )
        yield _against(name, "value, after an old correction", fact.id, again, corrected)
        yield _against(name, "value, with its id moved", fact.id, _renamed(fact, value=figure.value + 3))
        yield _against(name, "an old correction taken out", fact.id, content(), corrected)
        reworded = with_fact(fact, corrections=(replace(CORRECTION, reason="It was nothing."),))
        yield _against(name, "an old correction reworded", fact.id, with_things(content(), reworded), corrected)
        taken_back = with_things(content(), with_fact(fact, withdrawn=Withdrawal(on=TODAY, reason="It was wrong.")))
        yield _against(name, "a withdrawal taken back", fact.id, content(), taken_back)
        other = with_fact(fact, withdrawn=Withdrawal(on=date(2026, 11, 20), reason="No reason."))
        yield _against(name, "a withdrawal reworded", fact.id, with_things(content(), other), taken_back)
    for fact in content().facts.values():
        yield _against(name, "speaker", fact.id, with_things(content(), with_fact(fact, said_by="Somebody else")))
        if fact.when:
            yield _against(
                name, "the fact's when", fact.id, with_things(content(), with_fact(fact, when=When.parse("2015")))
            )
        yield _against(
            name,
            "place",
            fact.id,
            with_things(content(), with_fact(fact, about="china" if fact.about != "china" else "maqiao")),
        )
        yield _against(
            name,
            "kind",
            fact.id,
            with_things(content(), with_fact(fact, kind="policy" if fact.kind != "policy" else "event")),
        )


def _renamed(fact: Fact, **figure: Any) -> Content:
    """The content with a fact under another id, properly moved, and its figure changed on the way."""
    assert fact.figure
    new = replace(fact, id="quite-another-id", figures=(replace(fact.figure, **figure),) if figure else fact.figures)
    record = content().record_of[fact.id]
    facts = tuple(new if one.id == fact.id else one for one in record.facts)
    moved = Moved(id=f"facts/{fact.id}", to=f"facts/{new.id}", on=TODAY)
    return replace(with_things(content(), replace(record, facts=facts)), moved={moved.id: moved})


def _without(kind: str, id: str) -> Content:
    things: Mapping[str, Any] = getattr(content(), kind)
    return edited(content(), **{kind: {key: thing for key, thing in things.items() if key != id}})


def vanished(rng: Random) -> Iterator[Case]:
    """A published address is gone, or became another without a move."""
    name = "vanished id"
    for fact in content().facts.values():
        record = content().record_of[fact.id]
        fewer = replace(record, facts=tuple(one for one in record.facts if one.id != fact.id))
        yield _against(name, "a fact", fact.id, with_things(content(), fewer))
        other = replace(
            record, facts=tuple(replace(f, id=f.id[:70] + "-new") if f.id == fact.id else f for f in record.facts)
        )
        yield _against(name, "a fact's id is another", fact.id, with_things(content(), other))
        moved = Moved(id=f"facts/{fact.id}-x", to=f"facts/{fact.id}", on=TODAY)
        yield _against(
            name,
            "a fact, with a move of another",
            fact.id,
            replace(with_things(content(), fewer), moved={moved.id: moved}),
        )
    for kind, word in (
        ("records", "a record"),
        ("places", "a place"),
        ("topics", "a topic"),
        ("briefings", "a briefing"),
    ):
        for id in getattr(content(), kind):
            yield _against(name, word, id, _without(kind, id))
    before = _renamed(next(figures())[0])
    yield _against(name, "a move taken out", "moved.yml", replace(before, moved={}), before)


def rewritten(rng: Random) -> Iterator[Case]:
    """A published briefing says something else, with no note of it."""
    for briefing in content().briefings.values():
        for number, (kind, changed) in enumerate(_rewritings(briefing), 1):
            detail = f"{briefing.id}, change {number}"
            yield _against("rewritten briefing", kind, detail, with_things(content(), changed))
        noted = replace(briefing, notes=(DatedNote(on=TODAY, text="A later word."),))
        old = with_things(content(), noted)
        for kind, notes in (
            ("a note reworded", (DatedNote(on=TODAY, text="Another word."),)),
            ("a note taken out", ()),
        ):
            new = with_things(content(), replace(briefing, notes=notes))
            yield _against("rewritten briefing", kind, briefing.id, new, old)
        swapped = replace(noted, headline="Another headline", notes=(DatedNote(on=TODAY, text="Another word."),))
        yield _against(
            "rewritten briefing",
            "headline, with an old note reworded",
            briefing.id,
            with_things(content(), swapped),
            old,
        )


def _rewritings(briefing: Briefing) -> Iterator[tuple[str, Briefing]]:
    yield "headline", replace(briefing, headline=f"{briefing.headline} and more")
    yield "number", replace(briefing, number=briefing.number + 7)
    yield "published", replace(briefing, published=date(2026, 11, 1))
    yield "events", replace(briefing, events=When.parse("2020"))
    yield "figures", replace(briefing, figures=briefing.figures[1:])
    for name in ("bullets", "analysis", "gaps", "items"):
        passages = getattr(briefing, name)
        for index, passage in enumerate(passages):
            words = replace(passage, text=passage.text.replace(" the ", " a ", 1) + " Or so it seems.")
            yield f"{name} reworded", edited(briefing, **{name: (*passages[:index], words, *passages[index + 1 :])})
            yield f"{name} taken out", edited(briefing, **{name: (*passages[:index], *passages[index + 1 :])})
            if passage.facts:
                fewer = replace(passage, facts=passage.facts[1:])
                yield (
                    f"{name} cite less",
                    edited(briefing, **{name: (*passages[:index], fewer, *passages[index + 1 :])}),
                )
        if name != "items":
            yield f"{name} added", edited(briefing, **{name: (*passages, Passage(text="One more thing."))})
        if len(passages) > 1:
            yield f"{name} in another order", edited(briefing, **{name: passages[::-1]})
