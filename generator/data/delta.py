"""What differs between the data that were published last and these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.data.columns import as_json
from generator.data.published import ADDRESSED, Published
from generator.model.content import Content
from generator.pages.page import view

# What changes where a thing moves; the list of what moved says so.
_MOVING = frozenset({"id", "page"})


@view
class FieldChange:
    """A column of a row, with what stood there and what does now, as JSON has it."""

    name: str
    was: Any
    now: Any


@view
class RowChange:
    address: str
    fields: tuple[FieldChange, ...]


@view
class Delta:
    """What a re-user who has the last published data must add, change and forward; ``base`` says which those are.

    A row stands in one list alone: withdrawn before corrected before changed.
    """

    base: tuple[date, str] | None
    added: tuple[str, ...] = ()
    corrected: tuple[RowChange, ...] = ()
    withdrawn: tuple[RowChange, ...] = ()
    changed: tuple[RowChange, ...] = ()
    moved: tuple[str, ...] = ()


def delta(content: Content, tables: Mapping[str, tuple[Any, ...]], published: Published | None) -> Delta:
    """The difference; without published data there is no base, and nothing is said."""
    if published is None:
        return Delta(base=None)
    added: list[str] = []
    differing: dict[str, list[RowChange]] = {"corrected": [], "withdrawn": [], "changed": []}
    for name in ADDRESSED:
        # What moved is compared with what it was before, under its old id.
        before = {content.present_address(f"{name}/{id}"): row for id, row in published.tables[name].items()}
        for row in tables[name]:
            address = f"{name}/{row.id}"
            if address not in before:
                added.append(address)
            elif fields := _differing(before[address], as_json(row)):
                differing[_what(fields)].append(RowChange(address=address, fields=fields))
    return Delta(
        base=(published.generated_at, published.content_sha256),
        added=tuple(added),
        moved=tuple(row.was for row in tables["moved"] if row.was not in published.moved),
        **{what: tuple(found) for what, found in differing.items()},
    )


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    # A column that was not there before is a change of the format, not of this row.
    found = ((name, before[name], value) for name, value in now.items() if name in before and name not in _MOVING)
    return tuple(
        FieldChange(name=name, was=was, now=value)
        for name, was, value in found
        if was != (list(value) if isinstance(value, tuple) else value)
    )


def _what(fields: tuple[FieldChange, ...]) -> str:
    names = {field.name for field in fields}
    if "withdrawn" in names:
        return "withdrawn"
    return "corrected" if "corrections" in names else "changed"
