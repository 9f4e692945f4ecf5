"""Words that somebody types are found where they stand, or refused in words."""

import pytest

from review.text.locate import locate, locate_in_order
from review.text.spans import Span

TEXT = "The court sat twice.\nIlan Maresk was held\nin Ostrane, and the court sat again."


def test_typed_words_are_found_over_the_end_of_a_line() -> None:
    found = locate(TEXT, "held in Ostrane", Span(0, 5))
    assert found is not None
    assert found.of(TEXT) == "held\nin Ostrane"


@pytest.mark.parametrize(("near", "start"), [(0, 4), (60, 62)])
def test_of_equal_words_the_nearest_are_meant(near: int, start: int) -> None:
    assert locate(TEXT, " court sat ", Span(near, near + 1)) == Span(start, start + 9)


@pytest.mark.parametrize("words", ["", "  \n", "Bureau 9"])
def test_words_that_do_not_stand_are_not_found(words: str) -> None:
    assert locate(TEXT, words, Span(0, 5)) is None


def test_pieces_are_found_one_after_the_other() -> None:
    within = Span(21, len(TEXT))
    places = locate_in_order(TEXT, ["Ilan Maresk was held", "the court sat again"], within)
    assert [place.of(TEXT) for place in places] == ["Ilan Maresk was held", "the court sat again"]


def test_a_piece_outside_the_claim_is_refused_with_its_words() -> None:
    with pytest.raises(ValueError, match="“The court sat twice”"):
        locate_in_order(TEXT, ["The court sat twice"], Span(21, len(TEXT)))
