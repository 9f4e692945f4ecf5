"""Correcting what the finder saw in a real browser: a key or two, and the same without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from review.domain.vocabulary import ClaimKind, ClaimState
from review.models import Accusation
from tests.browser import scrolls_sideways, violations
from tests.desk import Desk
from tests.web.claim_room import Room
from tests.web.versioned_acts import of_two_facts

pytestmark = pytest.mark.browser
SELECT = """(words) => {
  const text = document.querySelector("[data-start]").firstChild;
  const start = text.data.indexOf(words);
  getSelection().setBaseAndExtent(text, start, text, start + words.length);
}"""


def test_the_kind_is_corrected_with_one_key_and_a_choice(
    room: Room, seat: Callable[..., Page]
) -> None:
    page = seat("editor", f"/claims/{room.plain}")
    page.keyboard.press("e")
    page.get_by_role("dialog", name="Kind of claim 2").get_by_label("Kind").select_option("causal")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("The kind is causal now.")
    assert room.claim(room.plain).kind is ClaimKind.CAUSAL


def test_who_says_so_is_corrected_from_the_keyboard(room: Room, seat: Callable[..., Page]) -> None:
    page = seat("editor", f"/claims/{room.plain}")
    page.keyboard.press("w")
    page.keyboard.type("The Quay")
    page.keyboard.press("Tab")
    page.keyboard.type("Bureau 9")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("list", name="Who says so")).to_contain_text("Bureau 9")
    assert room.claim(room.plain).source_chain == ["The Quay", "Bureau 9"]


def test_selected_words_become_a_checkpoint_and_go_again(
    room: Room, seat: Callable[..., Page]
) -> None:
    page = seat("editor", f"/claims/{room.plain}")
    page.evaluate(SELECT, "Vantoria")
    page.get_by_role("button", name="Add checkpoint").wait_for()
    page.keyboard.press("a")
    expect(page.get_by_role("group", name="Checkpoints")).to_contain_text("Vantoria")
    page.keyboard.press("o")
    page.get_by_role("button", name="Take off Vantoria").click()
    expect(page.get_by_role("status")).to_contain_text("The checkpoint is taken off.")
    expect(page.get_by_role("group", name="Checkpoints")).to_have_count(0)


def test_a_doubt_is_set_aside_with_one_key(room: Room, seat: Callable[..., Page]) -> None:
    page = seat("editor", f"/claims/{room.accusation}")
    expect(page.get_by_text("The copy itself doubts this accusation")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("The doubt is set aside.")
    expect(page.get_by_text("The copy itself doubts this accusation")).to_have_count(0)


@pytest.mark.parametrize("path", ["/claims/{claim}", "/accusations/1"])
def test_one_key_opens_the_record_of_the_accusation(
    room: Room, seat: Callable[..., Page], path: str
) -> None:
    page = seat("editor", path.format(claim=room.accusation))
    page.keyboard.press("r")
    page.get_by_label("Accused", exact=True).fill("Delia Forsant")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("The record is kept.")
    with room.sessions.read() as session:
        assert session.query(Accusation).one().accused == "Delia Forsant"


def test_one_key_makes_a_claim_of_each_fact(room: Room, seat: Callable[..., Page]) -> None:
    with room.at_work() as desk:
        of_two_facts(desk)
    page = seat("editor", f"/claims/{room.plain}")
    expect(page.get_by_text("States 2 facts")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_role("status")).to_contain_text("Claim 2 is now 4 and 5.")
    assert room.claim(room.plain).state is ClaimState.WITHDRAWN


def test_it_works_without_scripts(room: Room, seat: Callable[..., Page]) -> None:
    page = seat("editor", f"/claims/{room.plain}", java_script_enabled=False)
    page.get_by_role("button", name="Checkpoints…").click()
    page.get_by_role("dialog").get_by_label("Words of the claim").fill("in 2025")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("group", name="Checkpoints")).to_contain_text("in 2025")


def with_everything(desk: Desk) -> None:
    of_two_facts(desk, desk.accusation)


@pytest.mark.parametrize("dialog", ["Kind…", "Who says so…", "Checkpoints…", ""])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_dialog_is_free_of_axe_violations_and_fits(
    room: Room, seat: Callable[..., Page], dialog: str, scheme: str
) -> None:
    with room.at_work() as desk:
        with_everything(desk)
    path = f"/claims/{room.accusation}"
    for width in (1280, 320):
        page = seat("editor", path, viewport={"width": width, "height": 900}, color_scheme=scheme)
        if dialog:
            page.get_by_role("button", name=dialog).click()
        assert violations(page) == []
        assert not scrolls_sideways(page)


def test_a_reviewer_who_does_not_hold_it_sees_no_way_to_correct(
    room: Room, seat: Callable[..., Page]
) -> None:
    page = seat("jon", f"/claims/{room.plain}")
    for name in ("Kind…", "Who says so…", "Checkpoints…"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
