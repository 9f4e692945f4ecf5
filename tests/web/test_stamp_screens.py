"""Time stamps in a real browser: none, pending, verified and failed; narrow, dark, free of axe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser import scrolls_sideways, violations
from tests.capture.servers import RawServer
from tests.stamps.clock import Towers, towers
from tests.web.claim_room import Room
from tests.web.seat import Seat
from tests.web.test_stamps import STORY, Tower, built

__all__ = ["towers"]
pytestmark = pytest.mark.browser


@pytest.fixture
def tower(room: Room, towers: Towers, tmp_path: Path) -> Iterator[Tower]:
    with closing(RawServer(STORY)) as site:
        yield built(room, site, towers, tmp_path / "roots.pem")


def test_stamps_in_every_state_are_free_of_axe_violations_and_fit(tower: Tower, seat: Seat) -> None:
    path = f"/evidence/{tower.piece}"
    seen = seat("editor", path, viewport={"width": 1280, "height": 900})
    assert violations(seen) == []
    seen.get_by_role("button", name="Ask for a time stamp").click()
    seen.get_by_text("Pending", exact=True).wait_for()
    tower.work()
    unknown, dead = "https://clock.example/tsr", "https://tower.example/tsr"
    tower.asked(tower.url, unknown, dead)
    seen.reload()
    seen.get_by_role("button", name="Ask for a time stamp").click()
    tower.fail(unknown, "The authority refused: no such policy.")
    wide = seat("editor", path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    narrow = seat("editor", path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    for page in (wide, narrow):
        for word in ("Verified", "Failed", "Pending"):
            assert page.locator("#stamps").get_by_text(word, exact=True).count() == 1
        page.locator("#stamps summary").click()
        assert violations(page) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)
