"""Who is at the other end: the cookie holds a random token, the database all that it means."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request, current_app, g, request, session
from flask_login import LoginManager, UserMixin
from flask_wtf.csrf import generate_csrf

from review.domain.policy import Actor
from review.queries import web_sessions as presences
from review.services import web_sessions
from review.services.invitations import digest_of
from review.web.transaction import sessions

TOKEN = "token"  # noqa: S105  the name of it, not one

login_manager = LoginManager()
# The session lives in the database, and ends there; the browser's address says nothing about it.
login_manager.session_protection = None


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The present person: `actor` on their present desk, and the session they came with."""

    session_id: int
    actor: Actor


@login_manager.request_loader  # type: ignore[untyped-decorator]
def _load(_request: Request) -> SignedIn | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    with sessions().read() as reading:
        found = presences.present(reading, token_sha256=digest_of(token))
    return SignedIn(found.session_id, found.actor) if found else None


def enter(token: str) -> None:
    """Start the browser's session anew, so that nothing planted before the sign-in survives it."""
    session.clear()
    session[TOKEN] = token
    # The token against forgery is made now: made by the first page, it would be made twice where
    # two are loaded at once, and the forms of one of them would be refused.
    g.pop("csrf_token", None)
    generate_csrf()


def leave() -> None:
    """End the session here and in the database, in a unit of work of its own."""
    token = session.get(TOKEN)
    session.clear()
    if isinstance(token, str):
        with sessions().write.begin() as writing:
            web_sessions.sign_out(writing, token=token)


def secret_key() -> str:
    key: str = current_app.config["SECRET_KEY"]
    return key


def local(address: str | None) -> str | None:
    """An address of this site to go to, or None: never a way out to another one."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    return address if address.isprintable() and "\\" not in address else None


def came_from() -> str | None:
    """The page of this site that the request was sent from, where the browser says so."""
    sent = urlsplit(request.referrer or "")
    if sent.netloc != request.host:
        return None
    return local(f"{sent.path}?{sent.query}" if sent.query else sent.path)
