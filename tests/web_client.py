"""Signed-in people for tests: a desk with its cast, the whole application, and clients for both.

CSRF stays on: a client takes its token from a page, as a browser does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import Settings
from review.db import Sessions
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import User
from review.services.accounts import add_user
from review.services.desks import create_desk
from review.services.passwords import hash_password
from review.services.web_sessions import start
from tests.seen_versions import standing

PASSWORD = "four plain words, kept by none"
SECRET_KEY = "a key for tests alone " * 3
# Who sits at the desk of the tests: key, name, role.
CAST = (
    ("editor", "Ana Belcourt", Role.EDITOR),
    ("reviewer", "Mirela Dorn", Role.REVIEWER),
    ("second", "Tomas Verrin", Role.REVIEWER),
    ("third", "Ines Okoro", Role.REVIEWER),
    ("legal", "Piet Saladin", Role.LEGAL),
    ("reader", "Oda Lindqvist", Role.READER),
    ("admin", "Ruth Kessel", Role.ADMIN),
)
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
# What is drawn anew for each form may spell any short word, so no page of a test holds it.
_DRAWN = re.compile(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]+')


@dataclass(frozen=True)
class DeskCast:
    """A desk and its people, each as the actor that services take."""

    desk_id: int
    slug: str
    people: Mapping[str, Actor]

    @property
    def editor(self) -> Actor:
        return self.people["editor"]

    @property
    def reviewer(self) -> Actor:
        return self.people["reviewer"]

    @property
    def second(self) -> Actor:
        return self.people["second"]

    @property
    def third(self) -> Actor:
        return self.people["third"]

    @property
    def legal(self) -> Actor:
        return self.people["legal"]

    @property
    def reader(self) -> Actor:
        return self.people["reader"]

    @property
    def admin(self) -> Actor:
        return self.people["admin"]


def _no_version(_path: str) -> None:
    """What an act is sent with where no database tells what stands."""


class Visitor:
    """A browser of one person. `seen` tells the version that the page of an act hands out."""

    def __init__(
        self,
        app: Flask,
        address: str = "127.0.0.1",
        base_url: str = "http://localhost",
        seen: Callable[[str], int | None] = _no_version,
    ) -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = address
        self.base_url = base_url
        self.seen = seen
        self._token = ""

    def get(self, path: str, **rest: Any) -> TestResponse:
        return self.client.get(path, base_url=self.base_url, **rest)

    def page(self, path: str) -> str:
        """The page behind `path`, which must answer 200, without the marks drawn for its forms."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return _DRAWN.sub(r"\1drawn", answer.text)

    def token(self, page: str | None = None) -> str:
        """The token against forgery, read off `page` or off any page with a form."""
        if page or not self._token:
            text = self.get(page or "/account", follow_redirects=True).text
            found = _TOKEN.search(text)
            assert found is not None, f"no form on {page or '/account'}"
            self._token = found.group(1)
        return self._token

    def post(self, path: str, data: Mapping[str, Any] | None = None, **rest: Any) -> TestResponse:
        """Send a form with its token and the version that stands, as a page just opened does.

        What is given in `data` goes before them; a field that is None there is not sent at all.
        """
        fields = {"csrf_token": self.token(), "version": self.seen(path), **(data or {})}
        fields = {name: value for name, value in fields.items() if value is not None}
        headers = {"Referer": f"{self.base_url}/", **rest.pop("headers", {})}
        return self.client.post(path, data=fields, base_url=self.base_url, headers=headers, **rest)

    def act(self, path: str, data: Mapping[str, Any] | None = None) -> str:
        """Send a form that must succeed with 303, and return the page that it leads to."""
        answer = self.post(path, data)
        assert answer.status_code == 303, (path, answer.status_code, answer.text[:2000])
        return self.page(local_path(answer.location))

    def sign_in(self, email: str, password: str = PASSWORD, code: str = "") -> TestResponse:
        """By the real form."""
        self._token = ""
        fields = {"email": email, "password": password, "code": code}
        answer = self.post("/login", {**fields, "csrf_token": self.token("/login")})
        self._token = ""
        return answer

    def carry(self, token: str) -> Visitor:
        """Take over a session that was started behind the pages."""
        with self.client.session_transaction(base_url=self.base_url) as kept:
            kept.clear()
            kept["token"] = token
        self._token = ""
        return self


def local_path(address: str) -> str:
    """Path and query of an address that stays on the site."""
    parts = urlsplit(address)
    assert parts.netloc in {"", "localhost"}, address
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@lru_cache(maxsize=1)
def known_hash() -> str:
    """The hash of PASSWORD, made once, for it is slow on purpose."""
    return hash_password(PASSWORD)


def email_of(person: Actor) -> str:
    return f"{person.name.split()[0].casefold()}@harrow-ledger.example"


def make_cast(sessions: Sessions, *, slug: str = "harrow", suffix: str = "") -> DeskCast:
    """A committed desk with its seven people; `suffix` tells the people of a second desk apart."""
    with sessions.write.begin() as session:
        desk = create_desk(session, slug=slug, name="The Harrow Ledger, fact desk")
        people = {}
        for key, name, role in CAST:
            actor = Actor(None, desk.id, name + suffix, frozenset({role}), desk.name)
            email = email_of(actor) if not suffix else f"{key}.{slug}@harrow-ledger.example"
            user = add_user(
                session, email=email, name=actor.name, role=role, desk=desk,
                password_hash=known_hash(),
            )  # fmt: skip
            people[key] = replace(actor, user_id=user.id)
    return DeskCast(desk.id, slug, people)


@pytest.fixture
def desk_cast(sessions: Sessions) -> DeskCast:
    """A desk with an editor, three reviewers, a lawyer, a reader and an administrator."""
    return make_cast(sessions)


@pytest.fixture
def other_desk(sessions: Sessions, desk_cast: DeskCast) -> DeskCast:
    """Another desk with people of its own; the first desk is there too."""
    return make_cast(sessions, slug="quay", suffix=" of the Quay")


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    data.mkdir()
    return Settings(
        data_dir=data,
        database_url=sqlite_url,
        secret_key=SECRET_KEY,
        evidence_url=f"file://{data / 'evidence'}",
    )


@pytest.fixture(scope="session")
def compiled_pages(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates are compiled once for all tests, which is most of what a first page costs."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("pages")))


class LateRule(Rule):
    """A route that learns to spell its addresses when it is first asked to.

    A hundred of them do so in every application, which is a quarter of what such tests cost.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made = cache(partial(super()._compile_builder, append_unknown))

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            return made()(rule, **values)

        return build


@pytest.fixture
def app(
    settings: Settings,
    sessions: Sessions,
    compiled_pages: FileSystemBytecodeCache,
    monkeypatch: pytest.MonkeyPatch,
) -> Flask:
    """The whole application on this test's own database."""
    from review.app import create_app

    monkeypatch.setattr(Flask, "url_rule_class", LateRule)
    app = create_app(settings, sessions)
    app.jinja_env.bytecode_cache = compiled_pages
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


@pytest.fixture
def as_(app: Flask, sessions: Sessions, desk_cast: DeskCast) -> Callable[[str], Visitor]:
    """`as_("editor")`: a new browser, signed in as that one of the cast. Takes a Role as well."""
    return lambda who: visit(app, sessions, desk_cast.people[who])


def visit(
    app: Flask, sessions: Sessions, person: Actor, base_url: str = "http://localhost"
) -> Visitor:
    """A browser signed in as `person`, without the slow form."""
    with sessions.write.begin() as session:
        token = start(session, user=session.get_one(User, person.user_id), browser="Test browser")
    assert token is not None
    return Visitor(app, base_url=base_url, seen=partial(standing, sessions)).carry(token)
