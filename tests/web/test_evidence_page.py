"""A piece of evidence on a page of its own: what is kept of it, and its bytes as an attachment."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from review.db import now
from review.domain.vocabulary import CaptureStatus, DerivationKind, DisclosureLevel, EvidenceKind
from review.models import Capture, Claim, Evidence, Source
from review.queries.evidence import found, piece_of
from review.services import derivations, evidence
from tests.desk import Desk, link, note, sha256
from tests.queries.counted import counted
from tests.web.claim_room import WORDS, Room

HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'
PAGE = b"<script>alert(1)</script>"


def read(room: Room, who: str, path: str = "/evidence/1") -> str:
    return html.unescape(room.as_(who).page(path))


def attached_link(desk: Desk) -> Evidence:
    made = evidence.attach(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, piece=link(),
        bearing=evidence.Bearing("Gazette", "Page 2", "Fares doubled."),
    )  # fmt: skip
    return desk.session.get_one(Evidence, made.row.evidence_id)


def captured(room: Room, **columns: object) -> None:
    """A link with an attempt that failed and one that was kept."""
    room.store.put(PAGE)
    with room.at_work() as desk:
        row = attached_link(desk)
        first = desk.session.scalars(sa.select(Capture)).one()
        first.status, first.failure, first.finished_at = CaptureStatus.FAILED, "No answer.", now()
        row.sha256, row.size, row.media_type = sha256(PAGE.decode()), len(PAGE), "text/html"
        desk.session.add(
            Capture(
                **{
                    "evidence_id": row.id, "status": CaptureStatus.CAPTURED, "url": row.url,
                    "final_url": "https://gazette.example/fares/2025", "http_status": 200,
                    "redirects": [
                        {"url": row.url, "status": 301,
                         "location": "https://gazette.example/fares/2025"}
                    ],
                    "response_headers": [["Server", HOSTILE], ["Date", "Mon"]],
                    "media_type": "text/html", "size": len(PAGE), "sha256": row.sha256,
                    "sha512": "a" * 128, "text": HOSTILE, "tool": "fetcher 1",
                    "requested_by_id": desk.ana.user_id, "requested_at": now(),
                    "finished_at": now(), **columns,
                }
            )
        )  # fmt: skip


def test_the_page_tells_where_a_piece_comes_from_and_what_it_bears_on(room: Room) -> None:
    with room.at_work() as desk:
        first = desk.attached(desk.plain, desk.ana, source="Karst Register")
        second = desk.attached(desk.third, words="A copy of it.")
        derivations.derive(
            desk.session,
            evidence_id=second.evidence_id,
            actor=desk.ana,
            parent=derivations.Parent(first.evidence_id),
            kind=DerivationKind.QUOTES,
            reason="Word for word.",
        )
    page = read(room, "reader")
    for words in ("Karst Register", "Letter F", "held", "Ana Belcourt", WORDS, "comes from this",
                  "Fares in Vantoria doubled in 2025."):  # fmt: skip
        assert words in page
    assert page.count("<h1") == 1
    child = read(room, "reader", "/evidence/2")
    assert "Word for word." in child
    assert "Adds no origin of its own." in child


def test_a_sealed_source_is_a_number_to_those_who_may_not_know_it(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain, source="Quill, a clerk")
        source = desk.session.scalars(sa.select(Source)).one()
        source.disclosure = DisclosureLevel.SEALED
    for who in ("editor", "legal"):
        assert "Quill" in read(room, who)
    for who in ("ana", "jon", "reader"):
        page = read(room, who)
        assert "Quill" not in page
        assert "sealed source 1" in page


SECRETS = ("gazette.example", "clerk's list", "Fares doubled.", "Page 2", "<script>")
KEPT_FROM = "A piece from a sealed source"


def seal(room: Room) -> None:
    """A captured link of a source that is sealed since, and a copy that comes from it."""
    captured(room)
    with room.at_work() as desk:
        desk.session.scalars(sa.select(Source)).one().disclosure = DisclosureLevel.SEALED
        desk.session.get_one(Evidence, 1).title = "The clerk's list"
        copy = desk.attached(desk.plain, desk.deputy, words="A copy of it.")
        derivations.derive(
            desk.session,
            evidence_id=copy.evidence_id,
            actor=desk.deputy,
            parent=derivations.Parent(1),
            kind=DerivationKind.QUOTES,
            reason="The clerk's list, word for word.",
        )


def told(page: str) -> list[str]:
    said = html.unescape(page).casefold()
    return [secret for secret in SECRETS if secret.casefold() in said]


@pytest.mark.parametrize("who", ["jon", "zoe", "reader"])
def test_what_a_sealed_piece_is_stays_with_those_who_know_its_source(room: Room, who: str) -> None:
    seal(room)
    browser = room.as_(who)
    for path in ("/evidence/1", "/evidence/2", f"/claims/{room.plain}"):
        page = browser.page(path)
        assert KEPT_FROM in page
        assert told(page) == []
    piece = browser.page("/evidence/1")
    assert "shown to editors and legal" in piece
    assert "sealed source 1" in piece
    assert "Download the original" not in piece
    refused = browser.get("/evidence/1/original")
    assert refused.status_code == 403
    assert "sealed source" in refused.text
    assert "<b>E1</b>" in browser.page(f"/claims/{room.plain}")


@pytest.mark.parametrize("who", ["editor", "legal", "ana"])
def test_who_knows_a_sealed_source_or_brought_the_piece_reads_it(room: Room, who: str) -> None:
    seal(room)
    browser = room.as_(who)
    page = browser.page("/evidence/1")
    assert KEPT_FROM not in page
    assert "Download the original" in page
    assert told(page)
    answer = browser.get("/evidence/1/original")
    assert answer.data == PAGE
    answer.close()


def test_who_judges_a_claim_reads_all_that_it_rests_on(room: Room) -> None:
    seal(room)
    with room.at_work() as desk:
        desk.taken(desk.plain, desk.jon)
    for path in ("/evidence/1", f"/claims/{room.plain}"):
        page = html.unescape(room.as_("jon").page(path))
        assert "The clerk's list" in page
        assert KEPT_FROM in room.as_("zoe").page(path)
    answer = room.as_("jon").get("/evidence/1/original")
    assert answer.status_code == 200
    answer.close()


def test_once_judged_why_a_sealed_piece_has_its_grade_is_kept_back_too(room: Room) -> None:
    seal(room)
    with room.at_work() as desk:
        desk.assessed(desk.plain, desk.jon)
    for who, reads in (("jon", True), ("editor", True), ("zoe", False), ("reader", False)):
        page = room.as_(who).page(f"/claims/{room.plain}")
        # The copy's grade has the same reason, shown beside the piece and in the comparison.
        assert page.count("It fits.") == (4 if reads else 2), who


def test_the_ledger_tells_nothing_of_a_sealed_piece(room: Room) -> None:
    seal(room)
    for who, reads in (("editor", True), ("legal", True), ("jon", False)):
        page = room.as_(who).page("/ledger")
        assert bool(told(page)) == reads, who
        assert ("kept back" in page) != reads


def test_every_capture_tells_what_became_of_it(room: Room) -> None:
    captured(room)
    page = read(room, "reader")
    told = page.replace("<b>", "").replace("</b>", "").replace("<bdi>", "")
    for words in (
        "Failed: No answer.", "HTTP 200", "HTTP 301", "Kept from", "fetcher 1",
        "https://gazette.example/fares/2025", "Date", "Fares doubled.",
    ):  # fmt: skip
        assert words in told
    assert "Captured" in page


def test_a_capture_of_which_little_is_known_is_told_all_the_same(room: Room) -> None:
    captured(room, sha512=None, redirects=[], response_headers=[], http_status=None, text="")
    page = read(room, "reader")
    assert "Kept from" in page
    assert "SHA-512" not in page


def test_a_page_that_was_captured_is_data_and_never_runs(room: Room) -> None:
    captured(room)
    page = room.as_("reader").page("/evidence/1")
    assert "<script>alert" not in page
    assert html.escape(HOSTILE) in page.replace("&#34;", "&quot;")
    answer = room.as_("reader").get("/evidence/1/original")
    assert answer.data == PAGE
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    ['a"; filename=b.html', "../../etc/passwd", "Регистр 2025.txt", HOSTILE, "a\r\nSet-Cookie: b"],
)
def test_a_hostile_file_name_or_title_is_data(room: Room, name: str) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
        row = desk.session.scalars(sa.select(Evidence)).one()
        row.kind, row.file_name, row.title = EvidenceKind.FILE, name, name
    browser = room.as_("reader")
    assert "<script>alert" not in browser.page("/evidence/1")
    answer = browser.get("/evidence/1/original")
    assert answer.status_code == 200
    assert answer.data.decode() == WORDS
    answer.close()
    told = answer.headers["Content-Disposition"]
    assert told.startswith("attachment; filename")
    assert "Set-Cookie" not in answer.headers
    assert '"; filename=b' not in told.replace('\\"', "")


def test_bytes_that_are_missing_are_not_found_and_the_page_says_so(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain, words="Bytes that nobody put into the store.")
        attached_link(desk)
    for path in ("/evidence/1", "/evidence/2"):
        page = read(room, "ana", path)
        assert "not held" in page
        assert "Download the original" not in page
        answer = room.as_("ana").get(f"{path}/original")
        assert answer.status_code == 404
        assert "The bytes of this piece are not held." in answer.text


def test_what_is_not_there_or_on_another_desk_is_not_found(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    stranger = room.stranger()
    for end in ("", "/original"):
        assert stranger.get(f"/evidence/1{end}").status_code == 404
        assert room.as_("ana").get(f"/evidence/999{end}").status_code == 404


def _many(times: int) -> Callable[[Desk], None]:
    def prepare(desk: Desk) -> None:
        first = desk.attached(desk.plain)
        for number in range(times):
            child = desk.attached(desk.plain, words=f"Copy {number}")
            derivations.derive(
                desk.session,
                evidence_id=child.evidence_id,
                actor=desk.ana,
                parent=derivations.Parent(first.evidence_id),
                kind=DerivationKind.QUOTES,
            )
        for claim in desk.session.scalars(sa.select(Claim).where(Claim.id != desk.plain.id)):
            evidence.attach(desk.session, claim_id=claim.id, actor=desk.ana, piece=note(WORDS))

    return prepare


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_takes_as_many_queries_for_one_relation_as_for_three(desk: Desk, times: int) -> None:
    _many(times)(desk)
    row_id = desk.session.scalars(sa.select(sa.func.min(Evidence.id))).one()

    def work() -> object:
        row = found(desk.session, row_id, desk.id)
        assert row is not None
        return piece_of(desk.session, row, "Ana", desk.jon)

    piece, queries = counted(desk.session, work)
    assert len(piece.children) == times
    assert queries == 5
