"""The manifest of a site: the path, size and SHA-256 of every file that is published, but for the manifest itself.

It is the last file that a build makes. A reader compares a page with it (``verify``), two builds that must agree are
compared by it, and the workflow that publishes signs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.pages.page import MANIFEST

_HASH = re.compile(r"[0-9a-f]{64}")
# So many faults of a manifest are said.
_MOST_FAULTS = 20


class Entry(NamedTuple):
    """What is known of a published file: its size in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a site by their paths, and the address of the site, which ends with a slash."""

    site: str
    files: Mapping[str, Entry]

    def path_of(self, address: str) -> str:
        """The path of the file that an address within the site, such as ``facts/x/``, stands for."""
        if address in self.files:
            return address
        return f"{address.rstrip('/')}/index.html".lstrip("/")

    def written(self) -> bytes:
        """The manifest as it is published: a file on each line, in the order of paths."""
        files = ",\n".join(
            _json({"path": path, "size": entry.size, "sha256": entry.sha256})
            for path, entry in sorted(self.files.items())
        )
        return f'{{\n "site": {_json(self.site)},\n "files": [\n{files}\n ]\n}}\n'.encode()


class NoManifest(Exception):
    """Some bytes are no manifest. ``faults`` are sentences that say why, all of them."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def entry_of(data: bytes) -> Entry:
    """What a manifest says of a file with such bytes."""
    return Entry(len(data), sha256(data).hexdigest())


def files_of(folder: Path) -> dict[str, Entry]:
    """The regular files below a folder by their paths, hidden ones too, but for the manifest; no link is followed."""
    return {path: _entry_at(folder / path) for path in _paths(folder, "") if path != MANIFEST}


def manifest_of(folder: Path, site: str, changed: Collection[str] | None = None) -> Manifest:
    """The manifest of a built site in a folder.

    ``changed`` are the files that were written or removed since the manifest that lies in the folder was made; only
    these are read again. Without it, or without such a manifest, all are.
    """
    before = _manifest_at(folder / MANIFEST) if changed is not None else None
    if before is None or changed is None:
        return Manifest(site, files_of(folder))
    files = dict(before.files)
    for path in changed:
        files.pop(path, None)
        if path != MANIFEST and (folder / path).is_file():
            files[path] = _entry_at(folder / path)
    return Manifest(site, files)


def read_manifest(data: bytes) -> Manifest:
    """A manifest of its bytes. Raises ``NoManifest`` with every fault where it is none."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise NoManifest(("It is no JSON.",)) from None
    if not isinstance(found, dict):
        raise NoManifest(('It is no object with "site" and "files".',))
    faults, files = [], {}
    site = found.get("site")
    if not (isinstance(site, str) and re.fullmatch(r"https?://[^\s]+/", site)):
        faults.append('"site" is not the address of a site that ends with a slash.')
    entries = found.get("files")
    if not isinstance(entries, list):
        faults.append('"files" is no list.')
        entries = []
    for number, entry in enumerate(entries, 1):
        fault = _fault(entry)
        if not fault and entry["path"] in files:
            fault = f"it names {entry['path']!r} a second time"
        if fault:
            faults.append(f"Entry {number} is at fault: {fault}.")
        else:
            files[entry["path"]] = Entry(entry["size"], entry["sha256"])
    if faults:
        more = len(faults) - _MOST_FAULTS
        raise NoManifest((*faults[:_MOST_FAULTS], *([f"And {more} faults more."] if more > 0 else ())))
    return Manifest(str(site), files)


def _fault(entry: Any) -> str:
    """What is wrong with an entry, or nothing."""
    if not isinstance(entry, dict):
        return 'it is no object with "path", "size" and "sha256"'
    path, size, hash = (entry.get(name) for name in ("path", "size", "sha256"))
    parts = path.split("/") if isinstance(path, str) else []
    if not parts or {"", ".", ".."} & set(parts) or "\\" in str(path):
        return f"{path!r} is no path within a site"
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        return f"the size of {path!r} is {size!r} and no number of bytes"
    if not (isinstance(hash, str) and _HASH.fullmatch(hash)):
        return f"the hash of {path!r} is {hash!r} and not 64 hexadecimal digits"
    return ""


def _manifest_at(path: Path) -> Manifest | None:
    try:
        return read_manifest(path.read_bytes())
    except (OSError, NoManifest):
        return None


def _paths(folder: Path, inner: str) -> Iterator[str]:
    for path in sorted((folder / inner).iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _paths(folder, f"{inner}{path.name}/")
        elif path.is_file():
            yield inner + path.name


def _entry_at(path: Path) -> Entry:
    with path.open("rb") as file:
        hash = file_digest(file, "sha256").hexdigest()
        return Entry(file.tell(), hash)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def differences(
    one: Mapping[str, Entry], other: Mapping[str, Entry]
) -> Iterable[tuple[str, Entry | None, Entry | None]]:
    """The paths of which two sites hold different files, or one holds none, with what each holds."""
    for path in sorted(one.keys() | other.keys()):
        if one.get(path) != other.get(path):
            yield path, one.get(path), other.get(path)
