from hypothesis import given
from hypothesis import strategies as st

from review.text.canonical import canonical_text, digest


def test_every_kind_of_newline_becomes_one_line_feed() -> None:
    assert canonical_text("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_letters_and_accents_are_composed() -> None:
    assert canonical_text("Cafe\u0301") == "Café"


def test_byte_order_marks_and_control_characters_go_but_tabs_stay() -> None:
    assert canonical_text("\ufeffa\x00b\tc\x7f\x1b\ud800") == "ab\tc"


def test_blanks_at_line_ends_go_and_blanks_between_words_stay() -> None:
    assert canonical_text("  two  words \t\n \nnext  ") == "  two  words\n\nnext"


def test_marks_that_give_words_their_direction_stay() -> None:
    assert canonical_text("\u200fabc\u200d") == "\u200fabc\u200d"


@given(st.text())
def test_a_canonical_text_is_its_own_canonical_text(raw: str) -> None:
    once = canonical_text(raw)
    assert canonical_text(once) == once


@given(st.text())
def test_every_canonical_text_has_a_digest(raw: str) -> None:
    assert len(digest(canonical_text(raw))) == 64


def test_the_digest_is_the_sha_256_of_the_utf_8_bytes() -> None:
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("abc") == known
