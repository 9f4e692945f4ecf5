"""Plain JSON data into frozen dataclasses and back, checked against the types they declare.

Understood: str, int, float, bool, enums by value, None where the type allows it, tuples of any
length, mappings (kept as they are) and other dataclasses.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


class Malformed(ValueError):  # noqa: N818  it says what the data are
    """The data have not the shape of the record; the message names the place."""


def read(kind: type[Record], plain: object, *, place: str = "") -> Record:
    """Build `kind` from plain data. Unknown keys are left aside. Raises Malformed."""
    if not isinstance(plain, Mapping):
        raise Malformed(f"{place or kind.__name__} is not an object")
    given = {}
    for name, (hint, required) in _shape(cast(Any, kind)).items():
        where = f"{place}.{name}" if place else name
        if name in plain:
            given[name] = _value(hint, plain[name], where)
        elif required:
            raise Malformed(f"{where} is missing")
    return kind(**given)


def write(record: Any) -> dict[str, Any]:
    """The plain data that `read` makes the same record of."""
    return {name: _plain(getattr(record, name)) for name in _shape(cast(Any, type(record)))}


@cache
def _shape(kind: Any) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(kind)
    return {
        f.name: (hints[f.name], f.default is MISSING and f.default_factory is MISSING)
        for f in fields(kind)
        if not f.metadata.get("beside")
    }


def _value(hint: Any, value: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        if value is None:
            return None
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), value, place)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise Malformed(f"{place} is not a list")
        (item, _) = get_args(hint)
        return tuple(_value(item, one, f"{place}[{at}]") for at, one in enumerate(value))
    if is_dataclass(hint) and isinstance(hint, type):
        return read(hint, value, place=place)
    return _single(Mapping if origin is not None else hint, value, place)


def _single(kind: Any, value: Any, place: str) -> Any:
    if issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError as unknown:
            raise Malformed(f"{place} has no code {value!r}") from unknown
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Malformed(f"{place} is not of the type {kind.__name__}")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return write(value) if is_dataclass(value) else value
