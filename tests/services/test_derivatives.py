"""Words and working copies are made of files in the background, once, and a failure is told."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import undefer

from review.db import Sessions
from review.domain.vocabulary import BlobCondition, DerivativeKind, EvidenceKind, TextStatus
from review.models import Blob, Derivative, Evidence, LedgerEntry
from review.services import derivatives, evidence
from review.services.blobs import keep
from review.services.derivatives import kind_for, run, waiting
from review.services.evidence import Piece
from review.stores.folder import FolderStore
from review.stores.store import StoreError
from tests.desk import furnish, note
from tests.parsing.documents import pdf_bytes, pdf_writer


def photo() -> bytes:
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "Ilan Maresk"
    Image.new("RGB", (30, 20), (90, 120, 60)).save(data, "JPEG", exif=exif)
    return data.getvalue()


class Room:
    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions, self.store = sessions, FolderStore(folder)
        with sessions.write.begin() as session:
            self.desk = furnish(session)

    def attach(self, data: bytes, media_type: str, kind: EvidenceKind = EvidenceKind.FILE) -> int:
        kept = keep(self.sessions, self.store, data)
        piece = Piece(
            kind, file_name="seen", media_type=media_type, size=kept.size, sha256=kept.sha256,
            note="seen" if kind is EvidenceKind.NOTE else "",
        )  # fmt: skip
        return self.attach_piece(piece)

    def attach_piece(self, piece: Piece) -> int:
        with self.sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=self.desk.plain.id, actor=self.desk.ana, piece=piece
            )
            return made.row.evidence_id

    def made(self, evidence_id: int) -> list[Derivative]:
        with self.sessions.read() as session:
            rows = sa.select(Derivative).filter_by(evidence_id=evidence_id)
            return list(session.scalars(rows.options(undefer(Derivative.text))))

    def evidence(self, evidence_id: int) -> Evidence:
        with self.sessions.read() as session:
            return session.get_one(Evidence, evidence_id)

    def acts(self) -> list[tuple[str, str]]:
        with self.sessions.read() as session:
            rows = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number))
            return [(row.action, row.subject) for row in rows]


@pytest.fixture
def room(sessions: Sessions, tmp_path: Path) -> Room:
    return Room(sessions, tmp_path / "evidence")


def test_the_words_of_a_file_are_read_apart_and_kept(room: Room) -> None:
    data = pdf_bytes(pdf_writer(["Fares in Vantoria doubled."]))
    number = room.attach(data, "application/pdf")
    assert waiting(room.sessions) == [number]
    made = run(room.sessions, room.store, evidence_id=number)
    assert made is not None
    (row,) = room.made(number)
    words = "Fares in Vantoria doubled."
    assert (row.kind, row.text, row.failure) == (DerivativeKind.TEXT, words, "")
    assert row.sha256 == hashlib.sha256(words.encode()).hexdigest()
    assert row.tool.startswith("proofdesk/")
    assert room.evidence(number).text_status is TextStatus.READ
    assert waiting(room.sessions) == []
    assert room.acts()[-1] == ("read_text", f"evidence {number}")


def test_a_picture_gets_a_working_copy_without_metadata(room: Room) -> None:
    original = photo()
    number = room.attach(original, "image/jpeg")
    assert waiting(room.sessions) == [number]
    run(room.sessions, room.store, evidence_id=number)
    (row,) = room.made(number)
    assert (row.kind, row.media_type, row.failure) == (
        DerivativeKind.WORKING_COPY, "image/jpeg", "",
    )  # fmt: skip
    assert row.sha256 is not None
    with room.store.open(row.sha256) as stream:
        copy = stream.read()
    assert (b"Maresk" in original, b"Maresk" in copy, row.size) == (True, False, len(copy))
    with room.store.open(room.evidence(number).sha256 or "") as stream:
        assert stream.read() == original
    with room.sessions.read() as session:
        assert session.get_one(Blob, row.sha256).condition is BlobCondition.SOUND
    assert room.acts()[-1] == ("make_copy", f"evidence {number}")


@pytest.mark.parametrize(
    ("data", "media_type", "said"),
    [
        (b"ftypheic", "image/heic", "HEIC are not read here"),
        (b"\xff\xd8\xff\xe0 half", "image/jpeg", "damaged"),
        (b"%PDF-1.7 broken", "application/pdf", "."),
    ],
)
def test_what_could_not_be_made_is_told_and_not_tried_again(
    room: Room, data: bytes, media_type: str, said: str
) -> None:
    number = room.attach(data, media_type)
    made = run(room.sessions, room.store, evidence_id=number)
    assert made is not None
    (row,) = room.made(number)
    assert (row.sha256, said in row.failure) == (None, True)
    assert waiting(room.sessions) == []
    assert run(room.sessions, room.store, evidence_id=number) is None
    status = room.evidence(number).text_status
    assert status is (TextStatus.FAILED if media_type.startswith("app") else TextStatus.NONE)


def test_an_original_that_is_not_held_is_told(room: Room) -> None:
    piece = Piece(EvidenceKind.FILE, file_name="x", media_type="text/plain", sha256="a" * 64)
    number = room.attach_piece(piece)
    made = run(room.sessions, room.store, evidence_id=number)
    assert made is not None
    assert "not held" in made.failure


def test_a_file_waits_while_the_store_is_away(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    number = room.attach(b"Fares doubled.", "text/plain")

    def away(_self: FolderStore, _sha256: str) -> None:
        raise StoreError("out of reach")

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "on_disk", away)
        with pytest.raises(OSError, match="out of reach"):
            run(room.sessions, room.store, evidence_id=number)
    assert waiting(room.sessions) == [number]
    assert run(room.sessions, room.store, evidence_id=number) is not None


def test_of_two_workers_at_the_same_file_one_writes_it_down(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = room.attach(b"Fares doubled.", "text/plain")
    read = derivatives._read

    def then_another(store: FolderStore, original: object) -> derivatives.Made:
        monkeypatch.setattr(derivatives, "_read", read)
        assert run(room.sessions, room.store, evidence_id=number) is not None
        return read(store, original)

    monkeypatch.setattr(derivatives, "_read", then_another)
    assert run(room.sessions, room.store, evidence_id=number) is None
    assert len(room.made(number)) == 1


def test_nothing_is_made_of_what_holds_no_words_and_is_no_picture(room: Room) -> None:
    number = room.attach(b"PK\x03\x04", "application/zip")
    seen = room.attach_piece(note("A seen register."))
    assert waiting(room.sessions) == []
    for one in (number, seen):
        assert run(room.sessions, room.store, evidence_id=one) is None
    assert kind_for(EvidenceKind.LINK, "image/png") is None


@pytest.mark.parametrize("media_type", ["text/csv", "application/json", "text/markdown"])
def test_plain_text_of_every_sort_is_read(room: Room, media_type: str) -> None:
    number = room.attach(b'["fares", "doubled"]', media_type)
    made = run(room.sessions, room.store, evidence_id=number)
    assert made is not None
    assert "doubled" in made.text
