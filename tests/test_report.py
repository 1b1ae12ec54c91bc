"""The report on a change: it predicts what subscribers get item by item, stays in its bounds, and says all as text."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt

from generator import report as reports
from generator.check import check
from generator.compare import compare
from generator.model.content import Content
from generator.model.problems import Fix, Problem, Spot
from generator.publish.usable import usable
from generator.read.load import load
from generator.read.strict_yaml import _Loader
from generator.report import report
from generator.text.summary import MOST_CHARACTERS, code, is_plain
from tests.hostile import PAYLOADS
from tests.made import briefing, content, corrected, fact, figure, record, withdrawn
from tests.sites import TEMPLATES, TODAY, feeds_of
from tests.test_problems import FOLDER, change

EDITS = Path(__file__).parent / "edits"
SMALL = EDITS / "content"
TABLE = yaml.load((EDITS / "small.yml").read_text("utf-8"), Loader=_Loader)
DAY = date(2026, 2, 1)
# The check refuses these two, for nobody has said which of two figures leads, and so no site can be made of them.
REFUSED = ("Its source's words, a further figure and what is left out",
           "A text tells a further figure beside all that it told")  # fmt: skip
GREEN = [case for case in TABLE if not case["broken"] and case["title"] not in REFUSED]
Feeds = dict[str, dict[str, str]]


def built(of: Content, day: date) -> Feeds:
    """What the RSS feeds that are really built hold: title by guid, by the feed's path. JSON Feed holds the same."""
    found: Feeds = {}
    files = feeds_of(of, day)
    for path, data in files.items():
        if path.startswith("feeds/") and path.endswith(".xml"):
            items = etree.fromstring(data).findall("channel/item")
            found[path] = {str(item.findtext("guid")): str(item.findtext("title")) for item in items}
            same = json.loads(files[path.removesuffix(".xml") + ".json"])["items"]
            assert list(found[path]) == [item["id"] for item in same]
    return found


def difference(old: Feeds, new: Feeds) -> Feeds:
    """What each feed has that it had not."""
    found = {
        path: {id: title for id, title in feed.items() if id not in old.get(path, {})} for path, feed in new.items()
    }
    return {path: items for path, items in found.items() if items}


def spans(line: str) -> list[str]:
    """The code spans of a line of Markdown, as CommonMark reads them."""
    (inline,) = (token for token in MarkdownIt().parseInline(line))
    return [token.content for token in inline.children or () if token.type == "code_inline"]


def predicted(said: str) -> Feeds:
    """The items that a report says subscribers get, feed by feed."""
    part = said.partition("### What subscribers get\n")[2].partition("\n### ")[0]
    items, found = {}, {}
    for line in part.splitlines():
        if number := re.match(r"(\d+)\. ", line):
            title, guid = spans(line[number.end() :])
            items[int(number[1])] = guid, title
        elif line.startswith("- "):
            numbers: list[int] = []
            for run in line.rpartition(": ")[2].split(", "):
                first, _, last = run.partition("–")
                numbers += range(int(first), int(last or first) + 1)
            for path in spans(line[2:].rpartition(": ")[0]):
                found[path] = {items[number][0]: items[number][1] for number in numbers}
    return found


def said_of(old: Content, new: Content, day: date = DAY, problems: tuple[Problem, ...] = ()) -> str:
    return report(old, new, today=day, published=None, templates=TEMPLATES, problems=problems)


@pytest.fixture(scope="module", autouse=True)
def _each_state_before_is_arranged_once() -> Iterator[None]:
    """Most changes here are of the same content on the same day."""
    state, kept = reports.state, {}

    def once(of: Content, *how: Any) -> reports.State:
        if of is not base() and of is not small():
            return state(of, *how)
        how = (id(of), *how)
        if how not in kept:
            kept[how] = state(of, *how[1:])
        return kept[how]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "state", once)
        yield


# --- the items that subscribers get


@cache
def small() -> Content:
    return load(SMALL).content


@pytest.fixture(scope="module")
def before() -> tuple[Content, Feeds]:
    return small(), built(small(), TODAY)


# Of each kind of edit some; all of them each week.
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["title"], marks=[pytest.mark.long] if number % 2 else [])
        for number, case in enumerate(GREEN)
    ],
)
def test_the_items_that_it_predicts_are_the_difference_of_the_built_feeds(
    case: dict[str, Any], before: tuple[Content, Feeds], tmp_path: Path
) -> None:
    shutil.copytree(SMALL, tmp_path / "content")
    for name, new in case["change"].items():
        change(tmp_path / "content" / name, new)
    now = load(tmp_path / "content").content
    base, feeds = before
    assert predicted(said_of(base, now, TODAY)) == difference(feeds, built(now, TODAY))


@cache
def base() -> Content:
    facts = [fact("core", figure(40, "2024"), text="There were 40."), fact("rest", figure(5, "2023"), about="quay")]
    return content([record("r1", *facts)], briefings={"one": briefing("one", 1, "core", published=date(2026, 1, 6))})


def edited() -> Iterator[tuple[str, Content]]:
    """One change of each kind, and several at once."""
    old = base()
    core, rest = old.records["r1"].facts
    one = old.briefings["one"]

    def with_facts(*facts: Any, **more: Any) -> Content:
        return dataclasses.replace(old, records={"r1": record("r1", *facts)}, **more)

    newer = fact("newer", figure(60, "2025"), added=DAY)
    fixed = dataclasses.replace(core, text="There were 41.", corrections=(corrected("2026-02-01", "There were 40."),))
    gone = dataclasses.replace(core, withdrawn=withdrawn("2026-02-01"))
    soon = fact("soon", figure(70, "2026-01"), added=DAY + timedelta(days=3))
    issue = dataclasses.replace(briefing("two", 2, "core", published=DAY), number=None)
    later = dataclasses.replace(briefing("two", 2, "core", published=DAY + timedelta(days=3)), number=None)
    yield "nothing", old
    yield "a fact", with_facts(core, rest, fact("news", added=DAY))
    yield "a newer figure", with_facts(core, rest, newer)
    yield "a correction", with_facts(fixed, rest)
    yield "a withdrawal", with_facts(gone, rest)
    yield "a fact ahead", with_facts(core, rest, soon)
    yield (
        "a correction ahead",
        with_facts(
            dataclasses.replace(core, corrections=(corrected("2026-02-09", "There were 40."),), text="There were 41."),
            rest,
        ),
    )
    yield "a withdrawal ahead", with_facts(dataclasses.replace(core, withdrawn=withdrawn("2026-02-09")), rest)
    yield "a briefing", with_facts(core, rest, briefings={"one": one, "two": issue})
    yield "a briefing ahead", with_facts(core, rest, briefings={"one": one, "two": later})
    yield (
        "a source",
        dataclasses.replace(
            old, records={**old.records, "r2": record("r2", fact("other", figure(40, "2024"), added=DAY), by="paper-b")}
        ),
    )
    yield "a fact of the place inside", with_facts(core, rest, fact("inner", added=DAY, about="quay"))
    yield "a fact of another topic", with_facts(core, rest, fact("topical", added=DAY, topics=("trade",)))
    yield "a fact goes", with_facts(core)
    yield "an old fact comes late", with_facts(core, rest, fact("late", figure(1, "2001")))
    many = (fact(f"n{n}", figure(n, f"{1900 + n // 2}-{1 + n % 2:02}"), added=DAY) for n in range(1, 160))
    yield "many facts", with_facts(core, rest, *many)
    yield "all at once", with_facts(fixed, gone and rest, newer, soon, briefings={"one": one, "two": issue})


@pytest.mark.parametrize(("title", "new"), [pytest.param(*edit, id=edit[0]) for edit in edited()])
def test_it_predicts_every_kind_of_change(title: str, new: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reports._ROOM, "feeds", 40_000)  # so that many facts are all there
    old = base()
    assert predicted(said_of(old, new)) == difference(built(old, DAY), built(new, DAY))


def test_a_moved_fact_and_a_moved_place_are_told_as_the_feeds_have_them() -> None:
    from generator.model.records import Moved, Place

    old = base()
    core, rest = old.records["r1"].facts
    facts = dataclasses.replace(core, id="nucleus"), dataclasses.replace(rest, about="wharf")
    places = {id: one for id, one in old.places.items() if id != "quay"}
    places["wharf"] = Place(id="wharf", name="Quay", kind="cluster", parent="port")
    moves = {"facts/core": "facts/nucleus", "places/quay": "places/wharf"}
    new = dataclasses.replace(
        old,
        records={"r1": record("r1", *facts)},
        places=places,
        moved={was: Moved(id=was, to=to, on=DAY) for was, to in moves.items()},
        briefings={"one": briefing("one", 1, "nucleus", published=date(2026, 1, 6))},
    )
    said = said_of(old, new)
    found = difference(built(old, DAY), built(new, DAY))
    assert predicted(said) == found
    assert set(found) == {"feeds/places/wharf.xml"}  # whose old address has nothing new
    assert "**Moved**" in said


def test_enough_edits_are_predicted_and_of_each_kind() -> None:
    kinds = {said.split()[0] for case in GREEN for said in case["says"]}
    kinds |= {one.what for _, new in edited() for one in compare(base(), new, where="content", today=DAY)[0]}
    assert kinds >= {"new", "update", "correction", "withdrawal", "completed", "editorial", "ahead"}
    assert len(GREEN) + len(list(edited())) >= 20
    assert sum(bool(predicted(said_of(base(), new))) for title, new in edited() if title != "many facts") >= 10


# --- what else it says


def test_what_is_ahead_is_told_with_its_day_and_is_no_item_yet() -> None:
    (new,) = (new for title, new in edited() if title == "a briefing ahead")
    said = said_of(base(), new)
    assert predicted(said) == {}
    part = said.partition("### What subscribers get later")[2]
    assert "- on 4 February 2026: `Briefing 2: Headline 2` `tag:example.org,2026:briefings/two`" in part


def test_sources_pages_disagreements_and_figures_that_age_are_told() -> None:
    old = base()
    core, rest = old.records["r1"].facts
    newer = fact("newer", figure(60, "2025"), added=DAY)
    fixed = dataclasses.replace(rest, text="There were 6.", corrections=(corrected("2026-02-01", "What rest says."),))
    second = record("r2", fact("other", figure(44, "2024"), added=DAY), by="paper-b")
    from generator.model.records import Disagreement
    from generator.model.when import When

    both = Disagreement(
        id="d", about="port", measure="companies", when=When.parse("2024"), leads="core", why="It counted all."
    )
    new = dataclasses.replace(
        old, records={"r1": record("r1", core, fixed, newer), "r2": second}, disagreements={"d": both}
    )
    said = said_of(old, new)
    assert "### Sources gained: 1" in said
    assert "- `Title of r2`, `Paper B`: `https://example.org/r2`, 1 fact" in said
    assert "- opens: `Port, Companies, 2024: 40 (core), 44 (other)`" in said
    assert "- `core`: `There were 40.` The newest is `newer`." in said
    page = said.partition("- `facts/rest/`")[2].partition("\n- `")[0]
    assert "\n  - What rest says." in page
    assert "\n  + There were 6." in page
    assert "- closes: `Port" in said_of(new, old)


def test_without_a_change_it_says_that_all_is_well() -> None:
    said = said_of(base(), base())
    assert said.startswith("**All is well: no problem was found.**")
    assert "No fact, briefing, source, place or definition says anything else." in said
    assert "0 new, 0 changed, 0 gone." in said


def test_problems_come_first_with_their_place_and_what_to_do() -> None:
    problem = Problem(Spot("content/a.yml", 3, 4), "unknown-topic", "no topic 'polcy'; did you mean 'policy'?")
    said = said_of(base(), base(), problems=(problem,))
    assert said.startswith("**1 problem to fix before this can be merged.**")
    assert "- `content/a.yml:3:4` **unknown-topic**: `no topic 'polcy'; did you mean 'policy'?`" in said


def test_a_problem_with_a_certain_fix_shows_what_to_type() -> None:
    short = Problem(Spot("content/a.yml", 3, 4), "unknown-topic", "no topic 'polcy'", "", Fix("polcy", "policy"))
    long = dataclasses.replace(short, fix=Fix("x" * 500, "y"))
    said = said_of(base(), base(), problems=(short, long))
    assert said.count("```diff") == 1
    assert "  - polcy\n  + policy\n" in said
    assert is_plain(said)


# --- bounds


def test_a_report_on_any_change_is_short_enough_for_a_comment_and_says_how_much_it_leaves_out() -> None:
    many = [
        fact(
            f"f-{number}",
            figure(number, f"{1900 + number // 4}-{1 + number % 4:02}"),
            added=DAY,
            text=f"{number} " + "多" * 500,
        )
        for number in range(1, 121)
    ]
    records = {f"r-{n}": record(f"r-{n}", *many[n * 10 : n * 10 + 10]) for n in range(12)}
    new = dataclasses.replace(base(), records={**base().records, **records})
    problems = tuple(Problem(Spot("content/a.yml", n), "rule", "x" * 900) for n in range(500))
    said = report(
        base(), new, today=DAY, published=None, templates=TEMPLATES, problems=problems, left_out=["l" * 900] * 900
    )
    assert len(said) <= MOST_CHARACTERS < 65_536
    assert len(said.encode()) < 1 << 20
    for what in ("problems", "changes", "items"):
        assert re.search(rf"- … and [\d,]+ more {what}", said), what
    assert said.partition("… and ")[0].count("\n- `content/a.yml") + int(
        re.search(r"… and (\d+) more problems", said)[1]  # type: ignore[index]
    ) == len(problems)


# --- hostile text

HOSTILE = (
    *PAYLOADS,
    "@everyone and @octocat, #1, GH-1, octocat/x#1, 0123456789abcdef0123456789abcdef01234567",
    "https://evil.example www.evil.example a@evil.example <https://evil.example>",
    "::error::x", "##[error]x", "\n::set-output name=a::b", "\r\n::stop-commands::x", "/approve", "Fixes #1",
    "`<img src=x>`", "``` \n<img src=x>", "~~~", "` @octocat `", "\\` @octocat", "a\n\n<b>b</b>",
    "| a | b |\n|---|---|",
    "</details><h1>x</h1>", "\u2028# a", "\u202etxt", "x``y`z", "`", "``", " ", "-->", "<!--",
)  # fmt: skip


class Tags(HTMLParser):
    """The tags of a page, and its text outside code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text, self._code = "", 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name != "class"], attrs
        self.tags.add(tag)
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_a_record_is_text_and_nothing_else(text: str) -> None:
    old, line = base(), text.strip() or "x"
    one = fact("bad", figure(40, "2024"), added=DAY, text=line)
    core, rest = old.records["r1"].facts
    fixed = dataclasses.replace(rest, text=line, corrections=(corrected("2026-02-01", line + "?", line),))
    bad = record("r1", core, fixed, one)
    source = record("r2", fact("worse", figure(50, "2022"), added=DAY, text=line + "!"), by="bad")
    source = dataclasses.replace(source, source=dataclasses.replace(source.source, title=line, url=line))
    publisher = dataclasses.replace(next(iter(old.publishers.values())), id="bad", name=line)
    issue = briefing("two", 2, "bad", published=DAY, headline=line)
    new = dataclasses.replace(
        old,
        records={"r1": bad, "r2": source},
        publishers={**old.publishers, "bad": publisher},
        briefings={**old.briefings, "two": issue},
        disagreements={},
    )
    changes, _ = compare(old, new, where="content", today=DAY)
    # What stands on pages of such texts is for the tests of pages: here they are what the report is told.
    problem = Problem(Spot(f"content/{line}", 1), "rule", line)
    parts = (
        reports._problems([problem], [line]),
        reports._changes(changes),
        ["", f"- {code(text)}{reports._difference([line], [line + '?'])}"],
    )
    said = "\n".join(row for part in parts for row in part)
    assert is_plain(said)
    page = Tags(MarkdownIt().render(said))
    assert page.tags <= {"p", "strong", "h3", "ul", "li", "code", "pre"}
    assert not set("@#<>`[]|\\") & set(page.text), page.text
    assert "://" not in page.text
    assert "evil" not in page.text
    for row in said.split("\n"):
        assert not row.lstrip().startswith(("::", "/", "##["))
        assert "##[" not in row
        assert row.isprintable()


def test_a_whole_report_on_hostile_records_is_text(tmp_path: Path) -> None:
    text = "<img src=x> @octocat ::error:: https://evil.example `x` [x](https://evil.example)"
    old = base()
    core, rest = old.records["r1"].facts
    new = dataclasses.replace(old, records={"r1": record("r1", core, rest, fact("bad", added=DAY, text=text))})
    assert is_plain(said_of(old, new))
    page = Tags(MarkdownIt().render(said_of(old, new)))
    assert page.tags <= {"p", "strong", "h3", "ul", "ol", "li", "code", "pre"}
    assert "octocat" not in page.text
    assert "evil" not in page.text


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_what_another_program_wrote_is_no_report_unless_it_is_as_harmless(text: str) -> None:
    for said in (text, f"All is well. {text}", f"- `a` {text}", f"  ```diff\n{text}\n  ```", f"- `{text}` `"):
        if is_plain(said):
            page = Tags(MarkdownIt().render(said))
            assert page.tags <= {"p", "strong", "em", "h1", "ul", "ol", "li", "code", "pre", "hr"}
            assert not set("@<>[]|\\") & set(page.text), page.text
            assert not re.search(r"#\d|www|://", page.text)


@pytest.mark.parametrize(
    "said",
    ["@a", "see #1", "www.evil.example", "a/b", "GH-1", "0123456789ab", "<b>", "![a](b)", "`a", "`a``", "``` x", "~~~",
     "",     "  ```diff\n  - a", "  ```diff\n@a\n  ```", "a\u2028b", "\\`@a`", "x" * 60_001, "`a\n@b`"],
)  # fmt: skip
def test_what_could_be_more_than_text_is_no_report(said: str) -> None:
    assert not is_plain(said)


# --- what can be made where something is wrong


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    now, then = (Path(shutil.copytree(FOLDER / "base", tmp_path / name)) for name in ("now", "then"))
    return now, then


def test_of_what_has_a_problem_the_state_before_is_used(folders: tuple[Path, Path], tmp_path: Path) -> None:
    now, then = folders
    change(now / "places/lingang.yml", [["Nobody counted them before.", "Nobody has counted them since."]])
    change(now / "records/2023/one.yml", [["topics: [policy]", "topics: [polcy]"]])
    change(now / "records/2023/two.yml", "source: [")
    found = usable(now, then, TODAY, tmp_path / "work")
    assert {Path(problem.spot.path).name for problem in found.problems} >= {"one.yml", "two.yml"}
    assert found.left_out == ("records/2023/one.yml", "records/2023/two.yml")
    assert found.folder
    assert check(load(found.folder), TODAY)[0] == ()
    assert load(found.folder).content.places["lingang"].gaps[0].text == "Nobody has counted them since."
    # The folder that was handed over is as it was.
    assert "polcy" in (now / "records/2023/one.yml").read_text("utf-8")


def test_where_nothing_fits_all_is_as_before(folders: tuple[Path, Path], tmp_path: Path) -> None:
    now, then = folders
    change(now / "topics.yml", None)
    change(now / "site.yml", None)
    found = usable(now, then, TODAY, tmp_path / "work")
    assert found.problems
    assert found.folder
    assert check(load(found.folder), TODAY)[0] == ()


def test_content_without_a_problem_is_used_as_it_is(folders: tuple[Path, Path], tmp_path: Path) -> None:
    now, then = folders
    assert usable(now, then, TODAY, tmp_path / "work").folder == now


# --- the command


def test_the_command_reports_also_where_something_is_wrong(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from generator.__main__ import main
    from tests.test_ahead import git

    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    where = Path(shutil.copytree(FOLDER / "base", tmp_path / "content"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "base")
    change(where / "records/2023/one.yml", [["topics: [policy]", "topics: [polcy]"]])
    run = CliRunner().invoke(main, ["report", "HEAD", "--content", str(where), "--today", TODAY.isoformat()])
    assert run.exit_code == 0, run.output
    assert run.output.startswith("**1 problem to fix")
    assert "as they were before: `records/2023/one.yml`." in run.output


def test_a_state_before_that_cannot_be_built_is_said_and_ends_nothing(tmp_path: Path) -> None:
    """Main is red, and this change mends it, or makes it worse."""
    from click.testing import CliRunner

    from generator.__main__ import main
    from tests.test_ahead import git

    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    where = Path(shutil.copytree(FOLDER / "base", tmp_path / "content"))
    change(where / "records/2023/one.yml", [["topics: [policy]", "topics: [polcy]"]])
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "red")
    arguments = ["report", "HEAD", "--content", str(where), "--today", TODAY.isoformat()]
    worse = CliRunner().invoke(main, arguments)
    assert (worse.exit_code, worse.output[:13]) == (0, "**1 problem t")
    change(where / "records/2023/one.yml", [["topics: [polcy]", "topics: [policy]"]])
    mended = CliRunner().invoke(main, arguments)
    assert mended.exit_code == 0, mended.output
    assert mended.output.startswith("**All is well")
    assert "Feeds and pages are not compared: the state at HEAD cannot be built." in mended.output


def test_the_preview_is_built_also_where_something_is_wrong(tmp_path: Path) -> None:
    from tests.sites import TINY, command, finished
    from tests.test_ahead import git

    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    where = Path(shutil.copytree(TINY, tmp_path / "content"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "base")
    change(where / "briefings/first-hall-opens.yml", "headline: [")
    change(where / "pages/about.md", "# About\n\nThis stands in the preview.\n")
    out = tmp_path / "out"
    said = finished(command("preview", "HEAD", "--content", where, "--today", TODAY, "--out", out))
    assert "briefings/first-hall-opens.yml: has a problem, and is as at HEAD" in said
    assert "This stands in the preview." in (out / "site/about/index.html").read_text("utf-8")
    assert (out / "site/briefings/first-hall-opens/index.html").exists()
