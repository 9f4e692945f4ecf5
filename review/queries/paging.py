"""Keyset paging: a page begins after the last row that was seen, so it stays put while rows change.

A cursor is the sort key of that row as a JSON list. It comes back from the browser, so it is read
as anybody's words: what does not fit is no cursor, and the list begins at its beginning.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")

PAGE = 50
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`on` is the cursor of the next page, empty on the last; `total` counts all pages' rows.

    `back` is the cursor of the page before, in lists that can be read backwards.
    """

    rows: tuple[T, ...]
    on: str
    total: int
    back: str = ""


def write_cursor(key: Sequence[Any]) -> str:
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def read_cursor(text: str, kinds: Sequence[type[Any]]) -> tuple[Any, ...] | None:
    """The key in a cursor whose parts are of `kinds`; None for everything else."""
    try:
        parts = json.loads(text)
        if not isinstance(parts, list):
            return None
        return tuple(_read(part, kind) for part, kind in zip(parts, kinds, strict=True))
    except (ValueError, RecursionError):
        return None


def _read(part: Any, kind: type[Any]) -> Any:
    """One part, as a database takes it: it has bounds for numbers, and no NUL in words."""
    if kind is datetime and isinstance(part, str):
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is not None:
            return moment
    elif kind is str and isinstance(part, str):
        if "\0" not in part:
            return part
    elif type(part) is kind and math.isfinite(part) and abs(part) <= LARGEST:
        return part
    raise ValueError("this is no cursor of ours")


Key = sa.ColumnElement[Any] | InstrumentedAttribute[Any]


def beyond(
    keys: Sequence[Key], seen: Sequence[Any], *, backwards: bool = False
) -> sa.ColumnElement[bool]:
    """That a row stands after `seen` in the order of `keys`, all ascending; or before it."""
    values = [sa.literal(value, key.type) for key, value in zip(keys, seen, strict=True)]
    place, stands = sa.tuple_(*keys), sa.tuple_(*values)
    return place < stands if backwards else place > stands
