"""A byline names everybody who must not check the article."""

import pytest

from review.domain.authors import named_in

PEOPLE = {
    1: "Ana Belcourt", 2: "Tomas Verrin", 3: "Ann Lee", 4: "Élise O'Harrow", 5: "王小明", 6: "–",
    7: "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ana Belcourt and Tomas Verrin", {1, 2}),
        ("ANA  BELCOURT/Tomas\nVerrin", {1, 2}),
        ("Tomas Verrin, Ostrane", {2}),
        ("By Joann Leeman", set()),
        ("By Ann Lee-Verrin", {3}),
        ("By E\u0301lise O’Harrow", {4}),
        ("记者王小明", {5}),
        ("By Ana Verrin", set()),
        ("By – and nobody", set()),
        ("", set()),
    ],
)
def test_everybody_whose_whole_name_stands_in_the_byline_wrote_it(
    byline: str, authors: set[int]
) -> None:
    assert named_in(byline, PEOPLE) == authors
