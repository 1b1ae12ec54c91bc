"""A thing of which a part could not be read: it is built all the same, with ``INVALID`` in that part's place."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from generator.model.records import yaml_name
from generator.read.strict_yaml import Keys


class InvalidValue(Exception):
    """A check came to a value that could not be read; that is a problem of its own already."""


class Invalid:
    """Stands for a value that could not be read: whatever is done with it raises ``InvalidValue``."""

    __slots__ = ()

    def _unread(self, *_: object) -> Any:
        raise InvalidValue

    __getattr__ = __bool__ = __iter__ = __len__ = __contains__ = __getitem__ = __str__ = __format__ = _unread
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _unread
    __add__ = __sub__ = __mul__ = __truediv__ = __neg__ = __abs__ = _unread
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = _unread


INVALID: Any = Invalid()
_NOTHING: Mapping[str, str] = types.MappingProxyType({})


def build_partial(type_: Any, data: Any, bad: Iterable[Keys], given: Mapping[str, str] = _NOTHING) -> Any:
    """An instance of a record type with ``INVALID`` wherever ``bad`` says that the value is not valid."""
    if not isinstance(data, dict):
        return INVALID
    values: dict[str, Any] = {}
    hints = _hints(type_)
    for field in fields(type_):
        name = yaml_name(field.name)
        inner = {location[1:] for location in bad if location[0] == name}
        if name in given:
            values[field.name] = given[name]
        elif () in inner:
            values[field.name] = INVALID
        elif inner:
            values[field.name] = _build_nested(bare(hints[field.name]), data[name], inner)
        elif name in data:
            values[field.name] = validator(hints[field.name]).validate_python(data[name])
        else:
            values[field.name] = field.default if field.default is not MISSING else INVALID
    return type_(**values)


def _build_nested(type_: Any, data: Any, bad: set[Keys]) -> Any:
    if is_record_type(type_):
        return build_partial(type_, data, bad)
    item_type = get_args(type_)[0]
    items = []
    for index, item in enumerate(data):
        inner = {location[1:] for location in bad if location[0] == index}
        if () in inner or (inner and not is_record_type(item_type)):
            items.append(INVALID)
        elif inner:
            items.append(build_partial(item_type, item, inner))
        else:
            items.append(validator(item_type).validate_python(item))
    return tuple(items)


def is_whole(thing: Any) -> bool:
    """Whether all of a thing could be read."""
    if isinstance(thing, tuple):
        return all(map(is_whole, thing))
    if is_record_type(type(thing)):
        return all(is_whole(getattr(thing, field.name)) for field in fields(thing))
    return thing is not INVALID


@cache
def validator(type_: Any) -> TypeAdapter[Any]:
    """What validates values of a type."""
    return TypeAdapter(type_)


@cache
def _hints(type_: Any) -> Mapping[str, Any]:
    return get_type_hints(type_, include_extras=True)


def yaml_names(type_: Any) -> tuple[str, ...]:
    """The fields of a record type, as editors type them."""
    return tuple(yaml_name(field.name) for field in fields(type_))


def is_record_type(type_: Any) -> bool:
    """Whether a type is one of ``records``, which holds fields."""
    return is_dataclass(type_) and isinstance(type_, type)


def bare(type_: Any) -> Any:
    """A type without its ``| None`` and what a field promises."""
    if get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    if get_origin(type_) in (Union, types.UnionType):
        return next(inner for inner in get_args(type_) if inner is not types.NoneType)
    return type_


def is_optional(type_: Any) -> bool:
    """Whether a field may stand empty."""
    if get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return get_origin(type_) in (Union, types.UnionType) and types.NoneType in get_args(type_)


def type_at(type_: Any, location: Keys) -> Any:
    """The type that stands at a place within another one: ``location`` holds fields as editors type them, and places
    in lists. Raises ``KeyError`` for a field that there is not."""
    for key in location:
        type_ = bare(type_)
        if is_record_type(type_):
            by_yaml_name = {yaml_name(name): hint for name, hint in _hints(type_).items()}
            type_ = by_yaml_name[str(key)]
        else:
            type_ = get_args(type_)[0]
    return bare(type_)
