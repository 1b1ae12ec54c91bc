"""What of a content folder can be built while something in it is wrong: the faulty files as they were before."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check import check
from generator.model.problems import Problem
from generator.read.load import Memory, load


@dataclass(frozen=True, slots=True)
class Usable:
    """A content folder without a problem, the problems of the one that it was made of, and which of its files, from
    that folder, are as they were before, or away. There is no folder where that before has a problem too."""

    folder: Path | None
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]


def usable(content: Path, before: Path, today: date, work: Path) -> Usable:
    """A copy of ``content`` below ``work`` that can be built on a day.

    A file with a problem is as it is in the folder ``before`` or, if that has none, away; and so is a file that has one
    because of that. Where that leads to nothing, all is as before.
    """
    problems, _ = check(load(content), today)
    if not problems:
        return Usable(content, (), ())
    copy, memory = work / "content", Memory()
    shutil.copytree(content, copy, symlinks=True)
    put_back: set[str] = set()
    found = _faulty(copy, memory, today)
    while found:
        new = {path for path in found - put_back if _bytes(copy / path) != _bytes(before / path)}
        if not new:
            return Usable(_as_before(before, work, today), problems, _differing(content, before))
        for path in new:
            _put(copy / path, _bytes(before / path))
        put_back |= new
        found = _faulty(copy, memory, today)
    return Usable(copy, problems, tuple(sorted(put_back)))


def _faulty(folder: Path, memory: Memory, today: date) -> set[str]:
    problems, _ = check(load(folder, memory), today)
    paths = (Path(problem.spot.path) for problem in problems)
    return {path.relative_to(folder).as_posix() if path.is_relative_to(folder) else "" for path in paths}


def _bytes(path: Path) -> bytes | None:
    """A file's bytes; None of what is no file of its own, such as a link."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _put(path: Path, data: bytes | None) -> None:
    if path.is_dir() and not path.is_symlink():
        return
    path.unlink(missing_ok=True)
    if data is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _as_before(before: Path, work: Path, today: date) -> Path | None:
    if _faulty(before, Memory(), today):
        return None
    return Path(shutil.copytree(before, work / "before"))


def _differing(content: Path, before: Path) -> tuple[str, ...]:
    paths = {path.relative_to(folder).as_posix() for folder in (content, before) for path in folder.rglob("*.*")}
    return tuple(sorted(path for path in paths if _bytes(content / path) != _bytes(before / path)))
