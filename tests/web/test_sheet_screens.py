"""Sheet, tabs, evidence and register in a real browser: by keyboard, narrow, dark, free of axe."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from review.domain.assessment import IndicatorReply
from review.domain.vocabulary import Answer, CaptureStatus, CommentKind, DerivationKind
from review.models import AssessmentDraft, Capture
from review.services import accusations, assessments, comments, derivations, evidence, replies
from tests.browser import scrolls_sideways, violations
from tests.desk import Desk, answers, link
from tests.web.claim_room import Room
from tests.web.seat import Seat

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 2


def furnished(desk: Desk) -> None:
    """A claim with a whole record, a flag, replies, a discussion, and Ana at work on its sheet."""
    first = desk.attached(desk.accusation, source="Bureau 9")
    second = evidence.attach(
        desk.session, claim_id=desk.accusation.id, actor=desk.deputy,
        piece=link(f"https://gazette.example/{LONG}"),
        bearing=evidence.Bearing("Telegraph", "Page 2", "Forty pages went abroad."),
    )  # fmt: skip
    derivations.derive(
        desk.session,
        evidence_id=second.row.evidence_id,
        actor=desk.ana,
        parent=derivations.Parent(first.evidence_id),
        kind=DerivationKind.QUOTES,
    )
    capture = desk.session.scalars(sa.select(Capture)).one()
    capture.status, capture.failure = CaptureStatus.FAILED, "The site did not answer in time."
    sheet = accusations.flag(desk.session, claim_id=desk.accusation.id, actor=desk.ana,
                             reason="Only the accusing service says so.")  # fmt: skip
    accusations.keep_account(
        desk.session, accusation_id=sheet.id, actor=desk.deputy, version=None,
        account=accusations.Account(
            "Bureau 9", "Ilan Maresk", True, "Betrayal of secrets", "Article 214",
            "Ostrane City Court", "Ostrane", began_on=date(2025, 5, 2),
            accuser_says="He sent forty pages abroad.", accused_says="They were public by then.",
        ),
    )  # fmt: skip
    replies.ask(desk.session, claim_id=desk.accusation.id, actor=desk.deputy, asked_of=LONG,
                channel="letter", question="Did you hand over the forty pages?",
                deadline_at=datetime(2099, 5, 2, tzinfo=UTC))  # fmt: skip
    for kind in CommentKind:
        comments.comment(desk.session, claim_id=desk.accusation.id, actor=desk.deputy,
                         text=f"Which register does the Telegraph mean? {LONG}",
                         kind=kind)  # fmt: skip
    desk.taken(desk.accusation)
    accusations.note_exculpatory(
        desk.session, accusation_id=sheet.id, actor=desk.ana,
        text="The parcel receipt was read in open court.", rests_on="E1",
    )  # fmt: skip
    said = {
        **answers(P1=Answer.PARTLY, E3=Answer.NO),
        "E1": IndicatorReply(Answer.YES, "Every paper quotes the service.", "E1, E2", ""),
    }
    given = desk.judgement(desk.accusation, indicators=said)
    assessments.save_draft(desk.session, claim_id=desk.accusation.id, actor=desk.ana, given=given)


def to_settled(desk: Desk) -> None:
    furnished(desk)
    desk.to_awaiting(desk.third)
    for who in (desk.ana, desk.jon):
        if who is desk.jon:
            desk.taken(desk.accusation, who)
        given = desk.judgement(desk.accusation, indicators=answers(E1=Answer.YES, P1=Answer.NO))
        assessments.submit(desk.session, claim_id=desk.accusation.id, actor=who, given=given,
                           revision=desk.accusation.revision)  # fmt: skip


PAGES = {
    "sheet of its holder": ("ana", "/accusations/1"),
    "sheet below the claim": ("ana", "/claims/1?tab=sheet"),
    "replies": ("ana", "/claims/1?tab=replies"),
    "discussion": ("editor", "/claims/1?tab=discussion"),
    "history tab": ("editor", "/claims/1?tab=history"),
    "history": ("editor", "/claims/1/history"),
    "note": ("ana", "/evidence/1"),
    "link": ("ana", "/evidence/2"),
    "register": ("reader", "/accusations"),
}


def fits(seat: Seat, who: str, path: str) -> None:
    wide = seat(who, path, viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert violations(wide) == []
    narrow = seat(who, path, viewport={"width": 360, "height": 800}, color_scheme="dark")
    assert violations(narrow) == []
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert not scrolls_sideways(narrow)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_free_of_axe_violations_and_fits(room: Room, seat: Seat, page: str) -> None:
    with room.at_work() as desk:
        furnished(desk)
    fits(seat, *PAGES[page])


@pytest.mark.parametrize("path", ["/accusations/1", "/accusations"])
def test_what_was_settled_is_free_of_axe_violations_and_fits(
    room: Room, seat: Seat, path: str
) -> None:
    with room.at_work() as desk:
        to_settled(desk)
    fits(seat, "editor", path)


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.name ?? ''")
    return name


def test_a_sheet_is_answered_by_keyboard_alone(room: Room, seat: Seat) -> None:
    with room.at_work() as desk:
        desk.taken(desk.accusation)
    page = seat("ana", "/accusations/1")
    groups = page.get_by_role("radiogroup")
    assert page.locator(".pd-ind [role=radiogroup]").count() == 30
    for code, key, answer in (("E1", "y", "Yes"), ("E2", "p", "Partly"), ("E3", "n", "No"),
                              ("E4", "y", "Yes"), ("E4", "u", "Unknown")):  # fmt: skip
        if focused(page) != code:
            page.keyboard.press("j")
        assert focused(page) == code
        page.keyboard.press(key)
        row = groups.nth(int(code[1]) - 1)
        expect(row.get_by_role("radio", name=answer, exact=True)).to_be_checked()
    expect(page.locator("[data-draft-status]")).to_contain_text("Draft kept")
    page.keyboard.press("k")
    assert focused(page) == "E3"
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Your answers are kept in your draft.")
    with room.sessions.read() as session:
        kept = session.scalars(sa.select(AssessmentDraft.payload)).one()
    assert {code: said["answer"] for code, said in kept["indicators"].items()} == {
        "E1": "yes", "E2": "partly", "E3": "no",
    }  # fmt: skip
    assert kept["sheet_read"]


def test_below_the_claim_j_moves_in_the_sheet_once_one_is_in_it(room: Room, seat: Seat) -> None:
    with room.at_work() as desk:
        desk.taken(desk.accusation)
    page = seat("ana", "/claims/1?tab=sheet")
    page.locator("[name=E1]").first.focus()
    page.keyboard.press("j")
    assert focused(page) == "E2"
    page.keyboard.press("y")
    expect(page.locator("[name=E2][value=yes]")).to_be_checked()
    expect(page.locator("#sheet [data-draft-status]")).to_contain_text("Draft kept")
    page.reload()
    expect(page.locator("[name=E2][value=yes]")).to_be_checked()


def test_the_register_is_filtered_without_scripts(room: Room, seat: Seat) -> None:
    with room.at_work() as desk:
        furnished(desk)
    page = seat("reader", "/accusations", java_script_enabled=False)
    page.get_by_label("Place").select_option("Ostrane")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=3)).to_have_count(1)
    assert "place=Ostrane" in page.url
    page.get_by_label("Words").fill("nowhere")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
