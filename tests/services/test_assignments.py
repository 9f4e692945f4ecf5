"""Claims are taken, held, renewed, given back and lost again by leases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.policy import system
from review.domain.vocabulary import ClaimState, LeaseOutcome, Role, Verdict
from review.domain.workflow import Action
from review.models import Assignment, Claim
from review.queries.claim_facts import facts_of
from review.services import assessments, assignments, claim_words, evidence, recusals
from tests.desk import Desk, furnish, note
from tests.services.verbs import flag, split

QUEUED, IN_REVIEW = ClaimState.QUEUED, ClaimState.IN_REVIEW
LEASE = timedelta(minutes=30)


def next_for(desk: Desk, actor: object) -> int | None:
    held = assignments.take_next(desk.session, actor=actor)  # type: ignore[arg-type]
    return held and held.claim_id


def test_a_claim_that_needs_one_reviewer_is_in_review_once_it_is_taken(desk: Desk) -> None:
    held = desk.taken(desk.plain)
    assert (held.slot, held.round, held.outcome) == (1, 1, LeaseOutcome.HELD)
    assert held.expires_at - held.taken_at == LEASE
    assert desk.plain.state is IN_REVIEW


def test_an_accusation_stays_in_the_queue_until_a_second_reviewer_takes_it(desk: Desk) -> None:
    assert desk.taken(desk.accusation, desk.ana).slot == 1
    assert desk.accusation.state is QUEUED
    assert desk.taken(desk.accusation, desk.jon).slot == 2
    assert desk.accusation.state is IN_REVIEW


def test_nobody_takes_a_claim_whose_places_are_all_taken(desk: Desk) -> None:
    desk.taken(desk.plain, desk.ana)
    with pytest.raises(Conflict, match="in review"):
        desk.taken(desk.plain, desk.jon)


def test_nobody_takes_both_places_of_an_accusation(desk: Desk) -> None:
    desk.taken(desk.accusation, desk.ana)
    with pytest.raises(Conflict, match="hold this claim already"):
        desk.taken(desk.accusation, desk.ana)
    desk.session.rollback()
    desk.assessed(desk.accusation, desk.ana)
    with pytest.raises(Forbidden, match="assessed this claim in this round"):
        desk.taken(desk.accusation, desk.ana)


def test_the_author_of_an_article_is_offered_none_of_its_claims(desk: Desk) -> None:
    desk.written_by(desk.author, desk.zoe)
    for who in (desk.author, desk.zoe):
        assert next_for(desk, who) is None
        with pytest.raises(Forbidden, match="wrote this article"):
            desk.taken(desk.plain, who)


def test_who_declared_a_conflict_is_offered_none_of_the_articles_claims(desk: Desk) -> None:
    recusals.declare(desk.session, article_id=desk.article.id, actor=desk.ana, reason="Kin.")
    assert next_for(desk, desk.ana) is None
    with pytest.raises(Forbidden, match="conflict of interest"):
        desk.taken(desk.plain, desk.ana)


def test_the_claim_that_can_do_most_harm_is_offered_first(desk: Desk) -> None:
    order = [next_for(desk, desk.ana) for _ in range(3)]
    assert order == [desk.accusation.id, desk.plain.id, desk.third.id]
    assert next_for(desk, desk.ana) is None


def test_the_second_place_of_an_accusation_is_offered_to_another_person(desk: Desk) -> None:
    assert next_for(desk, desk.ana) == next_for(desk, desk.jon) == desk.accusation.id
    assert next_for(desk, desk.zoe) == desk.plain.id


def test_an_article_without_a_known_author_is_open_to_every_reviewer(desk: Desk) -> None:
    desk.written_by()
    assert next_for(desk, desk.author) == desk.accusation.id


def test_the_desk_itself_holds_no_claim(desk: Desk) -> None:
    nobody = system(desk.id)
    person = type(nobody)(None, desk.id, "", frozenset({Role.REVIEWER}))
    with pytest.raises(NotFound, match="holds no claim"):
        assignments.take(desk.session, claim_id=desk.plain.id, actor=person)


def test_a_released_claim_goes_back_and_the_draft_is_kept(desk: Desk) -> None:
    desk.taken(desk.plain)
    assessments.save_draft(
        desk.session, claim_id=desk.plain.id, actor=desk.ana,
        given=desk.judgement(desk.plain, reason="Half a thought"),
    )  # fmt: skip
    assignments.release(desk.session, claim_id=desk.plain.id, actor=desk.ana)
    assert desk.plain.state is QUEUED
    assert assignments.held_by(desk.session, desk.plain, desk.ana) is None
    desk.taken(desk.plain)
    kept = assessments.drafted(desk.session, desk.plain, desk.ana)
    assert kept.reason == "Half a thought"


def test_a_place_that_was_given_back_is_given_out_again(desk: Desk) -> None:
    desk.taken(desk.accusation, desk.ana)
    desk.taken(desk.accusation, desk.jon)
    assignments.release(desk.session, claim_id=desk.accusation.id, actor=desk.ana)
    assert desk.accusation.state is QUEUED
    assert desk.taken(desk.accusation, desk.zoe).slot == 1


def test_only_the_holder_gives_a_claim_back(desk: Desk) -> None:
    desk.taken(desk.accusation, desk.ana)
    with pytest.raises(Conflict, match="do not hold"):
        assignments.release(desk.session, claim_id=desk.accusation.id, actor=desk.jon)


def test_a_lease_that_ran_out_frees_the_claim_for_whoever_asks(desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        first = desk.taken(desk.plain, desk.ana)
        clock.shift(LEASE)
        assert facts_of(desk.session, desk.plain).holders == frozenset()
        second = desk.taken(desk.plain, desk.jon)
        assert facts_of(desk.session, desk.plain).holders == {desk.jon.user_id}
    assert (first.outcome, second.slot) == (LeaseOutcome.EXPIRED, 1)
    (line,) = desk.acts(Action.EXPIRE)
    assert (line.actor_id, line.payload["held_by"]) == (None, desk.ana.user_id)


def test_who_lost_the_lease_cannot_submit_but_may_take_the_claim_again(desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        desk.taken(desk.plain, desk.ana)
        clock.shift(LEASE)
        with pytest.raises(Conflict, match="do not hold this claim now"):
            assessments.submit(
                desk.session, claim_id=desk.plain.id, actor=desk.ana, revision=1,
                given=desk.judgement(desk.plain),
            )  # fmt: skip
        assert desk.taken(desk.plain, desk.ana).outcome is LeaseOutcome.HELD


@pytest.mark.parametrize("work", ["draft", "attach", "flag"])
def test_work_renews_the_lease(desk: Desk, work: str) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        held = desk.taken(desk.accusation, desk.ana)
        clock.shift(timedelta(minutes=20))
        if work == "draft":
            assessments.save_draft(
                desk.session, claim_id=desk.accusation.id, actor=desk.ana,
                given=desk.judgement(desk.accusation),
            )  # fmt: skip
        elif work == "attach":
            evidence.attach(
                desk.session, claim_id=desk.accusation.id, actor=desk.ana, piece=note("A page.")
            )
        else:
            flag(desk)()
        assert held.expires_at == now() + LEASE


def test_work_of_somebody_else_renews_nothing(desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        held = desk.taken(desk.accusation, desk.ana)
        until = held.expires_at
        clock.shift(timedelta(minutes=20))
        desk.attached(desk.accusation, desk.deputy)
    assert held.expires_at == until


def test_the_clock_of_a_state_starts_again_only_when_the_state_changes(desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        since = desk.accusation.state_since
        clock.shift(60)
        desk.taken(desk.accusation, desk.ana)
        assert desk.accusation.state_since == since
        desk.taken(desk.accusation, desk.jon)
        assert desk.accusation.state_since == now()


def committed(sessions: Sessions) -> Desk:
    with sessions.write.begin() as session:
        return furnish(session)


def taken(sessions: Sessions, desk: Desk, claim: Claim) -> None:
    with sessions.write.begin() as session:
        assignments.take(session, claim_id=claim.id, actor=desk.ana)


def outcomes(session: Session) -> list[LeaseOutcome]:
    return list(session.scalars(sa.select(Assignment.outcome).order_by(Assignment.id)))


def test_the_sweep_ends_what_ran_out_and_leaves_what_still_runs(either: Sessions) -> None:
    desk = committed(either)
    with time_machine.travel(now(), tick=False) as clock:
        taken(either, desk, desk.accusation)
        taken(either, desk, desk.plain)
        clock.shift(timedelta(minutes=20))
        taken(either, desk, desk.third)
        clock.shift(timedelta(minutes=11))
        assert assignments.expire_everywhere(either) == 2
        assert assignments.expire_everywhere(either) == 0
    with either.read() as session:
        ended, held = LeaseOutcome.EXPIRED, LeaseOutcome.HELD
        assert outcomes(session) == [ended, ended, held]
        assert session.get_one(Claim, desk.plain.id).state is QUEUED
        assert session.get_one(Claim, desk.third.id).state is IN_REVIEW


def test_a_claim_that_is_split_takes_the_lease_that_ran_out_along(sessions: Sessions) -> None:
    desk = committed(sessions)
    with time_machine.travel(now(), tick=False) as clock:
        with sessions.write.begin() as session:
            claim = session.get_one(Claim, desk.plain.id)
            claim.required = 2
            assignments.take(session, claim_id=claim.id, actor=desk.ana)
        clock.shift(LEASE)
        with sessions.write.begin() as session:
            desk.session, desk.plain = session, session.get_one(Claim, desk.plain.id)
            split(desk)()
            assert outcomes(session) == [LeaseOutcome.ENDED]
        assert assignments.expire_everywhere(sessions) == 0


def test_submitting_ends_the_lease_and_keeps_the_place(desk: Desk) -> None:
    desk.assessed(desk.accusation, desk.ana, verdict=Verdict.DISPUTED)
    (held,) = desk.session.scalars(sa.select(Assignment))
    assert held.outcome is LeaseOutcome.SUBMITTED
    assert held.ended_at is not None
    assert facts_of(desk.session, desk.accusation).free_slots == 1
    assert desk.taken(desk.accusation, desk.jon).slot == 2


def test_merged_claims_take_the_lease_that_ran_out_along(desk: Desk) -> None:
    desk.plain.required = 2
    with time_machine.travel(now(), tick=False) as clock:
        held = desk.taken(desk.plain, desk.ana)
        clock.shift(LEASE)
        claim_words.merge(
            desk.session, claim_id=desk.third.id, actor=desk.editor, version=None,
            other_id=desk.plain.id,
        )  # fmt: skip
    assert held.outcome is LeaseOutcome.ENDED
