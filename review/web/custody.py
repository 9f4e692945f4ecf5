"""Custody from a request: a line in the ledger, in a transaction of its own, before bytes go out.

A page's own session is read-only and stays so. Asking for headers alone shows nobody anything.
"""

from flask import g, request

from review.db import now
from review.domain.policy import Permission, may
from review.queries.custody import Custody, custody_of, seen_this_hour
from review.services import custody
from review.services.custody import Taken
from review.web.access import actor
from review.web.transaction import database, sessions


def seen(evidence_id: int) -> None:
    """The viewer, who may, is about to see a piece. Most views find their line and write none."""
    who = actor()
    if request.method != "GET" or seen_this_hour(
        database(), evidence_id=evidence_id, actor=who, at=now()
    ):
        return
    with sessions().write.begin() as session:
        custody.viewed(session, evidence_id=evidence_id, actor=who)


def taken(evidence_id: int, part: str, capture_id: int | None = None) -> None:
    """The viewer, who may, is about to get a part of a piece, or of one of its captures."""
    if request.method == "GET":
        what = Taken(part, g.get("bytes_sent"), capture_id)
        with sessions().write.begin() as session:
            custody.downloaded(session, evidence_id=evidence_id, what=what, actor=actor())


def listed(evidence_id: int) -> Custody | None:
    """What the ledger tells of a piece, this very view included, for who may read the ledger."""
    if not may(actor(), Permission.READ_LEDGER):
        return None
    # The page's session may stand at a moment before the line that was just written.
    with sessions().read() as session:
        return custody_of(session, evidence_id=evidence_id, actor=actor())
