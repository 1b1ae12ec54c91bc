"""Writing: only what differs is touched, nothing outside the folder, and a kill at any moment does no harm."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from generator.model.problems import CannotGoOn
from generator.publish import write as writing
from generator.publish.build import build
from generator.publish.write import MARK, output_folder, switch, write
from generator.text.files import File
from tests.sites import BARE, PLAIN, PROJECT, TODAY, build_command, finished, stamps, tree

OLD = {"index.html": b"old", "same.html": b"same", "a/deep/page.html": b"deep", "gone/page.html": b"gone"}
NEW = {"index.html": b"new!", "same.html": b"same", "a/deep/page.html": b"deep", "added/page.html": b"added"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "docs"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "out" / ".work"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that nobody may write to, with the same names in it as the output."""
    return filled(tmp_path / "outside", {"index.html": b"mine", "same.html": b"same", "page.html": b"mine"})


def files(texts: dict[str, bytes]) -> tuple[File, ...]:
    return tuple(File(path, data) for path, data in texts.items())


def filled(folder: Path, texts: dict[str, bytes]) -> Path:
    for path, data in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


# --- write ---


def test_a_folder_holds_what_is_written_and_nothing_else(folder: Path, work: Path) -> None:
    assert write(files(OLD), folder, work) == 4
    assert tree(folder) == OLD
    assert write(files(NEW), folder, work) == 3
    assert tree(folder) == NEW
    assert not (folder / "gone").exists()


def test_what_is_the_same_is_not_touched(folder: Path, work: Path) -> None:
    write(files(OLD), folder, work)
    before = stamps(folder)
    assert write(files(OLD), folder, work) == 0
    assert stamps(folder) == before
    write(files(NEW), folder, work)
    assert {path for path, stamp in stamps(folder).items() if before.get(path) == stamp} == {
        "same.html",
        "a/deep/page.html",
    }


def test_a_file_takes_the_place_of_a_folder_and_the_other_way_round(folder: Path, work: Path) -> None:
    filled(folder, {"page/inner": b"", "deep": b""})
    wanted = {"page": b"a file", "deep/page": b"in a folder"}
    write(files(wanted), folder, work)
    assert tree(folder) == wanted


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "..", "", "."])
def test_a_path_that_leads_out_is_refused(folder: Path, work: Path, path: str) -> None:
    before = tree(folder.parent.parent)
    with pytest.raises(CannotGoOn, match="outside"):
        write([File(path, b"x")], folder, work)
    assert tree(folder.parent.parent) == before


def test_no_link_leads_the_writer_out_of_its_folder(folder: Path, work: Path, outside: Path) -> None:
    before = tree(outside)
    folder.mkdir()
    (folder / "index.html").symlink_to(outside / "index.html")
    (folder / "a").symlink_to(outside, target_is_directory=True)
    (folder / "stray").symlink_to(outside, target_is_directory=True)
    (folder / "dangling").symlink_to(outside / "nothing")
    write(files(NEW), folder, work)
    assert tree(folder) == NEW
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert tree(outside) == before


@pytest.mark.parametrize("texts", [NEW, {}], ids=["files", "no-file"])
def test_a_folder_that_is_a_link_is_replaced(folder: Path, work: Path, outside: Path, texts: dict[str, bytes]) -> None:
    before = tree(outside)
    folder.symlink_to(outside, target_is_directory=True)
    write(files(texts), folder, work)
    assert tree(outside) == before
    assert not folder.is_symlink()
    assert tree(folder) == texts


# --- output_folder ---


@pytest.mark.parametrize("path", ["new", "new/deep", "empty"])
def test_a_new_or_an_empty_folder_is_taken(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / path
    with output_folder(out) as work:
        assert list(work.iterdir()) == []
    assert [path.name for path in out.iterdir()] == [MARK]
    with output_folder(out):
        pass


def _with_a_file(out: Path) -> None:
    filled(out, {"thesis.txt": b"years of work"})


def _a_file(out: Path) -> None:
    out.write_bytes(b"a file")


def _with_a_linked_mark(out: Path) -> None:
    filled(out.parent, {"mark": b"x"})
    out.mkdir()
    (out / MARK).symlink_to(out.parent / "mark")


def _with_a_folder_as_mark(out: Path) -> None:
    filled(out, {f"{MARK}/x": b"x"})


@pytest.mark.parametrize("make", [_with_a_file, _a_file, _with_a_linked_mark, _with_a_folder_as_mark])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    out = tmp_path / "out"
    make(out)
    before = tree(tmp_path)
    with pytest.raises(CannotGoOn, match="--out"), output_folder(out):
        pass
    assert tree(tmp_path) == before


def test_a_work_folder_that_is_a_link_is_not_followed(tmp_path: Path, outside: Path) -> None:
    out = tmp_path / "out"
    with output_folder(out):
        pass
    filled(outside, {"before/index.html": b"mine"})
    before = tree(outside)
    (out / ".work").symlink_to(outside, target_is_directory=True)
    with output_folder(out) as work:
        assert not work.is_symlink()
    assert tree(outside) == before
    assert [path.name for path in out.iterdir()] == [MARK]


@pytest.mark.slow
def test_a_build_waits_for_another_and_gives_up_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    with output_folder(out) as work:
        waiting = build_command(BARE, out)
        monkeypatch.setattr(writing, "LOCK_TIMEOUT_SECONDS", 1)
        with pytest.raises(CannotGoOn, match="another build"), output_folder(out):
            pass
        assert waiting.poll() is None
        assert list(work.iterdir()) == []
        assert not (out / "docs").exists()
    finished(waiting)
    assert (out / "site" / "index.html").exists()


# --- switch ---


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system puts one folder in the place of another: in one step or, elsewhere, in two."""
    if request.param == "two renames":
        monkeypatch.setattr(writing, "_exchange", lambda new, place: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux swaps folders in one step")
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_a_site_takes_its_place_and_keeps_the_files_that_are_the_same(tmp_path: Path) -> None:
    out = tmp_path / "out"
    place = out / "site"
    with output_folder(out) as work:
        assert switch(filled(work / "site", OLD), place, work) == 4
    assert tree(place) == OLD
    before = stamps(place)
    with output_folder(out) as work:
        assert switch(filled(work / "site", NEW), place, work) == 2
    assert tree(place) == NEW
    after = stamps(place)
    assert after["same.html"] == before["same.html"]
    assert after["a/deep/page.html"] == before["a/deep/page.html"]
    assert sorted(path.name for path in out.iterdir()) == [MARK, "site"]


@pytest.mark.parametrize("kind", ["link to a folder", "link to nothing", "file"])
def test_what_is_no_folder_gives_way_to_the_site(tmp_path: Path, outside: Path, kind: str) -> None:
    place = tmp_path / "out" / "site"
    before = tree(outside)
    with output_folder(place.parent) as work:
        if kind == "file":
            place.write_bytes(b"")
        else:
            place.symlink_to(outside if kind == "link to a folder" else outside / "nothing")
        switch(filled(work / "site", NEW), place, work)
    assert not place.is_symlink()
    assert tree(place) == NEW
    assert tree(outside) == before


def test_no_file_behind_a_link_becomes_part_of_the_site(tmp_path: Path, outside: Path) -> None:
    place = tmp_path / "out" / "site"
    with output_folder(place.parent) as work:
        place.mkdir()
        (place / "same.html").symlink_to(outside / "same.html")
        (place / "added").symlink_to(outside, target_is_directory=True)
        (outside / "page.html").write_bytes(NEW["added/page.html"])
        switch(filled(work / "site", NEW), place, work)
    assert tree(place) == NEW
    theirs = {path.stat().st_ino for path in outside.iterdir()}
    assert theirs.isdisjoint(inode for inode, _ in stamps(place).values())
    assert len(list(outside.iterdir())) == 3


# --- kill -9 ---

_STEPS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}


def _killed_before_step(number: int, act: Callable[[], object]) -> bool:
    """Run something in a child that is killed before its so-many-th step on the file system; False if it ended
    before."""
    child = os.fork()
    if not child:
        left = number

        def step(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in _STEPS and not str(arguments[0]).endswith((".py", ".pyc")):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(step)
        try:
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _build(out: Path, texts: dict[str, bytes]) -> None:
    with output_folder(out) as work:
        write(files(texts), out / "docs", work)
        switch(filled(work / "site", texts), out / "site", work)


def _steps() -> Iterator[int]:
    yield from range(1000)
    pytest.fail("the build never ended")


@pytest.mark.slow
def test_killed_before_any_of_its_steps_a_build_leaves_a_complete_site(tmp_path: Path, way: str) -> None:
    for number in _steps():
        out = tmp_path / str(number)
        _build(out, OLD)
        if not _killed_before_step(number, lambda out=out: _build(out, NEW)):  # type: ignore[misc]
            break
        if way == "exchange" or (out / "site").exists():
            assert tree(out / "site") in (OLD, NEW), number
        with output_folder(out):
            # Where there are two renames, a build that begins puts back what stood there between them.
            assert tree(out / "site") in (OLD, NEW), number
        _build(out, NEW)
        assert tree(out / "site") == tree(out / "docs") == NEW
        assert sorted(path.name for path in out.iterdir()) == [MARK, "docs", "site"]
    assert number > 40


def test_interrupted_between_two_renames_the_old_site_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_exchange", lambda new, place: False)
    out = tmp_path / "out"
    _build(out, OLD)
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if path.name == "site" and path.parent.name == ".work":
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            _build(out, NEW)
    with output_folder(out):
        pass
    assert tree(out / "site") == OLD


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two versions of a content folder: pages of one are missing in the other, others differ."""
    folder = tmp_path_factory.mktemp("versions")
    found = []
    for name, place in (("old", "northland"), ("new", "southland")):
        content = folder / name
        for path, data in tree(BARE).items():
            text = data.decode().replace("northland", place).replace("Northland", place.title())
            filled(content, {path.replace("northland", place): text.encode()})
        found.append(content)
    return found[0], found[1]


def _started(content: Path, out: Path, *, plainly: bool = False) -> int:
    """Begin a build in a child, which need not import the program first; returns the child's id.

    ``plainly`` it runs what stands in for MkDocs.
    """
    child = os.fork()
    if not child:
        try:
            if plainly:
                os.chdir(PLAIN)
            build(
                content, TODAY, out=out, project=PROJECT, site_url=None, progress=lambda _: None,
                code="a code", inputs=str(content), plainly=plainly,
            )  # fmt: skip
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child


def _ended(child: int) -> bool:
    """Whether a child ended well, when it has ended."""
    return os.waitpid(child, 0)[1] == 0


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, pytest.param(8, marks=pytest.mark.long)])
def test_killed_at_random_a_build_leaves_the_old_or_the_new_site_and_the_next_repairs_all(
    tmp_path: Path, versions: tuple[Path, Path], times: int
) -> None:
    wanted, seconds = {}, 0.0
    for number, content in enumerate(versions):
        start = time.monotonic()
        assert _ended(_started(content, tmp_path / str(number)))
        seconds = max(seconds, time.monotonic() - start)
        wanted[content] = _built(tmp_path / str(number))
    out, chance = tmp_path / "0", random.Random(1)
    for old, new in islice(cycle((versions, versions[::-1])), times):
        # Twice at any moment, once late, when the site takes its place.
        for moment in (chance.random(), chance.random(), chance.uniform(0.8, 1.2)):
            child = _started(new, out)
            time.sleep(seconds * moment)
            _kill(child)
            assert tree(out / "site") in (wanted[old]["site"], wanted[new]["site"]), moment
        assert _ended(_started(new, out))
        assert _built(out) == wanted[new]


def _built(out: Path) -> dict[str, dict[str, bytes]]:
    return {folder: tree(out / folder) for folder in ("docs", "copies", "site")}


@pytest.mark.slow
def test_a_site_engine_whose_build_was_killed_does_not_write_into_the_next(tmp_path: Path) -> None:
    content, out = Path(shutil.copytree(BARE, tmp_path / "content")), tmp_path / "out"
    (content / "pages/about.md").write_text("# About\n\nLINGER\n", encoding="utf-8")
    child = _started(content, out, plainly=True)
    while not (out / ".work" / "site" / "404.html").exists():
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
        time.sleep(0.01)
    # The engine lingers over a page for a second, and then goes on writing.
    _kill(child)
    with output_folder(out) as work:
        time.sleep(1.5)
        assert tree(work) == {}
    assert sorted(path.name for path in out.iterdir()) == [
        *(".faultless.json", ".link-previews", MARK, "copies", "docs", "mkdocs.yml")
    ]
