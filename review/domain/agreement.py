"""Whether blind assessments agree, and what differs when they do not.

Equal verdict, recommendation and computed level pass on by themselves; anything else that differs
is shown to the editor but does not stop the claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Judgement:
    """What must be equal for two assessments to agree."""

    verdict: str
    recommendation: str
    level: int


def all_agree(judgements: Sequence[Judgement]) -> bool:
    return len(set(judgements)) <= 1


@dataclass(frozen=True, slots=True)
class Difference:
    """One matter on which the assessments do not say the same, in the order of the assessors."""

    label: str
    values: tuple[str, ...]
    decisive: bool


def differences(
    answers: Sequence[dict[str, Any]], *, decisive: frozenset[str]
) -> tuple[list[Difference], list[Difference]]:
    """Split labelled answers into those that differ and those that are the same.

    Each mapping holds label to value of one assessor; a missing label or None reads as an empty
    answer.
    The decisive differences come first.
    """
    labels = list(dict.fromkeys(label for answer in answers for label in answer))
    rows = [
        Difference(label, tuple(_shown(answer.get(label)) for answer in answers), label in decisive)
        for label in labels
    ]
    differ = [row for row in rows if len(set(row.values)) > 1]
    same = [row for row in rows if len(set(row.values)) == 1]
    return sorted(differ, key=lambda row: not row.decisive), same


def _shown(value: object) -> str:
    return "" if value is None else str(value)
