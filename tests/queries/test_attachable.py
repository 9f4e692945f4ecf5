"""The claims offered to who clips a page: their desk's, open to their evidence, theirs first."""

import pytest

from review.db import Sessions
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.models import Claim
from review.queries.attachable import attachable, may_fetch
from review.services import assignments, sign_offs
from tests.desk import Desk, furnish
from tests.queries.counted import counted


def found(desk: Desk, typed: str = "", actor: Actor | None = None, **more: int) -> list[int]:
    lines = attachable(desk.session, actor=actor or desk.ana, typed=typed, **more)
    return [line.id for line in lines]


def test_what_was_held_last_comes_first_then_the_newest(desk: Desk) -> None:
    assert found(desk) == [desk.third.id, desk.plain.id, desk.accusation.id]
    desk.taken(desk.plain)
    assignments.release(desk.session, claim_id=desk.plain.id, actor=desk.ana)
    desk.taken(desk.accusation)
    assert found(desk) == [desk.accusation.id, desk.plain.id, desk.third.id]
    assert found(desk, actor=desk.jon)[0] == desk.third.id


@pytest.mark.parametrize("typed", ["{n}", "#{n}", " claim {n} ", "http://desk.example/claims/{id}"])
def test_a_number_or_an_address_leads_to_its_claim(desk: Desk, typed: str) -> None:
    claim = desk.plain
    assert found(desk, typed.format(n=claim.number, id=claim.id))[0] == claim.id


def test_words_are_looked_for_as_data(desk: Desk) -> None:
    assert found(desk, "karst street") == [desk.third.id]
    assert found(desk, "vantoria doubled") == [desk.plain.id]
    assert found(desk, "karst % doubled") == []
    assert found(desk, "%") == []


def test_the_claim_chosen_before_stays_whatever_is_looked_for(desk: Desk) -> None:
    assert found(desk, "karst", chosen=desk.plain.id) == [desk.plain.id, desk.third.id]


def test_no_more_than_asked_for(desk: Desk) -> None:
    assert found(desk, most=2) == [desk.third.id, desk.plain.id]


def test_withdrawn_claims_and_other_desks_take_no_evidence(desk: Desk) -> None:
    sign_offs.withdraw(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version,
        reason="Not to be checked.",
    )  # fmt: skip
    assert desk.plain.id not in found(desk, str(desk.plain.number))
    stranger = furnish(desk.session, slug="quay")
    assert stranger.plain.id not in found(desk, str(stranger.plain.id), chosen=stranger.plain.id)
    assert not set(found(desk)) & set(found(desk, actor=stranger.ana))


def test_both_databases_find_and_order_alike(either: Sessions) -> None:
    with either.write.begin() as session:
        desk = furnish(session)
        desk.taken(desk.plain)
        assert found(desk) == [desk.plain.id, desk.third.id, desk.accusation.id]
        assert found(desk, "karst", chosen=desk.accusation.id) == [
            desk.accusation.id, desk.third.id,
        ]  # fmt: skip
        assert found(desk, "#1")[0] == desk.accusation.id


def test_who_attaches_nothing_is_offered_nothing(desk: Desk) -> None:
    assert found(desk, actor=desk.reader) == []
    assert found(desk, actor=desk.admin) == []
    assert found(desk, actor=desk.legal) != []


def test_the_queries_do_not_grow_with_the_claims(desk: Desk) -> None:
    _, one = counted(desk.session, lambda: found(desk, most=1))
    rows, three = counted(desk.session, lambda: found(desk, most=3))
    assert len(rows) == 3
    assert one == three


@pytest.mark.parametrize(
    ("states", "may"),
    [([], False), ([ClaimState.QUEUED], True), ([ClaimState.QUEUED, ClaimState.WITHDRAWN], False)],
)
def test_a_page_is_fetched_again_for_claims_that_take_evidence(
    desk: Desk, states: list[ClaimState], may: bool
) -> None:
    assert may_fetch(desk.ana, states) is may
    assert not may_fetch(desk.reader, states)
    assert desk.session.get_one(Claim, desk.plain.id).state is ClaimState.QUEUED
