"""What nobody writes, fed to what reads: no reader raises, and what each says of what it read holds together.

A few of each here; `make fuzz` goes on for an hour with others each time, and so does a workflow each week.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.bind.slots import expanded, without_slots
from generator.compare import compare
from generator.model.content import Content
from generator.model.problems import Problem
from generator.model.when import BadDate, When
from generator.publish.links import broken_links, links_of
from generator.quantities.dates import date_at, when_of
from generator.quantities.reader import Reader, reader_for
from generator.read.load import load
from generator.read.strict_yaml import read_yaml
from tests.sites import TINY, TODAY, put, read, tree

# Of what takes long, so many in `make test`.
FEW = 40 if settings.get_current_profile_name() == "project" else 400

# What is read without a problem, to begin with: made-up bytes alone do not get far.
FILES = {path: data for path, data in tree(TINY).items() if path.endswith(".yml")}
PIECES: tuple[bytes, ...] = (
    b"",
    b": ",
    b"- ",
    b"\n",
    b"\n  ",
    b"\t",
    b'"',
    b"'",
    b"|\n",
    b">-\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"#",
    b"&a ",
)
PIECES += (
    b"*a",
    b"!!int ",
    b"%YAML 1.1\n",
    b"---\n",
    b"...\n",
    b"? ",
    b"<<: ",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\0",
    b"\r",
)
PIECES += ("：".encode(), "\u2028".encode(), "\u200b".encode(), b"\xed\xa0\x80", b"1e999", b"0x", b"1_0", b"~", b"yes")


@st.composite
def spoilt(draw: st.DrawFn, files: tuple[str, ...] = tuple(FILES)) -> tuple[str, bytes]:
    """A file that is right, with a few pieces of it left out, doubled, or replaced by what YAML or UTF-8 gives a
    meaning to."""
    path = draw(st.sampled_from(files))
    data = FILES[path]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 0, 1, 2, 7, 40))))
        new = draw(st.sampled_from(PIECES) | st.binary(max_size=4) | st.just(data[start:end] * 2))
        data = data[:start] + new + data[end:]
    return path, data


def assert_within(problem: Problem, path: str, data: bytes) -> None:
    """A problem is in its file, and says what is wrong in a line of its own."""
    assert problem.spot.path == path
    # Text that no encoding fits has one line.
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= problem.spot.line <= len(lines) + 1
    assert problem.spot.column >= 1
    assert problem.rule
    assert problem.message
    assert "\n" not in problem.message


@given(st.binary(max_size=200) | spoilt().map(lambda found: found[1]))
def test_any_bytes_are_a_document_or_have_a_problem(data: bytes) -> None:
    document = read_yaml("a.yml", data)
    assert document.data is not None or document.problems or not data.strip()
    for problem in document.problems:
        assert_within(problem, "a.yml", data)
    again = read_yaml("a.yml", data)
    assert (again.data, again.problems) == (document.data, document.problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tree(TINY), tmp_path_factory.mktemp("fuzz") / "content")


@given(found=spoilt())
@settings(max_examples=FEW)
def test_a_folder_with_a_spoilt_file_is_read_or_has_problems(folder: Path, found: tuple[str, bytes]) -> None:
    path, data = found
    (folder / path).write_bytes(data)
    try:
        loaded = load(folder)
    finally:
        (folder / path).write_bytes(FILES[path])
    for problem in loaded.problems:
        if problem.spot.path == str(folder / path):
            assert_within(problem, str(folder / path), data)


WORDS = (
    "more than ",
    "about ",
    "nearly ",
    "not ",
    "between ",
    "from ",
    "to ",
    "up to ",
    "a ",
    "half ",
    "dozen ",
    "per ",
    "-",
    "–",
    "12",
    "1,240",
    "3.5",
    "2023",
    "1/3",
    "0",
    "00",
    "1e6",
    "2,00",
    "²",
    "½",
    "XIV",
    "twenty-",
    "one ",
    "hundred ",
    "fourth ",
    "million ",
    "bn ",
    "%",
    "percent ",
    "yuan ",
    "US$",
    "RMB",
    "¥",
    "km2 ",
    "EFLOPS ",
    "companies ",
    "May ",
    "Q1 ",
    "H2",
    "2024-25",
    "一",
    "万",
    "二",
    "亿",
    "千",
    "百",
    "零",
    "两",
    "余",
    "多",
    "近",
    "约",
    "个",
    "家",
    "元",
    "年",
    "月",
    "第",
    "半",
    "倍",
    "成",
    "％",
    "，",
    ".",
    ",",
    " ",
    "(",
    ")",
    "“",
    "\u00a0",
    "\u200b",
    "\n",
    "{",
    "}",
    "|",
    "é",
    "٣",
    "𝟜",
    "⑫",
)
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=14).map("".join)


@cache
def content() -> Content:
    return read(TINY)


@cache
def reader() -> Reader:
    from generator.bind.vocabulary import vocabulary

    return reader_for(vocabulary(content()))


@given(TEXTS)
def test_quantities_of_any_text_stand_in_it_one_after_the_other(text: str) -> None:
    end_before = 0
    for quantity in reader().read(text):
        assert end_before <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        assert quantity.value is None or isinstance(quantity.value, Fraction)
        end_before = quantity.end
    # Nothing is read twice otherwise, also by a reader that has read nothing else.
    assert reader()._quantities(text) == list(reader().read(text))


DATES = st.lists(
    st.sampled_from(
        ("2023", "0000", "9999", "-", "/", "..", "Q1", "Q5", "H2", "02", "29", "30", "13", "W1", "T", " ", "٢", "+")
    ),
    max_size=7,
).map("".join)


@given(DATES | st.text(max_size=12))
def test_any_text_is_a_date_that_begins_before_it_ends_or_none(text: str) -> None:
    try:
        when = When.parse(text)
    except BadDate:
        return
    assert when.first <= when.last
    assert when == When.parse(when.text)
    assert when.text == text


@given(TEXTS, st.integers(0, 20))
def test_a_date_in_any_text_stands_in_it(text: str, at: int) -> None:
    if at < len(text) and (dated := date_at(text, at)):
        assert at < dated.end <= len(text)
        assert dated.when is None or dated.when.first <= dated.when.last
    if (when := when_of(text)) is not None:
        assert when.first <= when.last


SLOTS = st.lists(
    st.sampled_from(("{", "}", "|", " vs ", "/", ":", "last ", "no outcome ", *WORDS[:20])) | st.text(max_size=4)
)


@given(SLOTS.map("".join), st.integers(0, 5), st.lists(st.booleans(), min_size=5, max_size=5))
def test_slots_of_any_text_are_filled_or_a_fault(text: str, first: int, inside: list[bool]) -> None:
    cited = tuple(content().facts.values())[first : first + 3]
    for fact, is_inside in zip(cited, inside, strict=False):
        text += f"{{{fact.id}}}" if is_inside else f" {fact.id} "
    filled = expanded(text, cited, content())
    for slot in filled.slots:
        assert 0 <= slot.start <= slot.end <= len(filled.text)
    assert all(filled.faults)
    assert isinstance(without_slots(text), str)


HTML = st.lists(
    st.sampled_from(
        (
            "<a href=",
            '"',
            "'",
            ">",
            "</a>",
            "<base href=",
            "<img srcset=",
            "<link rel=stylesheet href=",
            "<!--",
            "-->",
            "<svg>",
            "<script>",
            "</script>",
            "<style>",
            "@import ",
            "url(",
            ")",
            "<meta http-equiv=refresh content=",
            "0;url=",
            "id=x",
            "#x",
            "//",
            "http://[",
            "https://example.org/",
            "mailto:",
            "javascript:",
            "../",
            "%2e%2e/",
            "%ff",
            "&#0;",
            "&amp;",
            "\0",
            "\ud7ff",
            "<template>",
            "<math>",
            "<article>",
            "<p>",
            "<item><guid>",
            "</guid></item>",
            "<![CDATA[",
            "]]>",
            "BEGIN:VEVENT\r\n",
            "URL:",
        )
    )
    | st.text(max_size=4),
    max_size=14,
).map("".join)
PATHS = st.sampled_from(
    (
        "index.html",
        "a/b/index.html",
        "404.html",
        "feeds/all.xml",
        "data/v1/facts.json",
        "a.css",
        "x.ics",
        "x.svg",
        "x.txt",
        "a.md",
    )
)


@given(PATHS, HTML, st.booleans())
def test_links_of_any_file_are_followed_or_a_problem(path: str, text: str, is_page: bool) -> None:
    data = (f"<!doctype html><html><body>{text}</body></html>" if is_page else text).encode("utf-8", "surrogatepass")
    found = links_of(path, data, "https://example.org/")
    assert found == links_of(path, data, "https://example.org/")
    for problem in broken_links({path: found}, lambda _: data, "https://example.org/"):
        assert problem.spot.path == path
        assert problem.message


def _without(name: str) -> Callable[[Content, st.DataObject], Content]:
    """A thing of a registry is gone, whatever refers to it."""

    def change(of: Content, data: st.DataObject) -> Content:
        known: dict[str, Any] = dict(getattr(of, name))
        if known:
            del known[data.draw(st.sampled_from(sorted(known)))]
        gone: Any = {name: known}
        return replace(of, **gone)

    return change


def _other_fact(of: Content, data: st.DataObject) -> Content:
    """A fact has what another has, or words that say nothing."""
    records = dict(of.records)
    id = data.draw(st.sampled_from(sorted(id for id, record in records.items() if record.facts)))
    facts = list(records[id].facts)
    at = data.draw(st.integers(0, len(facts) - 1))
    other: Any = data.draw(st.sampled_from(sorted(of.facts.values(), key=lambda fact: fact.id)))
    name = data.draw(st.sampled_from([name for name in type(other).__dataclass_fields__ if name != "spots"]))
    facts[at] = replace(facts[at], **{name: getattr(other, name)})
    records[id] = replace(records[id], facts=tuple(facts))
    return replace(of, records=records)


def _no_facts(of: Content, data: st.DataObject) -> Content:
    """A record has lost its facts, or has those of another too."""
    records = dict(of.records)
    one, other = (data.draw(st.sampled_from(sorted(records))) for _ in range(2))
    facts = data.draw(st.sampled_from(((), records[one].facts[::-1], records[one].facts + records[other].facts)))
    records[one] = replace(records[one], facts=facts)
    return replace(of, records=records)


CHANGES = (
    _other_fact,
    _no_facts,
    *map(_without, ("records", "places", "briefings", "measures", "units", "publishers")),
)


@given(st.data(), st.integers(-400, 400))
@settings(max_examples=FEW)
def test_any_two_states_can_be_compared_and_one_with_itself_is_the_same(data: st.DataObject, days: int) -> None:
    now = content()
    for change in data.draw(st.lists(st.sampled_from(CHANGES), max_size=3)):
        now = change(now, data)
    today = data.draw(st.sampled_from((None, TODAY, TODAY + timedelta(days=days), date(1990, 1, 1))))
    changes, problems = compare(content(), now, where="content", today=today)
    assert all(one.what and one.address for one in changes)
    assert all(one.message for one in problems)
    compare(now, content(), where="content", today=today)
    same, _ = compare(now, now, where="content", today=today)
    assert same == ()


def test_a_state_without_any_one_entry_can_be_compared() -> None:
    """What else names the entry is for `check` to say, which need not have run."""
    looked_at = 0
    for name in (field.name for field in fields(Content)):
        known = getattr(content(), name)
        for id in known if isinstance(known, Mapping) else ():
            gone: Any = {name: {other: known[other] for other in known if other != id}}
            without = replace(content(), **gone)
            for old, new in ((content(), without), (without, content())):
                compare(old, new, where="content", today=TODAY)
            looked_at += 1
    assert looked_at > 60
