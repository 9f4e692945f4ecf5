"""Where pieces come from, on the claim's page: said, taken back, and suggested."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from review.db import now
from review.domain.vocabulary import DerivationKind, DisclosureLevel, HintReason
from review.models import Derivation, DerivationHint, Source
from review.services.derivations import Parent, derive
from tests.browser import scrolls_sideways, violations
from tests.desk import Desk
from tests.web.claim_room import Room


def suggested(desk: Desk) -> None:
    """E1 to E3 on the accusation; E2 from a paper elsewhere, and it may come from E1."""
    claim = desk.accusation
    first = desk.attached(claim, words="Forty pages.", source="Bureau 9").evidence_id
    second = desk.attached(claim, words="Forty pages, it says.", source="Telegraph").evidence_id
    desk.attached(claim, words="A letter.")
    paper = desk.attached(desk.third, words="The paper's own.", source="Ilm Chronicle").evidence_id
    for child, parent in ((second, Parent(paper)), (paper, Parent(source="Bureau 9"))):
        derive(desk.session, evidence_id=child, parent=parent, actor=desk.ana,
               kind=DerivationKind.QUOTES, reason="It says so.")  # fmt: skip
    for child, kind, why, words in (
        (second, DerivationKind.REWRITES, HintReason.SAME_TEXT, "91% of the words"),
        (3, DerivationKind.QUOTES, HintReason.REPORTED_BY, "as the bureau said on Monday"),
    ):
        desk.session.add(
            DerivationHint(desk_id=desk.id, child_id=child, parent_id=first, kind=kind, why=why,
                           words=words, score=0.91, found_at=now())
        )  # fmt: skip


@pytest.fixture
def claim(room: Room) -> str:
    with room.at_work() as desk:
        suggested(desk)
    return f"/claims/{room.accusation}"


def links(room: Room) -> list[Derivation]:
    with room.sessions.read() as session:
        return list(session.scalars(sa.select(Derivation).order_by(Derivation.id)))


def test_the_list_says_what_the_drawing_shows_also_beyond_the_claim(room: Room, claim: str) -> None:
    page = room.as_("ana").page(claim)
    assert "P1, not on this claim" in page
    assert "The paper&#39;s own." in page
    assert "S1, a source" in page
    assert "quotes P1, adds no origin, rests on the accuser alone" in page
    assert "nobody has said where it comes from, adds no origin" in page
    assert "3 items, 1 origin, 1 of them the accusing service, 1 item of unknown derivation" in page
    drawing = room.as_("ana").get(f"{claim}/origins.svg").text
    for name in ("E1", "E2", "E3", "P1", "S1"):
        assert f">{name}</text>" in drawing


def test_the_members_of_a_circle_are_marked_in_the_list_and_in_the_drawing(
    room: Room, claim: str
) -> None:
    with room.at_work() as desk:
        for child, parent in ((1, 2), (2, 1)):
            derive(desk.session, evidence_id=child, parent=Parent(parent), actor=desk.ana,
                   kind=DerivationKind.REWRITES)  # fmt: skip
    page = room.as_("ana").page(claim)
    assert "rewrites E2; in a circle; an origin, the accuser" in page
    assert "quotes P1, rewrites E1, in a circle" in page
    assert "The evidence quotes itself in a circle." in page
    assert "in a circle" in room.as_("ana").get(f"{claim}/origins.svg").text.replace("</text>", "")


def test_a_source_is_named_as_where_a_piece_comes_from(room: Room, claim: str) -> None:
    said = {"parent": "", "source": "Court of Karst", "kind": "same_document", "claim": "1"}
    page = room.as_("ana").act("/evidence/3/derivations", said)
    assert "rests on the same document as S2" in page
    assert "3 items, 2 origins" in page


def test_that_nobody_knows_is_said_with_neither_piece_nor_source(room: Room, claim: str) -> None:
    ana = room.as_("ana")
    page = ana.act("/evidence/3/derivations", {"parent": "", "kind": "unknown", "claim": "1"})
    assert "comes from nobody knows where, adds no origin" in page
    wrong = ana.post("/evidence/3/derivations", {"parent": "", "kind": "quotes", "claim": "1"})
    assert wrong.status_code == 422
    assert "Choose the piece, or name the source" in wrong.text


def test_a_piece_beyond_the_claim_may_be_said_to_come_from_somewhere(
    room: Room, claim: str
) -> None:
    said = {"parent": "1", "source": "", "kind": "rewrites", "claim": "1"}
    page = room.as_("ana").act("/evidence/4/derivations", said)
    assert "quotes S1, rewrites E1" in page


def test_the_page_of_a_piece_says_of_whom_it_is_or_that_nobody_knows(
    room: Room, claim: str
) -> None:
    ana = room.as_("ana")
    assert "Bureau 9</bdi></a>: “<bdi>It says so.</bdi>”" in ana.page("/evidence/4")
    ana.post("/evidence/3/derivations", {"parent": "", "kind": "unknown", "reason": "A fax."})
    assert "Nobody knows where it comes from: “<bdi>A fax.</bdi>”" in ana.page("/evidence/3")
    with room.at_work() as desk:
        for source in desk.session.scalars(sa.select(Source).filter_by(name="Bureau 9")):
            source.disclosure = DisclosureLevel.SEALED
    page = room.as_("reader").page("/evidence/4")
    assert "sealed source" in page
    assert "It says so." not in page


def test_the_page_of_a_source_says_on_whom_it_leans_by_name(room: Room, claim: str) -> None:
    with room.sessions.read() as session:
        key = session.scalars(sa.select(Source.id).filter_by(name="Ilm Chronicle")).one()
    assert "Bureau 9" in room.as_("ana").page(f"/sources/{key}")


def test_a_link_is_taken_back_with_a_reason(room: Room, claim: str) -> None:
    ana = room.as_("ana")
    wrong = ana.post("/derivations/1/end", {"reason": "", "claim": "1"})
    assert wrong.status_code == 422
    assert "Say why the link was wrong" in wrong.text
    alone = ana.post("/derivations/1/end", {"reason": ""})
    assert (alone.status_code, "Say why the link was wrong" in alone.text) == (422, True)
    page = ana.act("/derivations/1/end", {"reason": "Another edition.", "claim": "1"})
    assert "The link is taken back" in page
    assert "not on this claim" not in page
    assert [row.ended_reason for row in links(room)] == ["Another edition.", ""]
    assert ana.post("/derivations/1/end", {"reason": "Twice."}).status_code == 409
    for path in ("/derivations/99/end", "/hints/99"):
        for sent in ({"reason": "x", "answer": "take"}, {}):
            assert ana.post(path, sent).status_code == 404


def test_a_suggestion_is_shown_as_one_and_taken_or_refused(room: Room, claim: str) -> None:
    ana = room.as_("ana")
    page = ana.page(claim)
    assert "Suggested, not confirmed" in page
    assert "Nearly the same words stand in both." in page
    assert "91% of the words" in page
    page = ana.act("/hints/1", {"answer": "take", "claim": "1"})
    assert "The suggestion is taken." in page
    assert "quotes P1, rewrites E1" in page
    answer = ana.post("/hints/2", {"answer": "refuse"})
    assert (answer.status_code, answer.location.endswith("/evidence/3")) == (303, True)
    assert "Suggested, not confirmed" not in ana.page(claim)
    assert room.acts()[-2:] == ["derive", "refuse_hint"]
    assert ana.post("/hints/2", {"answer": "take"}).status_code == 409
    assert ana.post("/hints/2", {"answer": "perhaps"}).status_code == 422


def test_who_may_not_say_where_pieces_come_from_sees_no_suggestion_and_no_form(
    room: Room, claim: str
) -> None:
    page = room.as_("reader").page(claim)
    assert "Suggested, not confirmed" not in page
    assert "Take a link back" not in page
    assert room.as_("reader").post("/hints/1", {"answer": "take"}).status_code == 403
    assert room.as_("reader").post("/derivations/1/end", {"reason": "x"}).status_code == 403
    stranger = room.stranger()
    for path in ("/hints/1", "/derivations/1/end"):
        assert stranger.post(path, {"answer": "take", "reason": "x"}).status_code == 404
    assert len(links(room)) == 2


def test_a_sealed_source_beyond_the_claim_is_a_number_on_the_page_and_in_the_drawing(
    room: Room, claim: str
) -> None:
    with room.at_work() as desk:
        for source in desk.session.scalars(sa.select(Source)):
            source.disclosure = DisclosureLevel.SEALED
    for who, told in (("reader", False), ("legal", True)):
        person = room.as_(who)
        seen = person.page(claim) + person.get(f"{claim}/origins.svg").text
        assert ("Ilm Chronicle" in seen) is told
        assert ("The paper&#39;s own." in seen) is told
        assert ("sealed source" in seen) is not told
    ledger = room.as_("ana").page("/ledger")
    assert "It says so." not in ledger


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark"), (320, "light")])
def test_suggestions_and_links_are_for_everybody_at_every_width(
    room: Room, claim: str, seat: Callable[..., Page], width: int, scheme: str
) -> None:
    page = seat("ana", claim, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in ("Say where a piece comes from", "Take a link back"):
        page.get_by_text(name, exact=True).click()
    assert violations(page) == []
    assert not scrolls_sideways(page)


@pytest.mark.browser
def test_the_first_suggestion_is_taken_by_y_and_refused_by_n(
    room: Room, claim: str, seat: Callable[..., Page]
) -> None:
    page = seat("ana", claim)
    page.keyboard.press("y")
    expect(page.get_by_role("status")).to_contain_text("The suggestion is taken.")
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_contain_text("The suggestion is refused.")
    with room.sessions.read() as session:
        rows = session.scalars(sa.select(DerivationHint).order_by(DerivationHint.id))
        assert [row.taken for row in rows] == [True, False]
