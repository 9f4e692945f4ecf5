"""Coverage: every sentence is a claim, has no factual content, or is waived by name and reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from review.domain.vocabulary import Disposition


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences by disposition."""

    claim: int
    not_factual: int
    waived: int
    undecided: int

    @property
    def total(self) -> int:
        return self.claim + self.not_factual + self.waived + self.undecided

    @property
    def complete(self) -> bool:
        return self.undecided == 0

    @property
    def sentence(self) -> str:
        return (
            f"{self.total - self.undecided} of {self.total} sentences accounted for: "
            f"{self.claim} with claims, {self.not_factual} not factual, {self.waived} waived, "
            f"{self.undecided} to decide"
        )


def coverage(dispositions: Iterable[Disposition]) -> Coverage:
    """Count the dispositions of one article's sentences."""
    counts = Counter(dispositions)
    return Coverage(
        claim=counts[Disposition.CLAIM],
        not_factual=counts[Disposition.NO_FACTUAL_CONTENT],
        waived=counts[Disposition.WAIVED],
        undecided=counts[Disposition.UNDECIDED],
    )
