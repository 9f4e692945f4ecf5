"""One-time links that let a person set a password: to join a desk, or to come back to it.

The link is shown once to the administrator who made it; the database keeps its digest alone.
"""

import hashlib
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import INVITATION_LASTS, AccountAct
from review.domain.errors import Conflict, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import Invitation, Membership, User
from review.services.accounts import (
    administered,
    end_sessions,
    known,
    new_user,
    put_role,
    require_administrator,
    subject,
)
from review.services.ledger import record
from review.services.loading import LOCK
from review.services.memberships import refuse_own


@dataclass(frozen=True, slots=True)
class Invited:
    """`token` goes into the link; None where the person has an account of their own already."""

    user: User
    token: str | None


def invite(session: Session, *, actor: Actor, email: str, name: str, role: Role) -> Invited:
    """Bring a person to the actor's desk. Raises Invalid on `email` or `name`, Conflict if here.

    Someone with an account elsewhere joins without a link, so that no desk can set the password
    of another desk's people.
    """
    require_administrator(session, actor)
    found = known(session, email)
    user = found or new_user(session, email=email, name=name)
    refuse_own(actor, user)
    if user.disabled_at is not None:
        raise Conflict("This person's account is closed.", "It can be opened again instead.")
    _refuse_pending(session, actor, user)
    if not put_role(session, user, actor.desk_id, role):
        raise Conflict("This person has that role already.", "Make a new link in the list.")
    token = None if found else _new_link(session, actor, user)
    _record(session, actor, AccountAct.INVITE, user, {"name": user.name, "role": role})
    return Invited(user, token)


def make_link(session: Session, *, actor: Actor, user_id: int) -> Invited:
    """A new link for someone who lost the password or the first link; older ones lapse."""
    user = administered(session, actor, user_id)
    if user.disabled_at is not None:
        raise Conflict("This account is closed.", "Open it first.")
    token = _new_link(session, actor, user)
    _record(session, actor, AccountAct.MAKE_LINK, user, {"name": user.name})
    return Invited(user, token)


def accept(session: Session, *, token: str, password_hash: str) -> User:
    """Set the password and spend the link; all sessions of the person end.

    Raises NotFound when the link was used, has lapsed or never was.
    """
    invitation = session.scalars(
        sa.select(Invitation)
        .where(Invitation.token_sha256 == digest_of(token))
        .where(Invitation.used_at.is_(None), Invitation.expires_at > now())
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    user = session.get_one(User, invitation.user_id, with_for_update=LOCK) if invitation else None
    if invitation is None or user is None or user.disabled_at is not None:
        raise NotFound(
            "This link does not work any more.", "Ask whoever runs your accounts for a new one."
        )
    invitation.used_at = now()
    user.password_hash = password_hash
    end_sessions(session, user)
    actor = _invitee(session, user, invitation.desk_id)
    _record(session, actor, AccountAct.ACCEPT_LINK, user, {"name": user.name})
    return user


def digest_of(token: str) -> str:
    """What is kept of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _refuse_pending(session: Session, actor: Actor, user: User) -> None:
    """Whoever made a link that still works would else get at this desk's role through it."""
    elsewhere = sa.select(Invitation.id).where(
        Invitation.user_id == user.id,
        Invitation.desk_id != actor.desk_id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > now(),
    )
    if session.scalars(elsewhere.limit(1)).first():
        raise Conflict(
            "Another desk has sent this person a link that is not used yet.",
            "Ask them to use it, then invite them again.",
        )


def _new_link(session: Session, actor: Actor, user: User) -> str:
    moment = now()
    session.execute(
        sa.update(Invitation)
        .where(Invitation.user_id == user.id, Invitation.expires_at > moment)
        .values(expires_at=moment)
    )
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            desk_id=actor.desk_id,
            user_id=user.id,
            token_sha256=digest_of(token),
            invited_by_id=actor.user_id,
            created_at=moment,
            expires_at=moment + INVITATION_LASTS,
        )
    )
    return token


def _invitee(session: Session, user: User, desk_id: int) -> Actor:
    roles = sa.select(Membership.role).filter_by(user_id=user.id, desk_id=desk_id, ended_at=None)
    return Actor(user.id, desk_id, user.name, frozenset(session.scalars(roles)))


def _record(
    session: Session, actor: Actor, act: AccountAct, user: User, payload: dict[str, str]
) -> None:
    record(session, actor=actor, action=act, subject=subject(user), payload=payload)
