"""What a signature covers, part by part, as an editor reads it before signing and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from review.models import SignOff
from review.queries.claim_file import ClaimFile
from review.queries.signed_content import signed_content
from review.seal import digest


@dataclass(frozen=True, slots=True)
class Seal:
    """`parts` are (what, how much of it); `by` and `signed_at` only once it is signed."""

    content_hash: str
    parts: tuple[tuple[str, str], ...]
    by: str = ""
    signed_at: datetime | None = None
    note: str = ""


def seal_of(file: ClaimFile, signed: SignOff | None) -> Seal:
    """What is signed; before that, what would be signed now."""
    if signed is None:
        content = signed_content(file)
        return Seal(digest(content), _parts(content))
    return Seal(
        content_hash=signed.content_hash,
        parts=_parts(signed.content),
        by=file.name(signed.user_id),
        signed_at=signed.signed_at,
        note=signed.note,
    )


def _parts(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    decision, sheet = content["decision"], content["accusation"]
    grades = sum(len(given["grades"]) for given in content["assessments"])
    parts = [
        ("Claim", f"words and place in version {content['article']['version']}"),
        ("Article", content["article"]["sha256"]),
        ("Verdict", _decided(decision)),
        ("Assessments", f"{len(content['assessments'])}, with their reasons"),
        ("Evidence", f"{_count(content['evidence'], 'item')}, by digest"),
        ("Grades", f"{grades}, each with a reason"),
        ("Origins", content["origins"]["sentence"]),
        ("Replies", _count(content["replies"], "request")),
        ("Waivers", _count(content["waivers"], "waiver")),
    ]
    if sheet is not None:
        parts.insert(7, ("Indicators", f"level {sheet['level']['value']}, all answers"))
        parts.insert(8, ("Exculpatory", _count(sheet["exculpatory"], "note")))
    return tuple(parts)


def _decided(decision: Mapping[str, Any] | None) -> str:
    if decision is None:
        return "none"
    words = f"{decision['verdict']}, {decision['recommendation']}, by {decision['by']}"
    return words.replace("_", " ")


def _count(rows: list[Any], noun: str) -> str:
    return f"{len(rows)} {noun}" + ("" if len(rows) == 1 else "s")
