"""The gates before a sign-off, each with its reason, so that nobody learns of one by pressing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from review.domain.fabrication import EXCULPATORY_DUTY_FROM, Level
from review.domain.rating import ORIGINS_FOR_GRADE_ONE


class GateCode(StrEnum):
    ASSESSMENTS = "assessments"
    QUERIES = "queries"
    EVIDENCE = "evidence"
    SHEET = "sheet"
    LEVEL = "level"
    REPLY = "reply"
    ALARM = "alarm"
    GRADE_ONE = "grade_one"


WAIVABLE = frozenset({GateCode.REPLY, GateCode.ALARM})


class GateStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    WAIVED = "waived"

    @property
    def title_text(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Gate:
    """`reason` says why it stands so, in words a person can act on."""

    code: GateCode
    title: str
    status: GateStatus
    reason: str


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the gates look at. `waivers` maps a gate to the editor's written reason."""

    required: int
    submitted: int
    agree: bool
    adjudicated: bool
    open_queries: int
    evidence_pending: Sequence[str]
    evidence_broken: Sequence[str]
    has_sheet: bool
    sheets_missing: int
    flag_open: bool
    level: Level | None
    exculpatory_notes: int
    confirmation_declined: bool
    names_accused: bool
    reply_requests: int
    alarms: Sequence[str]
    grade_one: bool
    origins: int
    waivers: Mapping[GateCode, str]
    evidence_retracted: Sequence[str] = ()


def gates(facts: GateFacts) -> tuple[Gate, ...]:
    """Every gate that applies to the claim, in the order in which they are shown."""
    found = [_assessments(facts), _queries(facts), _evidence(facts)]
    if facts.has_sheet:
        found += [_sheet(facts), _level(facts)]
    if facts.names_accused:
        found.append(_reply(facts))
    if facts.alarms:
        found.append(
            _gate(facts, GateCode.ALARM, "No alarm", holds=False, reason=" ".join(facts.alarms))
        )
    if facts.grade_one:
        enough = facts.origins >= ORIGINS_FOR_GRADE_ONE
        reason = f"{_counted(facts.origins, 'independent origin')}; grade 1 needs two"
        found.append(
            _gate(facts, GateCode.GRADE_ONE, "Grade 1 is borne out", holds=enough, reason=reason)
        )
    return tuple(found)


def all_green(found: Sequence[Gate]) -> bool:
    return all(gate.status is not GateStatus.CLOSED for gate in found)


def _gate(facts: GateFacts, code: GateCode, title: str, *, holds: bool, reason: str) -> Gate:
    if holds:
        return Gate(code, title, GateStatus.OPEN, reason)
    if code in WAIVABLE and code in facts.waivers:
        waived = f"{reason.rstrip('.')}. Waived: {facts.waivers[code]}"
        return Gate(code, title, GateStatus.WAIVED, waived)
    return Gate(code, title, GateStatus.CLOSED, reason)


def _assessments(facts: GateFacts) -> Gate:
    title = "Assessments complete"
    if facts.submitted < facts.required:
        reason = f"{facts.submitted} of {_counted(facts.required, 'assessment')} in"
        return _gate(facts, GateCode.ASSESSMENTS, title, holds=False, reason=reason)
    if not facts.agree and not facts.adjudicated:
        reason = "The assessments differ and nobody has adjudicated"
        return _gate(facts, GateCode.ASSESSMENTS, title, holds=False, reason=reason)
    reason = f"{_counted(facts.submitted, 'assessment')} in"
    if facts.adjudicated:
        reason += ", decided by a third person"
    elif facts.submitted > 1:
        reason += ", in agreement"
    return _gate(facts, GateCode.ASSESSMENTS, title, holds=True, reason=reason)


def _queries(facts: GateFacts) -> Gate:
    count = facts.open_queries
    reason = (
        "No query is open" if count == 0 else f"Queries open: {count}. Answer in the discussion"
    )
    return _gate(facts, GateCode.QUERIES, "No open query", holds=count == 0, reason=reason)


def _evidence(facts: GateFacts) -> Gate:
    title = "Evidence preserved"
    if facts.evidence_retracted:
        rests = "; ".join(facts.evidence_retracted)
        reason = f"{rests}. Take it off, and attach what holds in its place"
    elif facts.evidence_broken:
        reason = "Not preserved: " + "; ".join(facts.evidence_broken)
    elif facts.evidence_pending:
        reason = "Still being captured: " + "; ".join(facts.evidence_pending)
    else:
        return _gate(
            facts, GateCode.EVIDENCE, title, holds=True, reason="All bytes held, hashes sound"
        )
    return _gate(facts, GateCode.EVIDENCE, title, holds=False, reason=reason)


def _sheet(facts: GateFacts) -> Gate:
    title = "Indicator sheet closed"
    if facts.flag_open:
        reason = "A flag is open: an editor settles it with a reason"
    elif missing := facts.sheets_missing:
        reason = f"Indicator sheet still to be filled in by {_counted(missing, 'assessor')}"
    else:
        return _gate(facts, GateCode.SHEET, title, holds=True, reason="Answered by every assessor")
    return _gate(facts, GateCode.SHEET, title, holds=False, reason=reason)


def _level(facts: GateFacts) -> Gate:
    title = "What the level asks for"
    found = facts.level
    if found is None or found.value < EXCULPATORY_DUTY_FROM:
        reason = "Nothing further at this level"
        return _gate(facts, GateCode.LEVEL, title, holds=True, reason=reason)
    if facts.exculpatory_notes == 0:
        reason = "From level 2 on, at least one note on what speaks for the accusation is a duty"
        return _gate(facts, GateCode.LEVEL, title, holds=False, reason=reason)
    if found.unconfirmed and not facts.confirmation_declined:
        return _gate(facts, GateCode.LEVEL, title, holds=False, reason=found.waits_for)
    reason = f"Level {found.value} has what it asks for: a second rater and an exculpatory note"
    if found.value > EXCULPATORY_DUTY_FROM:
        reason += ", confirmed by an editor and by legal"
    return _gate(facts, GateCode.LEVEL, title, holds=True, reason=reason)


def _reply(facts: GateFacts) -> Gate:
    asked = facts.reply_requests
    reason = (
        "The accused was asked for a reply" if asked else "Nobody asked the accused for a reply"
    )
    return _gate(facts, GateCode.REPLY, "Right of reply", holds=asked > 0, reason=reason)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
