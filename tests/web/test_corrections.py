"""Corrections of what the finder saw, on the page of the claim."""

import pytest

from review.domain.vocabulary import ClaimKind
from review.models import Checkpoint
from tests.web.claim_room import Room
from tests.web.versioned_acts import of_two_facts

DIALOGS = ("kind-dialog", "source-dialog", "points-dialog")


def points(room: Room) -> list[str]:
    with room.sessions.read() as session:
        return [point.text for point in session.query(Checkpoint).order_by(Checkpoint.id)]


def sent(room: Room, **fields: str) -> dict[str, str]:
    return {"version": str(room.claim(room.plain).revision), **fields}


def test_an_accusation_leads_on_to_its_sheet(room: Room) -> None:
    answer = room.as_("editor").post(
        f"/claims/{room.plain}/correct-kind", sent(room, kind="accusation")
    )
    assert answer.headers["Location"].endswith(f"/claims/{room.plain}?tab=sheet#tab")
    assert room.claim(room.plain).kind is ClaimKind.ACCUSATION


def test_a_checkpoint_is_chosen_by_its_place_or_by_its_words(room: Room) -> None:
    editor, start = room.as_("editor"), room.claim(room.plain).start
    path = f"/claims/{room.plain}/checkpoints"
    assert editor.post(path, sent(room, start=str(start), end=str(start + 5))).status_code == 303
    assert editor.post(path, sent(room, words="in  2025")).status_code == 422
    assert editor.post(path, sent(room, words="in 2025")).status_code == 303
    assert points(room) == ["Fares", "in 2025"]


@pytest.mark.parametrize("who", ["jon", "legal", "reader", "admin"])
def test_who_may_not_correct_sees_no_way_to(room: Room, who: str) -> None:
    with room.at_work() as desk:
        of_two_facts(desk)
    page = room.as_(who).get(f"/claims/{room.plain}").text
    assert [dialog for dialog in DIALOGS if dialog in page] == []
    assert "Make a claim of each" not in page


@pytest.mark.parametrize("who", ["ana", "editor"])
def test_who_holds_the_claim_and_editors_find_every_correction_with_its_key(
    room: Room, who: str
) -> None:
    with room.at_work() as desk:
        desk.taken(desk.accusation)
    page = room.as_(who).page(f"/claims/{room.accusation}")
    assert [dialog for dialog in DIALOGS if dialog not in page] == []
    for words in ("Correct the kind", "Correct who says so", "Set the doubt aside"):
        assert words in page.split('id="keys"')[1]


def test_the_chain_is_shown_without_the_name_that_leads_it(room: Room) -> None:
    with room.at_work() as desk:
        desk.plain.attributed_to, desk.plain.source_chain = "The Quay", ["The Quay", "Bureau 9"]
        desk.accusation.attributed_to, desk.accusation.source_chain = "Bureau 9", ["The Quay"]
    editor = room.as_("editor")
    shown = {
        key: editor.page(f"/claims/{key}").split('name="chain"')[1].split("</textarea>")[0]
        for key in (room.plain, room.accusation)
    }
    assert "Bureau 9" in shown[room.plain]
    assert "The Quay" not in shown[room.plain]
    assert "The Quay" in shown[room.accusation]


def test_a_claim_with_facts_of_its_own_lists_them(room: Room) -> None:
    with room.at_work() as desk:
        of_two_facts(desk)
    page = room.as_("reader").page(f"/claims/{room.plain}")
    assert "States 2 facts" in page
    assert "<bdi>Fares in Vantoria doubled</bdi>" in page
