"""The pages on accounts in a real browser: nothing for axe, by keyboard, on a narrow screen."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from review.db import Sessions
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import User
from review.services import invitations
from review.services.accounts import put_role
from tests.browser import scrolls_sideways, violations
from tests.web_client import PASSWORD, DeskCast, email_of

pytestmark = pytest.mark.browser
Serve = Callable[[Flask], str]
Open = Callable[..., Page]


@pytest.fixture
def address(app: Flask, serve: Serve, sessions: Sessions, desk_cast: DeskCast) -> str:
    """The served desk; its administrator edits as well, so that one sign-in sees every page."""
    with sessions.write.begin() as session:
        admin = session.get_one(User, desk_cast.admin.user_id)
        put_role(session, admin, desk_cast.desk_id, Role.EDITOR)
    return serve(app)


def _sign_in(page: Page, who: Actor) -> None:
    """Without touching the mouse."""
    page.get_by_label("E-mail").fill(email_of(who))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_holds_on_every_screen(
    address: str,
    open_page: Open,
    sessions: Sessions,
    desk_cast: DeskCast,
    width: int,
    scheme: str,
) -> None:
    with sessions.write.begin() as session:
        made = invitations.make_link(
            session, actor=desk_cast.admin, user_id=desk_cast.reader.user_id or 0
        )
    size = {"width": width, "height": 800}
    for path in ("/login", f"/invitation/{made.token}"):
        page = open_page(address + path, viewport=size, color_scheme=scheme)
        assert violations(page) == []
        assert not scrolls_sideways(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_on_accounts_holds(
    address: str, open_page: Open, desk_cast: DeskCast, width: int
) -> None:
    page = open_page(address + "/login", viewport={"width": width, "height": 800})
    _sign_in(page, desk_cast.admin)
    paths = ["/account", "/admin/", f"/admin/people/{desk_cast.reader.user_id}", "/admin/desk"]
    found = {}
    for path in paths:
        page.goto(address + path)
        found[path] = (violations(page), scrolls_sideways(page))
    assert found == dict.fromkeys(paths, ([], False))


def test_a_sign_in_that_failed_and_one_that_waits_are_told_to_everyone(
    address: str, open_page: Open
) -> None:
    page = open_page(address + "/login")
    for _ in range(6):
        page.get_by_label("E-mail").fill("nobody@nowhere.example")
        page.get_by_label("Password").fill("wrong")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert violations(page) == []
    assert "too many tries" in page.get_by_role("alert").inner_text()


def test_codes_are_set_up_from_the_picture(
    address: str, open_page: Open, desk_cast: DeskCast
) -> None:
    page = open_page(address + "/login?next=/account")
    _sign_in(page, desk_cast.admin)
    page.get_by_role("button", name="Set up codes").click()
    picture = page.get_by_role("img", name="Picture for the app")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    assert violations(page) == []


def test_closing_an_account_without_a_reason_leaves_the_dialog_standing(
    address: str, open_page: Open, desk_cast: DeskCast
) -> None:
    page = open_page(f"{address}/login?next=/admin/people/{desk_cast.reader.user_id}")
    _sign_in(page, desk_cast.admin)
    page.get_by_role("button", name="Close the account…").click()
    page.get_by_role("button", name="Close the account", exact=True).click()
    page.get_by_role("alert").get_by_role("link", name="Say why").click()
    assert page.get_by_label("Reason").evaluate("field => field === document.activeElement")
    assert violations(page) == []
    page.get_by_label("Reason").fill("Left the desk")
    page.get_by_role("button", name="Close the account", exact=True).click()
    page.get_by_text("signed out everywhere").wait_for()
