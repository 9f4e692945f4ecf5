"""A mark stands beside a report whose frozen words rest on something that no longer holds."""

from __future__ import annotations

import sqlalchemy as sa

from review.domain.vocabulary import DisclosureLevel, RippleCause, Variant
from review.models import Report, ReportMark, Source
from review.queries.resting import reach_of
from review.services import report_marks
from review.services.report_marks import Marked
from review.services.reports import make_report
from tests.desk import Desk


def marked(desk: Desk, piece: int, reason: str = "Forged.") -> list[Marked]:
    reach = reach_of(desk.session, evidence_ids=[piece], source_id=None)
    return report_marks.mark(desk.session, reach=reach, cause=RippleCause.RETRACTED, reason=reason)


def report(desk: Desk, variant: Variant = Variant.INTERNAL) -> Report:
    return make_report(desk.session, article_id=desk.article.id, actor=desk.legal, variant=variant)


def test_what_no_signed_words_rest_on_marks_nothing(desk: Desk) -> None:
    row = desk.attached(desk.plain, words="A rumour.")
    desk.signed(desk.third)
    report(desk)
    assert marked(desk, row.evidence_id) == []


def test_a_report_gets_one_mark_a_claim_and_keeps_its_words(desk: Desk) -> None:
    for claim in (desk.plain, desk.third):
        desk.signed(claim)
    made = report(desk)
    content, digest = made.content, made.sha256
    piece = desk.file(desk.plain).attached[0].evidence_id
    assert marked(desk, piece) == [Marked(made.id, desk.id, desk.legal.user_id, piece)]
    rows = desk.session.scalars(sa.select(ReportMark).order_by(ReportMark.id)).all()
    assert [row.claim_id for row in rows] == [desk.plain.id, desk.third.id]
    desk.session.refresh(made)
    assert (made.content, made.sha256) == (content, digest)


def test_the_same_mark_is_made_once_and_another_reason_makes_another(desk: Desk) -> None:
    desk.signed(desk.plain)
    report(desk)
    piece = desk.file(desk.plain).attached[0].evidence_id
    assert len(marked(desk, piece)) == 1
    assert marked(desk, piece) == []
    assert len(marked(desk, piece, "Forged twice.")) == 1


def test_a_report_that_withholds_the_piece_is_marked_all_the_same(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Sister Odile")
    desk.session.get_one(Source, row.evidence.source_id).disclosure = DisclosureLevel.SEALED
    desk.session.flush()
    desk.signed(desk.plain)
    made = report(desk, Variant.PUBLIC)
    assert "Odile" not in made.content
    assert [one.report_id for one in marked(desk, row.evidence_id)] == [made.id]
