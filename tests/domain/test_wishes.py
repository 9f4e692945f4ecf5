"""A claim can be meant for exactly those who might take it, and the reason otherwise is told."""

from dataclasses import replace

import pytest

from review.domain.policy import Actor, ClaimFacts, refusal
from review.domain.vocabulary import ClaimState, Role
from review.domain.wishes import HINDRANCES, hindrance
from review.domain.workflow import RULES, Action

ANA = Actor(7, 1, "Ana Belcourt", frozenset({Role.REVIEWER}))
FREE = ClaimFacts(ClaimState.QUEUED)


def test_a_queued_claim_can_be_meant_for_a_reviewer() -> None:
    assert hindrance(FREE, ANA) == ""


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ({"authors": frozenset({7})}, "Ana Belcourt wrote the article."),
        ({"recused": frozenset({7})}, "Ana Belcourt declared a conflict of interest with the"),
        ({"assessed_this_round": frozenset({7})}, "Ana Belcourt has assessed it in this round."),
        ({"holders": frozenset({7})}, "Ana Belcourt holds it already."),
        ({"free_slots": 0}, "Ana Belcourt finds every place on it taken."),
    ],
)
def test_what_hinders_a_person_is_said_with_their_name(fact: dict[str, object], says: str) -> None:
    assert hindrance(replace(FREE, **fact), ANA).startswith(says)


@pytest.mark.parametrize("state", sorted(set(ClaimState) - {ClaimState.QUEUED}))
def test_what_is_out_of_the_queue_is_meant_for_nobody(state: ClaimState) -> None:
    said = f"It has left the queue; its state is “{state.title_text}” now."
    assert hindrance(replace(FREE, state=state), ANA) == said


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REVIEWER}))
def test_no_claim_is_meant_for_who_takes_none(role: Role) -> None:
    person = replace(ANA, roles=frozenset({role}))
    assert hindrance(FREE, person) == "Ana Belcourt is no reviewer."


@pytest.mark.parametrize("state", ClaimState)
@pytest.mark.parametrize("mine", ["authors", "recused", "assessed_this_round", "holders", ""])
def test_nothing_hinders_exactly_where_the_policy_lets_that_person_take_it(
    state: ClaimState, mine: str
) -> None:
    facts = ClaimFacts(state, **({mine: frozenset({7})} if mine else {}))
    assert (hindrance(facts, ANA) == "") is (refusal(Action.TAKE, facts, ANA) is None)


def test_every_guard_of_taking_has_its_words() -> None:
    assert set(HINDRANCES) == set(RULES[Action.TAKE].guards)
