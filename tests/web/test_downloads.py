"""What the desk keeps of others comes back as it is, and runs nowhere."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from PIL import Image

from review.domain.vocabulary import DisclosureLevel, EvidenceKind
from review.models import Evidence, Source
from review.services import derivatives, evidence
from review.services.blobs import keep
from review.services.evidence import Bearing, Piece
from review.stores.s3 import BucketStore
from tests.bucket import BucketServer
from tests.web.claim_room import Room

SCRIPT = b"<!doctype html><script>alert(document.cookie)</script>"


def attach(
    room: Room, data: bytes, name: str, media_type: str, source: str = "", *, made: bool = True
) -> int:
    kept = keep(room.sessions, room.store, data)
    piece = Piece(
        EvidenceKind.FILE, file_name=name, media_type=media_type, size=kept.size,
        sha256=kept.sha256, sha512=kept.sha512,
    )  # fmt: skip
    with room.sessions.write.begin() as session:
        attached = evidence.attach(
            session, claim_id=room.plain, actor=room.people["ana"], piece=piece,
            bearing=Bearing(source=source),
        )  # fmt: skip
        number = attached.row.evidence_id
    if made:
        derivatives.run(room.sessions, room.store, evidence_id=number)
    return number


def photo(size: int = 40) -> bytes:
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "Ilan Maresk"
    Image.new("RGB", (size, 30), (90, 120, 60)).save(data, "JPEG", exif=exif)
    return data.getvalue()


@pytest.mark.parametrize("end", ["original", "text"])
def test_a_download_can_run_nothing_and_says_its_size_first(room: Room, end: str) -> None:
    number = attach(room, SCRIPT, "page.html", "text/html")
    if end == "text":
        number = attach(room, b"Fares <b>doubled</b>.", "words.txt", "text/plain")
    answer = room.as_("reader").get(f"/evidence/{number}/{end}")
    sent = answer.data
    answer.close()
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert [part.strip() for part in policy.split(";")] == ["default-src 'none'", "sandbox"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert int(answer.headers["Content-Length"]) == len(sent)
    assert sent == (SCRIPT if end == "original" else b"Fares <b>doubled</b>.")


def test_the_pages_of_the_desk_keep_their_own_policy(room: Room) -> None:
    number = attach(room, SCRIPT, "page.html", "text/html")
    for path in (f"/evidence/{number}", f"/evidence/{number}/copy"):
        policy = room.as_("reader").get(path).headers["Content-Security-Policy"]
        assert ("sandbox" in policy) == path.endswith("copy")


def test_a_download_comes_whole_and_never_in_parts(room: Room) -> None:
    number = attach(room, SCRIPT, "page.html", "text/html")
    answer = room.as_("reader").client.get(
        f"/evidence/{number}/original", headers={"Range": "bytes=0-3"}
    )
    assert (answer.status_code, answer.data) == (200, SCRIPT)
    assert answer.headers["Accept-Ranges"] == "none"
    answer.close()


def test_a_working_copy_goes_out_without_what_the_original_tells(room: Room) -> None:
    number = attach(room, photo(), "seen.jpg", "image/jpeg")
    browser = room.as_("reader")
    page = browser.page(f"/evidence/{number}")
    assert f'href="/evidence/{number}/copy"' in page
    assert "without metadata" in page
    original, copy = (browser.get(f"/evidence/{number}/{end}") for end in ("original", "copy"))
    assert (b"Maresk" in original.data, b"Maresk" in copy.data) == (True, False)
    assert copy.headers["Content-Type"] == "image/jpeg"
    assert f"evidence-{number}-copy.jpg" in copy.headers["Content-Disposition"]
    for answer in (original, copy):
        answer.close()


def test_the_words_of_a_file_can_be_had(room: Room) -> None:
    number = attach(room, "Тарифи зросли вдвічі.".encode(), "fares.txt", "text/plain")
    browser = room.as_("reader")
    assert f'href="/evidence/{number}/text"' in browser.page(f"/evidence/{number}")
    assert browser.get(f"/evidence/{number}/text").text == "Тарифи зросли вдвічі."


@pytest.mark.parametrize(
    ("data", "media_type", "said"),
    [
        (b"ftypheic", "image/heic", "Pictures of the kind HEIC are not read here."),
        (b"\xff\xd8\xff half", "image/jpeg", "There is no working copy."),
        (b"%PDF-1.7 broken", "application/pdf", "Its words could not be read."),
    ],
)
def test_what_could_not_be_made_is_said_on_the_page(
    room: Room, data: bytes, media_type: str, said: str
) -> None:
    number = attach(room, data, "seen", media_type)
    browser = room.as_("reader")
    assert said in browser.page(f"/evidence/{number}")
    for end in ("copy", "text"):
        answer = browser.get(f"/evidence/{number}/{end}")
        assert answer.status_code == 404
        assert "Its page says why." in answer.text


@pytest.mark.parametrize(
    ("media_type", "said"),
    [
        ("image/jpeg", "A working copy without metadata is being made"),
        ("text/plain", "Its words are being read"),
        ("application/zip", ""),
    ],
)
def test_the_page_says_what_is_still_being_made(room: Room, media_type: str, said: str) -> None:
    number = attach(room, b"A seen register, or half a picture.", "seen", media_type, made=False)
    page = room.as_("reader").page(f"/evidence/{number}")
    assert ("look again in a moment" in page) == bool(said)
    assert said in page
    assert "SHA-512" in page
    derivatives.run(room.sessions, room.store, evidence_id=number)
    assert "look again in a moment" not in room.as_("reader").page(f"/evidence/{number}")


@pytest.mark.parametrize("end", ["original", "copy", "text"])
def test_what_comes_from_a_sealed_source_stays_with_who_may_know(room: Room, end: str) -> None:
    data, kind = (b"Fares doubled.", "text/plain") if end == "text" else (photo(), "image/jpeg")
    number = attach(room, data, "seen", kind, source="A clerk")
    with room.sessions.write.begin() as session:
        session.execute(sa.update(Source).values(disclosure=DisclosureLevel.SEALED))
    for who, status in (("ana", 200), ("editor", 200), ("jon", 403), ("reader", 403)):
        browser = room.as_(who)
        answer = browser.get(f"/evidence/{number}/{end}")
        assert answer.status_code == status, who
        answer.close()
        assert ("Made from it" in browser.page(f"/evidence/{number}")) == (status == 200), who
    stranger = room.stranger().get(f"/evidence/{number}/{end}")
    assert stranger.status_code == 404


def test_a_desk_may_keep_its_evidence_in_a_bucket(room: Room, s3: BucketServer) -> None:
    room.app.extensions["store"] = BucketStore(s3.make_bucket(), "desk", s3.access)
    register = b"A line of the register.\n" * 300_000
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
    with room.sessions.read() as session:
        row = session.scalars(sa.select(Evidence)).one()
    derivatives.run(room.sessions, room.store, evidence_id=row.id)
    download = room.as_("reader").get(f"/evidence/{row.id}/original")
    assert int(download.headers["Content-Length"]) == len(register)
    assert download.data == register
    download.close()
    room.store.remove(row.sha256 or "")
    assert room.as_("reader").get(f"/evidence/{row.id}/original").status_code == 404


def test_a_picture_without_a_name_is_sent_under_its_number(room: Room) -> None:
    number = attach(room, photo(), "", "image/jpeg")
    answer = room.as_("reader").get(f"/evidence/{number}/original")
    assert f"evidence-{number}" in answer.headers["Content-Disposition"]
    answer.close()
