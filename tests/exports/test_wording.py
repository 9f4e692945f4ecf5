"""What a new wording changes is shown word by word and loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from review.exports.wording import MOST_WORDS, Fate, changes


def test_the_words_that_change_are_set_off() -> None:
    assert [(p.fate, p.text) for p in changes("Fares doubled in 2025.", "Fares rose in 2025.")] == [
        (Fate.STAYS, "Fares "),
        (Fate.GOES, "doubled"),
        (Fate.COMES, "rose"),
        (Fate.STAYS, " in 2025."),
    ]


@given(st.text(), st.text())
def test_both_wordings_can_be_read_from_the_changes(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(p.text for p in found if not p.comes) == old
    assert "".join(p.text for p in found if not p.goes) == new


def test_very_long_wordings_are_set_against_each_other_whole() -> None:
    long = "a " * MOST_WORDS
    assert [p.fate for p in changes(long, "a")] == [Fate.GOES, Fate.COMES]
