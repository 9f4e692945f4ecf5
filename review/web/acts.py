"""One shape for every act: a form is checked, a service acts, the answer is a redirect.

A form that does not hold comes back on its own page, with what was typed and what is wrong.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import flash, jsonify, redirect
from flask.typing import ResponseReturnValue

from review.domain.errors import Invalid
from review.forms.act import ActForm
from review.web.errors import wants_json
from review.web.transaction import commits, database

Page = Callable[..., str]
Prepare = Callable[..., Mapping[str, Any]]


class Done:
    """Where to go after an act, and what to say there."""

    def __init__(self, where: str, said: str = "") -> None:
        self.where = where
        self.said = said


def act(
    form: Callable[[], ActForm], page: Page, prepare: Prepare | None = None
) -> Callable[[Callable[..., Done]], Callable[..., Any]]:
    """Make a view of a function `(filled form, **ids) -> Done`.

    `page(**ids, failed=form)` renders the page that the form stands on, for an answer of 422.
    `prepare(filled form, **ids)` does what is slow, such as hashing a password, before the unit of
    work begins; what it returns goes to the view as further keywords.
    """

    def declare(view: Callable[..., Done]) -> Callable[..., Any]:
        @commits
        def acting(filled: ActForm, **ready: Any) -> Done:
            return view(filled, **ready)

        @wraps(view)
        def answering(**ids: Any) -> ResponseReturnValue:
            filled = form()
            try:
                if not filled.validate():
                    raise Invalid("Something is missing or wrong.", "It is marked where it stands.")
                ready = prepare(filled, **ids) if prepare else {}
                done = acting(filled, **ids, **ready)
            except Invalid as refused:
                database().rollback()
                return _given_back(filled, refused, page, ids)
            if wants_json():
                return jsonify(where=done.where, said=done.said)
            if done.said:
                flash(done.said)
            return redirect(done.where, 303)

        return answering

    return declare


def _given_back(
    filled: ActForm, refused: Invalid, page: Page, ids: dict[str, Any]
) -> ResponseReturnValue:
    filled.take_over(refused)
    if wants_json():
        return jsonify(error=refused.message, remedy=refused.remedy, fields=filled.errors), 422
    return page(**ids, failed=filled), 422
