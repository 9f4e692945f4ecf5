"""A look is judged against our copy, and written down with all that follows, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from review.db import now
from review.domain import watching
from review.domain.vocabulary import (
    CapturePurpose,
    ClaimState,
    NoticeKind,
    RippleCause,
    WatchState,
)
from review.domain.watching import Follows
from review.models import Capture, ClaimEvidence, ReportMark
from review.services import captures, evidence, looks, sign_offs
from review.services.reports import make_report
from review.services.watch_turns import take
from tests.desk import again, link
from tests.services.capture_room import BODY, Died, dies
from tests.services.watch_room import (
    A_WEEK,
    ADDED,
    PACE,
    QUOTE,
    TRIPLED,
    Page,
    in_a_week,
    page_of,
    room,
    serve,
)

__all__ = ["page_of", "room", "serve"]
A_DAY = timedelta(days=1)


@pytest.fixture
def fares(page_of: Callable[[], Page]) -> Page:
    """A captured page of which a claim quotes a passage."""
    found = page_of()
    found.captured(excerpt=QUOTE)
    return found


def test_the_same_words_open_nothing_and_the_bytes_of_the_look_are_kept(fares: Page) -> None:
    fares.signed()
    finding = fares.look_at(in_a_week(), body=BODY.replace(b"<p>", b"<p class='new'>"))
    assert (finding.outcome, finding.follows) == (WatchState.SAME, Follows.NOTHING)
    first, second = fares.captures()
    assert (second.purpose, second.requested_by_id) == (CapturePurpose.WATCH, None)
    assert fares.row().sha256 == first.sha256 != second.sha256
    assert fares.room.store.exists(second.sha256 or "")
    (look,) = fares.looks()
    assert (look.capture_id, look.outcome, look.http_status) == (second.id, WatchState.SAME, 200)
    assert fares.row().watch_state is WatchState.SAME
    assert fares.claim().state is ClaimState.SIGNED_OFF
    assert (fares.notices(), fares.acts("look")) == ([], [])


def test_the_next_look_comes_after_the_distance(fares: Page) -> None:
    moment = in_a_week()
    fares.look_at(moment)
    due_at = fares.row().watch_at
    assert due_at is not None
    assert moment + A_WEEK <= due_at <= moment + A_WEEK * 1.1


def test_other_words_are_told_to_people_where_the_quotation_stands(fares: Page) -> None:
    fares.signed()
    finding = fares.look_at(in_a_week(), body=ADDED)
    assert finding.follows is Follows.TOLD_CHANGED
    assert fares.claim().state is ClaimState.SIGNED_OFF
    assert {notice.kind for notice in fares.notices()} == {NoticeKind.PAGE_CHANGED}
    assert fares.row().watch_state is WatchState.CHANGED
    (act,) = fares.acts("look")
    assert (act["outcome"], act["altered"]) == ("changed", False)


def test_a_quotation_that_no_longer_stands_opens_what_rests_on_the_page_again(fares: Page) -> None:
    fares.signed()
    with fares.room.sessions.write.begin() as session:
        desk = again(fares.room.desk, session)
        make_report(session, article_id=desk.article.id, actor=desk.editor)
    finding = fares.look_at(in_a_week(), body=TRIPLED)
    assert finding.follows is Follows.ALTERED
    assert (fares.claim().state, fares.claim().round) == (ClaimState.QUEUED, 2)
    assert NoticeKind.CLAIM_REOPENED in {notice.kind for notice in fares.notices()}
    (mark,) = fares._all(ReportMark)
    assert (mark.cause, mark.reason) == (RippleCause.ALTERED, finding.reason)
    (act,) = fares.acts("look")
    assert (act["capture"], act["altered"]) == (fares.captures()[1].id, True)
    (void,) = fares.acts("void")
    assert void["cause"] == "altered"


def test_what_was_opened_once_is_not_opened_again_while_the_page_stays_so(fares: Page) -> None:
    fares.look_at(in_a_week(), body=TRIPLED)
    fares.signed()
    moment = in_a_week() + 2 * A_WEEK
    assert fares.look_at(moment).follows is Follows.NOTHING
    further = TRIPLED.replace(b"tripled", b"rose by half")
    assert fares.look_at(moment + 2 * A_WEEK, body=further).follows is Follows.TOLD_CHANGED
    assert fares.claim().state is ClaimState.SIGNED_OFF
    assert len(fares.acts("look")) == 2


def test_a_page_of_which_nothing_was_quoted_is_altered_by_any_change_of_words(
    page_of: Callable[[], Page],
) -> None:
    fares = page_of()
    fares.captured()
    fares.signed()
    assert fares.look_at(in_a_week(), body=ADDED).follows is Follows.ALTERED
    assert fares.claim().state is ClaimState.QUEUED


def test_a_quotation_that_differed_from_ours_is_held_to_our_words(
    page_of: Callable[[], Page],
) -> None:
    fares = page_of()
    fares.captured(excerpt="fares in Vantoria Doubled in 2025")
    assert fares.look_at(in_a_week(), body=ADDED).follows is Follows.TOLD_CHANGED
    assert fares.look_at(in_a_week() + 2 * A_WEEK, body=TRIPLED).follows is Follows.ALTERED


def test_words_that_were_never_on_the_page_cannot_fall(page_of: Callable[[], Page]) -> None:
    fares = page_of()
    fares.captured(excerpt="The moon is made of an entirely different matter altogether.")
    finding = fares.look_at(in_a_week(), body=ADDED)
    assert "no passage was quoted" in finding.reason


def test_what_a_withdrawn_claim_or_a_taken_off_piece_quoted_is_not_looked_for(fares: Page) -> None:
    with fares.room.sessions.write.begin() as session:
        desk = again(fares.room.desk, session)
        third = evidence.attach(
            session,
            claim_id=desk.third.id,
            actor=desk.editor,
            piece=link("https://quay.example/"),
        ).row
        session.flush()
        session.get_one(ClaimEvidence, third.id).evidence_id = fares.evidence_id
        sign_offs.withdraw(
            session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version,
            reason="It is not ours.",
        )  # fmt: skip
    assert "no passage was quoted" in fares.look_at(in_a_week(), body=TRIPLED).reason


def test_a_page_that_is_gone_is_told_and_our_bytes_hold(fares: Page) -> None:
    fares.signed()
    moment = in_a_week()
    first = fares.look_at(moment, body=b"Not here.", status="404 Not Found")
    assert (first.outcome, first.follows) == (WatchState.UNREACHABLE, Follows.NOTHING)
    second = fares.look_at(moment + 2 * A_DAY)
    assert (second.outcome, second.follows) == (WatchState.GONE, Follows.TOLD_GONE)
    assert fares.claim().state is ClaimState.SIGNED_OFF
    assert {notice.kind for notice in fares.notices()} == {NoticeKind.PAGE_GONE}
    assert [look.http_status for look in fares.looks()] == [404, 404]
    assert fares.row().watch_state is WatchState.GONE


def test_a_line_that_breaks_is_no_answer_of_the_site(fares: Page) -> None:
    moment = in_a_week()
    for day in range(3):
        fares.status = "404 Not Found\r\nContent-Length: 99999"
        assert fares.look_at(moment + 4 * day * A_DAY).outcome is WatchState.UNREACHABLE
    assert [look.http_status for look in fares.looks()] == [None, None, None]
    assert fares.row().watch_at is not None


def test_a_page_that_came_back_is_the_same_again(fares: Page) -> None:
    moment = in_a_week()
    fares.look_at(moment, body=b"Busy.", status="503 Busy")
    assert fares.look_at(moment + A_DAY, body=BODY, status="200 OK").outcome is WatchState.SAME
    assert fares.row().watch_state is WatchState.SAME


def test_a_watch_that_was_ended_meanwhile_stays_ended(
    fares: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = captures.run

    def ended_meanwhile(*what: object, **named: object) -> object:
        with fares.room.sessions.write.begin() as session:
            looks.set_watch(session, fares.evidence_id, watch_at=None)
        return runs(*what, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(captures, "run", ended_meanwhile)
    fares.look_at(in_a_week())
    assert (fares.row().watch_at, fares.row().watch_state) == (None, WatchState.SAME)


def test_a_worker_that_dies_after_the_fetch_leaves_a_look_that_is_concluded_later_once(
    fares: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    fares.signed()
    moment = in_a_week()
    for killed in ("judge", "_written"):
        with monkeypatch.context() as patch:
            patch.setattr(looks, killed, dies)
            with pytest.raises(Died):
                fares.look_at(moment, body=TRIPLED)
        assert fares.looks() == []
        moment += timedelta(hours=1)
    asked = len(fares.server.requests)
    assert fares.look_at(moment).follows is Follows.ALTERED
    assert len(fares.server.requests) == asked == 2
    assert (len(fares.looks()), len(fares.acts("void"))) == (1, 1)


def test_a_worker_that_dies_while_it_writes_has_written_nothing(
    fares: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    fares.signed()
    moment = in_a_week()
    with monkeypatch.context() as patch:
        patch.setattr("review.services.ripple.run", dies)
        with pytest.raises(Died):
            fares.look_at(moment, body=TRIPLED)
    assert (fares.looks(), fares.acts("look"), fares.notices()) == ([], [], [])
    fares.look_at(moment + timedelta(hours=1))
    assert len(fares.acts("look")) == 1


def test_a_look_is_concluded_once_by_whoever_comes_first(
    fares: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    judges = watching.judge

    def another_is_quicker(*what: object, **named: object) -> object:
        monkeypatch.setattr(looks, "judge", judges)
        assert looks.conclude(
            fares.room.sessions, capture_id=fares.captures()[1].id, distance=A_WEEK
        )
        return judges(*what, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(looks, "judge", another_is_quicker)
    with time_machine.travel(in_a_week(), tick=False):
        assert fares.look() is None
    assert len(fares.looks()) == 1


def test_words_quoted_while_a_look_was_judged_are_judged_at_the_next_try(
    fares: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    judges = watching.judge

    def quoted_meanwhile(*what: object, **named: object) -> object:
        with fares.room.sessions.write.begin() as session:
            row = again(fares.room.desk, session).file(fares.claim()).attached[0]
            session.get_one(ClaimEvidence, row.id).excerpt = "the ministry of transport"
        return judges(*what, **named)  # type: ignore[arg-type]

    moment = in_a_week()
    with monkeypatch.context() as patch, time_machine.travel(moment, tick=False):
        patch.setattr(looks, "judge", quoted_meanwhile)
        fares.body = TRIPLED
        assert fares.look() is None
    assert fares.look_at(moment + timedelta(hours=1)).follows is Follows.TOLD_CHANGED
    assert len(fares.looks()) == 1


def test_a_fetch_that_is_under_way_is_not_concluded(fares: Page) -> None:
    with time_machine.travel(in_a_week(), tick=False):
        capture_id = take(fares.room.sessions, evidence_id=fares.evidence_id, pace=PACE)
    assert capture_id is not None
    concluded = looks.conclude(fares.room.sessions, capture_id=capture_id, distance=A_WEEK)
    assert concluded is None


def test_a_look_leaves_the_version_of_the_piece_that_people_are_at_work_on(fares: Page) -> None:
    before = fares.row().version
    fares.look_at(in_a_week(), body=ADDED)
    assert fares.row().version == before


def test_a_look_says_who_asked_for_it(fares: Page) -> None:
    with fares.room.sessions.write.begin() as session:
        looks.set_watch(session, fares.evidence_id, watch_at=now())
        session.add(
            Capture(
                evidence_id=fares.evidence_id, url=fares.server.url, requested_at=now(),
                purpose=CapturePurpose.WATCH, requested_by_id=fares.room.desk.ana.user_id,
            )
        )  # fmt: skip
    fares.look()
    assert fares.looks()[0].user_id == fares.room.desk.ana.user_id
