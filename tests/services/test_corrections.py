"""What the finder suggested is put right by hand, and what follows from it follows by itself."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from review.domain.desk_policy import DeskPolicy
from review.domain.errors import Conflict, Forbidden, Invalid, NotFound
from review.domain.vocabulary import CheckpointKind, ClaimKind, ClaimState
from review.models import Accusation, Assignment, Checkpoint, Claim
from review.models import Desk as DeskRow
from review.queries.claim_case import case_of
from review.queries.claim_head import head_of
from review.services import accusations, assignments, claims, corrections
from tests.desk import Desk
from tests.services.verbs import (
    add_checkpoint,
    correct_kind,
    correct_source,
    dismiss_cue,
    remove_checkpoint,
    reword,
)

EACH = pytest.mark.parametrize(
    "correct", [correct_kind, correct_source, dismiss_cue, add_checkpoint, remove_checkpoint]
)


def sheets(desk: Desk, claim: Claim) -> list[Accusation]:
    return list(desk.session.scalars(sa.select(Accusation).filter_by(claim_id=claim.id)))


def points(desk: Desk, claim: Claim) -> list[tuple[CheckpointKind, str]]:
    found = desk.session.scalars(sa.select(Checkpoint).filter_by(claim_id=claim.id))
    return [(point.kind, point.text) for point in found]


@EACH
def test_whoever_holds_the_claim_corrects_it_and_goes_on_holding_it(
    desk: Desk, correct: object
) -> None:
    act = correct(desk)  # type: ignore[operator]
    claim = desk.session.get_one(Claim, act.keywords["claim_id"])
    lease = desk.taken(claim)
    lease.expires_at -= timedelta(minutes=10)
    until = lease.expires_at
    act(actor=desk.ana, revision=claim.revision)
    held = desk.session.scalars(sa.select(Assignment).filter_by(claim_id=claim.id)).one()
    assert held.expires_at > until
    assert desk.acts()[-1].actor == "Ana Belcourt"


@EACH
def test_a_reviewer_who_does_not_hold_it_leaves_it_alone(desk: Desk, correct: object) -> None:
    act = correct(desk)  # type: ignore[operator]
    with pytest.raises(Conflict, match="holds this claim, or an editor"):
        act(actor=desk.jon)


@EACH
def test_who_wrote_the_article_corrects_nothing_of_it(desk: Desk, correct: object) -> None:
    act = correct(desk)  # type: ignore[operator]
    desk.written_by(desk.editor)
    with pytest.raises(Forbidden, match="You wrote this article"):
        act()


@EACH
def test_what_is_signed_is_not_corrected(desk: Desk, correct: object) -> None:
    act = correct(desk)  # type: ignore[operator]
    claim = desk.session.get_one(Claim, act.keywords["claim_id"])
    claim.state, claim.signed_off_at = ClaimState.SIGNED_OFF, claim.created_at
    with pytest.raises(Conflict, match="signed off now"):
        act()


@EACH
def test_whoever_assesses_the_claim_is_to_see_the_correction(desk: Desk, correct: object) -> None:
    act = correct(desk)  # type: ignore[operator]
    claim = desk.session.get_one(Claim, act.keywords["claim_id"])
    before = claim.revision
    act()
    assert claim.revision == before + 1


def test_a_claim_that_is_an_accusation_gets_a_sheet_and_a_second_place(desk: Desk) -> None:
    desk.taken(desk.plain)
    assert desk.plain.state is ClaimState.IN_REVIEW
    before = desk.plain.priority
    correct_kind(desk)()
    assert (desk.plain.kind, desk.plain.required) == (ClaimKind.ACCUSATION, 2)
    assert desk.plain.state is ClaimState.QUEUED
    assert desk.plain.priority > before
    assert len(sheets(desk, desk.plain)) == 1
    assert desk.acts()[-1].payload["before"] == "statistic"
    assert desk.acts()[-1].payload["after"] == "accusation"


def to_fact(desk: Desk) -> Claim:
    claim = desk.accusation
    return corrections.correct_kind(
        desk.session, claim_id=claim.id, actor=desk.editor, revision=claim.revision,
        kind=ClaimKind.FACT,
    )  # fmt: skip


def test_what_is_no_accusation_loses_its_sheet_and_asks_for_one_assessment(desk: Desk) -> None:
    claim = to_fact(desk)
    assert (claim.kind, claim.required) == (ClaimKind.FACT, 1)
    assert sheets(desk, claim) == []
    back = corrections.correct_kind(
        desk.session, claim_id=claim.id, actor=desk.editor, revision=None,
        kind=ClaimKind.ACCUSATION,
    )  # fmt: skip
    (sheet,) = sheets(desk, back)
    assert (sheet.accused, sheet.accuser) == ("Ilan Maresk", "Bureau 9")


def test_the_policy_of_the_desk_says_how_many_an_accusation_needs(desk: Desk) -> None:
    policy = {"accusation_assessments": 3, "assessments": 1}
    desk.session.get_one(DeskRow, desk.id).policy = policy
    assert DeskPolicy(**policy).required(accusation=True) == 3
    correct_kind(desk)()
    assert desk.plain.required == 3


def test_while_somebody_is_at_work_no_place_is_taken_away(desk: Desk) -> None:
    desk.taken(desk.accusation)
    claim = to_fact(desk)
    assert (claim.required, claim.state) == (2, ClaimState.QUEUED)


def test_what_an_editor_asked_for_on_top_stays_asked_for(desk: Desk) -> None:
    claims.ask_second(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None, required=3
    )
    assert to_fact(desk).required == 3


def flagged(desk: Desk) -> None:
    accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.jon, reason="Alone.")


def recorded(desk: Desk) -> None:
    account = accusations.Account("Bureau 9", "Ilan Maresk", True, "handing over forty pages")
    accusations.keep_account(
        desk.session, accusation_id=desk.sheet.id, actor=desk.ana, version=None, account=account
    )


def noted(desk: Desk) -> None:
    accusations.note_exculpatory(
        desk.session, accusation_id=desk.sheet.id, actor=desk.ana, text="Seen in open court."
    )


@pytest.mark.parametrize("entered", [flagged, recorded, noted])
def test_a_sheet_on_which_somebody_entered_something_is_kept(desk: Desk, entered: object) -> None:
    entered(desk)  # type: ignore[operator]
    assert len(sheets(desk, to_fact(desk))) == 1


def test_a_flagged_claim_keeps_two_assessments_whatever_its_kind(desk: Desk) -> None:
    flagged(desk)
    assert to_fact(desk).required == 2


def test_a_claim_of_a_kept_sheet_takes_it_up_again(desk: Desk) -> None:
    flagged(desk)
    kept = sheets(desk, to_fact(desk))
    corrections.correct_kind(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, revision=None,
        kind=ClaimKind.ACCUSATION,
    )  # fmt: skip
    assert sheets(desk, desk.accusation) == kept


def test_words_and_kind_of_a_signed_claim_are_changed_in_one_act(desk: Desk) -> None:
    desk.signed(desk.plain)
    reword(desk)(kind=ClaimKind.ACCUSATION)
    assert (desk.plain.required, desk.plain.state) == (2, ClaimState.QUEUED)


def test_the_same_kind_again_is_no_correction(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        correct_kind(desk)(kind=desk.plain.kind)
    assert "its kind already" in refused.value.fields["kind"]


@pytest.mark.parametrize(
    ("named", "chain", "kept"),
    [
        ("Bureau 9", [], ("Bureau 9", ["Bureau 9"])),
        ("Bureau  9 ", ["The Quay", " ", "Bureau 9"], ("Bureau 9", ["The Quay", "Bureau 9"])),
        ("The Quay", ["Bureau 9"], ("The Quay", ["The Quay", "Bureau 9"])),
        ("", ["The Quay", "Bureau 9"], ("The Quay", ["The Quay", "Bureau 9"])),
    ],
)
def test_who_says_so_is_entered_with_the_chain_behind_them(
    desk: Desk, named: str, chain: list[str], kept: tuple[str, list[str]]
) -> None:
    made = correct_source(desk)(attributed_to=named, source_chain=chain)
    assert (made.attributed_to, made.source_chain) == kept
    assert desk.acts()[-1].payload["before"] == {"attributed_to": "", "source_chain": []}


def test_the_article_s_own_voice_needs_no_name(desk: Desk) -> None:
    correct_source(desk)()
    made = correct_source(desk)(attributed_to="", source_chain=[])
    assert (made.attributed_to, made.source_chain) == ("", [])


def test_the_same_source_again_is_no_correction(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        correct_source(desk)(attributed_to=" ", source_chain=[])
    assert "stands already" in refused.value.fields["attributed_to"]


def test_a_doubt_that_is_set_aside_is_not_shown_and_does_not_press_any_more(desk: Desk) -> None:
    before = desk.accusation.priority
    made = dismiss_cue(desk)()
    assert made.priority < before
    case = case_of(desk.session, claim_id=made.id, actor=desk.editor)
    assert head_of(case, ()).cue == ""
    assert made.suggestion["fabrication_cue"]["text"] == desk.acts()[-1].payload["words"]


def test_there_is_no_doubt_to_set_aside_twice(desk: Desk) -> None:
    dismiss_cue(desk)()
    with pytest.raises(Conflict, match="shown as a doubt"):
        dismiss_cue(desk)()


def test_words_of_the_claim_become_a_checkpoint_of_their_own_kind(desk: Desk) -> None:
    add_checkpoint(desk)()
    start = desk.plain.start
    add_checkpoint(desk)(start=start + 26, end=start + 34)
    add_checkpoint(desk)(start=start, end=start + 5, kind=CheckpointKind.TITLE)
    assert points(desk, desk.plain) == [
        (CheckpointKind.NAME, "Vantoria"),
        (CheckpointKind.FIGURE, "in 2025."),
        (CheckpointKind.TITLE, "Fares"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(-4, 4, "words of the claim itself"), (0, 40, "words of the claim itself"),
     (4, 4, "outside the text"), (5, 6, "holds no words")],
)  # fmt: skip
def test_a_checkpoint_lies_inside_its_claim(desk: Desk, start: int, end: int, said: str) -> None:
    at = desk.plain.start
    with pytest.raises(Invalid) as refused:
        add_checkpoint(desk)(start=at + start, end=at + end)
    assert said in refused.value.fields["words"]


def test_the_same_words_are_one_checkpoint(desk: Desk) -> None:
    add_checkpoint(desk)()
    with pytest.raises(Conflict, match="a checkpoint already"):
        add_checkpoint(desk)()


def test_a_checkpoint_that_is_none_is_taken_off(desk: Desk) -> None:
    remove_checkpoint(desk)()
    assert points(desk, desk.plain) == []
    assert desk.acts()[-1].payload["words"] == "Vantoria"


def test_a_checkpoint_of_another_claim_is_not_there(desk: Desk) -> None:
    act = remove_checkpoint(desk)
    for claim, point in ((desk.third, act.keywords["checkpoint_id"]), (desk.plain, 9999)):
        with pytest.raises(NotFound, match="no such checkpoint"):
            act(claim_id=claim.id, revision=claim.revision, checkpoint_id=point)


def test_a_second_holder_changes_nothing_for_who_corrects(desk: Desk) -> None:
    desk.taken(desk.accusation, desk.ana)
    desk.assessed(desk.accusation, desk.jon)
    dismiss_cue(desk)(actor=desk.ana, revision=desk.accusation.revision)
    assert assignments.held_by(desk.session, desk.accusation, desk.ana) is not None
