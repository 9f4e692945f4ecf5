"""Watched pages in a real browser: the list, a look with its diff, and the watch of one page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from review.db import now
from review.domain.vocabulary import WatchState
from review.services.looks import set_watch
from tests.browser import scrolls_sideways, violations
from tests.capture.servers import Answer, RawServer
from tests.journeys.test_every_page import SLIPS
from tests.web.claim_room import Room
from tests.web.seat import Seat
from tests.web.test_watch import OURS, THEIRS, Page

pytestmark = pytest.mark.browser
MORE = "\n\nThe <i>Gazette</i> wrote of it on Tuesday.\n\nA reader sent the old timetable."


@pytest.fixture
def fares(room: Room) -> Iterator[Page]:
    with ExitStack() as stack:

        def serve(answer: Answer) -> RawServer:
            server = RawServer(answer)
            stack.callback(server.close)
            return server

        yield Page(room, serve)


def looked_at(fares: Page) -> int:
    fares.look(status="503 Busy")
    fares.look(status="200 OK")
    return fares.look(THEIRS + MORE)


@pytest.mark.parametrize("which", ["piece", "look", "list"])
def test_the_pages_of_the_watch_are_free_of_axe_violations_and_fit(
    fares: Page, seat: Seat, which: str
) -> None:
    look = looked_at(fares)
    for number, state in enumerate(WatchState):
        with fares.room.at_work() as desk:
            note = desk.attached(desk.plain, words=f"Page {number}").evidence_id
            set_watch(desk.session, note, watch_at=now(), watch_state=state)
    piece = f"/evidence/{fares.id}"
    path = {"piece": piece, "look": f"{piece}/looks/{look}", "list": "/watch"}[which]
    wide = seat("editor", path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    narrow = seat("reader", path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    for page in (wide, narrow):
        assert violations(page) == []
        assert page.locator("h1").count() == 1
        assert page.evaluate(SLIPS) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)


def test_what_has_changed_is_read_without_colour_and_reached_from_the_piece(
    fares: Page, seat: Seat
) -> None:
    assert OURS != THEIRS
    looked_at(fares)
    page = seat("ana", f"/evidence/{fares.id}", java_script_enabled=False)
    page.locator("#watch").get_by_role("link", name="Changed").click()
    page.get_by_role("heading", name="What has changed since our copy").wait_for()
    assert page.locator("del", has_text="doubled").count() == 1
    assert page.locator("ins", has_text="tripled").count() == 1
    page.get_by_role("link", name="The look before").click()
    page.get_by_text("Not a word.").wait_for()
