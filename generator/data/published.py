"""The data that were published last, which a build may be given, and what differs from them.

They carry what the records cannot: which versions of a fact were published before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.data.columns import Row
from generator.data.kinds import ADDRESS, SHA256
from generator.model.content import Content
from generator.model.problems import CannotGoOn, Problem, Spot
from generator.pages.page import view

# The tables whose rows have an address of their own.
ADDRESSED = ("facts", "sources", "places", "organisations", "topics", "briefings")
# How items of feeds were told: made with the feeds, and kept with the data, for a build is handed these alone.
TOLD = "feed-items.json"
DIGEST = r"digests/[0-9-]+/(changes|facts)/[a-z0-9-]+"
# The columns that change where a thing moves; the list of what moved says so.
_MOVING = frozenset({"id", "page", "citation"})


@view
class Version:
    """A version of a fact or briefing that was published, so that an old citation finds it."""

    address: str
    version: str
    since: date
    is_current: bool


@view
class Published:
    """Published rows by table and id, the versions that were known then, and which data they were."""

    generated_at: date
    content_sha256: str
    tables: Mapping[str, Mapping[str, Row]]
    moved: frozenset[str]
    versions: tuple[Version, ...]
    # How each item of feeds was told, by guid: its day and second, its digest (None where it came by itself), and the
    # day of the build that told it.
    told: Mapping[str, tuple[date, int, str | None, date]]


def read_published(folder: Path) -> Published:
    """Read a folder of published data (data/v1). Raises ``CannotGoOn`` where it is none."""
    files = {name: _file(folder, name) for name in (*ADDRESSED, "moved", "versions")}
    kept = _file(folder, TOLD.removesuffix(".json")) if (folder / TOLD).exists() else None
    try:
        told = kept["items"] if kept else _told_alone(files)
        return Published(
            generated_at=date.fromisoformat(files["facts"]["generated_at"]),
            content_sha256=str(_matching(SHA256, files["facts"]["content_sha256"])),
            tables={
                name: {_matching(ADDRESS, f"{name}/{row['id']}").partition("/")[2]: row for row in files[name][name]}
                for name in ADDRESSED
            },
            moved=frozenset(_matching(ADDRESS, row["was"]) for row in files["moved"]["moved"]),
            versions=tuple(
                Version(
                    address=_matching(ADDRESS, row["address"]),
                    version=_matching(SHA256, row["version"]),
                    since=date.fromisoformat(row["since"]),
                    is_current=bool(row["is_current"]),
                )
                for row in files["versions"]["versions"]
            ),
            told={
                str(row["item"]): (
                    date.fromisoformat(row["on"]),
                    int(row["second"]),
                    None if row["digest"] is None else _matching(DIGEST, row["digest"]),
                    date.fromisoformat(row["out"]),
                )
                for row in told
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CannotGoOn(f"{folder} holds no published data of ours: {error!r}; fetch data/v1 again") from error


def _told_alone(files: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Facts and briefings of data that do not say how they were told: each came by itself, at midnight."""
    days = [(row["tag"], row["added"]) for row in files["facts"]["facts"]]
    days += [(row["tag"], row["published"]) for row in files["briefings"]["briefings"]]
    return [{"item": tag, "on": day, "second": 0, "digest": None, "out": day} for tag, day in days]


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


def numbers(content: Content, published: Published | None) -> dict[str, int]:
    """The number under which each briefing was published last, by the id that it has now; none that is no number."""
    rows = published.tables["briefings"] if published else {}
    return {
        content.present_address(f"briefings/{id}").partition("/")[2]: number
        for id, row in rows.items()
        if isinstance(number := row.get("number"), int) and number > 0
    }


def renumbered(content: Content, published: Published) -> tuple[Problem, ...]:
    """The briefings that have the number under which another was published: none is given to another in silence."""
    typed = {one.number: one for one in content.briefings.values() if one.number is not None}
    return tuple(
        Problem(
            Spot(f"content/briefings/{typed[number].id}.yml"),
            "repeated-number",
            f"briefings/{id} was published with number {number}; delete this one's, and it gets the next when it is "
            "published",
        )
        for id, number in sorted(numbers(content, published).items())
        if number in typed and id in content.briefings and content.briefings[id].number is None
    )


def vanished(content: Content, published: Published) -> tuple[Problem, ...]:
    """The addresses that were published and lead nowhere now: none may ever go away."""
    known = {*published.moved, *(f"{name}/{id}" for name, rows in published.tables.items() for id in rows)}
    return tuple(
        Problem(
            Spot("data/v1"),
            "vanished",
            f"the published address {address} is gone; put back what stood there (a fact can be withdrawn), or name in "
            "content/moved.yml what took its place",
        )
        for address in sorted(known)
        if content.present_address(address) not in content.addresses
    )


def delta(content: Content, rows: Mapping[str, tuple[Row, ...]], published: Published | None) -> dict[str, Any]:
    """What a re-user who has the last published data must add, change and forward, as JSON has it.

    ``base`` says which data those are; without them there is no base, and nothing is said. A row stands in one list
    alone: withdrawn before corrected before changed.
    """
    lists: dict[str, list[Any]] = {name: [] for name in ("added", "corrected", "withdrawn", "changed", "moved")}
    if published is None:
        return {"base": None, **lists}
    for name in ADDRESSED:
        # What moved is compared with what it was before, under its old id.
        before = {content.present_address(f"{name}/{id}"): row for id, row in published.tables[name].items()}
        for row in rows[name]:
            address = f"{name}/{row['id']}"
            if address not in before:
                lists["added"].append(address)
            elif fields := _differing(before[address], row):
                lists[_what(fields)].append({"address": address, "fields": fields})
    lists["moved"] = [id for id in sorted(content.moved) if id not in published.moved]
    base = {"generated_at": published.generated_at.isoformat(), "content_sha256": published.content_sha256}
    return {"base": base, **lists}


def _differing(before: Row, now: Row) -> list[dict[str, Any]]:
    # A column that was not there before is a change of the format, not of this row.
    return [
        {"name": name, "was": before[name], "now": value}
        for name, value in now.items()
        if name in before and name not in _MOVING and before[name] != value
    ]


def _what(fields: list[dict[str, Any]]) -> str:
    names = {field["name"] for field in fields}
    if "withdrawn" in names:
        return "withdrawn"
    return "corrected" if "corrections" in names else "changed"
