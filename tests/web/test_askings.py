"""On the pages a language model's words are suggestions, marked as such, and asked for by hand."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from review.domain.vocabulary import ClaimState, DisclosureLevel
from review.models import Asking, Claim
from review.services import askings
from review.services.sources import Source
from review.suggest.endpoint import Endpoint
from tests.browser import scrolls_sideways, violations
from tests.capture.servers import RawServer
from tests.suggest.model import MODEL, at, quoted, writing
from tests.web.claim_room import Room

__all__ = ["writing"]
SPRING = "What a cold spring it was!"
PLAIN = "In Vantoria, fares <b>doubled</b> during 2025."


class Asked:
    """A room whose application knows a model, and a worker that is sent when a test says so."""

    def __init__(self, room: Room, server: RawServer) -> None:
        self.room, self.server = room, server
        self.article = f"/articles/{room.desk.article.id}"
        self.claim = f"/claims/{room.plain}"
        self.handed_over: list[tuple[Any, ...]] = []
        room.app.extensions["language_model"] = at(server)
        room.app.extensions["enqueue"] = lambda *task: self.handed_over.append(task)

    @property
    def model(self) -> Endpoint:
        return at(self.server)

    def work(self) -> None:
        for name, asking_id in self.handed_over:
            assert name == "asking"
            askings.run(self.room.sessions, self.model, asking_id=asking_id)
        self.handed_over.clear()

    def shown(self, path: str, who: str = "editor") -> str:
        return html.unescape(self.room.as_(who).page(path))


@pytest.fixture
def answering(room: Room, writing: Callable[[Any], RawServer]) -> Callable[[Any], Asked]:
    """A room with a model that writes what a test gives it."""
    return lambda content: Asked(room, writing(content))


def test_without_a_model_in_the_settings_no_page_speaks_of_one(room: Room) -> None:
    editor = room.as_("editor")
    for path in (f"/articles/{room.desk.article.id}", f"/claims/{room.plain}"):
        assert "language model" not in editor.page(path)
        assert editor.get(f"{path}/suggestions").status_code == 404
        assert editor.post(f"{path}/suggestions").status_code == 404


def test_the_page_says_who_gets_the_text_before_it_is_sent(
    answering: Callable[[Any], Asked],
) -> None:
    asked = answering({"claims": []})
    for path, what in ((asked.article, "whole text"), (asked.claim, "words of this claim")):
        page = asked.shown(path)
        assert f"<bdi>127.0.0.1:{asked.server.port}</bdi>" in page
        assert what in page
        assert MODEL in page
        assert "Whoever runs that host can read it." in page
    assert asked.server.requests == []


def test_an_editor_asks_waits_and_makes_a_claim_of_one(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering({"claims": [SPRING, "Ilan Maresk is guilty."]})
    editor = room.as_("editor")
    page = editor.act(f"{asked.article}/suggestions")
    assert 'data-refresh="' in page.split('id="suggested"')[1].split(">")[0]
    assert asked.server.requests == []
    asked.work()
    assert SPRING in quoted(asked.server)["article"]
    part = editor.page(f"{asked.article}/suggestions")
    assert "data-refresh" not in part
    assert f"Suggested by the language model <bdi>{MODEL}</bdi>" in part
    assert "guilty" not in part
    fields = {
        piece.split('name="')[1].split('"')[0]: piece.split('value="')[1].split('"')[0]
        for piece in part.split('action="/articles/')[1].split("<input")[1:]
    }
    del fields["csrf_token"]
    editor.act(f"{asked.article}/claims", fields)
    with room.sessions.read() as session:
        made = session.query(Claim).order_by(Claim.id.desc()).first()
        assert made is not None
        assert (made.text, made.found_by_machine, made.created_by_id) == (
            SPRING, False, room.people["editor"].user_id,
        )  # fmt: skip
        assert made.why[0] == "added by an editor"
    assert "Suggested by" not in editor.page(f"{asked.article}/suggestions")


def test_wordings_are_marked_escaped_and_shown_to_editors_alone(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering({"wordings": [PLAIN]})
    editor = room.as_("editor")
    editor.act(f"{asked.claim}/suggestions")
    asked.work()
    page = editor.page(asked.claim)
    assert html.escape(PLAIN) in page
    assert PLAIN not in page
    assert f"Suggested by the language model <bdi>{MODEL}</bdi>" in page
    for who in ("ana", "legal", "reader"):
        assert "language model" not in room.as_(who).page(asked.claim)
        assert room.as_(who).get(f"{asked.claim}/suggestions").status_code == 403
        assert room.as_(who).post(f"{asked.claim}/suggestions").status_code == 403


def test_nothing_of_it_stands_in_a_signed_content_or_a_report(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering({"wordings": ["In Vantoria, fares doubled during 2025, plainly."]})
    room.as_("editor").act(f"{asked.claim}/suggestions")
    asked.work()
    with room.at_work() as desk:
        signed = desk.signed(desk.plain)
        assert "plainly" not in str(signed.content)
        assert MODEL not in str(signed.content)
    report = asked.shown(f"{asked.article}/reports")
    assert "plainly" not in report
    assert room.claim(room.plain).state is ClaimState.SIGNED_OFF


def test_a_failure_is_a_calm_sentence_and_the_button_stays(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering("I would rather talk about the weather.")
    room.as_("editor").act(f"{asked.article}/suggestions")
    asked.work()
    page = asked.shown(asked.article)
    assert "the desk works on as it does without one" in page
    assert "weather" not in page
    assert "Ask for suggestions" in page


def test_a_second_asking_while_one_runs_is_refused(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering({"claims": []})
    editor = room.as_("editor")
    editor.act(f"{asked.article}/suggestions")
    assert "Ask for suggestions" not in editor.page(asked.article)
    assert editor.post(f"{asked.article}/suggestions").status_code == 409
    assert len(asked.handed_over) == 1


def test_a_text_on_a_sealed_source_has_no_button_and_is_refused(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering({"claims": []})
    with room.at_work() as desk:
        desk.attached(desk.plain, source="The Quiet Clerk")
        desk.session.query(Source).one().disclosure = DisclosureLevel.SEALED
    editor = room.as_("editor")
    for path in (asked.article, asked.claim):
        page = editor.page(path)
        assert "its text is sent to nobody" in page
        assert "Ask for suggestions" not in page
        assert editor.post(f"{path}/suggestions").status_code == 409
    with room.sessions.read() as session:
        assert session.query(Asking).count() == 0


def test_another_desks_article_and_claim_are_not_there(
    room: Room, answering: Callable[[Any], Asked]
) -> None:
    asked = answering({"claims": []})
    stranger = room.stranger()
    for path in (asked.article, asked.claim):
        assert stranger.get(f"{path}/suggestions").status_code == 404
        assert stranger.post(f"{path}/suggestions").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light"),
                                               (1280, "dark")])  # fmt: skip
def test_the_suggestions_hold_on_every_screen(
    room: Room, answering: Callable[[Any], Asked], serve: Callable[[Flask], str],
    open_page: Callable[..., Page], width: int, scheme: str,
) -> None:  # fmt: skip
    asked = answering({"claims": [SPRING]})
    address = serve(room.app)
    editor = room.as_("editor")
    editor.act(f"{asked.article}/suggestions")
    asked.work()
    editor.act(f"{asked.claim}/suggestions")
    page = open_page(
        address + "/login", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    cookie = editor.client.get_cookie("proofdesk")
    assert cookie is not None
    page.context.add_cookies([{"name": "proofdesk", "value": cookie.value, "url": address}])
    for path in (asked.article, asked.claim):
        page.goto(address + path)
        expect(page.locator("#suggested")).to_be_visible()
        assert violations(page) == []
        assert not scrolls_sideways(page)
