"""The page of a captured link in a real browser: narrow, dark, free of axe; and it waits."""

from __future__ import annotations

from contextlib import closing

import pytest

from review.domain.vocabulary import CaptureStatus, CaptureStep
from review.models import Capture
from tests.browser import scrolls_sideways, violations
from tests.capture.servers import RawServer
from tests.web.claim_room import Room
from tests.web.seat import Seat
from tests.web.test_captures import attached, run, story

pytestmark = pytest.mark.browser


@pytest.fixture
def captured(room: Room) -> int:
    with closing(RawServer(story)) as server:
        number, capture_id = attached(room, f"{server.url}/old")
        run(room, capture_id, server.port)
    with room.sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id)
        row.snapshot_failure = "No picture was made: the page was not done in time."
    return number


def test_a_captured_link_is_free_of_axe_violations_and_fits(
    room: Room, seat: Seat, captured: int
) -> None:
    path = f"/evidence/{captured}"
    wide = seat("reader", path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    narrow = seat("reader", path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    for page in (wide, narrow):
        for fold in page.locator("#captures summary").all():
            fold.click()
        assert violations(page) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)


def test_a_page_that_waits_for_a_capture_says_when_it_is_done(room: Room, seat: Seat) -> None:
    number, capture_id = attached(room, "https://gazette.example/fares")
    page = seat("reader", f"/evidence/{number}")
    page.get_by_text("Waiting for its turn").wait_for()
    with room.sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id)
        row.status, row.step, row.failure = CaptureStatus.FAILED, CaptureStep.DONE, "No answer."
    page.get_by_text("No answer.").wait_for()
