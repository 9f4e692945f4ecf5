"""The database as a request sees it: pages read, acts write, and returning commits."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from review.db import Sessions, now
from review.domain.errors import Conflict, Stale
from review.models import SpentForm

P = ParamSpec("P")
T = TypeVar("T")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def sessions() -> Sessions:
    found: Sessions = current_app.extensions["sessions"]
    return found


def database() -> Session:
    """This request's session: read-only for a page, one writing unit of work for an act."""
    if "session" not in g:
        kind = sessions().read if request.method in SAFE else sessions().write
        g.session = kind()
    session: Session = g.session
    return session


def commits(act: Callable[P, T]) -> Callable[P, T]:
    """Commit when `act` returns, roll back when it raises.

    A form's one-time mark is spent in the same transaction, so the same form acts once. Work that
    is left for the background is handed over after the commit.
    """

    @wraps(act)
    def committing(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            _spend(request.form.get("once", ""))
            answer = act(*args, **kwargs)
            database().commit()
        except StaleDataError as stale:
            database().rollback()
            raise Stale(
                "Somebody changed this while you were at work on it.",
                "Your words are below. Load the page again and enter what still fits.",
            ) from stale
        except BaseException:
            database().rollback()
            raise
        _hand_over()
        return answer

    return committing


def _spend(mark: str) -> None:
    if not mark:
        return
    session = database()
    session.add(SpentForm(mark=mark[:64], at=now()))
    try:
        session.flush()
    except IntegrityError as twice:
        raise Conflict(
            "This form was sent before, and what it asked for is done.",
            "Load the page again to see how things stand.",
        ) from twice


def later(task: str, *arguments: Any) -> None:
    """Hand `task` to the background once this request's work is committed."""
    g.setdefault("handed_over", []).append((task, arguments))


def _hand_over() -> None:
    enqueue = current_app.extensions.get("enqueue")
    for task, arguments in g.pop("handed_over", []):
        if enqueue is not None:
            enqueue(task, *arguments)


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def register(app: Flask, found: Sessions) -> None:
    app.extensions["sessions"] = found
    app.teardown_request(_close)
