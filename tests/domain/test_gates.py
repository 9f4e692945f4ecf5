from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.fabrication import Level
from review.domain.gates import WAIVABLE, Gate, GateCode, GateFacts, GateStatus, all_green, gates
from review.domain.indicators import Family

PLAIN = GateFacts(
    required=1, submitted=1, agree=True, adjudicated=False, open_queries=0,
    evidence_pending=(), evidence_broken=(), has_sheet=False, sheets_missing=0, flag_open=False,
    level=None, exculpatory_notes=0, confirmation_declined=False, names_accused=False,
    reply_requests=0, alarms=(), grade_one=False, origins=0, waivers={},
)  # fmt: skip
TWO_FAMILIES = (Family.EVIDENCE, Family.LAW)
WAITS = "Level 3 waits for confirmation by an editor and by legal."
LEVEL_1 = Level(1, 1, (Family.LAW,), 3)
LEVEL_2 = Level(2, 2, TWO_FAMILIES, 3)
LEVEL_3_WAITING = Level(2, 3, (*TWO_FAMILIES, Family.PROCESS), 3, WAITS, unconfirmed=True)
LEVEL_3 = Level(3, 3, (*TWO_FAMILIES, Family.PROCESS), 3)
ACCUSATION = replace(
    PLAIN, required=2, submitted=2, has_sheet=True, level=LEVEL_1, names_accused=True,
    reply_requests=1,
)  # fmt: skip
LEVEL_3_MET = "Level 3 has what it asks for: a second rater and an exculpatory note"
ALARM = "The accuser is the only origin."


def gate(facts: GateFacts, code: GateCode) -> Gate:
    (found,) = [gate for gate in gates(facts) if gate.code is code]
    return found


def codes(facts: GateFacts) -> list[str]:
    return [gate.code.value for gate in gates(facts)]


def test_a_plain_claim_has_three_gates() -> None:
    assert codes(PLAIN) == ["assessments", "queries", "evidence"]
    assert all_green(gates(PLAIN))


def test_every_gate_that_applies_is_shown_in_one_order() -> None:
    whole = replace(ACCUSATION, alarms=(ALARM,), grade_one=True, origins=2)
    assert codes(whole) == [code.value for code in GateCode]


def test_an_accusation_with_everything_in_place_is_green() -> None:
    assert codes(ACCUSATION) == ["assessments", "queries", "evidence", "sheet", "level", "reply"]
    assert all_green(gates(ACCUSATION))


OPEN_GATES: list[tuple[GateCode, dict[str, Any], str]] = [
    (GateCode.ASSESSMENTS, {"required": 1, "submitted": 1}, "1 assessment in"),
    (GateCode.ASSESSMENTS, {}, "2 assessments in, in agreement"),
    (
        GateCode.ASSESSMENTS,
        {"agree": False, "adjudicated": True},
        "2 assessments in, decided by a third person",
    ),
    (GateCode.QUERIES, {}, "No query is open"),
    (GateCode.EVIDENCE, {}, "All bytes held, hashes sound"),
    (GateCode.SHEET, {}, "Answered by every assessor"),
    (GateCode.LEVEL, {"level": None}, "Nothing further at this level"),
    (GateCode.LEVEL, {"level": LEVEL_1}, "Nothing further at this level"),
    (
        GateCode.LEVEL,
        {"level": LEVEL_2, "exculpatory_notes": 1},
        "Level 2 has what it asks for: a second rater and an exculpatory note",
    ),
    (
        GateCode.LEVEL,
        {"level": LEVEL_3_WAITING, "exculpatory_notes": 1, "confirmation_declined": True},
        "Level 2 has what it asks for: a second rater and an exculpatory note",
    ),
    (
        GateCode.LEVEL,
        {"level": LEVEL_3, "exculpatory_notes": 2},
        f"{LEVEL_3_MET}, confirmed by an editor and by legal",
    ),
    (GateCode.REPLY, {}, "The accused was asked for a reply"),
    (
        GateCode.GRADE_ONE,
        {"grade_one": True, "origins": 2},
        "2 independent origins; grade 1 needs two",
    ),
]

CLOSED_GATES: list[tuple[GateCode, dict[str, Any], str]] = [
    (GateCode.ASSESSMENTS, {"submitted": 1}, "1 of 2 assessments in"),
    (GateCode.ASSESSMENTS, {"required": 1, "submitted": 0}, "0 of 1 assessment in"),
    (GateCode.ASSESSMENTS, {"submitted": 1, "adjudicated": True}, "1 of 2 assessments in"),
    (
        GateCode.ASSESSMENTS,
        {"agree": False},
        "The assessments differ and nobody has adjudicated",
    ),
    (GateCode.QUERIES, {"open_queries": 2}, "Queries open: 2. Answer in the discussion"),
    (
        GateCode.EVIDENCE,
        {"evidence_pending": ("E2", "E3")},
        "Still being captured: E2; E3",
    ),
    (
        GateCode.EVIDENCE,
        {"evidence_pending": ("E2",), "evidence_broken": ("E1 has no bytes",)},
        "Not preserved: E1 has no bytes",
    ),
    (
        GateCode.EVIDENCE,
        {"evidence_broken": ("E1 has no bytes",), "evidence_retracted": ("E2 was retracted",)},
        "E2 was retracted. Take it off, and attach what holds in its place",
    ),
    (
        GateCode.SHEET,
        {"flag_open": True, "sheets_missing": 1},
        "A flag is open: an editor settles it with a reason",
    ),
    (
        GateCode.SHEET,
        {"sheets_missing": 1},
        "Indicator sheet still to be filled in by 1 assessor",
    ),
    (
        GateCode.SHEET,
        {"sheets_missing": 2},
        "Indicator sheet still to be filled in by 2 assessors",
    ),
    (
        GateCode.LEVEL,
        {"level": LEVEL_2},
        "From level 2 on, at least one note on what speaks for the accusation is a duty",
    ),
    (GateCode.LEVEL, {"level": LEVEL_3_WAITING, "exculpatory_notes": 1}, WAITS),
    (GateCode.REPLY, {"reply_requests": 0}, "Nobody asked the accused for a reply"),
    (
        GateCode.ALARM,
        {"alarms": (ALARM, "Reporting is circular.")},
        f"{ALARM} Reporting is circular.",
    ),
    (
        GateCode.GRADE_ONE,
        {"grade_one": True, "origins": 1},
        "1 independent origin; grade 1 needs two",
    ),
    (
        GateCode.GRADE_ONE,
        {"grade_one": True, "origins": 0},
        "0 independent origins; grade 1 needs two",
    ),
]


@pytest.mark.parametrize(("code", "facts", "reason"), OPEN_GATES)
def test_a_gate_is_open_and_says_why(code: GateCode, facts: dict[str, Any], reason: str) -> None:
    found = gate(replace(ACCUSATION, **facts), code)
    assert (found.status, found.reason) == (GateStatus.OPEN, reason)


@pytest.mark.parametrize(("code", "facts", "reason"), CLOSED_GATES)
def test_a_gate_is_closed_and_says_what_it_waits_for(
    code: GateCode, facts: dict[str, Any], reason: str
) -> None:
    whole = replace(ACCUSATION, **facts)
    found = gate(whole, code)
    assert (found.status, found.reason) == (GateStatus.CLOSED, reason)
    assert not all_green(gates(whole))
    others = [one for one in gates(whole) if one.code is not code]
    assert all_green(others)


@pytest.mark.parametrize(("code", "facts", "reason"), CLOSED_GATES)
def test_only_a_missing_reply_and_an_alarm_can_be_waived(
    code: GateCode, facts: dict[str, Any], reason: str
) -> None:
    waivers = dict.fromkeys(GateCode, "He lives in hiding.")
    found = gate(replace(ACCUSATION, waivers=waivers, **facts), code)
    waived = code.value in ("reply", "alarm")
    assert found.status is (GateStatus.WAIVED if waived else GateStatus.CLOSED)
    assert ("Waived: He lives in hiding." in found.reason) is waived
    assert (code in WAIVABLE) is waived


def test_a_waived_gate_keeps_its_reason_beside_the_editors() -> None:
    waived = replace(ACCUSATION, alarms=(ALARM,), waivers={GateCode.ALARM: "Court file is sealed"})
    assert gate(waived, GateCode.ALARM).reason == (
        "The accuser is the only origin. Waived: Court file is sealed"
    )
    assert all_green(gates(waived))


def test_a_waiver_for_one_gate_opens_no_other() -> None:
    facts = replace(ACCUSATION, reply_requests=0, waivers={GateCode.ALARM: "Court file is sealed"})
    assert gate(facts, GateCode.REPLY).status is GateStatus.CLOSED


def test_an_open_gate_needs_no_waiver_and_shows_none() -> None:
    facts = replace(ACCUSATION, waivers={GateCode.REPLY: "He lives in hiding."})
    assert gate(facts, GateCode.REPLY).status is GateStatus.OPEN


def test_a_gate_names_its_status_in_words() -> None:
    assert [status.title_text for status in GateStatus] == ["Open", "Closed", "Waived"]


@given(st.lists(st.sampled_from(GateStatus)))
def test_all_is_green_unless_a_gate_is_closed(statuses: list[GateStatus]) -> None:
    found = [Gate(GateCode.QUERIES, "No open query", status, "") for status in statuses]
    assert all_green(found) is (GateStatus.CLOSED not in statuses)
