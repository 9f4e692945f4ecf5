"""Versions of a text: what changed, what moved, and what waits for a person."""

import pytest

from review.models import ArticleVersion
from tests.desk import SENTENCES
from tests.web.claim_room import Room

FIRST, SECOND, THIRD, FOURTH = (words for words, _ in SENTENCES)
TRIPLED = "Fares in Vantoria tripled in 2025."


def versions_of(room: Room) -> str:
    return f"/articles/{room.desk.article.id}/versions"


def text(*sentences: str) -> str:
    return "\n\n".join(sentences)


def kept(room: Room) -> int:
    with room.sessions.read() as session:
        return session.query(ArticleVersion).count()


def test_the_versions_say_who_brought_in_which_text(room: Room) -> None:
    page = room.as_("reader").page(versions_of(room))
    assert "Version 1" in page
    assert "Mirela Dorn" in page
    assert "Bring in a new version" not in page


def test_a_new_version_shows_what_it_changed_word_by_word(room: Room) -> None:
    sent = {"text": text(FIRST, TRIPLED, THIRD, FOURTH), "version": 1}
    page = room.as_("editor").act(versions_of(room), sent)
    assert "<del>doubled</del><ins>tripled</ins>" in page
    assert "2 paragraphs unchanged" in page
    assert "Stayed: 3" in page
    assert "Moved: 1" in page
    assert "Needed a human eye: 2" in page


def test_a_claim_that_lost_its_place_is_given_one(room: Room) -> None:
    editor = room.as_("editor")
    sent = {"text": text(FIRST, TRIPLED, THIRD, FOURTH)}
    page = editor.act(versions_of(room), sent)
    assert "1 claim waits for you" in page
    assert f"<ins><bdi>{TRIPLED}</bdi></ins>" in page
    assert "1 claim has lost its words" in editor.page(f"/articles/{room.desk.article.id}")
    words = editor.page(f"/claims/{room.plain}/words")
    assert "does not hold these words" in words
    assert f'value="{TRIPLED}"' in words
    editor.post(f"/claims/{room.plain}/reword", {"words": TRIPLED})
    assert "Claims without a place" not in editor.page(versions_of(room))
    assert room.claim(room.plain).text == TRIPLED


def test_lost_words_are_said_to_be_gone(room: Room) -> None:
    editor = room.as_("editor")
    page = editor.act(versions_of(room), {"text": text(FIRST, THIRD)})
    assert "nothing like them is left" in page
    words = editor.page(f"/claims/{room.plain}/words")
    assert "<mark>" not in words
    split = editor.post(f"/claims/{room.plain}/split", {"pieces": "Fares\ndoubled"})
    assert split.status_code in {409, 422}


def test_a_lost_claim_is_not_merged(room: Room) -> None:
    editor = room.as_("editor")
    editor.act(versions_of(room), {"text": text(FIRST, "It rained.")})
    answer = editor.post(f"/claims/{room.plain}/merge", {"other": room.desk.third.id})
    assert answer.status_code == 409
    assert "A new version of the text has lost" in answer.text


def test_each_version_can_be_looked_at(room: Room) -> None:
    editor = room.as_("editor")
    editor.act(versions_of(room), {"text": text(FIRST, TRIPLED, THIRD, FOURTH)})
    first = editor.page(versions_of(room) + "?version=1")
    assert "<del>" not in first
    assert editor.get(versions_of(room) + "?version=9").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({}, 422, "Paste the text, choose a file, or give a link."),
        ({"text": text(FIRST, SECOND, THIRD, FOURTH)}, 409, "the same text as a version"),
        ({"text": "It rained.", "version": 7}, 409, "Somebody changed this"),
        ({"url": "http://127.0.0.1:9/"}, 422, "address"),
    ],
)
def test_what_is_no_new_version_is_refused(
    room: Room, sent: dict[str, object], status: int, said: str
) -> None:
    answer = room.as_("editor").post(versions_of(room), sent)
    assert answer.status_code == status
    assert said in answer.text
    assert kept(room) == 1


def test_signatures_that_would_end_are_counted_before(room: Room) -> None:
    with room.at_work() as desk:
        desk.signed(desk.third)
    assert "1 signature ends" in room.as_("editor").page(versions_of(room))


@pytest.mark.parametrize("who", ["ana", "legal", "reader", "admin"])
def test_only_editors_bring_in_a_new_text(room: Room, who: str) -> None:
    answer = room.as_(who).post(versions_of(room), {"text": "It rained."})
    assert answer.status_code == 403
    assert kept(room) == 1
