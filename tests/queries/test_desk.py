"""The desk: what waits for one person, and nothing that is not theirs to act on or to see."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from review.db import Sessions, now
from review.domain.vocabulary import Answer, CaptureStatus, CommentKind, Role
from review.models import Capture, Claim
from review.queries.desk import DeskView, desk_view
from review.services import (
    accusations,
    articles,
    comments,
    evidence,
    gates,
    recusals,
    replies,
    sign_offs,
)
from tests.desk import SENTENCES, Desk, answers, article_of, furnish, link
from tests.queries.counted import counted


def seen(desk: Desk, who) -> DeskView:
    desk.session.flush()
    return desk_view(desk.session, actor=who)


def names(view: DeskView) -> set[str]:
    return {*view.claims, *view.notes}


def claims(desk: Desk, who, name: str) -> list[int]:
    return [line.id for line in seen(desk, who).claims[name]]


def words(desk: Desk, who, name: str) -> list[str]:
    return [note.words for note in seen(desk, who).notes[name]]


def test_each_role_has_the_lists_that_it_can_act_on(desk: Desk):
    shared = {"questions", "replies", "uncaptured", "to_decide"}
    assert names(seen(desk, desk.ana)) == shared | {"held", "meant", "sent_back"}
    assert names(seen(desk, desk.editor)) == shared | {"to_sign", "to_confirm", "flags", "alarms"}
    assert names(seen(desk, desk.legal)) == shared | {"to_confirm"}
    assert names(seen(desk, desk.reader)) == set()


def test_what_somebody_holds_is_on_their_desk_alone(desk: Desk):
    desk.taken(desk.plain, desk.ana)
    assert claims(desk, desk.ana, "held") == [desk.plain.id]
    assert claims(desk, desk.jon, "held") == []


def test_the_nearest_press_time_comes_first(desk: Desk):
    for claim in (desk.accusation, desk.plain, desk.third):
        desk.taken(claim, desk.ana)
    desk.third.due_at = now() - timedelta(hours=1)
    desk.plain.due_at = now() + timedelta(hours=1)
    assert claims(desk, desk.ana, "held") == [desk.third.id, desk.plain.id, desk.accusation.id]


def test_a_claim_sent_back_says_why(desk: Desk):
    desk.to_awaiting(desk.plain)
    sign_offs.send_back(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                        version=desk.plain.version, reason="Who read it?")  # fmt: skip
    (line,) = seen(desk, desk.ana).claims["sent_back"]
    assert (line.id, line.sent_back_reason) == (desk.plain.id, "Who read it?")


def test_an_editor_sees_what_awaits_a_signature_and_not_what_they_had_a_hand_in(desk: Desk):
    desk.to_awaiting(desk.plain)
    assert claims(desk, desk.editor, "to_sign") == [desk.plain.id]
    desk.written_by(desk.deputy)
    assert claims(desk, desk.deputy, "to_sign") == []
    recusals.declare(desk.session, article_id=desk.article.id, actor=desk.editor, reason="A friend")
    assert claims(desk, desk.editor, "to_sign") == []


def test_who_adjudicated_is_not_asked_to_sign(desk: Desk):
    desk.to_adjudication(desk.accusation)
    desk.adjudicated(desk.accusation, desk.deputy)
    assert claims(desk, desk.deputy, "to_sign") == []
    assert claims(desk, desk.editor, "to_sign") == [desk.accusation.id]


def test_where_assessments_differ_a_third_person_is_asked(desk: Desk):
    desk.to_adjudication(desk.accusation)
    for who in (desk.zoe, desk.editor, desk.legal):
        assert claims(desk, who, "to_decide") == [desk.accusation.id]
    for who in (desk.ana, desk.jon):
        assert claims(desk, who, "to_decide") == []


def test_level_three_waits_for_an_editor_and_for_legal_until_each_has_spoken(desk: Desk):
    three = answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.PARTLY)
    desk.to_awaiting(desk.accusation, indicators=three)
    for who, role in ((desk.editor, Role.EDITOR), (desk.legal, Role.LEGAL)):
        assert claims(desk, who, "to_confirm") == [desk.accusation.id]
        gates.confirm_level(
            desk.session, claim_id=desk.accusation.id, actor=who, version=None, role=role,
            confirmed=True, reason="It stands.",
        )  # fmt: skip
        assert claims(desk, who, "to_confirm") == []


def test_a_level_that_a_third_person_decided_waits_for_confirmation_too(desk: Desk):
    desk.attached(desk.accusation)
    three = answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.YES)
    desk.assessed(desk.accusation, desk.ana, indicators=three)
    desk.assessed(desk.accusation, desk.jon)
    assert claims(desk, desk.legal, "to_confirm") == []
    desk.adjudicated(desk.accusation, answers=dict.fromkeys(three, Answer.YES))
    assert claims(desk, desk.legal, "to_confirm") == [desk.accusation.id]


def test_a_lower_level_waits_for_nobody(desk: Desk):
    desk.to_awaiting(desk.accusation, indicators=answers(E1=Answer.YES, M1=Answer.YES))
    assert claims(desk, desk.legal, "to_confirm") == []


def test_a_flag_is_before_the_editors_with_who_and_why_until_it_is_answered(desk: Desk):
    sheet = accusations.flag(
        desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="The dates conflict."
    )
    (note,) = seen(desk, desk.editor).notes["flags"]
    assert (note.by, note.words, note.id) == ("Ana Belcourt", "The dates conflict.", sheet.id)
    accusations.settle_flag(
        desk.session, accusation_id=sheet.id, actor=desk.editor, version=None, reason="They do not."
    )
    assert words(desk, desk.editor, "flags") == []


def query(desk: Desk, claim: Claim, who, text: str = "Who read it?"):
    return comments.comment(
        desk.session, claim_id=claim.id, actor=who, text=text, kind=CommentKind.QUERY
    )


def test_a_query_is_for_who_holds_the_claim_and_for_the_editors_until_it_is_answered(desk: Desk):
    asked = query(desk, desk.plain, desk.editor)
    desk.taken(desk.plain, desk.ana)
    for who, found in ((desk.ana, ["Who read it?"]), (desk.deputy, ["Who read it?"]),
                       (desk.jon, []), (desk.editor, [])):  # fmt: skip
        assert words(desk, who, "questions") == found
    comments.answer_query(desk.session, comment_id=asked.id, actor=desk.ana, answer="I did.")
    assert words(desk, desk.ana, "questions") == []


def test_a_remark_asks_nothing(desk: Desk):
    desk.taken(desk.plain, desk.ana)
    comments.comment(desk.session, claim_id=desk.plain.id, actor=desk.editor, text="Well done.",
                     kind=CommentKind.NOTE)  # fmt: skip
    assert words(desk, desk.ana, "questions") == []


def test_a_query_of_the_other_assessor_is_not_read_while_the_round_runs(desk: Desk):
    for who in (desk.ana, desk.jon):
        desk.taken(desk.accusation, who)
    query(desk, desk.accusation, desk.jon, "Is it not all from Bureau 9?")
    assert words(desk, desk.ana, "questions") == []
    assert words(desk, desk.editor, "questions") == ["Is it not all from Bureau 9?"]


def test_a_reply_is_listed_once_its_deadline_has_passed(desk: Desk):
    for hours in (-2, 2):
        replies.ask(
            desk.session, claim_id=desk.accusation.id, actor=desk.ana, asked_of=f"Bureau {hours}",
            channel="letter", question="Is it so?", deadline_at=now() + timedelta(hours=hours),
        )  # fmt: skip
    assert words(desk, desk.ana, "replies") == words(desk, desk.editor, "replies") == ["Bureau -2"]
    assert words(desk, desk.jon, "replies") == []


def failed_link(desk: Desk, who) -> Capture:
    made = evidence.attach(desk.session, claim_id=desk.plain.id, actor=who, piece=link(),
                           bearing=evidence.Bearing())  # fmt: skip
    desk.session.flush()
    capture = desk.session.scalars(
        sa.select(Capture).filter_by(evidence_id=made.row.evidence_id)
    ).one()
    capture.status, capture.failure = CaptureStatus.FAILED, "It never answered."
    capture.finished_at = now()
    return capture


def test_a_link_that_failed_is_before_who_attached_it_until_it_is_tried_again(desk: Desk):
    capture = failed_link(desk, desk.ana)
    for who, many in ((desk.ana, 1), (desk.editor, 1), (desk.jon, 0)):
        assert len(words(desk, who, "uncaptured")) == many
    desk.session.add(Capture(evidence_id=capture.evidence_id, url=capture.url,
                             requested_by_id=desk.ana.user_id, requested_at=now()))  # fmt: skip
    assert words(desk, desk.ana, "uncaptured") == []


def test_what_is_withdrawn_asks_for_nothing(desk: Desk):
    query(desk, desk.plain, desk.ana)
    sign_offs.withdraw(desk.session, claim_id=desk.plain.id, actor=desk.deputy,
                       version=desk.plain.version, reason="twice")  # fmt: skip
    assert words(desk, desk.editor, "questions") == []


def test_articles_in_progress_are_those_with_open_claims(desk: Desk):
    assert [row.id for row in seen(desk, desk.reader).articles] == [desk.article.id]
    for claim in (desk.accusation, desk.plain, desk.third):
        sign_offs.withdraw(desk.session, claim_id=claim.id, actor=desk.editor,
                           version=claim.version, reason="not ours")  # fmt: skip
    assert seen(desk, desk.reader).articles == ()


def test_another_desks_work_is_not_there(desk: Desk):
    other = furnish(desk.session, slug="quay")
    full(other)
    for who in (desk.ana, desk.editor, desk.legal):
        view = seen(desk, who)
        assert view.waiting == 0
        assert [row.id for row in view.articles] == [desk.article.id]


def full(desk: Desk, claim: Claim | None = None) -> None:
    """Something in most lists, on the claims of one article."""
    query(desk, desk.plain, desk.deputy)
    failed_link(desk, desk.ana)
    desk.taken(claim or desk.plain, desk.ana)
    accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="Dates.")
    desk.to_adjudication(desk.accusation)


@pytest.mark.parametrize("who", ["ana", "editor", "legal", "reader"])
def test_one_thing_and_three_take_as_many_queries(desk: Desk, who: str):
    actor = getattr(desk, who)
    full(desk)
    first, took = counted(desk.session, lambda: desk_view(desk.session, actor=actor))
    for number in range(2):
        more(desk, f"Part {number}: ")
    then, took_then = counted(desk.session, lambda: desk_view(desk.session, actor=actor))
    assert took == took_then <= 20
    assert len(first.articles) == 1
    assert len(then.articles) == 3
    assert then.waiting >= first.waiting


def more(desk: Desk, prefix: str) -> None:
    """The same again on another article of the desk."""
    words = tuple((prefix + text, kind) for text, kind in SENTENCES)
    article = articles.import_article(desk.session, prepared=article_of(words), actor=desk.editor)
    rows = sa.select(Claim).filter_by(article_id=article.id).order_by(Claim.number)
    desk.article = article
    desk.accusation, desk.plain, desk.third = desk.session.scalars(rows)
    full(desk)


def test_both_databases_answer_alike(either: Sessions):
    with either.write() as session:
        desk = furnish(session)
        full(desk)
        assert claims(desk, desk.ana, "held") == [desk.plain.id]
        assert claims(desk, desk.zoe, "to_decide") == [desk.accusation.id]
        assert {name: len(rows) for name, rows in seen(desk, desk.editor).notes.items()} == {
            "questions": 1, "replies": 0, "uncaptured": 1, "flags": 1, "alarms": 0,
        }  # fmt: skip
        assert claims(desk, desk.legal, "to_confirm") == []
