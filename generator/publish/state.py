"""What the last build made, so that the next does only what changed.

The state lies in the output folder, as JSON. It is a memory and nothing else: a state that is lost, old, of another
program or of a site that somebody touched is not used, and costs time alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.publish.links import Links
from generator.publish.stamp import digest, last_build, output_key, put_note, unstamp

STATE = ".state.json"
# The keys of the texts in which the last check found nothing, and the code that looked.
FAULTLESS = ".faultless.json"


class PageState(NamedTuple):
    """What was made of a page."""

    # Names its view and the site: another view has another key.
    key: str
    destination: str
    links: Links


class FileState(NamedTuple):
    """What is known of another file of the site."""

    key: str
    links: Links


@dataclass
class State:
    """What was made of each page and file, by path, by a program of the same ``key``."""

    key: str
    pages: dict[str, PageState] = field(default_factory=dict)
    files: dict[str, FileState] = field(default_factory=dict)
    # Those of the files that are the theme's.
    theme: list[str] = field(default_factory=list)
    # The files that differ between this site and the one before, and what names that where it is kept.
    changed: list[str] = field(default_factory=list)
    spare: str = ""


def read_state(out: Path, key: str) -> State:
    """The state of an output folder, empty where it is of no use."""
    empty = State(key)
    try:
        data, before = (out / STATE).read_bytes(), last_build(out)
        # A state of another build, or one that somebody changed, says nothing of what lies there.
        if before.get("state") != digest(data) or before["output"] != output_key(out):
            return empty
        found = json.loads(data)
        if found["key"] != key:
            return empty
        pages = {
            path: PageState(name, destination, _links(links))
            for path, (name, destination, links) in found["pages"].items()
        }
        files = {path: FileState(name, _links(links)) for path, (name, links) in found["files"].items()}
        return State(key, pages, files, **{name: found[name] for name in ("theme", "changed", "spare")})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return empty


def _links(found: tuple[int, list[str], list[str], bool]) -> Links:
    followed, targets, ids, is_faulty = found
    return Links(followed, tuple(targets), tuple(ids), is_faulty).shared()


def write_state(out: Path, state: State) -> str:
    """Keep a state for the next build; returns its name. Until a stamp has that, it counts for nothing."""
    unstamp(out)
    data = json.dumps(vars(state), separators=(",", ":")).encode()
    put_note(out / STATE, data)
    return digest(data)


def read_faultless(out: Path, code: str) -> list[str]:
    """The keys of the texts in which a program of this code found nothing; none where it left none."""
    try:
        found = json.loads((out / FAULTLESS).read_bytes())
        return list(map(str, found["keys"])) if code and found["code"] == code else []
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def write_faultless(out: Path, code: str, keys: list[str]) -> None:
    """Keep such keys for the next program."""
    put_note(out / FAULTLESS, json.dumps({"code": code, "keys": keys}, separators=(",", ":")).encode())
