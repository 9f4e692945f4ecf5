"""What no database of ours takes is turned away at the door, not in the middle of an act."""

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class RowId(IntegerConverter):
    """A number in an address that can be a row's; a larger one names nothing, so it is 404."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:  # noqa: A002
        super().__init__(map, *args, **{"max": LARGEST_ID, **options})


def asked_id(name: str) -> int | None:
    """The row's number in the query string under `name`; None for what cannot be one."""
    text = request.args.get(name, "")
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))
    return int(text) if plain and int(text) <= LARGEST_ID else None


def register(app: Flask) -> None:
    """Before any blueprint, so that every route's numbers are bounded."""
    app.url_map.converters["int"] = RowId

    @app.before_request
    def _refuse_nul() -> None:
        # PostgreSQL keeps no text with the character of code zero.
        words = (request.path, *request.values.values())
        if any("\0" in word for word in words):
            abort(400, "A character came along that no text can have.")
