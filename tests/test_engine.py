"""The quick engine makes what ``mkdocs build`` makes, byte for byte: from nothing, from what was built before, after
any edit, with any text; a state that is lost, old, foreign or broken costs time, never truth."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.check.kept import KeptFaults
from generator.model.problems import CannotGoOn
from generator.pages.page import MANIFEST
from generator.publish import engine as making
from generator.publish import links as following
from generator.publish.build import Built, Memory, Overtaken, build, keep
from generator.publish.engine import Engine, configuration
from generator.publish.files import site_views
from generator.publish.frame import Frames
from generator.publish.skeleton import Skeletons
from generator.publish.stamp import STAMP
from generator.publish.state import FAULTLESS, STATE, read_faultless
from generator.read.load import Loaded, load
from generator.text.escape import Markdown, mark_chinese
from tests.browser import Site, url_of
from tests.hostile import PAYLOADS
from tests.sites import BARE, PROJECT, TINY, TODAY, SharedBuild, generated, put, read, tree
from tests.unchecked import unchecked

MADE = ("site", "docs", "copies")


def made(content: Path, out: Path, *, today: date = TODAY, project: Path = PROJECT, **how: Any) -> Built:
    """A build without a problem, in this process; the state is kept."""
    how = {"code": "a code", "inputs": "some inputs", "site_url": None, **how}
    built = build(content, today, out=out, project=project, progress=lambda _: None, **how)
    assert not built.problems, built.problems
    return built


def differences(one: Path, other: Path) -> list[str]:
    """The files that two output folders do not have in common, byte for byte."""
    found = []
    for folder in MADE:
        mine, theirs = tree(one / folder), tree(other / folder)
        found += [
            f"{folder}/{path}" for path in sorted(mine.keys() | theirs.keys()) if mine.get(path) != theirs.get(path)
        ]
        found += [f"{path} is a link" for path in (one / folder).rglob("*") if path.is_symlink()]
    return found


def like_from_nothing(content: Path, out: Path, *, is_preview: bool = False, **how: Any) -> None:
    """Assert that an output folder is what a build from nothing makes; a preview has no manifest."""
    fresh = out.with_name(f"{out.name}-from-nothing")
    made(content, fresh, **how)
    assert differences(out, fresh) == ([f"site/{MANIFEST}"] if is_preview else [])
    shutil.rmtree(fresh)


# --- both ways ---


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tiny", pytest.param("hostile", marks=pytest.mark.long)])
def test_the_quick_way_makes_what_mkdocs_makes(
    name: str, builds: dict[str, SharedBuild], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sites that all tests share are built quickly, by a program of its own that says so where it could not."""
    if name == "hostile":
        monkeypatch.setattr("generator.publish.build.check", unchecked)
    quick = builds[name].wait()
    plain = made(builds[name].content, tmp_path / "plain", plainly=True, site_url=url_of(name))
    said = f"{plain.pages:,} pages, {plain.feeds:,} feeds, {plain.links:,} links followed"
    assert said in builds[name].said()
    assert differences(quick, tmp_path / "plain") == []


@pytest.mark.slow
def test_in_any_number_of_processes_and_without_this_program_the_same_is_made(tmp_path: Path) -> None:
    plain = made(BARE, tmp_path / "plain", plainly=True)
    for processes in (1, 2):
        out = tmp_path / str(processes)
        quick = made(BARE, out, processes=processes)
        assert quick.differing == ()
        assert (quick.pages, quick.feeds, quick.links) == (plain.pages, plain.feeds, plain.links)
        assert differences(out, tmp_path / "plain") == []
    # Without this program, by whoever has the folder.
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(out / "mkdocs.yml"),
        "-d",
        str(tmp_path / "own"),
    ]
    # Material's notice is no part of what is compared.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    own = tree(tmp_path / "own")
    assert {**own, MANIFEST: (out / "site" / MANIFEST).read_bytes()} == tree(out / "site")


# --- what is kept from build to build ---


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the bare site, with its state."""
    out = tmp_path_factory.mktemp("bare") / "out"
    made(BARE, out)
    return out


def copy(out: Path, to: Path) -> Path:
    """A copy of an output folder whose state is good: of files with the same times, stamped anew."""
    shutil.copytree(out, to, symlinks=True)
    made(BARE, to)
    assert made(BARE, to).made == 0
    return to


def _in_state(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], object]:
    def act(out: Path) -> None:
        found = json.loads((out / STATE).read_bytes())
        change(found)
        (out / STATE).write_text(json.dumps(found), encoding="utf-8")

    return act


def _text(name: str, text: str) -> Callable[[Path], object]:
    return lambda out: (out / name).write_text(text, encoding="utf-8")


def _half(name: str) -> Callable[[Path], object]:
    return lambda out: (out / name).write_bytes((out / name).read_bytes()[: (out / name).stat().st_size // 2])


def _folder(name: str) -> Callable[[Path], object]:
    def act(out: Path) -> None:
        place = out / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        (place / "inner").mkdir(parents=True)

    return act


def _file(name: str) -> Callable[[Path], object]:
    def act(out: Path) -> None:
        shutil.rmtree(out / name)
        (out / name).write_bytes(b"a file")

    return act


def _linked(name: str) -> Callable[[Path], object]:
    """In the place of a file or folder a link to nothing; if there was nothing, to a file."""

    def act(out: Path) -> None:
        place = out / name
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        place.symlink_to(out / "mkdocs.yml" if name.endswith("stray") else "/nowhere/at/all")

    return act


def _another_page(found: dict[str, Any]) -> None:
    pages = found["pages"]
    first, second = list(pages)[:2]
    pages[first], pages[second] = pages[second], pages[first]


def _lies(found: dict[str, Any]) -> None:
    found["changed"], found["spare"] = [], "0" * 32


HARM: dict[str, Callable[[Path], object]] = {
    "no state": lambda out: (out / STATE).unlink(),
    "no stamp": lambda out: (out / STAMP).unlink(),
    "an empty state": _text(STATE, "{}"),
    "an empty stamp": _text(STAMP, "{}"),
    "half a state": _half(STATE),
    "half a stamp": _half(STAMP),
    "a list as state": _text(STATE, "[]"),
    "a list as stamp": _text(STAMP, "[1]"),
    "a deep state": _text(STATE, "[" * 100_000),
    "a deep stamp": _text(STAMP, '{"a":' * 100_000),
    "a long number": _text(STAMP, "9" * 5_000),
    "a stamp of numbers": _text(STAMP, '{"inputs": 1e999, "output": 2, "said": null, "state": []}'),
    "no text": lambda out: (out / STATE).write_bytes(b"\xff\xfe\0"),
    "another key": _in_state(lambda found: found.update(key="0" * 32)),
    "lists for pages": _in_state(lambda found: found.update(pages=[[]], files=[])),
    "huge numbers": _in_state(lambda found: found["pages"]["index.md"].__setitem__(2, [10**40, [], [], True])),
    "pages mixed up": _in_state(_another_page),
    "lies about the site before": _in_state(_lies),
    "a folder for a state": _folder(STATE),
    "a folder for a stamp": _folder(STAMP),
    "a link for a state": _linked(STATE),
    "a link for a stamp": _linked(STAMP),
    "a file for docs": _file("docs"),
    "a file for the site": _file("site"),
    "a link for docs": _linked("docs"),
    "a link for copies": _linked("copies"),
    "a link for a page": _linked("site/index.html"),
    "a link too many": _linked("site/stray"),
    "a link too many in docs": _linked("docs/stray"),
    "a page too many": _text("site/places/stray.html", "x"),
    "a file for a folder": _file("site/facts"),
    "a folder for a file": _folder("site/index.html"),
    "another page": _text("site/index.html", "x"),
    "another Markdown": _text("docs/index.md", "x"),
    "another copy": _text("copies/index.md", "x"),
    "an empty site": lambda out: shutil.rmtree(out / "site"),
    "no docs": lambda out: shutil.rmtree(out / "docs"),
    "no site before": lambda out: shutil.rmtree(out / ".spare", ignore_errors=True),
    "another site before": lambda out: [path.write_bytes(b"x") for path in (out / ".spare").glob("*.html")],
}  # fmt: skip


@pytest.fixture
def quickest(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is made both ways: for tests of what is kept, which have another build to compare with."""
    monkeypatch.setattr(making, "_FIRST_OF_FRAME", 0)
    monkeypatch.setattr(making, "_EVERY", sys.maxsize)


# Other ways to break the same file, which are read by the same few lines.
BROKEN_ALIKE = (
    "an empty state", "half a stamp", "a list as state", "a deep stamp", "a long number", "no text", "huge numbers",
    "a folder for a stamp", "a link for a state", "a file for the site", "a link for copies", "a link too many in docs",
    "an empty site", "no stamp", "a list as stamp", "lists for pages", "no docs",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.usefixtures("quickest")
@pytest.mark.parametrize(
    "harms",
    [[name for name in HARM if name not in BROKEN_ALIKE], pytest.param(BROKEN_ALIKE, marks=pytest.mark.long)],
    ids=["one of each kind", "the others"],
)
def test_whatever_is_done_to_an_output_folder_the_next_build_makes_all_right(
    harms: Sequence[str], bare: Path, tmp_path: Path
) -> None:
    out = copy(bare, tmp_path / "out")
    for name in harms:
        HARM[name](out)
        made(BARE, out)
        assert differences(out, bare) == [], name
    assert made(BARE, out).made == 0


@pytest.mark.slow
@pytest.mark.usefixtures("quickest")
def test_a_state_of_another_build_is_none(bare: Path, tmp_path: Path) -> None:
    # The same program and site, another content.
    content = Path(shutil.copytree(BARE, tmp_path / "content"))
    (content / "pages/about.md").write_text("# About\n\nMore than nothing.\n", encoding="utf-8")
    out, other = copy(bare, tmp_path / "out"), tmp_path / "other"
    made(content, other)
    for name in (STATE, STAMP):
        shutil.copy2(other / name, out / name)
        made(content, out)
        assert differences(out, other) == [], f"{name} of another folder"
        made(BARE, out)
        assert differences(out, bare) == []


# Each leaves no state, as a build that is made plainly leaves none.
ALIKE_BETWEEN = ("of no code", "without inputs", "in memory")


@pytest.mark.slow
@pytest.mark.usefixtures("quickest")
@pytest.mark.parametrize(
    "between",
    ["plainly", "of another code", *(pytest.param(one, marks=pytest.mark.long) for one in ALIKE_BETWEEN)],
)
def test_a_build_of_another_kind_leaves_no_state_of_the_one_before(between: str, bare: Path, tmp_path: Path) -> None:
    content = Path(shutil.copytree(BARE, tmp_path / "content"))
    (content / "pages/about.md").write_text("# About\n\nMore than nothing.\n", encoding="utf-8")
    out = copy(bare, tmp_path / "out")
    how: dict[str, dict[str, Any]] = {
        "plainly": {"plainly": True},
        "of no code": {"code": ""},
        "of another code": {"code": "b"},
        "without inputs": {"inputs": ""},
        "in memory": {"memory": Memory()},
    }
    made(content, out, **how[between])
    assert "More than nothing" in (out / "site/about/index.html").read_text("utf-8")
    made(BARE, out)
    assert differences(out, bare) == []


@pytest.mark.slow
@pytest.mark.usefixtures("quickest")
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_build_after_a_preview_makes_what_it_would_make_from_nothing(is_kept: bool, tmp_path: Path) -> None:
    content, out, memory = Path(shutil.copytree(BARE, tmp_path / "content")), tmp_path / "out", Memory()
    made(content, out, memory=memory, inputs="")
    (content / "pages/about.md").write_text("# About\n\nMore than nothing.\n", encoding="utf-8")
    made(content, out, memory=memory, inputs="")
    if is_kept:
        keep(memory, out)
    (content / "pages/about.md").write_text("# About\n\nNothing again.\n", encoding="utf-8")
    assert (made(content, out).made < 5) == is_kept
    like_from_nothing(content, out)


@pytest.mark.slow
def test_a_preview_shows_the_pages_of_an_edit_before_all_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, out, memory = Path(shutil.copytree(BARE, tmp_path / "content")), tmp_path / "out", Memory()
    record = content / "records/2026/plain-paper-2026.yml"
    happens: list[str] = []

    def checks(loaded: Loaded, today: date, only: frozenset[str] | None = None, **how: Any) -> Any:
        happens.append("checks all" if only is None else "checks one")
        return check(loaded, today, only, **how)

    for module in ("build", "edited"):
        monkeypatch.setattr(f"generator.publish.{module}.check", checks)

    def builds(old: str, new: str, path: Path = record) -> list[str]:
        happens.clear()
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
        build(
            content, TODAY, out=out, project=PROJECT, site_url=None, progress=lambda _: None, memory=memory,
            code="a code", shown=lambda is_whole: happens.append("shows all" if is_whole else "shows"),
        )  # fmt: skip
        return happens

    builds("", "")
    assert builds("", "") == ["checks all"]
    page = out / "site/facts/northland-halls-target/index.html"
    shown = builds("is to have two halls", "is to have two large halls")
    assert shown[:3] == ["checks one", "shows", "checks all"]
    assert "two large halls" in page.read_text("utf-8")
    keep(memory, out)
    like_from_nothing(content, out, is_preview=True)
    # What is wrong in itself, and what other things refer to, waits for the check of all.
    assert builds("to have two large", "to have three large") == ["checks one", "checks all"]
    assert "three large" not in page.read_text("utf-8")
    builds("to have three large", "to have two large")
    assert builds("one: hall", "one: a hall", content / "units/halls.yml")[0] == "checks all"


@pytest.mark.slow
@pytest.mark.parametrize("when", [1, pytest.param(2, marks=pytest.mark.long), 3])
def test_a_build_that_is_overtaken_has_shown_its_edit_and_leaves_the_rest_to_the_next(
    when: int, tmp_path: Path
) -> None:
    content, out, memory = Path(shutil.copytree(BARE, tmp_path / "content")), tmp_path / "out", Memory()
    record = content / "records/2026/plain-paper-2026.yml"
    place = content / "places/northland.yml"
    made(content, out, memory=memory, inputs="")
    asked = count(1)
    changed(record, "is to have two halls", "is to have two large halls")
    with pytest.raises(Overtaken):
        made(content, out, memory=memory, inputs="", is_awaited=lambda: next(asked) == when)
    page = out / "site/facts/northland-halls-target/index.html"
    assert "two large halls" in page.read_text("utf-8")
    place.write_text(place.read_text("utf-8") + "# edited\n", encoding="utf-8")
    (content / "pages/about.md").write_text("# About\n\nMore than nothing.\n", encoding="utf-8")
    made(content, out, memory=memory, inputs="")
    keep(memory, out)
    like_from_nothing(content, out, is_preview=True)


@pytest.mark.slow
def test_link_previews_that_a_preview_had_no_time_to_draw_are_drawn_next(tmp_path: Path) -> None:
    content, out, memory = Path(shutil.copytree(TINY, tmp_path / "content")), tmp_path / "out", Memory()
    asked = count(1)
    made(content, out, memory=memory, inputs="", is_awaited=lambda: next(asked) == 5)
    assert len(list((out / "site/previews").rglob("*.png"))) == 3
    made(content, out, memory=memory, inputs="", is_awaited=lambda: False)
    assert len(list((out / "site/previews").rglob("*.png"))) > 3
    keep(memory, out)
    like_from_nothing(content, out, is_preview=True)


@pytest.mark.slow
def test_what_no_fault_was_found_in_is_asked_of_another_program_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(BARE, out)
    keys = read_faultless(out, "a code")
    assert keys == KeptFaults(keys).faultless != []
    assert read_faultless(out, "b") == read_faultless(tmp_path, "a code") == read_faultless(out, "") == []
    for text in ("", "[]", "{}", '{"code": "a code"}', '{"code": "a code", "keys": 1}', "[" * 9999, "\0"):
        (out / FAULTLESS).write_text(text, "utf-8")
        assert read_faultless(out, "a code") == []
        made(BARE, out, inputs="other")
        assert read_faultless(out, "a code") == keys


# --- what a preview keeps in mind ---


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose templates can be changed."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT / "templates", folder / "templates")
    for path in ("mkdocs.yml", "generator/publish/theme_hooks.py"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / path, folder / path)
    return folder


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_a_preview_follows_templates_and_configuration(project: Path, tmp_path: Path) -> None:
    content, out, memory = Path(shutil.copytree(BARE, tmp_path / "content")), tmp_path / "out", Memory()
    made(content, out, project=project, memory=memory, code="0")
    edits = (
        ("templates/theme/main.html", 'class="on-paper"', 'class="on-any-paper"'),
        ("templates/pages/place.md.j2", "By the numbers", "By its numbers"),
        ("mkdocs.yml", "Link to this section", "A link to this section"),
        ("../content/site.yml", "Bare Briefing", "Barer Briefing"),
        ("../content/site.yml", "example.org/bare/", "example.org/barer/"),
    )
    for number, (path, old, new) in enumerate(edits, 1):
        changed(project / path, old, new)
        made(content, out, project=project, memory=memory, code=str(number))
        like_from_nothing(content, out, is_preview=True, project=project)


@pytest.mark.slow
def test_what_mkdocs_warned_of_is_forgotten_when_it_is_mended(project: Path, tmp_path: Path) -> None:
    out, memory = tmp_path / "out", Memory()
    made(BARE, out, project=project, memory=memory)
    template = project / "templates/pages/source.md.j2"
    before = template.read_bytes()
    template.write_bytes(before + b"\n[x](nowhere.md)\n")
    with pytest.raises(CannotGoOn, match="nowhere"):
        made(BARE, out, project=project, memory=memory, code="another code")
    template.write_bytes(before)
    made(BARE, out, project=project, memory=memory)
    like_from_nothing(BARE, out, is_preview=True, project=project)


# --- kill -9 ---


@pytest.mark.slow
def test_no_process_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    child = os.fork()
    if not child:
        try:
            os.setsid()
            made(TINY, out, processes=2)
        finally:
            os._exit(0)
    while not (out / ".work/site/places").exists():
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
        time.sleep(0.01)
    assert _processes_of(child) > 1
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    give_up = time.monotonic() + 10
    while _processes_of(child):
        assert time.monotonic() < give_up, "they would hold the output folder for ever"
        time.sleep(0.1)


def _processes_of(session: int) -> int:
    said = subprocess.run(["ps", "-e", "-o", "sid="], check=True, capture_output=True, text=True).stdout
    return said.split().count(str(session))


# --- any text ---

NASTY = (
    *PAYLOADS,
    "\U000f0000 \U000f0001\U000ffffd \ue000",
    "\x02amp\x03 \x02wzxhzdk:0\x03 \x00 \x07 \x1f \x7f \x85",
    "\u202eright to left\u202c \u2066x\u2069 \u200b\u200d\ufeff",
    "中文 徐汇滨江 (西岸) みなと 👩\u200d🚀 é e\u0301",
    "a\u00a0b\u3000c\u2028d\u2029e",
    "{ #x } {: .y } { .z #x }",
    "](x) [x][y] [x] ![x](y) [[x](y)](z) [x](y \"z\")",
    "a | b || c \\| d",
    "\\ \\\\ \\* \\`",
    "`code` ``more [x](y)`` ```",
    "~~~ === --- *** ___ +++",
    "- a", "+ a", "* a", "1. a", "1986. A year", "12) a", ": a", "> a", "# a", "### a", "=", "-", "--",
    "[x]: y", "*[x]: y", "[^1]", "[^1]: y", "[TOC]", "<!-- x", "--> x", "<?x ?>", "<![CDATA[ x ]]>", "<p>", "</p>",
    "<b", "&",
    "&amp; &#65; &#x41; &nbsp; &copy &foo_bar; &é;",
    "aside:x [x](aside:x) <aside>x</aside> href=\"aside:x\"",
    "wordwordword" * 60,
    "data-search-exclude=\"x\" data-search-x='y'",
    "https://example.org/a_b_c?x=1&y=2#z <https://example.org> a@b.example",
    "{{ x }} {% x %} ${x} %s %d {0}",
)  # fmt: skip
# What no word stands in: tags, addresses, characters by number, attribute lists.
NO_WORDS = re.compile(r"(<[^<>]*>|\]\([^()]*\)|&#?\w+;|\{[^{}]*\})")
WORD = re.compile(r"\b[A-Za-z]{3,}\b")


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The engine over the Markdown of the tiny site, of which no page is made both ways unless a test does so."""
    content = read(TINY)
    docs = put(generated(content), tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(configuration(content.site, TODAY, PROJECT), encoding="utf-8")
    monkeypatch.setattr(making, "_FIRST_OF_FRAME", 0)
    monkeypatch.setattr(making, "_EVERY", sys.maxsize)
    return Engine(tmp_path / "mkdocs.yml", tree(docs))


def both(engine: Engine, path: str, markdown: str, tmp_path: Path) -> tuple[object, object]:
    """What is made of a page's Markdown quickly and plainly, or the kind of error."""
    (tmp_path / "docs" / path).write_bytes(markdown.encode())
    found: list[object] = []
    for make in (engine.page, engine.plain_page):
        try:
            found.append(make(path))
        except Exception as error:
            found.append(type(error))
    return found[0], found[1]


@pytest.mark.parametrize("pages_made", [10, pytest.param(120, marks=pytest.mark.slow)])
def test_any_text_in_the_place_of_words_is_made_alike(pages_made: int, engine: Engine, tmp_path: Path) -> None:
    chance = random.Random(pages_made)
    pages = {path: data.decode() for path, data in tree(tmp_path / "docs").items() if path.endswith(".md")}
    for _ in range(pages_made):
        path = chance.choice(sorted(pages))
        markdown = spoilt_words(pages[path], chance)
        quick, plain = both(engine, path, markdown, tmp_path)
        assert quick == plain, path
        assert isinstance(plain, bytes), path


def spoilt_words(markdown: str, chance: random.Random) -> str:
    """A page with nasty text in the place of some of its words, escaped as templates do."""
    head, body = markdown.split("\n---\n", 1)

    def words(found: re.Match[str]) -> str:
        return mark_chinese(chance.choice(NASTY)) if chance.random() < often else found[0]

    often = chance.choice((0.01, 0.1, 0.5))
    parts = NO_WORDS.split(body)
    parts[::2] = (WORD.sub(words, part) for part in parts[::2])
    return f"{head}\n---\n{''.join(parts)}"


ODD_FRONTS = (
    "", "title: x", "title: ''\ndescription: ''", "title: 1", "title: 2026-01-01", "title: [x, y]", "title: {x: y}",
    "title: true",
    "title: null\ndescription: null", 'title: " x "\ndescription: " y\\n z "', 'title: "x\\n\\n  <b>y"',
    "description: x",
    'title: "\\x02x\\x03"', 'title: "\\U000F0000"', "title: '{{ x }}'", "title: 中文\ndescription: 中文",
    "title: x\nhide: toc", "title: x\nhide: [toc]", "title: x\nhide: []",
    "title: x\nhide: [navigation, toc, footer, path]",
    "title: x\nhide: {toc: x}", "title: x\nhide: null", "title: x\nsearch: {exclude: true}",
    "title: x\nsearch: {exclude: 'no'}",
    "title: x\nsearch: {boost: 2}", "title: x\nsearch: {boost: 1.5, exclude: false}", "title: x\nsearch: null",
    "title: x\nsearch: x",
    "title: x\nfeed: {rss: a.xml, json: a.json, name: x}", "title: x\nfeed: {rss: feeds/all.xml, json: x, name: y}",
    "title: x\nfeed: {}", "title: x\nfeed: x", "title: x\nfeed: {rss: https://example.org/x, json: /x, name: ''}",
    "title: x\nscript: a.js", "title: x\nscript: /a.js", "title: x\nscript: ../a.js", "title: x\nscript: '#a'",
    "title: x\nscript: ''",
    "title: x\nrecord: {path: a.yml, edit: null}", "title: x\nrecord: {path: a.yml, edit: https://example.org/}",
    "title: x\nrecord: x",
    "title: x\nstructured: '{}'", "title: x\nstructured: ''", "title: x\nstructured: {x: y}", "title: Harbour Briefing",
    "title: x\ntemplate: main.html", "title: x\nstatus: new", "title: x\ntags: [x]", "title: x\nicon: material/square",
    "title: x\nsubtitle: y", "title: x\nrevision_date: 2026-01-01", "title: x\nunknown: y", "title: x\ntitle: y",
    "x", "- x",
)  # fmt: skip


@pytest.mark.slow
def test_front_matter_of_any_form_is_made_alike(engine: Engine, tmp_path: Path) -> None:
    body = "# A heading\n\nWords.\n\n## Another { #another }\n\nMore words.\n"
    for path in ("places/salt-bay.md", "facts/about/salt-bay.md", "cite.md"):
        for front in ODD_FRONTS:
            quick, plain = both(engine, path, f"---\n{front}\n---\n\n{body}", tmp_path)
            assert quick == plain, (path, front)
    for body in (
        "",
        "\n",
        "x",
        "## x\n",
        "# x\n\n# y\n\n## z\n",
        "# x\n\n## y\n\n### z\n",
        "<h1>x</h1>",
        "# x { #y }\n\n## y\n",
    ):
        quick, plain = both(engine, "places/salt-bay.md", f"---\ntitle: x\n---\n\n{body}", tmp_path)
        assert quick == plain, body


# --- guards ---

ELSEWHERE = "https://example.org/another/"


@pytest.fixture(scope="module")
def plain_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bare site for another address, made by MkDocs alone."""
    out = tmp_path_factory.mktemp("elsewhere") / "out"
    made(BARE, out, plainly=True, site_url=ELSEWHERE)
    return out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("broken", "is_warm"),
    [
        pytest.param("frame", True, id="frame, warm"),
        pytest.param("skeleton", False, id="skeleton, cold"),
        pytest.param("frame", False, id="frame, cold", marks=pytest.mark.long),
        pytest.param("skeleton", True, id="skeleton, warm", marks=pytest.mark.long),
    ],
)
def test_a_page_that_comes_out_otherwise_is_noticed_and_nothing_made_that_way_is_published(
    broken: str, is_warm: bool, bare: Path, plain_elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, reference, site_url = tmp_path / "out", plain_elsewhere, ELSEWHERE
    if is_warm:
        copy(bare, out)
    number, spoilt_paths = count(), list[str]()
    frames_seen: set[Any] = set()
    filled, converted = Frames.filled, Skeletons.converted

    def spoil_frame(frames: Frames, page: Any) -> Any:
        found = filled(frames, page)
        # One page, and not the first in its frame.
        if found and found[1] in frames_seen and not spoilt_paths:
            spoilt_paths.append(page.file.src_uri)
            found = found[0] + " ", found[1]
        frames_seen.add(found and found[1])
        return found

    def spoil_skeleton(skeletons: Skeletons, path: str, markdown: str) -> Any:
        content, toc = converted(skeletons, path, markdown)
        if next(number) == 12:
            spoilt_paths.append(path)
            content += "x"
        return content, toc

    with monkeypatch.context() as patched:
        patched.setattr(making, "_EVERY", 1)
        if broken == "frame":
            patched.setattr(Frames, "filled", spoil_frame)
        else:
            patched.setattr(Skeletons, "converted", spoil_skeleton)
        built = made(BARE, out, site_url=site_url)
    assert spoilt_paths
    assert built.differing == tuple(spoilt_paths)
    assert differences(out, reference) == []
    assert made(BARE, out, site_url=site_url).made == built.pages, "a state was kept"
    assert differences(out, reference) == []


# --- what a page is known by ---

PLAIN_TYPES = {str, Markdown, int, float, bool, type(None), date, Decimal, Fraction}


@pytest.mark.parametrize("content", [TINY, BARE, pytest.param(PROJECT / "content", marks=pytest.mark.long)])
def test_two_views_that_differ_have_other_keys(content: Path) -> None:
    """A page is known by the ``repr`` of its view, so that this must say all that is in it, and the same each time."""
    today = TODAY if content in (TINY, BARE) else date.today()
    seen: dict[type, Any] = {}
    loaded = load(content)
    assert not loaded.problems
    for page in site_views(loaded.content, today).pages:
        _look_at(page, page.path, seen)
    assert len({kind.__qualname__ for kind in seen}) == len(seen), "two kinds of one name"
    for kind, one in seen.items():
        for field in dataclasses.fields(one):
            value = getattr(one, field.name)
            assert f"{field.name}={value!r}" in repr(one), f"{kind}.{field.name}"
            if type(value) is str:
                other = dataclasses.replace(one, **{field.name: Markdown(value)})
                assert repr(other) != repr(one), f"{kind}.{field.name}"


def _look_at(thing: Any, where: str, seen: dict[type, Any]) -> None:
    if dataclasses.is_dataclass(thing):
        kind: Any = type(thing)
        assert kind.__dataclass_params__.frozen, where
        fields = dataclasses.fields(kind)
        assert all(field.repr for field in fields), where
        seen.setdefault(kind, thing)
        for field in fields:
            _look_at(getattr(thing, field.name), f"{where}: {kind.__name__}.{field.name}", seen)
    elif type(thing) is tuple:
        for inner in thing:
            _look_at(inner, where, seen)
    else:
        assert type(thing) in PLAIN_TYPES or isinstance(thing, Enum), f"{where}: {type(thing)}"


# --- links ---

PAGE = """<!doctype html>
<html lang="en">
<head><title>x</title></head>
<body>
<p id="a">x</p>
%s
</body>
</html>
"""
# Each is a way of writing a link, or of writing something that looks like one, from a line that begins with "<" on.
LINKS = r"""
<a href=../gone/>x</a>
<a href='../gone/'>x</a>
<A HREF="../gone/">x</A>
<a HREF="../gone/">x</a>
<a hReF="../gone/">x</a>
<aREA href="../gone/">
<iMG src="//evil.example/x.png">
<img SRC="//evil.example/x.png">
<lINK rel="stylesheet" href="//evil.example/x.css">
<img src="a.png" SRCSET="//evil.example/x.png 2x">
<img src="a.png" srcset="//evil.example/x.png 2x">
<p STYLE="background: url(//evil.example/x.png)">x</p>
<p style="background: url(//evil.example/x.png)">x</p>
<style>p { background: url(//evil.example/x.png) }</style>
<meta http-equiv="refresh" content="0; url=../gone/">
<meta HTTP-EQUIV="refresh" content="0; url=../gone/">
<!-- <a href="../gone/">x</a> -->
<!-- --><a href="../gone/">x</a>
<a title="x>y" href="../gone/">x</a>
<a title="x" href="../gone/" href="../">x</a>
<a href="../" href="../gone/">x</a>
<a href="../a&amp;b/&#103;one/">x</a>
<a href="../?a&copy=1&lang;&notit;&nbsp;">x</a>
<a href="..&sol;gone&sol;">x</a>
<a href="../gone&#0;/&#x80;/">x</a>
<svg viewBox="0 0 1 1"><use xlink:href="//evil.example/x.svg#a"></use></svg>
<svg viewBox="0 0 1 1"><use href="//evil.example/x.svg#a"></use></svg>
<svg viewBox="0 0 1 1"><image href="//evil.example/x.png" /></svg>
<svg viewBox=" href=" id="../gone/"></svg>
<img x1=" title=" src="../gone.png">
<img x-1=" title=" src="../gone.png">
<a x:y=" id=" href="../gone/" title=" id=">x</a>
<img viewBox=" title=" src="../gone.png">
<object data="//evil.example/x"></object>
<embed src="//evil.example/x">
<base href="//evil.example/">
<iframe srcdoc="&lt;a href=&quot;../gone/&quot;&gt;"></iframe>
<iframe src="//evil.example/x"></iframe>
<form action="../gone/"><button formaction="../gone/too/">x</button></form>
<form ACTION="../gone/"></form>
<textarea><a href="../gone/" id="b">x</a></textarea>
<xmp><a href="../gone/" id="b">x</a></xmp>
<noscript><img src="//evil.example/x.png"></noscript>
<title><a href="../gone/" id="b">x</a></title>
<title lang="en"><a href="../gone/" id="b">x</a></title>
<svg><title id="t"><a href="../gone/" id="b">x</a></title></svg>
<script>const x = '<a href="../gone/" id="b">x</a>';</script>
<script type="text/x">"<p id="b">"</script>
<SCRIPT src="//evil.example/x.js"></SCRIPT>
<script SRC="//evil.example/x.js"></script>
<script><!-- <script> </script> --><a href="../gone/">x</a>
<![CDATA[ <a href="../gone/">x</a> ]]>
<svg><![CDATA[ <a href="../gone/">x</a> ]]></svg>
<template><a href="../gone/" id="b">x</a></template>
<p id="b"><a href="../gone/">x
<a href="../gone/"<p id="b">x</a>
<a href="../gone/
<a href = "../gone/">x</a>
<a/href="../gone/">x</a>
<a title="x"href="../gone/">x</a>
<a href="../go	ne/">x</a>
<a href="
../gone/">x</a>
<a
href="../gone/"
>x</a>
<a href="../gone/">x</a >
<a name="b" id="c">x</a><p name="d">x</p>
<a NAME="b">x</a>
<p ID="b">x</p>
<p id="">x</p><a href="">x</a>
<p id="a&amp;b">x</p>
<a href="data:image/png;base64,x">x</a><img src="data:image/png;base64,x"><script src="data:image/png,x"></script>
<link rel="alternate" href="../gone/"><link rel="ICON" href="//evil.example/x"><link href="//evil.example/x">
<link REL="stylesheet" href="//evil.example/x">
<blockquote cite="../gone/">x</blockquote><q cite="//evil.example/">x</q><del cite="../gone/">x</del>
<video src="x" poster="//evil.example/x.png"></video><video poster=""></video><img poster="x">
<input formaction="../gone/"><input src="//evil.example/x"><button formaction="x">y</button>
<table background="//evil.example/x.png"><tr><td>x</td></tr></table>
<img usemap="#gone" longdesc="../gone/" src="a.png">
<p data-href="../gone/" data-src="//evil.example/">x</p>
<a ping="//evil.example/" href="../">x</a>
<math href="../gone/"></math><g href="../gone/"></g>
<select><option><a href="../gone/" id="b">x</a></option></select>
<frameset><frame src="//evil.example/x"></frameset>
<listing><a href="../gone/">x</a></listing>
<a href="../gone/" / >x</a>
<br/><hr /><img src="../gone.png"/>
<a href="  ../gone/ ">x</a>
<a href="javascript:x">x</a>
<p>&lt;a href="../gone/"&gt;</p>
<p>1 < 2 <a href="../gone/">x</a></p>
<p>a > b</p><a href="../gone/">x</a>
<?php <a href="../gone/">x</a> ?>
<a é="x" href="../gone/">x</a>
<é href="../gone/">x</é>
<h2 style="text-align: left;" id="b">x</h2><td style="text-align: left; background: url(x)">x</td>
"""
BYTES = (
    '<a href="../go\0ne/">x</a>', '\0<a href="../gone/">x</a>', '<a\0 href="../gone/">x</a>',
    '<a \0href="../gone/">x</a>',
    '<p>a\0b</p><a href="../gone/">x</a>', '<a\x0bhref="../gone/">x</a>', '<a\x0chref="../gone/">x</a>',
    '<a\x85href="../gone/">x</a>', '<a x="\ufffe" href="../gone/">x</a>', '<a href="../é/中/\U000f0000">x</a>',
)  # fmt: skip


def found_links(data: bytes) -> tuple[list[str], list[tuple[str, bool]]]:
    """The parts that can be named, and the links, of a page."""
    ids, references = following._page_links("places/x/index.html", data)
    return sorted(ids), sorted((one.target, one.fetched) for one in references)


def by_lxml(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[tuple[str, bool]]]:
    with monkeypatch.context() as patched:
        patched.setattr(following, "_OUR_FORM", re.compile("(?!)"))
        return found_links(data)


def test_no_way_of_writing_a_link_hides_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = (*re.split(r"\n(?=<)", LINKS.strip()), *BYTES)
    assert len(ways) > 90
    for way in ways:
        data = (PAGE % way).encode()
        assert found_links(data) == by_lxml(data, monkeypatch), way


@pytest.mark.slow
def test_the_links_of_each_page_are_those_that_lxml_finds(
    sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {path: data for path, data in tree(sites["tiny"].folder).items() if path.endswith(".html")}
    assert len(pages) > 100
    for path, data in pages.items():
        assert found_links(data) == by_lxml(data, monkeypatch), path
    quickly = [data for data in pages.values() if following._OUR_FORM.fullmatch(data.decode())]
    assert len(quickly) > 0.9 * len(pages), "hardly any page is read the quick way"


# --- edits ---


class Edits:
    """Edits of a content folder and what lies around it, by chance but always the same, each of which leaves the
    content without a problem."""

    def __init__(self, content: Path, out: Path, project: Path, seed: int) -> None:
        self.content, self.out, self.project = content, out, project
        self.chance = random.Random(seed)
        self.today, self.code, self.site_url, self.number = TODAY, 0, "https://example.org/", 0
        sites = sorted(path.stem for path in (content / "places").iterdir())
        self.topic = min(path.stem for path in (content / "topics").iterdir())
        self.publisher = min(path.stem for path in (content / "publishers").iterdir())
        self.place = sites[0]
        # What these edits added and may take away again.
        self.records: list[str] = []
        # Places, each with the record that is about it.
        self.places: dict[str, str] = {}
        self.done: list[str] = []

    def some(self, count: int) -> None:
        """So many edits."""
        for _ in range(count):
            edit = self.chance.choice(EDITS)
            edit(self)
            self.done.append(edit.__name__)

    def build(self, **how: Any) -> Built:
        """The next build."""
        return made(self.content, self.out, **self._how(), **how)

    def compare(self, *, is_preview: bool) -> None:
        """Assert that what was built is what a build from nothing makes."""
        try:
            like_from_nothing(self.content, self.out, is_preview=is_preview, **self._how())
        except AssertionError as error:
            error.add_note(f"after {', '.join(self.done)}")
            raise

    def _how(self) -> dict[str, Any]:
        return {
            "today": self.today,
            "project": self.project,
            "site_url": self.site_url,
            "code": f"code {self.code}",
        }

    def new(self) -> int:
        self.number += 1
        return self.number

    def words(self) -> str:
        """Some words that no other text has, without a number in them."""
        own = "".join("bdfgkmnprt"[int(digit)] for digit in str(self.new()))
        some = (self.chance.choice(("harbour", "quay", "渡船", "<b>", "*x*", "[a](b)", "A & B")) for _ in "abc")
        return " ".join((*some, own))

    def record(self, id: str) -> Path:
        return self.content / f"records/2026/{id}.yml"


def add_record(edits: Edits) -> None:
    edits.records.append(_added_record(edits, edits.place))


def _added_record(edits: Edits, about: str) -> str:
    id = f"new-{edits.new()}"
    text = json.dumps({
        "source": {
            "title": f"Title {edits.words()}", "publisher": edits.publisher, "url": f"https://new.example.org/{id}",
            "published": "2026-10", "retrieved": "2026-11-20", "language": "en",
        },
        "facts": [{
            "id": f"{id}-fact", "added": "2026-11-20", "kind": "event", "about": about, "topics": [edits.topic],
            "text": f"It was said: {edits.words()}.", "where": "paragraph", "when": "2026-10",
        }],
    }, ensure_ascii=False, indent=1)  # fmt: skip
    edits.record(id).write_text(text, encoding="utf-8")
    return id


def _uncited(edits: Edits) -> list[str]:
    cited = "".join(path.read_text("utf-8") for path in (edits.content / "briefings").glob("*"))
    return [id for id in edits.records if f"{id}-fact" not in cited]


def _of_a_record(edits: Edits, change: Callable[[dict[str, Any], dict[str, Any]], object]) -> None:
    if records := [*edits.records, *edits.places.values()]:
        _changed_record(edits.record(edits.chance.choice(records)), change)


def _changed_record(path: Path, change: Callable[[dict[str, Any], dict[str, Any]], object]) -> None:
    found = json.loads(path.read_text("utf-8"))
    change(found["source"], found["facts"][0])
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def change_text(edits: Edits) -> None:
    _of_a_record(edits, lambda source, fact: fact.update(text=f"It is said: {edits.words()}."))


def change_title(edits: Edits) -> None:
    _of_a_record(edits, lambda source, fact: source.update(title=f"Another title {edits.words()}"))


def change_when(edits: Edits) -> None:
    _of_a_record(edits, lambda source, fact: fact.update(when=f"2026-0{edits.chance.randint(1, 9)}"))


def correct(edits: Edits) -> None:
    def change(source: dict[str, Any], fact: dict[str, Any]) -> None:
        fact["corrections"] = [{"on": "2026-11-21", "was": fact["text"], "reason": f"We misread {edits.words()}."}]
        fact["text"] = f"It is right: {edits.words()}."

    _of_a_record(edits, change)


def withdraw(edits: Edits) -> None:
    reason = f"It was taken back: {edits.words()}."
    if free := _uncited(edits):
        path = edits.record(edits.chance.choice(free))
        _changed_record(path, lambda source, fact: fact.update(withdrawn={"on": "2026-11-22", "reason": reason}))


def delete_record(edits: Edits) -> None:
    if free := _uncited(edits):
        id = edits.chance.choice(free)
        edits.record(id).unlink()
        edits.records.remove(id)


def change_figure(edits: Edits) -> None:
    for path in sorted(edits.content.glob("records/**/*.yml")):
        text = path.read_text("utf-8")
        for old, new in (("two halls", "three halls"), ("three halls", "two halls"), ("90 companies", "91 companies")):
            if f"as_stated: {old}" in text:
                values = {"two halls": "2", "three halls": "3", "90 companies": "90", "91 companies": "91"}
                text = text.replace(f"value: {values[old]}", f"value: {values[new]}").replace(old, new)
                text = text.replace("had 90 companies", "had 91 companies")
                path.write_text(text, encoding="utf-8")
                return


def add_place(edits: Edits) -> None:
    id = f"place-{edits.new()}"
    text = json.dumps({"name": f"Place {edits.words()} {id}", "kind": "district", "parent": edits.place})
    (edits.content / f"places/{id}.yml").write_text(text, encoding="utf-8")
    edits.places[id] = _added_record(edits, id)


def move_place(edits: Edits) -> None:
    if not edits.places:
        return
    old, new = edits.chance.choice(list(edits.places)), f"moved-{edits.new()}"
    (edits.content / f"places/{old}.yml").rename(edits.content / f"places/{new}.yml")
    edits.places[new] = edits.places.pop(old)
    _changed_record(edits.record(edits.places[new]), lambda source, fact: fact.update(about=new))
    with (edits.content / "moved.yml").open("a", encoding="utf-8") as file:
        file.write(f"places/{old}: {{to: places/{new}, on: 2026-11-22}}\n")


def add_briefing(edits: Edits) -> None:
    if not edits.records:
        add_record(edits)
    folder = edits.content / "briefings"
    folder.mkdir(exist_ok=True)
    id = edits.chance.choice(edits.records)
    if "withdrawn" in edits.record(id).read_text("utf-8"):
        return
    number = len(list(folder.iterdir())) + 1
    text = json.dumps({
        "number": number, "published": "2026-11-23", "events": "2026-10", "headline": f"Headline {edits.words()}",
        "bullets": [{"text": f"A bullet {edits.words()}.", "facts": [f"{id}-fact"]}],
        "analysis": [{"text": "We read it so."}],
        "gaps": [{"text": f"Who said it: {edits.words()}."}],
    })  # fmt: skip
    (folder / f"briefing-{edits.new()}.yml").write_text(text, encoding="utf-8")


def change_page(edits: Edits) -> None:
    text = f"# About {edits.words()}\n\n{edits.words()}\n\n## More\n\n- {edits.words()}\n"
    # On these pages a link is one.
    text = text.replace("[a](b)", "[a](methodology.md)")
    (edits.content / "pages/about.md").write_text(text, encoding="utf-8")


def next_day(edits: Edits) -> None:
    edits.today += timedelta(days=edits.chance.choice((1, 40)))


def change_address(edits: Edits) -> None:
    edits.site_url = edits.chance.choice(
        ("https://example.org/", "https://example.org/deep/", "http://localhost:8000/")
    )


def change_template(edits: Edits) -> None:
    path = edits.project / edits.chance.choice(
        ("templates/theme/main.html", "templates/pages/fact.md.j2", "templates/pages/place.md.j2", "mkdocs.yml")
    )
    comment = f"\n# {edits.new()}" if path.suffix == ".yml" else f"{{# {edits.new()} #}}"
    text = path.read_text("utf-8")
    text = text.replace("Record: <code>", "The record: <code>") if edits.number % 2 else text
    path.write_text(text + comment, encoding="utf-8")
    edits.code += 1


def touch_made(edits: Edits) -> None:
    harm = edits.chance.choice(list(HARM.values()))
    if (edits.out / STAMP).is_file() and (edits.out / STATE).is_file() and (edits.out / "site").is_dir():
        try:
            harm(edits.out)
        except FileNotFoundError:
            # A harm before has taken it away.
            return


CONTENT_EDITS = (
    add_record, change_text, change_title, change_when, correct, withdraw, delete_record, change_figure, add_place,
    move_place, add_briefing, change_page, add_record, change_text, add_place,
)  # fmt: skip
EDITS = (*CONTENT_EDITS, *CONTENT_EDITS, *CONTENT_EDITS, next_day, change_address, change_template, touch_made)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("base", "builds", "every", "is_preview"),
    [
        (BARE, 5, 5, False),
        (BARE, 4, 4, True),
        *(
            pytest.param(*some, marks=pytest.mark.long)
            for some in ((BARE, 40, 10, False), (BARE, 18, 6, True), (TINY, 6, 3, False))
        ),
    ],
    ids=["bare", "bare, preview", "bare, many", "bare, preview, many", "tiny"],
)
def test_after_any_edits_a_build_makes_what_it_would_make_from_nothing(
    base: Path,
    builds: int,
    every: int,
    is_preview: bool,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What is written at random makes no sentence and fits no quote; the build must be right whatever it says.
    monkeypatch.setattr("generator.publish.build.check", unchecked)
    content = Path(shutil.copytree(base, tmp_path / "content"))
    edits = Edits(content, tmp_path / "out", project, seed=builds)
    if is_preview:
        # What a preview has made, nobody else touches.
        monkeypatch.setattr(sys.modules[__name__], "EDITS", tuple(edit for edit in EDITS if edit != touch_made))
    how: dict[str, Any] = {"memory": Memory()} if is_preview else {}
    for number in range(builds):
        edits.some(edits.chance.choice((0, 1, 2, 10, 20)))
        edits.build(**how)
        if number % every == every - 1:
            edits.compare(is_preview=is_preview)
    assert edits.build(**how).made == 0, "what was built last was not kept"
