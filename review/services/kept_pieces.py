"""Pieces that the desk holds already: found again, and never taken for what a page says today."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from review.db import now
from review.domain.errors import Invalid
from review.domain.policy import Actor
from review.domain.vocabulary import CapturePurpose, CaptureStatus, EvidenceKind, IfKept
from review.models import Capture, Evidence
from review.queries.sealed_pieces import may_read

# A page kept less long ago than this is today's page to anybody who attaches it.
FRESH = timedelta(hours=1)


def held_already(
    session: Session,
    *,
    kind: EvidenceKind,
    url: str,
    sha256: str | None,
    source_id: int | None,
    actor: Actor,
) -> Evidence | None:
    """The same link or the same bytes, held by the actor's desk and said to be of the same source.

    The newest, where there are several. A piece that the actor may not read is none to them: that
    the desk holds it would tell what it is.
    """
    same = sa.select(Evidence).filter_by(desk_id=actor.desk_id, kind=kind)
    same = same.where(
        Evidence.url == url if kind is EvidenceKind.LINK else Evidence.sha256 == sha256
    )
    if source_id is not None:
        same = same.where(Evidence.source_id == source_id)
    newest = same.options(joinedload(Evidence.source)).order_by(Evidence.id.desc())
    return next((row for row in session.scalars(newest) if may_read(session, row, actor)), None)


def require_choice(session: Session, evidence: Evidence, chosen: IfKept | None) -> None:
    """Raise Invalid where the copy of a page is from another day and nobody said what to do."""
    since = copied_at(session, evidence.id)
    if chosen is None and since is not None and since < now() - FRESH:
        raise Invalid(
            "The desk keeps a copy of this address already.",
            "Choose what is meant.",
            fields={
                "if_kept": f"Our copy of this address is from {since:%-d %b %Y, %H:%M} UTC. "
                "Say whether that one is meant, or the page as it is today."
            },
        )


def copied_at(session: Session, evidence_id: int) -> datetime | None:
    """Since when a page is kept as it stands in evidence; None where nothing is kept of it."""
    return session.scalars(
        sa.select(Capture.finished_at).filter_by(
            evidence_id=evidence_id,
            purpose=CapturePurpose.FIRST,
            status=CaptureStatus.CAPTURED,
        )
    ).first()
