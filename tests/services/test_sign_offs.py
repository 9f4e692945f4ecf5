"""An editor signs exactly what stands; a signature ends when what was signed changes."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from review.domain.errors import Conflict, Forbidden, Invalid
from review.domain.vocabulary import (
    ClaimState,
    DerivationKind,
    LeaseOutcome,
    SourceLetter,
    Verdict,
)
from review.domain.workflow import Action
from review.models import Assessment, Assignment, Claim, SignOff, SignOffEnd, Source
from review.queries.signed_content import signed_content
from review.seal import digest
from review.services import (
    accusations,
    claim_words,
    claims,
    comments,
    derivations,
    evidence,
    replies,
    sign_offs,
    sources,
)
from tests.desk import Desk
from tests.services import verbs


def test_a_signature_binds_the_hash_of_everything_that_stands(desk: Desk) -> None:
    made = desk.signed(desk.plain)
    assert desk.plain.state is ClaimState.SIGNED_OFF
    assert desk.plain.signed_off_at == made.signed_at
    assert made.content["decision"]["verdict"] == Verdict.SUPPORTED
    assert made.content_hash == digest(made.content)
    assert made.content == signed_content(desk.file(desk.plain))
    assert desk.acts(Action.SIGN_OFF)[0].payload["content_hash"] == made.content_hash


def test_a_closed_gate_keeps_the_editor_from_signing_and_says_why(desk: Desk) -> None:
    desk.to_awaiting(desk.plain)
    verbs.comment(desk)()
    with pytest.raises(Conflict, match="gate is still closed") as refused:
        sign_offs.sign_off(desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None)
    assert "Queries open: 1" in refused.value.remedy
    assert desk.session.scalars(sa.select(SignOff)).all() == []


def test_kept_bytes_that_are_damaged_keep_the_editor_from_signing(desk: Desk) -> None:
    claim = desk.to_awaiting(desk.plain)
    sha = desk.file(claim).attached[0].evidence.sha256
    with pytest.raises(Conflict) as refused:
        sign_offs.sign_off(
            desk.session, claim_id=claim.id, actor=desk.editor, version=None, damaged={sha or ""}
        )
    assert "E1: the kept bytes are missing or altered" in refused.value.remedy


def test_nobody_signs_a_claim_that_they_assessed_or_adjudicated(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    desk.adjudicated(desk.accusation, desk.deputy)
    with pytest.raises(Forbidden, match="You adjudicated this claim"):
        sign_offs.sign_off(
            desk.session, claim_id=desk.accusation.id, actor=desk.deputy, version=None
        )
    both = type(desk.ana)(desk.ana.user_id, desk.id, "Ana", desk.editor.roles)
    with pytest.raises(Forbidden, match="You assessed this claim"):
        sign_offs.sign_off(desk.session, claim_id=desk.accusation.id, actor=both, version=None)


def test_the_author_signs_nothing_of_their_own_article(desk: Desk) -> None:
    desk.written_by(desk.author, desk.editor)
    with pytest.raises(Forbidden, match="You wrote this article"):
        desk.signed(desk.plain)


def test_sending_back_begins_a_new_round_and_keeps_the_old_assessments(desk: Desk) -> None:
    desk.to_awaiting(desk.accusation)
    sign_offs.send_back(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None,
        reason=" Look at page nine. ",
    )  # fmt: skip
    claim = desk.accusation
    assert (claim.state, claim.round) == (ClaimState.QUEUED, 2)
    assert claim.sent_back_reason == "Look at page nine."
    assert desk.file(claim).assessments == []
    kept = desk.session.scalars(sa.select(Assessment).filter_by(claim_id=claim.id)).all()
    assert [row.round for row in kept] == [1, 1]
    desk.to_awaiting(claim)
    assert [row.user_id for row in desk.file(claim).assessments] == [
        desk.ana.user_id, desk.jon.user_id,
    ]  # fmt: skip


def test_a_claim_in_adjudication_can_be_sent_back_too(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    sign_offs.send_back(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None, reason="Anew."
    )
    assert desk.accusation.state is ClaimState.QUEUED


def test_reopening_ends_the_signature_with_a_reason_and_begins_a_new_round(desk: Desk) -> None:
    made = desk.signed(desk.plain)
    verbs_reason = "A reader wrote to us."
    sign_offs.reopen(
        desk.session, claim_id=desk.plain.id, actor=desk.deputy, version=None, reason=verbs_reason
    )
    (end,) = desk.session.scalars(sa.select(SignOffEnd))
    assert (end.sign_off_id, end.user_id, end.reason) == (
        made.id, desk.deputy.user_id, verbs_reason,
    )  # fmt: skip
    assert (desk.plain.state, desk.plain.round) == (ClaimState.QUEUED, 2)
    assert desk.plain.signed_off_at is None
    assert sign_offs.standing(desk.session, desk.plain) is None
    assert desk.signed(desk.plain).round == 2


def test_a_withdrawn_claim_is_kept_with_its_reason_and_its_leases_end(desk: Desk) -> None:
    held = desk.taken(desk.plain)
    sign_offs.withdraw(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None,
        reason="The same as claim 3.", same_as_id=desk.third.id,
    )  # fmt: skip
    assert desk.plain.state is ClaimState.WITHDRAWN
    assert (desk.plain.withdrawn_reason, desk.plain.same_as_id) == (
        "The same as claim 3.", desk.third.id,
    )  # fmt: skip
    assert desk.session.get_one(Assignment, held.id).outcome is LeaseOutcome.ENDED


def test_a_claim_is_no_duplicate_of_itself(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        sign_offs.withdraw(
            desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None,
            reason="Twice.", same_as_id=desk.plain.id,
        )  # fmt: skip
    assert "duplicate of itself" in refused.value.fields["same_as"]


def test_a_signed_claim_is_not_withdrawn_behind_its_signature(desk: Desk) -> None:
    desk.signed(desk.plain)
    with pytest.raises(Conflict, match="signed off now"):
        sign_offs.withdraw(
            desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None, reason="Late."
        )


def attach(desk: Desk) -> None:
    desk.attached(desk.accusation, words="A late find.")


def detach(desk: Desk) -> None:
    (row,) = desk.file(desk.accusation).attached
    evidence.detach(
        desk.session, claim_id=desk.accusation.id, evidence_id=row.evidence_id, actor=desk.ana,
        reason="Not ours.",
    )  # fmt: skip


def letter(desk: Desk) -> None:
    source = desk.session.scalars(sa.select(Source)).one()
    sources.give_letter(
        desk.session, source_id=source.id, actor=desk.ana, version=None,
        letter=SourceLetter.E, reason="It was wrong before.",
    )  # fmt: skip


def describe(desk: Desk) -> None:
    source = desk.session.scalars(sa.select(Source)).one()
    sources.describe(
        desk.session, source_id=source.id, actor=desk.ana, version=None, kind=source.kind,
        owner="Bureau 9",
    )  # fmt: skip


def record(desk: Desk) -> None:
    verbs.keep_account(desk)()


def note_exculpatory(desk: Desk) -> None:
    verbs.note_exculpatory(desk)()


def ask(desk: Desk) -> None:
    desk.asked(desk.accusation)


def answer(desk: Desk) -> None:
    (request,) = desk.file(desk.accusation).replies
    replies.answer(
        desk.session, reply_id=request.id, actor=desk.ana, version=None, answer="I did not."
    )


def flag(desk: Desk) -> None:
    accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason="One voice.")


def reword(desk: Desk) -> None:
    claim = desk.accusation
    claim_words.reword(
        desk.session, claim_id=claim.id, actor=desk.deputy, version=None, start=claim.start,
        end=claim.end - 12,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "changed", "because"),
    [
        (attach, {"evidence", "origins"}, "E2 was attached"),
        (detach, {"assessments", "evidence", "origins"}, "E1 was taken off"),
        (letter, {"evidence"}, "the letter of a source is now E"),
        (describe, {"evidence"}, "what is known of a source changed"),
        (record, {"accusation"}, "the record of the accusation changed"),
        (note_exculpatory, {"accusation"}, "a note for the accusation was added"),
        (ask, {"replies"}, "a reply was asked for"),
        (answer, {"replies"}, "an answer to a reply request came in"),
        (flag, {"accusation"}, "the accusation was flagged as possibly fabricated"),
        (reword, {"claim"}, "the claim's words were changed"),
    ],
)
def test_a_change_to_what_was_signed_voids_the_signature_and_says_what_changed(
    desk: Desk, change: Callable[[Desk], None], changed: set[str], because: str
) -> None:
    desk.attached(desk.accusation, source="Vantoria Gazette")
    signed = desk.signed(desk.accusation)
    before = len(desk.acts())
    change(desk)
    act, void = desk.acts()[before:]
    assert (act.actor_id is None, void.action, void.actor_id) == (False, Action.VOID, None)
    assert void.payload["because"] == because
    (end,) = desk.session.scalars(sa.select(SignOffEnd))
    assert (end.sign_off_id, end.user_id, end.reason) == (signed.id, None, because)
    assert set(end.changed) >= changed
    assert set(end.changed) <= changed | {"checkpoints", "derivations", "origins", "required"}
    claim = desk.accusation
    assert (claim.state, claim.round) == (ClaimState.QUEUED, 2)
    assert claim.sent_back_reason == f"The signature was voided: {because}"


def test_learning_where_a_piece_comes_from_voids_every_claim_that_rests_on_it(desk: Desk) -> None:
    for claim in (desk.plain, desk.third):
        desk.attached(claim, words="The gazette.")
        desk.attached(claim, words="The wire.")
        desk.signed(claim)
    gazette, wire = (row.evidence_id for row in desk.file(desk.plain).attached)
    derivations.derive(
        desk.session,
        evidence_id=gazette,
        parent=derivations.Parent(wire),
        kind=DerivationKind.SAME_WIRE,
        actor=desk.ana,
    )
    ends = desk.session.scalars(sa.select(SignOffEnd)).all()
    assert [end.changed for end in ends] == [["derivations", "origins"]] * 2
    assert {desk.plain.state, desk.third.state} == {ClaimState.QUEUED}


def test_a_settled_flag_is_part_of_what_was_signed(desk: Desk) -> None:
    verbs.settle_flag(desk)()
    desk.signed(desk.accusation)
    accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.jon, reason="Again.")
    assert desk.accusation.state is ClaimState.QUEUED


def test_a_flag_that_is_settled_after_signing_voids_too(desk: Desk) -> None:
    desk.attached(desk.accusation)
    desk.signed(desk.accusation)
    # As if it had been raised and signed before settling was asked for.
    sheet = desk.sheet
    sheet.flagged_at, sheet.flagged_by_id = desk.accusation.created_at, desk.ana.user_id
    sheet.flag_reason = "One voice."
    accusations.settle_flag(
        desk.session, accusation_id=sheet.id, actor=desk.editor, version=None, reason="Looked at."
    )
    assert desk.accusation.state is ClaimState.QUEUED


def test_what_changes_nothing_that_was_signed_leaves_the_signature(desk: Desk) -> None:
    desk.attached(desk.plain, source="Vantoria Gazette")
    desk.signed(desk.plain)
    source = desk.session.scalars(sa.select(Source)).one()
    sources.give_letter(
        desk.session, source_id=source.id, actor=desk.ana, version=None,
        letter=source.letter, reason="Still not judged.",
    )  # fmt: skip
    comments.comment(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, text="Well done.",
        kind=comments.CommentKind.NOTE,
    )  # fmt: skip
    claims.add(
        desk.session, article_id=desk.article.id, actor=desk.editor,
        start=desk.sentence(3).start, end=desk.sentence(3).end,
    )  # fmt: skip
    assert desk.plain.state is ClaimState.SIGNED_OFF
    assert desk.acts(Action.VOID) == []


def test_only_claims_that_are_signed_are_looked_at_again(desk: Desk) -> None:
    claim: Claim = desk.to_awaiting(desk.plain)
    assert sign_offs.void_if_changed(desk.session, claim, because="nothing") is False
    assert claim.state is ClaimState.AWAITING_SIGN_OFF
