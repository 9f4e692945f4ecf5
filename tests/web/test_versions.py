"""Whoever decides has seen what stands: an act on anything else is refused and loses no word."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from review.db import Base
from review.models import WebSession
from review.web.errors import UNSHOWN
from tests.web.claim_acts import Sent
from tests.web.claim_room import Room
from tests.web.versioned_acts import PAGES, VERSIONED, asking_for_a_version

EACH = pytest.mark.parametrize("sent", VERSIONED, ids=lambda sent: sent.name)
HIDDEN = re.compile(r'<input name="version"[^>]*value="(\d+)"|name="version" value="(\d+)"')


def prepared(room: Room, sent: Sent) -> None:
    with room.at_work() as desk:
        sent.prepare(desk)


def stored(room: Room) -> Mapping[str, Any]:
    """Every row of every table but the list of browsers, which keeps when each was seen."""
    tables = [t for t in Base.metadata.sorted_tables if t is not WebSession.__table__]
    with room.sessions.read() as session:
        return {t.name: [tuple(row) for row in session.execute(sa.select(t))] for t in tables}


def test_every_act_that_asks_for_a_version_is_tried() -> None:
    assert sorted(s.name.replace("-", "_") for s in VERSIONED) == sorted(asking_for_a_version())


@pytest.mark.parametrize("version", [None, "", "99"], ids=["none", "empty", "another"])
@EACH
def test_an_act_on_anything_but_what_stands_is_refused_and_loses_no_word(
    room: Room, sent: Sent, version: str | None
) -> None:
    prepared(room, sent)
    browser = room.as_(sent.who)
    browser.token()
    before = stored(room)
    answer = browser.post(sent.address(room), {**sent.good, "version": version})
    shown = html.unescape(answer.text)
    assert answer.status_code == 409
    assert "Load the page" in shown
    typed = {name: words for name, words in sent.good.items() if name not in UNSHOWN}
    assert [words for words in typed.values() if words not in shown] == []
    assert stored(room) == before


@EACH
def test_the_page_of_the_act_hands_out_the_version_that_stands(room: Room, sent: Sent) -> None:
    prepared(room, sent)
    browser = room.as_(sent.who)
    page = browser.page(PAGES.get(sent.name, "/claims/{claim}").format(claim=_claim(room, sent)))
    forms = page.split(f'action="{sent.address(room)}"')[1:]
    assert forms, "the page has no form for this act"
    for form in forms:
        found = HIDDEN.search(form.split("</form>")[0])
        assert found, "a form of this act carries no version"
    answer = browser.post(
        sent.address(room), {**sent.good, "version": found.group(1) or found.group(2)}
    )
    assert answer.status_code == 303


def _claim(room: Room, sent: Sent) -> int:
    number: int = getattr(room, sent.on)
    return number
