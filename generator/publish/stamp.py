"""What a build was made of, in a few bytes: whether anything has to be done is known before anything is loaded.

Nothing here loads more than the standard library, so that a build with nothing to do takes a moment.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from generator.read import SCHEMA_FOLDER

STAMP = ".stamp.json"
# What is built, below the output folder.
SITE = "site"
BUILT = ("docs", "copies", SITE)
_SAID = {"inputs", "output", "glance", "said", "state"}


def digest(*parts: str | bytes) -> str:
    """A short name of some contents; other contents have another."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()


def code_key(project: Path) -> str:
    """Names the program: its code, templates and configuration, Python, and the libraries that it uses."""
    files = [*_files(project / "generator"), *_files(project / "templates"), project / "mkdocs.yml"]
    beside = (project / "requirements.lock", project / "admin" / "index.html", project / "admin" / "package-lock.json")
    files += [path for path in beside if path.exists()]
    folders = (Path(folder) for folder in sys.path if Path(folder).is_dir())
    libraries = sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))
    return digest(str(project), sys.version, *libraries, _contents(files))


def input_key(code: str, content: Path, published: Path | None, *options: str) -> str:
    """Names all that a build is made of: the program, the records, the data of before, and how it was asked."""
    before = _contents(_files(published)) if published else ""
    records = (path for path in _files(content) if path.relative_to(content).parts[0] != SCHEMA_FOLDER)
    return digest(code, str(content), _contents(records), before, *options)


def output_key(out: Path) -> str:
    """Names what lies in an output folder: whether anybody touched it since."""
    return digest(*(folder_key(out / name) for name in BUILT))


def glance_key(out: Path) -> str:
    """The same for a build that may have nothing to do, in half the time: it names the files of the site, and of the
    folders that the site is made of those that got, lost or replaced a file."""
    return digest(folder_key(out / SITE), *(folder_key(out / name, files=False) for name in BUILT if name != SITE))


def folder_key(folder: Path, *, files: bool = True) -> str:
    """Names what lies in a folder, by names, sizes and times; without ``files`` by its folders alone."""
    found = blake2b(digest_size=16)

    def look(place: str, inner: str) -> None:
        if not files:
            found.update(f"{inner}\0{Path(place).stat().st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        with os.scandir(place) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    look(entry.path, f"{inner}/{entry.name}")
                elif files:
                    state = entry.stat(follow_symlinks=False)
                    # No inode: a folder that a cache brought back is the same.
                    about = f"{inner}/{entry.name}\0{state.st_size}\0{state.st_mtime_ns}\n"
                    found.update(about.encode("utf-8", "surrogateescape"))

    if folder.is_dir() and not folder.is_symlink():
        look(str(folder), "")
    return found.hexdigest()


def last_build(out: Path) -> dict[str, str]:
    """What the stamp of an output folder says; nothing where there is none that can be read."""
    try:
        found = json.loads((out / STAMP).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    is_ours = isinstance(found, dict) and found.keys() == _SAID and all(isinstance(of, str) for of in found.values())
    return found if is_ours else {}


def stamp(out: Path, inputs: str, said: str, state: str = "") -> None:
    """Note a build that is done: what it was made of, what lies there, what it said, and the name of the state that
    it left: a state of another build that lies there counts for nothing."""
    keys = {"inputs": inputs, "output": output_key(out), "glance": glance_key(out), "state": state}
    put_note(out / STAMP, json.dumps({**keys, "said": said}).encode())


def unstamp(out: Path) -> None:
    """Take back what was noted."""
    _make_way(out / STAMP)


def put_note(path: Path, data: bytes) -> None:
    """Write a file next to what is built in one step, whatever lies in its place."""
    draft = path.with_name(f".{path.name.removeprefix('.')}.draft")
    _make_way(draft)
    try:
        draft.write_bytes(data)
        if path.is_dir():
            _make_way(path)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)  # half of it may be there
        raise


def _make_way(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(path, name) for name in sorted(names))


def _contents(files: Iterable[Path]) -> str:
    found = blake2b(digest_size=16)
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            data = repr(error).encode()
        found.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return found.hexdigest()
