"""In which order claims wait: the finder's score first, then what can do harm."""

from review.domain.vocabulary import ClaimKind

HARM = {
    ClaimKind.ACCUSATION: 0.30,
    ClaimKind.LEGAL_OUTCOME: 0.20,
    ClaimKind.STATISTIC: 0.05,
    ClaimKind.CAUSAL: 0.05,
}
CONTESTED = 0.10
HIGH, MIDDLE = 0.85, 0.55


def priority(score: float, kind: ClaimKind, *, contested: bool) -> float:
    """The higher comes first. `score` is 0 to 1; `contested` where a cue of fabrication stands."""
    return round(score + HARM.get(kind, 0.0) + (CONTESTED if contested else 0.0), 4)


def band(value: float) -> str:
    """The word a page shows for a priority."""
    if value >= HIGH:
        return "High"
    return "Middle" if value >= MIDDLE else "Low"
