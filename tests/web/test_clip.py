"""Clip to claim: a page seen elsewhere is attached to a claim that is picked by search."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import sqlalchemy as sa

from review.db import now
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep, Stance
from review.models import AssessmentDraft, Capture, ClaimEvidence, Evidence
from review.services import assessments
from review.web.clip import bookmark
from tests.web.claim_room import Room

URL = "https://8.8.8.8/fares"


@pytest.fixture
def asked(room: Room) -> list[tuple[object, ...]]:
    noted: list[tuple[object, ...]] = []
    room.app.extensions["enqueue"] = lambda *work: noted.append(work)
    return noted


def clipped(room: Room, path: str = "/clip", who: str = "ana", **fields: object) -> tuple[int, str]:
    answer = room.as_(who).post(path, {"url": URL, **fields})
    return answer.status_code, html.unescape(answer.text)


def pieces(room: Room) -> list[tuple[ClaimEvidence, Evidence]]:
    with room.sessions.read() as session:
        rows = session.execute(
            sa.select(ClaimEvidence, Evidence).join(Evidence).order_by(ClaimEvidence.id)
        )
        return [(row, piece) for row, piece in rows]


def test_a_clipped_page_is_attached_and_captured_in_the_background(
    room: Room, asked: list[tuple[object, ...]]
) -> None:
    status, _ = clipped(
        room, claim=room.plain, title="Fares of Vantoria", excerpt="Fares doubled.",
        source="Gazette", locator="first line",
    )  # fmt: skip
    assert status == 303
    ((row, piece),) = pieces(room)
    assert (row.claim_id, row.excerpt, row.locator) == (room.plain, "Fares doubled.", "first line")
    assert (piece.url, piece.title) == (URL, "Fares of Vantoria")
    assert asked == [("capture", 1)]
    assert room.acts()[-1] == "attach"


def test_the_claim_is_found_by_number_and_by_words_and_what_was_typed_stays(room: Room) -> None:
    claim = room.claim(room.plain)
    for typed in (str(claim.number), "fares doubled"):
        status, page = clipped(room, "/clip/find", q=typed, title="Their page", excerpt="Words.")
        assert status == 200
        assert f'name="claim" value="{room.plain}"' in page
        assert all(kept in page for kept in (URL, "Their page", "Words."))
    assert pieces(room) == []
    _, none = clipped(room, "/clip/find", q="nothing of the kind")
    assert "No claim found" in none


def test_looking_for_a_claim_writes_nothing(room: Room) -> None:
    before = room.acts()
    clipped(room, "/clip/find", q="fares", claim=room.plain)
    assert room.acts() == before


def test_a_draft_at_work_is_kept_and_takes_the_stance(room: Room) -> None:
    with room.at_work() as desk:
        desk.taken(desk.plain)
        assessments.keep(desk.session, desk.plain, desk.ana,
                         desk.judgement(desk.plain, reason="As far as I am."))  # fmt: skip
    clipped(room, claim=room.plain, stance=Stance.UNDERMINES.value)
    with room.sessions.read() as session:
        draft = session.scalars(sa.select(AssessmentDraft)).one()
    assert "As far as I am." in json.dumps(draft.payload)
    assert Stance.UNDERMINES.value in json.dumps(draft.payload)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,<b>x</b>", "http://127.0.0.1/", "file:///etc/passwd",
        "https://8.8.8.8/" + "x" * 2000, "", "//8.8.8.8/fares", "java\nscript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_public_is_refused_beside_the_field(
    room: Room, url: str
) -> None:
    status, page = clipped(room, url=url, claim=room.plain, title="Kept words")
    assert status == 422
    assert 'id="url-error"' in page
    assert "Kept words" in page
    assert 'href="javascript:alert' not in page
    assert pieces(room) == []


def test_title_and_words_of_somebody_elses_page_are_data(room: Room) -> None:
    hostile = '</textarea><script>alert("x")</script>\u202eevil\x1b[2J\n{{ 7*7 }}'
    answer = room.as_("ana").post(
        "/clip/find", {"url": URL, "title": hostile, "excerpt": hostile, "q": "<b>{{ 7*7 }}"}
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "\x1b" not in answer.text
    clipped(room, claim=room.plain, title=hostile, excerpt=hostile)
    ((row, piece),) = pieces(room)
    assert piece.title == '</textarea><script>alert("x")</script>evil[2J {{ 7*7 }}'
    assert "\x1b" not in row.excerpt
    assert "{{ 7*7 }}" in row.excerpt


@pytest.mark.parametrize(("field", "most"), [("title", 500), ("excerpt", 20_000)])
def test_floods_of_words_are_refused(room: Room, field: str, most: int) -> None:
    status, page = clipped(room, claim=room.plain, **{field: "x" * (most + 1)})
    assert status == 422
    assert f'id="{field}-error"' in page
    assert clipped(room, claim=room.plain, **{field: "x" * most})[0] == 303


@pytest.mark.parametrize("claim", ["", "none", "0", "999999999999"])
def test_without_a_claim_nothing_is_attached(room: Room, claim: str) -> None:
    status, page = clipped(room, claim=claim)
    assert status == 422
    assert 'id="claim-error"' in page
    assert pieces(room) == []


def test_claims_of_another_desk_and_withdrawn_ones_take_nothing(room: Room) -> None:
    stranger = room.stranger()
    assert stranger.post("/clip", {"url": URL, "claim": room.plain}).status_code == 404
    theirs = stranger.post("/clip/find", {"q": f"#{room.plain}"}).text
    assert f'value="{room.plain}"' not in theirs
    assert clipped(room, who="reader", claim=room.plain)[0] == 403
    assert pieces(room) == []


def test_who_attaches_nothing_is_told_so_and_gets_no_form(room: Room) -> None:
    page = room.as_("reader").page("/clip")
    assert "You attach no evidence on this desk" in page
    assert "data-clip" not in page
    assert 'href="javascript:' not in room.as_("admin").page("/account")


def old_copy(room: Room) -> None:
    clipped(room, claim=room.plain)
    with room.sessions.write.begin() as session:
        row = session.scalars(sa.select(Capture)).one()
        row.status, row.step, row.sha256 = CaptureStatus.CAPTURED, CaptureStep.DONE, "a" * 64
        row.finished_at = now() - timedelta(days=90)
        session.get_one(Evidence, row.evidence_id).sha256 = row.sha256


@pytest.mark.parametrize("path", ["/clip", "/claims/{third}/evidence"])
def test_an_address_kept_before_is_asked_about_with_what_was_typed(room: Room, path: str) -> None:
    old_copy(room)
    third = room.desk.third.id
    status, page = clipped(room, path.format(third=third), claim=third, title="Today's title")
    assert status == 422
    assert "Our copy of this address is from" in page
    assert "Today's title" in page
    assert len(re.findall(r'type="radio"[^>]*value="(?:copy|look|own)"', page)) == 3
    assert len(pieces(room)) == 1


def test_today_is_fetched_where_that_is_meant(room: Room, asked: list[tuple[object, ...]]) -> None:
    old_copy(room)
    status, _ = clipped(room, claim=room.desk.third.id, if_kept="look")
    assert status == 303
    assert asked[-1] == ("capture", 2)
    with room.sessions.read() as session:
        assert session.get_one(Capture, 2).purpose is CapturePurpose.AGAIN
    assert clipped(room, claim=room.plain, if_kept="own")[0] == 303
    assert len({piece.id for _, piece in pieces(room)}) == 2


def test_a_choice_that_is_none_of_the_three_is_refused(room: Room) -> None:
    assert clipped(room, claim=room.plain, if_kept="whatever")[0] == 422


def test_a_good_capture_can_be_fetched_again_from_the_claim_and_from_its_own_page(
    room: Room, asked: list[tuple[object, ...]]
) -> None:
    old_copy(room)
    for page in (f"/claims/{room.plain}", "/evidence/1"):
        assert "Fetch again" in room.as_("ana").page(page)
        assert "Fetch again" not in room.as_("reader").page(page)
    said = room.as_("ana").act("/evidence/1/capture")
    assert "stays the evidence" in said
    assert "Fetch again" not in said
    assert asked[-1] == ("capture", 2)
    with room.sessions.read() as session:
        assert session.get_one(Evidence, 1).sha256 == "a" * 64


def test_the_bookmark_names_this_desk_and_sends_words_behind_the_hash_alone(room: Room) -> None:
    page = html.unescape(room.as_("ana").page("/account"))
    (address,) = re.findall(r'href="(javascript:[^"]+)"', page)
    script = unquote(address)
    assert "\"http://localhost/clip\"+'#'+p" in script
    assert "?" not in script
    with room.app.test_request_context(base_url="https://desk.example"):
        assert "https://desk.example/clip" in unquote(bookmark())


def test_a_page_of_others_may_not_frame_the_form(room: Room) -> None:
    answer = room.as_("ana").get("/clip")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
