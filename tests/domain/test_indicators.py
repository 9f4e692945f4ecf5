from collections import Counter

import pytest

from review.domain.indicators import BY_CODE, CODES, INDICATORS, Family, Indicator


def test_there_are_thirty_indicators_in_seven_families() -> None:
    counts = Counter(indicator.family.value for indicator in INDICATORS)
    assert counts == {"E": 9, "P": 6, "L": 3, "M": 3, "S": 4, "D": 3, "N": 2}
    assert len(INDICATORS) == 30


def test_codes_are_unique_and_counted_from_one_within_each_family() -> None:
    assert len(set(CODES)) == 30
    for family in Family:
        own = [code for code in CODES if code[0] == family.value]
        assert own == [f"{family.value}{number}" for number in range(1, len(own) + 1)]


def test_families_stand_in_the_order_of_the_standard() -> None:
    assert "".join(family.value for family in Family) == "EPLMSDN"
    assert list(dict.fromkeys(indicator.family for indicator in INDICATORS)) == list(Family)


@pytest.mark.parametrize("indicator", INDICATORS, ids=CODES)
def test_each_indicator_has_a_title_and_a_standard_behind_it(indicator: Indicator) -> None:
    assert indicator.title[0].isupper()
    assert not indicator.title.endswith(".")
    known = ("independence", "editorial", "pattern", "incentive")
    assert indicator.standard.startswith((*known, "GC32 ", "PACE ", "WGAD ", "ICCPR ", "ECHR "))
    assert BY_CODE[indicator.code] is indicator


@pytest.mark.parametrize(
    ("code", "standard"),
    [
        ("E2", "GC32 29, 33; PACE e"),
        ("E3", "editorial; GC32 41 if compelled"),
        ("E7", "PACE b"),
        ("P6", "ICCPR 9; PACE c"),
        ("L3", "PACE b; ICCPR 14(7) if already judged"),
        ("M1", "PACE a, d; WGAD II, V"),
        ("M3", "ECHR 18"),
        ("N1", "GC32 30"),
    ],
)
def test_an_indicator_cites_its_paragraph(code: str, standard: str) -> None:
    assert BY_CODE[code].standard == standard


def test_a_family_is_named_in_words() -> None:
    assert [family.title_text for family in Family] == [
        "Evidence", "Process", "Law", "Motive", "Statistics", "Detention", "Narrative",
    ]  # fmt: skip
