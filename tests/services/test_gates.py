"""What opens a closed gate by hand: a written waiver, and what editor and legal say to level 3."""

from dataclasses import replace

import pytest

from review.domain.errors import Conflict, Forbidden
from review.domain.gates import GateCode, GateStatus
from review.domain.vocabulary import Answer, Role
from review.models import Desk as DeskRow
from review.queries.claim_gates import gates_of
from review.services import gates, sign_offs
from tests.desk import Desk, answers
from tests.services.verbs import confirm_level, note_exculpatory, waive

LEVEL_3 = answers(E1=Answer.YES, P1=Answer.YES, M1=Answer.PARTLY)


def status(desk: Desk, code: GateCode) -> GateStatus:
    return next(gate.status for gate in gates_of(desk.file(desk.accusation)) if gate.code is code)


def test_a_waiver_opens_the_gate_of_reply_for_this_round(desk: Desk) -> None:
    assert status(desk, GateCode.REPLY) is GateStatus.CLOSED
    waive(desk)(reason=" He is held. ")
    assert status(desk, GateCode.REPLY) is GateStatus.WAIVED
    desk.to_awaiting(desk.accusation)
    sign_offs.sign_off(desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None)
    sign_offs.reopen(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None, reason="New."
    )
    assert status(desk, GateCode.REPLY) is GateStatus.CLOSED


def test_a_gate_is_waived_once_a_round(desk: Desk) -> None:
    act = waive(desk)
    act()
    with pytest.raises(Conflict, match="waived before"):
        act(version=None)


@pytest.mark.parametrize("gate", sorted(set(GateCode) - {GateCode.REPLY, GateCode.ALARM}))
def test_no_waiver_stands_in_for_work(desk: Desk, gate: GateCode) -> None:
    with pytest.raises(Forbidden, match="cannot be waived"):
        waive(desk)(gate=gate)


def test_a_desk_may_rule_out_waivers_of_the_right_of_reply(desk: Desk) -> None:
    desk.session.get_one(DeskRow, desk.id).policy = {"reply_waiver_allowed": False}
    with pytest.raises(Forbidden, match="allows no waiver"):
        waive(desk)()
    assert waive(desk)(gate=GateCode.ALARM).gate is GateCode.ALARM


def at_level_3(desk: Desk) -> None:
    desk.asked(desk.accusation)
    desk.to_awaiting(desk.accusation, indicators=LEVEL_3)
    note_exculpatory(desk)()


def confirm(desk: Desk, who: str, role: Role, *, confirmed: bool = True) -> None:
    gates.confirm_level(
        desk.session, claim_id=desk.accusation.id, actor=getattr(desk, who), version=None,
        role=role, confirmed=confirmed, reason="The file bears it.",
    )  # fmt: skip


def test_level_3_is_signed_once_editor_and_legal_confirmed_it(desk: Desk) -> None:
    at_level_3(desk)
    assert status(desk, GateCode.LEVEL) is GateStatus.CLOSED
    confirm(desk, "deputy", Role.EDITOR)
    assert status(desk, GateCode.LEVEL) is GateStatus.CLOSED
    confirm(desk, "legal", Role.LEGAL)
    made = sign_offs.sign_off(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None
    )
    sheet = made.content["accusation"]
    assert sheet["level"]["value"] == 3
    assert [said["role"] for said in sheet["confirmations"]] == ["editor", "legal"]


def test_level_3_that_legal_declines_stands_as_level_2(desk: Desk) -> None:
    at_level_3(desk)
    confirm(desk, "legal", Role.LEGAL, confirmed=False)
    made = sign_offs.sign_off(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None
    )
    assert made.content["accusation"]["level"]["value"] == 2


def test_nobody_speaks_for_a_role_they_do_not_hold(desk: Desk) -> None:
    at_level_3(desk)
    with pytest.raises(Forbidden, match="do not hold that role"):
        confirm(desk, "legal", Role.EDITOR)
    with pytest.raises(Forbidden, match="do not hold that role"):
        confirm(desk, "editor", Role.REVIEWER)


def test_one_person_speaks_for_one_role_only_and_once(desk: Desk) -> None:
    at_level_3(desk)
    desk.deputy = replace(desk.deputy, roles=frozenset({Role.EDITOR, Role.LEGAL}))
    confirm(desk, "deputy", Role.EDITOR)
    for who, role in (("deputy", Role.LEGAL), ("editor", Role.EDITOR)):
        with pytest.raises(Conflict, match="said before"):
            confirm(desk, who, role)


def test_who_assessed_the_claim_confirms_no_level(desk: Desk) -> None:
    act = confirm_level(desk)
    both = replace(desk.ana, roles=frozenset({Role.REVIEWER, Role.LEGAL}))
    with pytest.raises(Forbidden, match="You assessed this claim"):
        act(actor=both)
