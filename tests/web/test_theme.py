import pytest
from flask import Response

from review.web.theme import COOKIE, chosen_theme, remember_theme


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_choice_is_kept_out_of_the_reach_of_scripts(choice: str) -> None:
    response = Response()
    remember_theme(response, choice, secure=True)
    kept = response.headers["Set-Cookie"]
    assert kept.startswith(f"{COOKIE}={choice};")
    assert "HttpOnly" in kept
    assert "Secure" in kept
    assert "SameSite=Lax" in kept


def test_choosing_the_system_forgets_the_cookie() -> None:
    response = Response()
    remember_theme(response, "system", secure=False)
    assert "Max-Age=0" in response.headers["Set-Cookie"]


def test_only_the_two_themes_are_read_back() -> None:
    assert chosen_theme({COOKIE: "dark"}) == "dark"
    assert chosen_theme({COOKIE: '"><script>'}) is None
    assert chosen_theme({}) is None
