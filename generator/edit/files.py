"""Files as they are to be: what the checks say of them before they are written, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check import check
from generator.model.problems import CannotGoOn, Problem
from generator.read.load import Loaded, Memory, load


@dataclass(frozen=True, slots=True)
class File:
    """A file below the content folder as it is to be. One that is not ``new`` takes the place of the one there."""

    path: str
    text: str
    is_new: bool = True


def as_if_written(folder: Path, files: Iterable[File], memory: Memory | None = None) -> Loaded:
    """The content as it would be read with some files; with a ``memory``, the others are read once for several trials.
    Raises ``CannotGoOn`` where there is no such folder."""
    return load(folder, memory, unsaved={Path(file.path): file.text.encode() for file in files})


def faults(folder: Path, files: Sequence[File], today: date, memory: Memory | None = None) -> tuple[Problem, ...]:
    """What would be wrong with some files if they were written, but for what is still to be written in them. What is
    in the ``memory`` is not read again."""
    loaded = as_if_written(folder, files, memory)
    paths = frozenset(str(folder / file.path) for file in files)
    problems, _ = check(loaded, today, only=paths)
    return tuple(problem for problem in problems if problem.spot.path in paths and problem.rule != "unwritten")


def put(folder: Path, files: Sequence[File]) -> None:
    """Write files, all or none, each as a whole. Raises ``CannotGoOn`` where one that is new is there already, or a
    file cannot be written."""
    written: list[Path] = []
    path = folder
    try:
        for file in files:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            if file.is_new:
                with path.open("xb") as new:
                    written.append(path)
                    new.write(file.text.encode())
            else:
                _exchange(path, file.text.encode())
    except BaseException as error:
        for made in written:
            with suppress(OSError):
                made.unlink()
        if isinstance(error, FileExistsError):
            raise CannotGoOn(f"{error.filename} is there already; nothing was written") from error
        if isinstance(error, OSError):
            where = error.filename or path
            raise CannotGoOn(f"{where} cannot be written: {error.strerror}; nothing was written") from error
        raise


def _exchange(path: Path, data: bytes) -> None:
    """Put data in the place of a file, whose line ends and permissions stay. Raises ``OSError``."""
    if b"\r\n" in path.read_bytes():
        data = data.replace(b"\n", b"\r\n")
    made = path.with_name(f".{path.name}.new")
    try:
        made.write_bytes(data)
        made.chmod(path.stat().st_mode & 0o777)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
