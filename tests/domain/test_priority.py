import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.priority import band, priority
from review.domain.vocabulary import ClaimKind

scores = st.floats(0, 1)


@given(scores)
def test_an_accusation_comes_before_any_other_claim_of_the_same_score(score: float) -> None:
    accusation = priority(score, ClaimKind.ACCUSATION, contested=False)
    others = [kind for kind in ClaimKind if kind is not ClaimKind.ACCUSATION]
    assert all(priority(score, kind, contested=False) < accusation for kind in others)


@given(scores, st.sampled_from(ClaimKind))
def test_a_contested_claim_comes_before_the_same_uncontested(score: float, kind: ClaimKind) -> None:
    assert priority(score, kind, contested=True) > priority(score, kind, contested=False)


@given(scores, scores, st.sampled_from(ClaimKind), st.booleans())
def test_a_higher_score_never_comes_later(
    one: float, two: float, kind: ClaimKind, contested: bool
) -> None:
    low, high = sorted((one, two))
    assert priority(low, kind, contested=contested) <= priority(high, kind, contested=contested)


@pytest.mark.parametrize(
    ("kind", "contested", "value"),
    [
        (ClaimKind.FACT, False, 0.5),
        (ClaimKind.STATISTIC, False, 0.55),
        (ClaimKind.LEGAL_OUTCOME, False, 0.7),
        (ClaimKind.ACCUSATION, True, 0.9),
    ],
)
def test_what_can_do_harm_is_added_to_the_score(
    kind: ClaimKind, contested: bool, value: float
) -> None:
    assert priority(0.5, kind, contested=contested) == value


@pytest.mark.parametrize(
    ("value", "word"),
    [(1.4, "High"), (0.85, "High"), (0.84, "Middle"), (0.55, "Middle"), (0.5, "Low")],
)
def test_a_priority_is_shown_as_a_word(value: float, word: str) -> None:
    assert band(value) == word
