"""What an editor signs: plain data that the same rows always make again."""

import json
from datetime import UTC, date, datetime

from review.domain.rating import Grade
from review.domain.vocabulary import Answer, InfoDigit, Role, SourceLetter
from review.queries.signed_content import SCHEMA, grades_of, signed_content
from review.seal import canonical_bytes, digest
from review.services import evidence, gates, replies
from tests.desk import Desk, answers, link
from tests.services.verbs import keep_account, note_exculpatory, settle_flag

KEYS = {
    "schema", "claim", "article", "round", "required", "decision", "assessments", "adjudication",
    "evidence", "derivations", "origins", "checkpoints", "accusation", "replies", "waivers",
}  # fmt: skip


def test_a_claim_that_nobody_judged_has_no_decision(desk: Desk) -> None:
    content = signed_content(desk.file(desk.plain))
    assert set(content) == KEYS
    assert content["schema"] == SCHEMA == "proofdesk/signed-claim/1"
    assert (content["decision"], content["adjudication"], content["accusation"]) == (None,) * 3
    assert content["claim"]["text"] == desk.plain.text
    assert content["origins"]["items"] == 0


def test_one_assessment_decides_two_agree_and_a_third_person_overrules(desk: Desk) -> None:
    desk.to_awaiting(desk.plain)
    assert signed_content(desk.file(desk.plain))["decision"]["by"] == "assessment"
    desk.to_adjudication(desk.accusation)
    assert signed_content(desk.file(desk.accusation))["decision"]["by"] == "agreement"
    row = desk.adjudicated(desk.accusation)
    content = signed_content(desk.file(desk.accusation))
    assert content["decision"] == {
        "verdict": "disputed", "recommendation": "hold", "new_wording": "", "digit": 6,
        "reason": "Both registers are sound.", "by": "adjudication",
    }  # fmt: skip
    assert content["adjudication"]["by"] == "Zoe Anders"
    assert content["adjudication"]["assessments"] == row.assessments


def everything(desk: Desk) -> None:
    claim = desk.accusation
    act = settle_flag(desk)
    desk.attached(claim, source="Gazette")
    made = evidence.attach(desk.session, claim_id=claim.id, actor=desk.ana, piece=link())
    given = answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.PARTLY)
    desk.to_awaiting(claim, indicators=given)
    act(version=None)
    keep_account(desk)()
    desk.sheet.began_on = date(2025, 3, 1)
    note_exculpatory(desk)()
    desk.asked(claim)
    (asked,) = desk.file(claim).replies
    replies.answer(desk.session, reply_id=asked.id, actor=desk.ana, version=None, answer="No.")
    gates.confirm_level(
        desk.session, claim_id=claim.id, actor=desk.legal, version=None, role=Role.LEGAL,
        confirmed=True, reason="It bears it.",
    )  # fmt: skip
    capture = desk.file(claim).captures[made.row.evidence_id]
    capture.final_url, capture.finished_at = "https://gazette.example/f", datetime.now(UTC)
    desk.session.flush()


def test_the_same_rows_make_the_same_bytes(desk: Desk) -> None:
    everything(desk)
    first = signed_content(desk.file(desk.accusation))
    desk.session.expire_all()
    again = signed_content(desk.file(desk.accusation))
    assert canonical_bytes(first) == canonical_bytes(again)
    assert json.loads(canonical_bytes(first)) == first
    assert digest(first) == digest(again)


def test_everything_that_was_found_out_is_in_it(desk: Desk) -> None:
    everything(desk)
    content = signed_content(desk.file(desk.accusation))
    note, page = content["evidence"]
    assert (note["source"]["name"], note["captured_at"]) == ("Gazette", None)
    assert (page["source"], page["final_url"]) == (None, "https://gazette.example/f")
    assert page["captured_at"].endswith("Z")
    sheet = content["accusation"]
    assert sheet["flag"]["settled_by"] == "Mirela Dorn"
    assert (sheet["began_on"], sheet["ended_on"]) == ("2025-03-01", None)
    assert sheet["level"]["value"] == 2
    assert [note["by"] for note in sheet["exculpatory"]] == ["Ana Belcourt"]
    assert [said["role"] for said in sheet["confirmations"]] == ["legal"]
    assert content["replies"][0]["answer"] == "No."
    assert [g["evidence"] for g in content["assessments"][0]["grades"]] == [1, 2]
    assert {row["code"] for row in content["assessments"][0]["indicators"]} == {"E1", "P1", "M1"}


def test_a_flag_that_is_still_open_was_settled_by_nobody(desk: Desk) -> None:
    settle_flag(desk)
    flag = signed_content(desk.file(desk.accusation))["accusation"]["flag"]
    assert (flag["settled_by"], flag["by"]) == ("", "Ana Belcourt")


def test_grades_of_what_was_taken_off_count_no_more(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.attached(desk.plain, words="Another.")
    desk.assessed(desk.plain)
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=row.evidence_id, actor=desk.ana,
        reason="Wrong year.",
    )  # fmt: skip
    file = desk.file(desk.plain)
    assert grades_of(file) == [Grade(SourceLetter.B, InfoDigit.PROBABLY_TRUE)]
    assert [g["evidence"] for g in signed_content(file)["assessments"][0]["grades"]] == [2]
