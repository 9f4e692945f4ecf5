"""Notices, marks and retractions in a real browser: narrow, dark, free of axe, and by keyboard."""

from __future__ import annotations

import pytest

from review.services import retracting
from tests.browser import scrolls_sideways, violations
from tests.web.claim_room import Room
from tests.web.report_room import made, place, sign_plain
from tests.web.seat import Seat
from tests.web.test_report_marks import piece_of

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 2
PLACES = {
    "notices": ("deputy", "/notices"),
    "no notices": ("reader", "/notices"),
    "desk": ("deputy", "/"),
    "report": ("reader", "/reports/1"),
    "reports": ("editor", "list"),
    "piece": ("editor", "/evidence/1"),
    "claim": ("ana", "claim"),
}


def turn_bad(room: Room) -> None:
    sign_plain(room)
    made(room)
    piece = piece_of(room)
    with room.at_work() as desk:
        retracting.retract(
            desk.session, evidence_id=piece, actor=desk.editor, version=None,
            reason=f"The register was forged, says {LONG}.",
        )  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_a_page_that_tells_what_turned_bad_is_free_of_axe_violations_and_fits(
    room: Room, seat: Seat, name: str
) -> None:
    turn_bad(room)
    who, path = PLACES[name]
    path = {"list": place(room), "claim": f"/claims/{room.plain}"}.get(path, path)
    wide = seat(who, path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    wide.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(wide) == []
    narrow = seat(who, path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    assert violations(narrow) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)


def test_a_notice_is_opened_and_said_to_be_seen_without_scripts(room: Room, seat: Seat) -> None:
    turn_bad(room)
    page = seat("deputy", "/notices", java_script_enabled=False)
    page.get_by_role("button", name="I have seen them all").click()
    page.wait_for_url("**/notices")
    assert page.get_by_text("New", exact=True).count() == 0
    page.get_by_role("link", name="Report 1 of").click()
    page.wait_for_url("**/reports/1")
    assert page.get_by_role("heading", name="No longer holds").count() == 1
