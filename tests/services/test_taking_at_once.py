"""Many reviewers at one queue: no place is given out twice, and nothing is lost."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from review.db import Sessions, make_engine
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor
from review.domain.vocabulary import (
    ClaimKind,
    ClaimState,
    LeaseOutcome,
    Recommendation,
    Role,
    Verdict,
)
from review.models import Assessment, Assignment, Claim, Desk, LedgerEntry
from review.queries import ledger
from review.services import articles, assessments, assignments, wishes
from review.services.accounts import add_user
from review.services.loading import of_desk
from tests.desk import article_of, furnish
from tests.postgres import until_somebody_waits

REVIEWERS, PLAIN, DOUBLE = 8, 40, 20
BOUND_S = 120


@pytest.fixture
def crew(either: Sessions) -> list[Actor]:
    """A desk with eight reviewers and sixty claims, twenty of which need two of them."""
    with either.write.begin() as session:
        room = furnish(session)
        desk = session.get_one(Desk, room.id)
        session.execute(
            sa.update(Claim).values(
                state=ClaimState.WITHDRAWN, withdrawn_reason="Not part of this."
            )
        )
        kinds = [ClaimKind.FACT] * PLAIN + [ClaimKind.ACCUSATION] * DOUBLE
        sentences = tuple((f"Bridge {n} was built.", kind) for n, kind in enumerate(kinds))
        articles.import_article(session, prepared=article_of(sentences), actor=room.editor)
        people = []
        for number in range(REVIEWERS):
            user = add_user(
                session, email=f"r{number}@harrow.example", name=f"Reviewer {number}",
                role=Role.REVIEWER, desk=desk,
            )  # fmt: skip
            people.append(replace(room.ana, user_id=user.id, name=user.name))
    return people


def at_once(work: Callable[[Actor], None], people: list[Actor]) -> None:
    """Everybody starts at one moment; the first exception of any of them is raised here."""
    ready = threading.Barrier(len(people))

    def begin(person: Actor) -> None:
        ready.wait(BOUND_S)
        work(person)

    with ThreadPoolExecutor(len(people)) as pool:
        for done in [pool.submit(begin, person) for person in people]:
            done.result(BOUND_S)


def test_no_place_is_taken_twice_and_every_claim_ends_where_it_must(
    either: Sessions, crew: list[Actor]
) -> None:
    def review(person: Actor) -> None:
        while take_and_submit(either, person):
            pass

    at_once(review, crew)
    with either.read() as session:
        states = session.execute(
            sa.select(Claim.kind, Claim.state, sa.func.count())
            .where(Claim.state != ClaimState.WITHDRAWN)
            .group_by(Claim.kind, Claim.state)
        ).all()
        assert {tuple(row) for row in states} == {
            (ClaimKind.FACT, ClaimState.AWAITING_SIGN_OFF, PLAIN),
            (ClaimKind.ACCUSATION, ClaimState.AWAITING_SIGN_OFF, DOUBLE),
        }
        held = session.execute(sa.select(Assignment.claim_id, Assignment.slot)).all()
        assert max(Counter(map(tuple, held)).values()) == 1
        assert set(session.scalars(sa.select(Assignment.outcome))) == {LeaseOutcome.SUBMITTED}
        assert len(held) == PLAIN + 2 * DOUBLE
        given = session.execute(sa.select(Assessment.claim_id, Assessment.user_id)).all()
        assert len(set(map(tuple, given))) == len(given) == PLAIN + 2 * DOUBLE
        chain = ledger.verify(session, desk=session.scalars(sa.select(Desk)).one())
        acts = session.scalars(sa.select(sa.func.count()).select_from(LedgerEntry)).one()
        assert (chain.sound, chain.entries) == (True, acts)


def take_and_submit(sessions: Sessions, person: Actor) -> bool:
    """One claim from the queue to its assessment, each act in its own transaction."""
    with sessions.write.begin() as session:
        held = assignments.take_next(session, actor=person)
    if held is None:
        return False
    given = assessments.Submission(
        verdict=Verdict.UNVERIFIABLE,
        recommendation=Recommendation.HOLD,
        reason="No register goes so far.",
        sheet_read=True,
    )
    with sessions.write.begin() as session:
        assessments.submit(session, claim_id=held.claim_id, actor=person, revision=1, given=given)
    return True


def test_one_claim_that_everybody_wants_is_given_to_as_many_as_it_needs(
    either: Sessions, crew: list[Actor]
) -> None:
    with either.read() as session:
        wanted = session.scalars(
            sa.select(Claim.id).where(
                Claim.kind == ClaimKind.ACCUSATION, Claim.state == ClaimState.QUEUED
            )
        ).first()
    refused: list[str] = []

    def take(person: Actor) -> None:
        try:
            with either.write.begin() as session:
                assignments.take(session, claim_id=wanted or 0, actor=person)
        except Conflict as full:
            refused.append(full.message)

    at_once(take, crew)
    with either.read() as session:
        slots = session.scalars(sa.select(Assignment.slot).filter_by(claim_id=wanted)).all()
    assert sorted(slots) == [1, 2]
    assert len(refused) == REVIEWERS - 2


def test_nobody_is_told_that_the_queue_is_empty_while_it_is_not(
    either: Sessions, crew: list[Actor]
) -> None:
    got: list[int] = []

    def take(person: Actor) -> None:
        with either.write.begin() as session:
            held = assignments.take_next(session, actor=person)
        assert held is not None
        got.append(held.claim_id)

    for _ in range(5):
        at_once(take, crew)
    assert len(got) == 5 * REVIEWERS
    with either.read() as session:
        taken = session.execute(sa.select(Assignment.claim_id, Assignment.slot)).all()
        assert len(set(map(tuple, taken))) == len(got)


def test_nobody_is_handed_what_an_editor_means_for_another_at_that_moment(
    either: Sessions, crew: list[Actor]
) -> None:
    with either.read() as session:
        queued = sa.select(Claim.id).where(Claim.state == ClaimState.QUEUED).order_by(Claim.id)
        claims = session.scalars(queued).all()
    editor = replace(crew[0], roles=frozenset({Role.EDITOR}))

    def work(person: Actor) -> None:
        if person is not editor:
            for _ in range(6):
                take_one(either, person)
            return
        for number, person in enumerate(crew[1:]):
            with either.write.begin() as session, contextlib.suppress(Invalid):
                marked = claims[number * 8 : number * 8 + 8]
                wishes.assign(session, claim_ids=marked, user_id=person.user_id, actor=editor)

    at_once(work, [editor, *crew[1:]])
    with either.read() as session:
        acts = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number)).all()
    meant: dict[int, int] = {}
    for act in acts:
        if act.action == "assign":
            meant |= dict.fromkeys(act.payload["claims"], act.payload["meant_for"])
        elif act.action == "take":
            assert meant.pop(act.claim_id, act.actor_id) == act.actor_id
    assert sum(act.action == "take" for act in acts) == 6 * (REVIEWERS - 1)


def take_one(sessions: Sessions, person: Actor) -> None:
    with sessions.write.begin() as session:
        assert assignments.take_next(session, actor=person) is not None


@pytest.mark.postgres
def test_who_waited_for_a_claim_that_is_given_to_another_meanwhile_is_not_handed_it(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    sessions = Sessions(engine)
    with sessions.write.begin() as session:
        desk = furnish(session)
    got: list[Assignment | None] = []

    def take() -> None:
        with sessions.write.begin() as session:
            got.append(assignments.take_next(session, actor=desk.jon))

    ids = [desk.accusation.id, desk.plain.id, desk.third.id]
    with sessions.write() as giving:
        wishes.assign(giving, claim_ids=ids, user_id=desk.ana.user_id, actor=desk.editor)
        waiting = threading.Thread(target=take)
        waiting.start()
        until_somebody_waits(engine)
        giving.commit()
        waiting.join(BOUND_S)
    assert got == [None]
    engine.dispose()


@pytest.mark.postgres
def test_who_waited_for_a_claim_in_vain_is_offered_the_one_that_came_back(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    sessions = Sessions(engine)
    with sessions.write.begin() as session:
        desk = furnish(session)
        assignments.take(session, claim_id=desk.accusation.id, actor=desk.ana)
        assignments.take(session, claim_id=desk.accusation.id, actor=desk.jon)
    got: list[Assignment | None] = []

    def take() -> None:
        with sessions.write.begin() as session:
            got.append(assignments.take_next(session, actor=desk.zoe))

    with sessions.write() as first, sessions.write() as second:
        held = [
            of_desk(session, Claim, claim.id, desk.ana, lock=True)
            for session, claim in ((first, desk.plain), (second, desk.third))
        ]
        waiting = threading.Thread(target=take)
        waiting.start()
        until_somebody_waits(engine)
        second.rollback()
        held[0].state = ClaimState.IN_REVIEW
        first.commit()
        waiting.join(BOUND_S)
    assert [row and row.claim_id for row in got] == [desk.third.id]
    engine.dispose()
