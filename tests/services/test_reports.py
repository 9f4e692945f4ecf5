"""A report says what is signed, what is missing, and nothing that its readers may not know."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine
from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.report import from_plain
from review.domain.vocabulary import (
    ClaimState,
    DisclosureLevel,
    Disposition,
    SourceKind,
    Variant,
    Verdict,
)
from review.models import ArticleVersion, ClaimEvidence, LedgerEntry, Report, SignOffEnd, Source
from review.queries import reports
from review.seal import digest
from review.services.ledger import record
from review.services.reports import make_report
from tests.services import report_rows as rows
from tests.services.report_rows import NOW, Newsroom, signed

SECRETS = (
    "Fare Register", "Vantoria Rail", "Docket of the third session", "docket.example",
    "Handed over on a bridge", "numbered one to forty", "She keeps the register herself",
)  # fmt: skip


def made(room: Newsroom, variant: Variant = Variant.PUBLIC, who: str = "editor") -> Report:
    return make_report(room.session, article_id=room.article.id, actor=room.actor(who),
                       variant=variant, base_url="https://desk.example")  # fmt: skip


def plain(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(report.content)
    return content


def count(session: Session, table: type[Any]) -> int:
    return session.scalars(sa.select(sa.func.count()).select_from(table)).one()


def test_signed_claims_are_in_and_the_others_are_named_with_their_reason(session: Session) -> None:
    content = plain(made(signed(session)))
    assert [c["content"]["claim"]["number"] for c in content["claims"]] == [1, 2]
    assert [(m["number"], m["state"], m["reason"]) for m in content["missing"]] == [
        (3, "queued", "It waits in the queue for an assessment.")
    ]
    assert content["draft"] is True


def test_a_report_is_final_when_every_claim_is_signed_or_withdrawn(session: Session) -> None:
    room = signed(session)
    room.claims[3].state = ClaimState.WITHDRAWN
    room.claims[3].withdrawn_reason = "Says the same as claim 1"
    content = plain(made(room))
    assert content["draft"] is False
    assert content["missing"][0]["reason"] == "Says the same as claim 1"


def test_an_undecided_sentence_keeps_a_report_a_draft(session: Session) -> None:
    room = signed(session)
    room.claims[3].state = ClaimState.WITHDRAWN
    room.claims[3].withdrawn_reason = "Says the same as claim 1"
    room.sentences[2].disposition = Disposition.UNDECIDED
    assert plain(made(room))["draft"] is True


def test_the_signed_content_goes_into_the_report_unchanged(session: Session) -> None:
    for claim in plain(made(signed(session)))["claims"]:
        assert digest(claim["content"]) == claim["content_hash"]
        assert claim["withheld"] == []


def test_the_kept_text_its_digest_and_the_record_are_one_and_the_same(session: Session) -> None:
    report = made(signed(session))
    record = from_plain(json.loads(report.content))
    assert record.to_plain() == json.loads(report.content)
    assert digest(record.to_plain()) == report.sha256
    assert (record.id, record.number) == (report.id, report.number)
    assert record.address == f"https://desk.example/reports/{report.id}"


def test_the_last_ledger_line_of_a_making_binds_the_digest_of_the_report(session: Session) -> None:
    room = signed(session)
    report = made(room)
    before, entry = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number))
    assert (before.action, before.subject) == ("export_report", f"report:{report.id}")
    assert entry.payload["sha256"] == report.sha256
    assert (entry.action, entry.subject) == ("make_report", f"report:{report.id}")
    assert plain(report)["ledger"] == {"number": before.number, "hash": before.hash}


def test_nothing_new_makes_no_new_report(session: Session) -> None:
    room = signed(session)
    first = made(room)
    assert made(room, who="legal") is first
    assert (count(session, Report), count(session, LedgerEntry)) == (1, 2)


def test_something_new_makes_the_next_number_and_names_the_one_before(session: Session) -> None:
    room = signed(session)
    made(room)
    room.article.title = "Forty pages, corrected"
    second = made(room)
    assert (second.number, plain(second)["supersedes"]) == (2, 1)


def test_variants_share_one_numbering_and_supersede_only_their_own_kind(session: Session) -> None:
    room = signed(session)
    made(room)
    legal = made(room, Variant.LEGAL)
    assert (legal.number, plain(legal)["supersedes"]) == (2, None)


def test_a_signature_that_was_voided_no_longer_counts(session: Session) -> None:
    room = signed(session)
    first = session.scalars(sa.select(rows.SignOff).filter_by(claim_id=room.claims[1].id)).one()
    room.add(SignOffEnd(sign_off_id=first.id, reason="New evidence", ended_at=NOW))
    room.claims[1].state, room.claims[1].signed_off_at = ClaimState.QUEUED, None
    assert [m["number"] for m in plain(made(room))["missing"]] == [1, 3]


def test_a_claim_signed_on_an_earlier_text_is_missing_from_the_newer_one(session: Session) -> None:
    room = signed(session)
    room.add(ArticleVersion(desk_id=room.desk.id, article_id=room.article.id, number=2,
                            body="New words.", sha256="0" * 64, created_at=NOW))  # fmt: skip
    content = plain(made(room))
    assert content["claims"] == []
    assert content["missing"][0]["reason"] == "It was signed on an earlier version of the text."
    assert content["missing"][0]["start"] is None


@pytest.mark.parametrize("who", ["first", "reader"])
def test_only_editors_and_legal_make_reports(session: Session, who: str) -> None:
    with pytest.raises(Forbidden):
        made(signed(session), who=who)


def test_another_desk_s_article_is_not_found(session: Session) -> None:
    room, other = signed(session), rows.newsroom(session, slug="other")
    with pytest.raises(NotFound):
        make_report(session, article_id=room.article.id, actor=other.actor())


def test_content_that_no_longer_fits_its_signature_stops_the_report(session: Session) -> None:
    room = signed(session)
    claim = room.claims[3]
    rows.assess(room, claim)
    room.session.expire_all()
    content = rows.signed_content(rows.claim_file.load(session, claim))
    room.add(rows.SignOff(claim_id=claim.id, round=1, user_id=room.users["editor"].id,
                          content=content, content_hash="0" * 64, signed_at=NOW))  # fmt: skip
    claim.state, claim.signed_off_at = ClaimState.SIGNED_OFF, NOW
    with pytest.raises(Conflict, match="claim 3"):
        made(room)
    assert count(session, Report) == 0


@pytest.mark.parametrize(
    ("disclosure", "variant", "shown"),
    [
        (DisclosureLevel.PUBLIC, Variant.PUBLIC, True),
        (DisclosureLevel.LEGAL_ONLY, Variant.PUBLIC, False),
        (DisclosureLevel.LEGAL_ONLY, Variant.LEGAL, True),
        (DisclosureLevel.LEGAL_ONLY, Variant.INTERNAL, True),
        (DisclosureLevel.SEALED, Variant.PUBLIC, False),
        (DisclosureLevel.SEALED, Variant.LEGAL, False),
        (DisclosureLevel.SEALED, Variant.INTERNAL, True),
    ],
)
def test_each_variant_shows_what_its_readers_may_know(
    session: Session, disclosure: DisclosureLevel, variant: Variant, shown: bool
) -> None:
    content = made(signed(session, disclosure=disclosure), variant).content
    assert [secret in content for secret in SECRETS] == [shown] * len(SECRETS)
    words = f"source withheld ({disclosure.title_text.lower()})"
    assert (words in content) is not shown


def test_a_withheld_source_keeps_its_number_its_grade_and_its_place_among_origins(
    session: Session,
) -> None:
    claim = plain(made(signed(session, disclosure=DisclosureLevel.SEALED)))["claims"][0]
    assert claim["withheld"][0] == "E1: source withheld (sealed)"
    first = claim["content"]["evidence"][0]
    assert (first["number"], first["source"]["letter"], first["sha256"]) == (1, "B", None)
    assert claim["content"]["origins"]["items"] == 2
    assert claim["content"]["assessments"][0]["grades"][0]["digit"] == 2


def test_a_source_sealed_after_the_signature_is_withheld_all_the_same(session: Session) -> None:
    room = signed(session)
    register = session.scalars(sa.select(Source).filter_by(name="Fare Register")).one()
    register.name, register.disclosure = "Cover K", DisclosureLevel.SEALED
    content = made(room).content
    assert "Fare Register" not in content
    assert "Cover K" not in content


def test_evidence_taken_off_and_evidence_of_open_claims_still_guard_their_source(
    session: Session,
) -> None:
    room = rows.newsroom(session)
    hidden = rows.source(room, "Ivo Tarn", DisclosureLevel.SEALED, SourceKind.PERSON)
    rows.attach(room, room.claims[3], 1, hidden, title="Talk in the park")
    rows.assess(room, room.claims[2], reason="Tarn's talk in the park bears it out")
    rows.sign(room, room.claims[2], note="Ask Ivo Tarn again")
    content = made(room).content
    assert "Tarn" not in content
    assert "park" not in content


def test_evidence_whose_source_is_gone_from_the_register_is_judged_by_what_was_signed(
    session: Session,
) -> None:
    room = signed(session, disclosure=DisclosureLevel.SEALED)
    register = session.scalars(sa.select(Source).filter_by(name="Fare Register")).one()
    session.execute(sa.text("UPDATE evidence SET source_id = NULL"))
    session.execute(sa.delete(Source).filter_by(id=register.id))
    session.expire_all()
    assert not any(secret in made(room).content for secret in SECRETS)


def test_a_report_is_refused_when_the_article_itself_names_the_hidden_source(
    session: Session,
) -> None:
    room = rows.newsroom(session)
    rows.attach(room, room.claims[1], 1, rows.source(room, "Ilan Maresk", DisclosureLevel.SEALED))
    with pytest.raises(Conflict, match="Ilan Maresk") as refused:
        made(room)
    assert "cover name" in refused.value.remedy
    assert made(room, Variant.INTERNAL).number == 1


def test_a_desk_that_names_nobody_says_which_part_was_played(session: Session) -> None:
    room = signed(session, policy={"reports_name_people": False})
    report = made(room)
    assert not any(user.name in report.content for user in room.users.values())
    claim = plain(report)["claims"][0]
    assert [a["by"] for a in claim["content"]["assessments"]] == ["reviewer 1", "reviewer 2"]
    assert claim["signed_by"] == "editor 1"
    assert claim["note"] == "reviewer 1 and I went through it"
    assert claim["content"]["assessments"][0]["by_id"] is None
    assert "names of colleagues" in claim["withheld"]
    assert plain(report)["made_by"] == "editor 1"


def test_the_desk_s_own_copy_names_people_whatever_the_policy(session: Session) -> None:
    room = signed(session, policy={"reports_name_people": False})
    assert "Tomas Reyl" in made(room, Variant.INTERNAL).content


def test_a_report_is_read_back_with_the_ledger_line_that_binds_it(session: Session) -> None:
    room = signed(session)
    row = made(room)
    report = reports.load(session, report_id=row.id, actor=room.actor("reader"))
    assert report.to_plain() == plain(row)
    assert report.ledger_entry is not None
    assert report.ledger_entry.payload["sha256"] == row.sha256
    assert digest(report.ledger_entry.content()) == report.ledger_entry.hash


def test_a_report_without_names_is_read_back_without_the_line_that_names_its_maker(
    session: Session,
) -> None:
    room = signed(session, policy={"reports_name_people": False})
    report = reports.load(session, report_id=made(room).id, actor=room.actor())
    assert report.ledger_entry is None


def test_readers_find_public_reports_only(session: Session) -> None:
    room, other = signed(session), rows.newsroom(session, slug="other")
    legal = made(room, Variant.LEGAL)
    for report_id, actor in (
        (legal.id, room.actor("reader")), (legal.id, other.actor()), (99, room.actor()),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            reports.load(session, report_id=report_id, actor=actor)
    assert reports.lines(session, article_id=room.article.id, actor=room.actor("reader")) == []


def test_the_list_says_which_report_followed_which(session: Session) -> None:
    room = signed(session)
    made(room)
    made(room, Variant.LEGAL)
    room.article.title = "Forty pages, corrected"
    made(room)
    found = reports.lines(session, article_id=room.article.id, actor=room.actor())
    assert [(line.number, line.superseded_by) for line in found] == [(3, None), (2, None), (1, 3)]
    assert found[0].made_by == "Ana Belcourt"


def test_a_report_reads_as_many_queries_for_three_claims_as_for_two(sessions: Sessions) -> None:
    def queries(with_third: bool, slug: str) -> int:
        seen: list[str] = []
        with sessions.write() as session:
            room = rows.newsroom(session, slug=slug, body=rows.BODY + f" {slug}")
            for number in (1, 2, 3) if with_third else (1, 2):
                rows.attach(room, room.claims[number], 1, rows.source(room, f"Source {number}"))
                rows.assess(room, room.claims[number], verdict=Verdict.DISPUTED)
                rows.sign(room, room.claims[number])
            session.flush()
            sa.event.listen(sessions.engine, "before_cursor_execute",
                            lambda *args: seen.append(args[2]))  # fmt: skip
            made(room)
        return len(seen)

    assert queries(with_third=False, slug="two") == queries(with_third=True, slug="three")


@pytest.mark.postgres
def test_reports_are_numbered_and_bound_on_postgresql_too(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    with Sessions(engine).write() as session:
        room = signed(session, disclosure=DisclosureLevel.SEALED)
        first = made(room)
        second = made(room, Variant.LEGAL)
        assert (first.number, second.number) == (1, 2)
        assert (first.id, second.id) == (plain(first)["id"], plain(second)["id"])
        assert reports.load(session, report_id=first.id, actor=room.actor()).ledger_entry
    engine.dispose()


@pytest.mark.postgres
def test_reports_made_at_once_are_one_report_and_hold_nobody_up(postgres_url: str) -> None:
    _make_at_once(Sessions(make_engine(postgres_url)))


def test_reports_made_at_once_are_one_report_on_sqlite_too(sessions: Sessions) -> None:
    _make_at_once(sessions)


def _make_at_once(sessions: Sessions) -> None:
    with sessions.write() as session:
        room = signed(session)
        article_id, actor = room.article.id, room.actor()
        session.commit()
    together = Barrier(8)

    def make(_: int) -> int:
        together.wait()
        with sessions.write() as session, session.begin():
            return make_report(session, article_id=article_id, actor=actor).number

    def act(_: int) -> int:
        together.wait()
        with sessions.write() as session, session.begin():
            record(session, actor=actor, action="comment", subject="claim:1", payload={},
                   article_id=article_id)  # fmt: skip
            return 0

    with ThreadPoolExecutor(8) as pool:
        acts = [pool.submit(make if at % 2 else act, at) for at in range(8)]
        assert [one.result() for one in acts] == [0, 1] * 4
    with sessions.read() as session:
        assert (count(session, Report), count(session, LedgerEntry)) == (1, 6)
    sessions.engine.dispose()


def test_a_detached_item_is_left_out_of_what_was_signed_after(session: Session) -> None:
    room = rows.newsroom(session)
    hidden = rows.source(room, "Ivo Tarn", DisclosureLevel.SEALED)
    rows.attach(room, room.claims[2], 1, hidden, title="Talk in the park")
    session.execute(
        sa.update(ClaimEvidence).values(
            detached_at=NOW + timedelta(minutes=1), detached_reason="Not about fares"
        )
    )
    rows.assess(room, room.claims[2], reason="The talk in the park adds nothing")
    rows.sign(room, room.claims[2])
    assert "park" not in made(room).content
