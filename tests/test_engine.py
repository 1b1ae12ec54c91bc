"""The quick engine makes what ``mkdocs build`` makes, byte for byte: from nothing, from what was built before, after
any edit, with any text; a state that is lost, old, foreign or broken costs time, never truth."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.model.problems import CannotGoOn
from generator.publish.build import Built, Memory, build, keep
from generator.publish.stamp import STAMP
from generator.publish.state import STATE
from tests.hostile import spoil
from tests.sites import BARE, PROJECT, TINY, TODAY, tree

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


def like_from_nothing(content: Path, out: Path, **how: Any) -> None:
    """Assert that an output folder is what a build from nothing makes."""
    fresh = out.with_name(f"{out.name}-from-nothing")
    made(content, fresh, **how)
    assert differences(out, fresh) == []
    shutil.rmtree(fresh)


# --- both ways ---


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoil(TINY, tmp_path_factory.mktemp("spoilt"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tiny", "bare", "hostile"])
def test_the_quick_way_makes_what_mkdocs_makes(name: str, tmp_path: Path, spoilt: Path) -> None:
    content = {"tiny": TINY, "bare": BARE, "hostile": spoilt}[name]
    plain = made(content, tmp_path / "plain", plainly=True)
    for processes in (1, 2):
        out = tmp_path / str(processes)
        quick = made(content, out, processes=processes)
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
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert tree(tmp_path / "own") == tree(out / "site")


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


def _other_words(found: dict[str, Any]) -> None:
    for page in found["pages"].values():
        page[3] = page[3].replace("Northland", "Nowhere")


def _lies(found: dict[str, Any]) -> None:
    found["changed"], found["spare"] = [], "0" * 32
    found["cuts"] = {"中": "x"}


HARM = {
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
    "lists for pages": _in_state(lambda found: found.update(pages=[[]], files=[], cuts=[])),
    "huge numbers": _in_state(lambda found: found["pages"]["index.md"].__setitem__(2, [10**40, [], [], True])),
    "pages mixed up": _in_state(_another_page),
    "another text": _in_state(_other_words),
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


@pytest.mark.slow
def test_whatever_is_done_to_an_output_folder_the_next_build_makes_all_right(bare: Path, tmp_path: Path) -> None:
    out = copy(bare, tmp_path / "out")
    for name, harm in HARM.items():
        harm(out)
        made(BARE, out)
        assert differences(out, bare) == [], name
    assert made(BARE, out).made == 0


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("between", ["plainly", "of no code", "of another code", "without inputs", "in memory"])
def test_a_build_of_another_kind_leaves_no_state_of_the_one_before(between: str, bare: Path, tmp_path: Path) -> None:
    content = Path(shutil.copytree(BARE, tmp_path / "content"))
    (content / "pages/about.md").write_text("# About\n\nMore than nothing.\n", encoding="utf-8")
    out, how = copy(bare, tmp_path / "out"), {}
    if between == "in memory":
        how = {"memory": Memory()}
    elif between == "plainly":
        how = {"plainly": True}
    else:
        how = {"of no code": {"code": ""}, "of another code": {"code": "b"}, "without inputs": {"inputs": ""}}[between]
    made(content, out, **how)
    assert "More than nothing" in (out / "site/about/index.html").read_text("utf-8")
    made(BARE, out)
    assert differences(out, bare) == []


@pytest.mark.slow
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
        ("templates/pages/place.md.j2", "{", "Of a place. {"),
        ("mkdocs.yml", "Link to this section", "A link to this section"),
        ("../content/site.yml", "Bare Briefing", "Barer Briefing"),
        ("../content/site.yml", "example.org/bare/", "example.org/barer/"),
    )
    for number, (path, old, new) in enumerate(edits, 1):
        changed(project / path, old, new)
        made(content, out, project=project, memory=memory, code=str(number))
        like_from_nothing(content, out, project=project)


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
    like_from_nothing(BARE, out, project=project)


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
