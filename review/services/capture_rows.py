"""The row of a capture, step by step: each step is one short unit of work.

What a step has kept stays kept, whatever becomes of the steps after it. A row that is done, or that
another worker has begun meanwhile, is left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from review.capture.aside import Aside
from review.capture.errors import FetchCode, FetchError
from review.capture.snapshot import Hop, Snapshot
from review.db import Sessions, now
from review.domain.policy import system
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep
from review.models import Capture, Evidence
from review.parsing.document import ReadDocument
from review.services import blobs
from review.services.ledger import record
from review.services.loading import LOCK, claims_resting_on
from review.services.sign_offs import void_if_changed
from review.services.stamps import ask_for_record
from review.stores.store import Stored
from review.text.canonical import digest

# Longer than any capture may take: one that began before was cut off, and is begun again.
CUT_OFF_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
NO_PICTURE = "No picture was made: it was begun too often. The page itself is kept."
GIVEN_UP = (
    f"This capture was begun {MOST_ATTEMPTS} times and never came to its end.",
    "Ask for it again, or save the page and attach it as a file.",
)


@dataclass(frozen=True, slots=True)
class Begun:
    """What is to be done: everything, or what is left after the bytes were kept."""

    url: str
    step: CaptureStep
    sha256: str = ""
    media_type: str = ""


def begin(sessions: Sessions, capture_id: int) -> Begun | None:
    """Mark the capture as begun; None when it is done, or another worker is at it."""
    with sessions.write.begin() as session:
        row = session.get(Capture, capture_id, with_for_update=LOCK)
        if row is None or row.step is CaptureStep.DONE:
            return None
        if row.started_at is not None and row.started_at > now() - CUT_OFF_AFTER:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _give_up(session, row)
            return None
        row.started_at, row.attempts = now(), row.attempts + 1
        if row.status is CaptureStatus.PENDING:
            row.step = CaptureStep.FETCHING
        return Begun(row.final_url or row.url, row.step, row.sha256 or "", row.media_type)


def _give_up(session: Session, row: Capture) -> None:
    if row.status is CaptureStatus.PENDING:
        if not row.failure:
            row.failure_code, row.failure = FetchCode.GIVEN_UP.value, " ".join(GIVEN_UP)
        row.status = CaptureStatus.FAILED
        _close(session, row)
    if row.step is CaptureStep.PICTURING:
        row.snapshot_failure = NO_PICTURE
    row.step = CaptureStep.DONE


def keeping(sessions: Sessions, capture_id: int, *coming: Aside) -> None:
    """That these bytes are about to be put into the store."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.status is CaptureStatus.PENDING:
            row.step = CaptureStep.KEEPING
        blobs.announce(session, *(Stored(one.sha256, one.sha512, one.size) for one in coming))


def kept(
    sessions: Sessions, capture_id: int, snapshot: Snapshot, warc: Aside, authorities: Sequence[str]
) -> CaptureStatus:
    """The page and its record are in the store: from here on nothing of them can be lost.

    That the record is to be stamped is said along with it, so that no crash comes between.
    """
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.status is not CaptureStatus.PENDING:
            return row.status
        body = snapshot.body
        blobs.settle(session, body.sha256, warc.sha256)
        _tell_hops(row, snapshot.hops)
        _tell_record(row, snapshot, warc)
        row.size, row.sha256, row.sha512 = body.size, body.sha256, body.sha512
        row.step, row.attempts, row.started_at = CaptureStep.READING, 0, now()
        row.status, row.failure_code, row.failure = CaptureStatus.CAPTURED, "", ""
        evidence = _close(session, row)
        ask_for_record(session, evidence=evidence, sha256=warc.sha256, authorities=authorities)
        return row.status


def failed(sessions: Sessions, capture_id: int, refused: FetchError) -> CaptureStatus:
    """No page came: why, and how far the way to it was followed."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.status is CaptureStatus.PENDING:
            _tell_hops(row, refused.hops)
            _fail(session, row, refused.code, f"{refused.message} {refused.remedy}")
        return row.status


def answered_with_error(
    sessions: Sessions, capture_id: int, snapshot: Snapshot, warc: Aside
) -> CaptureStatus:
    """What came is not the page. The record of it is kept, and is not the evidence."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.status is CaptureStatus.PENDING:
            blobs.settle(session, warc.sha256)
            _tell_hops(row, snapshot.hops)
            _tell_record(row, snapshot, warc)
            said = f"The site answered {snapshot.status} instead of the page."
            _fail(session, row, FetchCode.HTTP_ERROR, said)
        return row.status


def put_off(sessions: Sessions, capture_id: int, code: FetchCode, why: str) -> CaptureStatus:
    """Trouble of our own: it is tried again by the next sweep, and no more than a few times."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.step is not CaptureStep.DONE:
            row.started_at = None
            if row.status is CaptureStatus.PENDING:
                row.step, row.failure_code, row.failure = CaptureStep.WAITING, code.value, why
            if row.attempts >= MOST_ATTEMPTS:
                _give_up(session, row)
        return row.status


def words(
    sessions: Sessions, capture_id: int, document: ReadDocument | None, then: CaptureStep
) -> None:
    """What the page says, and says about itself; None where there is no text to be had."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.step is not CaptureStep.READING:
            return
        row.step, row.attempts = then, 0
        if document is None:
            return
        row.title, row.text, row.text_sha256 = document.title, document.text, digest(document.text)
        row.byline, row.publisher = document.byline, document.publisher
        row.published_on, row.language = document.published_on, document.language or ""
        evidence = session.get_one(Evidence, row.evidence_id, with_for_update=LOCK)
        is_named = evidence.title != evidence.url
        if row.purpose is CapturePurpose.FIRST and row.title and not is_named:
            _name(session, evidence, row.title)


def pictured(
    sessions: Sessions, capture_id: int, pdf: Stored | None, picture: Stored | None, failure: str
) -> None:
    """The pictures of the page are in the store, or there are none and it is said why."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.step is not CaptureStep.PICTURING:
            return
        row.step, row.snapshot_failure = CaptureStep.DONE, failure
        if pdf is None or picture is None:
            return
        blobs.settle(session, pdf.sha256, picture.sha256)
        row.pdf_sha256, row.picture_sha256 = pdf.sha256, picture.sha256
        evidence = session.get_one(Evidence, row.evidence_id)
        record(
            session,
            actor=system(evidence.desk_id),
            action="picture",
            subject=f"evidence {evidence.id}",
            payload={
                "capture": row.id,
                "pdf_sha256": row.pdf_sha256,
                "picture_sha256": row.picture_sha256,
            },
        )


def _name(session: Session, evidence: Evidence, title: str) -> None:
    claims = claims_resting_on(session, evidence.id)
    evidence.title = title
    for claim in claims:
        void_if_changed(session, claim, because="the title of a captured page became known")


def _tell_hops(row: Capture, hops: tuple[Hop, ...]) -> None:
    row.redirects = [hop.as_json() for hop in hops if hop.location]
    if not hops:
        return
    last = hops[-1]
    row.peer, row.final_url, row.http_status = last.peer, last.url, last.status
    row.request_headers = [list(pair) for pair in last.request_headers]
    row.response_headers = [list(pair) for pair in last.response_headers]


def _tell_record(row: Capture, snapshot: Snapshot, warc: Aside) -> None:
    row.tool, row.media_type = snapshot.tool, snapshot.media_type
    row.raw_sha256, row.warc_sha256 = snapshot.record[-1].heard.sha256, warc.sha256


def _fail(session: Session, row: Capture, code: FetchCode, why: str) -> None:
    row.failure_code, row.failure, row.step = code.value, why, CaptureStep.DONE
    row.status = CaptureStatus.FAILED
    _close(session, row)


def _close(session: Session, row: Capture) -> Evidence:
    """Say in the ledger what came of it; look again at every claim that rests on the piece."""
    evidence = session.get_one(Evidence, row.evidence_id, with_for_update=LOCK)
    claims = claims_resting_on(session, evidence.id)
    row.finished_at = now()
    if row.status is CaptureStatus.CAPTURED and row.purpose is CapturePurpose.FIRST:
        evidence.sha256, evidence.sha512, evidence.size = row.sha256, row.sha512, row.size
        evidence.media_type = row.media_type
        evidence.watch_at = row.finished_at
    record(
        session,
        actor=system(evidence.desk_id),
        action="capture",
        subject=f"evidence {evidence.id}",
        payload={
            "capture": row.id,
            "purpose": row.purpose.value,
            "status": row.status.value,
            "sha256": row.sha256,
            "sha512": row.sha512,
            "warc_sha256": row.warc_sha256,
            "final_url": row.final_url,
            "failure_code": row.failure_code,
            "failure": row.failure,
        },
    )
    for claim in claims:
        void_if_changed(session, claim, because="a page was captured")
    return evidence
