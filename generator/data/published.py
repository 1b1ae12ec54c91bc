"""The data that were published last, which a build may be given to tell what changed since.

They carry what the records cannot: which versions of a fact were published before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.data.columns import ADDRESS, SHA256
from generator.data.rows import VersionRow
from generator.model.content import Content
from generator.model.problems import CannotGoOn, Problem, Spot

# The tables whose rows have an address of their own.
ADDRESSED = ("facts", "sources", "places", "organisations", "topics", "briefings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Published rows by table and id, the versions that were known then, and which data they were."""

    generated_at: date
    content_sha256: str
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]]
    moved: frozenset[str]
    versions: tuple[VersionRow, ...]


def read_published(folder: Path) -> Published:
    """Read a folder of published data (data/v1). Raises ``CannotGoOn`` where it is none."""
    files = {name: _file(folder, name) for name in (*ADDRESSED, "moved", "versions")}
    try:
        return Published(
            generated_at=date.fromisoformat(files["facts"]["generated_at"]),
            content_sha256=str(_matching(SHA256, files["facts"]["content_sha256"])),
            tables={
                name: {_matching(ADDRESS, f"{name}/{row['id']}").partition("/")[2]: row for row in files[name][name]}
                for name in ADDRESSED
            },
            moved=frozenset(_matching(ADDRESS, row["was"]) for row in files["moved"]["moved"]),
            versions=tuple(
                VersionRow(
                    address=_matching(ADDRESS, row["address"]),
                    version=_matching(SHA256, row["version"]),
                    since=date.fromisoformat(row["since"]),
                    is_current=bool(row["is_current"]),
                )
                for row in files["versions"]["versions"]
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CannotGoOn(f"{folder} holds no published data of ours: {error!r}; fetch data/v1 again") from error


def _file(folder: Path, name: str) -> Any:
    path = folder / f"{name}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CannotGoOn(f"{path} cannot be read as published data: {error}; fetch data/v1 again") from error


def _matching(pattern: str, value: Any) -> str:
    if not re.fullmatch(pattern, value):
        raise ValueError(f"{str(value)[:80]!r} is not what stands there")
    return str(value)


def vanished(content: Content, published: Published) -> tuple[Problem, ...]:
    """The addresses that were published and lead nowhere now: none may ever go away."""
    return tuple(
        Problem(
            Spot("data/v1"),
            "vanished",
            f"the published address {address} is gone; put back what stood there (a fact can be withdrawn), or name in "
            "content/moved.yml what took its place",
        )
        for address in sorted(_addresses(published))
        if content.present_address(address) not in content.addresses
    )


def _addresses(published: Published) -> Iterator[str]:
    yield from published.moved
    for name, rows in published.tables.items():
        yield from (f"{name}/{id}" for id in rows)
