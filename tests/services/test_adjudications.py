"""A third person decides where two blind assessments differ."""

import pytest

from review.domain.errors import Conflict, Forbidden, Invalid
from review.domain.vocabulary import (
    Answer,
    ClaimKind,
    ClaimState,
    InfoDigit,
    Recommendation,
    Verdict,
)
from review.domain.workflow import Action
from review.services import claim_words
from tests.desk import Desk, answers
from tests.services.verbs import ask_second


def test_a_third_person_decides_and_names_both_assessments(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    row = desk.adjudicated(desk.accusation, new_wording=" Softer ", digit=InfoDigit.DOUBTFUL)
    assert desk.accusation.state is ClaimState.AWAITING_SIGN_OFF
    assert row.assessments == [given.id for given in desk.file(desk.accusation).assessments]
    assert (row.verdict, row.new_wording, row.digit) == (Verdict.DISPUTED, "Softer", 4)
    (line,) = desk.acts(Action.ADJUDICATE)
    assert line.payload["assessments"] == row.assessments


@pytest.mark.parametrize("who", ["ana", "jon"])
def test_nobody_decides_over_their_own_assessment(desk: Desk, who: str) -> None:
    desk.to_adjudication(desk.accusation)
    with pytest.raises(Forbidden, match="third person"):
        desk.adjudicated(desk.accusation, getattr(desk, who))


def test_an_editor_or_legal_may_be_the_third_person(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    assert desk.adjudicated(desk.accusation, desk.legal).user_id == desk.legal.user_id


def test_the_author_decides_nothing(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    with pytest.raises(Forbidden, match="wrote this article"):
        desk.adjudicated(desk.accusation, desk.author)


def test_where_assessments_agree_there_is_nothing_to_decide(desk: Desk) -> None:
    desk.to_awaiting(desk.accusation)
    with pytest.raises(Conflict, match="awaiting sign-off now"):
        desk.adjudicated(desk.accusation)


@pytest.mark.parametrize(
    ("decided", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"recommendation": Recommendation.REWORD}, "new_wording"),
        ({"verdict": Verdict.SUPPORTED_WITH_CHANGE}, "new_wording"),
        ({"digit": InfoDigit.CONFIRMED}, "digit"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(
    desk: Desk, decided: dict[str, object], field: str
) -> None:
    desk.to_adjudication(desk.accusation)
    with pytest.raises(Invalid) as refused:
        desk.adjudicated(desk.accusation, **decided)
    assert set(refused.value.fields) == {field}


def test_a_new_wording_makes_the_decision_whole(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    row = desk.adjudicated(
        desk.accusation, recommendation=Recommendation.REWORD, new_wording="Accuses him of it."
    )
    assert row.recommendation is Recommendation.REWORD


def test_answers_that_both_gave_stand_and_the_third_person_decides_the_others(desk: Desk) -> None:
    desk.attached(desk.accusation)
    yes, partly, no = Answer.YES, Answer.PARTLY, Answer.NO
    first = answers(E1=yes, E2=yes, P1=yes, M1=no, S1=yes, D1=yes)
    desk.assessed(desk.accusation, desk.ana, indicators=first)
    second = answers(E1=yes, E2=partly, M1=no, S1=no, D1=no)
    desk.assessed(desk.accusation, desk.jon, indicators=second)
    assert desk.accusation.state is ClaimState.ADJUDICATION
    decided = {"E1": no, "M1": yes, "S1": partly, "P1": Answer.UNKNOWN}
    row = desk.adjudicated(desk.accusation, answers=decided)
    # E2 is present to both, so it stands in the more cautious answer without being decided.
    assert row.answers == {"E1": yes, "E2": partly, "M1": no, "S1": partly}


def test_a_claim_without_a_sheet_has_no_answers_to_decide(desk: Desk) -> None:
    ask_second(desk)()
    desk.to_adjudication(desk.plain)
    assert desk.plain.kind is not ClaimKind.ACCUSATION
    assert desk.adjudicated(desk.plain, answers={"E1": Answer.YES}).answers == {}


def test_what_is_adjudicated_cannot_be_reworded_under_the_decision(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    with pytest.raises(Conflict, match="adjudication now"):
        claim_words.reword(
            desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None,
            start=0, end=9,
        )  # fmt: skip
