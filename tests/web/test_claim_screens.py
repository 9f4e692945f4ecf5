"""The claim's page in a real browser: by keyboard alone, narrow and dark, and free of axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from review.domain.vocabulary import CheckpointKind, ClaimState, DerivationKind, Verdict
from review.models import Assessment, Checkpoint
from review.services import derivations, evidence
from tests.browser import scrolls_sideways, violations
from tests.desk import Desk, link
from tests.web.claim_room import Room

pytestmark = pytest.mark.browser


def furnished(desk: Desk) -> None:
    """Three pieces on the accusation, one of them from another, and a checkpoint."""
    first = desk.attached(desk.accusation, source="Bureau 9")
    second = evidence.attach(
        desk.session, claim_id=desk.accusation.id, actor=desk.deputy, piece=link(),
        bearing=evidence.Bearing("Telegraph", "Page 2", "Forty pages went abroad."),
    )  # fmt: skip
    derivations.derive(
        desk.session,
        evidence_id=second.row.evidence_id,
        parent=derivations.Parent(first.evidence_id),
        kind=DerivationKind.QUOTES,
        actor=desk.ana,
    )
    desk.session.add(
        Checkpoint(claim_id=desk.accusation.id, kind=CheckpointKind.FIGURE, start=0, end=5,
                   text="forty pages")
    )  # fmt: skip


def tab_to(page: Page, name: str) -> None:
    for _ in range(80):
        if page.evaluate("document.activeElement?.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def test_an_assessment_is_filled_in_and_sent_by_keyboard_alone(
    room: Room, seat: Callable[..., Page]
) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    page = seat("ana", f"/claims/{room.plain}")
    page.keyboard.press("t")
    page.wait_for_url("**/claims/*")
    expect(page.get_by_role("heading", name="My assessment")).to_be_visible()
    page.keyboard.press("3")
    assert page.evaluate("document.activeElement.value") == "disputed"
    tab_to(page, "recommendation")
    page.keyboard.press("Space")
    for name, typed in (("letter-1", "B"), ("digit-1", "2"), ("stance-1", "Sup")):
        tab_to(page, name)
        page.keyboard.type(typed)
    tab_to(page, "why-1")
    page.keyboard.type("It has been right before.")
    tab_to(page, "reason")
    page.keyboard.type("Two registers differ.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Your assessment is in")
    with room.sessions.read() as session:
        row = session.scalars(sa.select(Assessment)).one()
    assert (row.verdict, row.reason) == (Verdict.DISPUTED, "Two registers differ.")
    assert room.claim(room.plain).state is ClaimState.AWAITING_SIGN_OFF


def test_a_draft_survives_a_reload_and_the_steps_follow_it(
    room: Room, seat: Callable[..., Page]
) -> None:
    with room.at_work() as desk:
        furnished(desk)
        desk.taken(desk.accusation)
    page = seat("ana", f"/claims/{room.accusation}")
    steps = page.locator("[data-draft-steps]")
    expect(steps).to_contain_text("Choose a verdict.")
    page.keyboard.press("6")
    page.locator("[name=recommendation][value=attribute]").check()
    page.get_by_label("forty pages").check()
    page.locator("#submit-reason").fill("That the service says so is sure.")
    expect(page.locator("#assessment [data-draft-status]")).to_contain_text("Draft kept")
    expect(steps).not_to_contain_text("Choose a verdict.")
    page.reload()
    expect(page.locator("#submit-reason")).to_have_value("That the service says so is sure.")
    expect(page.locator("[name=verdict][value=attributed_only]")).to_be_checked()
    expect(page.get_by_label("forty pages")).to_be_checked()


def test_an_answer_on_the_sheet_is_kept_by_one_key_and_survives_a_reload(
    room: Room, seat: Callable[..., Page]
) -> None:
    with room.at_work() as desk:
        desk.taken(desk.accusation)
    page = seat("ana", f"/claims/{room.accusation}?tab=sheet")
    page.locator("[name=E1]").first.focus()
    page.keyboard.press("p")
    status = page.locator("form[data-draft-url*=sheet] [data-draft-status]")
    expect(status).to_contain_text("Draft kept")
    page.reload()
    expect(page.locator("[name=E1][value=partly]")).to_be_checked()


def test_l_goes_to_the_link_f_flags_and_j_leads_to_the_next_claim(
    room: Room, seat: Callable[..., Page]
) -> None:
    page = seat("ana", f"/claims/{room.accusation}")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.name") == "url"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("f")
    expect(page.get_by_role("dialog", name="Flag: possibly fabricated")).to_be_visible()
    page.keyboard.type("Bureau 9 alone says so.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Flagged: possibly fabricated")).to_be_visible()
    page.keyboard.press("j")
    page.wait_for_url(f"**/claims/{room.plain}")


def test_what_adds_evidence_is_folded_away_once_there_is_some_and_opens_by_l(
    room: Room, seat: Callable[..., Page]
) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    page = seat("editor", f"/claims/{room.plain}")
    expect(page.locator("#attach-url")).to_be_hidden()
    page.keyboard.press("l")
    expect(page.locator("#attach-url")).to_be_focused()


def test_a_paste_anywhere_fills_the_form_for_evidence(
    room: Room, seat: Callable[..., Page]
) -> None:
    page = seat("ana", f"/claims/{room.plain}")
    paste(page, "Seen by hand.")
    expect(page.locator("#attach-note")).to_have_value("Seen by hand.")


def paste(page: Page, words: str) -> None:
    page.evaluate(
        """(words) => { const data = new DataTransfer(); data.setData('text/plain', words);
        document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data})); }""",
        words,
    )


@pytest.mark.parametrize(
    ("pasted", "url", "words"),
    [
        (
            "“Nine people were held.”\n\nhttps://gazette.example/nine?a=1",
            "https://gazette.example/nine?a=1",
            "“Nine people were held.”",
        ),
        (
            "Nine people were held. (https://gazette.example/nine)",
            "https://gazette.example/nine",
            "Nine people were held.",
        ),
        ("https://gazette.example/nine\nNine held.", "https://gazette.example/nine", "Nine held."),
    ],
)
def test_a_pasted_passage_with_its_link_becomes_excerpt_and_link(
    room: Room, seat: Callable[..., Page], pasted: str, url: str, words: str
) -> None:
    page = seat("ana", f"/claims/{room.plain}")
    paste(page, pasted)
    expect(page.locator("#attach-url")).to_have_value(url)
    excerpt = page.get_by_label("Excerpt", exact=True)
    expect(excerpt).to_have_value(words)
    expect(excerpt).to_be_focused()
    expect(page.locator("#attach-note")).to_have_value("")


def test_pasted_words_with_two_links_are_a_note(room: Room, seat: Callable[..., Page]) -> None:
    page = seat("ana", f"/claims/{room.plain}")
    both = "Compare https://gazette.example/a and https://gazette.example/b"
    paste(page, both)
    expect(page.locator("#attach-note")).to_have_value(both)
    expect(page.locator("#attach-url")).to_have_value("")


def test_without_scripts_the_page_does_all_the_same(room: Room, seat: Callable[..., Page]) -> None:
    with room.at_work() as desk:
        desk.to_awaiting(desk.plain)
    page = seat("editor", f"/claims/{room.plain}", java_script_enabled=False)
    page.get_by_role("button", name="Sign off").click()
    # The browser itself holds the form back until the box is ticked.
    expect(page.locator("input[name=read]:invalid")).to_be_visible()
    expect(page.get_by_role("heading", name="What was signed")).to_have_count(0)
    page.get_by_label("I have read every assessment").check()
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("heading", name="What was signed")).to_be_visible()


STATES: dict[str, tuple[str, str, Callable[[Desk], object]]] = {
    "free": ("jon", "accusation", lambda d: None),
    "holder": ("ana", "accusation", lambda d: d.taken(d.accusation)),
    "adjudication": ("zoe", "accusation", lambda d: d.to_adjudication(d.accusation)),
    "gates": ("editor", "accusation", lambda d: d.to_awaiting(d.accusation)),
    "sign-off": ("editor", "plain", lambda d: d.to_awaiting(d.plain)),
    "signed": ("reader", "plain", lambda d: d.signed(d.plain)),
}


@pytest.mark.parametrize("state", STATES)
def test_every_variant_is_free_of_axe_violations_and_fits(
    room: Room, seat: Callable[..., Page], state: str
) -> None:
    who, on, prepare = STATES[state]
    with room.at_work() as desk:
        furnished(desk)
        prepare(desk)
    path = f"/claims/{getattr(room, on)}"
    wide = seat(who, path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert violations(wide) == []
    narrow = seat(who, path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    assert violations(narrow) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)


def test_a_form_that_came_back_is_free_of_axe_violations(
    room: Room, seat: Callable[..., Page]
) -> None:
    with room.at_work() as desk:
        furnished(desk)
        desk.taken(desk.accusation)
    page = seat("ana", f"/claims/{room.accusation}", viewport={"width": 360, "height": 800})
    page.get_by_role("button", name="Submit assessment").click()
    expect(page.get_by_text("things to put right")).to_be_visible()
    assert violations(page) == []
    assert not scrolls_sideways(page)
