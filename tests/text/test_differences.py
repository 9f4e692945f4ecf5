"""A new version says exactly what it changed, and both texts can be read off it."""

from hypothesis import given
from hypothesis import strategies as st

from review.text.differences import MOST_COMPARED, MOST_WORDS, Change, Passage, passages


def test_a_changed_word_is_shown_between_those_that_stayed() -> None:
    (passage,) = passages("All forty pages were secret.", "Most forty pages were secret.")
    assert passage.changes[:2] == (
        Change("All", "Most"),
        Change(" forty pages were secret.", " forty pages were secret."),
    )
    assert [change.is_same for change in passage.changes] == [False, True]


def test_paragraphs_that_stayed_are_counted() -> None:
    old = "One.\n\nTwo.\n\nThree."
    assert passages(old, "One.\n\nTwo.\n\nFour.")[0] == Passage((), unchanged=2)
    assert passages(old, old) == (Passage((), unchanged=3),)


def test_what_is_new_or_gone_has_nothing_beside_it() -> None:
    assert passages("", "New.")[0].changes == (Change("", "New."),)
    assert passages("Gone.", "")[0].changes == (Change("Gone.", ""),)


def test_a_stretch_too_long_to_compare_goes_as_a_whole() -> None:
    long = "word " * MOST_WORDS
    assert passages(long, "Short.")[0].changes == (Change(long, "Short."),)


def test_what_comes_after_much_that_changed_goes_as_a_whole() -> None:
    much = "x" * MOST_COMPARED
    first, stayed, last = passages(f"{much}\nStayed.\nOne day.", f"{much}y\nStayed.\nTwo day.")
    assert first.changes == (Change(much, much + "y"),)
    assert stayed.unchanged == 1
    assert last.changes == (Change("One day.", "Two day."),)


@given(st.text(alphabet="ab. ", max_size=40), st.text(alphabet="ab. ", max_size=40))
def test_both_texts_can_be_read_off_the_changes(old: str, new: str) -> None:
    (passage,) = passages("Old " + old, "New " + new)
    assert "".join(change.old for change in passage.changes) == "Old " + old
    assert "".join(change.new for change in passage.changes) == "New " + new
