"""What an assessment still lacks, grouped into the few steps that a page shows beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.gates import GateStatus

_STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Verdict and recommendation given", ("verdict", "recommendation", "new_wording")),
    ("Every piece graded, with a reason", ("letter-", "digit-", "stance-", "why-")),
    ("The claim as a whole judged, with a reason", ("reason", "digit")),
)
_SHEET = ("Indicator sheet looked at", ("sheet_read",))


@dataclass(frozen=True, slots=True)
class Step:
    """One step to a complete assessment, drawn as a gate is."""

    title: str
    status: GateStatus
    reason: str


def steps(missing: Mapping[str, str], *, sheet_due: bool) -> tuple[Step, ...]:
    """The steps in order. `missing` is what `review.domain.assessment.missing` found."""
    wanted = (*_STEPS, _SHEET) if sheet_due else _STEPS
    return tuple(_step(title, names, missing) for title, names in wanted)


def _step(title: str, names: tuple[str, ...], missing: Mapping[str, str]) -> Step:
    lacks = [said for field, said in missing.items() if _belongs(field, names)]
    if not lacks:
        return Step(title, GateStatus.OPEN, "")
    more = f" And {len(lacks) - 1} more." if len(lacks) > 1 else ""
    return Step(title, GateStatus.CLOSED, lacks[0] + more)


def _belongs(field: str, names: tuple[str, ...]) -> bool:
    return any(field.startswith(name) if name.endswith("-") else field == name for name in names)
