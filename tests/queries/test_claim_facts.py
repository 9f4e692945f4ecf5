"""What the policy must know of a claim is read from the rows that say it."""

from datetime import timedelta

from review.domain.policy import ClaimFacts
from review.domain.vocabulary import ClaimState
from review.queries.claim_facts import facts_of
from review.services import sign_offs
from tests.desk import Desk
from tests.services.verbs import declare_conflict, settle_flag


def test_a_fresh_claim_has_all_its_places_free(desk: Desk) -> None:
    assert facts_of(desk.session, desk.accusation) == ClaimFacts(
        ClaimState.QUEUED,
        authors=frozenset({desk.author.user_id or 0}),
        free_slots=2,
        has_sheet=True,
    )
    assert not facts_of(desk.session, desk.plain).has_sheet


def test_holders_and_assessors_take_places(desk: Desk) -> None:
    desk.assessed(desk.accusation, desk.ana)
    desk.taken(desk.accusation, desk.jon)
    facts = facts_of(desk.session, desk.accusation)
    assert (facts.holders, facts.assessed_this_round, facts.free_slots) == (
        {desk.jon.user_id}, {desk.ana.user_id}, 0,
    )  # fmt: skip


def test_a_hold_that_ran_out_is_no_hold_and_is_to_be_ended(desk: Desk) -> None:
    held = desk.taken(desk.plain)
    running = facts_of(desk.session, desk.plain, at=held.expires_at - timedelta(seconds=1))
    over = facts_of(desk.session, desk.plain, at=held.expires_at)
    assert (running.holders, running.lease_over, running.free_slots) == (
        {desk.ana.user_id}, False, 0,
    )  # fmt: skip
    assert (over.holders, over.lease_over, over.free_slots) == (frozenset(), True, 1)


def test_a_new_round_frees_the_places_and_remembers_who_judged_before(desk: Desk) -> None:
    desk.to_adjudication(desk.accusation)
    desk.adjudicated(desk.accusation)
    sign_offs.send_back(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None, reason="Anew."
    )
    facts = facts_of(desk.session, desk.accusation)
    assert (facts.assessed_this_round, facts.free_slots) == (frozenset(), 2)
    assert facts.assessed_ever == {desk.ana.user_id, desk.jon.user_id}
    assert facts.adjudicated_ever == {desk.zoe.user_id}


def test_a_flag_is_open_until_it_is_settled(desk: Desk) -> None:
    act = settle_flag(desk)
    assert facts_of(desk.session, desk.accusation).flagged
    act()
    assert not facts_of(desk.session, desk.accusation).flagged


def test_declared_conflicts_count_for_every_claim_of_the_article(desk: Desk) -> None:
    declare_conflict(desk)()
    assert facts_of(desk.session, desk.third).recused == {desk.ana.user_id}
