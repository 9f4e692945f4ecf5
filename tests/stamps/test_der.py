"""What is written is read again, and what is cut or lies about its length is refused."""

from __future__ import annotations

import pytest

from review.stamps.der import INTEGER, SEQUENCE, element, integer, parse


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 70_000])
def test_an_element_of_any_size_is_read_as_it_was_written(size: int) -> None:
    whole = element(SEQUENCE, b"\x04" * 0, element(0x04, b"x" * size))
    assert parse(whole).child(0, 0x04).content == b"x" * size


@pytest.mark.parametrize(
    ("number", "written"), [(0, "020100"), (127, "02017f"), (128, "02020080"), (256, "02020100")]
)
def test_a_number_is_never_taken_for_a_negative_one(number: int, written: str) -> None:
    assert integer(number).hex() == written


@pytest.mark.parametrize("data", ["", "30", "3001", "308001", "3085ffffffffff", "3003020100ff"])
def test_what_is_cut_or_lies_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r"element|length|end"):
        parse(bytes.fromhex(data))


@pytest.mark.parametrize(("number", "tag"), [(1, INTEGER), (0, SEQUENCE)])
def test_a_missing_element_or_one_of_another_kind_is_refused(number: int, tag: int) -> None:
    with pytest.raises(ValueError, match="missing or is of another kind"):
        parse(element(SEQUENCE, integer(1))).child(number, tag)
