"""Alarms on claims that wait to be signed: the accuser as the only origin, evidence in a circle."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from review.domain.corroboration import Item, Link, alarms, count_origins
from review.domain.gates import GateCode
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.models import Accusation, Claim, ClaimEvidence, Derivation, Evidence, GateWaiver
from review.queries.claim_file import comes_from_accuser
from review.queries.desk_lists import MOST, URGENT, Said

LOOKED_AT = 200


def alarms_on(session: Session, actor: Actor, _at: datetime) -> Sequence[Said]:
    """The most urgent claims with an alarm that nobody has answered, in three queries."""
    waiting = session.execute(_waiting(actor)).all()
    attached = _attached(session, [row.Claim.id for row in waiting])
    links = _links(session, [row.evidence_id for rows in attached.values() for row in rows])
    found = [
        Said(row.Claim.id, row.Claim.id, words, "", row.Claim.state_since)
        for row in waiting
        for words in _alarms(row.Accusation, attached[row.Claim.id], links)
    ]
    return found[:MOST]


def _waiting(actor: Actor) -> sa.Select[Claim, Accusation]:
    answered = sa.exists().where(
        GateWaiver.claim_id == Claim.id,
        GateWaiver.round == Claim.round,
        GateWaiver.gate == GateCode.ALARM,
    )
    return (
        sa.select(Claim, Accusation)
        .outerjoin(Accusation, Accusation.claim_id == Claim.id)
        .where(
            Claim.desk_id == actor.desk_id,
            Claim.state == ClaimState.AWAITING_SIGN_OFF,
            ~answered,
        )
        .order_by(*URGENT)
        .limit(LOOKED_AT)
    )


def _attached(session: Session, claim_ids: Sequence[int]) -> dict[int, list[ClaimEvidence]]:
    rows = session.scalars(
        sa.select(ClaimEvidence)
        .where(ClaimEvidence.claim_id.in_(claim_ids), ClaimEvidence.detached_at.is_(None))
        .options(joinedload(ClaimEvidence.evidence).joinedload(Evidence.source))
    )
    found: dict[int, list[ClaimEvidence]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _links(session: Session, evidence_ids: Sequence[int]) -> list[Link]:
    rows = session.scalars(sa.select(Derivation).where(Derivation.child_id.in_(evidence_ids)))
    return [Link(row.child_id, row.parent_id) for row in rows]


def _alarms(
    accusation: Accusation | None, attached: Sequence[ClaimEvidence], links: Sequence[Link]
) -> list[str]:
    items = [
        Item(
            row.evidence_id,
            row.evidence.source_id,
            accusation is not None and comes_from_accuser(accusation, row.evidence.source),
        )
        for row in attached
    ]
    return alarms(count_origins(items, links), accusation=accusation is not None)
