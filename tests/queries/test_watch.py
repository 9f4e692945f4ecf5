"""What a desk watches, and what a look at a page has changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.db import now
from review.domain.errors import NotFound
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    DisclosureLevel,
    EvidenceKind,
    SourceKind,
    WatchState,
)
from review.models import Capture, Evidence, WatchLook
from review.queries import watch
from review.queries.watch import look_file, looks_at, shown, watched
from review.services import sources
from tests.desk import Desk
from tests.queries.counted import counted

OURS = "Fares doubled.\n\nThe ministry said so."
THEIRS = "Fares tripled.\n\nThe ministry said so."
NAMES = {1: "Mirela Dorn"}


def page(desk: Desk, words: str = "a", *, days: int = 1, state: WatchState | None = None) -> int:
    """A captured page whose next look comes in `days`; its number."""
    row = desk.session.get_one(
        Evidence, desk.attached(desk.plain, desk.ana, words=words).evidence_id
    )
    row.kind, row.url = EvidenceKind.LINK, f"https://gazette.example/{words}"
    row.watch_at, row.watch_state = now() + timedelta(days=days), state
    desk.session.flush()
    captured(desk, row.id, OURS, CapturePurpose.FIRST)
    return row.id


def captured(
    desk: Desk, evidence_id: int, text: str, purpose: CapturePurpose = CapturePurpose.WATCH
) -> int:
    row = Capture(
        evidence_id=evidence_id, url="https://gazette.example/", requested_at=now(), text=text,
        status=CaptureStatus.CAPTURED, step=CaptureStep.DONE, purpose=purpose, sha256="a" * 64,
        finished_at=now(),
    )  # fmt: skip
    return kept(desk, row)


def failed(desk: Desk, evidence_id: int) -> int:
    row = Capture(
        evidence_id=evidence_id, url="https://gazette.example/", requested_at=now(),
        status=CaptureStatus.FAILED, step=CaptureStep.DONE, purpose=CapturePurpose.WATCH,
        failure="No answer.",
    )  # fmt: skip
    return kept(desk, row)


def kept(desk: Desk, row: Capture | WatchLook) -> int:
    desk.session.add(row)
    desk.session.flush()
    return row.id


def looked(
    desk: Desk, evidence_id: int, text: str | None = THEIRS, *, by: int | None = None
) -> int:
    """A look that found these words, or no page at all."""
    capture_id = captured(desk, evidence_id, text) if text else failed(desk, evidence_id)
    outcome = WatchState.CHANGED if text else WatchState.UNREACHABLE
    look = WatchLook(evidence_id=evidence_id, capture_id=capture_id, at=now(), outcome=outcome,
                     reason="Its words changed.", user_id=by)  # fmt: skip
    return kept(desk, look)


def test_what_is_watched_stands_by_its_next_look_in_one_query(desk: Desk) -> None:
    later, sooner = page(desk, "a", days=2, state=WatchState.SAME), page(desk, "b", days=-1)
    page(desk, "c")
    desk.session.get_one(Evidence, page(desk, "ended")).watch_at = None
    desk.session.flush()
    looked(desk, later)
    looked(desk, later)

    found, many = counted(desk.session, lambda: watched(desk.session, actor=desk.reader))
    assert ([line.evidence_id for line in found.rows][::2], found.total) == ([sooner, later], 3)
    first, last = found.rows[0], found.rows[-1]
    assert (first.is_due, first.state, first.reason) == (True, None, "")
    assert (last.is_due, last.state) == (False, WatchState.SAME)
    assert (last.reason, last.url) == ("Its words changed.", "https://gazette.example/a")
    assert many == 1


def test_pages_are_found_by_what_the_last_look_said(desk: Desk) -> None:
    gone = page(desk, "a", state=WatchState.GONE)
    page(desk, "b", state=WatchState.SAME)
    found = watched(desk.session, actor=desk.reader, state=WatchState.GONE)
    assert ([line.evidence_id for line in found.rows], found.total) == ([gone], 1)
    assert watched(desk.session, actor=desk.reader, state=WatchState.CHANGED).total == 0


def test_the_list_is_read_page_by_page(desk: Desk) -> None:
    pages = [page(desk, f"p{number}", days=number) for number in range(1, 4)]
    first = watched(desk.session, actor=desk.reader, size=2)
    second = watched(desk.session, actor=desk.reader, size=2, after=first.on)
    listed = [line.evidence_id for line in (*first.rows, *second.rows)]
    assert (listed, second.on) == (pages, "")


def test_another_desks_pages_and_retracted_ones_are_not_listed(desk: Desk) -> None:
    row = desk.session.get_one(Evidence, page(desk))
    row.retracted_at, row.retracted_reason = now(), "Forged."
    desk.session.flush()
    assert watched(desk.session, actor=desk.reader).rows == ()


def test_a_sealed_page_tells_nothing_to_who_may_not_know_it(desk: Desk) -> None:
    row = desk.session.get_one(Evidence, page(desk))
    source = sources.add(desk.session, actor=desk.editor, name="Quill", kind=SourceKind.PERSON)
    source.disclosure, row.source_id = DisclosureLevel.SEALED, source.id
    row.title = "What Quill said"
    desk.session.flush()
    for actor, knows in ((desk.reader, False), (desk.jon, False), (desk.ana, True),
                         (desk.editor, True)):  # fmt: skip
        (line,) = watched(desk.session, actor=actor).rows
        assert (line.title == "What Quill said", bool(line.url)) == (knows, knows)


def test_looks_stand_the_newest_first_with_who_asked(desk: Desk) -> None:
    piece = page(desk)
    old, new = looked(desk, piece, None), looked(desk, piece, by=desk.editor.user_id)
    names = {desk.editor.user_id or 0: "Mirela Dorn"}
    lines = looks_at(desk.session, piece, names)
    assert [line.id for line in lines] == [new, old]
    assert [line.asked_by for line in lines] == ["Mirela Dorn", "the desk itself"]
    assert lines[0].capture_id is not None
    assert lines[1].capture_id is None
    assert shown(lines) == (lines, False)


def test_a_list_of_looks_says_that_there_are_more(desk: Desk) -> None:
    piece = page(desk)
    for _ in range(12):
        looked(desk, piece)
    lines, more = shown(looks_at(desk.session, piece, NAMES))
    assert (len(lines), more) == (10, True)


def test_a_look_says_what_changed_against_our_copy(desk: Desk) -> None:
    piece = page(desk)
    first, second, third = (looked(desk, piece) for _ in range(3))
    found = look_file(desk.session, evidence_id=piece, look_id=second, names=NAMES)
    assert (found.number, found.before_id, found.after_id) == (2, first, third)
    assert found.passages is not None
    words = [(change.old, change.new) for change in found.passages[0].changes if not change.is_same]
    assert words == [("doubled", "tripled")]
    assert found.passages[1].unchanged == 1
    assert found.ours.purpose is CapturePurpose.FIRST
    last = look_file(desk.session, evidence_id=piece, look_id=third, names=NAMES)
    assert (last.number, last.after_id) == (3, None)
    assert look_file(
        desk.session, evidence_id=piece, look_id=first, names=NAMES
    ).before_id is None  # fmt: skip


def test_what_did_not_come_or_has_no_words_is_not_compared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = page(desk)

    def compared(look: int) -> bool:
        found = look_file(desk.session, evidence_id=piece, look_id=look, names=NAMES)
        return found.passages is not None

    assert not compared(looked(desk, piece, None))
    changed = looked(desk, piece)
    assert compared(changed)
    monkeypatch.setattr(watch, "MOST_CHARACTERS", len(OURS) - 1)
    assert not compared(changed)
    monkeypatch.setattr(watch, "MOST_CHARACTERS", len(OURS))
    monkeypatch.setattr(watch, "MOST_PARAGRAPHS", 1)
    assert not compared(changed)
    monkeypatch.undo()
    blank = captured(desk, piece, "")
    look = WatchLook(evidence_id=piece, capture_id=blank, at=now(), outcome=WatchState.CHANGED)
    assert not compared(kept(desk, look))


def test_a_look_is_found_by_its_own_piece_only(desk: Desk) -> None:
    look, other = looked(desk, page(desk, "a")), page(desk, "b")
    with pytest.raises(NotFound, match="no such look"):
        look_file(desk.session, evidence_id=other, look_id=look, names=NAMES)
