"""What the database itself refuses, whoever asks and by whatever way, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine, now
from review.domain.vocabulary import (
    Answer,
    DerivationKind,
    DerivativeKind,
    RippleCause,
    SourceLetter,
    Variant,
    Verdict,
    WatchState,
)
from review.models import Capture, Derivative, Report, ReportMark, Source, WatchLook
from review.services import derivations, evidence, sign_offs, sources
from review.services.reports import make_report
from tests.desk import Desk, answers, furnish, link

WRITTEN_ONCE = (
    "adjudication", "article_version", "assessment", "derivative", "grade", "indicator_answer",
    "ledger_entry", "report", "report_mark", "sign_off", "sign_off_end", "source_letter_change",
    "watch_look",
)  # fmt: skip
AT = "'2026-11-23 12:00:00'"
SHA = f"'{'a' * 64}'"
HINT = (
    "INSERT INTO derivation_hint (desk_id, child_id, parent_id, parent_source_id, kind, why, words,"
    f" score, found_at, answered_at) SELECT 1, {{}}, {{}}, {{}}, 'quotes', 'same_text', '', {{}},"
    f" {AT}, {{}} FROM derivation"
)
NOTICE = (
    "INSERT INTO notice (desk_id, user_id, kind, claim_id, reason, at)"
    f" VALUES (1, :editor, 'claim_reopened', {{}}, {{}}, {AT})"
)
STAMP = (
    "INSERT INTO time_stamp (desk_id, subject_kind, subject_sha256, authority, status, serial,"
    f" failure, attempts, asked_at) VALUES (1, 'capture', {SHA}, 'https://one.example',"
    f" '{{}}', '', '', 0, {AT})"
)
CHECKS = {
    "signed_off_has_time": "UPDATE claim SET state = 'signed_off' WHERE number = 2",
    "withdrawn_has_reason": "UPDATE claim SET state = 'withdrawn' WHERE number = 2",
    "accusation_needs_two": "UPDATE claim SET required = 1 WHERE number = 1",
    "needs_an_assessment": "UPDATE claim SET required = 0 WHERE number = 2",
    "claim_has_words": "UPDATE claim SET end_at = start_at",
    "ck_claim_claimstate": "UPDATE claim SET state = 'lost' WHERE number = 2",
    "sentence_has_words": "UPDATE sentence SET end_at = start_at",
    "waived_by_name_with_reason": "UPDATE sentence SET disposition = 'waived' WHERE number = 3",
    "flag_has_reason": f"UPDATE accusation SET flagged_at = {AT}",
    "settled_flag_has_reason": f"UPDATE accusation SET settled_at = {AT}",
    "ended_has_time": "UPDATE assignment SET outcome = 'held'",
    "detached_has_reason": f"UPDATE claim_evidence SET detached_at = {AT}",
    "link_has_address": "UPDATE evidence SET url = '' WHERE kind = 'link'",
    "note_has_words": "UPDATE evidence SET note = '' WHERE kind = 'note'",
    "bytes_are_kept": "UPDATE evidence SET kind = 'file' WHERE kind = 'link'",
    "captured_has_bytes": "UPDATE capture SET status = 'captured'",
    "failed_has_reason": "UPDATE capture SET status = 'failed'",
    "ck_capture_capturepurpose": "UPDATE capture SET purpose = 'idly'",
    "ck_capture_capturestep": "UPDATE capture SET step = 'dancing'",
    "retracted_has_reason": f"UPDATE evidence SET retracted_at = {AT}",
    "ck_evidence_textstatus": "UPDATE evidence SET text_status = 'sung'",
    "ck_evidence_watchstate": "UPDATE evidence SET watch_state = 'asleep'",
    "ck_claim_evidence_excerptstatus": "UPDATE claim_evidence SET excerpt_status = 'lost'",
    "found_excerpt_has_place": "UPDATE claim_evidence SET excerpt_status = 'found'",
    "excerpt_has_words": "UPDATE claim_evidence SET excerpt_start = 5, excerpt_end = 5",
    "not_from_itself": "UPDATE derivation SET parent_id = child_id",
    "one_parent": "UPDATE derivation SET parent_source_id = (SELECT min(id) FROM source)",
    "known_has_parent": "UPDATE derivation SET parent_id = NULL",
    "ck_derivation_ended_has_reason": f"UPDATE derivation SET ended_at = {AT}",
    "ck_derivation_derivationkind": "UPDATE derivation SET kind = 'heard'",
    "exactly_one_parent": HINT.format("child_id", "NULL", "NULL", "0.9", "NULL"),
    "score_is_a_share": HINT.format("child_id", "parent_id", "NULL", "9", "NULL"),
    "answered_has_answer": HINT.format("child_id", "parent_id", "NULL", "0.9", AT),
    "ck_derivation_hint_not_from_itself": HINT.format("child_id", "child_id", "NULL", "1", "NULL"),
    "not_into_itself": "UPDATE source SET merged_into_id = id, merged_reason = 'One body.'",
    "merged_has_reason": "UPDATE source SET merged_reason = 'One body.'",
    "made_or_failed": "INSERT INTO derivative (evidence_id, kind, media_type, text, tool, failure,"
    f" made_at) SELECT id, 'text', '', '', '', '', {AT} FROM evidence",
    "mark_has_reason": "INSERT INTO report_mark (report_id, cause, reason, at)"
    f" SELECT id, 'altered', '', {AT} FROM report",
    "notice_has_reason": NOTICE.format(":claim", "''"),
    "notice_has_subject": NOTICE.format("NULL", "'So.'"),
    "verified_has_token": STAMP.format("verified"),
    "ck_time_stamp_failed_has_reason": STAMP.format("failed"),
    "ck_blob_blobcondition": "INSERT INTO blob (sha256, condition, first_at, touched_at)"
    f" VALUES ({SHA}, 'warm', {AT}, {AT})",
    "waiver_has_reason": "INSERT INTO gate_waiver (claim_id, round, gate, user_id, reason,"
    f" waived_at) VALUES (:claim, 1, 'reply', :editor, '', {AT})",
}


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def worked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A desk on which everything happened once; each test takes back what it tries."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("guards") / "desk.sqlite3"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            url = f"sqlite:///{path}"
        else:
            server = request.getfixturevalue("postgres_server")
            template = request.getfixturevalue("migrated_template")
            url = server.url(stack.enter_context(server.database(template)))
        engine = make_engine(url)
        stack.callback(engine.dispose)
        session = stack.enter_context(Sessions(engine).write())
        yield everything_once(furnish(session))


def everything_once(desk: Desk) -> Desk:
    session, claim = desk.session, desk.accusation
    desk.written_by(desk.author, desk.deputy)
    pieces = [
        desk.attached(claim, words=words, source="Gazette").evidence_id
        for words in ("First", "Second")
    ]
    derivations.derive(
        session,
        evidence_id=pieces[0],
        parent=derivations.Parent(pieces[1]),
        kind=DerivationKind.QUOTES,
        actor=desk.ana,
    )
    evidence.attach(session, claim_id=desk.third.id, actor=desk.ana, piece=link())
    sources.give_letter(
        session, source_id=session.scalars(sa.select(Source.id)).one(), actor=desk.ana,
        version=None, letter=SourceLetter.B, reason="It held.",
    )  # fmt: skip
    desk.asked(claim)
    desk.assessed(claim, desk.ana, indicators=answers(E1=Answer.YES))
    desk.assessed(claim, desk.jon, verdict=Verdict.DISPUTED)
    desk.adjudicated(claim)
    sign_offs.sign_off(session, claim_id=claim.id, actor=desk.editor, version=None)
    sign_offs.reopen(
        session, claim_id=claim.id, actor=desk.editor, version=None, reason="A letter came."
    )
    make_report(
        session, article_id=desk.article.id, actor=desk.editor, variant=Variant.PUBLIC,
        base_url="https://desk.example",
    )  # fmt: skip
    marks_and_looks(desk, pieces[0])
    return desk


def marks_and_looks(desk: Desk, evidence_id: int) -> None:
    """What is made from a piece, seen of it, and said of a report that rests on it."""
    at, session = now(), desk.session
    rows = (
        Derivative(evidence_id=evidence_id, kind=DerivativeKind.TEXT, failure="No words.",
                   made_at=at),
        WatchLook(evidence_id=evidence_id, outcome=WatchState.SAME, at=at),
        ReportMark(report_id=session.scalars(sa.select(Report.id)).one(), evidence_id=evidence_id,
                   cause=RippleCause.ALTERED, reason="The page changed.", at=at),
    )  # fmt: skip
    session.add_all(rows)
    session.flush()


def refused(session: Session, name: str, statement: str, **values: object) -> None:
    """The statement is refused under this name."""
    with pytest.raises(DBAPIError, match=name), session.begin_nested():
        session.execute(sa.text(statement), values)


@pytest.mark.parametrize("table", WRITTEN_ONCE)
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_is_written_once_is_neither_changed_nor_deleted(
    worked: Desk, table: str, verb: str
) -> None:
    rows = worked.session.scalar(sa.text(f"SELECT count(*) FROM {table}"))
    assert rows
    refused(worked.session, f"{table}_written_once", verb.format(table))


@pytest.mark.parametrize("who", ["ana", "jon", "zoe", "author", "deputy"])
def test_two_hands_whoever_assessed_decided_or_wrote_does_not_sign(worked: Desk, who: str) -> None:
    refused(
        worked.session, "two_hands",
        "INSERT INTO sign_off (claim_id, round, user_id, note, content, content_hash, signed_at)"
        f" VALUES (:claim, 7, :user, '', '{{}}', 'a', {AT})",
        claim=worked.accusation.id, user=getattr(worked, who).user_id,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["ana", "jon", "author", "deputy"])
def test_a_third_person_adjudicates(worked: Desk, who: str) -> None:
    refused(
        worked.session, "third_person_adjudicates",
        "INSERT INTO adjudication (claim_id, round, user_id, assessments, verdict, recommendation,"
        " new_wording, digit, reason, answers, decided_at) VALUES"
        f" (:claim, 1, :user, '[]', 'disputed', 'hold', '', 3, 'So.', '{{}}', {AT})",
        claim=worked.accusation.id, user=getattr(worked, who).user_id,
    )  # fmt: skip


ASSESSMENT = (
    "INSERT INTO assessment (claim_id, round, user_id, verdict, recommendation, new_wording,"
    " reason, digit, digit_reason, level, sheet_answered, ticked, submitted_at) VALUES"
    f" (:claim, 7, :user, 'disputed', '{{}}', '', '{{}}', {{}}, '', 0, false, '[]', {AT})"
)


@pytest.mark.parametrize("who", ["author", "deputy"])
def test_no_author_of_an_article_assesses_any_of_its_claims(worked: Desk, who: str) -> None:
    refused(worked.session, "author_does_not_assess", ASSESSMENT.format("hold", "So.", 3),
            claim=worked.plain.id, user=getattr(worked, who).user_id)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "recommendation", "reason", "digit"),
    [
        ("assessment_has_reason", "hold", "", 3),
        ("digit_one_to_six", "hold", "So.", 7),
        ("reword_has_wording", "reword", "So.", 3),
    ],
)
def test_an_assessment_is_whole_or_not_at_all(
    worked: Desk, name: str, recommendation: str, reason: str, digit: int
) -> None:
    refused(worked.session, name, ASSESSMENT.format(recommendation, reason, digit),
            claim=worked.plain.id, user=worked.ana.user_id)  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_a_row_that_cannot_be_true_is_refused_by_name(worked: Desk, name: str) -> None:
    values = {"claim": worked.plain.id, "editor": worked.editor.user_id}
    given = {key: value for key, value in values.items() if f":{key}" in CHECKS[name]}
    refused(worked.session, name, CHECKS[name], **given)


@pytest.mark.parametrize("table", ["capture", "evidence"])
@pytest.mark.parametrize("other", [f"'{'b' * 64}'", "NULL"])
def test_the_bytes_that_were_quoted_stay_those_of_the_piece(
    worked: Desk, table: str, other: str
) -> None:
    session = worked.session
    with session.begin_nested() as tried:
        kept = "status = 'captured', sha256" if table == "capture" else "sha256"
        session.execute(sa.text(f"UPDATE {table} SET {kept} = {SHA} WHERE sha256 IS NULL"))
        refused(session, f"{table}_bytes_stay", f"UPDATE {table} SET sha256 = {other}")
        session.execute(sa.text(f"UPDATE {table} SET sha256 = sha256"))
        tried.rollback()


def test_one_capture_of_a_piece_is_its_first(worked: Desk) -> None:
    row = worked.session.scalars(sa.select(Capture)).one()
    again = (
        "INSERT INTO capture (evidence_id, status, url, final_url, redirects, request_headers,"
        " response_headers, media_type, text, title, tool, failure, requested_at, sha256, purpose)"
        " SELECT evidence_id, status, url, '', '[]', '[]', '[]', '', '', '', '', '', requested_at,"
        f" sha256, '{{}}' FROM capture WHERE id = {row.id}"
    )
    session = worked.session
    with session.begin_nested() as tried:
        session.execute(sa.text(f"UPDATE capture SET status = 'captured', sha256 = {SHA}"))
        refused(session, r"one_first_capture|capture\.evidence_id", again.format("first"))
        session.execute(sa.text(again.format("watch")))
        tried.rollback()


LINK = (
    "INSERT INTO derivation (child_id, {0}, kind, reason, user_id, created_at, ended_reason)"
    f" SELECT child_id, {{1}}, 'unknown', '', user_id, {AT}, '' FROM derivation"
    " WHERE parent_id IS NOT NULL AND ended_at IS NULL"
)


def test_a_pair_has_one_link_until_that_one_is_taken_back(worked: Desk) -> None:
    session, link = worked.session, LINK.format("parent_id", "parent_id")
    with session.begin_nested() as tried:
        refused(session, r"one_link_a_pair|derivation\.child_id", link)
        session.execute(sa.text(
            f"INSERT INTO derivation (child_id, parent_id, kind, reason, user_id, created_at,"
            f" ended_at, ended_reason) SELECT child_id, parent_id, kind, '', user_id, {AT}, {AT},"
            " 'It was another paper.' FROM derivation"
        ))  # fmt: skip
        tried.rollback()


@pytest.mark.parametrize(
    ("name", "parent"),
    [("one_link_a_source", "(SELECT min(id) FROM source)"), ("one_link_to_nothing", "NULL")],
)
def test_a_piece_comes_from_a_source_or_from_nowhere_known_only_once(
    worked: Desk, name: str, parent: str
) -> None:
    session, link = worked.session, LINK.format("parent_source_id", parent)
    with session.begin_nested() as tried:
        session.execute(sa.text(link))
        refused(session, rf"{name}|derivation\.child_id", link)
        tried.rollback()


def test_a_pair_is_suggested_once(worked: Desk) -> None:
    session, hint = worked.session, HINT.format("child_id", "parent_id", "NULL", "0.9", "NULL")
    with session.begin_nested() as tried:
        session.execute(sa.text(hint))
        refused(session, r"uq_derivation_hint_child_id_parent_id|hint\.parent_id", hint)
        tried.rollback()


HOLD = (
    "INSERT INTO assignment (claim_id, round, slot, user_id, outcome, taken_at, expires_at)"
    f" VALUES (:claim, 1, :slot, :user, 'held', {AT}, {AT})"
)


def test_one_person_a_slot_and_one_slot_a_person(worked: Desk) -> None:
    claim, ana, jon = worked.plain.id, worked.ana.user_id, worked.jon.user_id
    session, first = worked.session, {"claim": claim, "slot": 1}
    with session.begin_nested() as tried:
        session.execute(sa.text(HOLD), {**first, "user": ana})
        refused(session, r"one_person_a_slot|assignment\.slot", HOLD, **first, user=jon)
        refused(session, r"one_slot_a_person|assignment\.user_id", HOLD,
                claim=claim, slot=2, user=ana)  # fmt: skip
        ended = f"UPDATE assignment SET outcome = 'expired', ended_at = {AT} WHERE claim_id = :id"
        session.execute(sa.text(ended), {"id": claim})
        session.execute(sa.text(HOLD), {**first, "user": jon})
        tried.rollback()


def test_a_row_points_at_something_that_is_there(worked: Desk) -> None:
    refused(worked.session, "(?i)foreign key", HOLD, claim=99_999, slot=1, user=1)
