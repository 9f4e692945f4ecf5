"""Each error page says what happened and what to do next, to people signed in or not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, render_template
from playwright.sync_api import Page, expect

from review.web.errors import beside
from tests.browser import scrolls_sideways, violations
from tests.web.style_app import style_app

CODES = [400, 403, 404, 409, 413, 422, 429, 500]


def shown(code: int, **context: Any) -> str:
    app = style_app()
    with app.test_request_context("/"):
        return render_template(f"errors/{code}.html", **context)


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_has_one_heading_and_a_way_on(code: int) -> None:
    page = shown(code, actor=None)
    assert page.count("<h1") == 1
    assert f">{code}<" in page
    assert 'href="/desk"' in page


def test_a_person_not_signed_in_sees_no_menu_and_no_search() -> None:
    page = shown(404, actor=None)
    assert "/queue" not in page
    assert "Sign out" not in page


def test_a_message_of_the_domain_is_shown_as_words() -> None:
    assert "&lt;i&gt;late&lt;/i&gt;" in shown(403, message="<i>late</i>")


def test_a_refused_act_gives_back_every_word_beside_what_stands_now() -> None:
    words = "  two lines\nand <b>marks</b>"
    page = shown(409, mine=[("reason", words)], theirs=[("reason", "short")], back_url="/claims/3")
    assert "Your words are safe" in page
    assert "  two lines\nand &lt;b&gt;marks&lt;/b&gt;</textarea>" in page
    assert "short</textarea>" in page
    assert 'href="/claims/3"' in page


def test_each_typed_word_stands_right_before_what_stands_now_on_the_same_matter() -> None:
    typed = {"kind": "other", "owner": "Karst", "new_wording": "Mine"}
    mine, theirs = beside(
        typed, {"letter": "usually reliable", "kind": "Other", "new wording": "Ours"}
    )
    page = shown(409, mine=mine, theirs=theirs)
    told = re.findall(r">(You wrote|It says now) \((.*?)\)<", page)
    assert told == [
        ("You wrote", "new wording"), ("It says now", "new wording"),
        ("You wrote", "owner"), ("It says now", "letter"),
    ]  # fmt: skip


def test_a_refused_act_without_words_does_not_speak_of_them() -> None:
    assert "Your words are safe" not in shown(409)


@pytest.mark.parametrize("code", [400, 422])
def test_words_of_a_form_that_could_not_be_read_come_back_too(code: int) -> None:
    assert "forty pages</textarea>" in shown(code, mine=[("new_wording", "forty pages")])


def test_the_domain_s_own_remedy_takes_the_place_of_the_page_s_advice() -> None:
    page = shown(403, message="You wrote this article.", remedy="Ask a colleague to check it.")
    assert "Ask a colleague to check it." in page
    assert "Your role on this desk" not in page


def test_too_many_tries_says_how_long_to_wait() -> None:
    assert "Wait 15 min and" in shown(429, wait="15 min")


def test_a_failure_gives_the_reference_that_finds_it_in_the_log() -> None:
    assert "7f3a-21" in shown(500, reference="7f3a-21")


@pytest.mark.browser
@pytest.mark.parametrize("code", CODES)
def test_an_error_page_passes_axe_and_fits_a_narrow_window(
    serve: Callable[[Flask], str], open_page: Callable[..., Page], code: int
) -> None:
    app = style_app()
    words = [("reason", "what I wrote")]
    app.add_url_rule(
        "/broken",
        "broken",
        lambda: (render_template(f"errors/{code}.html", mine=words, theirs=words), code),
    )
    page = open_page(serve(app) + "/broken", status=code, viewport={"width": 320, "height": 700})
    assert violations(page) == []
    assert not scrolls_sideways(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
