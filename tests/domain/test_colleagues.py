"""Colleagues who are not named are called by the part they played."""

from typing import Any

from review.domain.colleagues import parts_played


def content(**parts: Any) -> dict[str, Any]:
    nothing = {"assessments": [], "adjudication": None, "accusation": None, "waivers": []}
    return nothing | parts


def test_everybody_is_called_by_the_first_part_they_played() -> None:
    first = content(
        assessments=[{"by": "Tomas"}, {"by": "Mirea"}],
        adjudication={"by": "Cato"},
        accusation={"confirmations": [{"by": "Pell", "role": "legal"}]},
        waivers=[{"by": "Ana"}],
    )
    second = content(assessments=[{"by": "Cato"}, {"by": "Edda"}])
    assert parts_played([first, second], ["Ana", "Ove", ""], ["Una", "Tomas"]) == {
        "Tomas": "reviewer 1",
        "Mirea": "reviewer 2",
        "Cato": "adjudicator 1",
        "Pell": "legal 1",
        "Ana": "editor 1",
        "Edda": "reviewer 3",
        "Ove": "editor 2",
        "Una": "colleague 1",
    }


def test_the_parts_are_the_same_whenever_they_are_asked_for() -> None:
    asked = ([content(assessments=[{"by": "Tomas"}])], ["Ana"], ["Una", "Ove"])
    assert parts_played(*asked) == parts_played(*asked)
