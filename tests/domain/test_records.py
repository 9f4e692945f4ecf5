"""Records are read from plain data by their declared types, and every misfit is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from review.domain.records import Malformed, read, write
from review.domain.vocabulary import InfoDigit, Verdict


@dataclass(frozen=True)
class Part:
    name: str


@dataclass(frozen=True)
class Whole:
    count: int
    verdict: Verdict
    digit: InfoDigit
    parts: tuple[Part, ...]
    by: Mapping[str, Any]
    sure: bool = False
    best: Part | None = None
    aside: str = field(default="", metadata={"beside": True})


PLAIN: dict[str, Any] = {
    "count": 3, "verdict": "disputed", "digit": 2, "parts": [{"name": "a"}, {"name": "b"}],
    "by": {"E1": "yes"}, "sure": True, "best": {"name": "a"},
}  # fmt: skip


def test_reading_and_writing_are_each_other_s_reverse() -> None:
    whole = read(Whole, PLAIN)
    assert whole == Whole(3, Verdict.DISPUTED, InfoDigit.PROBABLY_TRUE, (Part("a"), Part("b")),
                          {"E1": "yes"}, sure=True, best=Part("a"))  # fmt: skip
    assert write(whole) == PLAIN


def test_what_stands_beside_a_record_is_neither_read_nor_written() -> None:
    assert read(Whole, PLAIN | {"aside": "note"}).aside == ""
    assert "aside" not in write(Whole(1, Verdict.DISPUTED, InfoDigit(1), (), {}, aside="note"))


def test_a_missing_value_takes_its_default_and_null_stays_null() -> None:
    short = {key: value for key, value in PLAIN.items() if key not in {"sure", "best"}}
    assert read(Whole, short).sure is False
    assert read(Whole, short | {"best": None}).best is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"count": "3"}, "count is not of the type int"),
        ({"count": True}, "count is not of the type int"),
        ({"count": None}, "count is not of the type int"),
        ({"sure": 1}, "sure is not of the type bool"),
        ({"verdict": "true"}, "verdict has no code 'true'"),
        ({"verdict": []}, "verdict has no code []"),
        ({"digit": 7}, "digit has no code 7"),
        ({"parts": {"name": "a"}}, "parts is not a list"),
        ({"parts": [{"name": "a"}, {}]}, "parts[1].name is missing"),
        ({"parts": ["a"]}, "parts[0] is not an object"),
        ({"by": []}, "by is not of the type Mapping"),
        ({"best": {"name": 1}}, "best.name is not of the type str"),
    ],
)
def test_a_misfit_is_named_by_its_place(change: dict[str, Any], named: str) -> None:
    with pytest.raises(Malformed) as malformed:
        read(Whole, PLAIN | change)
    assert str(malformed.value) == named


def test_something_else_altogether_is_named_by_the_record() -> None:
    with pytest.raises(Malformed, match="Whole is not an object"):
        read(Whole, [])
