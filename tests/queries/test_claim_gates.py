"""The gates of a claim are read from its file, each with a reason."""

import pytest
import sqlalchemy as sa

from review.domain.gates import GateCode, GateStatus
from review.domain.vocabulary import (
    CaptureStatus,
    DerivationKind,
    InfoDigit,
    Verdict,
)
from review.models import Capture, Claim
from review.queries.claim_gates import alarms_of, gates_of, verdict_of
from review.services import derivations, evidence
from tests.desk import Desk, link
from tests.services.verbs import flag

CLOSED, OPEN = GateStatus.CLOSED, GateStatus.OPEN


def gate(desk: Desk, claim: Claim, code: GateCode) -> tuple[GateStatus | None, str]:
    """How a gate stands and why; None where it does not apply."""
    found = {gate.code: gate for gate in gates_of(desk.file(claim))}
    return (found[code].status, found[code].reason) if code in found else (None, "")


def test_a_plain_claim_has_no_gates_of_an_accusation(desk: Desk) -> None:
    codes = {gate.code for gate in gates_of(desk.file(desk.plain))}
    assert codes == {GateCode.ASSESSMENTS, GateCode.QUERIES, GateCode.EVIDENCE}


def test_a_named_accused_is_to_be_asked(desk: Desk) -> None:
    found = gate(desk, desk.accusation, GateCode.REPLY)
    assert found[0] is CLOSED
    desk.asked(desk.accusation)
    found = gate(desk, desk.accusation, GateCode.REPLY)
    assert found[0] is OPEN
    desk.sheet.names_person = False
    assert gate(desk, desk.accusation, GateCode.REPLY) == (None, "")


def test_a_verdict_that_says_something_stands_on_evidence(desk: Desk) -> None:
    assert gate(desk, desk.plain, GateCode.EVIDENCE) == (OPEN, "All bytes held, hashes sound")
    desk.assessed(desk.plain)
    found = gate(desk, desk.plain, GateCode.EVIDENCE)
    assert found[0] is CLOSED
    assert "cannot stand on nothing" in found[1]


@pytest.mark.parametrize("verdict", [Verdict.UNVERIFIABLE, Verdict.NOT_CHECKABLE])
def test_a_verdict_that_nothing_was_found_needs_no_evidence(desk: Desk, verdict: Verdict) -> None:
    desk.assessed(desk.plain, verdict=verdict)
    found = gate(desk, desk.plain, GateCode.EVIDENCE)
    assert found[0] is OPEN


def test_a_page_is_waited_for_and_a_failed_one_is_named(desk: Desk) -> None:
    evidence.attach(desk.session, claim_id=desk.plain.id, actor=desk.ana, piece=link())
    assert gate(desk, desk.plain, GateCode.EVIDENCE) == (CLOSED, "Still being captured: E1")
    desk.session.execute(
        sa.update(Capture).values(status=CaptureStatus.FAILED, failure="It did not answer.")
    )
    desk.session.expire_all()
    found = gate(desk, desk.plain, GateCode.EVIDENCE)
    assert "E1 was not captured" in found[1]


def test_bytes_that_are_gone_close_the_gate(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    damaged = {row.evidence.sha256 or ""}
    found = {g.code: g for g in gates_of(desk.file(desk.plain), damaged=damaged)}
    assert found[GateCode.EVIDENCE].status is CLOSED
    assert "E1: the kept bytes are missing or altered" in found[GateCode.EVIDENCE].reason


def test_a_flag_waits_for_an_editor_and_then_for_every_sheet(desk: Desk) -> None:
    desk.to_awaiting(desk.accusation, sheet_read=False)
    flag(desk)(actor=desk.zoe)
    assert gate(desk, desk.accusation, GateCode.SHEET) == (
        CLOSED, "A flag is open: an editor settles it with a reason",
    )  # fmt: skip
    sheet = desk.sheet
    sheet.settled_at, sheet.settled_reason = sheet.flagged_at, "Looked at."
    found = gate(desk, desk.accusation, GateCode.SHEET)
    assert found == (CLOSED, "Indicator sheet still to be filled in by 2 assessors")


def test_an_accuser_who_is_the_only_origin_rings_an_alarm(desk: Desk) -> None:
    desk.attached(desk.accusation, source="Bureau 9")
    assert alarms_of(desk.file(desk.accusation)) == [
        "Everything comes from the accuser: the accuser is the only origin."
    ]
    found = gate(desk, desk.accusation, GateCode.ALARM)
    assert found[0] is CLOSED


def test_evidence_in_a_circle_rings_an_alarm_on_any_claim(desk: Desk) -> None:
    keys = [desk.attached(desk.plain, words=words).evidence_id for words in ("One", "Two")]
    for child, parent in (keys, reversed(keys)):
        derivations.derive(
            desk.session,
            evidence_id=child,
            parent=derivations.Parent(parent),
            kind=DerivationKind.QUOTES,
            actor=desk.ana,
        )
    assert alarms_of(desk.file(desk.plain)) == ["The evidence quotes itself in a circle."]


def test_grade_one_is_asked_for_its_origins_wherever_it_was_given(desk: Desk) -> None:
    assert gate(desk, desk.accusation, GateCode.GRADE_ONE) == (None, "")
    for words, source in (("One", "Gazette"), ("Two", "Court")):
        desk.attached(desk.accusation, words=words, source=source)
    desk.assessed(desk.accusation, desk.ana)
    desk.assessed(desk.accusation, desk.jon, verdict=Verdict.DISPUTED)
    desk.adjudicated(desk.accusation, digit=InfoDigit.CONFIRMED)
    found = gate(desk, desk.accusation, GateCode.GRADE_ONE)
    assert found == (OPEN, "2 independent origins; grade 1 needs two")
    (first, *_) = desk.file(desk.accusation).attached
    evidence.detach(
        desk.session, claim_id=desk.accusation.id, evidence_id=first.evidence_id, actor=desk.zoe,
        reason="Withdrawn.",
    )  # fmt: skip
    found = gate(desk, desk.accusation, GateCode.GRADE_ONE)
    assert found == (CLOSED, "1 independent origin; grade 1 needs two")


def test_the_adjudicated_verdict_stands_before_the_assessed_ones(desk: Desk) -> None:
    assert verdict_of(desk.file(desk.accusation)) is None
    desk.to_adjudication(desk.accusation)
    assert verdict_of(desk.file(desk.accusation)) is Verdict.SUPPORTED
    desk.adjudicated(desk.accusation, verdict=Verdict.CONTRADICTED)
    assert verdict_of(desk.file(desk.accusation)) is Verdict.CONTRADICTED
