"""What each field promises to a reader, and that nothing quotable changes in silence."""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare import compare
from generator.model import records
from generator.model.content import Content
from generator.model.fields import ReadBy
from generator.model.promises import is_quotable, promises
from generator.model.quotes import parts, same_words
from generator.model.records import Fact, Figure, LeftOut, Odd, Passage, Quotable, record_type, yaml_name
from generator.model.when import When
from generator.read.load import load
from tests.test_edits import SMALL

TYPES = [one for one in vars(records).values() if isinstance(one, type) and hasattr(one, "__pydantic_config__")]
# What has an own comparison: a field of a correction is tried in tests/edits.
LASTING = {"Before", "BeforeFigure", "Correction", "Withdrawal", "DatedNote", "Change", "Changed", "Moved"}


def test_every_field_of_every_type_says_what_it_promises() -> None:
    assert len(TYPES) > 25
    for type_ in TYPES:
        assert promises(type_).keys() == {yaml_name(field.name) for field in fields(type_)}
        assert {kept.promise for kept in promises(type_).values()} <= {"quotable", "open", "editorial", "lasting"}


def test_a_field_that_does_not_choose_stops_the_program() -> None:
    class New:
        told: Quotable[str]
        forgotten: str

    New.__annotations__ = {"told": "Quotable[str]", "forgotten": "str"}
    with pytest.raises(TypeError, match=r"New\.forgotten is str; write Quotable, Open, Editorial or Lasting around it"):
        record_type(New)


@cache
def published() -> Content:
    """The tiny site, with a fact of which each field is filled."""
    content = load(SMALL).content
    figure = Figure(
        measure="hall_area", value=Fraction(3), unit="km2", when=When.parse("2024"), as_stated="3 to 4", to=Fraction(4),
        qualifier="about", per="year", name="second",
    )  # fmt: skip
    record = content.records["quay-park-2025"]
    fact = replace(
        record.facts[0], quote="nearly forty", figures=(*record.facts[0].figures, figure), note="A note.",
        left_out=(LeftOut(number="seven", why="It counts halls."),), odd=Odd(why="It counts too few."),
        said_by="Somebody", when=When.parse("2025-02"),
    )  # fmt: skip
    source = replace(
        record.source, title_is_description=True, page="reprint", author="A. Writer", archived="https://example.org/a"
    )
    record = replace(record, source=source, facts=(fact, *record.facts[1:]))
    filled = replace(content.measures["hall_output"], growth_of="hall_area", cumulative=True, of_first=True)
    content = replace(content, measures={**content.measures, "hall_output": filled})
    units = {**content.units, "CNY": replace(content.units["CNY"], before=("RMB",))}
    place, organisation = next(iter(content.places.values())), next(iter(content.organisations.values()))
    briefing = next(iter(content.briefings.values()))
    cited = tuple(sorted(briefing.cited))
    briefing = replace(briefing, verdict=Passage(text="Quote it.", facts=cited[:1]), table=cited[:1])
    return replace(
        content,
        briefings={**content.briefings, briefing.id: briefing},
        units=units,
        records={**content.records, record.id: record},
        places={**content.places, place.id: replace(place, wikidata="Q1")},
        organisations={**content.organisations, organisation.id: replace(organisation, wikidata="Q2")},
    )


def variants(value: Any, hint: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Other values of a type, each with where it differs: Fact.text, Figure.value."""
    while get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        if reader := next((mark for mark in marks if isinstance(mark, ReadBy)), None):
            yield from leaf(value, reader, at)
            return
        hint = inner
    if get_origin(hint) in (Union, types.UnionType):
        if value is not None:
            yield at, None
        hint = next(one for one in get_args(hint) if one is not types.NoneType)
        yield from variants(value, hint, at)
    elif get_origin(hint) is Literal:
        yield from ((at, word) for word in get_args(hint)[:3] if word != value)
    elif get_origin(hint) is tuple:
        if value:
            yield at, value[1:]
            for index, one in enumerate(value):
                for where, other in variants(one, get_args(hint)[0], at):
                    yield where, (*value[:index], other, *value[index + 1 :])
    elif isinstance(hint, type) and is_dataclass(hint):
        yield from () if value is None else of_record(value)
    elif hint is str:
        yield at, "Something else altogether."
    else:
        raise AssertionError(f"no other value is known of {hint}")


# What one or another kind of field takes.
OTHERS = ("something-else-7", "https://something.example.org/", 7, "2019", "1999-01-01", True, "fr", "harbour_else")


def leaf(value: Any, reader: ReadBy, at: str) -> Iterator[tuple[str, Any]]:
    for other in (
        "something-else-7",
        "https://something.example.org/",
        7,
        "2019",
        "1999-01-01",
        True,
        "fr",
        "harbour_else",
        "Q42",
    ):
        try:
            found = reader.function(other)
        except ValueError:
            continue
        if found != value and type(found) is type(value if value is not None else found):
            yield at, found
            return
    if isinstance(value, bool):
        yield at, not value


def of_record(thing: Any) -> Iterator[tuple[str, Any]]:
    """Things that differ from one in a quotable field, of it or of what lies in it."""
    hints = get_type_hints(type(thing), include_extras=True)
    for field in fields(thing):
        kept = promises(type(thing))[yaml_name(field.name)]
        value = getattr(thing, field.name)
        # What was not there and is open may come, and a range may get its other end.
        is_empty = value in (None, ()) or (kept.promise == "open" and value == field.default)
        if not is_quotable(kept) or (is_empty and (kept.promise == "open" or field.name == "to")):
            continue
        for at, other in variants(value, hints[field.name], f"{type(thing).__name__}.{field.name}"):
            yield at, replace(thing, **{field.name: other})


def edits() -> Iterator[tuple[str, Content]]:
    """The content with one quotable field changed, and where."""
    old = published()
    yield from ((at, replace(old, site=site)) for at, site in of_record(old.site))
    for kind in fields(Content):
        things = getattr(old, kind.name)
        for id, thing in things.items() if kind.name not in ("site", "records", "names", "miss_rate") else ():
            for at, other in of_record(thing):
                # Without a number it keeps that under which it was published.
                if at != "Briefing.number" or other.number is not None:
                    changed: dict[str, Any] = {kind.name: {**things, id: other}}
                    yield at, replace(old, **changed)
    for id, record in old.records.items():
        for at, source in of_record(record.source):
            yield at, with_record(old, replace(record, source=source))
        for index, fact in enumerate(record.facts):
            for at, other in of_record(fact):
                facts = (*record.facts[:index], other, *record.facts[index + 1 :])
                if not is_same_list(at, fact, other):
                    yield at, with_record(old, replace(record, facts=facts))
        assert id == record.id


def with_record(content: Content, record: Any) -> Content:
    return replace(content, records={**content.records, record.id: record})


def is_same_list(at: str, old: Fact, new: Fact) -> bool:
    """Events, policies and background differ only in the list in which they stand, and a figure may say its fact's
    time alone."""
    if at == "Fact.kind":
        return not {old.kind, new.kind} & {"figure", "target"}
    return at == "Fact.when" and new.when is None and new.figure is not None and new.figure.when == old.when


@pytest.mark.parametrize("most", [4, pytest.param(10**6, marks=pytest.mark.long)])
def test_no_quotable_field_of_anything_published_changes_in_silence(most: int) -> None:
    tried, silent = Counter[str](), set()
    for at, new in edits():
        tried[at] += 1
        if tried[at] <= most and not compare(published(), new, where="content")[1]:
            silent.add(at)
    assert not silent
    quotable = {
        f"{type_.__name__}.{field.name}"
        for type_ in TYPES
        for field in fields(type_)
        if type_.__name__ not in LASTING and is_quotable(promises(type_)[yaml_name(field.name)])
    }
    # What holds other things is tried as a whole, or by what lies in it.
    assert quotable - tried.keys() == {"Record.source"}


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["text", "where", "note", "said_by", "quote"]))
def test_a_text_that_has_other_words_is_another(text: str, name: str) -> None:
    old = published()
    record = old.records["quay-park-2025"]
    fact = record.facts[0]
    changed: dict[str, Any] = {name: text}
    other = replace(fact, **changed)
    problems = compare(old, with_record(old, replace(record, facts=(other, *record.facts[1:]))), where="content")[1]
    assert bool(problems) == (not same_words(text, getattr(fact, name)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It's 4,000 firms.", "it’s 4000 firms", True),
        ("“AI” hub (new)", "AI hub, new", True),
        ("人工 智能，产业", "人工智能产业", True),
        ("4.5 billion", "45 billion", False),
        ("4.5 billion", "4,5 billion", False),
        ("fell -5 percent", "fell 5 percent", False),
        ("50 MW", "50 mW", False),
        ("It works.", "It works?", False),
        ("2021-2025", "2021–2025", True),
        ("2021-2025", "2021 2025", False),
        ("5%", "5", False),
        ("US$5", "5", False),
        ("> 5", "5", False),
        ("½ of it", "1 of it", False),
        ("10²", "102", False),
        ("not so", "so", False),
        ("A beats B", "B beats A", False),
    ],
)
def test_what_is_only_a_way_of_writing_the_same(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) == same_words(other, one) == same


@given(st.text(max_size=80))
def test_parts_of_a_text_are_those_of_the_same_text_with_other_space_and_quotes(text: str) -> None:
    assert parts(f"  “{text}” ,") == parts(f'"{text}"')
