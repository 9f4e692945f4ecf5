"""What is signed depends on what it says and on nothing else (RFC 8785)."""

import hashlib
import json
import sys
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from review.domain.vocabulary import InfoDigit, Verdict
from review.seal import EXACT, canonical_bytes, digest

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-(2.0**53) + 1, 2.0**53 - 1)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
every_letter = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))


def test_keys_are_sorted_by_utf_16_units_as_in_the_example_of_the_rfc() -> None:
    given_keys = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical_bytes(given_keys)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_the_sample_of_the_rfc_comes_out_as_it_says() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert canonical_bytes(value).decode() == (
        '{"literals":[null,true,false],'
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"), (1.0, "1"), (-0.0, "0"), (0, "0"),
        (1e21, "1e+21"), (1e20, "100000000000000000000"), (1e-6, "0.000001"), (1e-7, "1e-7"),
        (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
        (2**53 - 1, "9007199254740991"), (-1, "-1"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_one_way(number: float, written: str) -> None:
    assert canonical_bytes(number).decode() == written


def test_letters_of_every_script_stay_themselves_and_are_not_normalised() -> None:
    assert canonical_bytes("Ілан Мареск 😀").decode() == '"Ілан Мареск 😀"'
    assert digest("\u00e9") != digest("e\u0301")


def test_the_digest_is_sha_256_in_hexadecimal() -> None:
    assert digest({"b": 1, "a": "x"}) == hashlib.sha256(b'{"a":"x","b":1}').hexdigest()


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, {1: "x"}, b"x", {"x"}, "\ud800", {"\ud800": 1}]
)
def test_what_is_no_plain_data_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each fault has words of its own
        digest(value)


@given(plain)
def test_canonical_bytes_read_back_and_come_out_the_same_again(value: Any) -> None:
    once = canonical_bytes(value)
    assert canonical_bytes(json.loads(once)) == once


@given(st.dictionaries(st.text(), plain, min_size=2), st.randoms(use_true_random=False))
def test_the_order_of_keys_makes_no_difference(value: dict[str, Any], random: Any) -> None:
    pairs = list(value.items())
    random.shuffle(pairs)
    assert digest(dict(pairs)) == digest(value)


@given(plain)
def test_the_fast_way_and_the_whole_standard_give_the_same_bytes(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


def test_every_letter_there_is_comes_out_as_the_standard_says() -> None:
    assert canonical_bytes(every_letter) == rfc8785.dumps(every_letter)
    assert canonical_bytes({"in": [every_letter]}) == rfc8785.dumps({"in": [every_letter]})


@pytest.mark.parametrize(
    "value",
    [
        {"\ufb33": 1, "\U0001f600": 2, "z": 3}, {"é": 1, "z": 2}, {"\x7f": 1, "\x00": 2},
        [EXACT, -EXACT], [-0.0, 1.0], (1, [2, ()]), {}, [], "",
        [Verdict.DISPUTED, InfoDigit.DOUBTFUL], {Verdict.DISPUTED: True, "a": None},
    ],
)  # fmt: skip
def test_what_the_two_ways_could_differ_in_comes_out_as_the_standard_says(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


def test_what_has_no_end_is_refused_and_not_followed_for_ever() -> None:
    round_and_round: list[Any] = []
    round_and_round.append(round_and_round)
    with pytest.raises(RecursionError):
        canonical_bytes(round_and_round)


@pytest.mark.parametrize("value", [["\ud800"], [-(2**53)], {"a": {1: 2}}, [{None: 1}], [{1}]])
def test_what_is_refused_is_refused_in_the_words_of_the_standard(value: Any) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical_bytes(value)
