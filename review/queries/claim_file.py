"""Everything that belongs to one claim in its present round, read in a fixed number of queries.

Gates, the signed content and the claim's page are all made from it. It knows no blindness: who may
see which part is decided where it is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from review.domain.corroboration import Origins
from review.domain.desk_policy import DeskPolicy
from review.domain.fabrication import Answers, Level, level
from review.domain.vocabulary import Answer, CapturePurpose, CommentKind, DisclosureLevel, Role
from review.models import (
    Accusation,
    Adjudication,
    ArticleVersion,
    Assessment,
    Capture,
    Checkpoint,
    Claim,
    ClaimEvidence,
    Comment,
    Desk,
    Evidence,
    ExculpatoryNote,
    GateWaiver,
    LevelConfirmation,
    Membership,
    ReplyRequest,
    Source,
    User,
)
from review.queries.lineage import Lineage, lineage_of, origins_of
from review.queries.sealed_names import without_sealed_names


@dataclass(frozen=True)
class ClaimFile:
    """One claim with its rows. `attached` leaves out evidence that was taken off again.

    `struck` says of each retracted piece why, in words that name no sealed source; empty where
    the piece itself is from one.
    """

    claim: Claim
    text_sha256: str
    text_version: int
    policy: DeskPolicy
    assessments: Sequence[Assessment]
    adjudication: Adjudication | None
    attached: Sequence[ClaimEvidence]
    captures: Mapping[int, Capture]
    lineage: Lineage
    checkpoints: Sequence[Checkpoint]
    accusation: Accusation | None
    notes: Sequence[ExculpatoryNote]
    confirmations: Sequence[LevelConfirmation]
    replies: Sequence[ReplyRequest]
    waivers: Sequence[GateWaiver]
    open_queries: int
    names: Mapping[int, str]
    struck: Mapping[int, str]

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Evidence id to its E-number on this claim."""
        return {row.evidence_id: row.number for row in self.attached}

    @cached_property
    def retracted(self) -> frozenset[int]:
        """The ids of retracted pieces, attached ones and those that attached ones come from.

        They stay to be seen, and count for nothing.
        """
        rows = (*(row.evidence for row in self.attached), *self.lineage.beyond.values())
        return frozenset(row.id for row in rows if row.retracted_at is not None)

    @cached_property
    def counting(self) -> Mapping[int, int]:
        """As `numbers`, without what was retracted."""
        return {key: at for key, at in self.numbers.items() if key not in self.retracted}

    @cached_property
    def origins(self) -> Origins:
        attached = [row.evidence for row in self.attached]
        return origins_of(attached, self.lineage, self.accuses)

    def accuses(self, source: Source | None) -> bool:
        """Whether a source is the very body that accuses."""
        return is_accuser(self.accusation, source)

    @cached_property
    def sheets(self) -> Sequence[Answers]:
        return [{a.code: a.answer for a in given.answers} for given in self.assessments]

    @cached_property
    def decided_answers(self) -> Answers | None:
        if self.adjudication is None or self.accusation is None:
            return None
        return {code: Answer(value) for code, value in self.adjudication.answers.items()}

    @cached_property
    def level(self) -> Level | None:
        """The level of the accusation sheet; None where the claim has no sheet."""
        if self.accusation is None:
            return None
        confirmed: set[Role] = {said.role for said in self.confirmations if said.confirmed}
        return level(self.sheets, decided=self.decided_answers, confirmed_by=confirmed)

    def name(self, user_id: int | None) -> str:
        return self.names.get(user_id, "") if user_id is not None else "Proofdesk"


def is_accuser(record: Accusation | None, source: Source | None) -> bool:
    """Whether a source is the accuser, by the record's own link or by its name."""
    if record is None or source is None:
        return False
    named = record.accuser.casefold().strip()
    return source.id == record.accuser_source_id or (
        named != "" and source.name.casefold().strip() == named
    )


def load(session: Session, claim: Claim) -> ClaimFile:
    """Read the file of one claim."""
    in_round = {"claim_id": claim.id, "round": claim.round}
    attached = _attached(session, claim.id)
    ids = [row.evidence_id for row in attached]
    text = _text(session, claim)
    points = sa.select(Checkpoint).filter_by(claim_id=claim.id).order_by(Checkpoint.start)
    asked = sa.select(ReplyRequest).filter_by(claim_id=claim.id).order_by(ReplyRequest.id)
    accusation = session.scalars(sa.select(Accusation).filter_by(claim_id=claim.id)).one_or_none()
    return ClaimFile(
        claim=claim,
        text_sha256=text.sha256,
        text_version=text.number,
        policy=policy_of(session, claim.desk_id),
        assessments=assessments(session, claim_id=claim.id, round_number=claim.round),
        adjudication=session.scalars(sa.select(Adjudication).filter_by(**in_round)).one_or_none(),
        attached=attached,
        captures=_first_captures(session, ids),
        lineage=lineage_of(session, ids),
        checkpoints=session.scalars(points).all(),
        accusation=accusation,
        notes=_notes(session, accusation),
        confirmations=session.scalars(sa.select(LevelConfirmation).filter_by(**in_round)).all(),
        replies=session.scalars(asked).all(),
        waivers=session.scalars(sa.select(GateWaiver).filter_by(**in_round)).all(),
        open_queries=_open_queries(session, claim.id),
        names=names_on(session, claim.desk_id),
        struck=_struck(session, claim.desk_id, attached),
    )


def _text(session: Session, claim: Claim) -> sa.Row[str, int]:
    version = sa.select(ArticleVersion.sha256, ArticleVersion.number)
    return session.execute(version.filter_by(id=claim.article_version_id)).one()


def _struck(session: Session, desk_id: int, attached: Sequence[ClaimEvidence]) -> dict[int, str]:
    rows = [row.evidence for row in attached if row.evidence.retracted_at is not None]
    if not rows:
        return {}
    mask = without_sealed_names(session, desk_id)
    sealed = {
        row.id for row in rows if row.source and row.source.disclosure is DisclosureLevel.SEALED
    }
    return {row.id: "" if row.id in sealed else mask(row.retracted_reason) for row in rows}


def policy_of(session: Session, desk_id: int) -> DeskPolicy:
    """The desk's policy: what an editor set, and the safe defaults for the rest."""
    kept = session.scalars(sa.select(Desk.policy).where(Desk.id == desk_id)).one()
    return DeskPolicy(**kept)


def assessments(session: Session, *, claim_id: int, round_number: int) -> Sequence[Assessment]:
    """The submitted assessments of one round, in the order in which they came."""
    return session.scalars(
        sa.select(Assessment)
        .filter_by(claim_id=claim_id, round=round_number)
        .options(selectinload(Assessment.grades), selectinload(Assessment.answers))
        .order_by(Assessment.id)
    ).all()


def names_on(session: Session, desk_id: int) -> Mapping[int, str]:
    """Names of everybody who ever had a role on the desk, by user id."""
    rows = session.execute(
        sa.select(User.id, User.name).where(
            User.id.in_(sa.select(Membership.user_id).where(Membership.desk_id == desk_id))
        )
    )
    return {row.id: row.name for row in rows}


def _attached(session: Session, claim_id: int) -> Sequence[ClaimEvidence]:
    return session.scalars(
        sa.select(ClaimEvidence)
        .where(ClaimEvidence.claim_id == claim_id, ClaimEvidence.detached_at.is_(None))
        .options(joinedload(ClaimEvidence.evidence).joinedload(Evidence.source))
        .order_by(ClaimEvidence.number)
    ).all()


def _first_captures(session: Session, evidence_ids: Sequence[int]) -> Mapping[int, Capture]:
    """The capture that is the evidence, or the newest try at one; later looks are none of it."""
    rows = session.scalars(
        sa.select(Capture)
        .where(Capture.evidence_id.in_(evidence_ids), Capture.purpose == CapturePurpose.FIRST)
        .order_by(Capture.id)
    )
    return {row.evidence_id: row for row in rows}


def _notes(session: Session, accusation: Accusation | None) -> Sequence[ExculpatoryNote]:
    if accusation is None:
        return []
    return session.scalars(
        sa.select(ExculpatoryNote)
        .filter_by(accusation_id=accusation.id)
        .order_by(ExculpatoryNote.id)
    ).all()


def _open_queries(session: Session, claim_id: int) -> int:
    return session.scalars(
        sa.select(sa.func.count())
        .select_from(Comment)
        .where(
            Comment.claim_id == claim_id,
            Comment.kind == CommentKind.QUERY,
            Comment.answered_at.is_(None),
        )
    ).one()
