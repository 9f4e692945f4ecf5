"""Desks: opened from the command line, and their policy, which editors set with a reason."""

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.accounts import AccountAct
from review.domain.desk_policy import DeskPolicy
from review.domain.errors import Conflict, Invalid, NotFound, Stale
from review.domain.ledger import GENESIS
from review.domain.policy import Actor, Permission, require_permission, system
from review.models import Desk, LedgerHead
from review.services.ledger import record
from review.services.loading import LOCK

LEASE_MINUTES = range(5, 24 * 60 + 1)
ASSESSMENTS = range(1, 6)
ACCUSATION_ASSESSMENTS = range(2, 6)


def create_desk(session: Session, *, slug: str, name: str) -> Desk:
    """Open a desk with the safe policy and an empty ledger. Raises Invalid or Conflict."""
    if not slug or slug != slug.strip().lower() or not slug.replace("-", "").isalnum():
        raise Invalid(
            "This short name does not hold.",
            "Use small letters, figures and hyphens.",
            {"slug": "Use small letters, figures and hyphens."},
        )
    if session.scalars(sa.select(Desk.id).filter_by(slug=slug)).first():
        raise Conflict("There is a desk of this short name.", "Choose another.")
    desk = Desk(slug=slug, name=name.strip() or slug, policy={}, created_at=now())
    session.add(desk)
    session.flush()
    session.add(LedgerHead(desk_id=desk.id, number=0, hash=GENESIS))
    payload = {"name": desk.name}
    act = AccountAct.OPEN_DESK
    record(session, actor=system(desk.id), action=act, subject=subject(desk), payload=payload)
    return desk


def find_desk(session: Session, slug: str | None = None) -> Desk:
    """A desk by its short name, or the only one there is. Raises NotFound."""
    query = sa.select(Desk).limit(2)
    found = session.scalars(query.filter_by(slug=slug) if slug else query).all()
    if not found:
        raise NotFound("There is no such desk.", "Give the short name of one that exists.")
    if len(found) > 1:
        raise NotFound("There are several desks.", "Say which one by its short name.")
    return found[0]


def find_desks(session: Session, slug: str | None = None) -> Sequence[Desk]:
    """The desk of that short name, or every desk without one. Raises NotFound for none."""
    every = session.scalars(sa.select(Desk).order_by(Desk.id)).all()
    return every if every and slug is None else [find_desk(session, slug)]


def set_policy(
    session: Session, *, actor: Actor, version: int | None, policy: DeskPolicy, reason: str
) -> Desk:
    """Replace the desk's policy. Raises Stale on another version, Invalid by field."""
    require_permission(actor, Permission.EDIT_POLICY)
    desk = session.get_one(Desk, actor.desk_id, with_for_update=LOCK, populate_existing=True)
    if version != desk.version:
        raise Stale("The desk's policy was changed meanwhile.", "Load the page and look again.")
    _check(policy, reason)
    before, after = DeskPolicy(**desk.policy), asdict(policy)
    changed = {name: value for name, value in after.items() if value != getattr(before, name)}
    desk.policy = after
    payload = {"changed": changed, "reason": reason}
    act = AccountAct.SET_POLICY
    record(session, actor=actor, action=act, subject=subject(desk), payload=payload)
    return desk


def subject(desk: Desk) -> str:
    return f"desk:{desk.id}"


def _check(policy: DeskPolicy, reason: str) -> None:
    bounds = {
        "lease_minutes": LEASE_MINUTES,
        "assessments": ASSESSMENTS,
        "accusation_assessments": ACCUSATION_ASSESSMENTS,
    }
    wrong = {
        name: f"Choose a number from {bound.start} to {bound.stop - 1}."
        for name, bound in bounds.items()
        if getattr(policy, name) not in bound
    }
    if not policy.method.strip():
        wrong["method"] = "Reports print the method, so say what it is."
    if not reason.strip():
        wrong["reason"] = "Say why; it is kept in the ledger."
    if wrong:
        raise Invalid("This policy does not hold.", "Put right what is marked.", wrong)
