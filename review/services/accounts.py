"""A person's account: added, closed and opened again, with a password of their own.

An account can be at home on several desks. An administrator touches an account as a whole only
where they administer every desk it works on: else one desk could take over a person of another.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import AccountAct
from review.domain.errors import Conflict, Forbidden, Invalid, NotFound
from review.domain.policy import Actor, Permission, require_permission, system
from review.domain.vocabulary import Role
from review.models import Desk, Membership, User, WebSession
from review.services.ledger import record
from review.services.loading import LOCK

LONGEST_NAME = 200


def add_user(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    desk: Desk,
    password_hash: str | None = None,
) -> User:
    """Add a person with a role, from the command line; the desk itself stands as the actor.

    Someone who is known already gets the role and, where one is given, the password: whoever runs
    the machine can always let a person in again. Raises Invalid on `email` or `name`.
    """
    user = known(session, email) or new_user(session, email=email, name=name)
    if password_hash is not None:
        user.password_hash = password_hash
        end_sessions(session, user)
    put_role(session, user, desk.id, role)
    record(
        session,
        actor=system(desk.id),
        action=AccountAct.ADD_PERSON,
        subject=subject(user),
        payload={"name": user.name, "role": role},
    )
    return user


def close_account(session: Session, *, actor: Actor, user_id: int, reason: str) -> User:
    """Close an account on every desk and sign it out. Raises Forbidden for oneself."""
    user = administered(session, actor, user_id)
    if user.id == actor.user_id:
        raise Forbidden("You cannot close your own account.", "Ask another administrator.")
    if user.disabled_at is not None:
        raise Conflict("This account is closed already.", "Load the page again.")
    user.disabled_at = now()
    end_sessions(session, user)
    _record(session, actor, AccountAct.CLOSE_ACCOUNT, user, reason)
    return user


def open_account(session: Session, *, actor: Actor, user_id: int, reason: str) -> User:
    """Open a closed account again, with the roles and the password that it had."""
    user = administered(session, actor, user_id)
    if user.disabled_at is None:
        raise Conflict("This account is open already.", "Load the page again.")
    user.disabled_at = None
    _record(session, actor, AccountAct.OPEN_ACCOUNT, user, reason)
    return user


def change_password(
    session: Session, *, actor: Actor, password_hash: str, session_id: int | None
) -> User:
    """Set one's own password; every other session of this person ends at once."""
    user = own_account(session, actor)
    user.password_hash = password_hash
    end_sessions(session, user, but=session_id)
    _record(session, actor, AccountAct.CHANGE_PASSWORD, user, "")
    return user


def own_account(session: Session, actor: Actor) -> User:
    """The actor's account, locked."""
    return session.get_one(User, actor.user_id, with_for_update=LOCK, populate_existing=True)


def administered(session: Session, actor: Actor, user_id: int) -> User:
    """A person's account for an administrator of every desk they work on, locked.

    Raises NotFound for someone of another desk, Forbidden where part of their work is elsewhere.
    """
    require_administrator(session, actor)
    user = member(session, actor, user_id)
    theirs = sa.select(Membership.desk_id).filter_by(user_id=user_id, ended_at=None)
    ours = sa.select(Membership.desk_id).filter_by(
        user_id=actor.user_id, role=Role.ADMIN, ended_at=None
    )
    if session.scalars(theirs.where(Membership.desk_id.not_in(ours)).limit(1)).first():
        raise Forbidden(
            "This person also works on a desk that you do not run.",
            "End their roles here, or ask whoever runs the machine.",
        )
    return user


def member(session: Session, actor: Actor, user_id: int) -> User:
    """Someone who has or had a role on the actor's desk, locked. Raises NotFound."""
    here = sa.select(Membership.user_id).filter_by(desk_id=actor.desk_id, user_id=user_id)
    found = session.scalars(
        sa.select(User)
        .where(User.id.in_(here))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such person on this desk.", "Look in the list of people.")
    return found


def require_administrator(session: Session, actor: Actor) -> None:
    """Ask the database, under the desk's lock, whether the actor still runs its accounts.

    Two administrators who close each other at one moment would else leave nobody.
    """
    require_permission(actor, Permission.MANAGE_ACCOUNTS)
    session.get_one(Desk, actor.desk_id, with_for_update=LOCK, populate_existing=True)
    if actor.user_id not in administrators(session, actor.desk_id):
        raise Forbidden("You do not run this desk's accounts any more.", "Load the page again.")


def administrators(session: Session, desk_id: int) -> frozenset[int]:
    """Who runs the accounts of a desk now: user ids."""
    running = (
        sa.select(Membership.user_id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.desk_id == desk_id, Membership.role == Role.ADMIN)
        .where(Membership.ended_at.is_(None), User.disabled_at.is_(None))
    )
    return frozenset(session.scalars(running))


def known(session: Session, email: str) -> User | None:
    """The account of an e-mail address, whatever its capitals."""
    return session.scalars(sa.select(User).filter_by(email=email.strip().casefold())).one_or_none()


def new_user(session: Session, *, email: str, name: str) -> User:
    """An account without a password. Raises Invalid on `email` or `name`."""
    address, name = email.strip().casefold(), " ".join(name.split())
    wrong = {}
    if not 3 <= len(address) <= 254 or "@" not in address[1:-1] or " " in address:
        wrong["email"] = "This is not an e-mail address."
    if not 0 < len(name) <= LONGEST_NAME:
        wrong["name"] = f"Give a name of at most {LONGEST_NAME} characters."
    if wrong:
        raise Invalid("This person cannot be added yet.", "Put right what is marked.", wrong)
    user = User(email=address, name=name, created_at=now())
    session.add(user)
    session.flush()
    return user


def put_role(session: Session, user: User, desk_id: int, role: Role) -> bool:
    """Let a role run; False when it ran already."""
    place = {"user_id": user.id, "desk_id": desk_id, "role": role}
    found = session.scalars(sa.select(Membership).filter_by(**place)).one_or_none()
    if found is None:
        session.add(Membership(**place, created_at=now()))
        return True
    ran, found.ended_at = found.ended_at is None, None
    return not ran


def end_sessions(session: Session, user: User, *, but: int | None = None) -> int:
    """End every running session of a person, one excepted; says how many."""
    running = sa.update(WebSession).where(
        WebSession.user_id == user.id, WebSession.ended_at.is_(None), WebSession.id != (but or 0)
    )
    done = session.execute(running.values(ended_at=now()))
    return int(done.rowcount)  # type: ignore[attr-defined]


def subject(user: User) -> str:
    """How the ledger names a person."""
    return f"person:{user.id}"


def _record(session: Session, actor: Actor, act: AccountAct, user: User, reason: str) -> None:
    payload = {"name": user.name, "reason": reason}
    record(session, actor=actor, action=act, subject=subject(user), payload=payload)
