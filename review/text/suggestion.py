"""What the finder saw, as it is kept beside a claim: plain data, apart from what people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from review.text.finding import ClaimFound, PartFound

DISMISSED = "cue_dismissed"


def kept(seen: ClaimFound) -> dict[str, Any]:
    """What is kept of a found claim: the accusation, the words that contest it, and its parts."""
    return {
        "accusation": seen.accusation and asdict(seen.accusation),
        "fabrication_cue": seen.fabrication_cue and asdict(seen.fabrication_cue),
        "parts": [asdict(part) for part in seen.parts],
    }


def moved(suggestion: Mapping[str, Any], by: int) -> dict[str, Any]:
    """The same after its claim has moved by so many code points."""
    cue = suggestion.get("fabrication_cue")
    return {
        **suggestion,
        "fabrication_cue": cue and _shifted(cue, by),
        "parts": [_shifted(part, by) for part in suggestion.get("parts", ())],
    }


def _shifted(place: Mapping[str, Any], by: int) -> dict[str, Any]:
    return {**place, "start": place["start"] + by, "end": place["end"] + by}


def cue_in(suggestion: Mapping[str, Any]) -> str:
    """The words that contest the accusation; empty where there are none, or a person set them
    aside."""
    cue = suggestion.get("fabrication_cue")
    return str(cue["text"]) if cue and not suggestion.get(DISMISSED) else ""


def parts_in(suggestion: Mapping[str, Any]) -> Sequence[PartFound]:
    """The facts that a claim states apart from each other: two at the least, or none."""
    return tuple(PartFound(**part) for part in suggestion.get("parts", ()))


def split_found(seen: ClaimFound) -> tuple[ClaimFound, ...]:
    """A found claim as one claim for each of its parts; itself where it has none.

    Kind, source and accusation are those of the sentence, and so is the score.
    """
    if not seen.parts:
        return (seen,)
    return tuple(_alone(seen, part) for part in seen.parts)


def _alone(seen: ClaimFound, part: PartFound) -> ClaimFound:
    cue = seen.fabrication_cue
    held = cue and part.start <= cue.start and cue.end <= part.end
    return replace(
        seen,
        start=part.start,
        end=part.end,
        text=part.text,
        fabrication_cue=cue if held else None,
        checkpoints=tuple(
            point
            for point in seen.checkpoints
            if part.start <= point.start and point.end <= part.end
        ),
        parts=(),
    )
