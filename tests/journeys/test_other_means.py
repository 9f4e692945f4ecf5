"""A reviewer's part by other means than a mouse on a wide screen with scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import scrolls_sideways
from tests.journeys.steps import Person

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]


def test_a_reviewer_s_part_works_without_scripts(enter: Enter) -> None:
    words = "The Ostrane library lent 41,000 books in 2024."
    enter("editor").bring_in(f"Lending in Ostrane\n\n{words}\n", "Lending in Ostrane")
    ana = enter("ana", java_script_enabled=False)
    ana.open_claim(words)
    ana.press("Take this claim")
    ana.told("You hold this claim now.")
    ana.attach(1, {"Note": "The yearly account says 41,012.", "Source": "Ostrane library"})
    ana.grade("E1", "B2", "Supports", "Its own account.")
    ana.submit("Supported", "Stands", "2", "The account says the same.")
    ana.told("Your assessment is in.")


def test_a_keyboard_alone_does_a_reviewer_s_part(enter: Enter) -> None:
    words = "The Lenth Institute employed 212 people in 2023."
    enter("editor").bring_in(f"Work at Lenth\n\n{words}\n", "Work at Lenth")
    jonas = enter("jonas")
    keys = jonas.page.keyboard
    keys.press("/")
    keys.type("employed 212")
    keys.press("Enter")
    expect(jonas.part("Claims").get_by_role("listitem")).to_have_count(1)
    keys.press("j")
    keys.press("Enter")
    expect(jonas.heading(words)).to_be_visible()
    jonas.take()
    keys.press("l")
    jonas.tab_to("Note")
    keys.type("The yearly account of 2023 says 212.")
    jonas.tab_to("Source")
    keys.type("Lenth Institute")
    keys.press("Control+Enter")
    jonas.told("Attached as E1.")
    keys.press("1")
    judge_by_keys(jonas)
    keys.press("Control+Enter")
    jonas.told("Your assessment is in.")
    expect(jonas.part("The reasons, in their words")).to_contain_text("The account says the same.")


def judge_by_keys(jonas: Person) -> None:
    """From the verdict on, by Tab, arrows and letters."""
    keys = jonas.page.keyboard
    jonas.tab_to("Stands")
    keys.press("Space")
    for field, typed in (
        ("E1, source letter", "B"),
        ("E1, information digit", "2"),
        ("E1, what it does to the claim", "S"),
        ("E1, why, in one line", "Its own account."),
        ("The claim as a whole", "2"),
        ("Reason", "The account says the same."),
    ):
        jonas.tab_to(field)
        keys.type(typed)


def test_a_reviewer_s_part_fits_a_phone(enter: Enter) -> None:
    words = "The Ostrane opera sold 90,000 tickets in 2022."
    enter("editor").bring_in(f"An evening in Ostrane\n\n{words}\n", "An evening in Ostrane")
    ana = enter("ana", viewport={"width": 360, "height": 740}, has_touch=True)
    ana.press("Menu")
    ana.place("Queue")
    assert not scrolls_sideways(ana.page)
    ana.page.get_by_role("link", name=words).tap()
    ana.press("Take this claim")
    ana.told("You hold this claim now.")
    assert not scrolls_sideways(ana.page)
    ana.attach(1, {"Note": "The opera counts 90,112.", "Source": "Ostrane opera"})
    ana.grade("E1", "B2", "Supports", "Its own count.")
    assert not scrolls_sideways(ana.page)
    ana.submit("Supported", "Stands", "2", "The count says the same.")
    ana.told("Your assessment is in.")
    assert not scrolls_sideways(ana.page)
