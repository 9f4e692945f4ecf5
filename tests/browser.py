"""What tests in a real browser share: an app on a loopback port, a watched page, and axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

pytest_plugins = ["tests.chromium"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "font-src 'self'"
)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app on a free loopback port; yields its address without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA on the page as it stands, a line each.

    With `rules`, against these alone.
    """
    wanted = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARDS}
    # What passes is of no interest, and writing it all out takes time.
    options = {"runOnly": wanted, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """True when the page is wider than its window."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide


@pytest.fixture
def serve() -> Iterator[Callable[[Flask], str]]:
    """Give it an app, get its address; it stops with the test."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(serving(app))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a context of its own (keywords are Playwright's for a new context).

    The page must answer with `status`. The test fails at its end when the page threw, or broke
    its own content policy.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(address: str, *, status: int = 200, **settings: Any) -> Page:
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.extend(_policy_broken(line.text)))
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _policy_broken(line: str) -> list[str]:
    return [line] if "Content Security Policy" in line else []
