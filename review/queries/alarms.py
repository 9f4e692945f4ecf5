"""Alarms on claims that wait to be signed: the accuser as the only origin, evidence in a circle."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.corroboration import Item, Link, alarms, count_origins
from review.domain.gates import GateCode
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.models import Accusation, Claim, ClaimEvidence, Derivation, Evidence, GateWaiver, Source
from review.queries.claim_file import comes_from_accuser
from review.queries.desk_lists import MOST, URGENT, Said

LOOKED_AT = 100


def alarms_on(session: Session, actor: Actor, _at: datetime) -> Sequence[Said]:
    """The most urgent claims with an alarm that nobody has answered, in three queries."""
    waiting = session.execute(_waiting(actor)).all()
    attached = _attached(session, [row.id for row in waiting])
    links = _links(session, [row.evidence_id for rows in attached.values() for row in rows])
    found = [
        Said(row.id, row.id, words, "", row.state_since)
        for row in waiting
        for words in _alarms(row, attached[row.id], links)
    ]
    return found[:MOST]


def _waiting(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    answered = sa.exists().where(
        GateWaiver.claim_id == Claim.id,
        GateWaiver.round == Claim.round,
        GateWaiver.gate == GateCode.ALARM,
    )
    return (
        sa.select(Claim.id, Claim.state_since, Accusation.accuser, Accusation.accuser_source_id)
        .outerjoin(Accusation, Accusation.claim_id == Claim.id)
        .where(
            Claim.desk_id == actor.desk_id,
            Claim.state == ClaimState.AWAITING_SIGN_OFF,
            ~answered,
        )
        .order_by(*URGENT)
        .limit(LOOKED_AT)
    )


def _attached(session: Session, claim_ids: Sequence[int]) -> dict[int, list[Any]]:
    rows = session.execute(
        sa.select(ClaimEvidence.claim_id, ClaimEvidence.evidence_id, Source.id, Source.name)
        .join(Evidence, Evidence.id == ClaimEvidence.evidence_id)
        .outerjoin(Source, Source.id == Evidence.source_id)
        .where(ClaimEvidence.claim_id.in_(claim_ids), ClaimEvidence.detached_at.is_(None))
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _links(session: Session, evidence_ids: Sequence[int]) -> list[Link]:
    rows = session.execute(
        sa.select(Derivation.child_id, Derivation.parent_id).where(
            Derivation.child_id.in_(evidence_ids)
        )
    )
    return [Link(row.child_id, row.parent_id) for row in rows]


def _alarms(claim: Any, attached: Sequence[Any], links: Sequence[Link]) -> list[str]:
    accused = claim.accuser is not None
    items = [
        Item(
            row.evidence_id,
            row.id,
            accused
            and comes_from_accuser(claim.accuser, claim.accuser_source_id, row.id, row.name or ""),
        )
        for row in attached
    ]
    return alarms(count_origins(items, links), accusation=accused)
