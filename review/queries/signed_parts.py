"""The parts of a claim's signed content, each as plain JSON data."""

from typing import Any

from review.domain.moments import iso, iso_or_none
from review.models import (
    Adjudication,
    Assessment,
    Claim,
    ClaimEvidence,
    Grade,
    IndicatorAnswer,
    ReplyRequest,
)
from review.queries.claim_file import ClaimFile
from review.queries.signed_lineage import source


def words(claim: Claim) -> dict[str, Any]:
    """What is claimed, where it stands, and who says so."""
    return {
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
    }


def assessment(file: ClaimFile, given: Assessment) -> dict[str, Any]:
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
        "grades": [_grade(file, row) for row in given.grades if row.evidence_id in file.numbers],
        "indicators": [_indicator(answer) for answer in given.answers],
        "ticked": list(given.ticked),
    }


def _grade(file: ClaimFile, row: Grade) -> dict[str, Any]:
    return {
        "evidence": file.numbers[row.evidence_id],
        "letter": row.letter.value,
        "digit": row.digit,
        "stance": row.stance.value,
        "reason": row.reason,
    }


def _indicator(row: IndicatorAnswer) -> dict[str, Any]:
    return {
        "code": row.code,
        "answer": row.answer.value,
        "reason": row.reason,
        "evidence_for": row.evidence_for,
        "evidence_against": row.evidence_against,
    }


def adjudication(file: ClaimFile, row: Adjudication | None) -> dict[str, Any] | None:
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


def evidence(file: ClaimFile, row: ClaimEvidence) -> dict[str, Any]:
    piece, capture = row.evidence, file.captures.get(row.evidence_id)
    return {
        "number": row.number,
        "id": piece.id,
        "kind": piece.kind.value,
        "title": piece.title,
        "url": piece.url,
        "final_url": capture.final_url if capture else "",
        "file_name": piece.file_name,
        "note": piece.note,
        "sha256": piece.sha256,
        "media_type": piece.media_type,
        "size": piece.size,
        "locator": row.locator,
        "excerpt": row.excerpt,
        "captured_at": iso_or_none(capture.finished_at) if capture else None,
        "source": source(piece.source) if piece.source else None,
    }


def reply(row: ReplyRequest) -> dict[str, Any]:
    return {
        "asked_of": row.asked_of,
        "channel": row.channel,
        "question": row.question,
        "asked_at": iso(row.asked_at),
        "deadline_at": iso_or_none(row.deadline_at),
        "answer": row.answer,
        "answered_at": iso_or_none(row.answered_at),
        "effect": row.effect,
    }
