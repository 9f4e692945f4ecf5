"""Alarms on claims that wait to be signed: the accuser as the only origin, evidence in a circle,
quoted words that are not there.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from review.domain.corroboration import alarms, unfound_words
from review.domain.gates import GateCode
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState, ExcerptStatus
from review.models import Accusation, Claim, ClaimEvidence, Evidence, GateWaiver
from review.queries.claim_file import is_accuser
from review.queries.desk_lists import MOST, URGENT, Said
from review.queries.lineage import Lineage, lineage_of, origins_of

LOOKED_AT = 100


def alarms_on(session: Session, actor: Actor, _at: datetime) -> Sequence[Said]:
    """The most urgent claims with an alarm that nobody has answered, in at most five queries."""
    waiting = session.execute(_waiting(actor)).all()
    attached = _attached(session, [row.id for row in waiting])
    pieces = {row.evidence_id for rows in attached.values() for row in rows}
    lineage = lineage_of(session, pieces)
    found = [
        Said(row.id, row.id, words, "", row.state_since)
        for row in waiting
        for words in _alarms(row.Accusation, attached[row.id], lineage)
    ]
    return found[:MOST]


def _waiting(actor: Actor) -> sa.Select[int, datetime, Accusation]:
    answered = sa.exists().where(
        GateWaiver.claim_id == Claim.id,
        GateWaiver.round == Claim.round,
        GateWaiver.gate == GateCode.ALARM,
    )
    return (
        sa.select(Claim.id, Claim.state_since, Accusation)
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
        .options(joinedload(ClaimEvidence.evidence).joinedload(Evidence.source))
        .where(ClaimEvidence.claim_id.in_(claim_ids), ClaimEvidence.detached_at.is_(None))
        .order_by(ClaimEvidence.number)
    )
    found: dict[int, list[ClaimEvidence]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found


def _alarms(
    record: Accusation | None, attached: Sequence[ClaimEvidence], lineage: Lineage
) -> list[str]:
    mine = lineage.above([row.evidence_id for row in attached])
    pieces = [row.evidence for row in attached]
    origins = origins_of(pieces, mine, lambda source: is_accuser(record, source))
    unfound = [
        row.number
        for row in attached
        if row.excerpt_status is ExcerptStatus.NOT_FOUND and row.evidence.retracted_at is None
    ]
    return [*alarms(origins, accusation=record is not None), *unfound_words(unfound)]
