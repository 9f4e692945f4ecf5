"""The desk suggests where pieces come from; nothing counts before a person has taken it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from review.db import Sessions, now
from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import (
    CaptureStatus,
    CaptureStep,
    DerivationKind,
    DerivativeKind,
    EvidenceKind,
    HintReason,
    SourceKind,
    TextStatus,
)
from review.models import Capture, Derivation, DerivationHint, Derivative, Evidence
from review.queries.claim_file import load
from review.queries.hints import hints_on
from review.services import captures, derivations, evidence, hints, sources
from review.services.blobs import keep
from review.services.evidence import Bearing, Piece
from review.services.likely_parents import likely
from review.stores.folder import FolderStore
from tests.desk import Desk, again, furnish, link, note
from tests.services.test_likely_parents import WORDS

LEDGER = "Harrow Ledger"


@dataclass
class Room:
    """A committed desk with a store, where pieces are attached and looked at."""

    sessions: Sessions
    store: FolderStore
    desk: Desk

    def attach(self, piece: Piece, source: str = "") -> int:
        with self.sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=self.desk.plain.id, actor=self.desk.ana, piece=piece,
                bearing=Bearing(source=source),
            )  # fmt: skip
            return made.row.evidence_id

    def captured(self, url: str, page: str, words: str = "", source: str = "") -> int:
        """A link that was captured: its page is in the store, its words are in the row."""
        key = self.attach(link(url), source)
        kept = keep(self.sessions, self.store, page.encode())
        with self.sessions.write.begin() as session:
            row = session.scalars(sa.select(Capture).filter_by(evidence_id=key)).one()
            row.status, row.step = CaptureStatus.CAPTURED, CaptureStep.DONE
            row.sha256, row.media_type, row.final_url = kept.sha256, "text/html", url
            row.finished_at, row.text = now(), words
        return key

    def look(self, key: int) -> int:
        return hints.look(self.sessions, self.store, evidence_id=key)

    def found(self) -> list[DerivationHint]:
        with self.sessions.read() as session:
            return list(session.scalars(sa.select(DerivationHint).order_by(DerivationHint.id)))

    def answer(self, who: Actor | None = None, **rest: Any) -> DerivationHint:
        asked: dict[str, Any] = {"hint_id": 1, "actor": who or self.desk.ana} | rest
        with self.sessions.write.begin() as session:
            return hints.answer(session, **asked)


@pytest.fixture
def room(sessions: Sessions, tmp_path: Path) -> Room:
    with sessions.write.begin() as session:
        desk = furnish(session)
    return Room(sessions, FolderStore(tmp_path / "store"), desk)


@pytest.fixture
def suggested(room: Room) -> Room:
    """A desk that suggests that E2 comes from E1."""
    room.attach(note(WORDS), source=LEDGER)
    room.look(room.attach(note(f"From our correspondent. {WORDS}"), source="Courier"))
    return room


def test_what_is_nearly_the_same_is_suggested_once(suggested: Room) -> None:
    (hint,) = suggested.found()
    assert (hint.child_id, hint.parent_id, hint.parent_source_id) == (2, 1, None)
    assert (hint.kind, hint.why, hint.taken) == (
        DerivationKind.REWRITES, HintReason.SAME_TEXT, None,
    )  # fmt: skip
    assert [suggested.look(key) for key in (1, 2)] == [0, 0]


def test_a_suggestion_counts_for_nothing_until_it_is_taken(suggested: Room) -> None:
    def origins() -> int:
        with suggested.sessions.read() as session:
            return again(suggested.desk, session).file(suggested.desk.plain).origins.origins

    assert origins() == 2
    suggested.answer(taken=True)
    assert origins() == 1


def test_who_takes_a_suggestion_makes_the_link_and_the_ledger_says_it_was_suggested(
    suggested: Room,
) -> None:
    hint = suggested.answer(taken=True)
    assert (hint.taken, hint.answered_by_id) == (True, suggested.desk.ana.user_id)
    with suggested.sessions.read() as session:
        row = session.scalars(sa.select(Derivation)).one()
        assert (row.child_id, row.parent_id, row.kind) == (2, 1, DerivationKind.REWRITES)
        (act,) = again(suggested.desk, session).acts("derive")
        assert act.payload == {
            "parent": 1, "kind": "rewrites", "reason": "", "suggested": "same_text",
        }  # fmt: skip


def test_what_is_refused_is_kept_and_not_suggested_again(suggested: Room) -> None:
    assert suggested.answer(taken=False).taken is False
    with suggested.sessions.read() as session:
        (act,) = again(suggested.desk, session).acts(hints.REFUSE)
        assert act.payload == {"parent": 1, "kind": "rewrites", "suggested": "same_text"}
        assert session.scalars(sa.select(Derivation)).all() == []
    assert suggested.look(2) == 0
    assert len(suggested.found()) == 1


def test_an_answer_is_given_once_by_who_may_say_where_pieces_come_from(suggested: Room) -> None:
    for taken in (True, False):
        with pytest.raises(Forbidden):
            suggested.answer(suggested.desk.reader, taken=taken)
    with suggested.sessions.write.begin() as session:
        stranger = furnish(session, slug="away").ana
    for rest in ({"who": stranger}, {"hint_id": 99}):
        with pytest.raises(NotFound):
            suggested.answer(taken=True, **rest)
    suggested.answer(taken=False)
    with pytest.raises(Conflict, match="answered already"):
        suggested.answer(taken=True)


def test_a_link_that_stands_or_was_taken_back_is_not_suggested(room: Room) -> None:
    first, copy = room.attach(note(WORDS)), room.attach(note(f"Again: {WORDS}"))
    with room.sessions.write.begin() as session:
        row = derivations.derive(
            session, evidence_id=first, parent=derivations.Parent(copy), actor=room.desk.ana,
            kind=DerivationKind.REWRITES,
        )  # fmt: skip
        derivations.end(session, derivation_id=row.id, actor=room.desk.ana, reason="Wrong way.")
    assert room.look(copy) == 0


def test_a_page_that_names_whom_it_has_it_from_is_suggested_to_come_from_that_source(
    room: Room,
) -> None:
    with room.sessions.write.begin() as session:
        source = sources.add(session, actor=room.desk.editor, name=LEDGER, kind=SourceKind.MEDIUM)
    key = room.captured("https://courier.example/7", "<p>", f"As reported by the {LEDGER}, no.")
    assert [room.look(key), room.look(key)] == [1, 0]
    (hint,) = room.found()
    assert (hint.parent_id, hint.parent_source_id) == (None, source.id)
    assert room.answer(taken=False).taken is False
    with room.sessions.read() as session:
        assert again(room.desk, session).acts(hints.REFUSE)[0].payload["parent_source"] == source.id


def test_a_page_that_calls_another_address_its_own_is_of_the_same_document(room: Room) -> None:
    first = room.captured("https://ledger.example/harbour", "<p>One.")
    room.look(first)
    away = '<link rel="canonical" href="https://www.ledger.example/harbour/?utm_source=x">'
    other = room.captured("https://courier.example/copy", away)
    with room.sessions.write.begin() as session:
        evidence.detach(session, claim_id=room.desk.plain.id, evidence_id=first,
                        actor=room.desk.ana, reason="Not needed here.")  # fmt: skip
    assert room.look(other) == 1
    (hint,) = room.found()
    assert (hint.child_id, hint.parent_id, hint.why) == (other, first, HintReason.SAME_ADDRESS)
    with room.sessions.read() as session:
        row = session.get_one(Evidence, other)
        assert (row.canonical_url, row.version) == ("ledger.example/harbour", 1)


def test_a_page_whose_bytes_are_gone_and_one_never_captured_have_the_address_of_the_link(
    room: Room,
) -> None:
    gone = room.captured("https://ledger.example/gone", "<p>")
    with room.sessions.read() as session:
        digest = session.scalars(sa.select(Capture.sha256).filter_by(evidence_id=gone)).one()
    room.store.remove(digest or "")
    waiting = room.attach(link("https://ledger.example/waiting"))
    for key, address in ((gone, "ledger.example/gone"), (waiting, "ledger.example/waiting")):
        assert room.look(key) == 0
        with room.sessions.read() as session:
            assert session.get_one(Evidence, key).canonical_url == address


def test_the_words_of_a_file_are_those_that_were_read_from_it(room: Room) -> None:
    room.attach(note(WORDS))
    kept = keep(room.sessions, room.store, b"bytes")
    key = room.attach(Piece(EvidenceKind.FILE, file_name="a.pdf", media_type="application/pdf",
                            size=5, sha256=kept.sha256))  # fmt: skip
    assert key not in hints.waiting(room.sessions)
    with room.sessions.write.begin() as session:
        session.add(Derivative(evidence_id=key, kind=DerivativeKind.TEXT, sha256="0" * 64,
                               text=WORDS, tool="t", made_at=now()))  # fmt: skip
        session.get_one(Evidence, key).text_status = TextStatus.READ
    assert key in hints.waiting(room.sessions)
    assert room.look(key) == 1


def test_a_piece_waits_for_its_words_and_is_looked_at_once_for_each_attaching(room: Room) -> None:
    key = room.attach(link("https://ledger.example/1"))
    assert hints.waiting(room.sessions) == []
    with room.sessions.write.begin() as session:
        row = session.scalars(sa.select(Capture)).one()
        row.status, row.step, row.failure = CaptureStatus.FAILED, CaptureStep.DONE, "No."
        row.finished_at = now()
    assert hints.waiting(room.sessions) == [key]
    room.look(key)
    assert hints.waiting(room.sessions) == []
    with room.sessions.write.begin() as session:
        captures.retry(session, evidence_id=key, actor=room.desk.ana)
        session.execute(
            sa.text("UPDATE capture SET status = 'failed', step = 'done', failure = 'No.'")
        )
    assert hints.waiting(room.sessions) == [key]


def test_a_piece_that_became_due_while_it_was_looked_at_is_looked_at_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = room.attach(note(WORDS))

    def meanwhile(known: Any) -> Any:
        with room.sessions.write.begin() as session:
            hints.due(session, key)
        return likely(known)

    monkeypatch.setattr("review.services.hints.likely", meanwhile)
    room.look(key)
    assert hints.waiting(room.sessions) == [key]


def test_a_piece_that_is_not_there_is_nothing_to_look_at(room: Room) -> None:
    assert room.look(99) == 0


def test_what_would_tell_a_sealed_source_is_left_out_for_those_who_may_not_know(
    suggested: Room,
) -> None:
    def seen(session: Any, who: Actor) -> tuple[str, str, str, str]:
        (hint,) = hints_on(session, load(session, suggested.desk.plain), who)
        return hint.child, hint.parent, hint.parent_title, hint.words

    with suggested.sessions.write.begin() as session:
        assert seen(session, suggested.desk.reader)[3] == "100% of the words"
        session.execute(sa.text(f"UPDATE source SET disclosure = 'sealed' WHERE name = '{LEDGER}'"))
        told = seen(session, suggested.desk.reader)
        assert told == ("E2", "E1", "A piece from a sealed source", "")
        assert seen(session, suggested.desk.editor)[2].startswith("Bureau 9")


def test_a_suggested_source_is_named_or_numbered(room: Room) -> None:
    with room.sessions.write.begin() as session:
        sources.add(session, actor=room.desk.editor, name=LEDGER, kind=SourceKind.MEDIUM)
    room.look(room.attach(note(f"According to the {LEDGER}, the wall was public.")))
    with room.sessions.write.begin() as session:
        file = load(session, room.desk.plain)
        (hint,) = hints_on(session, file, room.desk.reader)
        assert (hint.parent, hint.parent_title, hint.from_source) == ("", LEDGER, True)
        session.execute(sa.text("UPDATE source SET disclosure = 'sealed'"))
        (hint,) = hints_on(session, file, room.desk.reader)
        assert (hint.parent_title, hint.words) == ("sealed source 1", "")


def test_both_databases_follow_links_and_keep_suggestions(either: Sessions, tmp_path: Path) -> None:
    with either.write.begin() as session:
        desk = furnish(session)
    room = Room(either, FolderStore(tmp_path / "store"), desk)
    room.attach(note(WORDS), source=LEDGER)
    copy = room.attach(note(f"From our correspondent. {WORDS}"), source="Courier")
    assert sorted(hints.waiting(either)) == [1, copy]
    assert [room.look(key) for key in (1, copy)] == [1, 0]
    room.answer(taken=True)
    with either.write.begin() as session:
        derivations.derive(
            session, evidence_id=1, parent=derivations.Parent(source="Bureau 9"),
            kind=DerivationKind.QUOTES, actor=desk.ana,
        )  # fmt: skip
    with either.read() as session:
        found = again(desk, session).file(desk.plain)
        assert (found.origins.origins, len(found.lineage.links)) == (1, 2)
        assert hints_on(session, found, desk.ana) == []
