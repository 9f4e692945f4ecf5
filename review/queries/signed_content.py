"""The plain content of a claim that an editor signs: what is hashed, kept and reported."""

from typing import Any

from review.domain.corroboration import spoken
from review.domain.rating import Grade
from review.domain.vocabulary import InfoDigit
from review.models import Adjudication, Assessment
from review.queries import signed_parts as parts
from review.queries.claim_file import ClaimFile
from review.queries.signed_accusation import accusation
from review.queries.signed_lineage import lineage

SCHEMA = "proofdesk/signed-claim/1"


def signed_content(file: ClaimFile) -> dict[str, Any]:
    """Everything a signature covers, as plain JSON data; the same rows give the same content."""
    claim = file.claim
    return {
        "schema": SCHEMA,
        "claim": parts.words(claim),
        "article": {
            "id": claim.article_id,
            "sha256": file.text_sha256,
            "version": file.text_version,
        },
        "round": claim.round,
        "required": claim.required,
        "decision": _decision(file),
        "assessments": [parts.assessment(file, given) for given in file.assessments],
        "adjudication": parts.adjudication(file, file.adjudication),
        "evidence": [parts.evidence(file, row) for row in file.attached],
        **lineage(file),
        "origins": _origins(file),
        "checkpoints": [
            {"id": point.id, "kind": point.kind.value, "text": point.text}
            for point in file.checkpoints
        ],
        "accusation": accusation(file),
        "replies": [parts.reply(row) for row in file.replies],
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


def grades_of(file: ClaimFile) -> list[Grade]:
    """Every grade that the assessors of the round gave to evidence still attached."""
    return [
        Grade(grade.letter, InfoDigit(grade.digit))
        for given in file.assessments
        for grade in given.grades
        if grade.evidence_id in file.counting
    ]


def _origins(file: ClaimFile) -> dict[str, Any]:
    unknown = file.origins.unknown_items
    return {
        "items": file.origins.items,
        "origins": file.origins.origins,
        "accuser_origins": file.origins.accuser_origins,
        "circular": file.origins.circular,
        "sentence": file.origins.sentence,
        "spoken": spoken(file.origins, grades_of(file)),
        **({"unknown_items": unknown} if unknown else {}),
    }
