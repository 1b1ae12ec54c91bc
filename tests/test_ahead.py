"""What is dated ahead: checked as of its day, in no file before it, and on it as if it had been written that day."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.compare import compare
from generator.data.published import read_published
from generator.model.content import Content
from generator.model.day import days_ahead, on_day
from generator.publish.files import content_of_day, site_files, site_views
from generator.read.load import load
from tests.made import briefing, content, corrected, fact, figure, record, withdrawn
from tests.sites import TEMPLATES, TINY, TODAY, put, tree
from tests.test_problems import FOLDER

BASE = FOLDER / "base"
DAY = TODAY + timedelta(days=7)
# In no file of the tiny site, whatever it says.
WORD = "Quagga"
BRIEFING = f"""published: {DAY}
events: 2026-11
headline: {WORD} and what it counts
about: [harbour-city]
bullets:
  - text: {WORD} plans a lighthouse.
    facts: [quagga-plan-2026]
analysis:
  - text: {WORD} is new here.
gaps:
  - text: What {WORD} costs is not known.
"""
RECORD = f"""source:
  title: {WORD} plans a lighthouse
  publisher: quagga-post
  url: https://quagga.example/news/plan
  published: 2026-11-20
  retrieved: 2026-11-21
  language: en
facts:
  - id: quagga-plan-2026
    added: {DAY}
    kind: policy
    about: quagga-bay
    topics: [quagga-rules]
    text: Quagga Bay wants a lighthouse.
    where: paragraph 2
  - id: quagga-towers-2026
    added: {DAY}
    kind: figure
    about: quagga-bay
    topics: [quagga-rules]
    text: Quagga Bay has 40 quagga towers.
    where: paragraph 3
    figures:
      - {{measure: quagga_towers, value: 40, unit: quagga-towers, when: 2026-11-20, as_stated: 40 quagga towers}}
"""


def files(where: Path, day: date) -> dict[str, bytes]:
    """Every file of a content folder's site on a day, with the plain copies; the content has no problem that day."""
    loaded = load(where)
    problems, _ = check(loaded, day)
    assert not problems, "\n".join(map(str, problems))
    made = site_files(loaded.content, day, None, TEMPLATES)
    pages = made.views.pages
    found = (*map(made.page, pages), *map(made.copy, pages), *made.others(), *made.beside_copies())
    return {f"{number}/{file.path}": file.data for number, file in enumerate(found)}


def with_registry(where: Path, kind: str, id: str, text: str) -> None:
    """An entry in a registry, in a file of its own."""
    (where / kind).mkdir(exist_ok=True)
    (where / kind / f"{id}.yml").write_text(text, "utf-8")


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """The tiny site with a briefing of next week, on a place, a topic and a publisher that nothing else names."""
    where = Path(shutil.copytree(TINY, tmp_path / "content"))
    (where / "briefings/quagga.yml").write_text(BRIEFING.replace("about: [harbour-city]", "about: [quagga-bay]"))
    (where / "records/2026/quagga.yml").write_text(RECORD)
    (where / "places/quagga-bay.yml").write_text("name: Quagga Bay\nkind: city\nparent: northland\naliases: [Quagga]\n")
    with_registry(where, "topics", "quagga-rules", "name: Quagga rules\ndefinition: What Quagga Bay asks for.\n")
    unit = "family: quagga-towers\none: quagga tower\nmany: quagga towers\n"
    with_registry(where, "units", "quagga-towers", unit)
    measure = "name: Quagga towers\ndefinition: Towers of Quagga Bay.\nunit: quagga-towers\nreview_after: 12\n"
    with_registry(where, "measures", "quagga_towers", measure)
    with_registry(
        where, "publishers", "quagga-post", "name: Quagga Post\nclass: news media\ndomains: [quagga.example]\n"
    )
    return where


def test_before_its_day_no_byte_of_a_briefing_is_in_any_file(planned: Path) -> None:
    before = files(planned, DAY - timedelta(days=1))
    assert not [
        path for path, data in before.items() if WORD.lower() in f"{path}{data.decode(errors='replace')}".lower()
    ]
    assert before == files(TINY, DAY - timedelta(days=1))


def test_on_its_day_it_is_as_if_it_had_been_written_that_day(planned: Path) -> None:
    on_it, later = files(planned, DAY), files(planned, DAY + timedelta(days=1))
    for made in (on_it, later):
        names = {path.partition("/")[2] for path, data in made.items() if WORD in data.decode(errors="replace")}
        assert {
            "briefings/quagga.md",
            "feeds/all.xml",
            "feeds/all.json",
            "places/quagga-bay.md",
            "data/v1/facts.json",
        } <= names
    # Nothing says that it was dated ahead, for nothing is told but the day that it is published on.
    loaded = load(planned)
    assert on_day(loaded.content, DAY) is loaded.content


@pytest.mark.parametrize("days", [1, 3, 7])
def test_a_pull_request_with_what_is_ahead_is_green_on_every_day_before(planned: Path, days: int) -> None:
    assert check(load(planned), DAY - timedelta(days=days))[0] == ()


def test_what_is_right_at_the_end_and_wrong_on_a_day_before_is_said_with_that_day(tmp_path: Path) -> None:
    """A correction of tomorrow: today the site says what stood there, and the briefing of today must fit that."""
    where = Path(shutil.copytree(BASE, tmp_path / "content"))
    path = where / "records/2023/one.yml"
    was = "{text: Lingang had 30 companies., value: 30, as_stated: 30 companies}"
    note = "    note: The source lists these 40 companies by name.\n"
    entry = f"{note}    corrections: [{{on: {DAY}, was: {was}, reason: We misread it.}}]\n"
    text = path.read_text("utf-8").replace("    where: paragraph 2\n", f"    where: paragraph 2\n{entry}")
    # Behind a fact that comes out later still, so that on the day before it is another one in the list.
    rest = "kind: policy, about: lingang, topics: [policy], text: Lingang wants many more ships., where: x"
    ahead = f"  - {{id: aa, added: {DAY + timedelta(days=1)}, {rest}}}\n"
    path.write_text(text.replace("facts:\n", f"facts:\n{ahead}", 1), "utf-8")
    problems, _ = check(load(where), TODAY)
    assert problems
    assert all(str(problem).endswith(f"; so it is on {TODAY}, without what is dated after it") for problem in problems)
    assert {Path(problem.spot.path).name for problem in problems} == {"issue-one.yml", "lingang.yml", "one.yml"}
    assert all("40 companies" in problem.excerpt for problem in problems)


def corrected_tomorrow(**was: Any) -> Content:
    before = figure(30, "2024")
    fix = corrected(on="2026-02-02", was="There were 30.")
    fix = dataclasses.replace(fix, was=dataclasses.replace(fix.was, value=before.value, as_stated="30", **was))
    return content([record("r1", fact("core", figure(40, "2024"), text="There were 40.", corrections=(fix,)))])


def test_a_fact_that_is_corrected_tomorrow_says_today_what_stood_there() -> None:
    planned = corrected_tomorrow()
    today = on_day(planned, date(2026, 2, 1)).facts["core"]
    assert (today.text, today.corrections, today.figures) == ("There were 30.", (), (figure(30, "2024"),))
    assert on_day(planned, date(2026, 2, 2)) is planned
    # Which `changes` holds against what is published: what never stood there is refused at once.
    published = content([record("r1", fact("core", figure(30, "2024"), text="There were 30."))])
    changes, faults = compare(published, planned, where="content", today=date(2026, 2, 1))
    assert not faults
    assert [(one.what, one.address) for one in changes] == [("ahead", "facts/core")]
    other = content([record("r1", fact("core", figure(31, "2024"), text="There were 31."))])
    _, faults = compare(other, planned, where="content", today=date(2026, 2, 1))
    assert {"silent-change", "never-stood-there"} <= {fault.rule for fault in faults}


def test_a_fact_that_is_withdrawn_tomorrow_stands_today() -> None:
    planned = content([record("r1", fact("core", withdrawn=withdrawn("2026-02-02")))])
    assert on_day(planned, date(2026, 2, 1)).facts["core"].withdrawn is None
    assert on_day(planned, date(2026, 2, 2)).facts["core"].withdrawn
    assert days_ahead(planned, date(2026, 2, 1)) == (date(2026, 2, 2),)


def ahead(**more: Any) -> Content:
    facts = [fact("core"), fact("more", figure(50, "2025"), added=date(2026, 2, 9), **more)]
    return content([record("r1", *facts)], briefings={})


def test_what_nobody_has_seen_may_change_go_and_be_renamed_without_a_word() -> None:
    base, today = ahead(), date(2026, 2, 1)
    renamed = content([record("r1", fact("core"), fact("other", figure(50, "2025"), added=date(2026, 2, 9)))])
    for new in (ahead(text="Something else."), content([record("r1", fact("core"))]), renamed):
        changes, faults = compare(base, new, where="content", today=today)
        assert not faults
        assert changes
        assert {one.what for one in changes} == {"ahead"}
    # The same once it is out.
    for new in (ahead(text="Something else."), content([record("r1", fact("core"))]), renamed):
        assert compare(base, new, where="content", today=date(2026, 2, 9))[1]
    assert compare(base, base, where="content", today=today) == ((), ())


def test_what_is_out_is_not_dated_ahead_again() -> None:
    again = content([record("r1", fact("core", added=date(2026, 2, 9)))])
    _, faults = compare(content([record("r1", fact("core"))]), again, where="content", today=date(2026, 2, 1))
    assert {fault.rule for fault in faults} >= {"vanished"}


# --- numbers


def unnumbered(id: str, day: date) -> object:
    return dataclasses.replace(briefing(id, 1, "core", published=day), number=None)


def with_briefings(*issues: object) -> Content:
    return content([record("r1", fact("core"))], briefings={one.id: one for one in issues})  # type: ignore[attr-defined]


def test_a_briefing_gets_the_next_number_in_the_order_of_days_and_ids() -> None:
    day = date(2026, 1, 6)
    some = with_briefings(
        unnumbered("b", day), unnumbered("a", day), unnumbered("c", date(2026, 1, 5)), briefing("first", 7, "core")
    )
    numbers = {id: one.number for id, one in content_of_day(some, day, None).briefings.items()}
    assert numbers == {"first": 7, "c": 8, "a": 9, "b": 10}
    titles = {item.guid: item.link.name for feed in site_views(some, day).feeds for item in feed.items if item.briefing}
    assert sorted(title.split(":")[0] for title in titles.values()) == [f"Briefing {n}" for n in (10, 7, 8, 9)]


def test_a_briefing_keeps_the_number_under_which_it_was_published(tmp_path: Path) -> None:
    """One of the same day that is merged later comes after it, whatever its id."""
    day = date(2026, 1, 6)
    first = with_briefings(briefing("old", 3, "core"), unnumbered("b", day))
    data = {file.path: file.data for file in site_files(first, day, None, TEMPLATES).others()}
    published = read_published(put(data, tmp_path) / "data/v1")
    second = with_briefings(briefing("old", 3, "core"), unnumbered("b", day), unnumbered("a", day))
    assert {id: one.number for id, one in content_of_day(second, day, published).briefings.items()} == {
        "old": 3,
        "b": 4,
        "a": 5,
    }
    # And so does `changes`, to which the base is what is published: neither changed its number.
    assert compare(first, second, where="content", today=day)[1] == ()


def test_a_briefing_that_is_ahead_leaves_the_number_that_it_names(tmp_path: Path) -> None:
    some = with_briefings(briefing("soon", 2, "core", published=date(2026, 2, 9)), unnumbered("now", date(2026, 1, 6)))
    assert content_of_day(some, date(2026, 1, 6), None).briefings["now"].number == 3


def test_the_number_of_another_is_refused_by_the_build(tmp_path: Path) -> None:
    from generator.data.published import renumbered

    day = date(2026, 1, 6)
    first = with_briefings(unnumbered("b", day))
    data = {file.path: file.data for file in site_files(first, day, None, TEMPLATES).others()}
    published = read_published(put(data, tmp_path) / "data/v1")
    (problem,) = renumbered(with_briefings(unnumbered("b", day), briefing("a", 1, "core")), published)
    assert (problem.rule, problem.spot.path) == ("repeated-number", "content/briefings/a.yml")
    assert renumbered(with_briefings(briefing("b", 1, "core"), unnumbered("a", day)), published) == ()


# --- branches, merged by git in either order


def git(where: Path, *arguments: str) -> None:
    who = ("-c", "user.name=E", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=where, check=True, capture_output=True)


def branch(where: Path, name: str, edit: Callable[[Path], None]) -> None:
    git(where, "switch", "--quiet", "--create", name, "main")
    edit(where / "content")
    git(where, "add", ".")
    git(where, "commit", "--quiet", "-m", name)
    git(where, "switch", "--quiet", "main")


def new_briefing(id: str, publisher: str = "harbour-times", host: str = "example.org") -> Callable[[Path], None]:
    word = id.title()
    record = f"""source:
  title: {word} is next
  publisher: {publisher}
  url: https://{host}/news/{id}
  published: 2026-11-20
  retrieved: 2026-11-21
  language: en
facts:
  - id: {id}-plan
    added: {TODAY}
    kind: policy
    about: lingang
    topics: [policy]
    text: Lingang wants more {id}s.
    where: paragraph 2
"""
    issue = f"""published: {DAY}
events: 2026-11
headline: A harbour for {id}s
about: [lingang]
bullets: [{{text: Lingang wants {id}s in its harbour., facts: [{id}-plan]}}]
analysis: [{{text: We read the plan for {id}s as a beginning.}}]
gaps: [{{text: How many {id}s there are is not known.}}]
"""

    def edit(where: Path) -> None:
        (where / "records/2026").mkdir(exist_ok=True)
        (where / f"records/2026/{id}.yml").write_text(record, "utf-8")
        (where / f"briefings/{id}.yml").write_text(issue, "utf-8")

    return edit


def new_publisher(id: str) -> Callable[[Path], None]:
    host = f"{id}.example"

    def edit(where: Path) -> None:
        new_briefing(id, id, host)(where)
        with_registry(where, "publishers", id, f"name: {id.title()} News\nclass: news media\ndomains: [{host}]\n")

    return edit


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
@pytest.mark.parametrize("edit", [new_briefing, new_publisher])
def test_two_branches_merge_in_either_order_and_are_green(
    edit: Callable[[str], Callable[[Path], None]], order: tuple[str, str], tmp_path: Path
) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    shutil.copytree(BASE, tmp_path / "content")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "base")
    base = load(tmp_path / "content").content
    for name in ("one", "two"):
        branch(tmp_path, name, edit({"one": "zebra", "two": "okapi"}[name]))
    for name in order:
        git(tmp_path, "merge", "--quiet", "--no-edit", name)
        loaded = load(tmp_path / "content")
        for day in (TODAY, DAY):
            assert check(loaded, day)[0] == ()
            assert compare(base, loaded.content, where="content", today=day)[1] == ()
    numbers = sorted(one.issue for one in content_of_day(loaded.content, DAY, None).briefings.values())
    assert len(set(numbers)) == len(base.briefings) + 2
    assert len(tree(tmp_path / "content")) > len(tree(BASE))
