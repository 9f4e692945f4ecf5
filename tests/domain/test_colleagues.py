from typing import Any

from review.domain.colleagues import parts_played

QUIET: dict[str, Any] = {"assessments": [], "adjudication": None, "accusation": None, "waivers": []}


def claim(**parts: Any) -> dict[str, Any]:
    return {**QUIET, **parts}


def test_each_part_is_counted_by_itself_in_order_of_appearance() -> None:
    content = claim(
        assessments=[{"by": "Oda Brandt"}, {"by": "Per Lund"}],
        adjudication={"by": "Ines Kell"},
        accusation={"confirmations": [{"by": "Ada Roth", "role": "legal"}]},
        waivers=[{"by": "Jon Vale"}],
    )
    assert parts_played([content], ["Mia Sund"], ["Ole Dahl"]) == {
        "Oda Brandt": "reviewer 1",
        "Per Lund": "reviewer 2",
        "Ines Kell": "adjudicator 1",
        "Ada Roth": "legal 1",
        "Jon Vale": "editor 1",
        "Mia Sund": "editor 2",
        "Ole Dahl": "colleague 1",
    }


def test_who_played_several_parts_keeps_the_first_of_them() -> None:
    first = claim(assessments=[{"by": "Oda Brandt"}])
    second = claim(assessments=[{"by": "Per Lund"}], adjudication={"by": "Oda Brandt"})
    found = parts_played([first, second], ["Per Lund"], ["Oda Brandt"])
    assert found == {"Oda Brandt": "reviewer 1", "Per Lund": "reviewer 2"}


def test_a_name_that_is_not_there_plays_no_part() -> None:
    assert parts_played([claim(assessments=[{"by": ""}])], [""], []) == {}


def test_a_sheet_without_confirmations_names_nobody() -> None:
    assert parts_played([claim(accusation={})], [], []) == {}
