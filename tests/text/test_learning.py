"""What a desk's decisions teach the finder. All people and places are invented."""

import math
from dataclasses import replace

import pytest

from review.text.finder import find_claims, weigh
from review.text.fitting import Sample, figures, fit, inverted, total
from review.text.learning import Decision, learn, samples_in
from review.text.ranking import logistic
from review.text.worth import BIAS

TEXT = (
    "Bureau 9 accused Ilan Maresk of handing forty pages to Norland. What a cold spring it was! "
    "Fares in Vantoria doubled in 2025.\n\nThe court sits in Karst Street."
)


def place(words: str, *, worth_checking: bool) -> Decision:
    start = TEXT.index(words)
    return Decision(start, start + len(words), worth_checking)


def taught(articles: int) -> list[Sample]:
    """Articles in which the desk checks figures and leaves quotations alone."""
    return [
        sample
        for article in range(articles)
        for sample in (
            Sample(article, -1.0, {"figure": 1.0, BIAS: 1.0}, 1),
            Sample(article, 1.0, {"quote": 1.0, BIAS: 1.0}, 0),
        )
    ]


def test_a_sentence_is_weighed_whether_it_is_a_claim_or_not() -> None:
    rows = weigh(TEXT, "en")
    assert [span.of(TEXT)[:8] for span, _ in rows] == [
        "Bureau 9", "What a c", "Fares in", "The cour",
    ]  # fmt: skip


def test_what_is_weighed_sums_up_to_the_score_of_the_claim() -> None:
    scores = {claim.start: claim.score for claim in find_claims(TEXT, "en").claims}
    sums = {span.start: looked.sum for span, looked in weigh(TEXT, "en")}
    assert scores
    for start, score in scores.items():
        assert score == pytest.approx(logistic(sums[start]), abs=1e-6)


def test_weights_of_a_desk_change_scores_and_reasons_and_nothing_else() -> None:
    shipped = find_claims(TEXT, "en").claims
    taught = find_claims(TEXT, "en", {"amount": -9.0}).claims
    fares = next(i for i, claim in enumerate(shipped) if "Fares" in claim.text)
    assert taught[fares].score < shipped[fares].score
    assert "less: an amount or a counted thing" in taught[fares].why
    for before, after in zip(shipped, taught, strict=True):
        assert replace(after, score=before.score, why=before.why) == before


def test_every_score_falls_where_a_desk_checks_little() -> None:
    pairs = zip(
        find_claims(TEXT, "en").claims, find_claims(TEXT, "en", {BIAS: -2.0}).claims, strict=True
    )
    assert all(taught.score < shipped.score for shipped, taught in pairs)


def test_without_weights_of_its_own_a_desk_has_the_shipped_scores() -> None:
    assert find_claims(TEXT, "en", {}) == find_claims(TEXT, "en")


def test_a_decision_belongs_to_the_sentence_that_it_fills_most() -> None:
    both = TEXT[TEXT.index("spring") : TEXT.index("\n\n")]
    [sample] = samples_in(7, TEXT, "en", [place(both, worth_checking=True)])
    [fares] = samples_in(7, TEXT, "en", [place("Fares in", worth_checking=True)])
    assert sample == fares
    first = TEXT[: TEXT.index("cold")]
    assert samples_in(7, TEXT, "en", [place(first, worth_checking=True)]) == samples_in(
        7, TEXT, "en", [place("Bureau 9", worth_checking=True)]
    )
    assert (sample.article, sample.label) == (7, 1)
    assert sample.features[BIAS] == 1.0


def test_a_sentence_with_something_worth_checking_in_it_is_worth_checking() -> None:
    rows = samples_in(
        1,
        TEXT,
        "en",
        [
            place("Fares in Vantoria doubled", worth_checking=True),
            place("in 2025.", worth_checking=False),
            place("What a cold spring it was!", worth_checking=False),
        ],
    )
    assert [row.label for row in rows] == [0, 1]


def test_a_place_that_holds_no_sentence_teaches_nothing() -> None:
    gap = TEXT.index("\n\n")
    assert samples_in(1, TEXT, "en", [Decision(gap, gap + 2, True)]) == []
    assert samples_in(1, TEXT, "en", [Decision(len(TEXT), len(TEXT) + 4, True)]) == []


def test_few_decisions_change_little_and_many_change_more() -> None:
    few, many = fit(taught(2)), fit(taught(60))
    assert 0 < few["figure"] < 0.5 < many["figure"]
    assert many["quote"] < few["quote"] < 0


def test_decisions_that_agree_with_the_shipped_weights_change_nothing() -> None:
    sure = [
        Sample(i, 30.0 if i % 2 else -30.0, {BIAS: 1.0, "figure": 1.0}, i % 2) for i in range(9)
    ]
    assert fit(sure) == {}


def test_what_is_free_follows_the_samples_and_the_rest_is_held_back() -> None:
    rows = [Sample(0, 0.0, {"bound": 1.0, "loose": 1.0}, label) for label in (1, 1, 1, 0)]
    found = fit(rows, ridge=60.0, free={"loose"})
    assert found["loose"] == pytest.approx(math.log(3), abs=0.05)
    assert abs(found.get("bound", 0.0)) < 0.02


def test_a_sample_that_counts_twice_is_two_samples() -> None:
    row = Sample(0, -1.0, {"figure": 1.0}, 1)
    assert fit([replace(row, counts=2.0)]) == fit([row, row]) != fit([row])


def test_the_same_decisions_teach_the_same_to_the_last_digit() -> None:
    assert learn(taught(20)) == learn(taught(20))


def test_the_fit_stands_where_the_penalised_loss_is_flat() -> None:
    rows = taught(30)
    found = fit(rows)
    for name in ("figure", "quote", BIAS):
        slope = 4.0 * found.get(name, 0.0) + sum(
            (logistic(total(row, found)) - row.label) * row.features.get(name, 0.0) for row in rows
        )
        assert abs(slope) < 0.1


def test_learning_is_judged_on_articles_that_the_fit_left_out() -> None:
    # The lone article teaches the opposite: only a fit that saw it could get it right.
    odd = [Sample(99, -1.0, {"figure": 1.0, BIAS: 1.0}, 0)] * 20
    whole = learn([*taught(30), *odd])
    plain = learn(taught(30))
    assert plain.after.log_loss < plain.before.log_loss
    assert plain.after.average_precision == 1.0 > plain.before.average_precision
    assert whole.after.log_loss > plain.after.log_loss
    assert (plain.decisions, plain.worth_checking, plain.articles) == (60, 30, 30)


def test_two_articles_are_enough_to_leave_one_out() -> None:
    assert learn(taught(2)).articles == 2


def test_figures_are_what_the_words_say() -> None:
    found = figures([(0.9, 1), (0.8, 0), (0.5, 1)])
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2, abs=1e-4)
    assert found.log_loss == pytest.approx(
        -(math.log(0.9) + math.log(0.2) + math.log(0.5)) / 3, abs=1e-4
    )


def test_equal_scores_count_in_the_worse_order_and_nothing_to_find_is_0() -> None:
    assert figures([(0.5, 1), (0.5, 0)]).average_precision == 0.5
    assert figures([(0.5, 0)]).average_precision == 0.0


def test_a_score_that_is_sure_and_wrong_costs_much_and_not_everything() -> None:
    assert 10 < figures([(1.0, 0)]).log_loss < 30


def test_the_inverse_of_a_matrix_undoes_it() -> None:
    matrix = [[4.0, 1.0, 0.5], [1.0, 5.0, 0.0], [0.5, 0.0, 3.0]]
    back = inverted(matrix)
    for i, row in enumerate(matrix):
        for j in range(3):
            value = sum(row[k] * back[k][j] for k in range(3))
            assert value == pytest.approx(float(i == j), abs=1e-12)
