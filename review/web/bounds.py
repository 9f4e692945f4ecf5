"""What no database of ours takes is turned away at the door, not in the middle of an act."""

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from review.forms.row_id import LARGEST_ID, row_id


class RowId(IntegerConverter):
    """A number in an address that can be a row's; a larger one names nothing, so it is 404."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:  # noqa: A002
        super().__init__(map, *args, **{"max": LARGEST_ID, **options})


def asked_id(name: str) -> int | None:
    """The row's number in the query string under `name`; None for what cannot be one."""
    return id_in(request.args.get(name, ""))


def id_in(text: str) -> int | None:
    """The row's number that a text is; None for what cannot be one."""
    try:
        return row_id(text)
    except ValueError:
        return None


def register(app: Flask) -> None:
    """Before any blueprint, so that every route's numbers are bounded."""
    app.url_map.converters["int"] = RowId

    @app.before_request
    def _refuse_nul() -> None:
        # PostgreSQL keeps no text with the character of code zero.
        words = (request.path, *request.values.values())
        if any("\0" in word for word in words):
            abort(400, "A character came along that no text can have.")
