import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.fabrication import Level, agreed, families_of, level, reach
from review.domain.indicators import CODES, Family
from review.domain.vocabulary import Answer, Role

YES, PARTLY, NO, UNKNOWN = Answer.YES, Answer.PARTLY, Answer.NO, Answer.UNKNOWN
BOTH = (Role.EDITOR, Role.LEGAL)
sheets_drawn = st.dictionaries(st.sampled_from(CODES), st.sampled_from(Answer))


def yes(codes: str) -> dict[str, Answer]:
    return dict.fromkeys(codes.split(), YES)


def no_but(codes: str) -> dict[str, Answer]:
    """A sheet answered to the end: yes to `codes`, no to all else."""
    return {**dict.fromkeys(CODES, NO), **yes(codes)}


@pytest.mark.parametrize(
    ("families", "highest"),
    [
        ("", 0),
        ("E", 1), ("P", 1), ("L", 1), ("M", 1), ("S", 1), ("D", 1), ("N", 1),
        ("LM", 1), ("SD", 1), ("LMS", 1), ("LMSDN", 1),
        ("EP", 2), ("EL", 2), ("PN", 2), ("ELM", 2), ("PSD", 2), ("ELMSDN", 2), ("PLMSDN", 2),
        ("EPL", 3), ("EPM", 3), ("EPS", 3), ("EPD", 3), ("EPN", 3), ("EPLMSDN", 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("present", [YES, PARTLY])
def test_how_high_the_answers_reach(families: str, highest: int, present: Answer) -> None:
    assert reach({f"{family}1": present for family in families}) == highest


def test_many_indicators_of_one_family_are_one_family() -> None:
    assert reach(yes("E1 E2 E3 E4 E5 E6 E7 E8 E9")) == 1


@pytest.mark.parametrize("absent", [NO, UNKNOWN])
def test_no_and_unknown_raise_nothing(absent: Answer) -> None:
    assert reach(dict.fromkeys(CODES, absent)) == 0


@given(sheets_drawn, st.sampled_from(CODES))
def test_one_more_yes_never_lowers_the_reach(answers: dict[str, Answer], code: str) -> None:
    assert reach({**answers, code: YES}) >= reach(answers)


def test_families_are_named_in_the_order_of_the_standard() -> None:
    assert families_of(yes("N1 E2 E1 L3")) == (Family.EVIDENCE, Family.LAW, Family.NARRATIVE)


def test_an_indicator_is_agreed_when_two_raters_see_it_and_the_cautious_answer_stands() -> None:
    one = {"E1": YES, "E2": YES, "P1": PARTLY, "L1": YES, "M1": NO}
    two = {"E1": YES, "E2": PARTLY, "P1": PARTLY, "L1": NO, "M1": NO}
    assert agreed([one, two]) == {"E1": YES, "E2": PARTLY, "P1": PARTLY}


def test_one_rater_alone_agrees_with_nobody() -> None:
    assert agreed([yes("E1 P1 L1")]) == {}
    assert agreed([yes("E1"), {}]) == {}


def test_two_of_three_raters_are_enough() -> None:
    assert agreed([yes("E1"), {}, yes("E1")]) == yes("E1")


@pytest.mark.parametrize(
    ("one", "two", "confirmed", "value", "highest", "unconfirmed"),
    [
        ("", "", (), 0, 0, False),
        ("L1", "", (), 1, 1, False),
        ("L1 M1", "L1 M1", BOTH, 1, 1, False),
        ("E1 L1", "", (), 1, 2, False),
        ("E1", "L1", (), 1, 2, False),
        ("E1 L1", "E1", BOTH, 1, 2, False),
        ("E1 L1", "E1 L1", (), 2, 2, False),
        ("E1 L1", "E1 L1", BOTH, 2, 2, False),
        ("E1 P1 L1", "E1 L1", BOTH, 2, 3, False),
        ("E1 P1 L1", "", BOTH, 1, 3, False),
        ("E1 P1 L1", "E1 P1 L1", (), 2, 3, True),
        ("E1 P1 L1", "E1 P1 L1", (Role.EDITOR,), 2, 3, True),
        ("E1 P1 L1", "E1 P1 L1", (Role.LEGAL,), 2, 3, True),
        ("E1 P1 L1", "E1 P1 L1", (Role.LEGAL, Role.REVIEWER), 2, 3, True),
        ("E1 P1 L1", "E1 P1 L1", BOTH, 3, 3, False),
    ],
)
def test_the_level_of_two_raters(
    one: str, two: str, confirmed: tuple[Role, ...], value: int, highest: int, unconfirmed: bool
) -> None:
    found = level([yes(one), yes(two)], confirmed_by=confirmed)
    assert (found.value, found.reach, found.unconfirmed) == (value, highest, unconfirmed)


@pytest.mark.parametrize(
    ("decided", "confirmed", "value"),
    [("", BOTH, 0), ("M1", (), 1), ("E1 L1", (), 2), ("E1 P1 L1", (), 2), ("E1 P1 L1", BOTH, 3)],
)
def test_after_adjudication_the_decided_answers_stand_alone(
    decided: str, confirmed: tuple[Role, ...], value: int
) -> None:
    sheets = [yes("E1 P1 L1 N1"), yes("E1 P1 L1 N1")]
    found = level(sheets, decided=yes(decided), confirmed_by=confirmed)
    assert found.value == value
    assert Family.NARRATIVE not in found.families


def test_a_level_that_waits_says_for_whom() -> None:
    alone = level([yes("E1 L1")])
    assert alone.waits_for == "Level 2 waits for a second rater who agrees."
    both = level([yes("E1 P1 L1"), yes("E1 P1 L1")])
    assert both.waits_for == "Level 3 waits for confirmation by an editor and by legal."
    assert level([yes("L1")]).waits_for == ""
    assert level([yes("E1 P1 L1"), yes("E1 P1 L1")], confirmed_by=BOTH).waits_for == ""


def test_from_level_two_on_only_agreed_families_are_named() -> None:
    found = level([yes("E1 L1 N1"), yes("E1 L1 S1")])
    assert found.families == (Family.EVIDENCE, Family.LAW)


def test_below_level_two_every_family_that_anyone_saw_is_named() -> None:
    found = level([{"L1": PARTLY}, yes("M1")])
    assert found.families == (Family.LAW, Family.MOTIVE)


def test_what_one_rater_knows_is_not_unknown() -> None:
    assert level([dict.fromkeys(CODES[:10], NO), dict.fromkeys(CODES[5:20], NO)]).unknown == 10


def test_what_the_adjudicator_left_unknown_is_unknown() -> None:
    sheets = [no_but(""), no_but("")]
    assert level(sheets, decided=dict.fromkeys(CODES, UNKNOWN)).unknown == 30
    assert level(sheets, decided=no_but("")).unknown == 0


def test_answers_read_from_storage_as_plain_words_count_the_same() -> None:
    kept: dict[str, Answer] = dict.fromkeys(CODES, "unknown")  # type: ignore[arg-type]
    assert level([kept]).unknown == 30


@pytest.mark.parametrize(("answered", "insufficient"), [(0, True), (14, True), (15, False)])
def test_more_than_half_unknown_is_insufficient_information(
    answered: int, insufficient: bool
) -> None:
    assert level([dict.fromkeys(CODES[:answered], NO)]).insufficient is insufficient


PRESENT = "Indicators of fabrication present"
WAITS = "Level 2 waits for a second rater who agrees."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (level([]), "Insufficient information."),
        (level([no_but("")]), "No indicators found."),
        (level([no_but("E2")]), f"{PRESENT} (1 family). Level 1 rests on: evidence."),
        (
            level([no_but("E1 L1"), no_but("E1 L1")]),
            f"{PRESENT} (2 families). Level 2 rests on: evidence, law.",
        ),
        (
            level([no_but("E1 P2"), no_but("")]),
            f"{PRESENT} (2 families). Level 1 rests on: evidence, process. {WAITS}",
        ),
    ],
)
def test_the_level_is_explained_in_words(found: Level, words: str) -> None:
    assert found.sentence == f"{words} A level is not a verdict."


def test_secrecy_alone_shows_as_insufficient_information() -> None:
    sentence = level([yes("E2")]).sentence
    assert "Insufficient information: 29 of 30 indicators are unknown." in sentence


@given(st.lists(sheets_drawn, max_size=3), st.frozensets(st.sampled_from(Role)))
def test_no_level_stands_higher_than_its_answers_its_raters_and_its_confirmations(
    sheets: list[dict[str, Answer]], confirmed: frozenset[Role]
) -> None:
    found = level(sheets, confirmed_by=confirmed)
    assert found.value <= found.reach
    assert found.value < 2 or len(sheets) > 1
    assert found.value < 3 or set(BOTH) <= confirmed
    assert (found.value == 0) == (found.families == ())


@given(sheets_drawn, sheets_drawn)
def test_it_does_not_matter_who_rated_first(one: dict[str, Answer], two: dict[str, Answer]) -> None:
    assert level([one, two]) == level([two, one])
    assert agreed([one, two]) == agreed([two, one])
