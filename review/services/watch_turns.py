"""Whose turn it is to be looked at again: not too soon, not too many, and one site at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from review.db import Sessions, now
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep
from review.domain.watching import LATENESS
from review.models import Capture, ClaimEvidence, Desk, Evidence, WatchLook
from review.services.capture_rows import CUT_OFF_AFTER
from review.services.loading import LOCK
from review.services.looks import set_watch, spread_of

A_MINUTE = timedelta(minutes=1)
# Longer than a fetch and all that is done with it may take: then another worker goes on.
LEASE = 2 * CUT_OFF_AFTER + A_MINUTE
_MOST_DUE = 1000


@dataclass(frozen=True, slots=True)
class Pace:
    """After how many `days` a page is looked at again, 0 for never, and how many in a minute."""

    days: int
    a_minute: int

    @property
    def distance(self) -> timedelta:
        return timedelta(days=self.days)


def due(sessions: Sessions, pace: Pace, *, desk_id: int | None = None) -> list[int]:
    """Pieces whose look has come, no more than may be fetched now and one of each site.

    Looks that were cut off, or that somebody asked for, are always among them.
    """
    if not pace.days:
        return []
    _give_newcomers_their_time(sessions, pace)
    with sessions.read() as session:
        rows = session.execute(_due(desk_id)).all()
        road = _Road.now(session, pace)
        return [row.id for row in rows if row.open or road.takes(row.url)]


def _due(desk_id: int | None) -> sa.Select[int, str, bool]:
    rests = sa.exists().where(
        ClaimEvidence.evidence_id == Evidence.id, ClaimEvidence.detached_at.is_(None)
    )
    cut_off = _open_of(Evidence.id).with_only_columns(Capture.id).exists()
    return (
        sa.select(Evidence.id, Evidence.url, cut_off.label("open"))
        .where(
            Evidence.watch_at <= now(),
            Evidence.retracted_at.is_(None),
            sa.or_(rests, cut_off),
            sa.true() if desk_id is None else Evidence.desk_id == desk_id,
        )
        .order_by(Evidence.watch_at, Evidence.id)
        .limit(_MOST_DUE)
    )


@dataclass
class _Road:
    """Which sites are being asked now or were a moment ago, and how many more may be."""

    busy: set[str]
    left: int

    @classmethod
    def now(cls, session: Session, pace: Pace) -> "_Road":
        going = sa.or_(Capture.requested_at > now() - A_MINUTE, Capture.step != CaptureStep.DONE)
        urls = session.scalars(
            _by_watch().with_only_columns(Capture.url)
            .where(Capture.requested_at > now() - LEASE, going)
        ).all()  # fmt: skip
        return cls({_site(url) for url in urls}, pace.a_minute - len(urls))

    def takes(self, url: str) -> bool:
        site = _site(url)
        if self.left <= 0 or site in self.busy:
            return False
        self.busy.add(site)
        self.left -= 1
        return True


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _by_watch() -> sa.Select[Capture]:
    return sa.select(Capture).where(Capture.purpose == CapturePurpose.WATCH)


def _open_of(evidence_id: int | InstrumentedAttribute[int]) -> sa.Select[Capture]:
    """Looks that are not concluded."""
    concluded = sa.exists().where(WatchLook.capture_id == Capture.id)
    return _by_watch().where(Capture.evidence_id == evidence_id, ~concluded)


def _open_capture(session: Session, evidence_id: int) -> Capture | None:
    return session.scalars(_open_of(evidence_id).limit(1)).first()


def is_too_soon(session: Session, evidence_id: int) -> bool:
    """Whether a page is being looked at now, or was within the last minute."""
    lately = _by_watch().where(
        Capture.evidence_id == evidence_id, Capture.requested_at > now() - A_MINUTE
    )
    return _open_capture(session, evidence_id) is not None or bool(session.scalars(lately).first())


def asked_for(session: Session, evidence: Evidence, asked_by_id: int | None = None) -> Capture:
    """A look that is to be made: its row is there before anything is fetched."""
    row = Capture(
        evidence_id=evidence.id,
        url=evidence.url,
        purpose=CapturePurpose.WATCH,
        requested_by_id=asked_by_id,
        requested_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def _give_newcomers_their_time(sessions: Sessions, pace: Pace) -> None:
    """What was captured lately has its first look after the whole distance."""
    with sessions.read() as session:
        fresh = _newcomers(session, pace)
    if fresh:
        with sessions.write.begin() as session:
            for evidence_id, captured_at in fresh:
                later = pace.distance * (1 + LATENESS * spread_of(evidence_id))
                set_watch(session, evidence_id, watch_at=captured_at + later)


def _newcomers(session: Session, pace: Pace) -> list[tuple[int, datetime]]:
    rows = session.execute(
        sa.select(Evidence.id, Capture.finished_at)
        .join(Capture, Capture.evidence_id == Evidence.id)
        .where(
            Evidence.watch_at <= now(),
            Evidence.watch_state.is_(None),
            Capture.purpose == CapturePurpose.FIRST,
            Capture.status == CaptureStatus.CAPTURED,
            Capture.finished_at > now() - pace.distance,
        )
    )
    return [(evidence_id, at) for evidence_id, at in rows if at is not None]


def take(sessions: Sessions, *, evidence_id: int, pace: Pace) -> int | None:
    """The capture to be made at this look, which nobody else takes for a while; None where it is
    not due, another has it, or the site must not be asked at this moment.
    """
    with sessions.write.begin() as session:
        # Looks go through one door, one by one, or two could each be the last of a minute.
        session.execute(
            sa.select(Desk.id).order_by(Desk.id).limit(1).with_for_update(key_share=True)
        )
        evidence = session.get(Evidence, evidence_id, with_for_update=LOCK)
        if evidence is None or evidence.watch_at is None or evidence.watch_at > now():
            return None
        row = _open_capture(session, evidence_id)
        if row is None:
            if not _Road.now(session, pace).takes(evidence.url):
                return None
            row = asked_for(session, evidence)
        set_watch(session, evidence_id, watch_at=now() + LEASE)
        return row.id
