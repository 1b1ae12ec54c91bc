"""Errors in dates: another date, a finer one than the source gives, and one that has not come yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from generator.model.records import Before, Briefing, Correction, DatedNote, Fact, Withdrawal
from generator.model.when import BadDate, When
from tests.planted.world import (
    MONTHS,
    TODAY,
    Case,
    Prose,
    cited,
    content,
    edited,
    prose,
    put,
    reported,
    reporting,
    with_fact,
    with_figure,
    with_text,
)

_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"(?:(?P<d>\d\d?)(?:-(?P<d2>\d\d?))? )?(?:(?P<m>{_MONTH}) )?(?P<y>20[12]\d)(?![\d-])")


def dates(rng: Random) -> Iterator[Case]:
    """A year, month or day is another, in a text or in ``when``."""
    for kind, text, of in _texts():
        for found in _DATE.finditer(text):
            for part, new in _other_parts(found, rng):
                if not _is_true(new, of):
                    yield _in_text("date", f"{kind}, the {part}", of, put(text, found, new))
    for fact in content().facts.values():
        if not _DATE.search(f"{fact.text} {fact.note or ''}"):
            continue  # nothing beside it says when
        for years in (-1, 1):
            if fact.when and not fact.when.is_span:
                yield _when(fact, _moved(fact.when, years), "when")
            if fact.figure:
                yield _when(fact, _moved(fact.figure.when, years), "figure's when")


def _when(fact: Fact, when: When, kind: str) -> Case:
    record = with_fact(fact, when=when) if kind == "when" else with_figure(fact, when=when)
    return reporting("date", kind, f"{fact.id} {kind}: {when}; {fact.text}", record)


def _moved(when: When, years: int) -> When:
    return When.parse("/".join(f"{int(end[:4]) + years}{end[4:]}" for end in when.text.split("/")))


def _other_parts(found: re.Match[str], rng: Random) -> Iterator[tuple[str, str]]:
    day, last, month, year = found["d"], found["d2"], found["m"], found["y"]
    head = f"{day}-{last} " if last else f"{day} " if day else ""
    yield "year", f"{head}{month + ' ' if month else ''}{int(year) + rng.choice((-2, -1, 1, 2))}"
    if month:
        yield "month", f"{head}{rng.choice([m for m in MONTHS if m != month])} {year}"
    if day and not last:
        yield "day", f"{rng.choice([d for d in range(1, 29) if d != int(day)])} {month} {year}"


def _true_dates(of: Fact | Prose) -> list[When]:
    """Every date that is one of a text's facts or of its sources, for whatever event."""
    facts = [of] if isinstance(of, Fact) else cited(of)
    found = [when for fact in facts for when in (fact.when, fact.figure and fact.figure.when) if when]
    found += [when for fact in facts if (when := content().record_of[fact.id].source.published)]
    if isinstance(of, Prose) and isinstance(of.thing, Briefing):
        found += [of.thing.events, When.of_day(of.thing.published)]
    return found


def _is_true(written: str, of: Fact | Prose) -> bool:
    """Whether a changed date is, by chance, one of another event of the same facts."""
    parts = _DATE.fullmatch(written)
    assert parts
    stem = parts["y"] + (f"-{MONTHS.index(parts['m']) + 1:02}" if parts["m"] else "")
    stem += f"-{int(parts['d']):02}" if parts["d"] else ""
    try:
        when = When.parse(stem)
    except BadDate:
        return False  # the 31st of November
    for other in _true_dates(of):
        bounds = When.parse(f"{other.first:%Y-%m}"), When.parse(f"{other.last:%Y-%m}")
        if any(when.first <= one.first and one.last <= when.last for one in (other, *bounds)):
            return True
    return False


def precision(rng: Random) -> Iterator[Case]:
    """A text gives a day where the source has a month, or a month or a part of a year where it has a year."""
    for kind, text, of in _texts():
        for found in _DATE.finditer(text):
            for finer, new in _finer(found, text, rng):
                if not _could_be(new, found["y"], of):
                    before = (
                        re.sub(r"\bin $", "on ", text[: found.start()]) if finer == "a day" else text[: found.start()]
                    )
                    yield _in_text("precision", f"{kind}: {finer}", of, before + new + text[found.end() :])
    for spot in prose():
        if isinstance(spot.thing, Briefing) and spot.thing.events.is_span and spot.thing.events.precision == "year":
            for day in (f"1 January {spot.thing.events.first.year}", f"31 December {spot.thing.events.last.year}"):
                if not any(
                    w.precision == "day" and w.text in (str(spot.thing.events.first), str(spot.thing.events.last))
                    for w in _true_dates(spot)
                ):
                    yield _in_text(
                        "precision", f"{spot.name}: end of a span", spot, _end(spot.passage.text, f", as of {day}.")
                    )


def _end(text: str, more: str) -> str:
    return text.rstrip(".") + more


def _finer(found: re.Match[str], text: str, rng: Random) -> Iterator[tuple[str, str]]:
    if found["d"] or text[: found.start()].endswith(("end of ", "early ", "late ", "to ", "of the ")):
        return
    year = found["y"]
    if found["m"]:
        yield "a day", f"{rng.randrange(1, 29)} {found['m']} {year}"
        yield (
            "a part of a month",
            f"{rng.choice(('early', 'mid-', 'late'))} {found['m']} {year}".replace("mid- ", "mid-"),
        )
    else:
        yield "a month", f"{rng.choice(MONTHS)} {year}"
        yield "a day", f"{rng.randrange(1, 29)} {rng.choice(MONTHS)} {year}"
        yield "a quarter", f"the {rng.choice(('first', 'second', 'third', 'fourth'))} quarter of {year}"
        yield (
            "a half",
            rng.choice((f"the first half of {year}", f"the second half of {year}", f"H1 {year}", f"Q3 {year}")),
        )
        yield (
            "a part of a year",
            f"{rng.choice(('early', 'mid-', 'late', 'the end of', 'the beginning of'))} {year}".replace(
                "mid- ", "mid-"
            ),
        )


def _could_be(new: str, year: str, of: Fact | Prose) -> bool:
    """Whether a source may have said so: it has a finer date in that year."""
    return any(
        when.text.startswith(year) and len(when.text.split("/")[0]) > len(_shape(new)) for when in _true_dates(of)
    )


def _shape(written: str) -> str:
    """How exact a date is, as the length of its form."""
    if re.match(r"\d", written):
        return "2023-02"
    return "2023-02" if "early" in written and re.search(_MONTH, written) else "2023"


def not_yet(rng: Random) -> Iterator[Case]:
    """A date after today, and one that comes before what it must follow."""
    name = "stale today"
    for fact in content().facts.values():
        record = content().record_of[fact.id]
        source = record.source
        later = TODAY + timedelta(days=rng.randrange(1, 900))
        earlier = source.retrieved - timedelta(days=rng.randrange(1, 400))
        month = When.parse(f"{rng.randrange(2027, 2035)}-0{rng.randrange(1, 10)}")
        yield _dated(name, "added after today", fact, added=later)
        yield _dated(name, "added before read", fact, added=earlier)
        yield _dated(name, "checked after today", fact, checked=(later,))
        yield _dated(name, "checked before read", fact, checked=(earlier,))
        yield _dated(
            name,
            "corrected after today",
            fact,
            corrections=(Correction(on=later, was=Before(text="Another."), reason="A slip."),),
        )
        yield _dated(
            name,
            "corrected before added",
            fact,
            corrections=(Correction(on=earlier, was=Before(text="Another."), reason="A slip."),),
        )
        yield _dated(name, "withdrawn after today", fact, withdrawn=Withdrawal(on=later, reason="It was taken back."))
        if fact.kind != "target":
            if fact.when:
                yield _dated(name, "when after today", fact, when=month)
            if fact.figure:
                yield reporting(name, "figure's when after today", f"{fact.id}: {month}", with_figure(fact, when=month))
        yield reporting(
            name,
            "retrieved after today",
            f"{record.id}: {later}",
            replace(record, source=replace(source, retrieved=later)),
        )
        yield reporting(
            name,
            "published after today",
            f"{record.id}: {month}",
            replace(record, source=replace(source, published=month)),
        )
        earlier_today = date(2026, 11, 22) - timedelta(days=rng.randrange(0, 300))
        yield _on_day(name, fact, earlier_today)
    for briefing in content().briefings.values():
        later = TODAY + timedelta(days=rng.randrange(1, 90))
        for change in (
            {"published": later},
            {"events": When.of_day(later)},
            {"notes": (DatedNote(on=later, text="A later word."),)},
            {"published": TODAY - timedelta(days=30)},
        ):
            ((field, new),) = change.items()
            yield reporting(
                name, f"a briefing's {field}", f"{briefing.id} {field}: {new}", edited(briefing, **{field: new})
            )


def _dated(class_: str, kind: str, fact: Fact, **change: Any) -> Case:
    return reporting(class_, kind, f"{fact.id}: {next(iter(change.values()))}", with_fact(fact, **change))


def _on_day(class_: str, fact: Fact, today: date) -> Case:
    record = content().record_of[fact.id]
    return Case(class_, "checked on an earlier day", f"{fact.id} on {today}", lambda: reported(record, today=today))


def _texts() -> Iterator[tuple[str, str, Fact | Prose]]:
    for fact in content().facts.values():
        yield "text", fact.text, fact
    for spot in prose():
        yield spot.name, spot.passage.text, spot


def _in_text(class_: str, kind: str, of: Fact | Prose, text: str) -> Case:
    if isinstance(of, Fact):
        return reporting(class_, kind, f"{of.id}: {text}", with_fact(of, text=text))
    return reporting(class_, kind, f"{of.where}: {text}", with_text(of, text))
