"""The drawing of origins: hostile names stay data, and every shape of graph is drawn."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from review.queries.claim_origins import OriginLine, Sort, Step
from review.web.origins_svg import DARK, LIGHT, draw

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><image href="https://evil.example/x"/>',
    "]]>&entity;<!--",
    "\x00\x1b\u202ebackwards",
    "Ω" * 500,
)


def line(called: str, *parents: str, source: str = "Karst Register", **rest: bool) -> OriginLine:
    sort = {"E": Sort.ATTACHED, "P": Sort.BEYOND, "S": Sort.SOURCE}[called[0]]
    steps = tuple(
        Step(n, to, f"quotes {to}", rest.get("sure", True)) for n, to in enumerate(parents)
    )
    return OriginLine(
        id=int(called[1:]), sort=sort, called=called, title="A letter", source=source,
        words="an origin of its own", steps=steps, is_origin=rest.get("origin", not parents),
        is_accuser=rest.get("accuser", False), in_circle=False,
    )  # fmt: skip


def drawn(*lines: OriginLine) -> ElementTree.Element:
    return ElementTree.fromstring(draw(lines, LIGHT))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_drawn_as_text_and_nothing_else(name: str) -> None:
    picture = drawn(line("E1", source=name))
    assert {child.tag for child in picture} == {f"{SVG}rect", f"{SVG}text"}
    assert all(len(text.text or "") <= 27 for text in picture.iter(f"{SVG}text"))


def test_what_comes_from_a_piece_stands_to_its_right_with_an_arrow() -> None:
    picture = drawn(line("E1"), line("E2", "E1"), line("E3", "E2"))
    across = [int(box.get("x", "")) for box in picture.iter(f"{SVG}rect")]
    assert across == sorted(across)
    assert len(set(across)) == 3
    assert len(list(picture.iter(f"{SVG}path"))) == 4


def test_a_circle_and_a_piece_that_is_gone_are_drawn_without_end() -> None:
    picture = drawn(line("E1", "E2"), line("E2", "E1"), line("E3", "E9"))
    assert len(list(picture.iter(f"{SVG}rect"))) == 3
    assert len(list(picture.iter(f"{SVG}path"))) == 4


def test_boxes_of_one_column_do_not_lie_on_each_other() -> None:
    picture = drawn(*(line(f"E{number}") for number in range(1, 5)))
    places = {(box.get("x"), box.get("y")) for box in picture.iter(f"{SVG}rect")}
    assert len(places) == 4


def test_an_accusing_origin_has_an_edge_of_its_own_and_dark_has_other_inks() -> None:
    accuser = draw([line("E1", accuser=True)], LIGHT)
    assert LIGHT.red in accuser
    assert LIGHT.red not in draw([line("E1")], LIGHT)
    assert DARK.paper in draw([line("E1")], DARK)


def test_what_is_not_attached_has_a_dashed_edge_and_its_title_where_no_source_is_named() -> None:
    picture = drawn(line("E1", "P1"), line("P1", "S1", source=""), line("S1"))
    boxes = [box.get("stroke-dasharray") for box in picture.iter(f"{SVG}rect")]
    assert [bool(dashes) for dashes in boxes] == [False, True, True]
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert "A letter" in texts
    assert "No source named" in [
        text.text for text in drawn(line("E1", source="")).iter(f"{SVG}text")
    ]


def test_a_step_that_nobody_is_sure_of_is_a_dashed_arrow() -> None:
    for sure in (True, False):
        picture = drawn(line("E1"), line("E2", "E1", sure=sure), line("E3", "", sure=False))
        curves = [path.get("stroke-dasharray") for path in picture.iter(f"{SVG}path")]
        assert [bool(dashes) for dashes in curves] == [not sure, False]


def test_nothing_attached_is_an_empty_picture() -> None:
    assert len(drawn()) == 0


def test_long_words_stand_in_lines_and_lose_nothing() -> None:
    words = "nobody has said where it comes from, adds no origin"
    picture = drawn(replace(line("E1"), words=words), line("E2"))
    texts = [text.text or "" for text in picture.iter(f"{SVG}text")]
    assert " ".join(texts[2:4]) == words
    heights = {box.get("height") for box in picture.iter(f"{SVG}rect")}
    assert heights == {"72"}
