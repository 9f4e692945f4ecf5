"""What people of the desk do on its pages, in the words that they see there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.world import House

# What the thing with the focus is called.
FOCUSED = """() => {
  const one = document.activeElement;
  return one.ariaLabel || one.labels?.[0]?.textContent.trim() || one.textContent.trim();
}"""


@dataclass
class Person:
    """Somebody at a browser."""

    page: Page
    house: House

    def sign_in(self, email: str, password: str) -> None:
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")
        expect(self.heading("Desk")).to_be_visible()

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, level=1)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def place(self, name: str) -> None:
        """One of the places of the top bar."""
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()

    def told(self, words: str) -> None:
        """Wait until the desk says so."""
        expect(self.page.get_by_role("status").get_by_text(words)).to_be_visible()

    def part(self, name: str) -> Locator:
        """A part of the page by its heading."""
        return self.page.get_by_role("region", name=name)

    # An article comes in.

    def bring_in(self, text: str, title: str) -> None:
        self.page.goto(self.house.address + "/articles/new")
        self.page.get_by_label("Text", exact=True).fill(text)
        self.press("Import")
        expect(self.heading(title)).to_be_visible()

    def open_claim(self, words: str) -> None:
        """From the queue, wherever it stands there."""
        self.page.goto(self.house.address + "/queue")
        self.page.get_by_role("searchbox", name="Find a claim").fill(words)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("region", name="Claims").get_by_role("link", name=words).click()
        expect(self.heading(words)).to_be_visible()

    def take(self) -> None:
        self.page.keyboard.press("t")
        self.told("You hold this claim now.")

    def tab_to(self, name: str) -> None:
        """Go on by Tab until the focus is on the control of this name."""
        for _ in range(120):
            if self.page.evaluate(FOCUSED) == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    # Evidence.

    def attach(self, number: int, given: Mapping[str, str], *, stance: str = "") -> None:
        """One piece: `given` names the fields as the page does; "File" is a path."""
        form = self.part("Add evidence")
        if not form.get_by_label("Link", exact=True).is_visible():
            form.get_by_text("Add evidence", exact=True).click()
        for label, words in given.items():
            field = form.get_by_label(label, exact=True)
            if label == "File":
                field.set_input_files(Path(words))
            else:
                field.fill(words)
        if stance:
            form.get_by_label("What it does to the claim").select_option(label=stance)
        form.get_by_role("button", name="Attach").click()
        self.told(f"Attached as E{number}.")

    def piece(self, number: int) -> Locator:
        return self.page.locator(f"#e{number}")

    def derive(self, child: str, parent: str, how: str, because: str) -> None:
        self.page.get_by_text("Say where a piece comes from").click()
        row = self.page.locator("form", has_text=f"{child} comes from")
        row.get_by_label(f"{child} comes from", exact=True).select_option(label=parent)
        row.get_by_label(f"How {child} comes from there").select_option(label=how)
        row.get_by_label("Because").fill(because)
        row.get_by_role("button", name="Note it").click()
        self.told("It is noted where the piece comes from.")

    # Judging.

    def choose(self, group: str, answer: str) -> None:
        """One of a row of words."""
        self.page.get_by_role("radiogroup", name=group).get_by_text(answer, exact=True).click()

    def verdict(self, word: str) -> None:
        self.page.get_by_role("group", name="Verdict").get_by_text(word, exact=True).click()

    def grade(self, piece: str, grade: str, stance: str, why: str) -> None:
        self.page.get_by_label(f"{piece}, source letter").select_option(grade[0])
        self.page.get_by_label(f"{piece}, information digit").select_option(grade[1])
        self.page.get_by_label(f"{piece}, what it does").select_option(label=stance)
        self.page.get_by_label(f"{piece}, why").fill(why)

    def answer_sheet(self, answers: Mapping[str, str]) -> None:
        """Indicators by the opening words of their question."""
        sheet = self.part("Accusation sheet")
        sheet.evaluate("one => one.querySelectorAll('.pd-family').forEach(f => f.open = true)")
        for question, answer in answers.items():
            row = sheet.get_by_role("radiogroup", name=question)
            row.get_by_text(answer, exact=True).click()
        self.press("Keep my answers")

    def submit(self, verdict: str, recommendation: str, digit: str, reason: str) -> None:
        self.verdict(verdict)
        self.choose("Recommendation", recommendation)
        form = self.page.get_by_role("form", name="My assessment")
        form.get_by_label("The claim as a whole").select_option(digit)
        form.get_by_label("Reason", exact=True).fill(reason)
        self.press("Submit assessment")

    def tab(self, name: str) -> None:
        more = self.page.get_by_role("navigation", name="More on this claim")
        more.get_by_role("link", name=name).click()
