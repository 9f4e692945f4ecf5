"""Around a claim: remarks and queries, requests for a reply, and who reads what of its history."""

from __future__ import annotations

import html

import pytest
import sqlalchemy as sa

from review.domain.vocabulary import CommentKind, Verdict
from review.models import Comment, ReplyRequest
from review.services import sign_offs
from tests.web.claim_room import Room

QUERY = "Which register do you mean?"
ASKED = {
    "asked_of": "Ilan Maresk", "channel": "letter", "question": "Did you hand them over?",
    "deadline_at": "2099-05-02T12:00",
}  # fmt: skip


def read(room: Room, who: str, path: str) -> str:
    return html.unescape(room.as_(who).page(path))


def remark(room: Room) -> Comment:
    with room.sessions.read() as session:
        return session.scalars(sa.select(Comment)).one()


def request(room: Room) -> ReplyRequest:
    with room.sessions.read() as session:
        return session.scalars(sa.select(ReplyRequest)).one()


def test_a_note_is_written_and_read_by_the_desk(room: Room) -> None:
    page = room.as_("ana").act(
        f"/claims/{room.plain}/comments", {"text": "Fares <b>of 2025</b>.", "kind": "note"}
    )
    assert "Fares &lt;b&gt;of 2025&lt;/b&gt;." in page
    assert "Open query" not in page
    assert "Write to the desk" in page
    told = read(room, "reader", f"/claims/{room.plain}?tab=discussion")
    assert "Fares <b>of 2025</b>." in told
    assert "Write to the desk" not in told


def test_a_query_is_open_until_it_is_answered_once(room: Room) -> None:
    tab = f"/claims/{room.plain}?tab=discussion"
    ana, editor = room.as_("ana"), room.as_("editor")
    page = ana.act(f"/claims/{room.plain}/comments", {"text": QUERY, "kind": "query"})
    assert "Open query" in page
    assert remark(room).kind is CommentKind.QUERY
    assert "Answer the query" not in read(room, "reader", tab)
    empty = editor.post("/comments/1/answer", {"answer": "  "})
    assert empty.status_code == 422
    assert "Write the answer first." in empty.text
    assert QUERY in empty.text
    answered = editor.act("/comments/1/answer", {"answer": "The one of Karst Street."})
    assert "The one of Karst Street." in answered
    assert "Open query" not in answered
    assert editor.post("/comments/1/answer", {"answer": "Another."}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"text": " "}, "Write something first."), ({"kind": "shout"}, "Kind: choose one"),
     ({"text": "x" * 10_001}, "Keep it under 10,000 characters.")],
)  # fmt: skip
def test_a_remark_that_cannot_be_comes_back_on_its_tab(
    room: Room, wrong: dict[str, str], said: str
) -> None:
    answer = room.as_("ana").post(
        f"/claims/{room.plain}/comments", {"text": QUERY, "kind": "query", **wrong}
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="discussion-title"' in answer.text


def test_what_fellow_assessors_write_is_blind_to_reviewers_while_the_round_runs(room: Room) -> None:
    words = "The register cannot be right."
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.taken(desk.accusation, desk.ana)
    room.as_("ana").act(f"/claims/{room.accusation}/comments", {"text": words, "kind": "note"})
    tab = f"/claims/{room.accusation}?tab=discussion"
    for who in ("ana", "editor", "legal", "reader"):
        assert words in read(room, who, tab)
    for who in ("jon", "zoe"):
        assert words not in read(room, who, tab)
    with room.at_work() as desk:
        desk.assessed(desk.accusation, desk.jon)
    assert words not in read(room, "jon", tab)
    with room.at_work() as desk:
        sign_offs.withdraw(desk.session, claim_id=room.accusation, actor=desk.editor,
                           version=desk.accusation.version, reason="Said twice.")  # fmt: skip
    assert words in read(room, "jon", tab)


def test_a_request_for_a_reply_has_a_deadline_and_its_answer_an_effect(room: Room) -> None:
    ana = room.as_("ana")
    page = html.unescape(ana.act(f"/claims/{room.accusation}/replies", ASKED))
    assert "Answer by 2 May 2099, 12:00" in page
    assert "Recorded by" in page
    version = str(request(room).version)
    reader = read(room, "reader", f"/claims/{room.accusation}?tab=replies")
    assert "Did you hand them over?" in reader
    assert "Record the answer" not in reader
    wrong = ana.post("/replies/1/answer", {"answer": "", "effect": "None.", "version": version})
    assert wrong.status_code == 422
    assert "Write down the answer, or that none came." in wrong.text
    assert "None.</textarea>" in wrong.text
    done = ana.act(
        "/replies/1/answer",
        {"answer": "He denies it.", "effect": "Denial added.", "version": version},
    )
    assert "He denies it." in done
    assert "Effect on the text:" in done
    assert "Denial added." in done
    stale = room.as_("editor").post(
        "/replies/1/answer", {"answer": "My other words.", "version": version}
    )
    assert stale.status_code == 409
    assert "My other words." in stale.text


def test_an_overdue_answer_says_so(room: Room) -> None:
    page = room.as_("ana").act(
        f"/claims/{room.accusation}/replies", {**ASKED, "deadline_at": "2025-05-02T12:00"}
    )
    assert "overdue by" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"asked_of": ""}, "Say who was asked."), ({"channel": ""}, "Say how they were asked."),
     ({"question": ""}, "Write the question."), ({"deadline_at": "soon"}, "(UTC): give a day and"),
     ({"channel": "x" * 501}, "Keep it under 500 characters.")],
)  # fmt: skip
def test_a_request_that_cannot_be_comes_back_with_every_word(
    room: Room, wrong: dict[str, str], said: str
) -> None:
    answer = room.as_("ana").post(f"/claims/{room.accusation}/replies", {**ASKED, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    kept = "Did you hand them over?" if "question" not in wrong else "Ilan Maresk"
    assert kept in answer.text


def test_what_is_not_there_or_on_another_desk_is_not_found(room: Room) -> None:
    ana, stranger = room.as_("ana"), room.stranger()
    with room.at_work() as desk:
        desk.asked(desk.accusation)
    ana.post(f"/claims/{room.accusation}/comments", {"text": QUERY, "kind": "query"})
    for path in ("/comments/{}/answer", "/replies/{}/answer"):
        for fields in ({"answer": ""}, {"answer": "Mine."}):
            assert ana.post(path.format(999), fields).status_code == 404
            assert stranger.post(path.format(1), fields).status_code == 404
    assert stranger.get(f"/claims/{room.accusation}/history").status_code == 404
    for act in ("comments", "replies"):
        assert stranger.post(f"/claims/{room.accusation}/{act}", ASKED).status_code == 404


def test_history_tells_every_act_and_keeps_back_why_a_fellow_assessor_acted(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.to_adjudication(desk.accusation)
        desk.adjudicated(desk.accusation)
        sign_offs.send_back(desk.session, claim_id=room.accusation, actor=desk.editor,
                            version=desk.accusation.version, reason="Ask the court.")  # fmt: skip
    path = f"/claims/{room.accusation}/history"
    for who in ("ana", "jon", "reader"):
        told = read(room, who, path)
        for act in ("adjudicated", "submitted an assessment", "took the claim", "sent it back"):
            assert act in told
        assert "Ask the court." in told
        assert Verdict.DISPUTED.title_text not in told
    assert "Both registers are sound." in read(room, "editor", path)
    # A new round runs, and these two may be asked to assess afresh.
    for who in ("ana", "jon"):
        for shown in (path, f"/claims/{room.accusation}?tab=history"):
            assert "Both registers are sound." not in read(room, who, shown)
