"""What the finder sees in words that a person chose, at their place in the article."""

from dataclasses import replace

from review.domain.vocabulary import ClaimKind
from review.text.finder import find_claims
from review.text.finding import ClaimFound
from review.text.worth import SHIPPED, Weights

UNTOLD = 0.5


def look_at(
    body: str,
    start: int,
    end: int,
    language: str,
    kind: ClaimKind | None,
    weights: Weights = SHIPPED,
) -> ClaimFound:
    """Return the words as a claim, of the given kind or of the one that the finder tells."""
    words = body[start:end]
    seen = next(iter(find_claims(words.replace("\n", " "), language, weights).claims), None)
    if seen is None:
        kind = kind or ClaimKind.FACT
        return ClaimFound(start, end, words, UNTOLD, kind, None, None, None, None, (), ())
    return replace(
        seen,
        start=start,
        end=end,
        text=words,
        kind=kind or seen.kind,
        fabrication_cue=None,
        checkpoints=tuple(
            replace(p, start=p.start + start, end=p.end + start) for p in seen.checkpoints
        ),
        parts=tuple(
            replace(p, start=p.start + start, end=p.end + start, text=words[p.start : p.end])
            for p in seen.parts
        ),
    )
