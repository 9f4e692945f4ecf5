"""What the claim finder hands back: suggestions with exact places, never decisions.

Every `start` and `end` counts code points of the article's text, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from review.domain.vocabulary import CheckpointKind, ClaimKind, Disposition


@dataclass(frozen=True, slots=True)
class SentenceFound:
    """One sentence, the disposition the finder suggests for it, and why, in words."""

    start: int
    end: int
    disposition: Disposition
    reason: str


@dataclass(frozen=True, slots=True)
class AccusationFound:
    """Who is accused of what by whom, as worded in the text; None where it is not said.

    `is_person` tells whether the accused is a named person; None where that cannot be told.
    """

    accused: str | None
    act: str | None
    accuser: str | None
    is_person: bool | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say or suggest that an accusation is contested or fabricated."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CheckpointFound:
    """One detail to tick off on its own: a name, figure, date, place, title or quotation."""

    kind: CheckpointKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PartFound:
    """One of several facts that a claim states. Parts lie inside the claim and may overlap."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A suggested claim. `score` is 0 to 1; `source_chain` runs from the outermost source in.

    `parts` are two at the least, or none.
    """

    start: int
    end: int
    text: str
    score: float
    kind: ClaimKind
    attributed_to: str | None
    source_chain: tuple[str, ...] | None
    accusation: AccusationFound | None
    fabrication_cue: Cue | None
    checkpoints: tuple[CheckpointFound, ...]
    why: tuple[str, ...]
    parts: tuple[PartFound, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the finder saw in one article, in the order of the text."""

    language: str
    sentences: tuple[SentenceFound, ...]
    claims: tuple[ClaimFound, ...]

    def as_json(self) -> dict[str, object]:
        """Return plain lists and dicts, in the shape that `proofdesk claims find --json` prints."""
        return {
            "language": self.language,
            "sentences": [
                {"start": s.start, "end": s.end, "disposition": s.disposition.value}
                for s in self.sentences
            ],
            "claims": [_claim_json(c) for c in self.claims],
        }

    def as_plain(self) -> dict[str, Any]:
        """Everything, as plain lists and dicts, for `from_plain`."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """What `as_plain` gave, also after its way through JSON."""
        return cls(
            plain["language"],
            tuple(
                SentenceFound(**row | {"disposition": Disposition(row["disposition"])})
                for row in plain["sentences"]
            ),
            tuple(_claim_from(row) for row in plain["claims"]),
        )


def _claim_from(row: Mapping[str, Any]) -> ClaimFound:
    accused, cue, chain = row["accusation"], row["fabrication_cue"], row["source_chain"]
    told = {
        "kind": ClaimKind(row["kind"]),
        "source_chain": None if chain is None else tuple(chain),
        "accusation": accused and AccusationFound(**accused),
        "fabrication_cue": cue and Cue(**cue),
        "checkpoints": tuple(
            CheckpointFound(**point | {"kind": CheckpointKind(point["kind"])})
            for point in row["checkpoints"]
        ),
        "why": tuple(row["why"]),
        "parts": tuple(PartFound(**part) for part in row["parts"]),
    }
    return ClaimFound(**{**row, **told})


def _claim_json(claim: ClaimFound) -> Mapping[str, object]:
    accused, cue = claim.accusation, claim.fabrication_cue
    return {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "score": claim.score,
        "kind": claim.kind.value,
        "attributed_to": claim.attributed_to,
        "source_chain": list(claim.source_chain) if claim.source_chain else None,
        "accusation": accused
        and {"accused": accused.accused, "act": accused.act, "accuser": accused.accuser},
        "fabrication_cue": cue and {"start": cue.start, "end": cue.end},
        "checkpoints": [
            {"kind": p.kind.value, "start": p.start, "end": p.end} for p in claim.checkpoints
        ],
        "why": list(claim.why),
        "parts": [asdict(part) for part in claim.parts],
    }
