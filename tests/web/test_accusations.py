"""The accusation sheet: whose answers count and when, what others may know, and what is kept."""

from __future__ import annotations

import html
from typing import Any

import pytest
import sqlalchemy as sa

from review.db import now
from review.domain.assessment import IndicatorReply
from review.domain.indicators import CODES
from review.domain.vocabulary import Answer, ClaimState
from review.models import Accusation, Assessment, AssessmentDraft, Assignment, ExculpatoryNote
from review.services import accusations, assessments
from tests.desk import answers
from tests.web.claim_acts import WHOLE
from tests.web.claim_room import Room

PATH = "/accusations/1"
WHY = "Bureau 9 alone says so."
NOTE = "A court clerk saw the pages."
RECORD = {
    "accuser": "Bureau 9", "accused": "Ilan Maresk", "names_person": "y", "act": "Betrayal",
    "law": "Article 214", "forum": "Ostrane City Court", "place": "Ostrane", "stage": "trial",
    "began_on": "2025-05-02", "accuser_says": "He sent them.", "accused_says": "They were public.",
}  # fmt: skip


@pytest.fixture
def held(room: Room) -> Room:
    """Ana and Jon each hold a place on the accusation."""
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.taken(desk.accusation, desk.ana)
        desk.taken(desk.accusation, desk.jon)
    return room


def sheet(room: Room) -> Accusation:
    with room.sessions.read() as session:
        return session.scalars(sa.select(Accusation)).one()


def draft(room: Room) -> dict[str, Any]:
    with room.sessions.read() as session:
        return dict(session.scalars(sa.select(AssessmentDraft.payload)).one())


def read(room: Room, who: str, path: str = PATH) -> str:
    return html.unescape(room.as_(who).page(path))


def flagged(room: Room, by: str = "jon") -> None:
    with room.at_work() as desk:
        accusations.flag(
            desk.session, claim_id=room.accusation, actor=getattr(desk, by), reason=WHY
        )


def test_answers_wait_in_the_draft_and_count_once_the_assessment_is_in(held: Room) -> None:
    ana = held.as_("ana")
    sent = {"E1": "yes", "E1_reason": "One source.", "P1": "partly", "P1_against": "It was read."}
    page = html.unescape(ana.act(f"{PATH}/indicators", sent))
    assert "Your answers are kept in your draft." in page
    assert 'value="One source."' in page
    assert "From your own answers:" in page
    assert "Level 1 rests on: evidence, process." in page
    kept = draft(held)
    assert kept["indicators"]["P1"]["evidence_against"] == "It was read."
    assert kept["sheet_read"] is True
    ana.act(f"/claims/{held.accusation}/submit", WHOLE)
    with held.sessions.read() as session:
        given = session.scalars(
            sa.select(Assessment).options(sa.orm.selectinload(Assessment.answers))
        ).one()
        assert {row.code: row.answer for row in given.answers} == {
            "E1": Answer.YES, "P1": Answer.PARTLY,
        }  # fmt: skip
        assert given.sheet_answered


def test_a_part_of_the_sheet_keeps_the_rest_as_it_was(held: Room) -> None:
    with held.at_work() as desk:
        said = {
            "E1": IndicatorReply(Answer.YES, "One source.", "E1", "E2"),
            **answers(M1=Answer.NO),
        }
        given = desk.judgement(desk.accusation, reason="Half a thought.", indicators=said)
        assessments.save_draft(desk.session, claim_id=desk.accusation.id, actor=desk.ana,
                               given=given)  # fmt: skip
    held.as_("ana").act(f"{PATH}/indicators", {"E1": "no", "P1_reason": "Closed doors."})
    kept = draft(held)
    assert kept["reason"] == "Half a thought."
    assert kept["indicators"]["E1"] == {
        "answer": "no", "reason": "One source.", "evidence_for": "E1", "evidence_against": "E2",
    }  # fmt: skip
    assert kept["indicators"]["P1"]["reason"] == "Closed doors."
    assert kept["indicators"]["M1"]["answer"] == "no"
    assert kept["verdict"] == "supported"


def test_a_program_that_sends_answers_hears_it_in_json(held: Room) -> None:
    asks = {"Accept": "application/json"}
    ana = held.as_("ana")
    good = ana.post(f"{PATH}/indicators", {"E1": "yes"}, headers=asks)
    assert (good.status_code, good.json["where"]) == (200, PATH)
    wrong = ana.post(f"{PATH}/indicators", {"E1": "perhaps"}, headers=asks)
    assert wrong.status_code == 422
    assert list(wrong.json["fields"]) == ["E1"]
    assert draft(held)["indicators"]["E1"]["answer"] == "yes"


def test_only_who_holds_the_claim_answers(held: Room) -> None:
    statuses = {
        who: held.as_(who).post(f"{PATH}/indicators", {"E1": "yes"}).status_code
        for who in ("zoe", "author", "editor", "legal", "reader", "admin")
    }
    assert statuses == {
        "zoe": 409, "author": 409, "editor": 403, "legal": 403, "reader": 403, "admin": 403,
    }  # fmt: skip
    assert held.stranger().post(f"{PATH}/indicators", {"E1": "yes"}).status_code == 404
    for who in ("zoe", "editor", "legal", "reader"):
        page = read(held, who)
        assert 'name="E1"' not in page
        assert page.count("<h1") == 1
    with held.sessions.write.begin() as session:
        session.execute(sa.update(Assignment).values(expires_at=now()))
    late = held.as_("ana").post(f"{PATH}/indicators", {"E1": "yes", "E1_reason": "My words."})
    assert late.status_code == 409
    assert "My words." in html.unescape(late.text)


def test_all_thirty_indicators_stand_on_the_sheet_with_their_standard(held: Room) -> None:
    page = read(held, "ana")
    for code in CODES:
        assert page.count(f'name="{code}"') == 4
    assert page.count("(wording ours)") == len(CODES) == 30
    assert len(page.encode()) < 100_000


def test_the_record_is_kept_and_shown_as_entered_by_a_person(held: Room) -> None:
    assert "Read from the article by the finder, entered by nobody yet." in read(held, "reader")
    held.as_("ana").act(f"{PATH}/record", {**RECORD, "version": str(sheet(held).version)})
    row, page = sheet(held), read(held, "reader")
    assert (row.accused, row.place, row.recorded_at is not None) == ("Ilan Maresk", "Ostrane", True)
    assert "entered by nobody yet" not in page
    for words in ("Article 214", "Ostrane City Court", "They were public.", "a reply is owed"):
        assert words in page


def test_a_stale_record_is_refused_and_no_word_is_lost(held: Room) -> None:
    old = str(sheet(held).version)
    held.as_("ana").act(f"{PATH}/record", {**RECORD, "version": old})
    answer = held.as_("editor").post(
        f"{PATH}/record", {**RECORD, "outcome": "Still before the court.", "version": old}
    )
    assert answer.status_code == 409
    assert "Still before the court." in html.unescape(answer.text)
    assert sheet(held).outcome == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"ended_on": "2025-05-01"}, "The end lies before the beginning."),
     ({"began_on": "the second of May"}, "Began on: give a day"),
     ({"stage": "rumour"}, ": choose one"), ({"accused": "x" * 501}, "under 500")],
)  # fmt: skip
def test_a_record_that_cannot_be_comes_back_with_every_word(
    held: Room, wrong: dict[str, str], said: str
) -> None:
    answer = held.as_("ana").post(f"{PATH}/record", {**RECORD, **wrong})
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert "They were public." in page
    assert sheet(held).recorded_at is None


def test_a_note_for_the_accusation_is_blind_until_the_round_is_over(held: Room) -> None:
    held.as_("ana").act(f"{PATH}/notes", {"text": NOTE, "rests_on": "E1"})
    claim = f"/claims/{held.accusation}"
    places = (PATH, f"{claim}?tab=sheet", f"{claim}?tab=history", f"{claim}/history")
    own = read(held, "ana")
    assert NOTE in own
    assert "Rests on <bdi>E1</bdi>" in own
    for who in ("jon", "editor", "legal", "reader"):
        for path in places:
            assert NOTE not in read(held, who, path)
    told = read(held, "jon", f"{claim}/history")
    assert "noted what speaks" not in told
    assert "was at work on the claim" in told
    with held.at_work() as desk:
        for who in (desk.ana, desk.jon):
            given = desk.judgement(desk.accusation)
            assessments.submit(desk.session, claim_id=desk.accusation.id, actor=who,
                               revision=desk.accusation.revision, given=given)  # fmt: skip
    assert held.claim(held.accusation).state is ClaimState.AWAITING_SIGN_OFF
    assert NOTE in read(held, "reader")
    assert "noted what speaks" in read(held, "jon", f"{claim}/history")


def test_a_note_needs_words_and_a_person_of_the_desk(held: Room) -> None:
    answer = held.as_("ana").post(f"{PATH}/notes", {"text": " ", "rests_on": "E1"})
    assert answer.status_code == 422
    assert "Say what speaks for the accusation." in answer.text
    assert 'value="E1"' in answer.text
    assert held.as_("reader").post(f"{PATH}/notes", {"text": NOTE}).status_code == 403
    assert held.stranger().post(f"{PATH}/notes", {"text": NOTE}).status_code == 404
    with held.sessions.read() as session:
        assert session.scalars(sa.select(ExculpatoryNote)).all() == []


def test_why_somebody_flagged_is_kept_from_reviewers_while_the_round_runs(held: Room) -> None:
    flagged(held)
    claim = f"/claims/{held.accusation}"
    for path in (PATH, f"{claim}?tab=sheet", f"{claim}/history", f"{claim}?tab=history"):
        for who in ("jon", "editor", "legal"):
            assert WHY in read(held, who, path), (path, who)
        for who in ("ana", "zoe"):
            assert WHY not in read(held, who, path), (path, who)
    for who in ("ana", "jon", "zoe", "editor", "reader"):
        assert "Flagged as possibly fabricated" in read(held, who)


def test_a_reviewer_who_flags_and_does_not_assess_leads_nobody_either(held: Room) -> None:
    flagged(held, "zoe")
    assert WHY not in read(held, "ana", f"/claims/{held.accusation}/history")
    assert WHY not in read(held, "ana")


def test_a_flag_is_settled_by_an_editor_in_writing(held: Room) -> None:
    flagged(held)
    version = str(sheet(held).version)
    for who in ("ana", "legal", "reader"):
        answer = held.as_(who).post(f"{PATH}/settle", {"reason": "No.", "version": version})
        assert answer.status_code == 403
        assert "Settle the flag" not in read(held, who)
    editor = held.as_("editor")
    empty = editor.post(f"{PATH}/settle", {"reason": "", "version": version})
    assert empty.status_code == 422
    assert "Say what you make of the flag." in empty.text
    page = editor.act(f"{PATH}/settle", {"reason": "Two assessments will tell.",
                                         "version": version})  # fmt: skip
    assert "Settled by" in page
    assert "Two assessments will tell." in page
    again = editor.post(f"{PATH}/settle", {"reason": "Once more.", "version": version})
    assert again.status_code == 409


def test_the_level_is_explained_in_a_sentence_and_alarms_stand_beside_it(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation, source=desk.sheet.accuser)
        desk.to_awaiting(
            desk.accusation, indicators=answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.PARTLY)
        )
    page = read(room, "reader")
    assert "Level 2 rests on: evidence, process, motive." in page
    assert "Level 3 waits for confirmation by an editor and by legal." in page
    assert "A level is not a verdict." in page
    assert "the accuser is the only origin." in page
    assert "Ana Belcourt" in page
    assert "Seen in the file." in page


def test_an_answer_of_a_fellow_assessor_shows_nowhere_before_the_round_is_over(held: Room) -> None:
    with held.at_work() as desk:
        said = {"E1": IndicatorReply(Answer.YES, "A secret reason.", "A secret for.", "")}
        given = desk.judgement(desk.accusation, indicators=said)
        assessments.submit(desk.session, claim_id=desk.accusation.id, actor=desk.ana,
                           revision=desk.accusation.revision, given=given)  # fmt: skip
    assert "A secret reason." in read(held, "ana")
    for who in ("jon", "zoe", "editor", "legal", "reader"):
        page = read(held, who)
        assert "A secret" not in page
        assert "1 of 9 answered" not in page
        assert "Level 1" not in page


def test_an_act_from_the_claims_page_leads_back_to_it_and_nowhere_else(held: Room) -> None:
    ana, back = held.as_("ana"), f"/claims/{held.accusation}?tab=sheet#tab"
    places = {
        back: back,
        "": PATH,
        "https://elsewhere.example/claims/": PATH,
        "//elsewhere.example/claims/1": PATH,
    }
    for sent, led in places.items():
        answer = ana.post(f"{PATH}/indicators", {"E1": "yes", "back": sent})
        assert answer.location == led
    wrong = ana.post(f"{PATH}/notes", {"text": "", "back": back})
    assert f'name="back" value="{back}"' in wrong.text


def test_a_sheet_of_another_desk_or_of_nobody_is_not_found(held: Room) -> None:
    stranger, editor = held.stranger(), held.as_("editor")
    assert stranger.get(PATH).status_code == 404
    assert held.as_("ana").get("/accusations/999").status_code == 404
    for act in ("indicators", "record", "notes", "settle"):
        assert stranger.post(f"{PATH}/{act}", {}).status_code == 404
        assert editor.post(f"/accusations/999/{act}", {}).status_code == 404
