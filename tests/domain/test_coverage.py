from hypothesis import given
from hypothesis import strategies as st

from review.domain.coverage import Coverage, coverage
from review.domain.vocabulary import Disposition

CLAIM, NOTHING, WAIVED, UNDECIDED = (
    Disposition.CLAIM,
    Disposition.NO_FACTUAL_CONTENT,
    Disposition.WAIVED,
    Disposition.UNDECIDED,
)


def test_sentences_are_counted_by_disposition() -> None:
    found = coverage([CLAIM, CLAIM, NOTHING, WAIVED, UNDECIDED, CLAIM])
    assert found == Coverage(claim=3, not_factual=1, waived=1, undecided=1)


def test_one_undecided_sentence_keeps_the_article_incomplete() -> None:
    assert not coverage([CLAIM, UNDECIDED]).complete
    assert coverage([CLAIM, NOTHING, WAIVED]).complete


def test_coverage_is_said_in_one_sentence() -> None:
    assert coverage([CLAIM, CLAIM, NOTHING, WAIVED, UNDECIDED]).sentence == (
        "4 of 5 sentences accounted for: 2 with claims, 1 not factual, 1 waived, 1 to decide"
    )


@given(st.lists(st.sampled_from(Disposition)))
def test_no_sentence_is_silently_skipped(dispositions: list[Disposition]) -> None:
    found = coverage(dispositions)
    assert found.total == len(dispositions)
    assert found.complete is (UNDECIDED not in dispositions)
