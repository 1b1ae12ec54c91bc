"""The sites that tests build, and ways to build them and to look at what was built."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.check import check
from generator.data.published import read_published
from generator.model.content import Content
from generator.publish.files import site_files
from generator.read.load import load

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"
SITES = Path(__file__).parent / "site"
# Every branch of every template that content can take: the first takes nearly all, the second the rest.
TINY, BARE = SITES / "content", SITES / "bare"
TODAY = date(2026, 11, 23)


def read(folder: Path) -> Content:
    """Content without a problem."""
    loaded = load(folder)
    problems, _ = check(loaded, TODAY)
    assert not problems, "\n".join(map(str, problems))
    return loaded.content


def generated(content: Content, published: Path | None = None) -> dict[str, bytes]:
    """What the generator writes for MkDocs, by path: pages, feeds, data, calendars."""
    made = site_files(content, TODAY, read_published(published) if published else None, TEMPLATES)
    return {file.path: file.data for file in made.docs}


def copies(content: Content) -> dict[str, bytes]:
    """What the generator adds to the site that MkDocs makes, by path: the plain Markdown copies and llms.txt."""
    return {file.path: file.data for file in site_files(content, TODAY, None, TEMPLATES).copies}


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """Files in a folder, by their paths."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def command(
    *arguments: object, cwd: Path = PROJECT, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """The generator, running as a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "GITHUB_ACTIONS": "", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests themselves run in the background, a Ctrl-C is ignored by all that they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (it does nothing else)
        text=True,
        encoding="utf-8",
    )


def build_command(content: Path, out: Path, *arguments: object) -> subprocess.Popen[str]:
    return command("build", "--today", TODAY, "--content", content, "--out", out, *arguments)


def finished(process: subprocess.Popen[str]) -> str:
    """What a program said that must end well."""
    said, faults = process.communicate()
    assert process.returncode == 0, said + faults
    return said


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
