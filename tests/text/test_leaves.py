"""A long text is cut into leaves that make up the whole of it."""

from review.text.leaves import LENGTH, leaves
from review.text.spans import Span


def test_a_short_text_is_one_leaf() -> None:
    assert list(leaves("")) == [Span(0, 0)]
    assert list(leaves("A line.\n" * 10)) == [Span(0, 80)]


def test_leaves_end_with_a_line_and_make_up_the_text() -> None:
    text = "Nine people were held.\n" * 10_000
    cut = leaves(text)
    assert "".join(leaf.of(text) for leaf in cut) == text
    assert all(leaf.of(text).endswith("\n") for leaf in cut)
    assert all(leaf.end - leaf.start <= 2 * LENGTH for leaf in cut)
    assert len(cut) > 5


def test_a_line_without_end_is_cut_where_it_is() -> None:
    text = "x" * (5 * LENGTH)
    assert [leaf.end for leaf in leaves(text)] == [2 * LENGTH, 4 * LENGTH, 5 * LENGTH]
