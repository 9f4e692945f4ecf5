"""People as the pages on accounts show them; a password or a secret never leaves the models."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import NotFound
from review.domain.vocabulary import Role
from review.models import Desk, Invitation, Membership, User


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a desk. `invited_until` is set while a link of theirs still works."""

    id: int
    name: str
    email: str
    roles: tuple[Role, ...]
    has_password: bool
    has_codes: bool
    closed_at: datetime | None
    invited_until: datetime | None

    @property
    def missing_roles(self) -> tuple[Role, ...]:
        """The roles that could still be given."""
        return tuple(role for role in Role if role not in self.roles)


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What a person sees of their own account; `desks` are (id, name) with a running role."""

    email: str
    has_codes: bool
    desks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whom a link is for."""

    name: str
    email: str
    desk: str
    is_new: bool


def people(session: Session, *, desk_id: int) -> tuple[Person, ...]:
    """Everyone who has or had a role on the desk, by name, in three queries."""
    rows = session.scalars(
        sa.select(User)
        .where(User.id.in_(sa.select(Membership.user_id).filter_by(desk_id=desk_id)))
        .order_by(User.disabled_at.is_not(None), User.name, User.id)
    ).all()
    return _people(session, desk_id, rows)


def person(session: Session, *, desk_id: int, user_id: int) -> Person:
    """One of them. Raises NotFound, also for somebody of another desk."""
    here = sa.select(Membership.user_id).filter_by(desk_id=desk_id)
    rows = session.scalars(sa.select(User).where(User.id == user_id, User.id.in_(here))).all()
    if not rows:
        raise NotFound("There is no such person on this desk.", "Look in the list of people.")
    return _people(session, desk_id, rows)[0]


def _people(session: Session, desk_id: int, rows: Iterable[User]) -> tuple[Person, ...]:
    roles = defaultdict(set)
    members = sa.select(Membership.user_id, Membership.role)
    for user_id, role in session.execute(members.filter_by(desk_id=desk_id, ended_at=None)):
        roles[user_id].add(role)
    working = session.execute(
        sa.select(Invitation.user_id, sa.func.max(Invitation.expires_at))
        .where(Invitation.desk_id == desk_id, Invitation.used_at.is_(None))
        .where(Invitation.expires_at > now())
        .group_by(Invitation.user_id)
    )
    links = {user_id: until for user_id, until in working}  # noqa: C416
    return tuple(
        Person(
            id=row.id,
            name=row.name,
            email=row.email,
            roles=tuple(role for role in Role if role in roles[row.id]),
            has_password=row.password_hash is not None,
            has_codes=row.totp_confirmed_at is not None,
            closed_at=row.disabled_at,
            invited_until=links.get(row.id),
        )
        for row in rows
    )


def own(session: Session, *, user_id: int) -> OwnAccount:
    user = session.get_one(User, user_id)
    desks = (
        sa.select(Desk.id, Desk.name)
        .where(Desk.id.in_(sa.select(Membership.desk_id).filter_by(user_id=user_id, ended_at=None)))
        .order_by(Desk.name, Desk.id)
    )
    return OwnAccount(
        email=user.email,
        has_codes=user.totp_confirmed_at is not None,
        desks=tuple((id_, name) for id_, name in session.execute(desks)),
    )


def welcome(session: Session, *, token_sha256: str) -> Welcome:
    """Whom a working link is for. Raises NotFound when it does not work any more."""
    row = session.execute(
        sa.select(User, Desk.name)
        .join(Invitation, Invitation.user_id == User.id)
        .join(Desk, Desk.id == Invitation.desk_id)
        .where(Invitation.token_sha256 == token_sha256, Invitation.used_at.is_(None))
        .where(Invitation.expires_at > now(), User.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound(
            "This link does not work any more.", "Ask whoever runs your accounts for a new one."
        )
    user, desk = row
    return Welcome(user.name, user.email, desk, user.password_hash is None)
