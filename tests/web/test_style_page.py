from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import scrolls_sideways, violations
from tests.web.style_app import style_app

pytestmark = pytest.mark.browser
Serve = Callable[[Flask], str]
Open = Callable[..., Page]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_passes_axe_in_both_themes_wide_and_narrow(
    serve: Serve, open_page: Open, theme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    page = open_page(serve(style_app()) + "/style", color_scheme=theme, viewport=size)
    assert violations(page) == []


@pytest.mark.parametrize("dialog", ["keys", "back", "link", "me"])
def test_every_dialog_and_menu_passes_axe_while_it_is_open(
    serve: Serve, open_page: Open, dialog: str
) -> None:
    page = open_page(serve(style_app()) + "/style")
    page.evaluate("id => document.getElementById(id).showPopover()", dialog)
    assert violations(page) == []


def test_the_narrow_menu_opens_without_a_script(serve: Serve, open_page: Open) -> None:
    size = {"width": 360, "height": 700}
    page = open_page(serve(style_app()) + "/style", viewport=size, java_script_enabled=False)
    expect(page.get_by_role("link", name="Ledger", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.get_by_role("link", name="Ledger", exact=True)).to_be_visible()


def test_the_narrow_menu_passes_axe_while_it_is_open(serve: Serve, open_page: Open) -> None:
    page = open_page(serve(style_app()) + "/style", viewport={"width": 360, "height": 700})
    page.get_by_role("button", name="Menu", exact=True).click()
    assert violations(page) == []


def test_what_was_done_is_said_at_the_foot(serve: Serve, open_page: Open) -> None:
    page = open_page(serve(style_app()) + "/style")
    expect(page.get_by_role("status")).to_have_text("E8 answered “No”.")


def test_nothing_scrolls_sideways_at_320_pixels(serve: Serve, open_page: Open) -> None:
    page = open_page(serve(style_app()) + "/style", viewport={"width": 320, "height": 700})
    assert not scrolls_sideways(page)


def test_the_page_weighs_less_than_100_kilobytes(serve: Serve, open_page: Open) -> None:
    page = open_page(serve(style_app()) + "/style")
    weight = page.evaluate(
        "performance.getEntries().reduce((sum, one) => sum + (one.decodedBodySize || 0), 0)"
    )
    assert 20_000 < weight < 100_000


def test_a_chosen_theme_is_kept_without_a_script(serve: Serve, open_page: Open) -> None:
    page = open_page(serve(style_app()) + "/style", java_script_enabled=False)
    page.get_by_role("button", name="Your menu").click()
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_user_s_words_are_shown_as_words(serve: Serve, open_page: Open) -> None:
    page = open_page(serve(style_app()) + "/style")
    assert page.get_by_text("<b>Kell</b> paid twice").count() == 1


def test_the_scripts_together_stay_small() -> None:
    scripts = list(Path("review/static/js").glob("*.js"))
    assert scripts
    assert sum(path.stat().st_size for path in scripts) < 24_000
