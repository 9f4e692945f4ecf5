"""Who a cookie's token belongs to, and where a person is signed in."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import Actor
from review.models import Desk, Membership, User, WebSession


@dataclass(frozen=True, slots=True)
class Presence:
    """A running session: its id, and the person at the desk it is on."""

    session_id: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class Running:
    """One of a person's own sessions, as their account page lists it."""

    id: int
    desk: str
    browser: str
    created_at: datetime
    expires_at: datetime
    is_this: bool


def present(session: Session, *, token_sha256: str) -> Presence | None:
    """Who is signed in with this token, in one query.

    None once the session has ended or lapsed, the account is closed, or no role is left there.
    """
    here = sa.and_(
        Membership.user_id == User.id,
        Membership.desk_id == WebSession.desk_id,
        Membership.ended_at.is_(None),
    )
    rows = session.execute(
        sa.select(WebSession.id, User.id, User.name, Desk.id, Desk.name, Membership.role)
        .select_from(WebSession)
        .join(User, User.id == WebSession.user_id)
        .join(Desk, Desk.id == WebSession.desk_id)
        .join(Membership, here)
        .where(WebSession.token_sha256 == token_sha256, WebSession.ended_at.is_(None))
        .where(WebSession.expires_at > now(), User.disabled_at.is_(None))
    ).all()
    if not rows:
        return None
    session_id, user_id, name, desk_id, desk_name, _ = rows[0]
    return Presence(
        session_id, Actor(user_id, desk_id, name, frozenset(r[5] for r in rows), desk_name)
    )


def running(session: Session, *, user_id: int, this: int) -> tuple[Running, ...]:
    """A person's running sessions, the newest first; `this` is the one that asks."""
    rows = session.execute(
        sa.select(WebSession, Desk.name)
        .join(Desk, Desk.id == WebSession.desk_id)
        .where(WebSession.user_id == user_id, WebSession.ended_at.is_(None))
        .where(WebSession.expires_at > now())
        .order_by(WebSession.id.desc())
    )
    return tuple(
        Running(row.id, desk, row.browser, row.created_at, row.expires_at, row.id == this)
        for row, desk in rows
    )
