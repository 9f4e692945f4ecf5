"""Every page of the desk, with something on it, held to the same few things in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from review.web import errors
from review.web.access import Open, access
from tests.browser import scrolls_sideways, violations
from tests.journeys.full_room import FullRoom, fill
from tests.web.claim_room import Room

pytestmark = pytest.mark.browser
# Two things of one id, and labels that name nothing: axe looks past both.
SLIPS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const lost = [...document.querySelectorAll("label[for]")].filter(one => !one.control);
  const gone = [...document.querySelectorAll("main a[href^='#']")]
    .filter(one => !document.getElementById(one.hash.slice(1)));
  return [...twice.map(id => `id ${id} twice`), ...lost.map(one => `label ${one.htmlFor} is lost`),
    ...gone.map(one => `nothing at ${one.hash}`)];
}"""


@pytest.fixture
def full(room: Room) -> FullRoom:
    show = access(Open.ANYONE)(lambda code: errors.page(code, "What happened.", "What to do."))
    room.app.add_url_rule("/error/<int:code>", "error", show)
    return fill(room)


def pages(full: FullRoom) -> Iterator[tuple[str, str, int]]:
    """Who looks at which address, and the status that they get."""
    for path in ("/login", f"/invitation/{full.invitation}", "/invitation/spent"):
        yield "", path, 404 if "spent" in path else 200
    yield from (("editor", path, 200) for path in _editor(full))
    yield from (("ana", path, 200) for path in _holder(full))
    for path in (f"{full.held}?tab=history", f"{full.held}/history", f"{full.differing}"):
        yield "zoe", f"/claims/{path}", 200
    for claim in (full.held, full.at_sign_off):
        yield "reader", f"/claims/{claim}", 200
    yield "legal", f"/claims/{full.at_sign_off}", 200
    yield "reader", f"/accusations/{full.sheet}", 200
    yield "reader", "/admin/desk", 403
    yield "reader", "/claims/9999", 404
    yield from (("reader", f"/error/{code}", code) for code in sorted(errors.PAGES))
    yield from (("admin", path, 200) for path in ("/", "/admin/", "/admin/people/1", "/account"))


def _editor(full: FullRoom) -> list[str]:
    claims = [
        f"/claims/{claim}"
        for claim in (full.at_sign_off, full.signed, full.withdrawn, full.differing, full.queued)
    ]
    tabs = [f"/claims/{full.at_sign_off}?tab={tab}" for tab in ("sheet", "replies", "discussion")]
    articles = [f"/articles/{full.article}", f"/articles/{full.second_article}"]
    parts = [f"{articles[1]}/{part}" for part in ("claims", "versions")]
    return [
        "/", "/articles", "/articles/new", *articles, *parts, f"/claims/{full.queued}/words",
        "/queue", "/queue?q=nothing", *claims, *tabs, f"/evidence/{full.evidence}",
        "/sources", f"/sources/{full.source}", f"/sources/{full.source}/merge",
        "/accusations", f"/accusations/{full.sheet}",
        f"{articles[0]}/reports", f"{articles[1]}/reports", f"/reports/{full.report}",
        "/ledger", "/admin/desk", "/account", "/notices", "/watch",
    ]  # fmt: skip


def _holder(full: FullRoom) -> list[str]:
    held = f"/claims/{full.held}"
    return ["/", "/clip", "/queue?view=mine", held, f"{held}?tab=sheet", f"{held}?tab=replies"]


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_holds(
    full: FullRoom, serve: Callable[[Flask], str], open_page: Callable[..., Page], width: int
) -> None:
    address = serve(full.room.app)
    wrong: dict[str, list[str]] = {}
    page, signed_in = open_page(address + "/login", reduced_motion="reduce"), ""
    for who, path, status in pages(full):
        if who != signed_in:
            signed_in = _come_in_as(page, full.room, address, who)
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == status, path
        if found := _looked_at(page, width):
            wrong[f"{who} {path}"] = found
    assert wrong == {}


def _come_in_as(page: Page, room: Room, address: str, who: str) -> str:
    page.context.clear_cookies()
    cookie = room.as_(who).client.get_cookie("proofdesk")
    assert cookie is not None
    page.context.add_cookies([{"name": "proofdesk", "value": cookie.value, "url": address}])
    return who


def _looked_at(page: Page, width: int) -> list[str]:
    """What is wrong with the page as it stands, in light and in dark, all of it unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(SLIPS)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        # Only colours differ from one scheme to the other.
        rules = ["color-contrast"] if scheme == "dark" else []
        found += [f"{scheme}: {line}" for line in violations(page, *rules)]
    page.set_viewport_size({"width": 320, "height": 900})
    if scrolls_sideways(page):
        found.append("scrolls sideways at 320 px")
    if page.locator("h1").count() != 1 or not page.title().partition(" · ")[0]:
        found.append("has no single heading, or no title")
    return found
