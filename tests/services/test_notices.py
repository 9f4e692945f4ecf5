"""People are told what their work rests on: each one thing once, and only who it concerns."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from review.domain.policy import Actor
from review.domain.vocabulary import NoticeKind, Role
from review.models import Membership, Notice
from review.services import notices, sources
from tests.desk import Desk

CHANGED = "Three words on the page are others now."


def kept(desk: Desk, who: Actor) -> list[Notice]:
    rows = sa.select(Notice).filter_by(user_id=who.user_id).order_by(Notice.id)
    return list(desk.session.scalars(rows))


def tell(desk: Desk, evidence_id: int, actor: Actor | None = None) -> int:
    return notices.tell(
        desk.session, kind=NoticeKind.PAGE_CHANGED, reason=CHANGED, evidence_id=evidence_id,
        actor=actor,
    )  # fmt: skip


def test_who_works_on_what_rests_on_a_piece_is_told_and_so_are_editors(desk: Desk) -> None:
    row = desk.attached(desk.accusation)
    desk.assessed(desk.accusation, desk.ana)
    desk.taken(desk.accusation, desk.jon)
    acts, state = len(desk.acts()), desk.accusation.state
    assert tell(desk, row.evidence_id) == 4
    (notice,) = kept(desk, desk.jon)
    assert (notice.kind, notice.evidence_id, notice.claim_id) == (
        NoticeKind.PAGE_CHANGED, row.evidence_id, None,
    )  # fmt: skip
    assert (notice.reason, notice.seen_at, notice.desk_id) == (CHANGED, None, desk.id)
    assert all(kept(desk, who) for who in (desk.ana, desk.editor, desk.deputy))
    assert not any(kept(desk, who) for who in (desk.zoe, desk.legal, desk.reader, desk.admin))
    assert (len(desk.acts()), desk.accusation.state) == (acts, state)


def test_whoever_did_it_is_not_told(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    assert tell(desk, row.evidence_id, desk.deputy) == 1
    assert kept(desk, desk.deputy) == []


def test_the_same_is_told_again_only_to_who_has_seen_it(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    assert (tell(desk, row.evidence_id), tell(desk, row.evidence_id)) == (2, 0)
    notices.seen(desk.session, actor=desk.editor, up_to=2**31 - 1)
    assert tell(desk, row.evidence_id) == 1
    assert len(kept(desk, desk.editor)) == 2


def test_who_has_left_the_desk_is_not_told(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.taken(desk.plain, desk.ana)
    left = sa.update(Membership).where(Membership.user_id == desk.ana.user_id)
    desk.session.execute(left.values(ended_at=Membership.created_at))
    assert tell(desk, row.evidence_id) == 2
    assert kept(desk, desk.ana) == []


def test_an_editor_with_a_second_role_is_told_once(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.session.add(Membership(
        user_id=desk.editor.user_id, desk_id=desk.id, role=Role.LEGAL, created_at=row.attached_at,
    ))  # fmt: skip
    assert tell(desk, row.evidence_id) == 2
    assert len(kept(desk, desk.editor)) == 1


def test_of_a_source_those_are_told_whose_claims_rest_on_it(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Gazette")
    desk.taken(desk.plain, desk.ana)
    other = sources.named_source(desk.session, actor=desk.ana, name="Another")
    for source_id, told in ((row.evidence.source_id, 3), (other.id, 2)):
        count = notices.tell(
            desk.session, kind=NoticeKind.CLAIM_SHAKEN, reason="It closed.", source_id=source_id
        )
        assert count == told


@pytest.mark.parametrize("one", [True, False])
def test_a_person_says_what_they_have_seen_of_their_own(desk: Desk, one: bool) -> None:
    first, second = (desk.attached(desk.plain, words=words) for words in ("One.", "Two."))
    for row in (first, second):
        tell(desk, row.evidence_id)
    mine, others = kept(desk, desk.editor), kept(desk, desk.deputy)
    acts = len(desk.acts())
    count = notices.seen(
        desk.session, actor=desk.editor, up_to=mine[0].id,
        notice_id=mine[1].id if one else None,
    )  # fmt: skip
    desk.session.expire_all()
    assert count == 1
    assert [notice.seen_at is not None for notice in mine] == [not one, one]
    assert not any(notice.seen_at for notice in others)
    assert len(desk.acts()) == acts
    none = notices.seen(desk.session, actor=desk.editor, up_to=0, notice_id=others[0].id)
    assert none == 0
