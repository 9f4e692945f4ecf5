import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.rating import Grade, best_and_worst, grade_one_refused
from review.domain.vocabulary import InfoDigit, SourceLetter

grades = st.builds(Grade, st.sampled_from(SourceLetter), st.sampled_from(InfoDigit))


def parsed(*texts: str) -> list[Grade]:
    return [Grade.parse(text) for text in texts]


@given(grades)
def test_a_grade_reads_back_as_it_is_written(grade: Grade) -> None:
    assert Grade.parse(str(grade)) == grade


def test_a_grade_may_be_typed_in_either_case_and_with_blanks() -> None:
    assert Grade.parse(" b2 ") == Grade(SourceLetter.B, InfoDigit.PROBABLY_TRUE)


@pytest.mark.parametrize(
    "text", ["", "B", "2", "G1", "A0", "A7", "2B", "B22", "B 2", "A²", "B2\nC3"]
)
def test_anything_else_is_no_grade(text: str) -> None:
    with pytest.raises(ValueError, match="not a grade"):
        Grade.parse(text)


def test_a_grade_is_said_in_the_words_of_the_standard() -> None:
    assert Grade.parse("B4").words == "source usually reliable, information doubtful"


@pytest.mark.parametrize(
    ("text", "known"), [("E5", True), ("F2", False), ("B6", False), ("F6", False)]
)
def test_f_and_6_are_unknown_not_worst(text: str, known: bool) -> None:
    assert Grade.parse(text).known is known


def test_grades_are_ranked_by_the_source_first_and_never_averaged() -> None:
    assert best_and_worst(parsed("C1", "B4", "E2", "B2")) == tuple(parsed("B2", "E2"))


def test_an_unknown_grade_is_neither_best_nor_worst() -> None:
    assert best_and_worst(parsed("F1", "D3", "A6", "F6")) == tuple(parsed("D3", "D3"))


def test_without_a_known_grade_nothing_is_best() -> None:
    assert best_and_worst([]) is None
    assert best_and_worst(parsed("F6", "A6", "F1")) is None


@given(st.lists(grades), st.lists(grades.filter(lambda g: not g.known)))
def test_unknown_grades_never_change_the_ranking(some: list[Grade], unknown: list[Grade]) -> None:
    assert best_and_worst([*unknown, *some]) == best_and_worst(some)


@given(st.lists(grades, min_size=1))
def test_best_and_worst_are_among_what_was_given(some: list[Grade]) -> None:
    ranked = best_and_worst(some)
    assert ranked is None or set(ranked) <= set(some)
    assert (ranked is None) == (not any(grade.known for grade in some))


@pytest.mark.parametrize(
    ("origins", "refused"),
    [
        (0, "Grade 1 needs two independent origins; this claim has none."),
        (1, "Grade 1 needs two independent origins; this claim has one."),
        (2, None),
        (5, None),
    ],
)
def test_confirmed_needs_two_independent_origins(origins: int, refused: str | None) -> None:
    assert grade_one_refused(InfoDigit.CONFIRMED, origins) == refused


@pytest.mark.parametrize("digit", [None, *(d for d in InfoDigit if d != 1)])
def test_every_other_digit_stands_without_an_origin(digit: InfoDigit | None) -> None:
    assert grade_one_refused(digit, 0) is None
