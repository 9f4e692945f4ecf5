"""Numbers and characters that no database takes."""

from collections.abc import Callable

import pytest

from tests.web_client import Visitor

As = Callable[[str], Visitor]


@pytest.mark.parametrize("number", ["0", "2147483647", "2147483648", "9" * 30])
def test_a_number_that_names_nothing_is_not_found(as_: As, number: str) -> None:
    assert as_("admin").get(f"/admin/people/{number}").status_code == 404


def test_a_character_of_code_zero_is_refused_wherever_it_stands(as_: As, visitor: Visitor) -> None:
    fields = {"email": "a\0b@nowhere.example", "password": "x"}
    answers = [
        visitor.post("/login", {**fields, "csrf_token": visitor.token("/login")}),
        visitor.get("/login?next=%00"),
        as_("admin").get("/admin/%00"),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert "no text can have" in answers[0].text
