"""The register's pages: entered, graded and described, and what rests on each source."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from markupsafe import escape

from review.domain.vocabulary import ClaimState, DisclosureLevel, SourceKind, SourceLetter
from review.models import LedgerEntry, Source, SourceLetterChange
from tests.web.claim_room import Room
from tests.web.test_queue import HOSTILE
from tests.web_client import local_path

DESCRIBED = {
    "kind": "person", "domain": "karst.example", "owner": "Karst court", "notes": "Desk 4",
    "disclosure": "public",
}  # fmt: skip


def entered(room: Room, name: str = "Vantoria Gazette") -> str:
    """The path of a source that a reviewer entered."""
    answer = room.as_("ana").post("/sources", {"name": name, "kind": "medium"})
    assert answer.status_code == 303, answer.text
    return local_path(answer.location)


def only(room: Room, kind: type):
    with room.sessions.read() as session:
        return session.scalars(sa.select(kind)).one()


def sealed(room: Room) -> str:
    path = entered(room, "Quill, a clerk")
    editor = room.as_("editor")
    editor.act(f"{path}/letter", {"letter": "B", "reason": "Quill was right before."})
    editor.act(path, {**DESCRIBED, "disclosure": "sealed"})
    return path


def test_the_register_says_how_sources_come_into_it(room: Room):
    page = room.as_("ana").page("/sources")
    assert "No sources yet" in page
    assert "STANAG 2511" in page


def test_a_source_is_entered_and_not_judged_yet(room: Room):
    page = room.as_("ana").page(entered(room))
    assert "not yet judged" in page
    assert only(room, Source).kind is SourceKind.MEDIUM
    assert "Vantoria Gazette" in room.as_("reader").page("/sources?q=gazette")


def test_a_name_that_is_there_is_answered_with_409(room: Room):
    entered(room)
    answer = room.as_("ana").post("/sources", {"name": "vantoria  GAZETTE", "kind": "other"})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "fields", [{}, {"name": " "}, {"name": "x" * 201}, {"name": "x", "kind": "?"}]
)
def test_a_form_that_does_not_hold_comes_back_with_what_was_typed(room: Room, fields):
    answer = room.as_("ana").post("/sources", {"kind": "medium", **fields})
    assert answer.status_code == 422
    assert "to put right" in answer.text
    assert "add_source" not in room.acts()


def test_a_letter_is_given_with_its_reason_and_shown_over_time(room: Room):
    path = entered(room)
    page = room.as_("ana").act(f"{path}/letter", {"letter": "B", "reason": "It held."})
    assert "“<bdi>It held.</bdi>”" in page
    assert only(room, SourceLetterChange).letter is SourceLetter.B
    assert room.acts()[-1] == "give_letter"


@pytest.mark.parametrize(
    "fields", [{"letter": "B"}, {"letter": "G", "reason": "x"}, {"reason": "x"}]
)
def test_no_letter_without_a_reason_and_no_letter_there_is_not(room: Room, fields):
    path = entered(room)
    answer = room.as_("ana").post(f"{path}/letter", fields)
    assert answer.status_code == 422
    assert "to put right" in answer.text
    assert "give_letter" not in room.acts()


def test_a_stale_form_is_refused_with_409_and_loses_no_word(room: Room):
    path = entered(room)
    room.as_("editor").act(path, DESCRIBED)
    answer = room.as_("ana").post(
        f"{path}/letter", {"letter": "B", "reason": "My long reason.", "version": "1"}
    )
    assert answer.status_code == 409
    assert "My long reason." in answer.text


def test_what_is_known_of_a_source_is_kept_and_shown(room: Room):
    page = room.as_("ana").act(entered(room), DESCRIBED)
    for words in ("Karst court", "karst.example", "Desk 4", "Person"):
        assert words in page


def test_a_claim_that_was_signed_goes_back_when_the_letter_changes(room: Room):
    with room.at_work() as desk:
        desk.attached(desk.plain, source="Vantoria Gazette")
        desk.signed(desk.plain)
    source = only(room, Source)
    room.as_("ana").act(f"/sources/{source.id}/letter", {"letter": "E", "reason": "It lied."})
    assert room.claim(room.plain).state is ClaimState.QUEUED


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        (0, "Give a letter"),
        (1, "1 signed claim rests on it."),
        (2, "2 signed claims rest on it."),
    ],
)
def test_who_gives_a_letter_is_told_before_how_many_signatures_it_ends(
    room: Room, signed: int, said: str
):
    with room.at_work() as desk:
        for claim in (desk.plain, desk.third):
            desk.attached(claim, source="Vantoria Gazette")
            desk.attached(claim, words="Another.", source="Vantoria Gazette")
        for claim in (desk.plain, desk.third)[:signed]:
            desk.signed(claim)
    page = room.as_("ana").page(f"/sources/{only(room, Source).id}")
    assert said in page
    assert ("Another letter ends" in page) == bool(signed)


def test_a_source_lists_every_claim_that_rests_on_it_with_its_state(room: Room):
    with room.at_work() as desk:
        desk.attached(desk.plain, source="Vantoria Gazette")
    page = room.as_("reader").page(f"/sources/{only(room, Source).id}")
    assert "Fares in Vantoria doubled" in page
    assert "Queued" in page
    assert "1 piece of evidence" in page


@pytest.mark.parametrize("who", ["reader", "legal"])
def test_who_may_not_edit_sees_no_form_and_is_refused(room: Room, who: str):
    path = entered(room)
    visitor = room.as_(who)
    assert "Enter a source" not in visitor.page("/sources")
    assert "Give a letter" not in visitor.page(path)
    assert visitor.post(f"{path}/letter", {"letter": "B", "reason": "x"}).status_code == 403
    assert visitor.post("/sources", {"name": "x", "kind": "other"}).status_code == 403


@pytest.mark.parametrize("who", ["ana", "reader"])
def test_a_sealed_source_is_a_number_on_every_page(room: Room, who: str):
    path = sealed(room)
    visitor = room.as_(who)
    number = path.rsplit("/", 1)[1]
    for page in (visitor.page("/sources"), visitor.page(path), visitor.page("/sources?q=quill")):
        for secret in ("Quill", "karst.example", "Karst court", "Desk 4"):
            assert secret not in page
    assert f"Sealed source {number}" in visitor.page(path)
    assert "Give a letter" not in visitor.page(path)


def test_who_may_not_know_a_sealed_source_cannot_unseal_it(room: Room):
    path = sealed(room)
    ana = room.as_("ana")
    assert ana.post(path, DESCRIBED).status_code == 403
    assert ana.post(f"{path}/letter", {"letter": "A", "reason": "x"}).status_code == 403
    assert only(room, Source).disclosure is DisclosureLevel.SEALED


def test_of_a_letter_of_a_sealed_source_the_ledger_keeps_no_reason(room: Room):
    path = sealed(room)
    room.as_("editor").act(f"{path}/letter", {"letter": "A", "reason": "Quill again."})
    with room.sessions.read() as session:
        newest = sa.select(LedgerEntry).order_by(LedgerEntry.number.desc()).limit(1)
        payload = session.scalars(newest).one().payload
    assert set(payload) == {"letter", "reason_sha256"}


def test_editors_and_legal_read_the_name(room: Room):
    path = sealed(room)
    for who in ("editor", "legal"):
        assert "Quill, a clerk" in room.as_(who).page(path)


def test_hostile_words_are_shown_as_words(room: Room):
    path = entered(room, HOSTILE)
    page = room.as_("ana").act(path, {**DESCRIBED, "notes": HOSTILE, "owner": HOSTILE})
    page += room.as_("ana").page("/sources")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert str(escape(HOSTILE)) in page


def test_a_source_of_another_desk_is_404(room: Room):
    path = entered(room)
    assert room.stranger().get(path).status_code == 404
    assert room.as_("ana").get("/sources/999").status_code == 404
