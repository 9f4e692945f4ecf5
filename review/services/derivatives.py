"""What is made from the original of a file in the background: its words, and a working copy.

Both are made in a process apart, under limits. The original is never changed; whatever could not
be made is kept as a row too, with the reason, and is not tried again.
"""

from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Refusal
from review.domain.policy import system
from review.domain.vocabulary import DerivativeKind, EvidenceKind, TextStatus
from review.media import TEXT
from review.models import Derivative, Evidence
from review.parsing.apart import parse_apart
from review.parsing.kinds import Kind
from review.parsing.pictures import working_copy
from review.services.blobs import keep, settle
from review.services.ledger import record
from review.services.loading import LOCK
from review.stores.store import MissingBytesError, Store

AT_ONCE = 100
# What is read as plain text beside the kinds that are documents by name.
_READ_AS = {kind.value: kind for kind in Kind} | {
    "text/csv": Kind.TEXT,
    "application/json": Kind.TEXT,
}
TOOL = f"proofdesk/{version('proofdesk')}"
_NOT_HELD = "The bytes of the original are not held."


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one try. `failure` says in words why there is nothing."""

    kind: DerivativeKind
    sha256: str | None = None
    media_type: str = ""
    size: int | None = None
    text: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class _Original:
    sha256: str
    media_type: str
    kind: DerivativeKind


def kind_for(kind: EvidenceKind, media_type: str) -> DerivativeKind | None:
    """What is to be made of a piece: its words, a copy of the picture, or nothing."""
    if kind is not EvidenceKind.FILE:
        return None
    if media_type.startswith("image/"):
        return DerivativeKind.WORKING_COPY
    return DerivativeKind.TEXT if media_type in _READ_AS else None


def text_status_for(kind: EvidenceKind, media_type: str) -> TextStatus:
    """Where a new piece stands: its words will be read, or there are none to read."""
    reads = kind_for(kind, media_type) is DerivativeKind.TEXT
    return TextStatus.PENDING if reads else TextStatus.NONE


def waiting(sessions: Sessions) -> list[int]:
    """Files of which what should be made was not tried yet."""
    with sessions.read() as session:
        return list(session.scalars(_untried().order_by(Evidence.id).limit(AT_ONCE)))


def _untried() -> sa.Select[int]:
    wanted = (
        (DerivativeKind.WORKING_COPY, Evidence.media_type.startswith("image/")),
        (DerivativeKind.TEXT, Evidence.media_type.in_(_READ_AS)),
    )
    missing = [sa.and_(fits, sa.not_(_tried(kind))) for kind, fits in wanted]
    return sa.select(Evidence.id).where(Evidence.kind == EvidenceKind.FILE, sa.or_(*missing))


def _tried(kind: DerivativeKind) -> sa.Exists:
    return sa.exists().where(Derivative.evidence_id == Evidence.id, Derivative.kind == kind)


def run(sessions: Sessions, store: Store, *, evidence_id: int) -> Made | None:
    """Make what should be made of one piece; None where that was tried, or nothing should be.

    Safe to call again, and by several workers at once. Raises OSError where the store is away:
    then nothing is noted, and the piece still waits.
    """
    original = _original(sessions, evidence_id)
    if original is None:
        return None
    try:
        if original.kind is DerivativeKind.WORKING_COPY:
            made = _copied(sessions, store, original)
        else:
            made = _read(store, original)
    except MissingBytesError:
        made = Made(original.kind, failure=_NOT_HELD)
    except Refusal as refused:
        made = Made(original.kind, failure=f"{refused.message} {refused.remedy}".strip())
    return made if _note(sessions, evidence_id, made) else None


def _original(sessions: Sessions, evidence_id: int) -> _Original | None:
    with sessions.read() as session:
        row = session.scalars(sa.select(Evidence).where(Evidence.id == evidence_id)).one()
        kind = kind_for(row.kind, row.media_type)
        if kind is None or row.sha256 is None or _newest(session, evidence_id, kind) is not None:
            return None
        return _Original(row.sha256, row.media_type, kind)


def _newest(session: Session, evidence_id: int, kind: DerivativeKind) -> Derivative | None:
    return session.scalars(
        sa.select(Derivative)
        .filter_by(evidence_id=evidence_id, kind=kind)
        .order_by(Derivative.id.desc())
        .limit(1)
    ).first()


def _copied(sessions: Sessions, store: Store, original: _Original) -> Made:
    with store.on_disk(original.sha256) as stream:
        copy = working_copy(stream, original.media_type)
    kept = keep(sessions, store, copy.data)
    return Made(original.kind, kept.sha256, copy.media_type, kept.size)


def _read(store: Store, original: _Original) -> Made:
    with store.on_disk(original.sha256) as stream:
        document = parse_apart(stream, _READ_AS[original.media_type])
    words = document.text.encode()
    return Made(original.kind, sha256(words).hexdigest(), TEXT, len(words), document.text)


def _note(sessions: Sessions, evidence_id: int, made: Made) -> bool:
    """Write down what became of it; False where another worker did so meanwhile."""
    with sessions.write.begin() as session:
        evidence = session.get_one(Evidence, evidence_id, with_for_update=LOCK)
        if _newest(session, evidence_id, made.kind) is not None:
            return False
        if made.kind is DerivativeKind.TEXT:
            evidence.text_status = TextStatus.READ if made.sha256 else TextStatus.FAILED
        elif made.sha256 is not None:
            settle(session, made.sha256)
        session.add(Derivative(evidence_id=evidence_id, tool=TOOL, made_at=now(), **asdict(made)))
        record(
            session,
            actor=system(evidence.desk_id),
            action="make_copy" if made.kind is DerivativeKind.WORKING_COPY else "read_text",
            subject=f"evidence {evidence_id}",
            payload={"sha256": made.sha256, "size": made.size, "failure": made.failure},
        )
        return True
