"""Roles by desk. Nobody gives themselves one, and a desk always keeps an administrator."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import AccountAct
from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import Membership, User
from review.services.accounts import (
    administrators,
    member,
    put_role,
    require_administrator,
    subject,
)
from review.services.ledger import record


def give_role(session: Session, *, actor: Actor, user_id: int, role: Role) -> User:
    """Give someone of the desk a further role. Raises Forbidden for oneself."""
    require_administrator(session, actor)
    user = member(session, actor, user_id)
    refuse_own(actor, user)
    if not put_role(session, user, actor.desk_id, role):
        raise Conflict("This person has that role already.", "Load the page again.")
    _record(session, actor, AccountAct.GIVE_ROLE, user, role)
    return user


def end_role(session: Session, *, actor: Actor, user_id: int, role: Role) -> User:
    """End a role; it holds from the person's next request on.

    Raises Conflict for the last administrator, NotFound where the role does not run.
    """
    require_administrator(session, actor)
    user = member(session, actor, user_id)
    if role is Role.ADMIN and administrators(session, actor.desk_id) <= {user.id}:
        raise Conflict(
            "This is the desk's only administrator.", "Make somebody else administrator first."
        )
    place = {"user_id": user.id, "desk_id": actor.desk_id, "role": role, "ended_at": None}
    running = session.scalars(sa.select(Membership).filter_by(**place)).one_or_none()
    if running is None:
        raise NotFound("This person does not have that role.", "Load the page again.")
    running.ended_at = now()
    _record(session, actor, AccountAct.END_ROLE, user, role)
    return user


def refuse_own(actor: Actor, user: User) -> None:
    """Raise Forbidden where an administrator would give themselves a role."""
    if user.id == actor.user_id:
        raise Forbidden(
            "Nobody gives themselves a role.",
            "Ask another administrator, or whoever runs the machine.",
        )


def _record(session: Session, actor: Actor, act: AccountAct, user: User, role: Role) -> None:
    payload = {"name": user.name, "role": role}
    record(session, actor=actor, action=act, subject=subject(user), payload=payload)
