"""The bookmark on somebody else's page, in a real browser: signed in, signed out, and hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask, request
from playwright.sync_api import Page

from review.db import Sessions
from review.models import User
from tests.browser import scrolls_sideways, violations
from tests.web.claim_room import Room
from tests.web.seat import Seat
from tests.web_client import PASSWORD, known_hash

pytestmark = pytest.mark.browser
Serve = Callable[[Flask], str]
Open = Callable[..., Page]
WORDS = "Fares rose by #40 % & “more” — тариф."
SELECT = "() => getSelection().selectAllChildren(document.querySelector('p'))"
DESK = "javascript:"


@pytest.fixture
def elsewhere(serve: Serve) -> str:
    """Somebody else's site, with a policy that lets no script of theirs run inline."""
    site = Flask("gazette")

    @site.get("/fares")
    def fares() -> tuple[str, dict[str, str]]:
        page = f"<title>Fares & <b>fees</b></title><p>{WORDS}</p><p>Nothing else.</p>"
        return page, {"Content-Security-Policy": "default-src 'none'; script-src 'none'"}

    return serve(site)


@pytest.fixture
def heard(room: Room) -> list[str]:
    """Every address that the desk's server was asked for, as its log would have it."""
    asked: list[str] = []
    room.app.before_request(lambda: asked.append(request.full_path + str(request.referrer)))
    return asked


def press(account: Page, page: Page) -> Page:
    """Do what the browser does when the bookmark is pressed: run its script on the page."""
    address = account.get_by_role("link", name="Clip to claim").get_attribute("href")
    assert address is not None
    with page.context.expect_page() as opening:
        page.evaluate(unquote(address.removeprefix(DESK)))
    opening.value.wait_for_load_state()
    return opening.value


def told(heard: list[str]) -> list[str]:
    """Where the server's log would hold anything of the clipped page."""
    return [line for line in heard if re.search("fees|rose|8\\.8|/fares|#", line)]


def filled(form: Page) -> tuple[str, str, str]:
    labels = ("Link", "Title", "Excerpt")
    link, title, words = (form.get_by_label(one, exact=True).input_value() for one in labels)
    return link, title, words


def test_a_page_is_clipped_to_a_claim_found_by_its_words(
    room: Room, seat: Seat, elsewhere: str, heard: list[str]
) -> None:
    account = seat("ana", "/account")
    page = account.context.new_page()
    page.goto(f"{elsewhere}/fares")
    page.evaluate(SELECT)
    form = press(account, page)
    assert filled(form) == (f"{elsewhere}/fares", "Fares & <b>fees</b>", WORDS)
    form.get_by_label("Link", exact=True).fill("https://8.8.8.8/fares")
    form.get_by_label("Find the claim").fill("vantoria doubled")
    form.get_by_label("Find the claim").press("Enter")
    form.wait_for_url("**/clip/find")
    assert filled(form) == ("https://8.8.8.8/fares", "Fares & <b>fees</b>", WORDS)
    assert violations(form) == []
    form.get_by_role("button", name="Attach").click()
    form.wait_for_url(f"**/claims/{room.plain}")
    form.get_by_text(f"“{WORDS}”").wait_for()
    assert not told(heard)


def test_who_is_signed_out_signs_in_on_the_way_and_loses_no_word(
    room: Room, seat: Seat, elsewhere: str, open_page: Open, sessions: Sessions, heard: list[str]
) -> None:
    with sessions.write.begin() as session:
        user = session.get_one(User, room.people["ana"].user_id)
        user.password_hash, email = known_hash(), user.email
    account = seat("ana", "/account")
    page = open_page(f"{elsewhere}/fares")
    page.evaluate(SELECT)
    form = press(account, page)
    form.wait_for_url("**/login?next=**")
    for password in ("not the password", PASSWORD):
        form.get_by_label("E-mail").fill(email)
        form.get_by_label("Password").fill(password)
        form.get_by_role("button", name="Sign in").click()
        form.wait_for_load_state()
    form.wait_for_url("**/clip#**")
    assert filled(form) == (f"{elsewhere}/fares", "Fares & <b>fees</b>", WORDS)
    assert not told(heard)


def test_what_a_hostile_page_puts_behind_the_hash_only_fills_fields(
    room: Room, seat: Seat, elsewhere: str
) -> None:
    script = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E"
    brought = f"url=javascript:alert(1)&title={script}&words={script}&claim=1&once=x"
    form = seat("ana", f"/clip#{brought}")
    form.get_by_role("button", name="Attach").click()
    form.get_by_text("to put right").first.wait_for()
    assert form.title().startswith("Clip to claim")
    assert form.locator("img").count() == 0
    assert "attach" not in room.acts()


def test_without_scripts_the_same_form_is_filled_by_hand(room: Room, seat: Seat) -> None:
    form = seat("ana", "/clip", java_script_enabled=False)
    form.get_by_label("Link", exact=True).fill("https://8.8.8.8/fares")
    form.get_by_label("Find the claim").fill("Karst")
    form.get_by_role("button", name="Find").click()
    form.get_by_role("radio", name="The court sits").check()
    form.get_by_role("button", name="Attach").click()
    form.wait_for_url(f"**/claims/{room.desk.third.id}")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_form_is_free_of_axe_violations_and_fits(
    room: Room, seat: Seat, width: int, scheme: str
) -> None:
    page = seat("ana", "/clip", viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.get_by_text("Without dragging").click()
    assert violations(page) == []
    page.get_by_role("button", name="Attach").click()
    page.get_by_text("things to put right").wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(page)
