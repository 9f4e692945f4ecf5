"""What an editor wishes: that a certain reviewer takes a claim. It is neither a lease nor a right.

The claim is handed to nobody else meanwhile, yet whoever may assess it can take it on its page, so
that a colleague who is away holds nothing up.
"""

from collections.abc import Mapping
from datetime import timedelta

from review.domain.policy import CONDITIONS, Actor, ClaimFacts
from review.domain.workflow import RULES, Action, Guard

LASTS = timedelta(hours=24)

# Why a claim cannot be meant for somebody; the name goes before the words.
HINDRANCES: Mapping[Guard, str] = {
    Guard.NOT_AUTHOR: "wrote the article",
    Guard.NOT_RECUSED: "declared a conflict of interest with the article",
    Guard.NOT_ASSESSED_THIS_ROUND: "has assessed it in this round",
    Guard.NOT_HOLDING: "holds it already",
    Guard.SLOT_FREE: "finds every place on it taken",
}


def hindrance(facts: ClaimFacts, person: Actor) -> str:
    """Why the claim cannot be meant for `person`, as a sentence on them; empty when it can.

    It can be meant for exactly those who might take it now.
    """
    taking = RULES[Action.TAKE]
    if facts.state not in taking.sources:
        return f"It has left the queue; its state is “{facts.state.title_text}” now."
    if not person.roles & taking.roles:
        return f"{person.name} is no reviewer."
    for guard in taking.guards:
        if not CONDITIONS[guard].holds(facts, person):
            return f"{person.name} {HINDRANCES[guard]}."
    return ""
