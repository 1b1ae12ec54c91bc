"""The sites that tests build, and ways to build them and to look at what was built."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from generator.check import check
from generator.data.published import read_published
from generator.feeds.files import feed_files
from generator.feeds.items import feeds
from generator.model.content import Content
from generator.model.records import Withdrawal
from generator.publish.files import site_files
from generator.publish.link_previews import LinkPreviews
from generator.read.load import load

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"
SITES = Path(__file__).parent / "site"
# `python -m mkdocs` run in this folder is a stand-in: for tests of what stands around the site engine.
PLAIN = Path(__file__).parent / "plain"
# Every branch of every template that content can take: the first takes nearly all, the second the rest.
TINY, BARE = SITES / "content", SITES / "bare"
TODAY = date(2026, 11, 23)

# Two machines that differ in all that a machine can differ in: day, language, hash seed, home.
EAST = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": "/nowhere"}
WEST = {"TZ": "America/Los_Angeles", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "424242"}


def read(folder: Path) -> Content:
    """Content without a problem."""
    loaded = load(folder)
    problems, _ = check(loaded, TODAY)
    assert not problems, "\n".join(map(str, problems))
    return loaded.content


def generated(content: Content, published: Path | None = None, today: date = TODAY) -> dict[str, bytes]:
    """What the generator writes for MkDocs, by path: pages, feeds, data, calendars."""
    files = site_files(content, today, read_published(published) if published else None, TEMPLATES)
    return {file.path: file.data for file in (*map(files.page, files.views.pages), *files.others())}


def feeds_of(content: Content, today: date = TODAY) -> dict[str, bytes]:
    """The feeds alone of what ``generated`` makes, by path."""
    files = site_files(content, today, None, TEMPLATES)
    return {file.path: file.data for file in feed_files(tuple(feeds(files.catalogue)), files.content.site, TEMPLATES)}


def copies(content: Content) -> dict[str, bytes]:
    """What the generator adds to the site that MkDocs makes, by path: the plain Markdown copies, their list and
    security.txt."""
    files = site_files(content, TODAY, None, TEMPLATES)
    return {file.path: file.data for file in (*map(files.copy, files.views.pages), *files.beside_copies())}


def changed(content: Content, id: str, **fields: Any) -> Content:
    """The same content with other values in fields of a fact."""
    record = content.record_of[id]
    facts = tuple(replace(fact, **fields) if fact.id == id else fact for fact in record.facts)
    return replace(content, records={**content.records, record.id: replace(record, facts=facts)})


def withdrawn(content: Content, id: str, on: date) -> Content:
    """The same content with a fact withdrawn."""
    return changed(content, id, withdrawn=Withdrawal(on=on, reason="It was a test."))


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """Files in a folder, by their paths."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def command(
    *arguments: object,
    cwd: Path = PROJECT,
    environment: Mapping[str, str] | None = None,
    said: IO[str] | int = subprocess.PIPE,
    keeps: Collection[int] = (),
    program: str = "generator",
) -> subprocess.Popen[str]:
    """The generator, running as a program of its own.

    ``said`` takes what it prints, ``keeps`` are the open files that it inherits. With ``cwd=PLAIN``, what it runs
    as MkDocs is ``tests/plain/mkdocs.py``.
    """
    return subprocess.Popen(
        [sys.executable, "-m", program, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "GITHUB_ACTIONS": "", **(environment or {})},
        stdout=said,
        stderr=said,
        pass_fds=keeps,
        # Where the tests themselves run in the background, a Ctrl-C is ignored by all that they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (it does nothing else)
        text=True,
        encoding="utf-8",
    )


def build_command(content: Path, out: Path, *arguments: object, cwd: Path = PROJECT) -> subprocess.Popen[str]:
    engine = ("--engine", "mkdocs") if cwd == PLAIN else ()
    return command("build", "--today", TODAY, "--content", content, "--out", out, *arguments, *engine, cwd=cwd)


def finished(process: subprocess.Popen[str]) -> str:
    """What a program said that must end well."""
    said, faults = process.communicate()
    assert process.returncode == 0, said + faults
    return said


DRAWN = LinkPreviews._new


def drawn_once(folder: Path) -> Callable[[LinkPreviews, Sequence[str], int], Iterator[tuple[str, bytes]]]:
    """In the place of ``DRAWN``: what any process of a test run has drawn is in ``folder``, and not drawn again.

    A picture's key names all that it is made of, the code that draws it included.
    """

    def new(previews: LinkPreviews, paths: Sequence[str], processes: int) -> Iterator[tuple[str, bytes]]:
        folder.mkdir(parents=True, exist_ok=True)
        place = {path: folder / previews.keys[path] for path in paths}
        missing = [path for path in paths if not place[path].exists()]
        for path, data in DRAWN(previews, missing, processes):
            draft = place[path].with_suffix(f".{os.getpid()}")
            draft.write_bytes(data)
            # Nobody reads half a picture.
            draft.replace(place[path])
        for path in paths:
            yield path, place[path].read_bytes()

    return new


class SharedBuild:
    """A build that the processes of a test run share: the first to ask begins it, and all wait until it has ended.

    The program that builds holds a lock on a file until it ends, however it ends. ``first`` is called before.
    """

    def __init__(
        self,
        content: Path,
        out: Path,
        *arguments: object,
        environment: Mapping[str, str] | None = None,
        first: Callable[[], object] = lambda: None,
        program: str = "generator",
    ) -> None:
        self.content, self.out = content, out
        self._program = program
        self._arguments, self._environment, self._first = arguments, environment, first
        self._lock, self._said = out.with_name(f"{out.name}.lock"), out.with_name(f"{out.name}.log")
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Begin in the background, unless it has begun."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            if self._said.exists():
                return
            self._first()
            arguments = ("build", "--content", self.content, "--out", self.out, *self._arguments)
            with self._said.open("w", encoding="utf-8") as said:
                self._process = command(
                    *arguments,
                    environment=self._environment,
                    said=said,
                    keeps=(lock.fileno(),),
                    program=self._program,
                )

    def wait(self) -> Path:
        """The output folder, when the build has ended well."""
        self.begin()
        with self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
        said = self._said.read_text("utf-8")
        assert (self.out / "site").exists(), said
        # Else all were made MkDocs' way, and the build is right but the engine wrong.
        assert "other pages than MkDocs" not in said, said
        return self.out

    def said(self) -> str:
        """What the program said that built it, when it has ended."""
        self.wait()
        return self._said.read_text("utf-8")

    def end(self) -> None:
        """Leave no process behind."""
        if self._process:
            self._process.wait()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of every file below a folder, by path: the same only where none was written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in _files(folder)
    }


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
