"""What a look at a watched page found: read and compared first, then written down at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from review.capture.errors import FetchCode
from review.db import Sessions
from review.domain.policy import system
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    ClaimState,
    NoticeKind,
    RippleCause,
)
from review.domain.watching import (
    CAME,
    Answer,
    Content,
    Finding,
    Follows,
    Past,
    Watched,
    judge,
    next_look,
)
from review.models import Capture, Claim, ClaimEvidence, Evidence, WatchLook
from review.services import notices, ripple
from review.services.ledger import record
from review.services.loading import LOCK
from review.text.excerpts import check

LOOK = "look"
# As far back as the distance to the next look still grows; "gone" repeats itself in each look.
_PAST = 20
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class _Case:
    """A look whose fetch is done. `excerpts` are what claims quote, in their own words."""

    capture_id: int
    evidence_id: int
    asked_by_id: int | None
    at: datetime
    answer: Answer
    watched: Watched
    excerpts: Sequence[str]


def conclude(sessions: Sessions, *, capture_id: int, distance: timedelta) -> Finding | None:
    """Judge a look and write down what it found and what follows, in one unit of work.

    None while the fetch is under way, where the look is written down already, and where somebody
    quoted the page otherwise meanwhile: then it is to be concluded again. Safe to call again.
    """
    with sessions.read() as session:
        case = _case(session, capture_id)
    if case is None:
        return None
    finding = judge(case.watched, case.answer, at=case.at, stands=_stands)
    with sessions.write.begin() as session:
        return finding if _written(session, case, finding, distance) else None


def spread_of(evidence_id: int) -> float:
    """Where between 0 and 1 a piece's looks fall: always there, and far from its neighbours'."""
    return evidence_id * _GOLDEN % 1


def _stands(words: str, quote: str) -> bool:
    return check(words, quote).stands


def _case(session: Session, capture_id: int) -> _Case | None:
    row = session.get_one(Capture, capture_id, options=[undefer(Capture.text)])
    if row.step is not CaptureStep.DONE or row.finished_at is None or _is_known(session, row.id):
        return None
    ours = _content(session.scalars(_first(row.evidence_id)).one())
    excerpts = _excerpts(session, row.evidence_id)
    before = session.scalars(_last_that_came(row.evidence_id)).first()
    watched = Watched(
        ours=ours,
        before=ours if before is None else _content(before),
        quotes=[words for quote in excerpts if (words := _in_our_words(ours.words, quote))],
        past=_past(session, row.evidence_id),
    )
    return _Case(
        row.id, row.evidence_id, row.requested_by_id, row.finished_at, _answer(row), watched,
        excerpts,
    )  # fmt: skip


def _is_known(session: Session, capture_id: int) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(WatchLook.capture_id == capture_id))))


def _first(evidence_id: int) -> sa.Select[Capture]:
    return (
        sa.select(Capture)
        .filter_by(
            evidence_id=evidence_id,
            purpose=CapturePurpose.FIRST,
            status=CaptureStatus.CAPTURED,
        )
        .options(undefer(Capture.text))
    )


def _last_that_came(evidence_id: int) -> sa.Select[Capture]:
    return (
        sa.select(Capture)
        .join(WatchLook, WatchLook.capture_id == Capture.id)
        .where(WatchLook.evidence_id == evidence_id, WatchLook.outcome.in_(CAME))
        .order_by(WatchLook.id.desc())
        .limit(1)
        .options(undefer(Capture.text))
    )


def _content(row: Capture) -> Content:
    return Content(row.sha256 or "", row.text)


def _answer(row: Capture) -> Answer:
    if row.status is CaptureStatus.CAPTURED:
        return Answer(_content(row), row.http_status)
    # A status that came before the line broke is not the site's answer.
    whole = row.failure_code == FetchCode.HTTP_ERROR
    return Answer(http_status=row.http_status if whole else None, why=row.failure)


def _excerpts(session: Session, evidence_id: int) -> Sequence[str]:
    """What claims quote from the piece now."""
    rows = sa.select(ClaimEvidence.excerpt).join(Claim, Claim.id == ClaimEvidence.claim_id)
    return session.scalars(
        rows.where(
            ClaimEvidence.evidence_id == evidence_id,
            ClaimEvidence.detached_at.is_(None),
            ClaimEvidence.excerpt != "",
            Claim.state != ClaimState.WITHDRAWN,
        ).order_by(ClaimEvidence.id)
    ).all()


def _in_our_words(words: str, quote: str) -> str:
    """A quotation as our copy has it; empty where it was never there, so that it cannot fall."""
    found = check(words, quote)
    return quote if found.stands else " … ".join(place.of(words) for place in found.pieces)


def _past(session: Session, evidence_id: int) -> Sequence[Past]:
    rows = session.execute(
        sa.select(WatchLook.at, WatchLook.outcome, WatchLook.http_status)
        .where(WatchLook.evidence_id == evidence_id)
        .order_by(WatchLook.id.desc())
        .limit(_PAST)
    )
    return [Past(*row) for row in rows]


def _written(session: Session, case: _Case, finding: Finding, distance: timedelta) -> bool:
    evidence = session.get_one(Evidence, case.evidence_id, with_for_update=LOCK)
    if _is_known(session, case.capture_id) or _excerpts(session, evidence.id) != case.excerpts:
        return False
    if finding.follows is Follows.ALTERED:
        ripple.hold(session, evidence_ids=[evidence.id])
    session.add(
        WatchLook(
            evidence_id=evidence.id,
            capture_id=case.capture_id,
            user_id=case.asked_by_id,
            outcome=finding.outcome,
            http_status=case.answer.http_status,
            reason=finding.reason,
            at=case.at,
        )
    )
    again = next_look(
        finding, case.answer, case.watched.past,
        at=case.at, distance=distance, spread=spread_of(evidence.id),
    )  # fmt: skip
    values = {"watch_state": finding.outcome}
    set_watch(session, evidence.id, **values | ({"watch_at": again} if evidence.watch_at else {}))
    if finding.follows is not Follows.NOTHING:
        _follow(session, evidence, case, finding)
    return True


def set_watch(session: Session, evidence_id: int, **values: object) -> None:
    """Say when a piece is looked at, or what was found, without a new version of the piece: what
    somebody is about to say of it still holds.
    """
    session.execute(
        sa.update(Evidence)
        .where(Evidence.id == evidence_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _follow(session: Session, evidence: Evidence, case: _Case, finding: Finding) -> None:
    record(
        session,
        actor=system(evidence.desk_id),
        action=LOOK,
        subject=f"evidence {evidence.id}",
        payload={
            "capture": case.capture_id,
            "outcome": finding.outcome.value,
            "http_status": case.answer.http_status,
            "altered": finding.follows is Follows.ALTERED,
            "reason": finding.reason,
        },
    )
    if finding.follows is Follows.ALTERED:
        ripple.run(
            session, cause=RippleCause.ALTERED, reason=finding.reason, actor=None,
            evidence_ids=[evidence.id],
        )  # fmt: skip
        return
    kind = NoticeKind.PAGE_GONE if finding.follows is Follows.TOLD_GONE else NoticeKind.PAGE_CHANGED
    notices.tell(session, kind=kind, reason=finding.reason, evidence_id=evidence.id)
