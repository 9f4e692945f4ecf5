"""The pages on articles in a real browser: nothing for axe, by keyboard, without scripts too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from review.domain.vocabulary import Answer, Disposition, Verdict
from review.models import Claim
from review.services import claims, sentences
from review.services.article_versions import add_version
from review.services.articles import About, prepare
from tests.browser import scrolls_sideways, violations
from tests.desk import SENTENCES, answers
from tests.web.claim_room import Room

pytestmark = pytest.mark.browser
Serve = Callable[[Flask], str]
Open = Callable[..., Page]


class Screen:
    """Opens pages of the room as one of its people."""

    def __init__(self, room: Room, address: str, open_page: Open) -> None:
        self.room, self.address, self._open = room, address, open_page
        self.copy = f"/articles/{room.desk.article.id}"

    def open(self, path: str, who: str = "editor", *, status: int = 200, **settings: Any) -> Page:
        kept = self.room.as_(who).client.get_cookie("proofdesk")
        assert kept is not None
        host = urlsplit(self.address).hostname
        cookie = {"name": "proofdesk", "value": kept.value, "domain": host, "path": "/"}
        state = {"cookies": [cookie], "origins": []}
        return self._open(self.address + path, status=status, storage_state=state, **settings)


@pytest.fixture
def screen(room: Room, serve: Serve, open_page: Open) -> Screen:
    """The room's article at its fullest: decided, held, overlapping, to decide, waived."""
    with room.at_work() as desk:
        seen = answers(E1=Answer.YES, P1=Answer.PARTLY)
        desk.to_awaiting(desk.accusation, verdict=Verdict.DISPUTED, indicators=seen)
        desk.taken(desk.plain, desk.ana)
        claims.add(desk.session, article_id=desk.article.id, actor=desk.editor, start=17, end=28)
        sentences.dispose(
            desk.session,
            article_id=desk.article.id,
            sentence_id=desk.sentence(3).id,
            actor=desk.editor,
            version=None,
            disposition=Disposition.UNDECIDED,
        )
    return Screen(room, serve(room.app), open_page)


def with_a_second_version(room: Room) -> None:
    words = [said for said, _ in SENTENCES]
    words[1] = "Fares in Vantoria tripled in 2025, says Bureau 9."
    with room.at_work() as desk:
        add_version(
            desk.session,
            article_id=desk.article.id,
            actor=desk.editor,
            version=None,
            prepared=prepare("\n\n".join(words), About(language="en")),
        )


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_on_articles_passes_axe(screen: Screen, width: int, scheme: str) -> None:
    with_a_second_version(screen.room)
    words = f"/claims/{screen.room.plain}/words"
    size = {"width": width, "height": 900}
    for path in (
        "/articles", "/articles/new", screen.copy, f"{screen.copy}/claims",
        f"{screen.copy}/versions", words,
    ):  # fmt: skip
        page = screen.open(path, viewport=size, color_scheme=scheme)
        assert violations(page) == [], path
        assert not scrolls_sideways(page), path


def test_nothing_scrolls_sideways_at_320_pixels(screen: Screen) -> None:
    with_a_second_version(screen.room)
    for path in ("/articles", "/articles/new", screen.copy, f"{screen.copy}/versions"):
        page = screen.open(path, viewport={"width": 320, "height": 700})
        assert not scrolls_sideways(page), path


def test_what_came_back_wrong_passes_axe(screen: Screen) -> None:
    page = screen.open("/articles/new", java_script_enabled=False)
    page.get_by_label("Language").fill("12")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page = screen.open("/articles/new")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


def test_keys_walk_over_the_claims_and_open_them(screen: Screen) -> None:
    page = screen.open(screen.copy)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#c4 a").first).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{screen.room.accusation}")


def test_a_claims_note_opens_while_it_has_the_focus(screen: Screen) -> None:
    page = screen.open(screen.copy)
    note = page.locator("#m1 .pd-slip__more")
    expect(note).to_be_hidden()
    page.keyboard.press("j")
    expect(note).to_be_visible()
    expect(note).to_contain_text("The register says the same.")


def test_selected_words_become_a_claim(screen: Screen) -> None:
    page = screen.open(screen.copy)
    page.get_by_text("What a cold spring it was!").first.dblclick(position={"x": 70, "y": 10})
    expect(page.get_by_role("button", name="Add claim")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Claim 5 is in the queue.")
    words = page.locator("#c5").inner_text()
    assert words in "What a cold spring it was!"
    with screen.room.sessions.read() as session:
        claim = session.query(Claim).filter_by(number=5).one()
        assert claim.text == words


def test_a_key_says_that_a_sentence_is_not_factual(screen: Screen) -> None:
    page = screen.open(screen.copy)
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("Sentence 3: no factual content.")


def test_without_a_script_everything_can_be_done_as_well(screen: Screen) -> None:
    page = screen.open(screen.copy, java_script_enabled=False)
    page.get_by_text("Waive it, with a reason").click()
    page.get_by_label("Reason", exact=True).fill("From our own archive.")
    page.get_by_role("button", name="Waive", exact=True).click()
    expect(page.get_by_text("Waived by Mirela Dorn: From our own archive.")).to_be_visible()
    page.goto(f"{screen.address}{screen.copy}/claims")
    page.get_by_label("Sentence", exact=True).select_option(label="The court sits in Karst Street.")
    page.get_by_label("Only these words of it").fill("Karst Street")
    page.get_by_role("button", name="Add the claim").click()
    expect(page.locator("#c5")).to_have_text("Karst Street")


def test_an_import_shows_its_steps_and_ends_at_the_copy(screen: Screen) -> None:
    page = screen.open("/articles/new")
    page.get_by_label("Text", exact=True).fill(
        "It rained in Ostrane.\n\nThe court sat twice in 2025."
    )
    page.get_by_role("button", name="Import").click()
    page.wait_for_url(lambda url: url.rstrip("0123456789").endswith("/articles/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("It rained in Ostrane.")


def test_a_chosen_file_is_imported_by_steps(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "maresk.txt").write_text("Maresk was held.\n\nThe court sat twice.", "utf-8")
    page = screen.open("/articles/new")
    page.get_by_label("File").set_input_files(tmp_path / "maresk.txt")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("The court sat twice.")).to_be_visible()


def test_an_import_that_fails_keeps_what_was_typed(screen: Screen) -> None:
    page = screen.open("/articles/new")
    page.get_by_label("Title").fill("My own title")
    page.get_by_label("Link").fill("http://127.0.0.1:9/")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("My own title")
    page.get_by_label("Link").fill("")
    page.get_by_label("Text", exact=True).fill("The court sat twice in 2025.")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My own title")


def test_the_copy_weighs_less_than_100_kilobytes(screen: Screen) -> None:
    page = screen.open(screen.copy)
    weight = page.evaluate(
        "performance.getEntries().reduce((sum, one) => sum + (one.decodedBodySize || 0), 0)"
    )
    assert 20_000 < weight < 100_000
