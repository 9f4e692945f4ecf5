"""What a piece from a sealed source is, is read by few: who it is of must not get about."""

import pytest

from review.domain.policy import Actor, ClaimFacts
from review.domain.sealed import judges, reads_piece
from review.domain.vocabulary import ClaimState, DisclosureLevel, Role

ME, ANOTHER = 7, 8


def who(*roles: Role) -> Actor:
    return Actor(ME, 1, "Mirela", frozenset(roles))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("level", [DisclosureLevel.PUBLIC, DisclosureLevel.LEGAL_ONLY])
def test_what_is_not_sealed_is_read_by_everybody_on_the_desk(
    role: Role, level: DisclosureLevel
) -> None:
    assert reads_piece(who(role), level=level)


@pytest.mark.parametrize("role", Role)
def test_a_sealed_piece_is_read_by_who_knows_the_source_brought_it_or_judges_it(role: Role) -> None:
    knows = role in {Role.EDITOR, Role.LEGAL}
    assert reads_piece(who(role), level=DisclosureLevel.SEALED) == knows
    assert reads_piece(who(role), level=DisclosureLevel.SEALED, brought=True)
    assert reads_piece(who(role), level=DisclosureLevel.SEALED, judging=True)


def test_who_holds_assessed_or_may_decide_a_claim_judges_it() -> None:
    reviewer, queued = who(Role.REVIEWER), ClaimState.QUEUED
    assert judges(ClaimFacts(queued, holders=frozenset({ME})), reviewer)
    assert judges(ClaimFacts(queued, assessed_this_round=frozenset({ME})), reviewer)
    assert not judges(ClaimFacts(queued, assessed_ever=frozenset({ME})), reviewer)
    assert not judges(ClaimFacts(queued, holders=frozenset({ANOTHER})), reviewer)
    differing = ClaimFacts(ClaimState.ADJUDICATION, assessed_this_round=frozenset({ANOTHER, 9}))
    assert judges(differing, reviewer)
    assert not judges(differing, who(Role.READER))
