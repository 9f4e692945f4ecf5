"""The sign-in check, in two short units of work with the slow password check between them.

`begin` counts the tries and notes this one before anything is checked, so that many tries at one
moment do not slip through together; `finish` lets the person in or says nothing about why not.
Addresses and e-mails are kept as keyed hashes (HMAC-SHA-256) only.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_EMAIL,
    WINDOW,
    TooManyTries,
    wait_left,
)
from review.domain.errors import Invalid
from review.models import SignInAttempt, User
from review.services.loading import LOCK
from review.services.second_factors import passes
from review.services.web_sessions import start

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whoever wants to come in. `password_hash` is None where there is no such account."""

    attempt_id: int
    email_key: str
    address_key: str
    user_id: int | None = None
    password_hash: str | None = field(default=None, repr=False)


def begin(session: Session, *, email: str, address: str, key: str) -> Candidate:
    """Note one try and find whom it is about. Raises TooManyTries with the time to wait."""
    email = email.strip().casefold()
    email_key, address_key = keyed(email, key=key), keyed(address, key=key)
    # The lock makes tries at one account wait for one another where the database runs several.
    user = session.scalars(
        sa.select(User).filter_by(email=email).with_for_update(key_share=True)
    ).one_or_none()
    wait = _wait(session, email_key, address_key)
    if wait:
        raise TooManyTries(wait)
    attempt = SignInAttempt(email_key=email_key, address_key=address_key, at=now(), succeeded=False)
    session.add(attempt)
    session.flush()
    if user is None:
        return Candidate(attempt.id, email_key, address_key)
    return Candidate(attempt.id, email_key, address_key, user.id, user.password_hash)


def finish(
    session: Session, *, candidate: Candidate, fits: bool, code: str, browser: str, key: str
) -> str:
    """The token of a new session, once everything is right.

    `fits` says whether the password made the candidate's hash. Raises Invalid otherwise: with the
    field `code` when only that is missing, else with the same words whatever was wrong.
    """
    user = session.get(User, candidate.user_id or 0, with_for_update=LOCK)
    if user is None or not fits or not candidate.password_hash:
        raise _no_match()
    if user.disabled_at is not None or user.password_hash != candidate.password_hash:
        raise _no_match()
    if user.totp_confirmed_at is not None and not passes(user, code, key=key):
        raise _no_code(code)
    token = start(session, user=user, browser=browser)
    if token is None:
        raise _no_match()
    passed(session, attempt_id=candidate.attempt_id)
    return token


def passed(session: Session, *, attempt_id: int) -> None:
    """Note that a try was right after all; earlier failures count no more."""
    session.get_one(SignInAttempt, attempt_id).succeeded = True


def forget_old(session: Session) -> int:
    """Drop the tries that no wait can come from any more; says how many. For the worker."""
    over = now() - KEPT
    done = session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < over))
    return int(done.rowcount)  # type: ignore[attr-defined]


def keyed(text: str, *, key: str) -> str:
    """A keyed hash, by which tries can be told apart and nobody can be found."""
    return hmac.new(f"sign-in {key}".encode(), text.encode(), hashlib.sha256).hexdigest()


def _wait(session: Session, email_key: str, address_key: str) -> timedelta:
    """How long this try has to wait. A sign-in that succeeded wipes the e-mail's slate only."""
    came_in = sa.select(sa.func.coalesce(sa.func.max(SignInAttempt.id), 0)).where(
        SignInAttempt.email_key == email_key, SignInAttempt.succeeded
    )
    since = SignInAttempt.id > came_in.scalar_subquery()
    by_email = _failures(session, sa.and_(SignInAttempt.email_key == email_key, since))
    by_address = _failures(session, SignInAttempt.address_key == address_key)
    return max(
        wait_left(by_email, FAILURES_PER_EMAIL, now()),
        wait_left(by_address, FAILURES_PER_ADDRESS, now()),
    )


def _failures(session: Session, which: sa.ColumnElement[bool]) -> Sequence[datetime]:
    recent = SignInAttempt.at > now() - WINDOW
    query = sa.select(SignInAttempt.at).where(which, recent, sa.not_(SignInAttempt.succeeded))
    return session.scalars(query).all()


def _no_match() -> Invalid:
    return Invalid(
        "This e-mail and password do not open an account.",
        "Check both. If you are sure of them, ask whoever runs your accounts for a new link.",
    )


def _no_code(code: str) -> Invalid:
    told = (
        "This code is not right now, or was used. Wait for the next one."
        if code
        else "Enter the six figures from your app, and the password once more."
    )
    return Invalid("A code is needed as well.", "It is in your app.", {"code": told})
