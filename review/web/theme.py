"""Light, dark, or what the system says; kept in a cookie, so that no page needs a script for it."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

COOKIE = "proofdesk_theme"
CHOICES = ("light", "dark")
A_YEAR = 365 * 24 * 60 * 60


def chosen_theme(cookies: Mapping[str, str]) -> str | None:
    """`light` or `dark`; None follows the system. Anything else in the cookie is ignored."""
    choice = cookies.get(COOKIE)
    return choice if choice in CHOICES else None


def remember_theme(response: Response, choice: str, *, secure: bool) -> None:
    """Keep a choice for a year; any other word than `light` or `dark` forgets it."""
    if choice in CHOICES:
        response.set_cookie(
            COOKIE, choice, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Lax")
