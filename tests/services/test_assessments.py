"""Assessments are typed, kept, checked once, and never changed afterwards."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from review.domain.assessment import EvidenceGrade, IndicatorReply, Submission
from review.domain.errors import Conflict, Forbidden, Invalid, Stale
from review.domain.vocabulary import (
    Answer,
    ClaimState,
    InfoDigit,
    Recommendation,
    Role,
    SourceLetter,
    Stance,
    Verdict,
)
from review.domain.workflow import Action
from review.models import Assessment, Grade, IndicatorAnswer
from review.services import assessments, claim_words, claims, evidence
from tests.desk import Desk, answers
from tests.services.verbs import flag

FABRICATION = answers(E1=Answer.YES, M1=Answer.YES)


def submitted(desk: Desk, given: Submission, revision: int | None = 1) -> Assessment:
    return assessments.submit(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, revision=revision, given=given
    )


def test_one_assessment_of_a_plain_claim_goes_to_the_editor(desk: Desk) -> None:
    desk.assessed(desk.plain)
    assert desk.plain.state is ClaimState.AWAITING_SIGN_OFF


def test_an_accusation_waits_for_its_second_assessment(desk: Desk) -> None:
    desk.assessed(desk.accusation, desk.ana)
    assert desk.accusation.state is ClaimState.QUEUED
    desk.taken(desk.accusation, desk.jon)
    assert desk.accusation.state is ClaimState.IN_REVIEW


def test_two_that_agree_go_on_even_if_their_reasons_differ(desk: Desk) -> None:
    desk.assessed(desk.accusation, desk.ana, reason="The court file says so.")
    desk.assessed(desk.accusation, desk.jon, reason="So do two witnesses.", new_wording="Softer")
    assert desk.accusation.state is ClaimState.AWAITING_SIGN_OFF


@pytest.mark.parametrize(
    "other",
    [
        {"verdict": Verdict.CONTRADICTED},
        {"recommendation": Recommendation.CUT},
        {"indicators": FABRICATION},
    ],
    ids=["verdict", "recommendation", "level"],
)
def test_two_that_differ_in_what_counts_go_to_a_third_person(
    desk: Desk, other: dict[str, object]
) -> None:
    desk.assessed(desk.accusation, desk.ana)
    desk.assessed(desk.accusation, desk.jon, **other)
    assert desk.accusation.state is ClaimState.ADJUDICATION


def test_a_claim_that_an_editor_wants_assessed_three_times_waits_for_three(desk: Desk) -> None:
    claims.ask_second(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None, required=3
    )
    states = []
    for actor in desk.reviewers:
        desk.assessed(desk.plain, actor)
        states.append(desk.plain.state)
    assert states == [ClaimState.QUEUED, ClaimState.QUEUED, ClaimState.AWAITING_SIGN_OFF]


def test_what_is_missing_is_named_field_by_field_and_nothing_is_kept(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.taken(desk.plain)
    with pytest.raises(Invalid, match="not complete") as refused:
        submitted(desk, Submission(recommendation=Recommendation.REWORD))
    key = row.evidence_id
    assert set(refused.value.fields) == {
        "verdict", "reason", "new_wording", f"letter-{key}", f"digit-{key}", f"stance-{key}",
        f"why-{key}",
    }  # fmt: skip
    assert desk.session.scalars(sa.select(Assessment)).all() == []


def test_a_flagged_claim_is_not_handed_in_without_its_sheet(desk: Desk) -> None:
    flag(desk)()
    with pytest.raises(Invalid) as refused:
        desk.assessed(desk.accusation, sheet_read=False)
    assert set(refused.value.fields) == {"sheet_read"}


def test_words_that_changed_since_they_were_judged_are_judged_anew(desk: Desk) -> None:
    claim_words.reword(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None,
        start=desk.plain.start, end=desk.plain.end - 9,
    )  # fmt: skip
    desk.taken(desk.plain)
    with pytest.raises(Stale):
        submitted(desk, desk.judgement(desk.plain), revision=1)
    assert submitted(desk, desk.judgement(desk.plain), revision=2).round == 1


def test_a_colleagues_blind_act_does_not_make_the_form_stale(desk: Desk) -> None:
    desk.taken(desk.accusation, desk.ana)
    seen = desk.accusation.revision
    desk.assessed(desk.accusation, desk.jon)
    row = assessments.submit(
        desk.session, claim_id=desk.accusation.id, actor=desk.ana, revision=seen,
        given=desk.judgement(desk.accusation),
    )  # fmt: skip
    assert row.round == 1


def test_who_does_not_hold_the_claim_cannot_hand_anything_in(desk: Desk) -> None:
    with pytest.raises(Conflict, match="do not hold"):
        submitted(desk, desk.judgement(desk.plain))


def test_the_author_cannot_assess_even_with_a_lease(desk: Desk) -> None:
    desk.taken(desk.plain, desk.ana)
    desk.written_by(desk.author, desk.ana)
    with pytest.raises(Forbidden, match="wrote this article"):
        submitted(desk, desk.judgement(desk.plain))


def test_an_assessment_keeps_grades_answers_and_the_level_they_make(desk: Desk) -> None:
    row = desk.attached(desk.accusation)
    grade = EvidenceGrade(SourceLetter.A, InfoDigit.POSSIBLY_TRUE, Stance.UNDERMINES, " A stamp. ")
    given = desk.assessed(
        desk.accusation, grades={row.evidence_id: grade},
        indicators={**FABRICATION, "P1": IndicatorReply()}, ticked=(3, 1),
    )  # fmt: skip
    (kept,) = desk.session.scalars(sa.select(Grade))
    assert (kept.assessment_id, kept.letter, kept.digit, kept.stance, kept.reason) == (
        given.id, SourceLetter.A, 3, Stance.UNDERMINES, "A stamp.",
    )  # fmt: skip
    said = desk.session.scalars(sa.select(IndicatorAnswer.code)).all()
    assert (sorted(said), given.level, given.ticked) == (["E1", "M1"], 2, [1, 3])


def test_grades_of_what_was_taken_off_since_are_left_out(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    given = desk.judgement(desk.plain)
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=row.evidence_id, actor=desk.jon,
        reason="A wrong year.",
    )  # fmt: skip
    desk.taken(desk.plain)
    half = replace(given, grades={row.evidence_id: EvidenceGrade(stance=Stance.CONTEXT)})
    submitted(desk, half)
    assert desk.session.scalars(sa.select(Grade)).all() == []


def test_the_ledger_learns_of_an_assessment_and_not_what_it_says(desk: Desk) -> None:
    desk.assessed(desk.accusation, reason="Secret until both are in.")
    (line,) = desk.acts(Action.SUBMIT)
    assert set(line.payload) == {"round", "assessment"}
    assert len(line.payload["assessment"]) == 64


def test_a_draft_is_kept_as_typed_and_is_no_act(desk: Desk) -> None:
    desk.taken(desk.plain)
    before = len(desk.acts())
    typed = Submission(reason="  half a thou", sheet_read=True)
    for given in (Submission(), typed):
        assessments.save_draft(desk.session, claim_id=desk.plain.id, actor=desk.ana, given=given)
    assert assessments.drafted(desk.session, desk.plain, desk.ana) == typed
    assert assessments.drafted(desk.session, desk.plain, desk.jon) == Submission()
    assert len(desk.acts()) == before


def test_a_draft_needs_a_lease(desk: Desk) -> None:
    with pytest.raises(Conflict, match="do not hold"):
        assessments.save_draft(
            desk.session, claim_id=desk.plain.id, actor=desk.ana, given=Submission()
        )


def test_who_is_an_editor_alone_assesses_nothing(desk: Desk) -> None:
    assert Role.REVIEWER not in desk.editor.roles
    with pytest.raises(Forbidden, match="role reviewer"):
        desk.assessed(desk.plain, desk.editor)
