"""The discussion of a claim: notes, and queries that hold a sign-off until they are answered."""

import pytest

from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.vocabulary import CommentKind
from tests.desk import Desk
from tests.services.verbs import answer_query, comment


def test_a_query_stays_open_until_somebody_answers_it(desk: Desk) -> None:
    act = answer_query(desk)
    assert desk.file(desk.plain).open_queries == 1
    row = act(answer=" Those of the tram. ")
    assert (row.answer, row.answered_by_id) == ("Those of the tram.", desk.editor.user_id)
    assert desk.file(desk.plain).open_queries == 0


def test_a_note_opens_no_query(desk: Desk) -> None:
    row = comment(desk)(kind=CommentKind.NOTE, text=" Seen. ")
    assert row.text == "Seen."
    assert desk.file(desk.plain).open_queries == 0


def test_only_an_open_query_is_answered(desk: Desk) -> None:
    act = answer_query(desk)
    act()
    with pytest.raises(Conflict, match="no open query"):
        act()
    note = comment(desk)(kind=CommentKind.NOTE)
    with pytest.raises(Conflict, match="no open query"):
        act(comment_id=note.id)


def test_words_are_needed_to_ask_and_to_answer(desk: Desk) -> None:
    act = answer_query(desk)
    with pytest.raises(Invalid) as refused:
        act(answer=" ")
    assert set(refused.value.fields) == {"answer"}
    with pytest.raises(Invalid) as refused:
        comment(desk)(text="\n")
    assert set(refused.value.fields) == {"text"}


def test_a_query_that_is_not_there_is_not_answered(desk: Desk) -> None:
    with pytest.raises(NotFound):
        answer_query(desk)(comment_id=999)


def test_the_ledger_holds_a_digest_of_the_words_and_not_the_words(desk: Desk) -> None:
    answer_query(desk)(answer="Between us.")
    said = [line.payload for line in desk.acts() if line.action in {"comment", "answer_query"}]
    assert [set(payload) for payload in said] == [{"comment", "kind", "words"}] * 2
    assert "Between us." not in str(said)
    assert said[0]["words"] != said[1]["words"]
