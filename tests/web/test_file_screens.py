"""The page of a file in a real browser: narrow, dark, free of axe; and a download is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import scrolls_sideways, violations
from tests.web.claim_room import Room
from tests.web.seat import Seat
from tests.web.test_downloads import SCRIPT, attach, photo

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 2
FILES = {
    "picture": (photo(), f"{LONG}.jpg", "image/jpeg"),
    "picture not read": (b"ftypheic", "seen.heic", "image/heic"),
    "words": (b"Fares in Vantoria doubled in 2025.", "fares.txt", "text/plain"),
    "words not read": (b"%PDF-1.7 broken", "register.pdf", "application/pdf"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_page_of_a_file_is_free_of_axe_violations_and_fits(
    room: Room, seat: Seat, name: str
) -> None:
    path = f"/evidence/{attach(room, *FILES[name])}"
    wide = seat("reader", path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert violations(wide) == []
    narrow = seat("reader", path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    assert violations(narrow) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)


def test_a_hostile_page_is_saved_and_never_shown(room: Room, seat: Seat, tmp_path: Path) -> None:
    number = attach(room, SCRIPT, "page.html", "text/html")
    page = seat("reader", f"/evidence/{number}")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Download the original").click()
    saving.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == SCRIPT
    assert page.url.endswith(f"/evidence/{number}")
