"""What a column of the published data is: a line with its kind, name, getter and meaning.

The CSV, JSON, JSON Schemas, data package and Data page follow from it. A column is never renamed or removed and never
changes its meaning: that would be ``data/v2``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

Json = str | int | float | bool | list[str] | None
# A row as JSON has it, by the names of its columns; what is empty is None.
Row = Mapping[str, Json]

_Thing = TypeVar("_Thing")
_Part = TypeVar("_Part")
_Value = TypeVar("_Value")
_Thing_contra = TypeVar("_Thing_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Field:
    """What a column is called and means, and what holds of every value in it: one of the words of ``enum``, if any; the
    id of a row of the table that it ``refers_to``, if any. The columns ``is_key`` together tell one row from others."""

    name: str
    kind: Kind[Any]
    meaning: str
    title: str
    enum: tuple[str, ...]
    refers_to: str | None
    is_key: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Column(Generic[_Thing_contra]):
    """A field, and what gets its value, as JSON has it, from the thing that a row is made from."""

    field: Field
    get: Callable[[_Thing_contra], Json]


@dataclass(frozen=True)  # without slots, for Kind[str](…) sets an attribute of its own
class Kind(Generic[_Value]):
    """A kind of column: its type in Table Schema, and its values in CSV and, where JSON has no such value, in JSON.

    Called with a name, a getter that returns a value of this kind, and the meaning, it makes a column; the title is the
    name unless another is given. ``pattern`` is that of all values.
    """

    type: str
    as_cell: Callable[[Any], str]
    as_json: Callable[[_Value], Json] | None = None
    pattern: str | None = None
    required: bool = True

    @property
    def optional(self) -> Kind[_Value | None]:
        """The kind for a getter that may return None."""
        return cast("Kind[_Value | None]", replace(self, required=False))

    def __call__(
        self,
        name: str,
        get: Callable[[_Thing], _Value],
        meaning: str,
        *,
        title: str = "",
        enum: tuple[str, ...] = (),
        refers_to: str | None = None,
        is_key: bool = False,
    ) -> Column[_Thing]:
        title = title or name.replace("_", " ").capitalize()
        field = Field(name, self, meaning, title, enum, refers_to, is_key, self.required)
        return Column(field, _then(get, self.as_json) if self.as_json else cast("Callable[[_Thing], Json]", get))


def of(get: Callable[[_Thing], _Part], *columns: Column[_Part]) -> tuple[Column[_Thing], ...]:
    """Columns of a part of a thing as columns of the thing."""
    return tuple(Column(column.field, _then(get, column.get)) for column in columns)


def if_any(get: Callable[[_Thing], _Part | None], *columns: Column[_Part]) -> tuple[Column[_Thing], ...]:
    """Columns of a part that a thing may lack as columns of the thing, empty where it does."""
    return tuple(Column(replace(column.field, required=False), _then(get, column.get)) for column in columns)


def _then(get: Callable[[_Thing], _Part | None], use: Callable[[_Part], Json]) -> Callable[[_Thing], Json]:
    return lambda thing: None if (part := get(thing)) is None else use(part)
