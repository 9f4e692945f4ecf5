"""Telling people what their work rests on, and that they have seen it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import Actor
from review.domain.vocabulary import NoticeKind, Role
from review.models import Evidence, Notice, Source
from review.queries.concerned import at_work_on, members_of
from review.queries.resting import reach_of


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell. `people` are told, and so is every editor.

    It is about a claim, a report, a piece or a source; the piece and the source say as well why.
    `anew` tells it again to whoever has seen the same before.
    """

    kind: NoticeKind
    reason: str
    people: frozenset[int] = frozenset()
    claim_id: int | None = None
    report_id: int | None = None
    evidence_id: int | None = None
    source_id: int | None = None
    anew: bool = False

    @property
    def about(self) -> tuple[str, int | None, int | None, int | None, int | None]:
        return self.reason, self.claim_id, self.report_id, self.evidence_id, self.source_id


def tell(
    session: Session,
    *,
    kind: NoticeKind,
    reason: str,
    evidence_id: int | None = None,
    source_id: int | None = None,
    actor: Actor | None = None,
) -> int:
    """Tell the people concerned what happened to a piece, or else to a source. Opens nothing.

    They are who holds, assessed, adjudicated or signed a claim that rests on it, and the editors;
    not `actor`. Returns how many were told: nobody twice what they have not seen yet.
    """
    named = [] if evidence_id is None else [evidence_id]
    reach = reach_of(session, evidence_ids=named, source_id=source_id)
    people = at_work_on(session, reach.claims)
    news = News(
        kind, reason, frozenset().union(*people.values()),
        evidence_id=evidence_id, source_id=source_id, anew=True,
    )  # fmt: skip
    return spread(session, [news], desk_id=_desk_of(session, evidence_id, source_id), actor=actor)


def _desk_of(session: Session, evidence_id: int | None, source_id: int | None) -> int:
    row = session.get(Evidence, evidence_id) if evidence_id is not None else None
    return row.desk_id if row is not None else session.get_one(Source, source_id).desk_id


def spread(
    session: Session, news: Sequence[News], *, desk_id: int, actor: Actor | None = None
) -> int:
    """Write one notice a person and thing to tell, in three queries. Returns how many."""
    members = members_of(session, desk_id)
    editors = {user_id for user_id, roles in members.items() if Role.EDITOR in roles}
    known, unseen = _told_before(session, desk_id, {one.reason for one in news})
    by = actor.user_id if actor is not None else None
    at = now()
    rows = [
        Notice(
            desk_id=desk_id, user_id=user_id, kind=one.kind, claim_id=one.claim_id,
            report_id=one.report_id, evidence_id=one.evidence_id, source_id=one.source_id,
            reason=one.reason, at=at,
        )
        for one in news
        for user_id in sorted((one.people & members.keys() | editors) - {by})
        if (user_id, one.about) not in (unseen if one.anew else known)
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return len(rows)


Told = set[tuple[int, tuple[str, int | None, int | None, int | None, int | None]]]


def _told_before(session: Session, desk_id: int, reasons: Collection[str]) -> tuple[Told, Told]:
    """What was told to whom, and what of it nobody has looked at yet."""
    rows = session.scalars(
        sa.select(Notice).where(Notice.desk_id == desk_id, Notice.reason.in_(reasons))
    ).all()
    known = [
        (row, (row.user_id,
               (row.reason, row.claim_id, row.report_id, row.evidence_id, row.source_id)))
        for row in rows
    ]  # fmt: skip
    return {key for _, key in known}, {key for row, key in known if row.seen_at is None}


def seen(session: Session, *, actor: Actor, up_to: int, notice_id: int | None = None) -> int:
    """Note that the actor has seen their notices, all up to a number, or one. Returns how many.

    It is nothing that happens to evidence, so the ledger does not hear of it.
    """
    mine = [Notice.desk_id == actor.desk_id, Notice.user_id == actor.user_id]
    these = Notice.id <= up_to if notice_id is None else Notice.id == notice_id
    changed = session.execute(
        sa.update(Notice).where(*mine, these, Notice.seen_at.is_(None)).values(seen_at=now())
        .returning(Notice.id)
    )  # fmt: skip
    return len(changed.all())
