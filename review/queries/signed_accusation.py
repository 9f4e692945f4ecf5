"""The accusation sheet's part of a claim's signed content, as plain JSON data."""

from typing import Any

from review.domain.fabrication import Level
from review.domain.moments import iso
from review.models import Accusation, ExculpatoryNote, LevelConfirmation
from review.queries.claim_file import ClaimFile


def accusation(file: ClaimFile) -> dict[str, Any] | None:
    """The record, the flag, the level and what was said to it; None without a sheet."""
    row, level = file.accusation, file.level
    if row is None or level is None:
        return None
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
        "flag": _flag(file, row),
        "level": _level(level),
        "exculpatory": [_note(file, note) for note in file.notes],
        "confirmations": [_confirmation(file, said) for said in file.confirmations],
    }


def _flag(file: ClaimFile, row: Accusation) -> dict[str, Any] | None:
    if row.flagged_at is None:
        return None
    return {
        "reason": row.flag_reason,
        "by": file.name(row.flagged_by_id),
        "at": iso(row.flagged_at),
        "settled_reason": row.settled_reason,
        "settled_by": file.name(row.settled_by_id) if row.settled_at else "",
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "value": level.value,
        "reach": level.reach,
        "label": level.label,
        "sentence": level.sentence,
    }


def _note(file: ClaimFile, row: ExculpatoryNote) -> dict[str, Any]:
    return {
        "text": row.text,
        "rests_on": row.rests_on,
        "by": file.name(row.user_id),
        "at": iso(row.noted_at),
    }


def _confirmation(file: ClaimFile, row: LevelConfirmation) -> dict[str, Any]:
    return {
        "role": row.role.value,
        "confirmed": row.confirmed,
        "reason": row.reason,
        "by": file.name(row.user_id),
    }
