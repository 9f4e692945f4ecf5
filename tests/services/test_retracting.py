"""A retracted piece stays to be seen with its reason, and counts for nothing until restored."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from review.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from review.domain.gates import Gate, GateCode, GateStatus
from review.domain.vocabulary import (
    ClaimState,
    DerivationKind,
    DisclosureLevel,
    NoticeKind,
    RippleCause,
)
from review.models import Claim, Evidence, Notice, ReportMark, Source
from review.queries.claim_gates import gates_of
from review.queries.claim_origins import origin_lines
from review.queries.decided import decided_in
from review.queries.ledger_acts import Sought, acts
from review.queries.signed_content import grades_of
from review.services import assessments, derivations, evidence, retracting, sign_offs
from review.services.derivations import Parent
from review.services.reports import make_report
from tests.desk import Desk, furnish

FORGED = "The register was forged."


def retract(desk: Desk, evidence_id: int, reason: str = FORGED) -> Evidence:
    retracting.retract(
        desk.session, evidence_id=evidence_id, actor=desk.editor, version=None, reason=reason
    )
    return desk.session.get_one(Evidence, evidence_id)


def restore(desk: Desk, evidence_id: int, reason: str = "It is sound.") -> Evidence:
    return retracting.restore(
        desk.session, evidence_id=evidence_id, actor=desk.editor, version=None, reason=reason
    )


def preserved(desk: Desk, claim: Claim) -> Gate:
    return next(gate for gate in gates_of(desk.file(claim)) if gate.code is GateCode.EVIDENCE)


def test_a_retraction_opens_what_is_signed_and_marks_the_report(desk: Desk) -> None:
    desk.signed(desk.plain)
    make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    piece = desk.file(desk.plain).attached[0].evidence_id
    row = retract(desk, piece)
    assert (row.retracted_by_id, row.retracted_reason) == (desk.editor.user_id, FORGED)
    assert desk.plain.state is ClaimState.QUEUED
    mark = desk.session.scalars(sa.select(ReportMark)).one()
    assert (mark.cause, mark.reason) == (RippleCause.RETRACTED, FORGED)
    assert [act.action for act in desk.acts()][-2:] == ["retract", "void"]
    act = desk.acts("retract")[0]
    assert (act.subject, act.payload) == (
        f"evidence {piece}", {"evidence": piece, "reason": FORGED}
    )  # fmt: skip


def test_only_an_editor_retracts_and_restores(desk: Desk) -> None:
    piece = desk.attached(desk.plain).evidence_id
    for verb in (retracting.retract, retracting.restore):
        for who in (desk.ana, desk.legal, desk.reader, desk.admin):
            with pytest.raises(Forbidden):
                verb(desk.session, evidence_id=piece, actor=who, version=None, reason=FORGED)


def test_a_reason_is_asked_for_and_what_stands_is_not_done_twice(desk: Desk) -> None:
    piece = desk.attached(desk.plain).evidence_id
    with pytest.raises(Invalid) as refused:
        retract(desk, piece, " ")
    assert "reason" in refused.value.fields
    with pytest.raises(Conflict, match="not retracted"):
        restore(desk, piece)
    retract(desk, piece)
    with pytest.raises(Conflict, match="retracted before"):
        retract(desk, piece)
    with pytest.raises(Invalid):
        restore(desk, piece, "\n")


def test_a_stale_form_and_another_desks_piece_are_refused(desk: Desk) -> None:
    row = desk.attached(desk.plain).evidence
    with pytest.raises(Stale):
        retracting.retract(
            desk.session, evidence_id=row.id, actor=desk.editor, version=row.version + 1,
            reason=FORGED,
        )  # fmt: skip
    elsewhere = furnish(desk.session, slug="karst")
    with pytest.raises(NotFound):
        retract(elsewhere, row.id)


def test_no_claim_that_rests_on_it_can_be_signed_until_it_is_off(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.attached(desk.plain, words="A sound register.")
    retract(desk, row.evidence_id)
    desk.assessed(desk.plain)
    found = preserved(desk, desk.plain)
    assert found.status is GateStatus.CLOSED
    assert found.reason.startswith("E1 was retracted")
    with pytest.raises(Conflict, match="gate is still closed"):
        sign_offs.sign_off(
            desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version
        )
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=row.evidence_id, actor=desk.ana,
        reason="Retracted.",
    )  # fmt: skip
    assert preserved(desk, desk.plain).status is GateStatus.OPEN
    sign_offs.sign_off(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version
    )


def test_what_comes_from_it_keeps_the_gate_closed_as_well(desk: Desk) -> None:
    paper = desk.attached(desk.third, words="The paper.").evidence_id
    outlet = desk.attached(desk.plain, words="An outlet.").evidence_id
    link = derivations.derive(
        desk.session, evidence_id=outlet, parent=Parent(piece_id=paper),
        kind=DerivationKind.QUOTES, actor=desk.ana,
    )  # fmt: skip
    retract(desk, paper)
    assert "E1 comes from a piece that was retracted" in preserved(desk, desk.plain).reason
    derivations.end(desk.session, derivation_id=link.id, actor=desk.ana, reason="It does not.")
    assert preserved(desk, desk.plain).status is GateStatus.OPEN


def test_it_counts_for_no_origin_and_for_no_grade_and_is_still_listed(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Gazette")
    desk.attached(desk.plain, words="A sound register.", source="Registry")
    desk.to_awaiting(desk.plain)
    row.evidence.retracted_at, row.evidence.retracted_reason = row.attached_at, FORGED
    desk.session.flush()
    file = desk.file(desk.plain)
    assert (file.origins.items, file.origins.origins) == (1, 1)
    assert len(grades_of(file)) == 1
    first, second = origin_lines(file, desk.ana)
    assert (first.called, first.is_origin) == ("E1", False)
    assert first.words == "retracted, counts for nothing"
    assert second.is_origin


def test_a_claim_left_with_nothing_but_it_cannot_stand(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.to_awaiting(desk.plain)
    row.evidence.retracted_at, row.evidence.retracted_reason = row.attached_at, FORGED
    desk.session.flush()
    assert desk.file(desk.plain).origins.origins == 0
    assert decided_in(desk.session, desk.article.id)[desk.plain.id].grade is None


def test_two_that_quote_a_retracted_paper_do_not_become_two_origins(desk: Desk) -> None:
    paper = desk.attached(desk.plain, words="The paper.", source="Gazette")
    for outlet in ("Karst Radio", "Lenth Weekly"):
        told = desk.attached(desk.plain, words=f"{outlet} quotes it.", source=outlet)
        derivations.derive(
            desk.session, evidence_id=told.evidence_id, parent=Parent(piece_id=paper.evidence_id),
            kind=DerivationKind.QUOTES, actor=desk.ana,
        )  # fmt: skip
    assert desk.file(desk.plain).origins.origins == 1
    retract(desk, paper.evidence_id)
    found = desk.file(desk.plain).origins
    assert (found.items, found.origins) == (2, 1)


def test_nobody_has_to_grade_it(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    other = desk.attached(desk.plain, words="A sound register.")
    retract(desk, row.evidence_id)
    desk.taken(desk.plain)
    grades = desk.judgement(desk.plain).grades
    given = desk.judgement(desk.plain, grades={other.evidence_id: grades[other.evidence_id]})
    made = assessments.submit(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, revision=desk.plain.revision,
        given=given,
    )  # fmt: skip
    assert [grade.evidence_id for grade in made.grades] == [other.evidence_id]


def test_it_is_not_attached_anew_before_it_is_restored(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    retract(desk, row.evidence_id)
    with pytest.raises(Conflict, match="was retracted"):
        desk.attached(desk.third)
    restore(desk, row.evidence_id)
    assert desk.attached(desk.third).evidence_id == row.evidence_id


def test_restored_it_counts_again_and_the_people_concerned_are_told(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.taken(desk.plain)
    retract(desk, row.evidence_id)
    found = restore(desk, row.evidence_id)
    assert (found.retracted_at, found.retracted_by_id, found.retracted_reason) == (None, None, "")
    assert desk.file(desk.plain).origins.items == 1
    told = desk.session.scalars(
        sa.select(Notice).filter_by(user_id=desk.ana.user_id).order_by(Notice.id)
    ).all()
    assert [(one.kind, one.reason) for one in told] == [
        (NoticeKind.CLAIM_SHAKEN, FORGED),
        (NoticeKind.CLAIM_SHAKEN, "It counts again: It is sound."),
    ]
    assert desk.acts("restore")[0].payload["reason"] == "It is sound."


def test_why_a_sealed_piece_was_retracted_is_kept_back_in_the_ledger(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Sister Odile")
    desk.session.get_one(Source, row.evidence.source_id).disclosure = DisclosureLevel.SEALED
    retract(desk, row.evidence_id, "Her diary was forged.")
    for who, reads in ((desk.ana, False), (desk.editor, True)):
        lines = acts(desk.session, Sought(action="retract"), actor=who).lines
        assert ("diary" in str(lines)) is reads
