"""The command `watch`: a round over a server that behaves as sources do, and the files that it writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check
from generator.model.content import Content
from generator.model.records import Watched, WatchedFact
from generator.read.load import load
from generator.watch.answer import Answer, Known
from generator.watch.fetch import Fetcher
from generator.watch.rounds import file_of, path_of, round_of
from tests import sources
from tests.made import content as made
from tests.made import fact, record
from tests.sites import BARE
from tests.sources import Source, answer, redirect
from tests.test_commands import collecting, ended, ended_alone  # noqa: F401

DAY = date(2026, 12, 3)
WEEK = timedelta(days=7)
QUOTE = "The halls of the harbour have room for 40,000 people"
ARTICLE = f"<title>Harbour</title><p>{QUOTE} in all.</p>"
RECORDS = ("a", "b", "c")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one record."""
    return Path(shutil.copytree(BARE, tmp_path / "content"))


@pytest.fixture
def source() -> Iterator[Source]:
    with sources.running() as running:
        yield running


def of(source: Source, **more: Any) -> Content:
    """Content of records whose sources are pages of the server, each with one fact."""
    records = [record(id, fact(f"of-{id}", quote=QUOTE)) for id in RECORDS]
    records = [replace(one, source=replace(one.source, url=f"{source.url}/{one.id}")) for one in records]
    return made(records=records, **more)


def watched(content: Content, day: date, **more: Any) -> Content:
    """The content after a round over the server."""
    looks = round_of(content, sources.fetcher(), day, **more)
    return replace(content, watched={**content.watched, **{look.now.id: look.now for look in looks}})


def verdicts(content: Content) -> list[str]:
    return [f"{one.id} {one.verdict}" + (f": {one.why}" if one.why else "") for one in content.watched.values()]


def test_rounds_tell_a_source_that_stays_from_one_that_moves_and_one_that_goes(source: Source) -> None:
    source.pages |= {"/a": sources.dated(ARTICLE, '"v1"'), "/b": redirect("/b2"), "/b2": answer(ARTICLE)}
    one = watched(of(source), DAY)
    assert verdicts(one) == ["a same", "b moved", "c blocked: missing once"]
    source.pages |= {"/c": answer(ARTICLE)}
    two = watched(one, DAY + WEEK)
    assert verdicts(two) == ["a same", "b moved", "c same"]
    assert two.watched["a"] == replace(one.watched["a"], looked=DAY + WEEK)
    assert [headers.get("If-None-Match") for path, headers in source.asked if path == "/a"] == [None, '"v1"']
    del source.pages["/a"], source.pages["/b2"]
    three = watched(watched(two, DAY + 2 * WEEK), DAY + 3 * WEEK)
    assert verdicts(three) == ["a gone", "b gone", "c same"]
    assert three.watched["a"].since == DAY + 2 * WEEK


def test_a_line_says_what_changed_and_of_which_facts(source: Source) -> None:
    source.pages |= {"/a": answer(ARTICLE), "/b": redirect("/b2"), "/b2": answer(ARTICLE)}
    one = of(source)
    looks = round_of(one, sources.fetcher(), DAY)
    assert [str(look) for look in looks] == ["a: same", f"b: moved, at {source.url}/b2", "c: blocked (missing once)"]
    one = replace(one, watched={look.now.id: look.now for look in looks})
    source.pages["/a"] = answer(ARTICLE.replace("40,000", "41,000"))
    looks = round_of(one, sources.fetcher(), DAY)
    assert [str(look) for look in looks if look.is_news] == ["a: words changed (of-a), was same"]


def test_what_names_a_part_of_a_page_is_told_to_no_server(source: Source) -> None:
    source.pages["/a"] = sources.dated(ARTICLE, '"v1"')
    (one, *_) = of(source).records.values()
    part = made(records=[replace(one, source=replace(one.source, url=f"{source.url}/a#part"))])
    two = watched(watched(part, DAY), DAY + WEEK)
    assert verdicts(two) == ["a same"]
    assert source.asked[-1][1]["If-None-Match"] == '"v1"'


def test_a_round_takes_those_first_that_were_not_looked_at_for_longest(source: Source) -> None:
    source.pages |= {f"/{id}": answer(ARTICLE) for id in RECORDS}
    content = watched(of(source), DAY, most=2)
    assert sorted(content.watched) == ["a", "b"]
    content = watched(content, DAY + WEEK, most=2)
    assert {id: one.looked for id, one in content.watched.items()} == {"a": DAY + WEEK, "b": DAY, "c": DAY + WEEK}
    assert sorted(watched(of(source), DAY, only=("c",)).watched) == ["c"]


def _lost(failed: Any, address: str, known: Known | None) -> Answer:
    return Answer(address, failed=failed)


def test_a_round_in_which_nobody_answers_says_nothing_of_any_source() -> None:
    content = made(records=[record("a", fact("of-a")), record("b", fact("of-b"))])
    for failed in ("no host", "no answer", "too slow", "private address", "robots"):
        assert round_of(content, partial(_lost, failed), DAY) == ()

    def one_answers(address: str, known: Known | None) -> Answer:
        return Answer(address, failed="no host") if address.endswith("/a") else Answer(address, 500)

    assert [look.now.why for look in round_of(content, one_answers, DAY)] == ["missing once", "server error"]


# --- the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command reach this machine, without waiting."""
    clock = sources.Clock()

    def fetcher(name: str, site: str, **_: Any) -> Fetcher:
        return Fetcher(name, site, clock=clock, sleep=clock.sleep, may_reach=lambda address: True)

    monkeypatch.setattr("generator.watch.fetch.Fetcher", fetcher)


def at(folder: Path, source: Source) -> Path:
    """Let the one record of the content have its source at the server; its file."""
    path = folder / "records/2026/plain-paper-2026.yml"
    text = path.read_text("utf-8")
    address = next(line for line in text.splitlines() if line.strip().startswith("url: "))
    path.write_text(text.replace(address, f"  url: {source.url}/paper"), encoding="utf-8")
    publishers = folder / "publishers/plain-paper.yml"
    publishers.write_text(publishers.read_text("utf-8").replace("[paper.example.org]", "[127.0.0.1]"), "utf-8")
    return path


@pytest.mark.usefixtures("reachable")
def test_watch_writes_one_file_a_record_that_the_check_accepts_and_says_what_is_new(
    folder: Path,
    source: Source,
) -> None:
    at(folder, source)
    words = load(folder).content.records["plain-paper-2026"].facts[0]
    said = words.quote or words.figures[0].as_stated
    source.pages["/paper"] = answer(
        f"<h1>{load(folder).content.records['plain-paper-2026'].source.title}</h1><p>{said}"
    )
    run = partial(ended, cwd=folder.parent)
    assert run("watch", "--today", "2026-12-03")[0] == 0
    file = folder / "watched/plain-paper-2026.yml"
    first = file.read_bytes()
    assert first.startswith(b"# `python -m generator watch` writes this: ")
    assert run("check", "--today", "2026-12-03")[0] == 0
    # Once more on the day changes nothing; a week later a day moves, and no more.
    code, lines, _ = run("watch", "--today", "2026-12-03")
    assert (code, lines[-1].endswith("; 0 other than before"), file.read_bytes()) == (0, True, first)
    run("watch", "--today", "2026-12-10")
    differing = [(a, b) for a, b in zip(first.split(b"\n"), file.read_bytes().split(b"\n"), strict=True) if a != b]
    assert differing == [(b"looked: 2026-12-03", b"looked: 2026-12-10")]
    del source.pages["/paper"]
    assert run("watch", "--today", "2026-12-17", "--only", "plain-paper-2026")[1] == [
        "plain-paper-2026: blocked (missing once), was same",
        "1 source: 1 blocked; 1 other than before",
    ]
    assert run("check", "--today", "2026-12-17")[0] == 0


def test_without_a_network_watch_writes_nothing_and_ends_well(folder: Path, source: Source) -> None:
    at(folder, source)  # which is a private address
    code, lines, stderr = ended_alone("watch", cwd=folder.parent)
    assert (code, lines, stderr) == (0, ["no server answered, and nothing was written: is there a network?"], "")
    assert not (folder / "watched").exists()
    assert source.asked == []


def test_what_was_seen_of_a_record_that_is_not_there_any_more_goes(folder: Path, source: Source) -> None:
    at(folder, source)
    (folder / "watched").mkdir()
    file = folder / "watched/gone.yml"
    file.write_text(file_of(Watched(id="gone", address="https://e.org/", verdict="same", looked=DAY, since=DAY)))
    assert ended("watch", cwd=folder.parent)[0] == 0
    assert not file.exists()


def test_content_that_cannot_be_read_is_not_watched(folder: Path) -> None:
    (folder / "topics/plans.yml").write_text("[", encoding="utf-8")
    code, lines, _ = ended("watch", cwd=folder.parent)
    assert (code, lines[-1]) == (2, "no source was read: 1 problem")
    assert lines[0].startswith("content/topics/plans.yml:1:2: yaml-syntax: ")


def test_a_record_that_is_not_there_cannot_be_watched(folder: Path) -> None:
    code, _, stderr = ended("watch", "--only", "nothing", cwd=folder.parent)
    assert code == 2
    assert "no record is called nothing" in stderr


# --- the file -----------------------------------------------------------------------------------------------------

days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
lines = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)
hashes = st.text("0123456789abcdef", min_size=12, max_size=12)
facts = st.builds(
    WatchedFact,
    id=st.sampled_from(["1e5", "no", "of-a", "2026-12-03", "12"]),
    words=hashes,
    first_seen=st.none() | days,
    last_seen=st.none() | days,
)
observations = st.builds(
    Watched,
    id=st.just("src"),
    address=st.just("https://example.org/a?b=%20#c:_d"),
    verdict=st.sampled_from(["same", "moved", "words changed", "gone", "blocked"]),
    looked=days,
    since=days,
    why=st.none() | st.sampled_from(["not found page", "robots"]),
    status=st.none() | st.sampled_from([200, 404]),
    final=st.none() | st.just("https://example.org/新"),
    read=st.none() | days,
    hash=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
    etag=st.none() | lines,
    last_modified=st.none() | lines,
    facts=st.lists(facts, max_size=3).map(tuple),
)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder for nothing but an observation."""
    folder = tmp_path_factory.mktemp("content")
    (folder / "watched").mkdir()
    return folder


@given(observations)
def test_an_observation_is_read_as_it_was_written(alone: Path, one: Watched) -> None:
    path = alone / path_of(one)
    path.write_text(file_of(one), encoding="utf-8")
    loaded = load(alone)
    assert [problem for problem in loaded.problems if problem.spot.path == str(path)] == []
    assert loaded.content.watched == {"src": one}


def test_the_file_of_an_observation_is_short_and_sorted() -> None:
    one = Watched(
        id="src",
        address="https://example.org/src",
        verdict="words changed",
        looked=DAY + WEEK,
        since=DAY,
        status=200,
        hash="ab" * 32,
        facts=(WatchedFact(id="f1", words="0" * 12, first_seen=DAY), WatchedFact(id="f2", words="1" * 12)),
    )
    assert file_of(one) == (
        "# `python -m generator watch` writes this: what a machine saw when it read the source again.\n"
        'address: "https://example.org/src"\n'
        "facts:\n"
        '  - {first_seen: 2026-12-03, id: "f1", words: "000000000000"}\n'
        '  - {id: "f2", words: "111111111111"}\n'
        f'hash: "{"ab" * 32}"\n'
        "looked: 2026-12-10\n"
        "since: 2026-12-03\n"
        "status: 200\n"
        "verdict: words changed\n"
    )


def test_the_check_has_no_word_against_a_site_that_nobody_watches(folder: Path) -> None:
    assert check(load(folder), DAY)[0] == ()
