"""Evidence is attached to claims, taken off with a reason, and joined to where it comes from."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from review.domain.assessment import EvidenceGrade
from review.domain.errors import Conflict, Forbidden, Invalid, NotFound
from review.domain.vocabulary import (
    CaptureStatus,
    DerivationKind,
    EvidenceKind,
    InfoDigit,
    SourceLetter,
    Stance,
)
from review.models import AssessmentDraft, Capture, Claim, ClaimEvidence, Evidence, Source
from review.services import assessments, derivations, evidence
from review.services.evidence import Bearing, Piece
from tests.desk import Desk, link, note, sha256


def attach(desk: Desk, claim: Claim, piece: Piece, **bearing: object) -> evidence.Attached:
    return evidence.attach(
        desk.session, claim_id=claim.id, actor=desk.ana, piece=piece,
        bearing=Bearing(**bearing),  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_link_asks_for_its_capture_and_a_note_asks_for_none(desk: Desk) -> None:
    made = attach(desk, desk.plain, link())
    capture = desk.session.get_one(Capture, made.capture_id)
    assert (capture.status, capture.url) == (CaptureStatus.PENDING, link().url)
    assert capture.requested_by_id == desk.ana.user_id
    assert attach(desk, desk.plain, note("Seen.")).capture_id is None


def test_pieces_are_numbered_in_the_order_in_which_they_came(desk: Desk) -> None:
    numbers = [attach(desk, desk.plain, note(f"Note {i}")).row.number for i in range(3)]
    assert numbers == [1, 2, 3]


def test_the_same_bytes_on_another_claim_are_the_same_piece(desk: Desk) -> None:
    first = attach(desk, desk.plain, note("Seen."))
    second = attach(desk, desk.third, note("Seen."))
    assert first.row.evidence_id == second.row.evidence_id
    assert second.row.number == 1


def test_the_same_link_is_captured_once_for_all_claims(desk: Desk) -> None:
    first = attach(desk, desk.plain, link())
    second = attach(desk, desk.third, link())
    assert first.row.evidence_id == second.row.evidence_id
    assert (first.capture_id is None, second.capture_id) == (False, None)


def test_the_same_words_of_another_source_are_another_piece(desk: Desk) -> None:
    first = attach(desk, desk.plain, note("Seen."), source="Vantoria Gazette")
    again = attach(desk, desk.third, note("Seen."), source=" vantoria  GAZETTE ")
    other = attach(desk, desk.plain, note("Seen."), source="Fare Register")
    assert first.row.evidence_id == again.row.evidence_id != other.row.evidence_id
    names = desk.session.scalars(sa.select(Source.name)).all()
    assert sorted(names) == ["Fare Register", "Vantoria Gazette"]


def test_the_same_piece_twice_on_one_claim_is_refused_by_its_number(desk: Desk) -> None:
    attach(desk, desk.plain, note("Seen."))
    with pytest.raises(Conflict, match="as E1"):
        attach(desk, desk.plain, note("Seen."))


def test_a_piece_is_called_by_title_file_address_or_its_first_line(desk: Desk) -> None:
    long = "word " * 40
    file = Piece(EvidenceKind.FILE, file_name="fares.pdf", sha256=sha256("pdf"))
    pieces = [
        replace(note("Seen."), title=" A table "), file, link(), note("First line\nSecond"),
        note(long), Piece(EvidenceKind.NOTE, note="  ", sha256=sha256("  ")),
    ]  # fmt: skip
    titles = [attach(desk, desk.plain, piece).row.evidence.title for piece in pieces]
    assert titles[:4] == ["A table", "fares.pdf", "https://gazette.example/fares", "First line"]
    assert titles[4].endswith("word…")
    assert len(titles[4]) <= 80
    assert titles[5] == ""


def test_a_piece_keeps_where_in_it_and_which_words(desk: Desk) -> None:
    row = attach(desk, desk.plain, note("Seen."), locator=" p. 9 ", excerpt=" fares ").row
    assert (row.locator, row.excerpt, row.attached_by_id) == ("p. 9", "fares", desk.ana.user_id)


def test_a_stance_goes_into_the_own_draft_of_who_holds_the_claim(desk: Desk) -> None:
    desk.taken(desk.plain)
    key = attach(desk, desk.plain, note("Seen."), stance=Stance.UNDERMINES).row.evidence_id
    draft = assessments.drafted(desk.session, desk.plain, desk.ana)
    assert draft.grades == {key: EvidenceGrade(stance=Stance.UNDERMINES)}
    assert assessments.drafted(desk.session, desk.plain, desk.jon).grades == {}


def test_a_stance_of_who_does_not_hold_the_claim_goes_nowhere(desk: Desk) -> None:
    attach(desk, desk.plain, note("Seen."), stance=Stance.SUPPORTS)
    assert desk.session.scalars(sa.select(AssessmentDraft)).all() == []


def test_a_piece_that_comes_back_keeps_its_number_and_the_grade_typed_before(desk: Desk) -> None:
    desk.taken(desk.plain)
    first = attach(desk, desk.plain, note("Seen.")).row
    key, grade = first.evidence_id, EvidenceGrade(SourceLetter.B, InfoDigit.DOUBTFUL, None, "Old")
    assessments.save_draft(
        desk.session, claim_id=desk.plain.id, actor=desk.ana,
        given=desk.judgement(desk.plain, grades={key: grade}),
    )  # fmt: skip
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=key, actor=desk.ana, reason="Wrong year."
    )
    attach(desk, desk.plain, note("Another."))
    back = attach(desk, desk.plain, note("Seen."), stance=Stance.CONTEXT).row
    assert (back.number, back.detached_at, back.detached_reason) == (1, None, "")
    kept = assessments.drafted(desk.session, desk.plain, desk.ana).grades[key]
    assert kept == replace(grade, stance=Stance.CONTEXT)


def test_what_is_taken_off_is_kept_with_its_reason(desk: Desk) -> None:
    row = attach(desk, desk.plain, note("Seen.")).row
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=row.evidence_id, actor=desk.jon,
        reason=" Wrong year. ",
    )  # fmt: skip
    kept = desk.session.get_one(ClaimEvidence, row.id)
    assert (kept.detached_reason, kept.detached_by_id) == ("Wrong year.", desk.jon.user_id)
    assert desk.file(desk.plain).attached == []
    assert desk.session.get_one(Evidence, row.evidence_id).title == "Seen."


def test_what_is_not_on_the_claim_is_not_taken_off(desk: Desk) -> None:
    row = attach(desk, desk.plain, note("Seen.")).row
    for claim in (desk.third, desk.plain):
        if claim is desk.plain:
            evidence.detach(
                desk.session, claim_id=claim.id, evidence_id=row.evidence_id, actor=desk.ana,
                reason="Wrong year.",
            )  # fmt: skip
        with pytest.raises(NotFound, match="not on the claim"):
            evidence.detach(
                desk.session, claim_id=claim.id, evidence_id=row.evidence_id, actor=desk.ana,
                reason="Wrong year.",
            )  # fmt: skip


def test_a_derivation_can_be_corrected_and_stays_one(desk: Desk) -> None:
    child, parent = (attach(desk, desk.plain, note(words)).row for words in ("Copy", "First"))
    for kind in (DerivationKind.UNKNOWN, DerivationKind.REWRITES):
        derivations.derive(
            desk.session,
            evidence_id=child.evidence_id,
            parent=derivations.Parent(parent.evidence_id),
            kind=kind,
            actor=desk.ana,
            reason=" The same words. ",
        )
    (kept,) = desk.file(desk.plain).lineage.links
    assert (kept.kind, kept.reason) == (DerivationKind.REWRITES, "The same words.")
    assert desk.file(desk.plain).origins.origins == 1


def test_a_piece_does_not_come_from_itself(desk: Desk) -> None:
    row = attach(desk, desk.plain, note("Seen.")).row
    with pytest.raises(Invalid) as refused:
        derivations.derive(
            desk.session,
            evidence_id=row.evidence_id,
            parent=derivations.Parent(row.evidence_id),
            kind=DerivationKind.QUOTES,
            actor=desk.ana,
        )
    assert "parent" in refused.value.fields


def test_nobody_says_where_a_piece_comes_from_that_is_on_no_claim(desk: Desk) -> None:
    child, parent = (attach(desk, desk.plain, note(words)).row for words in ("Copy", "First"))
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=child.evidence_id, actor=desk.ana,
        reason="Not needed.",
    )  # fmt: skip
    for actor in (desk.reader, desk.ana):
        with pytest.raises(Conflict, match="on no claim now"):
            derivations.derive(
                desk.session,
                evidence_id=child.evidence_id,
                parent=derivations.Parent(parent.evidence_id),
                kind=DerivationKind.QUOTES,
                actor=actor,
            )


def test_an_administrator_attaches_nothing(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        evidence.attach(desk.session, claim_id=desk.plain.id, actor=desk.admin, piece=note("Seen."))
