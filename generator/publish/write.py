"""The only step that writes: files into the output folder, and a finished site into its place.

The output folder is marked as ours and locked while a build runs. A build that is killed at any moment
leaves the last complete site where it was; the next one sweeps up.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from generator.model.problems import CannotGoOn
from generator.text.files import File

MARK = ".written-by-generator"
_MARK_TEXT = b"This folder is written by the generator: whatever else lies in docs/ or site/ is removed.\n"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
# How long a build waits for another that holds the folder, in seconds; a whole build takes a few.
LOCK_TIMEOUT_SECONDS = 30.0


@contextmanager
def output_folder(out: Path) -> Iterator[Path]:
    """Hold the output folder for one build and hand over an empty work folder in it.

    Raises ``CannotGoOn`` where the folder holds what is not ours, or another build does not end.
    """
    mark = out / MARK
    if out.exists() and not out.is_dir():
        raise CannotGoOn(f"{out} is a file; name a folder with --out")
    if out.is_dir() and any(out.iterdir()) and not (mark.is_file() and not mark.is_symlink()):
        raise CannotGoOn(f"{out} holds files that the generator did not write; name an empty or new folder with --out")
    out.mkdir(parents=True, exist_ok=True)
    with mark.open("ab") as lock:
        if not _locked(lock):
            raise CannotGoOn(f"another build is writing to {out}; wait for it or name another folder")
        # The site engine inherits the lock: if this process is killed, the next build waits until that has
        # ended too, and cannot be written into.
        os.set_inheritable(lock.fileno(), True)
        if lock.tell() == 0:
            lock.write(_MARK_TEXT)
            lock.flush()
        work = out / ".work"
        _finish_switch(work, out / "site")
        remove(work)
        work.mkdir()
        try:
            yield work
        finally:
            _finish_switch(work, out / "site")
            remove(work)


def _locked(lock: IO[bytes]) -> bool:
    give_up = monotonic() + LOCK_TIMEOUT_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if monotonic() >= give_up:
                return False
            sleep(0.1)
        else:
            return True


class Writer:
    """Writes files into a folder, each in one step, and only those that differ from what lies there."""

    def __init__(self, folder: Path, work: Path) -> None:
        """``work`` is a folder for drafts on the same file system."""
        self.folder = folder
        self._draft = work / f"draft-{os.getpid()}"
        self._folders: set[tuple[str, ...]] = set()
        # The files that were changed, added or removed.
        self.changed: list[str] = []

    def put(self, path: str, data: bytes) -> bool:
        """Write a file; returns whether it differs. Raises ``CannotGoOn`` for a path that leads out of the folder."""
        parts = tuple(path.split("/"))
        if not path or "\\" in path or "" in parts or "." in parts or ".." in parts:
            raise CannotGoOn(f"{path!r} would be written outside {self.folder}")
        if parts[:-1] not in self._folders:
            _make_folders(self.folder, parts[:-1])
            self._folders.add(parts[:-1])
        is_changed = _write_file(self.folder / path, data, self._draft)
        if is_changed:
            self.changed.append(path)
        return is_changed

    def remove_others(self, wanted: Set[str]) -> None:
        """Remove what is not wanted."""
        self.changed += _remove_others(self.folder, "", wanted)


def write(files: Iterable[File], folder: Path, work: Path) -> int:
    """Make a folder hold just these files; returns how many were changed, added or removed.

    A file whose bytes are the same is not touched; one that differs is replaced in one step.
    Raises ``CannotGoOn`` for a path that leads out of the folder.
    """
    writer = Writer(folder, work)
    _make_folders(folder, ())
    wanted = set()
    for file in files:
        writer.put(file.path, file.data)
        wanted.add(file.path)
    writer.remove_others(wanted)
    return len(writer.changed)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, in the place of a link or a file."""
    _make_folders(folder, ())


def copied(place: Path, work: Path, spare: Path | None, changed: Iterable[str]) -> Path:
    """A copy of a site for the next to be made of: of links, so that nothing is copied.

    A file of it must be replaced, never written into. ``spare`` is the site of before the last, if that is kept, and
    ``changed`` the files that differ between the two: then only these are linked anew.
    """
    new = work / "site"
    if spare:
        try:
            spare.rename(new)
            for path in changed:
                (new / path).unlink(missing_ok=True)
                if (place / path).is_file():
                    (new / path).parent.mkdir(parents=True, exist_ok=True)
                    _link(place / path, new / path)
        except OSError:  # a folder where a file was, or the other way round
            remove(new)
        else:
            return new
    _linked_copy(place, new)
    return new


def _linked_copy(place: Path, new: Path) -> None:
    new.mkdir()
    if not place.is_dir() or place.is_symlink():
        return
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _linked_copy(Path(entry.path), new / entry.name)
            elif entry.is_file(follow_symlinks=False):
                _link(Path(entry.path), new / entry.name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def switch(new: Path, place: Path, work: Path) -> int:
    """Put a finished folder in a place in one step; returns how many of its files differ from before.

    Files that are the same stay the same files, with their times; what stood in the place before is left
    at ``new`` or, where the system cannot swap folders, in ``work``, a folder on the same file system; the caller
    removes both.
    """
    is_there = place.is_dir() and not place.is_symlink()
    old = {path.relative_to(place) for path in _own_files(place)} if is_there else set()
    changed = 0
    for path in _own_files(new):
        inner = path.relative_to(new)
        changed += inner not in old or _keep_if_same(path, place / inner)
    exchange(new, place, work)
    return changed


def exchange(new: Path, place: Path, work: Path) -> Path | None:
    """Put a finished folder in a place in one step; returns where what stood there before is now, if anything."""
    if place.is_symlink() or place.is_file():
        place.unlink()
    if not place.exists():
        new.rename(place)
        return None
    if _exchange(new, place):
        return new
    # No atomic exchange here: if this is killed between the two, the next build finishes it.
    before = work / "before"
    place.rename(before)
    new.rename(place)
    return before


def _own_files(folder: Path) -> Iterator[Path]:
    """The regular files below a folder, following no link."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _own_files(path)
        else:
            yield path


def _keep_if_same(new: Path, old: Path) -> bool:
    """Replace a new file by the old one where they are the same; returns whether they differ."""
    if old.stat().st_size != new.stat().st_size or old.read_bytes() != new.read_bytes():
        return True
    linked = new.with_name(new.name + ".same")
    try:
        os.link(old, linked)
    except OSError:  # a file system without hard links
        shutil.copystat(old, new)
    else:
        linked.replace(new)
    return False


def _exchange(new: Path, place: Path) -> bool:
    """Swap two folders in one step (Linux, renameat2); False where the system cannot."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(place), _RENAME_EXCHANGE)
    return int(result) == 0


def _finish_switch(work: Path, place: Path) -> None:
    before = work / "before"
    if before.is_dir() and not work.is_symlink() and not place.exists():
        before.rename(place)


def _make_folders(folder: Path, parts: tuple[str, ...]) -> None:
    path = folder
    for part in ("", *parts):
        path = path / part
        if path.is_symlink() or path.is_file():
            path.unlink()
        path.mkdir(exist_ok=True)


def _write_file(path: Path, data: bytes, draft: Path) -> bool:
    try:
        state = path.lstat()
    except OSError:
        state = None
    if state and not stat.S_ISREG(state.st_mode):
        remove(path)
    elif state and state.st_size == len(data) and path.read_bytes() == data:
        return False
    draft.write_bytes(data)
    draft.replace(path)
    return True


def _remove_others(folder: Path, inner: str, wanted: Set[str]) -> Iterator[str]:
    """Remove all below a folder that is not wanted, following no link; yields the files that are gone. Paths within the
    folder begin with ``inner``, and are text, as there are thousands."""
    with os.scandir(folder / inner) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{inner}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _remove_others(folder, f"{path}/", wanted)
            with os.scandir(entry.path) as left:
                is_empty = next(left, None) is None
            if is_empty:
                Path(entry.path).rmdir()
        elif path not in wanted:
            Path(entry.path).unlink()
            yield path


def remove(path: Path) -> None:
    """Remove a file or a folder with all that it holds, if there is one, following no link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
