"""What a form, a draft and JSON say of an assessment, put over what was kept."""

from werkzeug.datastructures import MultiDict

from review.domain.assessment import EvidenceGrade, IndicatorReply, Submission
from review.domain.vocabulary import (
    Answer,
    InfoDigit,
    Recommendation,
    SourceLetter,
    Stance,
    Verdict,
)
from review.forms.assessments import merged, of_json, prefilled

KEPT = Submission(
    verdict=Verdict.DISPUTED,
    reason="Kept.",
    grades={7: EvidenceGrade(stance=Stance.UNDERMINES)},
    indicators={"E1": IndicatorReply(Answer.YES, "No other body speaks.")},
    ticked=(3,),
    sheet_read=True,
)


def put(sent: dict[str, str] | list[tuple[str, str]], kept: Submission = KEPT) -> Submission:
    return merged(MultiDict(sent), kept, pieces=[7, 8], points=[3, 4])


def test_a_field_that_is_not_sent_stays_as_it_was() -> None:
    assert put({}) == KEPT


def test_a_sent_field_takes_the_place_of_the_kept_one() -> None:
    given = put({"verdict": "supported", "recommendation": "stands", "digit": "2", "reason": ""})
    assert given.verdict is Verdict.SUPPORTED
    assert given.recommendation is Recommendation.STANDS
    assert given.digit is InfoDigit.PROBABLY_TRUE
    assert given.reason == ""


def test_the_parts_of_a_grade_are_put_together_and_indicators_stay() -> None:
    given = put({"letter-7": "B", "digit-7": "2", "why-7": "It fits.", "stance-8": "context"})
    assert given.grades[7] == EvidenceGrade(
        SourceLetter.B, InfoDigit.PROBABLY_TRUE, Stance.UNDERMINES, "It fits."
    )
    assert given.grades[8].stance is Stance.CONTEXT
    assert given.indicators == KEPT.indicators


def test_a_grade_of_a_piece_that_is_not_on_the_claim_is_left_out() -> None:
    assert set(put({"letter-9": "A", "letter-99999999999999999999": "A"}).grades) == {7}


def test_ticks_of_other_claims_and_nonsense_are_left_out() -> None:
    assert put(
        [("ticked", "4"), ("ticked", "5"), ("ticked", "x"), ("ticked", "9" * 5000)]
    ).ticked == (4,)


def test_boxes_that_were_shown_and_left_empty_are_unticked() -> None:
    given = put({"boxes": "1"})
    assert given.ticked == ()
    assert not given.sheet_read


def test_a_code_that_does_not_exist_reads_as_not_chosen() -> None:
    given = put({"verdict": "perhaps", "letter-7": "Z", "digit-7": "9"})
    assert given.verdict is None
    assert given.grades[7].letter is None
    assert given.grades[7].digit is None


def test_answers_of_the_sheet_are_kept_one_by_one_and_a_blank_one_leaves_no_trace() -> None:
    given = put({"P1": "partly", "P1_for": "E2", "E1_against": "E3", "Z9": "yes", "L1": "unknown"})
    assert given.indicators == {
        "E1": IndicatorReply(Answer.YES, "No other body speaks.", evidence_against="E3"),
        "P1": IndicatorReply(Answer.PARTLY, evidence_for="E2"),
    }


def test_json_says_the_same_as_a_form() -> None:
    body = {
        "verdict": "supported",
        "digit": 2,
        "reason": None,
        "ticked": [3, 4],
        "sheet_read": False,
    }
    given = merged(of_json(body), KEPT, pieces=[7], points=[3, 4])
    assert given.verdict is Verdict.SUPPORTED
    assert given.digit is InfoDigit.PROBABLY_TRUE
    assert given.reason == ""
    assert given.ticked == (3, 4)
    assert not given.sheet_read


def test_an_empty_list_in_json_unticks_and_json_that_is_no_object_says_nothing() -> None:
    assert merged(of_json({"ticked": []}), KEPT, pieces=[7], points=[3]).ticked == ()
    assert merged(of_json([1, 2]), KEPT, pieces=[7], points=[3]) == KEPT


def test_a_draft_shows_in_the_fields_it_came_from() -> None:
    shown = prefilled(KEPT)
    assert shown["verdict"] == "disputed"
    assert shown["stance-7"] == "undermines"
    assert shown["letter-7"] == ""
    assert shown["sheet_read"] is True
