"""Attaching evidence from the claim's page: links, files and notes, and what becomes of them."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from review.db import now
from review.domain.vocabulary import (
    BlobCondition,
    CaptureStatus,
    EvidenceKind,
    Stance,
    TextStatus,
)
from review.models import AssessmentDraft, Blob, Capture, Evidence
from review.stores.folder import FolderStore
from review.stores.store import StoreError
from tests.desk import sha256
from tests.web.claim_room import WORDS, Room

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def rows(room: Room) -> list[Evidence]:
    with room.sessions.read() as session:
        return list(session.scalars(sa.select(Evidence).order_by(Evidence.id)))


def kept_files(room: Room) -> int:
    store = room.store
    assert isinstance(store, FolderStore)
    return sum(path.is_file() for path in Path(store.root).rglob("*"))


def sent(room: Room, who: str = "ana", **fields: object) -> tuple[int, str]:
    answer = room.as_(who).post(
        f"/claims/{room.plain}/evidence", fields, content_type="multipart/form-data"
    )
    return answer.status_code, html.unescape(answer.text)


@pytest.fixture
def asked(room: Room) -> list[tuple[object, ...]]:
    """What was handed to the background, in order."""
    noted: list[tuple[object, ...]] = []
    room.app.extensions["enqueue"] = lambda *work: noted.append(work)
    return noted


def test_a_link_waits_for_its_capture_and_the_page_looks_again(
    room: Room, asked: list[tuple[object, ...]]
) -> None:
    status, _ = sent(room, url="https://8.8.8.8/fares", source="Gazette", excerpt="Doubled.")
    assert status == 303
    assert asked == [("capture", 1)]
    page = room.as_("reader").page(f"/claims/{room.plain}")
    assert "Being captured" in page
    assert f'data-refresh="/claims/{room.plain}/evidence"' in page
    fragment = room.as_("ana").page(f"/claims/{room.plain}/evidence")
    assert fragment.lstrip().startswith('<section class="pd-sheet" id="evidence"')


def test_a_failed_capture_says_why_and_can_be_tried_again(
    room: Room, asked: list[tuple[object, ...]]
) -> None:
    sent(room, url="https://8.8.8.8/fares")
    with room.sessions.write.begin() as session:
        session.execute(
            sa.update(Capture).values(status=CaptureStatus.FAILED, failure="It did not answer.")
        )
    page = room.as_("ana").page(f"/claims/{room.plain}")
    assert "It did not answer." in page
    assert "data-refresh" not in page
    assert "Try again" not in room.as_("reader").page(f"/claims/{room.plain}")
    again = room.as_("ana").act("/evidence/1/capture", {"claim": str(room.plain)})
    assert "The page is fetched again." in again
    assert asked[-1] == ("capture", 2)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]:80/", "http://169.254.169.254/latest",
        "http://10.0.0.1:8080/", "ftp://gazette.example/a", "gazette", "http://localhost/",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_public_is_refused_beside_the_field(room: Room, url: str) -> None:
    status, page = sent(room, url=url, title="A page of theirs")
    assert status == 422
    assert 'id="attach-url-error"' in page
    assert url in page
    assert "A page of theirs" in page
    assert rows(room) == []


def test_a_file_is_kept_byte_for_byte_under_its_digest(room: Room) -> None:
    status, _ = sent(room, file=(BytesIO(PDF), "../../etc/Register 2025.txt"))
    assert status == 303
    row = rows(room)[0]
    assert row.kind is EvidenceKind.FILE
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (row.file_name, row.media_type, row.size) == (
        "Register 2025.txt", "application/pdf", len(PDF),
    )  # fmt: skip
    with room.store.open(row.sha256) as stream:
        assert stream.read() == PDF


def test_a_file_larger_than_a_piece_of_memory_is_streamed_whole(room: Room) -> None:
    register = b"A line of the register.\n" * 100_000
    browser = room.as_("ana")
    parts = (
        b'name="csrf_token"\r\n\r\n' + browser.token().encode(),
        b'name="file"; filename="register.txt"\r\n\r\n' + register,
    )
    body = b"".join(b"--cut\r\nContent-Disposition: form-data; " + p + b"\r\n" for p in parts)
    answer = browser.client.post(
        f"/claims/{room.plain}/evidence",
        data=body + b"--cut--\r\n",
        content_type="multipart/form-data; boundary=cut",
    )
    assert answer.status_code == 303
    assert rows(room)[0].sha256 == hashlib.sha256(register).hexdigest()


def test_a_file_above_the_set_size_is_refused_beside_the_field(
    room: Room, asked: list[tuple[object, ...]]
) -> None:
    room.app.config["SETTINGS"] = replace(room.app.config["SETTINGS"], upload_bytes=2000)
    before = kept_files(room)
    status, page = sent(room, file=(BytesIO(b"x" * 2001), "long.pdf"), locator="Page 3")
    assert status == 422
    assert "This file has 1.95 kB; 1.95 kB is the most." in page
    assert "Page 3" in page
    assert (rows(room), kept_files(room), asked) == ([], before, [])
    assert sent(room, file=(BytesIO(b"x" * 2000), "long.pdf"))[0] == 303


def test_a_store_that_takes_nothing_costs_nobody_a_word(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: FolderStore, _source: object, _announce: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FolderStore, "put", full)
    status, page = sent(room, note="Seen in the registry.", title="My own title")
    assert status == 409
    assert "The desk cannot keep this at the moment" in page
    assert "My own title" in page
    assert rows(room) == []


def test_how_large_a_file_may_be_is_said_before_it_is_sent(room: Room) -> None:
    page = room.as_("ana").page(f"/claims/{room.plain}")
    assert "Its bytes are kept untouched. Up to 200 MB." in page
    assert 'data-most="209715200"' in page


@pytest.mark.parametrize(
    ("data", "work", "status"),
    [
        (b"Fares doubled.", [("derive", 1)], TextStatus.PENDING),
        (b"\xff\xd8\xff\xe0 a picture", [("derive", 1)], TextStatus.NONE),
        (b"PK\x03\x04 an archive", [], TextStatus.NONE),
    ],
)
def test_what_is_to_be_made_of_a_file_is_left_for_the_background(
    room: Room, asked: list[tuple[object, ...]], data: bytes, work: object, status: TextStatus
) -> None:
    assert sent(room, file=(BytesIO(data), "seen"))[0] == 303
    assert asked == work
    (row,) = rows(room)
    assert (row.text_status, row.sha512) == (status, hashlib.sha512(data).hexdigest())


def test_the_bytes_of_what_is_attached_are_settled(room: Room) -> None:
    sent(room, file=(BytesIO(PDF), "register.pdf"))
    sent(room, note="Seen in the registry.")
    with room.sessions.read() as session:
        blobs = {blob.sha256: blob.condition for blob in session.scalars(sa.select(Blob))}
    assert blobs == {row.sha256: BlobCondition.SOUND for row in rows(room)}


def test_an_empty_file_is_refused_and_nothing_is_kept(room: Room) -> None:
    before = kept_files(room)
    status, page = sent(room, file=(BytesIO(b""), "empty.pdf"), locator="Page 3")
    assert status == 422
    assert "This file is empty" in page
    assert "Page 3" in page
    assert rows(room) == []
    assert kept_files(room) == before


def test_a_note_is_kept_as_bytes_too(room: Room) -> None:
    status, _ = sent(room, note="  Seen in the registry: Страница 2.  ", source="Registry")
    assert status == 303
    row = rows(room)[0]
    assert row.note == "Seen in the registry: Страница 2."
    with room.store.open(str(row.sha256)) as stream:
        assert stream.read().decode() == row.note


@pytest.mark.parametrize(
    "fields",
    [{}, {"title": "A title alone"}, {"url": "https://8.8.8.8/", "note": "Both."},
     {"note": "  \n "}],
)  # fmt: skip
def test_exactly_one_thing_is_attached_at_a_time(room: Room, fields: dict[str, str]) -> None:
    status, page = sent(room, **fields)
    assert status == 422
    assert "Give exactly one thing: a link, a file or a note." in page
    assert rows(room) == []


def test_the_same_piece_twice_on_a_claim_is_a_conflict(room: Room) -> None:
    assert sent(room, note="Seen.")[0] == 303
    status, page = sent(room, note="Seen.", title="My own title")
    assert status == 409
    assert "This is on the claim already, as E1." in page
    assert "My own title" in page


def test_a_stance_goes_into_the_holders_own_draft(room: Room) -> None:
    with room.at_work() as desk:
        desk.taken(desk.plain)
    assert sent(room, note="Seen.", stance="undermines")[0] == 303
    with room.sessions.read() as session:
        draft = session.scalars(sa.select(AssessmentDraft)).one()
    assert draft.payload["grades"]["1"]["stance"] == Stance.UNDERMINES.value
    undermines = '<use href="#e-undermines"'
    assert undermines in room.as_("ana").page(f"/claims/{room.plain}")
    assert undermines not in room.as_("editor").page(f"/claims/{room.plain}")


def test_who_may_not_attach_leaves_no_bytes_behind(room: Room) -> None:
    before = kept_files(room)
    assert sent(room, "reader", note="A reader's note.")[0] == 403
    assert sent(room, "reader", file=(BytesIO(PDF), "a.pdf"))[0] == 403
    assert kept_files(room) == before


def test_a_piece_taken_off_is_gone_from_the_list_and_kept(room: Room) -> None:
    sent(room, note="Seen.")
    page = room.as_("ana").act(
        f"/claims/{room.plain}/evidence/1/detach", {"reason": "Of another town."}
    )
    assert "No evidence yet" in page
    assert len(rows(room)) == 1


def test_a_derivation_without_its_claim_still_stands_and_leads_to_the_piece(room: Room) -> None:
    with room.at_work() as desk:
        for words in ("One.", "Two."):
            desk.attached(desk.plain, words=words)
    answer = room.as_("ana").post("/evidence/1/derivations", {"parent": "2", "kind": "quotes"})
    assert answer.status_code == 303
    assert answer.location.endswith("/evidence/1")
    wrong = room.as_("ana").post("/evidence/1/derivations", {"parent": "1", "kind": "quotes"})
    assert wrong.status_code == 422
    assert "A piece cannot come from itself" in wrong.text


def test_missing_bytes_are_said_and_no_signature_covers_them(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain, words="Never stored.")
        desk.to_awaiting(desk.plain)
        desk.session.add(
            Blob(sha256=sha256("Never stored."), condition=BlobCondition.MISSING, first_at=now(),
                 touched_at=now(), hashed_at=now())
        )  # fmt: skip
    editor = room.as_("editor")
    page = editor.page(f"/claims/{room.plain}")
    assert "Bytes missing" in page
    assert f'action="/claims/{room.plain}/sign-off"' not in page
    answer = editor.post(f"/claims/{room.plain}/sign-off", {"read": "y"})
    assert answer.status_code == 409
    assert "missing or altered" in answer.text


def test_a_page_asks_the_store_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)

    def out_of_reach(*_: object) -> None:
        raise StoreError("The store is out of reach.")

    for name in ("size", "open", "exists", "verify"):
        monkeypatch.setattr(room.store, name, out_of_reach)
    assert "All bytes held" in room.as_("editor").page(f"/claims/{room.plain}")


def test_altered_bytes_are_found_when_the_editor_signs(room: Room) -> None:
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)
        desk.session.add(
            Blob(sha256=sha256(WORDS), condition=BlobCondition.SOUND, first_at=now(),
                 touched_at=now(), hashed_at=now())
        )  # fmt: skip
    store = room.store
    assert isinstance(store, FolderStore)
    path = store.path(str(rows(room)[0].sha256))
    path.chmod(0o600)
    path.write_bytes(b"Another register.")
    editor = room.as_("editor")
    assert re.search(r"All bytes held", editor.page(f"/claims/{room.plain}"))
    answer = editor.post(f"/claims/{room.plain}/sign-off", {"read": "y", "note": "I looked."})
    assert answer.status_code == 409
    assert "the kept bytes are missing or altered" in answer.text
    assert "I looked." in answer.text
    # What the page shows is the last look's word, so the next look is at these bytes.
    with room.sessions.read() as session:
        assert session.scalars(sa.select(Blob.hashed_at)).one() is None
