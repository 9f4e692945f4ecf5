"""The desk, the queue, the register and the ledger in a real browser: axe, keys, every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from review.domain.vocabulary import CheckpointKind
from review.models import Checkpoint
from review.services import accusations, assignments, recusals
from tests.browser import scrolls_sideways, violations
from tests.web.claim_room import Room

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
PAGES = (
    "/", "/queue", "/queue?article=1", "/queue?view=flagged&q=zzz", "/sources", "/sources/1",
    "/ledger",
)  # fmt: skip
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2


@pytest.fixture
def address(room: Room, serve: Callable[[Flask], str]) -> str:
    """A desk with something in most lists, and words that nobody can break."""
    with room.at_work() as desk:
        desk.article.title = f"An article on the {WORD} and on many other things besides"
        desk.attached(desk.plain, source=WORD)
        desk.signed(desk.plain)
        accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.ana, reason=WORD)
        desk.to_adjudication(desk.accusation)
        desk.taken(desk.third, desk.ana)
        start = desk.third.start
        desk.session.add(
            Checkpoint(claim_id=desk.third.id, kind=CheckpointKind.PLACE, start=start + 18,
                       end=start + 30, text="Karst Street")
        )  # fmt: skip
    return serve(room.app)


def shown(page: Page, room: Room, address: str, who: str) -> None:
    """Sign in without the form."""
    cookie = room.as_(who).client.get_cookie("proofdesk")
    assert cookie is not None
    page.context.add_cookies([{"name": "proofdesk", "value": cookie.value, "url": address}])


@pytest.mark.parametrize(
    ("who", "width", "scheme"),
    [
        ("ana", 320, "light"),
        ("editor", 320, "dark"),
        ("ana", 1280, "dark"),
        ("editor", 1280, "light"),
    ],
)
def test_every_page_holds_on_every_screen(
    room: Room, address: str, open_page: Open, width: int, scheme: str, who: str
) -> None:
    page = open_page(
        address + "/login", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    shown(page, room, address, who)
    found = {}
    for path in PAGES:
        page.goto(address + path)
        expect(page.locator("h1")).to_have_count(1)
        found[path] = (violations(page), scrolls_sideways(page))
    assert found == dict.fromkeys(PAGES, ([], False))


@pytest.mark.parametrize("who", ["legal", "reader", "admin"])
def test_the_desk_of_everybody_else_passes_axe(
    room: Room, address: str, open_page: Open, who: str
) -> None:
    page = open_page(address + "/login")
    shown(page, room, address, who)
    page.goto(address + "/")
    assert violations(page) == []


def test_one_key_takes_the_next_claim(room: Room, address: str, open_page: Open) -> None:
    page = open_page(address + "/login")
    shown(page, room, address, "jon")
    with room.at_work() as desk:
        desk.third.required = 2
        desk.third.state = desk.third.state.QUEUED
    page.goto(address + "/")
    page.keyboard.press("t")
    page.wait_for_url(f"**/claims/{room.desk.third.id}")
    assert room.acts()[-1] == "take"


def test_the_queue_is_walked_by_key(room: Room, address: str, open_page: Open) -> None:
    page = open_page(address + "/login")
    shown(page, room, address, "editor")
    page.goto(address + "/queue")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{room.desk.third.id}")


def test_sorting_and_filters_work_without_a_script(
    room: Room, address: str, open_page: Open
) -> None:
    page = open_page(address + "/login", java_script_enabled=False)
    shown(page, room, address, "editor")
    page.goto(address + "/queue")
    page.get_by_label("Kind").select_option("fact")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".pd-queue > li")).to_have_count(1)
    page.get_by_role("link", name="Stale").click()
    expect(page.get_by_role("heading", name="Nothing fits these filters")).to_be_visible()


def test_the_chain_is_verified_at_the_press_of_a_button(
    room: Room, address: str, open_page: Open
) -> None:
    page = open_page(address + "/login", viewport={"width": 320, "height": 800})
    shown(page, room, address, "editor")
    page.goto(address + "/ledger")
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.get_by_role("heading", name="The chain is sound")).to_be_visible()
    assert violations(page) == []
    assert not scrolls_sideways(page)


def test_rows_are_marked_by_key_and_given_from_the_keyboard(
    room: Room, address: str, open_page: Open
) -> None:
    with room.at_work() as desk:
        assignments.release(desk.session, claim_id=desk.third.id, actor=desk.ana)
    page = open_page(address + "/login")
    shown(page, room, address, "editor")
    page.goto(address + "/queue")
    page.keyboard.press("j")
    page.keyboard.press("x")
    # The first row has left the queue, and the key marks no other in its place.
    expect(page.get_by_role("checkbox", name="Mark: The court sits")).not_to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Mark: The court sits")).to_be_checked()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Mark: The court sits")).not_to_be_checked()
    page.keyboard.press("x")
    assert violations(page) == []
    page.keyboard.press("g")
    expect(page.get_by_label("Give to")).to_be_focused()
    page.get_by_label("Give to").select_option("Jonas Wray")
    page.get_by_label("Note").fill(WORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("One claim is meant for that reviewer")
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.get_by_text("meant for Jonas Wray").is_visible()


def test_the_box_for_all_marks_every_row_and_knows_when_one_is_not(
    room: Room, address: str, open_page: Open
) -> None:
    page = open_page(address + "/login")
    shown(page, room, address, "editor")
    with room.at_work() as desk:
        assignments.release(desk.session, claim_id=desk.third.id, actor=desk.ana)
        desk.accusation.state = desk.third.state
    page.goto(address + "/queue")
    every, rows = page.get_by_label("All queued on this page"), page.locator(".pd-q__tick input")
    every.check()
    assert [box.is_checked() for box in rows.all()] == [True, True]
    rows.first.uncheck()
    expect(every).not_to_be_checked()
    rows.first.check()
    expect(every).to_be_checked()


def test_claims_are_given_and_taken_back_without_a_script(
    room: Room, address: str, open_page: Open
) -> None:
    with room.at_work() as desk:
        assignments.release(desk.session, claim_id=desk.third.id, actor=desk.ana)
    page = open_page(
        address + "/login", java_script_enabled=False, viewport={"width": 320, "height": 800}
    )
    shown(page, room, address, "editor")
    page.goto(address + "/queue?state=queued")
    page.get_by_label("All queued on this page").check()
    page.get_by_label("Give to").select_option("Zoe Anders")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.get_by_text("meant for Zoe Anders")).to_be_visible()
    page.locator(".pd-q__tick input").check()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("meant for Zoe Anders")).to_have_count(0)
    assert room.acts()[-2:] == ["assign", "take_back"]


def test_claims_that_are_refused_are_named_where_it_is_seen(
    room: Room, address: str, open_page: Open
) -> None:
    with room.at_work() as desk:
        assignments.release(desk.session, claim_id=desk.third.id, actor=desk.ana)
        recusals.declare(desk.session, article_id=desk.article.id, actor=desk.ana, reason="Kin.")
    page = open_page(address + "/login", viewport={"width": 320, "height": 800})
    shown(page, room, address, "editor")
    page.goto(address + "/queue")
    page.get_by_label("All queued on this page").check()
    page.get_by_label("Give to").select_option("Ana Belcourt")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("So none was given.")
    expect(page.get_by_label("Give to")).to_have_value(str(room.people["ana"].user_id))
    assert violations(page) == []
    assert not scrolls_sideways(page)
