"""The report pages in a real browser: nothing for axe, by keyboard, on a narrow screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from review.domain.vocabulary import Variant
from review.verification import SOUND, verify
from tests.browser import scrolls_sideways, violations
from tests.web.claim_room import Room
from tests.web.report_room import (
    leave_open,
    made,
    name_nobody,
    place,
    sign_accusation,
    sign_plain,
    withdraw_third,
)

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def address(room: Room, serve: Callable[[Flask], str]) -> str:
    """The served desk: a first draft, a second with everything in it, and one for legal eyes."""
    made(room)
    sign_plain(room)
    sign_accusation(room)
    withdraw_third(room)
    leave_open(room)
    made(room)
    made(room, Variant.LEGAL)
    name_nobody(room)
    made(room)
    return serve(room.app)


def sign_in(page: Page, room: Room, address: str) -> None:
    """As the editor, without the form."""
    cookie = room.as_("editor").client.get_cookie("proofdesk")
    assert cookie is not None
    page.context.add_cookies([{"name": "proofdesk", "value": cookie.value, "url": address}])


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light")])
def test_every_report_page_holds_on_every_screen(
    room: Room, address: str, open_page: Open, width: int, scheme: str
) -> None:
    found = {}
    paths = [place(room), *(f"/reports/{number}" for number in (1, 2, 3, 4))]
    page = open_page(address + "/login", viewport={"width": width, "height": 900},
                     color_scheme=scheme)  # fmt: skip
    sign_in(page, room, address)
    for path in paths:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found[path] = (violations(page), scrolls_sideways(page))
    assert found == dict.fromkeys(paths, ([], False))


def test_a_report_is_made_and_taken_away_by_hand(
    room: Room, address: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(address + "/login")
    sign_in(page, room, address)
    page.goto(address + place(room))
    page.get_by_text("Internal", exact=True).first.click()
    page.get_by_role("button", name="Make a draft").click()
    page.get_by_role("status").get_by_text("Report 5 is made.").wait_for()
    command = page.locator("code", has_text="proofdesk verify").inner_text()
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Data", exact=True).click()
    file = tmp_path / awaited.value.suggested_filename
    awaited.value.save_as(file)
    name, _, head = command.removeprefix("proofdesk verify ").partition(" --head ")
    assert name == file.name
    assert verify(file, head).exit_code == SOUND


def test_the_page_of_a_report_is_never_opened_in_the_desk(
    room: Room, address: str, open_page: Open
) -> None:
    page = open_page(address + "/login")
    sign_in(page, room, address)
    page.goto(address + "/reports/2")
    with page.expect_download():
        page.get_by_role("link", name="Page", exact=True).click()
    assert page.url == address + "/reports/2"
