"""A signed-in person's browser, real Chromium, in front of the room's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.web.claim_room import Room

Seat = Callable[..., Page]


@pytest.fixture
def seat(room: Room, serve: Callable[[Flask], str], open_page: Callable[..., Page]) -> Seat:
    """`seat("ana", path, **settings)`: the page in the browser of a signed-in person."""
    base = serve(room.app)

    def opened(who: str, path: str, **settings: Any) -> Page:
        cookie = room.as_(who).client.get_cookie("proofdesk")
        assert cookie is not None
        kept = {"name": "proofdesk", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}
        state = {"cookies": [{**kept, "expires": -1, "secure": False, "httpOnly": True,
                              "sameSite": "Lax"}], "origins": []}  # fmt: skip
        return open_page(base + path, storage_state=state, **settings)

    return opened
