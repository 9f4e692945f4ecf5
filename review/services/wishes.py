"""Giving claims to a reviewer, as a wish that ends by itself, and taking the wish back.

These acts ask for no version: what they leave is what was asked for, whatever stood before, and
each claim is looked at under its lock. They do not count as a change of the claim either, so that
no form that somebody has open on it is refused.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Invalid, NotFound
from review.domain.moments import iso
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import Role
from review.domain.wishes import LASTS, hindrance
from review.models import Claim
from review.queries.claim_facts import facts_of
from review.queries.wishes import reviewers
from review.seal import digest
from review.services.ledger import record

SHOWN = 80


def assign(
    session: Session, *, claim_ids: Collection[int], user_id: int, actor: Actor, note: str = ""
) -> list[Claim]:
    """Mean these claims for a reviewer of the desk, all of them or none.

    Raises Invalid that names each claim which that person may not take, and why.
    """
    require_permission(actor, Permission.ASSIGN_CLAIMS)
    claims = _locked(session, claim_ids, actor)
    person = _reviewer(session, user_id, actor)
    _refuse_what_hinders(session, claims, person)
    until = now() + LASTS
    _write(session, claims, person.user_id, actor.user_id, until, note.strip())
    _record(
        session, actor, "assign", claims, meant_for=person.user_id, until=iso(until),
        # The note is for that person alone, so the ledger keeps what proves it and not its words.
        note_sha256=digest(note.strip()) if note.strip() else "",
    )  # fmt: skip
    return claims


def take_back(session: Session, *, claim_ids: Collection[int], actor: Actor) -> list[Claim]:
    """End the wish on those of these claims that are meant for somebody, and return them.

    Raises Invalid when none of them is.
    """
    require_permission(actor, Permission.ASSIGN_CLAIMS)
    claims = [c for c in _locked(session, claim_ids, actor) if c.meant_for_id is not None]
    if not claims:
        raise Invalid("", fields={"claims": "None of the marked claims is meant for anybody."})
    _write(session, claims, None, None, None, "")
    _record(session, actor, "take_back", claims)
    return claims


def _locked(session: Session, claim_ids: Collection[int], actor: Actor) -> list[Claim]:
    """The claims in a fixed order, so that two editors never wait for each other."""
    wanted = sorted(set(claim_ids))
    if not wanted:
        raise Invalid("", fields={"claims": "Mark one claim at least."})
    claims = session.scalars(
        sa.select(Claim)
        .where(Claim.id.in_(wanted), Claim.desk_id == actor.desk_id)
        .order_by(Claim.id)
        .with_for_update(of=Claim, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if len(claims) < len(wanted):
        raise NotFound("One of these claims is not on this desk.", "Load the queue again.")
    return list(claims)


def _reviewer(session: Session, user_id: int, actor: Actor) -> Actor:
    name = dict(reviewers(session, desk_id=actor.desk_id)).get(user_id)
    if name is None:
        raise Invalid("", fields={"meant_for": "Choose a reviewer of this desk."})
    return Actor(user_id, actor.desk_id, name, frozenset({Role.REVIEWER}))


def _refuse_what_hinders(session: Session, claims: list[Claim], person: Actor) -> None:
    refused = {
        f"claim {claim.id}": f"“{_shortened(claim.text)}”: {why}"
        for claim in claims
        if (why := hindrance(facts_of(session, claim), person))
    }
    if refused:
        what_next = "So none was given. Take these marks away, or choose somebody else."
        raise Invalid("", fields={**refused, "claims": what_next})


def _shortened(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"


def _write(session: Session, claims: list[Claim], *wish: int | datetime | str | None) -> None:
    """In one statement past the count of versions: nothing that is judged changes."""
    names = ("meant_for_id", "meant_by_id", "meant_until", "meant_note")
    session.execute(
        sa.update(Claim)
        .where(Claim.id.in_([claim.id for claim in claims]))
        .values(dict(zip(names, wish, strict=True)))
    )


def _record(
    session: Session, actor: Actor, action: str, claims: list[Claim], **said: object
) -> None:
    """One row for one act, however many claims it is about."""
    ids = [claim.id for claim in claims]
    subject = f"claim {ids[0]}" if len(ids) == 1 else f"{len(ids)} claims"
    record(session, actor=actor, action=action, subject=subject, payload={"claims": ids, **said})
