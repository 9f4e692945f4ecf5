import pytest

from review.domain.agreement import Difference, Judgement, all_agree, differences

SAME = Judgement("supported", "stands", 1)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_equal_judgements_agree(count: int) -> None:
    assert all_agree([SAME] * count)


@pytest.mark.parametrize(
    "other",
    [
        Judgement("disputed", "stands", 1),
        Judgement("supported", "hold", 1),
        Judgement("supported", "stands", 2),
    ],
)
def test_another_verdict_recommendation_or_level_alone_is_disagreement(other: Judgement) -> None:
    assert not all_agree([SAME, other])
    assert not all_agree([SAME, SAME, other])


def test_what_differs_is_split_from_what_is_the_same_and_the_decisive_comes_first() -> None:
    one = {"Digit": 2, "Reason": "Court file", "Verdict": "supported"}
    two = {"Digit": 3, "Reason": "Court file", "Verdict": "disputed"}
    assert differences([one, two], decisive=frozenset({"Verdict"})) == (
        [
            Difference("Verdict", ("supported", "disputed"), decisive=True),
            Difference("Digit", ("2", "3"), decisive=False),
        ],
        [Difference("Reason", ("Court file", "Court file"), decisive=False)],
    )


def test_values_stand_in_the_order_of_the_assessors() -> None:
    rows, _ = differences([{"E1": "yes"}, {"E1": "no"}, {"E1": "yes"}], decisive=frozenset())
    assert [row.values for row in rows] == [("yes", "no", "yes")]


@pytest.mark.parametrize("other", [{}, {"New wording": None}, {"New wording": ""}])
def test_what_somebody_left_out_reads_as_empty(other: dict[str, str | None]) -> None:
    rows, same = differences([{"New wording": "said"}, other], decisive=frozenset())
    assert [row.values for row in rows] == [("said", "")]
    assert same == []


def test_what_nobody_answered_is_the_same() -> None:
    rows, same = differences([{"E1": None}, {}], decisive=frozenset({"E1"}))
    assert rows == []
    assert same == [Difference("E1", ("", ""), decisive=True)]
