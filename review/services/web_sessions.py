"""Signed-in browsers: a random token in the cookie, its digest and its end in the database."""

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import SESSION_LASTS, AccountAct
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.models import Membership, User, WebSession
from review.services.accounts import end_sessions, own_account, subject
from review.services.invitations import digest_of
from review.services.ledger import record
from review.services.loading import LOCK

LONGEST_BROWSER = 200


def start(session: Session, *, user: User, browser: str = "") -> str | None:
    """Sign a browser in on the person's last desk and return its token.

    None when the person has no role anywhere.
    """
    desk_id = _home(session, user)
    if desk_id is None:
        return None
    token, moment = secrets.token_urlsafe(32), now()
    session.add(
        WebSession(
            token_sha256=digest_of(token),
            user_id=user.id,
            desk_id=desk_id,
            browser=browser[:LONGEST_BROWSER],
            created_at=moment,
            expires_at=moment + SESSION_LASTS,
        )
    )
    return token


def sign_out(session: Session, *, token: str) -> None:
    """End the session of a token. Nothing happens where there is none."""
    session.execute(
        sa.update(WebSession)
        .where(WebSession.token_sha256 == digest_of(token), WebSession.ended_at.is_(None))
        .values(ended_at=now())
    )


def switch_desk(session: Session, *, actor: Actor, session_id: int, desk_id: int) -> WebSession:
    """Go on at another desk of one's own. Raises NotFound for a desk without a role there."""
    if desk_id not in _desks(session, actor.user_id):
        raise NotFound("You have no role on such a desk.", "Choose one from the list.")
    found = session.get_one(WebSession, session_id, with_for_update=LOCK)
    found.desk_id = desk_id
    return found


def end_one(session: Session, *, actor: Actor, session_id: int) -> WebSession:
    """End one of one's own sessions. Raises NotFound for somebody else's."""
    found = session.get(WebSession, session_id, with_for_update=LOCK)
    if found is None or found.user_id != actor.user_id or found.ended_at is not None:
        raise NotFound("This session has ended already.", "Load the page again.")
    found.ended_at = now()
    _record(session, actor, 1)
    return found


def end_others(session: Session, *, actor: Actor, session_id: int) -> int:
    """End all of one's own sessions but the present one; says how many."""
    count = end_sessions(session, own_account(session, actor), but=session_id)
    _record(session, actor, count)
    return count


def _record(session: Session, actor: Actor, count: int) -> None:
    user, payload = own_account(session, actor), {"ended": count}
    act = AccountAct.END_SESSIONS
    record(session, actor=actor, action=act, subject=subject(user), payload=payload)


def _desks(session: Session, user_id: int | None) -> list[int]:
    running = sa.select(Membership.desk_id).filter_by(user_id=user_id, ended_at=None)
    return list(session.scalars(running.distinct().order_by(Membership.desk_id)))


def _home(session: Session, user: User) -> int | None:
    """Where the person was last, if they still have a role there; else their first desk."""
    desks = _desks(session, user.id)
    last = session.scalars(
        sa.select(WebSession.desk_id)
        .where(WebSession.user_id == user.id, WebSession.desk_id.in_(desks))
        .order_by(WebSession.id.desc())
        .limit(1)
    ).first()
    return last or next(iter(desks), None)
