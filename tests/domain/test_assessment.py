from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.assessment import (
    EvidenceGrade,
    IndicatorReply,
    Submission,
    from_plain,
    missing,
    to_plain,
)
from review.domain.indicators import CODES
from review.domain.vocabulary import (
    Answer,
    InfoDigit,
    Recommendation,
    SourceLetter,
    Stance,
    Verdict,
)

GRADED = EvidenceGrade(
    SourceLetter.B, InfoDigit.PROBABLY_TRUE, Stance.SUPPORTS, "The court file names the day."
)
WHOLE = Submission(
    verdict=Verdict.SUPPORTED,
    recommendation=Recommendation.STANDS,
    reason="The file of the court bears it.",
    grades={4: GRADED},
)
EVIDENCE = {4: "E1"}


def lacks(given_now: Submission, origins: int = 1, *, sheet_due: bool = False) -> dict[str, str]:
    return missing(given_now, evidence=EVIDENCE, origins=origins, sheet_due=sheet_due)


def test_a_whole_assessment_lacks_nothing() -> None:
    assert lacks(WHOLE) == {}


def test_an_untouched_assessment_lacks_everything_at_once() -> None:
    assert set(lacks(Submission(), sheet_due=True)) == {
        "verdict", "recommendation", "reason", "letter-4", "digit-4", "stance-4", "why-4",
        "sheet_read",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"verdict": None}, "verdict"),
        ({"recommendation": None}, "recommendation"),
        ({"reason": " \n"}, "reason"),
        ({"recommendation": Recommendation.REWORD}, "new_wording"),
        ({"verdict": Verdict.SUPPORTED_WITH_CHANGE, "new_wording": " "}, "new_wording"),
        ({"grades": {4: replace(GRADED, letter=None)}}, "letter-4"),
        ({"grades": {4: replace(GRADED, digit=None)}}, "digit-4"),
        ({"grades": {4: replace(GRADED, stance=None)}}, "stance-4"),
        ({"grades": {4: replace(GRADED, reason=" ")}}, "why-4"),
    ],
)
def test_each_thing_that_is_missing_is_named_alone(change: dict[str, Any], field: str) -> None:
    assert set(lacks(replace(WHOLE, **change))) == {field}


@pytest.mark.parametrize(
    "change",
    [{"recommendation": Recommendation.REWORD}, {"verdict": Verdict.SUPPORTED_WITH_CHANGE}],
)
def test_a_change_of_wording_is_whole_with_the_new_words(change: dict[str, Any]) -> None:
    assert lacks(replace(WHOLE, new_wording="The Harrow Ledger says so.", **change)) == {}


@pytest.mark.parametrize(("origins", "fields"), [(0, 2), (1, 2), (2, 0)])
def test_grade_1_waits_for_two_independent_origins_for_a_piece_and_for_the_claim(
    origins: int, fields: int
) -> None:
    sure = replace(
        WHOLE,
        digit=InfoDigit.CONFIRMED,
        grades={4: replace(GRADED, digit=InfoDigit.CONFIRMED)},
    )
    found = lacks(sure, origins)
    assert set(found) == set(["digit", "digit-4"][:fields])
    assert all("two independent origins" in sentence for sentence in found.values())


def test_a_grade_for_evidence_that_is_gone_is_left_aside() -> None:
    assert lacks(replace(WHOLE, grades={4: GRADED, 5: EvidenceGrade()})) == {}


@pytest.mark.parametrize(
    ("change", "answered"),
    [
        ({}, False),
        ({"indicators": {"E1": IndicatorReply()}}, False),
        ({"indicators": {"E1": IndicatorReply(Answer.NO)}}, True),
        ({"indicators": {"E1": IndicatorReply(reason="Asked twice.")}}, True),
        ({"sheet_read": True}, True),
    ],
)
def test_a_sheet_counts_as_answered_by_any_word_or_by_saying_that_all_is_unknown(
    change: dict[str, Any], answered: bool
) -> None:
    assert ("sheet_read" not in lacks(replace(WHOLE, **change), sheet_due=True)) is answered


def test_answers_are_given_by_code() -> None:
    sheet = {"E1": IndicatorReply(Answer.YES), "P2": IndicatorReply()}
    assert replace(WHOLE, indicators=sheet).answers == {"E1": Answer.YES, "P2": Answer.UNKNOWN}


def optional(codes: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(codes)


submissions = st.builds(
    Submission,
    verdict=optional(Verdict),
    recommendation=optional(Recommendation),
    new_wording=st.text(),
    reason=st.text(),
    digit=st.sampled_from(InfoDigit),
    digit_reason=st.text(),
    grades=st.dictionaries(
        st.integers(1, 99),
        st.builds(
            EvidenceGrade, optional(SourceLetter), optional(InfoDigit), optional(Stance), st.text()
        ),
        max_size=3,
    ),
    indicators=st.dictionaries(
        st.sampled_from(CODES),
        st.builds(IndicatorReply, st.sampled_from(Answer), st.text(), st.text(), st.text()),
        max_size=3,
    ),
    sheet_read=st.booleans(),
    ticked=st.lists(st.integers(1, 99), max_size=3).map(tuple),
)


@given(submissions)
def test_a_kept_draft_reads_back_as_it_was_typed(typed: Submission) -> None:
    assert from_plain(to_plain(typed)) == typed


def test_an_empty_draft_reads_as_nothing_chosen() -> None:
    assert from_plain({}) == Submission()


def test_what_fits_no_code_reads_as_not_chosen() -> None:
    odd = {
        "verdict": "true", "recommendation": 3, "digit": 7, "reason": None,
        "grades": {"4": {"letter": "G", "digit": "²", "stance": ""}},
        "indicators": {"E1": {"answer": "perhaps"}, "X9": {"answer": "yes"}},
    }  # fmt: skip
    assert from_plain(odd) == Submission(
        grades={4: EvidenceGrade()}, indicators={"E1": IndicatorReply()}
    )
