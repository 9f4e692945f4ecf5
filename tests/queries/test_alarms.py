"""Editors see on their desk which claims rest on the accuser alone, until one of them answers."""

import pytest

from review.db import now
from review.domain.gates import GateCode
from review.domain.vocabulary import DerivationKind, ExcerptStatus
from review.models import Claim, ClaimEvidence
from review.queries.alarms import alarms_on
from review.queries.claim_file import load
from review.queries.claim_gates import gates_of
from review.services import accusations, derivations, gates
from tests.queries.counted import counted

ONLY = "Everything comes from the accuser: the accuser is the only origin."


def alarms(desk):
    desk.session.flush()
    return [(said.claim_id, said.words) for said in alarms_on(desk.session, desk.editor, now())]


@pytest.fixture
def accused(desk):
    """The accusation awaits sign-off and rests on one note of the accuser's own words."""
    sheet = desk.sheet
    account = accusations.Account("Bureau 9", "Ilan Maresk", names_person=True, act="treason")
    accusations.keep_account(
        desk.session, accusation_id=sheet.id, actor=desk.editor, version=None, account=account
    )
    desk.attached(desk.accusation, source="Bureau 9")
    desk.to_awaiting(desk.accusation)
    return desk


def test_the_accuser_as_the_only_origin_is_an_alarm(accused):
    assert alarms(accused) == [(accused.accusation.id, ONLY)]


def test_an_alarm_that_an_editor_answered_is_gone(accused):
    gates.waive(
        accused.session, claim_id=accused.accusation.id, actor=accused.editor, version=None,
        gate=GateCode.ALARM, reason="The court's ruling is public and is being fetched.",
    )  # fmt: skip
    assert alarms(accused) == []


def test_another_origin_ends_the_alarm(accused):
    accused.attached(accused.accusation, source="Lenth Institute")
    assert alarms(accused) == []


def test_a_circle_is_an_alarm_on_any_claim(desk):
    desk.attached(desk.plain, source="Telegraph")
    desk.attached(desk.plain, source="Courier")
    pieces = [
        row.evidence_id
        for row in desk.session.query(ClaimEvidence).filter_by(claim_id=desk.plain.id)
    ]
    for child, parent in (pieces, pieces[::-1]):
        derivations.derive(
            desk.session,
            evidence_id=child,
            parent=derivations.Parent(parent),
            kind=DerivationKind.QUOTES,
            actor=desk.editor,
        )
    desk.to_awaiting(desk.plain)
    assert alarms(desk) == [(desk.plain.id, "The evidence quotes itself in a circle.")]


@pytest.mark.parametrize("status", ExcerptStatus)
def test_quoted_words_that_are_not_there_are_an_alarm_until_the_piece_is_retracted(desk, status):
    row = desk.attached(desk.plain, source="Telegraph")
    desk.to_awaiting(desk.plain)
    row.excerpt, row.excerpt_status = "Nine of them.", status
    row.excerpt_start, row.excerpt_end, row.text_sha256 = 0, 4, "a" * 64
    said = [(desk.plain.id, "The words quoted from E1 do not stand in its text.")]
    assert alarms(desk) == (said if status is ExcerptStatus.NOT_FOUND else [])
    gate = {one.code: one for one in gates_of(load(desk.session, desk.plain))}.get(GateCode.ALARM)
    assert (gate is not None) == (status is ExcerptStatus.NOT_FOUND)
    row.evidence.retracted_at, row.evidence.retracted_reason = now(), "It was forged."
    assert alarms(desk) == []


def test_the_number_of_queries_does_not_grow(accused):
    plain_id = accused.plain.id

    def look():
        return alarms_on(accused.session, accused.editor, now())

    _, one = counted(accused.session, look)
    accused.to_awaiting(accused.session.get_one(Claim, plain_id))
    _, more = counted(accused.session, look)
    assert one == more == 3
