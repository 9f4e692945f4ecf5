"""What opens claims again is said in words, and a letter falls only where there was trust."""

import pytest

from review.domain.ripples import HAPPENED, NEWS, because, falls
from review.domain.vocabulary import NoticeKind, RippleCause, SourceLetter


def test_every_cause_and_every_notice_has_its_words() -> None:
    assert set(HAPPENED) == set(RippleCause)
    assert set(NEWS) == set(NoticeKind)


def test_the_reason_follows_what_happened() -> None:
    words = because(RippleCause.RETRACTED, "It was a forgery.", sealed=False)
    assert words == "A piece it rests on was retracted: It was a forgery."


def test_of_a_sealed_source_only_what_happened_is_said() -> None:
    words = because(RippleCause.LETTER, "Sister Odile lied.", sealed=True)
    assert words == "The letter of a source it rests on fell"


@pytest.mark.parametrize(
    ("before", "after", "fell"),
    [("A", "B", True), ("B", "E", True), ("C", "F", True), ("F", "E", False), ("D", "B", False),
     ("C", "C", False), ("F", "A", False), ("F", "F", False)],
)  # fmt: skip
def test_a_letter_falls_when_a_source_is_trusted_less(before: str, after: str, fell: bool) -> None:
    assert falls(SourceLetter(before), SourceLetter(after)) is fell
