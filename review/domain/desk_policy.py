"""How a desk has decided to work: what an editor may set, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.domain.vocabulary import ClaimKind


@dataclass(frozen=True, slots=True)
class DeskPolicy:
    """What an editor may set for a desk. The defaults are the safe ones.

    `assessments` is how many blind assessments each kind needs; an accusation never needs fewer
    than two. `lease_minutes` is how long a claim is held without work on it. `split_by_itself`
    makes a claim of each part of a sentence that states several facts.
    """

    lease_minutes: int = 30
    assessments: int = 1
    accusation_assessments: int = 2
    reply_waiver_allowed: bool = True
    method: str = (
        "Every sentence of the article is accounted for. Each claim is checked by someone who did "
        "not write it; accusations are assessed twice, blind. Evidence is graded on two axes "
        "(Admiralty code). An editor who neither wrote nor assessed a claim signs it off."
    )
    corrections: str = "Errors are corrected in the open: write to the desk, and a report follows."
    funding: str = ""
    reports_name_people: bool = True
    split_by_itself: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    def required(self, *, accusation: bool, asked: int = 0) -> int:
        """How many assessments a claim needs; `asked` is what an editor asked for on top."""
        base = max(2, self.accusation_assessments) if accusation else max(1, self.assessments)
        return max(base, asked)

    def required_anew(self, stands: int, *, was: ClaimKind, now: ClaimKind, kept: bool) -> int:
        """How many a claim needs once it is of another kind; `stands` is how many it needed.

        What was asked for on top stays asked for. With `kept`, because somebody is at work or a
        flag was raised, it never becomes fewer.
        """
        usual = self.required(accusation=was is ClaimKind.ACCUSATION)
        asked = stands if kept or stands > usual else 0
        return self.required(accusation=now is ClaimKind.ACCUSATION, asked=asked)
