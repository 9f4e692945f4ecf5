"""How a desk has decided to work: the defaults are the safe ones, and two is the least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.desk_policy import DeskPolicy
from review.domain.vocabulary import ClaimKind


def test_the_defaults_of_a_desk_are_the_safe_ones() -> None:
    policy = DeskPolicy()
    assert policy.lease_minutes == 30
    assert policy.required(accusation=False) == 1
    assert policy.required(accusation=True) == 2
    assert policy.reply_waiver_allowed
    assert policy.reports_name_people
    assert not policy.split_by_itself
    assert policy.method
    assert policy.corrections


@given(st.integers(-3, 9), st.integers(-3, 9), st.integers(-3, 9))
def test_an_accusation_is_never_assessed_by_fewer_than_two(
    ordinary: int, accusation: int, asked: int
) -> None:
    policy = DeskPolicy(assessments=ordinary, accusation_assessments=accusation)
    needed = policy.required(accusation=True, asked=asked)
    assert needed >= 2
    assert needed == max(2, accusation, asked)


@given(st.integers(-3, 9), st.integers(-3, 9))
def test_any_other_claim_is_assessed_at_least_once_and_as_often_as_asked(
    ordinary: int, asked: int
) -> None:
    policy = DeskPolicy(assessments=ordinary)
    assert policy.required(accusation=False, asked=asked) == max(1, ordinary, asked)


FACT, ACCUSATION = ClaimKind.FACT, ClaimKind.ACCUSATION


@pytest.mark.parametrize(
    ("stands", "was", "now", "kept", "needed"),
    [
        (1, FACT, ACCUSATION, False, 2),
        (2, ACCUSATION, FACT, False, 1),
        (2, ACCUSATION, FACT, True, 2),
        (3, ACCUSATION, FACT, False, 3),
        (2, FACT, ClaimKind.EVENT, False, 2),
        (1, FACT, ClaimKind.EVENT, False, 1),
    ],
)
def test_another_kind_asks_for_as_many_as_the_policy_and_keeps_what_was_asked_on_top(
    stands: int, was: ClaimKind, now: ClaimKind, kept: bool, needed: int
) -> None:
    assert DeskPolicy().required_anew(stands, was=was, now=now, kept=kept) == needed
