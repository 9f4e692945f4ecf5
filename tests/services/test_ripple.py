"""When evidence turns bad, whatever rests on it is open again, marked, and told of."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from review.db import Sessions
from review.domain.policy import Actor
from review.domain.vocabulary import (
    ClaimState,
    DerivationKind,
    DisclosureLevel,
    NoticeKind,
    RippleCause,
    SourceKind,
    SourceLetter,
)
from review.domain.workflow import Action
from review.models import (
    Accusation,
    Assessment,
    Claim,
    Evidence,
    Notice,
    Report,
    ReportMark,
    SignOffEnd,
    Source,
)
from review.queries.notices import notices_of, unseen
from review.queries.report_marks import marked, marks_of
from review.services import (
    derivations,
    evidence,
    notices,
    retracting,
    ripple,
    sign_offs,
    sources,
)
from review.services.derivations import Parent
from review.services.reports import make_report
from tests.desk import Desk, again, furnish, note

WHY = "The register was forged."


def retract(desk: Desk, *pieces: int, reason: str = WHY) -> ripple.Ripple:
    return ripple.run(
        desk.session, cause=RippleCause.RETRACTED, reason=reason, actor=desk.editor,
        evidence_ids=pieces,
    )  # fmt: skip


def told(desk: Desk, who: Actor) -> list[tuple[NoticeKind, int | None, int | None]]:
    rows = desk.session.scalars(
        sa.select(Notice).filter_by(user_id=who.user_id).order_by(Notice.id)
    )
    return [(row.kind, row.claim_id, row.report_id) for row in rows]


def marks(desk: Desk) -> list[ReportMark]:
    return list(desk.session.scalars(sa.select(ReportMark).order_by(ReportMark.id)))


def on(desk: Desk, claim: Claim) -> int:
    return desk.file(claim).attached[0].evidence_id


def test_a_signed_claim_loses_its_signature_though_its_words_are_the_same(desk: Desk) -> None:
    signature = desk.signed(desk.plain)
    found = retract(desk, on(desk, desk.plain))
    assert found == ripple.Ripple((desk.plain.id,), (), ())
    assert (desk.plain.state, desk.plain.round) == (ClaimState.QUEUED, 2)
    end = desk.session.scalars(sa.select(SignOffEnd).filter_by(sign_off_id=signature.id)).one()
    assert end.user_id is None
    assert end.reason == f"A piece it rests on was retracted: {WHY}"
    assert end.changed == ["evidence"]
    assert desk.plain.sent_back_reason.endswith(WHY)


@pytest.mark.parametrize("state", ["awaiting_sign_off", "adjudication"])
def test_a_judged_claim_goes_back_into_the_queue_with_its_assessments_kept(
    desk: Desk, state: str
) -> None:
    claim = desk.accusation
    (desk.to_awaiting if state == "awaiting_sign_off" else desk.to_adjudication)(claim)
    assert claim.state is ClaimState(state)
    before = len(desk.acts())
    found = retract(desk, on(desk, claim))
    assert found.opened == (claim.id,)
    assert (claim.state, claim.round) == (ClaimState.QUEUED, 2)
    assert desk.session.scalar(sa.select(sa.func.count()).select_from(Assessment)) == 2
    act = desk.acts(Action.RIPPLE)[0]
    assert len(desk.acts()) == before + 1
    assert (act.actor_id, act.claim_id) == (None, claim.id)
    assert act.payload["cause"] == "retracted"
    assert act.payload["evidence"] == on(desk, claim)


def test_a_claim_at_work_stays_where_it_is_and_its_holder_is_told(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.taken(desk.plain, desk.ana)
    found = retract(desk, row.evidence_id)
    assert (found.opened, found.shaken) == ((), (desk.plain.id,))
    assert (desk.plain.state, desk.plain.round) == (ClaimState.IN_REVIEW, 1)
    assert told(desk, desk.ana) == [(NoticeKind.CLAIM_SHAKEN, desk.plain.id, None)]
    assert told(desk, desk.jon) == []


def test_a_withdrawn_claim_and_a_piece_taken_off_bother_nobody(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    desk.attached(desk.third)
    sign_offs.withdraw(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None, reason="Twice."
    )
    evidence.detach(
        desk.session, claim_id=desk.third.id, evidence_id=row.evidence_id, actor=desk.ana,
        reason="Not about this.",
    )  # fmt: skip
    assert retract(desk, row.evidence_id) == ripple.Ripple((), (), ())
    assert told(desk, desk.deputy) == []


def test_the_people_concerned_are_told_once_and_whoever_did_it_is_not(desk: Desk) -> None:
    desk.signed(desk.accusation)
    retract(desk, on(desk, desk.accusation))
    reopened = [(NoticeKind.CLAIM_REOPENED, desk.accusation.id, None)]
    for who in (desk.ana, desk.jon, desk.deputy):
        assert told(desk, who) == reopened
    for who in (desk.editor, desk.zoe, desk.legal, desk.reader, desk.admin):
        assert told(desk, who) == []


def test_an_adjudicator_and_a_signer_are_concerned(desk: Desk) -> None:
    claim = desk.accusation
    desk.asked(claim)
    desk.to_adjudication(claim)
    desk.adjudicated(claim, desk.legal)
    sign_offs.sign_off(desk.session, claim_id=claim.id, actor=desk.deputy, version=claim.version)
    retract(desk, on(desk, claim))
    assert told(desk, desk.legal) == told(desk, desk.deputy) != []


def test_what_comes_from_a_bad_piece_falls_with_it(desk: Desk) -> None:
    paper = desk.attached(desk.third, words="The forged paper.").evidence_id
    outlet = desk.attached(desk.plain, words="An outlet quotes it.").evidence_id
    link = derivations.derive(
        desk.session, evidence_id=outlet, parent=Parent(piece_id=paper),
        kind=DerivationKind.QUOTES, actor=desk.ana,
    )  # fmt: skip
    desk.signed(desk.plain)
    assert retract(desk, paper).opened == (desk.plain.id,)
    act = desk.acts(Action.VOID)[-1]
    assert act.payload["evidence"] == paper
    derivations.end(desk.session, derivation_id=link.id, actor=desk.ana, reason="It does not.")
    desk.signed(desk.plain)
    assert retract(desk, paper, reason="Again.").opened == ()


def test_running_the_same_cause_twice_adds_nothing(desk: Desk) -> None:
    desk.signed(desk.plain)
    make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    piece = on(desk, desk.plain)
    retract(desk, piece)
    before = [told(desk, who) for who in (desk.ana, desk.deputy, desk.legal)]
    acts, there = len(desk.acts()), len(marks(desk))
    assert retract(desk, piece) == ripple.Ripple((), (desk.plain.id,), ())
    assert [told(desk, who) for who in (desk.ana, desk.deputy, desk.legal)] == before
    assert (len(desk.acts()), len(marks(desk))) == (acts, there)


def test_a_claim_that_falls_again_for_the_same_reason_is_told_again_once_seen(desk: Desk) -> None:
    desk.signed(desk.plain)
    piece = on(desk, desk.plain)
    retract(desk, piece)
    desk.session.execute(sa.update(Notice).values(seen_at=Notice.at))
    desk.signed(desk.plain, desk.deputy)
    retract(desk, piece)
    assert len(told(desk, desk.deputy)) == 2


def test_every_report_that_names_the_piece_is_marked_even_when_signed_anew(desk: Desk) -> None:
    desk.signed(desk.plain)
    first = make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    piece = on(desk, desk.plain)
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=piece, actor=desk.ana, reason="Doubt."
    )
    desk.attached(desk.plain, words="A better register.")
    desk.signed(desk.plain)
    second = make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    assert second.number == 2
    found = retract(desk, piece)
    assert found == ripple.Ripple((), (), (first.id,))
    assert desk.plain.state is ClaimState.SIGNED_OFF
    (mark,) = marks(desk)
    assert (mark.report_id, mark.claim_id, mark.evidence_id) == (first.id, desk.plain.id, piece)
    assert (mark.cause, mark.reason) == (RippleCause.RETRACTED, WHY)
    marked = [(NoticeKind.REPORT_MARKED, None, first.id)]
    assert told(desk, desk.legal) == told(desk, desk.deputy) == marked


def test_a_report_made_by_the_desk_itself_is_marked_as_well(desk: Desk) -> None:
    desk.signed(desk.plain)
    made = make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    desk.session.expunge(made)
    copy = Report(
        desk_id=desk.id, article_id=made.article_id, number=2, variant=made.variant,
        content=made.content, sha256=made.sha256, body_hash="b" * 64, made_at=made.made_at,
    )  # fmt: skip
    desk.session.add(copy)
    assert len(retract(desk, on(desk, desk.plain)).reports) == 2


def test_a_letter_that_falls_opens_what_waits_and_what_is_signed(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Vantoria Gazette")
    source = row.evidence.source_id
    assert source is not None
    letter(desk, source, SourceLetter.B)
    desk.to_awaiting(desk.plain)
    letter(desk, source, SourceLetter.A)
    assert desk.plain.round == 1
    letter(desk, source, SourceLetter.C)
    assert desk.plain.state is ClaimState.QUEUED
    assert told(desk, desk.ana)[-1][0] is NoticeKind.CLAIM_REOPENED
    assert desk.plain.sent_back_reason.endswith("fell: from A to C. It said so.")
    desk.signed(desk.plain)
    letter(desk, source, SourceLetter.B)
    assert desk.plain.sent_back_reason.endswith("the letter of a source is now B")
    assert [act.action for act in desk.acts()][-2:] == ["give_letter", "void"]


def letter(desk: Desk, source_id: int, given: SourceLetter) -> None:
    sources.give_letter(
        desk.session, source_id=source_id, actor=desk.editor, version=None, letter=given,
        reason="It said so.",
    )  # fmt: skip


def test_the_accusers_letter_opens_what_it_accuses_of(desk: Desk) -> None:
    accuser = sources.add(
        desk.session, actor=desk.editor, name="Bureau 9", kind=SourceKind.AUTHORITY
    )
    accuser.letter = SourceLetter.C
    desk.signed(desk.accusation)
    desk.signed(desk.plain)
    report = make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    letter(desk, accuser.id, SourceLetter.E)
    assert desk.accusation.state is ClaimState.QUEUED
    assert desk.plain.state is ClaimState.SIGNED_OFF
    (mark,) = marks(desk)
    assert (mark.report_id, mark.claim_id, mark.source_id, mark.evidence_id) == (
        report.id, desk.accusation.id, accuser.id, None,
    )  # fmt: skip


def test_words_that_come_from_a_source_are_marked_by_its_letter(desk: Desk) -> None:
    piece = desk.attached(desk.plain, words="An outlet quotes the paper.").evidence_id
    derivations.derive(
        desk.session, evidence_id=piece, parent=Parent(source="Karst Paper"),
        kind=DerivationKind.QUOTES, actor=desk.ana,
    )  # fmt: skip
    paper = desk.session.scalars(sa.select(Source).filter_by(name="Karst Paper")).one()
    letter(desk, paper.id, SourceLetter.B)
    desk.signed(desk.plain)
    make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
    link = desk.file(desk.plain).lineage.links[0]
    derivations.end(desk.session, derivation_id=link.id, actor=desk.ana, reason="It does not.")
    desk.signed(desk.plain)
    letter(desk, paper.id, SourceLetter.D)
    assert desk.plain.state is ClaimState.SIGNED_OFF
    assert [(mark.source_id, mark.cause) for mark in marks(desk)] == [(paper.id, "letter")]


def test_a_merge_leaves_a_signature_whose_words_are_untouched(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Gazette")
    desk.signed(desk.plain)
    desk.to_awaiting(desk.third)
    pieces = (row.evidence_id, on(desk, desk.third))
    found = ripple.run(
        desk.session, cause=RippleCause.MERGED, reason="One paper.", actor=None,
        evidence_ids=pieces,
    )  # fmt: skip
    assert (found.opened, found.shaken) == ((desk.third.id,), (desk.plain.id,))
    assert told(desk, desk.editor)[0] == (NoticeKind.CLAIM_SHAKEN, desk.plain.id, None)
    row.evidence.title = "The Gazette of Vantoria"
    found = ripple.run(
        desk.session, cause=RippleCause.MERGED, reason="One paper.", actor=None,
        evidence_ids=pieces,
    )  # fmt: skip
    assert found.opened == (desk.plain.id,)


def test_nothing_that_all_may_read_names_a_sealed_source(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="Sister Odile")
    desk.signed(desk.plain)
    source = desk.session.get_one(Source, row.evidence.source_id)
    source.disclosure = DisclosureLevel.SEALED
    retract(desk, row.evidence_id, reason="Her diary was forged.")
    assert desk.plain.sent_back_reason == (
        "The signature was voided: A piece it rests on was retracted"
    )
    assert "diary" not in str([act.payload for act in desk.acts()])


def test_a_sealed_name_in_another_reason_is_taken_out(desk: Desk) -> None:
    sealed = sources.named_source(desk.session, actor=desk.editor, name="Sister Odile")
    sealed.disclosure = DisclosureLevel.SEALED
    desk.signed(desk.plain)
    retract(desk, on(desk, desk.plain), reason="Sister Odile says it is forged.")
    assert "Odile" not in desk.plain.sent_back_reason
    assert desk.plain.sent_back_reason.endswith("[withheld] says it is forged.")


def test_claims_of_two_desks_on_the_same_bytes_open_each_on_its_own_ledger(
    sessions: Sessions,
) -> None:
    with sessions.write.begin() as session:
        here, there = furnish(session), furnish(session, slug="karst")
        for desk in (there, here):
            desk.signed(desk.plain)
        pieces = [on(here, here.plain), on(there, there.plain)]
        found = ripple.run(
            session, cause=RippleCause.DAMAGED, reason="The hash does not fit.", actor=None,
            evidence_ids=pieces,
        )  # fmt: skip
        assert found.opened == (here.plain.id, there.plain.id)
        for desk in (here, there):
            assert [act.claim_id for act in desk.acts(Action.VOID)] == [desk.plain.id]
            assert told(desk, desk.editor) == [(NoticeKind.CLAIM_REOPENED, desk.plain.id, None)]


def test_held_claims_are_those_that_would_open(desk: Desk) -> None:
    row = desk.attached(desk.third)
    evidence.attach(
        desk.session, claim_id=desk.plain.id, actor=desk.ana,
        piece=note("A seen register."),
    )  # fmt: skip
    held = ripple.hold(desk.session, evidence_ids=[row.evidence_id])
    assert [claim.id for claim in held] == [desk.plain.id, desk.third.id]


def test_a_retraction_runs_through_on_both_databases(either: Sessions) -> None:
    with either.write.begin() as session:
        desk = furnish(session)
        desk.signed(desk.plain)
        desk.to_adjudication(desk.accusation)
        made = make_report(session, article_id=desk.article.id, actor=desk.legal)
        piece = on(desk, desk.plain)
        found = retracting.retract(
            session, evidence_id=piece, actor=desk.editor, version=None, reason=WHY
        )
        assert found == ripple.Ripple((desk.accusation.id, desk.plain.id), (), (made.id,))
        page = notices_of(session, actor=desk.deputy)
        assert [line.reason for line in page.rows] == [WHY] * 3
        assert unseen(session, actor=desk.ana) == 2
        (line,) = marks_of(session, report_id=made.id, actor=desk.ana)
        assert (line.claims, line.reason) == (((desk.plain.id, 2),), WHY)
        assert marked(session, [made.id])[made.id].since == line.since
        assert notices.seen(session, actor=desk.ana, up_to=2**31 - 1) == 2


STATES = st.sampled_from(["queued", "in_review", "awaiting", "signed"])


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.data(), states=st.tuples(STATES, STATES, STATES),
    shared=st.sets(st.sampled_from([0, 1, 2])), cause=st.sampled_from(list(RippleCause)[1:4]),
)  # fmt: skip
def test_after_any_ripple_nothing_resting_on_the_piece_is_signed_and_reports_are_marked(
    furnished: Desk, data: st.DataObject, states: tuple[str, ...], shared: set[int],
    cause: RippleCause,
) -> None:  # fmt: skip
    with Session(furnished.session.get_bind(), expire_on_commit=False) as session:
        desk = again(furnished, session)
        claims = (desk.accusation, desk.plain, desk.third)
        for at, claim in enumerate(claims):
            desk.attached(claim, words="The shared paper." if at in shared else f"Its own {at}.")
            bring_to(desk, claim, states[at])
        report = make_report(session, article_id=desk.article.id, actor=desk.legal)
        pieces = session.scalars(sa.select(Evidence.id).order_by(Evidence.id)).all()
        bad = data.draw(st.sampled_from(list(pieces)))
        resting = [claim for claim in claims if bad in desk.file(claim).numbers]
        signed = {claim.id for claim in resting if claim.state is ClaimState.SIGNED_OFF}
        ripple.run(session, cause=cause, reason=WHY, actor=None, evidence_ids=[bad])
        assert {claim.state for claim in resting} <= {ClaimState.QUEUED, ClaimState.IN_REVIEW}
        assert {(mark.report_id, mark.claim_id) for mark in marks(desk)} == {
            (report.id, claim_id) for claim_id in signed
        }


def bring_to(desk: Desk, claim: Claim, state: str) -> None:
    if state == "in_review":
        for who in desk.reviewers[: claim.required]:
            desk.taken(claim, who)
    elif state == "awaiting":
        desk.to_awaiting(claim)
    elif state == "signed":
        desk.signed(claim)


def test_two_hundred_claims_open_at_once(desk: Desk) -> None:
    row = desk.attached(desk.third)
    desk.signed(desk.third)
    session = desk.session
    columns = [column.key for column in sa.inspect(Claim).column_attrs if column.key != "id"]
    for number in range(10, 210):
        like = {key: getattr(desk.third, key) for key in columns}
        like |= {"number": number, "state": ClaimState.AWAITING_SIGN_OFF, "signed_off_at": None}
        claim = Claim(**like)
        session.add(claim)
        session.flush()
        session.execute(sa.text(
            "INSERT INTO claim_evidence (claim_id, evidence_id, number, locator, excerpt,"
            " attached_by_id, attached_at, detached_reason, excerpt_exact, excerpt_prefix,"
            " excerpt_suffix) VALUES (:c, :e, 1, '', '', 1, '2026-11-23 12:00:00', '', '', '', '')"
        ), {"c": claim.id, "e": row.evidence_id})  # fmt: skip
    found = retract(desk, row.evidence_id)
    assert len(found.opened) == 201
    states = session.scalars(sa.select(Claim.state).where(Claim.id.in_(found.opened)))
    assert set(states) == {ClaimState.QUEUED}
    assert session.scalar(sa.select(sa.func.count()).select_from(Accusation)) == 1
