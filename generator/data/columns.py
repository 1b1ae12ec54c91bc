"""What the published data hold: each table, its columns and what they mean, said once.

From here follow the rows that ``arrange`` fills, the JSON Schemas, the data package and the field table of the
Data page. A column is never renamed or removed and never changes its meaning: that would be ``data/v2``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.model.fields import ID_PATTERN

ADDRESS = rf"^(facts|places|organisations|topics|sources|briefings)/{ID_PATTERN.pattern}$"
IDENTIFIER = rf"^{ID_PATTERN.pattern}$"
WHEN = r"^\d{4}(-H[12]|-Q[1-4]|-\d\d(-\d\d)?)?(/\d{4}(-H[12]|-Q[1-4]|-\d\d(-\d\d)?)?)?$"
EXACT = r"^(-?\d+(\.\d+)?|-?\d+/\d+)$"
SHA256 = r"^[0-9a-f]{64}$"
# As the record has it: an address may hold signs beyond ASCII (an IRI, RFC 3987).
WEB = r"^https?://\S+$"
Kind = Literal["string", "integer", "number", "boolean", "date", "list", "array"]
# A number as JSON has it; the exact text stands in a column of its own.
Number = int | float
# Between the entries of a list in a cell of CSV; no id holds it.
DELIMITER = ";"
# The form of the data, with what changed in it and since when: a version is as of Semantic Versioning, and the
# folder's name its first number.
FORMAT = "1.1.0"
FORMAT_CHANGES: tuple[tuple[str, date, str], ...] = (
    ("1.1.0", date(2026, 11, 24), "An organisation can be a publication."),
    ("1.0.0", date(2026, 11, 24), "The first form of the data."),
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is called and means, and what holds of every value in it.

    ``foreign_key`` names the table and column that each value is found in. Of a list, ``json_cell`` says that its
    entries may hold any sign, so that a cell has it as JSON and not with delimiters.
    """

    title: str
    meaning: str
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    foreign_key: tuple[str, str] | None = None
    json_cell: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table with its name and type; one that is not ``required`` may be empty."""

    name: str
    kind: Kind
    required: bool
    column: Column


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the type of its rows, and the columns that together tell one row from any other."""

    name: str
    title: str
    about: str
    row: type[Any]
    key: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file of the data; one with a ``table`` holds its rows, all or those ``of`` one thing."""

    name: str
    path: str
    size: int
    sha256: str
    table: Table | None = None
    of: str | None = None
    rows: int = 0


def _fields_of(row: type[Any]) -> tuple[Field, ...]:
    """The columns of a type of row, in their order."""
    hints = get_type_hints(row, include_extras=True)
    return tuple(_field(name, hint) for name, hint in hints.items())


fields_of: Callable[[type[Any]], tuple[Field, ...]] = cache(_fields_of)  # type: ignore[assignment]  # mypy: no Hashable
_KINDS: Mapping[Any, Kind] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    date: "date",
    int | float: "number",
    tuple[str, ...]: "list",
}


def _field(name: str, hint: Any) -> Field:
    type_, column = get_args(hint)
    required = True
    if get_origin(type_) in (Union, UnionType) and type(None) in get_args(type_):
        inner = tuple(part for part in get_args(type_) if part is not type(None))
        type_, required = Union[inner], False  # noqa: UP007 (made at run time)
    kind = "array" if column.json_cell else _KINDS[type_]
    return Field(name, kind, required, column)


def as_json(row: Any) -> dict[str, Any]:
    """A row as JSON has it, by the names of its columns; what is empty is null."""
    values = {}
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        values[field.name] = value.isoformat() if isinstance(value, date) else value
    return values
