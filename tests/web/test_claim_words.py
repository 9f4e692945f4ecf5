"""Which words a claim is: an editor changes them, in the pages as well as by selecting."""

import pytest

from review.domain.vocabulary import ClaimKind, ClaimState
from review.models import Claim
from tests.web.claim_room import Room


def claims(room: Room) -> dict[str, ClaimState]:
    with room.sessions.read() as session:
        return {claim.text: claim.state for claim in session.query(Claim).order_by(Claim.number)}


def test_typed_words_of_the_article_become_the_claim(room: Room) -> None:
    editor = room.as_("editor")
    page = editor.page(f"/claims/{room.plain}/words")
    assert "<mark>Fares in Vantoria doubled in 2025.</mark>" in page
    sent = {"words": "Fares in Vantoria doubled", "kind": "causal"}
    assert editor.post(f"/claims/{room.plain}/reword", sent).status_code == 303
    claim = room.claim(room.plain)
    assert (claim.text, claim.kind) == ("Fares in Vantoria doubled", ClaimKind.CAUSAL)


def test_the_claims_page_leads_there_by_a_link_and_a_key_that_is_listed(room: Room) -> None:
    link = f'href="/claims/{room.plain}/words" data-key="m"'
    page = room.as_("editor").page(f"/claims/{room.plain}")
    assert link in page
    assert "Other words, split or merge" in page
    assert link not in room.as_("ana").page(f"/claims/{room.plain}")
    with room.at_work() as desk:
        desk.taken(desk.plain)
    assert link not in room.as_("editor").page(f"/claims/{room.plain}")


def test_selected_words_become_the_claim(room: Room) -> None:
    start = room.claim(room.plain).start
    sent = {"start": start, "end": start + 17}
    assert room.as_("editor").post(f"/claims/{room.plain}/reword", sent).status_code == 303
    assert room.claim(room.plain).text == "Fares in Vantoria"


def test_words_that_do_not_stand_come_back_with_what_is_wrong(room: Room) -> None:
    sent = {"words": "Fares in Norland tripled"}
    answer = room.as_("editor").post(f"/claims/{room.plain}/reword", sent)
    assert answer.status_code == 422
    assert "These words do not stand in the article." in answer.text
    assert "Fares in Norland tripled" in answer.text
    assert room.claim(room.plain).text == "Fares in Vantoria doubled in 2025."


def test_each_line_becomes_a_claim_of_its_own(room: Room) -> None:
    sent = {"pieces": "Fares in Vantoria doubled\r\n\r\nin 2025."}
    page = room.as_("editor").act(f"/claims/{room.plain}/split", sent)
    assert "Claim 2 is now 4 and 5." in page
    assert claims(room) == {
        "Bureau 9 accuses Ilan Maresk of handing forty pages to Norland.": ClaimState.QUEUED,
        "Fares in Vantoria doubled in 2025.": ClaimState.WITHDRAWN,
        "The court sits in Karst Street.": ClaimState.QUEUED,
        "Fares in Vantoria doubled": ClaimState.QUEUED,
        "in 2025.": ClaimState.QUEUED,
    }


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        ("Fares in Vantoria doubled in 2025.", "at least two different pieces"),
        ("Fares in Vantoria\nThe court sits", "do not stand in the claim"),
        ("", "Put each piece on a line."),
    ],
)
def test_pieces_that_do_not_fit_come_back(room: Room, pieces: str, said: str) -> None:
    answer = room.as_("editor").post(f"/claims/{room.plain}/split", {"pieces": pieces})
    assert answer.status_code == 422
    assert said in answer.text
    assert len(claims(room)) == 3


def test_two_neighbours_become_one_claim(room: Room) -> None:
    editor = room.as_("editor")
    other = room.desk.third.id
    assert f'value="{other}"' in editor.page(f"/claims/{room.plain}/words")
    page = editor.act(f"/claims/{room.plain}/merge", {"other": other})
    assert "Both are now claim 4." in page
    states = list(claims(room).values())
    assert states == [
        ClaimState.QUEUED, ClaimState.WITHDRAWN, ClaimState.WITHDRAWN, ClaimState.QUEUED,
    ]  # fmt: skip


def test_a_merge_without_a_partner_comes_back(room: Room) -> None:
    answer = room.as_("editor").post(f"/claims/{room.plain}/merge", {})
    assert answer.status_code == 422
    assert "Choose the other claim." in answer.text


def test_a_claim_that_somebody_works_on_keeps_its_words(room: Room) -> None:
    with room.at_work() as desk:
        desk.taken(desk.plain)
    editor = room.as_("editor")
    assert "Its words stand for now" in editor.page(f"/claims/{room.plain}/words")
    answer = editor.post(f"/claims/{room.plain}/reword", {"words": "Fares in Vantoria"})
    assert answer.status_code == 409


@pytest.mark.parametrize("act", ["reword", "split", "merge"])
def test_a_stale_form_is_refused_with_409(room: Room, act: str) -> None:
    sent = {
        "version": 99,
        "words": "Fares in Vantoria",
        "pieces": "Fares in Vantoria\ndoubled",
        "other": room.desk.third.id,
    }
    answer = room.as_("editor").post(f"/claims/{room.plain}/{act}", sent)
    assert answer.status_code == 409
    assert len(claims(room)) == 3


@pytest.mark.parametrize("who", ["ana", "legal", "reader", "admin"])
def test_only_editors_change_words(room: Room, who: str) -> None:
    visitor = room.as_(who)
    assert visitor.get(f"/claims/{room.plain}/words").status_code == 403
    answer = visitor.post(f"/claims/{room.plain}/reword", {"words": "Fares in Vantoria"})
    assert answer.status_code == 403


def test_a_claim_that_is_not_there_is_404(room: Room) -> None:
    assert room.as_("editor").get("/claims/9999/words").status_code == 404
