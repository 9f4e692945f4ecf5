"""Who saw a piece and who took it away stands in the ledger, each time that it means something."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from review import models
from review.db import Sessions, make_engine
from review.domain.custody import CustodyAct, hour_of
from review.domain.errors import NotFound
from review.domain.vocabulary import BlobCondition, DisclosureLevel, Variant
from review.models import Blob, LedgerEntry, Source
from review.queries import ledger, reports
from review.queries.custody import MOST, custody_of
from review.queries.ledger_acts import Sought, acts
from review.services import custody
from review.services.custody import Rehashed, Taken
from review.services.reports import make_report
from tests.desk import Desk, furnish, sha256
from tests.queries.counted import counted

NOON = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def piece(desk: Desk) -> int:
    return desk.attached(desk.plain, desk.ana).evidence_id


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(custody, "now", lambda: moment)
    monkeypatch.setattr("review.services.ledger.now", lambda: moment)


def test_an_hour_begins_on_the_hour() -> None:
    assert hour_of(NOON + timedelta(minutes=59)) == NOON.replace(second=0)


def test_looking_is_one_line_for_a_person_a_piece_and_an_hour(
    desk: Desk, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = desk.attached(desk.plain, desk.ana, words="Another.").evidence_id
    looks = [(desk.jon, piece, 0), (desk.jon, piece, 59), (desk.jon, piece, 60),
             (desk.zoe, piece, 60), (desk.jon, other, 60)]  # fmt: skip
    made = []
    for who, seen, minutes in looks:
        at(monkeypatch, NOON + timedelta(minutes=minutes))
        made.append(custody.viewed(desk.session, evidence_id=seen, actor=who))
    assert [row is not None for row in made] == [True, False, True, True, True]
    rows = desk.acts(CustodyAct.VIEW)
    assert [(row.actor_id, row.subject) for row in rows] == [
        (who.user_id, f"evidence {seen}") for who, seen, minutes in looks if minutes != 59
    ]
    assert all(row.payload == {} and row.claim_id is None for row in rows)
    assert ledger.verify(desk.session, desk=desk.session.get_one(models.Desk, desk.id)).sound


def test_taking_away_is_a_line_each_time(desk: Desk, piece: int) -> None:
    for part, digest in (("original", "a" * 64), ("original", "a" * 64), ("text", None)):
        custody.downloaded(
            desk.session, evidence_id=piece, what=Taken(part, digest), actor=desk.reader
        )
    assert [row.payload for row in desk.acts(CustodyAct.DOWNLOAD)] == [
        {"part": "original", "sha256": "a" * 64},
        {"part": "original", "sha256": "a" * 64},
        {"part": "text"},
    ]


def test_a_piece_of_another_desk_is_not_there(desk: Desk, piece: int) -> None:
    stranger = furnish(desk.session, slug="quay").editor
    with pytest.raises(NotFound):
        custody.viewed(desk.session, evidence_id=piece, actor=stranger)
    with pytest.raises(NotFound):
        custody.downloaded(
            desk.session, evidence_id=piece, what=Taken("original", None), actor=stranger
        )


def report_of(desk: Desk, variant: Variant = Variant.INTERNAL) -> reports.VerifiedClaimReport:
    row = make_report(desk.session, article_id=desk.article.id, actor=desk.editor,
                      variant=variant, base_url="https://desk.example")  # fmt: skip
    return reports.load(desk.session, report_id=row.id, actor=desk.editor)


def test_the_making_of_a_report_names_its_pieces_and_their_digests(desk: Desk, piece: int) -> None:
    desk.attached(desk.third, desk.ana)
    sealed = desk.attached(desk.third, desk.ana, words="A list.", source="Quill, a clerk")
    desk.session.scalars(sa.select(Source)).one().disclosure = DisclosureLevel.SEALED
    desk.signed(desk.plain)
    desk.signed(desk.third)
    for variant in (Variant.INTERNAL, Variant.PUBLIC):
        report_of(desk, variant)
    told, bare = (row.payload for row in desk.acts(CustodyAct.EXPORT))
    kept = {"evidence": piece, "sha256": sha256("A seen register.")}
    assert told == {
        "pieces": [kept, {"evidence": sealed.evidence_id, "sha256": sha256("A list.")}],
    }
    assert bare["pieces"] == [kept]
    assert desk.acts(CustodyAct.EXPORT)[0].article_id == desk.article.id


def test_the_pieces_of_an_export_are_kept_back_with_a_sealed_source(desk: Desk) -> None:
    desk.attached(desk.plain, desk.ana, words="A list.", source="Quill, a clerk")
    desk.session.scalars(sa.select(Source)).one().disclosure = DisclosureLevel.SEALED
    desk.signed(desk.plain)
    report_of(desk)
    sought = Sought(action=CustodyAct.EXPORT)
    (line,) = acts(desk.session, sought, actor=desk.jon).lines
    assert dict(line.kept) == {"pieces": "kept back"}
    (line,) = acts(desk.session, sought, actor=desk.legal).lines
    assert sha256("A list.") in dict(line.kept)["pieces"]


def test_reading_bytes_through_again_is_one_line_for_a_slice(desk: Desk, piece: int) -> None:
    found = [Rehashed(piece + 1, "b" * 64, BlobCondition.MISSING),
             Rehashed(piece, "a" * 64, BlobCondition.SOUND)]  # fmt: skip
    row = custody.rehashed(desk.session, desk_id=desk.id, pieces=found)
    assert row is not None
    assert (row.actor_id, row.actor) == (None, "Proofdesk")
    assert row.payload == {
        "pieces": [
            {"evidence": piece, "sha256": "a" * 64, "condition": "sound"},
            {"evidence": piece + 1, "sha256": "b" * 64, "condition": "missing"},
        ]
    }
    assert custody.rehashed(desk.session, desk_id=desk.id, pieces=[]) is None
    assert len(desk.acts(CustodyAct.REHASH)) == 1


def test_the_custody_of_a_piece_lists_who_had_it_newest_first(desk: Desk, piece: int) -> None:
    custody.viewed(desk.session, evidence_id=piece, actor=desk.editor)
    custody.downloaded(
        desk.session, evidence_id=piece, what=Taken("original", "a" * 64), actor=desk.legal
    )
    other = desk.attached(desk.third, desk.ana, words="Another.").evidence_id
    custody.viewed(desk.session, evidence_id=other, actor=desk.editor)
    desk.signed(desk.plain)
    report_of(desk)
    found = custody_of(desk.session, evidence_id=piece, actor=desk.editor)
    assert [(line.who, line.words, line.what) for line in found.lines] == [
        ("Mirela Dorn", "put pieces of evidence into a report", ""),
        ("Sera Okonwell", "took a piece of evidence away", "original"),
        ("Mirela Dorn", "looked at a piece of evidence", ""),
    ]
    assert (found.more, found.condition, found.hashed_at) == (False, None, None)
    # The other piece is in no report, though in the same article.
    assert len(custody_of(desk.session, evidence_id=other, actor=desk.editor).lines) == 1


def test_a_long_custody_is_cut_and_says_so(desk: Desk, piece: int) -> None:
    for _ in range(MOST + 1):
        custody.downloaded(
            desk.session, evidence_id=piece, what=Taken("original", None), actor=desk.editor
        )
    found, queries = counted(
        desk.session, lambda: custody_of(desk.session, evidence_id=piece, actor=desk.editor)
    )
    assert (len(found.lines), found.more, queries) == (MOST, True, 3)
    assert found.lines[0].number > found.lines[-1].number


def test_custody_says_how_the_bytes_were_found(desk: Desk, piece: int) -> None:
    desk.session.add(
        Blob(sha256=sha256("A seen register."), condition=BlobCondition.DAMAGED, first_at=NOON,
             touched_at=NOON, hashed_at=NOON)
    )  # fmt: skip
    desk.session.flush()
    found = custody_of(desk.session, evidence_id=piece, actor=desk.editor)
    assert (found.condition, found.hashed_at) == (BlobCondition.DAMAGED, NOON)


def shown(desk: Desk, piece: int, who: str) -> tuple[int, int]:
    """How many lines of custody the page and the ledger show to one person."""
    actor = getattr(desk, who)
    listed = acts(desk.session, Sought(evidence_id=piece), actor=actor).lines
    return len(custody_of(desk.session, evidence_id=piece, actor=actor).lines), len(listed)


def test_who_looked_at_a_piece_is_not_told_to_who_must_stay_blind(desk: Desk, piece: int) -> None:
    desk.attached(desk.third, desk.jon)
    for who in (desk.jon, desk.zoe):
        custody.viewed(desk.session, evidence_id=piece, actor=who)
        custody.downloaded(desk.session, evidence_id=piece, what=Taken("original", None), actor=who)
    assert shown(desk, piece, "editor") == shown(desk, piece, "legal") == (4, 4)
    assert shown(desk, piece, "jon") == shown(desk, piece, "zoe") == (2, 2)
    assert shown(desk, piece, "ana") == (0, 0)
    desk.signed(desk.plain)
    # The other claim that it bears on is in review still.
    assert shown(desk, piece, "ana") == (0, 0)
    desk.signed(desk.third)
    assert shown(desk, piece, "ana") == (4, 4)


@pytest.mark.postgres
def test_two_pages_opened_at_once_are_one_line(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    with Sessions(engine).write.begin() as session:
        desk = furnish(session)
        piece = desk.attached(desk.plain).evidence_id
    ready = threading.Barrier(4)

    def look() -> None:
        with Sessions(engine).write.begin() as session:
            ready.wait(20)
            custody.viewed(session, evidence_id=piece, actor=desk.jon)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with Sessions(engine).read() as session:
        rows = sa.select(LedgerEntry).filter_by(action=CustodyAct.VIEW)
        assert len(session.scalars(rows).all()) == 1
        # The same words of SQL hold on this database.
        assert custody_of(session, evidence_id=piece, actor=desk.ana).lines == []
        assert len(custody_of(session, evidence_id=piece, actor=desk.editor).lines) == 1
    engine.dispose()
