"""One shape for every act: a form is checked, a service acts, the answer is a redirect.

A form that does not hold comes back on its own page, with what was typed and what is wrong.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, jsonify, redirect
from flask.typing import ResponseReturnValue

from review.domain.errors import Invalid
from review.forms.act import ActForm
from review.web.errors import wants_json
from review.web.transaction import commits, database

Page = Callable[..., str]


class Done:
    """Where to go after an act, and what to say there."""

    def __init__(self, where: str, said: str = "") -> None:
        self.where = where
        self.said = said


def act(form: type[ActForm], page: Page) -> Callable[[Callable[..., Done]], Callable[..., Any]]:
    """Make a view of a function `(filled form, **ids) -> Done`.

    `page(**ids, failed=form)` renders the page that the form stands on, for an answer of 422.
    """

    def declare(view: Callable[..., Done]) -> Callable[..., Any]:
        @commits
        def acting(filled: ActForm, **ids: Any) -> Done:
            return view(filled, **ids)

        @wraps(view)
        def answering(**ids: Any) -> ResponseReturnValue:
            filled = form()
            try:
                if not filled.validate():
                    raise Invalid("Something is missing or wrong.", "It is marked where it stands.")
                done = acting(filled, **ids)
            except Invalid as refused:
                database().rollback()
                return _given_back(filled, refused, page, ids)
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
