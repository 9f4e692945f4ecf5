"""Whose turn it is: what is due, no more than the pace allows, and one site at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
import time_machine

from review.db import Sessions, make_engine, now
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    EvidenceKind,
    WatchState,
)
from review.models import Capture, ClaimEvidence, Evidence, WatchLook
from review.services.looks import set_watch, spread_of
from review.services.watch_turns import LEASE, Pace, due, take
from tests.desk import Desk, furnish

PACE = Pace(days=7, a_minute=6)
A_WEEK = timedelta(days=7)


@pytest.fixture
def known(sessions: Sessions) -> Desk:
    with sessions.write.begin() as session:
        return furnish(session)


def pages(sessions: Sessions, desk: Desk, *urls: str, ago: timedelta = 2 * A_WEEK) -> list[int]:
    """Captured pages on a claim, whose look has come; their numbers."""
    with sessions.write.begin() as session:
        return [_page(session, desk, number, url, ago) for number, url in enumerate(urls, 1)]


def _page(session: sa.orm.Session, desk: Desk, number: int, url: str, ago: timedelta) -> int:
    at = now() - ago
    sha256 = f"{sum(map(ord, url)) * 1000 + number:064d}"
    row = Evidence(
        desk_id=desk.id, kind=EvidenceKind.LINK, title=url, url=url, sha256=sha256,
        added_by_id=desk.ana.user_id, added_at=at, watch_at=at, watch_state=WatchState.SAME,
    )  # fmt: skip
    session.add(row)
    session.flush()
    taken = sa.select(sa.func.count()).select_from(ClaimEvidence)
    session.add(
        ClaimEvidence(
            claim_id=desk.plain.id, evidence_id=row.id, number=1 + (session.scalar(taken) or 0),
            attached_by_id=desk.ana.user_id, attached_at=at,
        )
    )  # fmt: skip
    session.add(
        Capture(
            evidence_id=row.id, url=url, status=CaptureStatus.CAPTURED, step=CaptureStep.DONE,
            sha256=sha256, requested_at=at, finished_at=at,
        )
    )  # fmt: skip
    session.flush()
    return row.id


def change(sessions: Sessions, evidence_id: int, **values: object) -> None:
    with sessions.write.begin() as session:
        set_watch(session, evidence_id, **values)


def done(sessions: Sessions, capture_id: int) -> None:
    """The look is fetched and concluded."""
    with sessions.write.begin() as session:
        row = session.get_one(Capture, capture_id)
        row.status, row.step, row.failure = CaptureStatus.FAILED, CaptureStep.DONE, "No answer."
        session.add(
            WatchLook(evidence_id=row.evidence_id, capture_id=row.id, at=now(),
                      outcome=WatchState.UNREACHABLE)
        )  # fmt: skip


def test_what_is_due_longest_comes_first_and_one_of_each_site(
    sessions: Sessions, known: Desk
) -> None:
    first, second, third, other = pages(
        sessions, known, "https://gazette.example/a", "https://www.gazette.example/b",
        "https://GAZETTE.example:8443/c", "http://ledger.example/",
    )  # fmt: skip
    change(sessions, second, watch_at=now() - 3 * A_WEEK)
    assert due(sessions, PACE) == [second, other]
    assert {first, third}.isdisjoint(due(sessions, PACE))


def test_no_more_are_due_than_the_pace_allows(sessions: Sessions, known: Desk) -> None:
    urls = [f"https://site{number}.example/" for number in range(9)]
    found = pages(sessions, known, *urls)
    assert due(sessions, Pace(7, 4)) == found[:4]
    assert due(sessions, PACE) == found[:6]
    assert due(sessions, Pace(0, 6)) == []


def test_only_what_rests_on_a_claim_and_stands_is_looked_at(
    sessions: Sessions, known: Desk
) -> None:
    off, retracted, ended, to_come, stands = pages(
        sessions, known, *(f"https://site{number}.example/" for number in range(5))
    )
    with sessions.write.begin() as session:
        row = session.scalars(sa.select(ClaimEvidence).filter_by(evidence_id=off)).one()
        row.detached_at, row.detached_reason = now(), "Not needed."
    change(sessions, retracted, retracted_at=now(), retracted_reason="Forged.")
    change(sessions, ended, watch_at=None)
    change(sessions, to_come, watch_at=now() + timedelta(hours=1))
    assert due(sessions, PACE) == [stands]


def test_another_desks_pages_are_left_out_where_one_desk_is_named(
    sessions: Sessions, known: Desk
) -> None:
    with sessions.write.begin() as session:
        quay = furnish(session, slug="quay")
    (ours,) = pages(sessions, known, "https://gazette.example/a")
    (theirs,) = pages(sessions, quay, "https://ledger.example/a")
    assert due(sessions, PACE, desk_id=quay.id) == [theirs]
    assert due(sessions, PACE) == [ours, theirs]


def test_what_was_captured_lately_has_its_first_look_after_the_whole_distance(
    sessions: Sessions, known: Desk
) -> None:
    new, old = pages(sessions, known, "https://gazette.example/", "https://ledger.example/")
    at = now() - timedelta(days=2)
    with sessions.write.begin() as session:
        session.scalars(sa.select(Capture).filter_by(evidence_id=new)).one().finished_at = at
    for piece in (new, old):
        change(sessions, piece, watch_state=None)
    assert due(sessions, PACE) == [old]
    with sessions.read() as session:
        due_at = session.get_one(Evidence, new).watch_at
    assert due_at == at + A_WEEK * (1 + spread_of(new) / 10)
    with time_machine.travel(due_at):
        assert new in due(sessions, PACE)


def test_looks_of_neighbours_are_spread_over_the_time() -> None:
    spread = sorted(spread_of(number) for number in range(1, 101))
    gaps = [later - sooner for sooner, later in pairwise(spread)]
    assert spread[0] >= 0
    assert spread[-1] < 1
    assert max(gaps) < 0.03


def test_a_look_is_taken_once_until_its_lease_is_over(sessions: Sessions, known: Desk) -> None:
    (page,) = pages(sessions, known, "https://gazette.example/")
    capture_id = take(sessions, evidence_id=page, pace=PACE)
    assert capture_id is not None
    with sessions.read() as session:
        row = session.get_one(Capture, capture_id)
    assert (row.purpose, row.status) == (CapturePurpose.WATCH, CaptureStatus.PENDING)
    assert take(sessions, evidence_id=page, pace=PACE) is None
    assert due(sessions, PACE) == []
    with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
        assert due(sessions, PACE) == [page]
        assert take(sessions, evidence_id=page, pace=PACE) == capture_id


def test_two_workers_never_take_the_same_look(sessions: Sessions, known: Desk) -> None:
    (page,) = pages(sessions, known, "https://gazette.example/")
    assert len(taken_at_once(sessions, [page] * 4)) == 1


def test_workers_at_once_take_no_more_than_the_pace_allows(sessions: Sessions, known: Desk) -> None:
    found = pages(sessions, known, *(f"https://site{number}.example/" for number in range(4)))
    assert len(taken_at_once(sessions, found, Pace(7, 2))) == 2


def test_workers_of_a_postgres_desk_keep_the_pace_too(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    sessions = Sessions(engine)
    with sessions.write.begin() as session:
        desk = furnish(session)
    urls = [f"https://site{number}.example/" for number in range(3)]
    found = pages(sessions, desk, *urls, "https://site0.example/again")
    assert len(due(sessions, PACE)) == 3
    assert len(taken_at_once(sessions, found * 2, Pace(7, 2))) == 2
    engine.dispose()


def taken_at_once(sessions: Sessions, found: list[int], pace: Pace = PACE) -> list[int]:
    with ThreadPoolExecutor(len(found)) as workers:
        tries = workers.map(lambda one: take(sessions, evidence_id=one, pace=pace), found)
        return [capture_id for capture_id in tries if capture_id is not None]


def test_a_site_is_left_alone_for_a_minute_and_while_it_is_asked(
    sessions: Sessions, known: Desk
) -> None:
    one, two = pages(sessions, known, "https://gazette.example/a", "https://gazette.example/b")
    capture_id = take(sessions, evidence_id=one, pace=PACE)
    assert capture_id is not None
    assert take(sessions, evidence_id=two, pace=PACE) is None
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert due(sessions, PACE) == []
        done(sessions, capture_id)
        assert due(sessions, PACE) == [two]
        assert take(sessions, evidence_id=two, pace=PACE) is not None


def test_what_is_not_there_or_not_watched_is_not_taken(sessions: Sessions, known: Desk) -> None:
    (page,) = pages(sessions, known, "https://gazette.example/")
    change(sessions, page, watch_at=None)
    assert take(sessions, evidence_id=page, pace=PACE) is None
    assert take(sessions, evidence_id=999, pace=PACE) is None
