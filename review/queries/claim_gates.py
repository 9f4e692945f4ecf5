"""The gates of one claim, from its file."""

from collections.abc import Collection

from review.domain.agreement import Judgement, all_agree
from review.domain.corroboration import alarms, unfound_words
from review.domain.gates import Gate, GateCode, GateFacts, gates
from review.domain.vocabulary import CaptureStatus, EvidenceKind, ExcerptStatus, InfoDigit, Verdict
from review.models import Assessment, ClaimEvidence
from review.queries.claim_file import ClaimFile

RESTS_ON_NOTHING = frozenset({Verdict.UNVERIFIABLE, Verdict.NOT_CHECKABLE})


def judgement(given: Assessment) -> Judgement:
    return Judgement(given.verdict, given.recommendation, given.level)


def verdict_of(file: ClaimFile) -> Verdict | None:
    """The verdict that stands: the adjudicated one, else the one the assessments share."""
    if file.adjudication is not None:
        return file.adjudication.verdict
    return file.assessments[0].verdict if file.assessments else None


def gates_of(file: ClaimFile, *, damaged: Collection[str] = ()) -> tuple[Gate, ...]:
    """Every gate with its reason. `damaged` are digests whose kept bytes are missing or altered."""
    accusation = file.accusation
    flagged = accusation is not None and accusation.flagged_at is not None
    return gates(
        GateFacts(
            required=file.claim.required,
            submitted=len(file.assessments),
            agree=all_agree([judgement(given) for given in file.assessments]),
            adjudicated=file.adjudication is not None,
            open_queries=file.open_queries,
            evidence_pending=[_called(row) for row in file.attached if _pending(file, row)],
            evidence_broken=_broken(file, damaged),
            evidence_retracted=_retracted(file),
            has_sheet=accusation is not None,
            sheets_missing=sum(not a.sheet_answered for a in file.assessments) if flagged else 0,
            flag_open=accusation is not None and accusation.flag_open,
            level=file.level,
            exculpatory_notes=len(file.notes),
            confirmation_declined=any(not said.confirmed for said in file.confirmations),
            names_accused=accusation is not None and accusation.names_person,
            reply_requests=len(file.replies),
            alarms=alarms_of(file),
            grade_one=_grade_one(file),
            origins=file.origins.origins,
            waivers={GateCode(row.gate): row.reason for row in file.waivers},
        )
    )


def alarms_of(file: ClaimFile) -> list[str]:
    """What an editor must answer in writing before signing."""
    return [*origin_alarms(file), *excerpt_alarms(file)]


def origin_alarms(file: ClaimFile) -> list[str]:
    return alarms(file.origins, accusation=file.accusation is not None)


def excerpt_alarms(file: ClaimFile) -> list[str]:
    return unfound_words(row.number for row in file.attached if _unfound(file, row))


def _unfound(file: ClaimFile, row: ClaimEvidence) -> bool:
    is_missing = row.excerpt_status is ExcerptStatus.NOT_FOUND
    return is_missing and row.evidence_id not in file.retracted


def _called(row: ClaimEvidence) -> str:
    return f"E{row.number}"


def _pending(file: ClaimFile, row: ClaimEvidence) -> bool:
    capture = file.captures.get(row.evidence_id)
    return capture is not None and capture.status is CaptureStatus.PENDING


def _broken(file: ClaimFile, damaged: Collection[str]) -> list[str]:
    found = []
    for row in file.attached:
        evidence = row.evidence
        if evidence.kind is EvidenceKind.LINK and evidence.sha256 is None:
            if not _pending(file, row):
                found.append(f"{_called(row)} was not captured: try again or take it off")
        elif evidence.sha256 in damaged:
            found.append(f"{_called(row)}: the kept bytes are missing or altered")
    if not file.counting and verdict_of(file) not in {None, *RESTS_ON_NOTHING}:
        found.append("no evidence is attached, and this verdict cannot stand on nothing")
    return found


def _retracted(file: ClaimFile) -> list[str]:
    """Attached pieces that were retracted, and those that come from one that was."""
    found = []
    for row in file.attached:
        if row.evidence_id in file.retracted:
            found.append(f"{_called(row)} was retracted")
        elif any(
            link.parent_id in file.retracted for link in file.lineage.above([row.evidence_id]).links
        ):
            found.append(f"{_called(row)} comes from a piece that was retracted")
    return found


def _grade_one(file: ClaimFile) -> bool:
    digits = {given.digit for given in file.assessments}
    digits |= {
        grade.digit
        for given in file.assessments
        for grade in given.grades
        if grade.evidence_id not in file.retracted
    }
    if file.adjudication is not None:
        digits.add(file.adjudication.digit)
    return InfoDigit.CONFIRMED in digits
