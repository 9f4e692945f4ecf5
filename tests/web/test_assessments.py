"""Drafts that are kept while one types, what goes in with an assessment, and a third's decision."""

from __future__ import annotations

import html
from typing import Any

import pytest
import sqlalchemy as sa

from review.db import now
from review.domain.assessment import IndicatorReply
from review.domain.vocabulary import Answer, CheckpointKind, ClaimState, Verdict
from review.models import Adjudication, Assessment, AssessmentDraft, Assignment, Checkpoint
from review.services import accusations, assessments
from tests.desk import answers
from tests.web.claim_acts import DECISION, WHOLE
from tests.web.claim_room import Room


@pytest.fixture
def held(room: Room) -> Room:
    """Ana holds the plain claim, with one piece on it and one checkpoint in it."""
    with room.at_work() as desk:
        desk.attached(desk.plain)
        desk.taken(desk.plain)
        desk.session.add(
            Checkpoint(
                id=41, claim_id=room.plain, kind=CheckpointKind.DATE, start=0, end=4, text="2025"
            )
        )
    return room


def draft(room: Room) -> dict[str, Any]:
    with room.sessions.read() as session:
        return dict(session.scalars(sa.select(AssessmentDraft.payload)).one())


def test_a_draft_is_kept_as_typed_and_shown_when_the_page_is_opened_again(held: Room) -> None:
    ana = held.as_("ana")
    sent = {"reason": "Half a", "verdict": "disputed", "why-1": "Old", "ticked": "41", "boxes": "1"}
    answer = ana.post(f"/claims/{held.plain}/draft", sent)
    assert answer.status_code == 200
    assert answer.json["saved_at"].endswith("Z")
    page = ana.page(f"/claims/{held.plain}")
    assert "Half a</textarea>" in page
    assert 'value="Old"' in page
    assert 'value="41" form="assessment" checked' in page


def test_a_draft_as_json_is_the_same(held: Room) -> None:
    ana = held.as_("ana")
    body = {"reason": "As JSON", "ticked": [41], "digit-1": 2}
    answer = ana.client.post(
        f"/claims/{held.plain}/draft", json=body, headers={"X-CSRFToken": ana.token()}
    )
    assert answer.status_code == 200
    kept = draft(held)
    assert (kept["reason"], kept["ticked"], kept["grades"]["1"]["digit"]) == ("As JSON", [41], 2)


@pytest.mark.parametrize(
    ("body", "status"),
    [('{"reason": "half a \\ud800 pair"}', 200), ("[" * 100_000, 400), ("x" * 2_100_000, 413)],
)
def test_a_draft_of_json_that_no_page_can_show_leaves_the_page_whole(
    held: Room, body: str, status: int
) -> None:
    ana = held.as_("ana")
    answer = ana.client.post(
        f"/claims/{held.plain}/draft",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": ana.token()},
    )
    assert answer.status_code == status
    assert "My assessment" in ana.page(f"/claims/{held.plain}")


def test_a_draft_leaves_the_forms_mark_for_the_submission(held: Room) -> None:
    ana = held.as_("ana")
    for _ in range(2):
        answer = ana.post(f"/claims/{held.plain}/draft", {"once": "one mark", "reason": "Mm"})
        assert answer.status_code == 200
    assert (
        ana.post(f"/claims/{held.plain}/submit", {**WHOLE, "once": "one mark"}).status_code == 303
    )


def test_a_draft_is_no_act_and_renews_the_lease(held: Room) -> None:
    with held.sessions.write.begin() as session:
        soon = now()
        session.execute(sa.update(Assignment).values(expires_at=soon.replace(year=2099)))
    before = held.acts()
    held.as_("ana").post(f"/claims/{held.plain}/draft", {"reason": "Still here"})
    assert held.acts() == before
    with held.sessions.read() as session:
        assert session.scalars(sa.select(Assignment.expires_at)).one().year < 2099


def test_a_lost_lease_answers_409_and_gives_the_words_back(held: Room) -> None:
    with held.sessions.write.begin() as session:
        session.execute(sa.update(Assignment).values(expires_at=now()))
    ana = held.as_("ana")
    for act in ("draft", "submit"):
        answer = ana.post(f"/claims/{held.plain}/{act}", WHOLE)
        assert answer.status_code == 409
        assert "You do not hold this claim now" in answer.text
        assert WHOLE["reason"] in html.unescape(answer.text)


def test_nobody_writes_into_anothers_draft_or_on_another_desk(held: Room) -> None:
    assert held.as_("jon").post(f"/claims/{held.plain}/draft", {"reason": "x"}).status_code == 409
    assert held.as_("reader").post(f"/claims/{held.plain}/draft", {}).status_code == 403
    assert held.stranger().post(f"/claims/{held.plain}/draft", {}).status_code == 404


def test_indicators_and_ticks_of_the_draft_go_in_with_the_form(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.taken(desk.accusation)
        accusations.flag(
            desk.session, claim_id=room.accusation, actor=desk.jon, reason="One source."
        )
        given = desk.judgement(desk.accusation, indicators=answers(E1=Answer.YES), grades={})
        assessments.save_draft(desk.session, claim_id=room.accusation, actor=desk.ana, given=given)
    room.as_("ana").act(f"/claims/{room.accusation}/submit", WHOLE)
    with room.sessions.read() as session:
        row = session.scalars(
            sa.select(Assessment).options(sa.orm.selectinload(Assessment.answers))
        ).one()
    assert row.verdict is Verdict.SUPPORTED
    assert [(a.code, a.answer) for a in row.answers] == [("E1", Answer.YES)]
    assert row.sheet_answered
    assert answers(E1=Answer.YES)["E1"] == IndicatorReply(Answer.YES, "Seen in the file.")


def test_a_grade_sent_for_a_piece_that_is_not_there_is_passed_over(held: Room) -> None:
    held.as_("ana").act(
        f"/claims/{held.plain}/submit", {**WHOLE, "digit-77": "1", "letter-77": "A"}
    )
    assert held.claim(held.plain).state is ClaimState.AWAITING_SIGN_OFF


def test_what_is_missing_is_marked_at_its_field_and_every_word_stays(held: Room) -> None:
    sent = {**WHOLE, "verdict": "", "digit-1": "1", "new_wording": "Fares rose by a lot."}
    answer = held.as_("ana").post(f"/claims/{held.plain}/submit", sent)
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    for field in ("submit-verdict", "submit-digit-1"):
        assert f'href="#{field}"' in page
    assert "Grade 1 needs two independent origins" in page
    for words in (WHOLE["reason"], WHOLE["why-1"], "Fares rose by a lot."):
        assert words in page


def test_a_piece_attached_meanwhile_is_asked_for(held: Room) -> None:
    with held.at_work() as desk:
        desk.attached(desk.plain, words="A second paper.")
    answer = held.as_("ana").post(f"/claims/{held.plain}/submit", WHOLE)
    assert answer.status_code == 422
    assert "Choose a digit for what E2 says." in answer.text
    assert 'name="why-2"' in answer.text


def test_steps_follow_the_draft(held: Room) -> None:
    ana = held.as_("ana")
    assert "Choose a verdict." in ana.page(f"/claims/{held.plain}/steps")
    ana.post(f"/claims/{held.plain}/draft", WHOLE)
    after = ana.page(f"/claims/{held.plain}/steps")
    assert "is-closed" not in after
    assert held.as_("jon").page(f"/claims/{held.plain}/steps").count("<li") == 0


def test_a_third_person_answers_only_the_indicators_that_differ(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.assessed(desk.accusation, desk.ana, indicators=answers(E1=Answer.YES, P1=Answer.NO))
        desk.assessed(
            desk.accusation, desk.jon, verdict=Verdict.DISPUTED,
            indicators=answers(E1=Answer.PARTLY, P1=Answer.NO),
        )  # fmt: skip
    zoe = room.as_("zoe")
    page = zoe.page(f"/claims/{room.accusation}")
    assert 'name="answer-E1"' in page
    assert 'name="answer-P1"' not in page
    zoe.act(f"/claims/{room.accusation}/adjudicate", {**DECISION, "answer-E1": "partly"})
    with room.sessions.read() as session:
        row = session.scalars(sa.select(Adjudication)).one()
    assert row.answers == {"E1": "partly", "P1": "no"}
    assert "Decided by a third person" in room.as_("reader").page(f"/claims/{room.accusation}")


def test_an_assessor_may_not_decide_between_the_two(room: Room) -> None:
    with room.at_work() as desk:
        desk.to_adjudication(desk.accusation)
    answer = room.as_("ana").post(f"/claims/{room.accusation}/adjudicate", DECISION)
    assert answer.status_code == 403
    assert "a third person must decide" in answer.text
