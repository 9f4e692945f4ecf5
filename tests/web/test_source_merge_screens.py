"""Merging and custody in a real browser: wide and narrow, light and dark, free of axe, and done."""

from __future__ import annotations

import pytest

from tests.browser import scrolls_sideways, violations
from tests.web.claim_room import Room
from tests.web.seat import Seat
from tests.web.test_source_merges import REASON, STAYS, merge, number, path, twins

__all__ = ["twins"]
pytestmark = pytest.mark.browser


def holds(seat: Seat, where: str) -> None:
    wide = seat("editor", where, viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert violations(wide) == []
    narrow = seat("editor", where, viewport={"width": 360, "height": 800}, color_scheme="dark")
    narrow.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(narrow) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)
    assert narrow.locator("h1").count() == 1


@pytest.mark.parametrize("end", ["", "/merge", "/merge?q=gazette", "/merge?into={}"])
def test_the_pages_on_the_way_to_a_merge_hold(twins: Room, seat: Seat, end: str) -> None:
    with twins.at_work() as desk:
        desk.signed(desk.plain)
    holds(seat, path(twins) + end.format(number(twins, STAYS)))


def test_the_page_of_the_source_that_stays_and_the_custody_of_a_piece_hold(
    twins: Room, seat: Seat
) -> None:
    merge(twins)
    holds(seat, path(twins, STAYS))
    twins.as_("legal").page("/evidence/1")
    holds(seat, "/evidence/1")


def test_an_editor_merges_from_the_suggestion_on(twins: Room, seat: Seat) -> None:
    page = seat("editor", path(twins))
    page.get_by_role("link", name="Compare with The Gazette").click()
    page.get_by_label("Why the two are one").fill(REASON)
    page.get_by_role("button", name="Merge them").click()
    page.wait_for_url(f"**{path(twins, STAYS)}")
    assert page.get_by_text("The two are one source now.").is_visible()
    assert page.get_by_text(REASON).is_visible()
