"""Whether a page or data file is what was published, by the site's manifest.

Nothing here knows the network: ``fetch`` asks for an address, see ``watch.answer``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.model.problems import fault_of
from generator.model.records import Site
from generator.model.words import counted
from generator.pages.cite import github_name
from generator.pages.page import MANIFEST
from generator.publish.manifest import (
    Entry,
    Manifest,
    NoManifest,
    differences,
    entry_of,
    files_of,
    read_manifest,
)
from generator.watch.answer import Answer, Fetch

# Of a folder so many files that differ are named.
_MOST_NAMED = 20
_REASONS = {
    "no host": "no server of this name is known",
    "no answer": "the server does not answer",
    "too slow": "the server takes too long",
    "too large": "it is larger than what is taken from a server",
    "redirects": "it leads in a circle or nowhere",
    "robots": "the server asks programs not to read it",
    "private address": "its server is on a private network; save the page and name the file",
}


class Verdict(IntEnum):
    """What was found, as the command's exit code: the larger, the less is known."""

    PUBLISHED = 0
    OTHER = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one thing that somebody asked about, as whole sentences."""

    what: str
    verdict: Verdict
    said: str

    def __str__(self) -> str:
        return f"{self.what}: {self.said}"


class CannotVerify(Exception):
    """There is no manifest to compare with. ``reasons`` are sentences, all of them."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def is_address(what: str) -> bool:
    """Whether something that somebody asked about is an address on the web."""
    return what.lower().startswith(("http://", "https://"))


def manifest_in(path: Path) -> Manifest:
    """The manifest in a file, or in a folder that holds a site. Raises ``CannotVerify``."""
    path = path / MANIFEST if path.is_dir() else path
    try:
        return read_manifest(path.read_bytes())
    except OSError as error:
        raise CannotVerify((f"The manifest cannot be read: {fault_of(error)}.",)) from error
    except NoManifest as none:
        raise CannotVerify((f"{path} is no manifest.", *none.faults)) from none


def manifest_of_site(site: str, fetch: Fetch) -> Manifest:
    """The manifest that a site publishes, which has to be of that site. Raises ``CannotVerify``."""
    address = site + MANIFEST
    answer = fetch(address, None)
    if fault := _no_answer(answer):
        raise CannotVerify((f"The manifest {address} cannot be had: {fault}.",))
    try:
        found = read_manifest(answer.body)
    except NoManifest as none:
        raise CannotVerify((f"{address} is no manifest.", *none.faults)) from none
    if found.site != site:
        raise CannotVerify((f"The manifest {address} is of another site, {found.site}.",))
    return found


def signature_of(site: Site) -> str:
    """How to see that a manifest was made by the workflow that publishes the site, or nothing where nobody signs it."""
    name = github_name(site)
    if not name:
        return ""
    return f"That a manifest is ours, its signature shows: gh attestation verify {MANIFEST} --repo {name}"


def verify(what: str, manifest: Manifest, fetch: Fetch | None) -> Finding:
    """Whether something is what was published: an address of the site, the path of a page or file of it, or a file or
    folder on this machine. Without ``fetch``, addresses and paths are not asked for."""
    if is_address(what):
        return _address(what, manifest, fetch)
    here = Path(what)
    try:
        if here.is_dir():
            return _folder(what, here, manifest)
        if here.is_file():
            return _file(what, here.read_bytes(), manifest)
    except OSError as error:
        return Finding(what, Verdict.UNKNOWN, f"It cannot be read: {fault_of(error)}.")
    except ValueError:  # a NUL
        return Finding(what, Verdict.UNKNOWN, "There is no such file here.")
    inner = manifest.path_of(what.removeprefix("/"))
    if inner not in manifest.files:
        said = f"There is no such file here, and no page or file of {manifest.site} has this path."
        return Finding(what, Verdict.UNKNOWN, said)
    return _page(what, inner, manifest, fetch)


def _address(what: str, manifest: Manifest, fetch: Fetch | None) -> Finding:
    try:
        asked, home = urlsplit(what), urlsplit(manifest.site)
        is_ours = (asked.hostname, asked.port) == (home.hostname, home.port)
    except ValueError as error:
        return Finding(what, Verdict.UNKNOWN, f"It is no address: {error}.")
    path = asked.path or "/"
    if not is_ours or not path.startswith(home.path):
        return Finding(what, Verdict.UNKNOWN, f"It is no address of {manifest.site}, of which the manifest is.")
    inner = unquote(path.removeprefix(home.path))
    if inner == MANIFEST:
        return Finding(what, Verdict.UNKNOWN, "It is the manifest, which says nothing of itself; see its attestation.")
    if (found := manifest.path_of(inner)) not in manifest.files:
        return Finding(what, Verdict.OTHER, "Nothing was published at this address.")
    return _page(what, found, manifest, fetch)


def _page(what: str, inner: str, manifest: Manifest, fetch: Fetch | None) -> Finding:
    """What the server gives for a file of the site."""
    address = manifest.site + inner.removesuffix("index.html") if _is_page(inner) else manifest.site + inner
    if fetch is None:
        entry = manifest.files[inner]
        said = f"It was published, with {_about(entry)}. To compare a copy, save it and name the file."
        return Finding(what, Verdict.UNKNOWN, said)
    answer = fetch(address, None)
    if fault := _no_answer(answer):
        return Finding(what, Verdict.UNKNOWN, f"{address} cannot be had: {fault}.")
    return _compared(what, inner, entry_of(answer.body), manifest, "What the server gives")


def _is_page(inner: str) -> bool:
    return inner == "index.html" or inner.endswith("/index.html")


def _file(what: str, data: bytes, manifest: Manifest) -> Finding:
    """A file may have any name: its bytes say which published file it is."""
    here = entry_of(data)
    same = [path for path, entry in manifest.files.items() if entry == here]
    if same:
        also = f" and {counted(len(same) - 1, 'other file')} with the same bytes" if len(same) > 1 else ""
        return Finding(what, Verdict.PUBLISHED, f"This is what was published as {_shown(same[0], manifest)}{also}.")
    if (meant := _meant(what, manifest.files)) is not None:
        return _compared(what, meant, here, manifest, "This file")
    said = f"No file of {manifest.site} has these bytes ({_about(here)}), and none has this name."
    if Path(what).suffix.lower() in (".html", ".htm"):
        said += " A browser that saves a whole page changes it: save it as “HTML only”, or name its address."
    return Finding(what, Verdict.OTHER, said)


def _meant(what: str, files: Mapping[str, Entry]) -> str | None:
    """The published file with the longest end of its path in common with a path here, if it is one alone."""
    parts = Path(what).absolute().parts[1:]
    for start in range(len(parts)):
        end = "/".join(parts[start:])
        if end in files:
            return end
    found = [path for path in files if path.rpartition("/")[2] == parts[-1]] if parts else []
    return found[0] if len(found) == 1 else None


def _compared(what: str, inner: str, here: Entry, manifest: Manifest, subject: str) -> Finding:
    there, shown = manifest.files[inner], _shown(inner, manifest)
    if here == there:
        return Finding(what, Verdict.PUBLISHED, f"{subject} is what was published as {shown}.")
    said = (
        f"{subject} is not what was published as {shown}: it has {_about(here)}; what was published has "
        f"{_about(there)}. An older or newer edition of the site has a manifest of its own."
    )
    return Finding(what, Verdict.OTHER, said)


def _folder(what: str, folder: Path, manifest: Manifest) -> Finding:
    """A copy of the whole site."""
    differing = list(differences(manifest.files, files_of(folder)))
    if not differing:
        return Finding(what, Verdict.PUBLISHED, f"All {len(manifest.files):,} files are what was published.")
    named = [
        f"{path} ({'missing' if not here else 'changed' if there else 'never published'})"
        for path, there, here in differing[:_MOST_NAMED]
    ]
    if more := len(differing) - len(named):
        named.append(f"{more:,} more")
    count = counted(len(differing), "file differs", "files differ")
    return Finding(what, Verdict.OTHER, f"{count} from what was published: {', '.join(named)}.")


def _shown(inner: str, manifest: Manifest) -> str:
    return manifest.site + (inner.removesuffix("index.html") if _is_page(inner) else inner)


def _about(entry: Entry) -> str:
    return f"{entry.size:,} bytes and the SHA-256 {entry.sha256}"


def _no_answer(answer: Answer) -> str:
    """Why an answer is none to compare, or nothing."""
    if answer.failed:
        return _REASONS.get(answer.failed, "the server sends something else than the file")
    return "" if answer.status == 200 else f"the server answers {answer.status}"
