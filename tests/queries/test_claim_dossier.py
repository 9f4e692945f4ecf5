"""The dossier of a claim as each person may see it: blind while the round runs, whole after it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from review.db import now
from review.domain.gates import GateCode
from review.domain.policy import Actor
from review.domain.vocabulary import (
    Answer,
    BlobCondition,
    CheckpointKind,
    ClaimState,
    DerivationKind,
    InfoDigit,
    Recommendation,
    Role,
    Stance,
    Verdict,
)
from review.domain.workflow import Action
from review.models import Assignment, Blob, Checkpoint, Claim
from review.queries.claim_case import case_of
from review.queries.claim_dossier import ClaimDossier, dossier_of
from review.services import accusations, assessments, captures, derivations, evidence, sign_offs
from tests.desk import Desk, answers, link, sha256

EVERYBODY = ("ana", "jon", "zoe", "editor", "legal", "reader")


def seen(desk: Desk, who: Actor, claim: Claim) -> ClaimDossier:
    desk.session.flush()
    desk.session.expire_all()
    case = case_of(desk.session, claim_id=claim.id, actor=who)
    return dossier_of(case)


def points(desk: Desk, claim: Claim) -> list[int]:
    rows = [
        Checkpoint(claim_id=claim.id, kind=CheckpointKind.FIGURE, start=at, end=at + 5, text=text)
        for at, text in enumerate(("forty pages", "Norland"))
    ]
    desk.session.add_all(rows)
    desk.session.flush()
    return [row.id for row in rows]


@pytest.mark.parametrize("who", EVERYBODY)
def test_while_the_round_runs_nobody_sees_anything_of_the_first_assessment(
    desk: Desk, who: str
) -> None:
    desk.attached(desk.accusation)
    before = seen(desk, getattr(desk, who), desk.accusation)
    desk.assessed(
        desk.accusation, desk.ana, verdict=Verdict.CONTRADICTED, reason="Only I know this."
    )
    after = seen(desk, getattr(desk, who), desk.accusation)
    if who == "ana":
        assert after.work.given is not None
        assert after.work.given.reason == "Only I know this."
        return
    # That somebody is at work closes the words of the claim to an editor, taken or assessed alike.
    assert before.actions - after.actions <= {Action.REWORD, Action.SPLIT, Action.MERGE}
    assert replace(after, actions=before.actions) == before
    assert after.decision is None
    assert after.evidence.pieces[0].marks == ()
    assert "graded" not in after.evidence.spoken


def test_when_all_are_in_everybody_sees_both_by_name(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    for who in EVERYBODY:
        found = seen(desk, getattr(desk, who), desk.accusation)
        assert found.decision is not None
        assert [one.name for one in found.decision.comparison.given] == [
            "Ana Belcourt", "Jonas Wray",
        ]  # fmt: skip
        assert len(found.evidence.pieces[0].marks) == 2
        assert found.work.given is None


def test_a_new_round_is_blind_again(desk: Desk) -> None:
    claim = desk.to_adjudication(desk.accusation)
    sign_offs.send_back(
        desk.session, claim_id=claim.id, actor=desk.editor, version=claim.version,
        reason="Ask the registry.",
    )  # fmt: skip
    found = seen(desk, desk.editor, claim)
    assert found.decision is None
    assert found.evidence.pieces[0].marks == ()
    assert found.head.sent_back_reason == "Ask the registry."
    assert found.head.round_words == "Takes two blind assessments, round 2"


def test_a_draft_shows_to_its_holder_alone_with_the_registers_letter_suggested(
    desk: Desk,
) -> None:
    row = desk.attached(desk.plain, source="Fare Register")
    desk.taken(desk.plain)
    ticked = points(desk, desk.plain)[0]
    given = desk.judgement(desk.plain, grades={}, ticked=(ticked,), verdict=None)
    assessments.save_draft(desk.session, claim_id=desk.plain.id, actor=desk.ana, given=given)
    mine = seen(desk, desk.ana, desk.plain)
    assert mine.work.draft.grades[row.evidence_id].letter is not None
    assert mine.work.draft.reason == given.reason
    assert mine.head.ticks == 1
    assert mine.work.steps[0].reason == "Choose a verdict."
    others = seen(desk, desk.jon, desk.plain)
    assert others.work.draft.reason == ""
    assert others.head.ticks == 0
    assert others.work.steps == ()


def test_a_stance_chosen_while_attaching_shows_in_the_own_list_only(desk: Desk) -> None:
    desk.taken(desk.accusation)
    desk.attached(desk.accusation, desk.ana, stance=Stance.UNDERMINES)
    mark = seen(desk, desk.ana, desk.accusation).evidence.pieces[0].marks[0]
    assert (mark.who, mark.stance) == ("", Stance.UNDERMINES)
    assert seen(desk, desk.jon, desk.accusation).evidence.pieces[0].marks == ()


def test_the_holder_sees_the_lease_and_others_see_who_holds(desk: Desk) -> None:
    held = desk.taken(desk.plain)
    assert seen(desk, desk.ana, desk.plain).head.lease_until == held.expires_at
    other = seen(desk, desk.reader, desk.plain).head
    assert other.lease_until is None
    assert other.holders == ("Ana Belcourt",)
    desk.session.execute(sa.update(Assignment).values(expires_at=now()))
    assert seen(desk, desk.reader, desk.plain).head.holders == ()


def test_the_words_around_a_claim_and_its_neighbours_come_from_the_article(desk: Desk) -> None:
    place = seen(desk, desk.reader, desk.plain).head.place
    assert place.before == desk.accusation.text
    assert place.after == "What a cold spring it was!"
    assert (place.previous_id, place.next_id) == (desk.accusation.id, desk.third.id)
    first, last = (seen(desk, desk.reader, c).head.place for c in (desk.accusation, desk.third))
    assert (first.before, first.previous_id) == ("", None)
    assert (last.after, last.next_id) == ("", None)


def test_who_says_so_leads_from_the_article_back_to_the_first_source(desk: Desk) -> None:
    head = seen(desk, desk.reader, desk.accusation).head
    assert head.chain == ("The Harrow Ledger", "Bureau 9")
    assert head.cue == "Bureau 9"
    assert seen(desk, desk.reader, desk.plain).head.chain == ("The Harrow Ledger",)


def test_the_next_person_is_named_and_a_role_that_may_not_is_told_why(desk: Desk) -> None:
    assert seen(desk, desk.reader, desk.plain).next_words == "A reviewer takes it next."
    desk.to_awaiting(desk.plain)
    assert "An editor who neither" in seen(desk, desk.ana, desk.plain).next_words
    desk.to_adjudication(desk.accusation)
    told = seen(desk, desk.ana, desk.accusation).next_words
    assert "You gave one of the two assessments" in told


def test_every_state_says_who_comes_next(desk: Desk) -> None:
    for state in ClaimState:
        desk.plain.state = state
        desk.plain.signed_off_at = now() if state is ClaimState.SIGNED_OFF else None
        desk.plain.withdrawn_reason = "Twice." if state is ClaimState.WITHDRAWN else ""
        if state is not ClaimState.SIGNED_OFF:
            assert seen(desk, desk.reader, desk.plain).next_words.endswith(".")


def found(desk: Desk, condition: BlobCondition, words: str = "A seen register.") -> None:
    """The kept bytes of a note were read through and found so."""
    row = Blob(sha256=sha256(words), first_at=now(), touched_at=now(), hashed_at=now())
    row.condition = condition
    desk.session.merge(row)


@pytest.mark.parametrize("condition", [BlobCondition.MISSING, BlobCondition.DAMAGED])
def test_missing_bytes_close_a_gate_and_keep_the_signature_away(
    desk: Desk, condition: BlobCondition
) -> None:
    claim = desk.to_awaiting(desk.plain)
    for sound in (BlobCondition.EXPECTED, BlobCondition.SOUND):
        found(desk, sound)
        assert Action.SIGN_OFF in seen(desk, desk.editor, claim).actions
    found(desk, condition)
    lost = seen(desk, desk.editor, claim)
    assert Action.SIGN_OFF not in lost.actions
    assert not lost.evidence.pieces[0].held
    assert lost.decision is not None
    assert "missing or altered" in " ".join(gate.reason for gate in lost.decision.gates)


def test_what_will_be_signed_is_what_is_signed(desk: Desk) -> None:
    desk.to_awaiting(desk.plain)
    shown = seen(desk, desk.editor, desk.plain).decision
    assert shown is not None
    assert shown.seal is not None
    assert shown.seal.signed_at is None
    row = sign_offs.sign_off(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version
    )
    assert shown.seal.content_hash == row.content_hash
    signed = seen(desk, desk.reader, desk.plain).decision
    assert signed is not None
    assert signed.seal is not None
    assert (signed.seal.by, signed.seal.parts) == ("Mirela Dorn", shown.seal.parts)


def test_a_signed_accusation_names_its_sheet_among_the_parts(desk: Desk) -> None:
    desk.signed(desk.accusation)
    found = seen(desk, desk.reader, desk.accusation).decision
    assert found is not None
    assert found.seal is not None
    assert {"Indicators", "Exculpatory"} <= {name for name, _ in found.seal.parts}


def test_differences_come_first_and_decisive_ones_before_those(desk: Desk) -> None:
    points(desk, desk.accusation)
    desk.attached(desk.accusation)
    grade = desk.judgement(desk.accusation).grades
    worse = {
        key: type(g)(g.letter, InfoDigit.DOUBTFUL, g.stance, "No.") for key, g in grade.items()
    }
    desk.assessed(desk.accusation, desk.ana, indicators=answers(E1=Answer.YES, P1=Answer.NO))
    desk.assessed(
        desk.accusation, desk.jon, grades=worse, recommendation=Recommendation.HOLD,
        indicators=answers(E1=Answer.PARTLY, P1=Answer.NO),
    )  # fmt: skip
    found = seen(desk, desk.zoe, desk.accusation).decision
    assert found is not None
    sides = found.comparison
    assert [row.label[:13] for row in sides.differ] == [
        "Recommendatio", "Grade of E1", "E1, The only "
    ]  # fmt: skip
    assert [row.decisive for row in sides.differ] == [True, False, False]
    assert sides.differing_codes == ("E1",)
    assert (sides.indicators_alike, sides.indicators_all) == (29, 30)
    assert "Checkpoints" in {row.label for row in sides.same}


def test_as_many_ticks_on_other_checkpoints_are_a_difference(desk: Desk) -> None:
    first, second = points(desk, desk.accusation)
    desk.attached(desk.accusation)
    desk.assessed(desk.accusation, desk.ana, ticked=(first,))
    desk.assessed(desk.accusation, desk.jon, ticked=(second,))
    found = seen(desk, desk.editor, desk.accusation).decision
    assert found is not None
    (row,) = found.comparison.differ
    assert (row.label, row.decisive) == ("Checkpoints", False)
    assert [cell.text for cell in row.cells] == [
        "1 of 2 ticked, not “Norland”", "1 of 2 ticked, not “forty pages”",
    ]  # fmt: skip


def test_a_third_persons_decision_stands_beside_the_two(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    assert Action.ADJUDICATE in seen(desk, desk.zoe, desk.accusation).actions
    desk.adjudicated(desk.accusation)
    found = seen(desk, desk.reader, desk.accusation).decision
    assert found is not None
    assert found.adjudicated_by == "Zoe Anders"
    assert [gate.code for gate in found.waivable] == [GateCode.REPLY]


def test_a_desk_that_allows_no_waiver_of_the_reply_offers_none(desk: Desk) -> None:
    desk.session.execute(sa.text("UPDATE desk SET policy = '{\"reply_waiver_allowed\": false}'"))
    desk.to_awaiting(desk.accusation)
    found = seen(desk, desk.editor, desk.accusation).decision
    assert found is not None
    assert found.waivable == ()


def test_level_three_is_asked_of_each_role_once(desk: Desk) -> None:
    seen_by_both = answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.YES)
    desk.to_awaiting(desk.accusation, indicators=seen_by_both)
    asked = seen(desk, desk.legal, desk.accusation).decision
    assert asked is not None
    assert asked.speaks_for == (Role.LEGAL,)
    from review.services import gates

    gates.confirm_level(
        desk.session, claim_id=desk.accusation.id, actor=desk.legal,
        version=desk.accusation.version, role=Role.LEGAL, confirmed=True, reason="It bears it.",
    )  # fmt: skip
    told, editor = (seen(desk, who, desk.accusation).decision for who in (desk.legal, desk.editor))
    assert told is not None
    assert editor is not None
    assert told.speaks_for == ()
    assert editor.speaks_for == (Role.EDITOR,)


def test_origins_are_listed_in_words(desk: Desk) -> None:
    first = desk.attached(desk.accusation, words="Statement.", source="Bureau 9")
    second = desk.attached(desk.accusation, words="Report.", source="Telegraph")
    desk.attached(desk.accusation, words="Another report.", source="Telegraph")
    desk.attached(desk.accusation, words="A letter.")
    derivations.derive(
        desk.session,
        evidence_id=second.evidence_id,
        parent=derivations.Parent(first.evidence_id),
        kind=DerivationKind.QUOTES,
        actor=desk.ana,
    )
    found = seen(desk, desk.reader, desk.accusation).evidence
    assert [line.words for line in found.lines] == [
        "an origin, the accuser",
        "quotes E1, adds no origin, rests on the accuser alone",
        "an origin of its own",
        "nobody has said where it comes from, adds no origin",
    ]
    assert found.lines[1].is_accuser is False
    assert found.sentence == (
        "4 items, 2 origins, 1 of them the accusing service, 1 item of unknown derivation"
    )


def test_pieces_of_unknown_derivation_alone_count_as_one_in_words(desk: Desk) -> None:
    for words in ("One.", "Two."):
        desk.attached(desk.plain, words=words)
    found = seen(desk, desk.reader, desk.plain).evidence
    assert [line.words for line in found.lines] == [
        "nobody has said where it comes from; counts as one at most",
        "nobody has said where it comes from, adds no origin",
    ]
    assert found.sentence == "2 items, 1 origin, 2 items of unknown derivation"


def test_two_pieces_of_one_source_are_one_origin_in_words(desk: Desk) -> None:
    for words in ("One.", "Two."):
        desk.attached(desk.plain, words=words, source="Telegraph")
    lines = seen(desk, desk.reader, desk.plain).evidence.lines
    assert lines[1].words == "has the same source as E1, adds no origin"


def test_a_capture_under_way_or_failed_shows_as_such(desk: Desk) -> None:
    made = evidence.attach(desk.session, claim_id=desk.plain.id, actor=desk.ana, piece=link())
    waiting = seen(desk, desk.reader, desk.plain).evidence
    assert waiting.pending
    desk.session.execute(
        sa.text("UPDATE capture SET status = 'failed', failure = 'It did not answer.'")
    )
    failed = seen(desk, desk.reader, desk.plain).evidence
    assert not failed.pending
    assert failed.pieces[0].failed
    assert failed.pieces[0].failure == "It did not answer."
    assert captures.retry(desk.session, evidence_id=made.row.evidence_id, actor=desk.ana).id


def test_a_flag_makes_the_sheet_due(desk: Desk) -> None:
    accusations.flag(desk.session, claim_id=desk.plain.id, actor=desk.ana, reason="Odd.")
    desk.taken(desk.plain)
    found = seen(desk, desk.ana, desk.plain)
    assert found.head.flag_open
    assert found.work.sheet_due
    assert found.work.steps[-1].title == "Indicator sheet looked at"


def asked_for(desk: Desk, claim: Claim) -> int:
    """How many statements the whole dossier takes."""
    desk.session.flush()
    desk.session.expire_all()
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(desk.session.get_bind(), "before_cursor_execute", note)
    dossier_of(case_of(desk.session, claim_id=claim.id, actor=desk.zoe))
    event.remove(desk.session.get_bind(), "before_cursor_execute", note)
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_what_is_on_the_claim(desk: Desk) -> None:
    desk.attached(desk.accusation, source="Fare Register")
    desk.to_adjudication(desk.accusation)
    few = asked_for(desk, desk.accusation)
    for number in range(3):
        desk.attached(desk.accusation, words=f"Paper {number}.", source=f"Source {number}")
        desk.asked(desk.accusation)
    points(desk, desk.accusation)
    assert asked_for(desk, desk.accusation) == few
    assert few <= 32
