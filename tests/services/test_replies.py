"""Who was asked for a reply, what they answered, and what it changed."""

from datetime import UTC, datetime

import pytest

from review.domain.errors import Conflict, Invalid, NotFound
from tests.desk import Desk
from tests.services.verbs import ask_reply, record_answer


def test_a_request_is_kept_with_its_channel_and_its_deadline(desk: Desk) -> None:
    until = datetime(2026, 12, 1, 18, tzinfo=UTC)
    row = ask_reply(desk)(channel=" letter ", deadline_at=until)
    assert (row.asked_of, row.channel, row.deadline_at) == ("Ilan Maresk", "letter", until)
    (line,) = desk.acts("ask_reply")
    assert line.payload["deadline_at"] == "2026-12-01T18:00:00.000000Z"


def test_every_blank_of_a_request_is_named(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        ask_reply(desk)(asked_of=" ", channel="", question="\n")
    assert set(refused.value.fields) == {"asked_of", "channel", "question"}


def test_an_answer_is_kept_with_what_it_changed(desk: Desk) -> None:
    row = record_answer(desk)(answer=" I did not. ", effect=" His words were added. ")
    assert (row.answer, row.effect) == ("I did not.", "His words were added.")
    assert row.answered_at is not None


def test_an_answer_is_recorded_once(desk: Desk) -> None:
    act = record_answer(desk)
    act()
    with pytest.raises(Conflict, match="recorded already"):
        act(version=None)


def test_an_answer_says_something(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        record_answer(desk)(answer=" ")
    assert set(refused.value.fields) == {"answer"}


def test_a_request_that_is_not_there_takes_no_answer(desk: Desk) -> None:
    with pytest.raises(NotFound):
        record_answer(desk)(reply_id=999)
