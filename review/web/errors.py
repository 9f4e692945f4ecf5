"""Refusals and failures as pages: what happened, what to do next, and no typed word lost."""

from collections.abc import Mapping

import structlog
from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from review.domain.errors import Refusal

log = structlog.get_logger()

# What never comes back to a page, even when it was typed.
UNSHOWN = frozenset({"csrf_token", "version", "once", "password", "code", "new_password"})
Words = list[tuple[str, str]]
PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500})


def wants_json() -> bool:
    return request.path.startswith("/api/") or (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def typed_words() -> dict[str, str]:
    """The text that was sent with this request, to be shown again."""
    return {
        name: value
        for name, value in request.form.items()
        if name not in UNSHOWN and not name.startswith("password") and value.strip()
    }


def beside(typed: Mapping[str, str], stands: Mapping[str, str]) -> tuple[Words, Words]:
    """The typed words and those that stand now, those on the same matter first.

    What both say alike is left out: it is nothing that anybody could lose.
    """
    mine, now = ({name.replace("_", " "): said[name] for name in said} for said in (typed, stands))
    alike = {name for name in mine.keys() & now if mine[name].casefold() == now[name].casefold()}

    def told(said: Mapping[str, str], other: Mapping[str, str]) -> Words:
        different = ((name, words) for name, words in said.items() if name not in alike)
        return sorted(different, key=lambda one: one[0] not in other)

    return told(mine, now), told(now, mine)


def page(
    status: int, message: str = "", remedy: str = "", stands: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """One error as a page; `stands` are the words as they are now, to be read beside the typed."""
    if wants_json():
        return jsonify(error=message, remedy=remedy), status
    code = status if status in PAGES else 400
    typed = typed_words() if status in {400, 409, 422} else {}
    mine, theirs = beside(typed, stands or {})
    html = render_template(
        f"errors/{code}.html",
        message=message,
        remedy=remedy,
        mine=mine,
        theirs=theirs,
        back_url=request.referrer if request.method == "POST" else None,
    )
    return html, status


def register(app: Flask) -> None:
    @app.errorhandler(Refusal)
    def _refused(refused: Refusal) -> ResponseReturnValue:
        stands = getattr(refused, "stands", None)
        return page(refused.status, refused.message, refused.remedy, stands)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < 400:
            return error.get_response()
        said = error.code == 400 or wants_json()
        return page(error.code, str(error.description or "") if said else "")

    @app.errorhandler(Exception)
    def _failed(error: Exception) -> ResponseReturnValue:
        # The kind of failure and the route, never what the person sent.
        log.error("request_failed", endpoint=request.endpoint, kind=type(error).__name__,
                  exc_info=app.debug or app.testing)  # fmt: skip
        g.pop("actor", None)
        return page(500)
