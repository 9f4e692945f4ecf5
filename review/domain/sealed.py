"""Pieces of evidence from a sealed source, whose words would tell the source: who reads them."""

from review.domain.disclosure import knows_sealed
from review.domain.policy import Actor, ClaimFacts, available_actions
from review.domain.vocabulary import DisclosureLevel
from review.domain.workflow import Action

SEALED_PIECE = "A piece from a sealed source"
KEPT_BACK = "kept back"


def judges(facts: ClaimFacts, actor: Actor) -> bool:
    """Whether `actor` judges the claim in this round: nobody grades what they may not read."""
    at_work = facts.holders | facts.assessed_this_round
    return actor.user_id in at_work or Action.ADJUDICATE in available_actions(facts, actor)


def reads_piece(
    actor: Actor, *, level: DisclosureLevel, brought: bool = False, judging: bool = False
) -> bool:
    """Whether `actor` reads what a piece is: its title, address, file name, words and bytes.

    A sealed one is read by who knows the source, by who brought it, and by who judges a claim
    that it bears on; to all others it is a number with a letter.
    """
    return level is not DisclosureLevel.SEALED or knows_sealed(actor) or brought or judging
