"""The plain content of a claim that an editor signs: what is hashed, kept and reported."""

from typing import Any

from review.domain.corroboration import spoken
from review.domain.moments import iso, iso_or_none
from review.domain.rating import Grade
from review.domain.vocabulary import InfoDigit
from review.models import Adjudication, Assessment, ClaimEvidence
from review.queries.claim_file import ClaimFile

SCHEMA = "proofdesk/signed-claim/1"


def signed_content(file: ClaimFile) -> dict[str, Any]:
    """Everything a signature covers, as plain JSON data; the same rows give the same content."""
    claim = file.claim
    return {
        "schema": SCHEMA,
        "claim": {
            "id": claim.id,
            "number": claim.number,
            "text": claim.text,
            "start": claim.start,
            "end": claim.end,
            "prefix": claim.prefix,
            "suffix": claim.suffix,
            "kind": claim.kind.value,
            "attributed_to": claim.attributed_to,
            "source_chain": list(claim.source_chain),
        },
        "article": {
            "id": claim.article_id,
            "sha256": file.text_sha256,
            "version": file.text_version,
        },
        "round": claim.round,
        "required": claim.required,
        "decision": _decision(file),
        "assessments": [_assessment(file, given) for given in file.assessments],
        "adjudication": _adjudication(file, file.adjudication),
        "evidence": [_evidence(file, row) for row in file.attached],
        "derivations": [
            {
                "child": file.numbers[link.child_id],
                "parent": file.numbers[link.parent_id],
                "kind": link.kind.value,
                "reason": link.reason,
            }
            for link in file.derivations
        ],
        "origins": _origins(file),
        "checkpoints": [
            {"id": point.id, "kind": point.kind.value, "text": point.text}
            for point in file.checkpoints
        ],
        "accusation": _accusation(file),
        "replies": [
            {
                "asked_of": row.asked_of,
                "channel": row.channel,
                "question": row.question,
                "asked_at": iso(row.asked_at),
                "deadline_at": iso_or_none(row.deadline_at),
                "answer": row.answer,
                "answered_at": iso_or_none(row.answered_at),
                "effect": row.effect,
            }
            for row in file.replies
        ],
        "waivers": [
            {"gate": row.gate.value, "reason": row.reason, "by": file.name(row.user_id)}
            for row in file.waivers
        ],
    }


def _decision(file: ClaimFile) -> dict[str, Any] | None:
    """The verdict that stands and how it came about; None before there is one."""
    decided: Assessment | Adjudication | None = file.adjudication
    by = "adjudication"
    if decided is None:
        decided = file.assessments[0] if file.assessments else None
        by = "agreement" if len(file.assessments) > 1 else "assessment"
    if decided is None:
        return None
    return {
        "verdict": decided.verdict.value,
        "recommendation": decided.recommendation.value,
        "new_wording": decided.new_wording,
        "digit": decided.digit,
        "reason": decided.reason,
        "by": by,
    }


def _assessment(file: ClaimFile, given: Assessment) -> dict[str, Any]:
    return {
        "id": given.id,
        "by_id": given.user_id,
        "by": file.name(given.user_id),
        "submitted_at": iso(given.submitted_at),
        "verdict": given.verdict.value,
        "recommendation": given.recommendation.value,
        "new_wording": given.new_wording,
        "reason": given.reason,
        "digit": given.digit,
        "digit_reason": given.digit_reason,
        "level": given.level,
        "grades": [
            {
                "evidence": file.numbers[grade.evidence_id],
                "letter": grade.letter.value,
                "digit": grade.digit,
                "stance": grade.stance.value,
                "reason": grade.reason,
            }
            for grade in given.grades
            if grade.evidence_id in file.numbers
        ],
        "indicators": [
            {
                "code": answer.code,
                "answer": answer.answer.value,
                "reason": answer.reason,
                "evidence_for": answer.evidence_for,
                "evidence_against": answer.evidence_against,
            }
            for answer in given.answers
        ],
        "ticked": list(given.ticked),
    }


def _adjudication(file: ClaimFile, row: Adjudication | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "by_id": row.user_id,
        "by": file.name(row.user_id),
        "decided_at": iso(row.decided_at),
        "verdict": row.verdict.value,
        "recommendation": row.recommendation.value,
        "new_wording": row.new_wording,
        "digit": row.digit,
        "reason": row.reason,
        "answers": dict(row.answers),
        "assessments": list(row.assessments),
    }


def _evidence(file: ClaimFile, row: ClaimEvidence) -> dict[str, Any]:
    evidence, capture = row.evidence, file.captures.get(row.evidence_id)
    source = evidence.source
    return {
        "number": row.number,
        "id": evidence.id,
        "kind": evidence.kind.value,
        "title": evidence.title,
        "url": evidence.url,
        "final_url": capture.final_url if capture else "",
        "file_name": evidence.file_name,
        "note": evidence.note,
        "sha256": evidence.sha256,
        "media_type": evidence.media_type,
        "size": evidence.size,
        "locator": row.locator,
        "excerpt": row.excerpt,
        "captured_at": iso_or_none(capture.finished_at) if capture else None,
        "source": None
        if source is None
        else {
            "id": source.id,
            "name": source.name,
            "kind": source.kind.value,
            "letter": source.letter.value,
            "disclosure": source.disclosure.value,
            "owner": source.owner,
        },
    }


def grades_of(file: ClaimFile) -> list[Grade]:
    """Every grade that the assessors of the round gave to evidence still attached."""
    return [
        Grade(grade.letter, InfoDigit(grade.digit))
        for given in file.assessments
        for grade in given.grades
        if grade.evidence_id in file.numbers
    ]


def _origins(file: ClaimFile) -> dict[str, Any]:
    return {
        "items": file.origins.items,
        "origins": file.origins.origins,
        "accuser_origins": file.origins.accuser_origins,
        "circular": file.origins.circular,
        "sentence": file.origins.sentence,
        "spoken": spoken(file.origins, grades_of(file)),
    }


def _accusation(file: ClaimFile) -> dict[str, Any] | None:
    row, level = file.accusation, file.level
    if row is None or level is None:
        return None
    flag = None
    if row.flagged_at is not None:
        flag = {
            "reason": row.flag_reason,
            "by": file.name(row.flagged_by_id),
            "at": iso(row.flagged_at),
            "settled_reason": row.settled_reason,
            "settled_by": file.name(row.settled_by_id) if row.settled_at else "",
        }
    return {
        "accuser": row.accuser,
        "accused": row.accused,
        "names_person": row.names_person,
        "act": row.act,
        "law": row.law,
        "forum": row.forum,
        "place": row.place,
        "stage": row.stage.value,
        "began_on": row.began_on.isoformat() if row.began_on else None,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "outcome": row.outcome,
        "accuser_says": row.accuser_says,
        "accused_says": row.accused_says,
        "flag": flag,
        "level": {
            "value": level.value,
            "reach": level.reach,
            "label": level.label,
            "sentence": level.sentence,
        },
        "exculpatory": [
            {
                "text": note.text,
                "rests_on": note.rests_on,
                "by": file.name(note.user_id),
                "at": iso(note.noted_at),
            }
            for note in file.notes
        ],
        "confirmations": [
            {
                "role": said.role.value,
                "confirmed": said.confirmed,
                "reason": said.reason,
                "by": file.name(said.user_id),
            }
            for said in file.confirmations
        ],
    }
