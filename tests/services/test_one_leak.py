"""Five outlets repeat one newspaper that has one leaked paper: one origin, however many tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.db import Sessions
from review.domain.errors import Conflict, Invalid
from review.domain.gates import GateCode, GateStatus
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState, DerivationKind, InfoDigit, SourceKind
from review.queries.claim_gates import alarms_of, gates_of
from review.queries.hints import hints_on
from review.services import assessments, derivations, hints, sign_offs, sources
from review.services.derivations import Parent
from review.stores.folder import FolderStore
from tests.desk import Desk, again, furnish

LEDGER, BUREAU = "The Harrow Ledger", "Bureau 9"
OUTLETS = ("Port Courier", "Vantoria Today", "Norland Mirror", "Karst Radio", "Lenth Weekly")


@pytest.fixture
def told(sessions: Sessions) -> Desk:
    """A committed desk whose accusation rests on a newspaper and five outlets that repeat it."""
    with sessions.write.begin() as session:
        desk = furnish(session)
        desk.attached(desk.accusation, words="Ilan Maresk handed over forty pages, a paper says.",
                      source=LEDGER)  # fmt: skip
        sources.add(session, actor=desk.editor, name=BUREAU, kind=SourceKind.AUTHORITY)
        for outlet in OUTLETS:
            words = f"{outlet}: forty pages were handed over, as reported by the Harrow Ledger."
            desk.attached(desk.accusation, words=words, source=outlet)
    return desk


def origins(desk: Desk) -> tuple[int, int]:
    found = desk.file(desk.accusation).origins
    return found.items, found.origins


def alarm(desk: Desk) -> GateStatus | None:
    gates = gates_of(desk.file(desk.accusation))
    return next((gate.status for gate in gates if gate.code is GateCode.ALARM), None)


def take_what_is_suggested(sessions: Sessions, desk: Desk, folder: Path) -> None:
    """The worker looks at every piece, and a reviewer takes every suggestion."""
    store = FolderStore(folder)
    for evidence_id in hints.waiting(sessions):
        hints.look(sessions, store, evidence_id=evidence_id)
    with sessions.write.begin() as session:
        at_work = again(desk, session)
        for hint in hints_on(session, at_work.file(at_work.accusation), desk.ana):
            assert (hint.parent, hint.kind) == ("E1", DerivationKind.QUOTES)
            hints.answer(session, hint_id=hint.id, actor=desk.ana, taken=True)


def test_one_leak_is_one_origin_and_the_alarm_ends_with_a_second_independent_one(
    sessions: Sessions, told: Desk, tmp_path: Path
) -> None:
    with sessions.read() as session:
        assert origins(again(told, session)) == (6, 6)
    take_what_is_suggested(sessions, told, tmp_path)
    with sessions.write.begin() as session:
        desk = again(told, session)
        assert origins(desk) == (6, 1)
        assert alarms_of(desk.file(desk.accusation)) == []
        say_what_the_paper_is(desk)
        more_of_the_same_does_not_help(desk)
        nothing_is_signed_on_the_accuser_alone(desk)
        a_second_independent_origin_ends_the_alarm(desk)


def say_what_the_paper_is(desk: Desk) -> None:
    """The newspaper has it from a paper of the very bureau that accuses, which leaked it."""
    newspaper = desk.file(desk.accusation).attached[0].evidence_id
    derivations.derive(desk.session, evidence_id=newspaper, parent=Parent(source=BUREAU),
                       kind=DerivationKind.SAME_DOCUMENT, actor=desk.jon,
                       reason="It prints the stamp of the bureau.")  # fmt: skip
    found = desk.file(desk.accusation).origins
    assert found.sentence == "6 items, 1 origin, 1 of them the accusing service"
    assert alarm(desk) is GateStatus.CLOSED


def more_of_the_same_does_not_help(desk: Desk) -> None:
    another = desk.attached(desk.accusation, words="Yet another outlet.", source="Ilm Evening")
    derivations.derive(desk.session, evidence_id=another.evidence_id, parent=Parent(source=LEDGER),
                       kind=DerivationKind.QUOTES, actor=desk.jon)  # fmt: skip
    desk.attached(desk.accusation, words="A letter that nobody can place.")
    rumour = desk.attached(desk.accusation, words="A voice.", source="A caller")
    derivations.derive(desk.session, evidence_id=rumour.evidence_id, parent=Parent(),
                       kind=DerivationKind.UNKNOWN, actor=desk.jon)  # fmt: skip
    assert origins(desk) == (9, 1)
    assert alarm(desk) is GateStatus.CLOSED


def nothing_is_signed_on_the_accuser_alone(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.assessed(desk.accusation, desk.zoe, digit=InfoDigit.CONFIRMED)
    assert any("two independent origins" in words for words in refused.value.fields.values())
    hand_in(desk, desk.zoe)
    desk.assessed(desk.accusation, desk.ana)
    desk.asked(desk.accusation)
    assert desk.accusation.state is ClaimState.AWAITING_SIGN_OFF
    with pytest.raises(Conflict, match="gate") as closed:
        sign(desk)
    assert closed.value.remedy.startswith("No alarm: Everything comes from the accuser")


def hand_in(desk: Desk, actor: Actor) -> None:
    claim = desk.accusation
    assessments.submit(desk.session, claim_id=claim.id, actor=actor, revision=claim.revision,
                       given=desk.judgement(claim))  # fmt: skip


def sign(desk: Desk) -> None:
    claim = desk.accusation
    sign_offs.sign_off(desk.session, claim_id=claim.id, actor=desk.editor, version=claim.version)


def a_second_independent_origin_ends_the_alarm(desk: Desk) -> None:
    desk.attached(desk.accusation, words="The court's own register.", source="Court of Karst")
    found = desk.file(desk.accusation).origins
    assert (found.origins, found.accuser_origins, found.accuser_only) == (2, 1, False)
    assert alarm(desk) is None
    sign(desk)
    assert desk.accusation.state is ClaimState.SIGNED_OFF
