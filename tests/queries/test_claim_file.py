"""Everything that belongs to a claim in its present round, in a fixed number of queries."""

from itertools import pairwise

import pytest

from review.domain.vocabulary import Answer, DerivationKind
from review.models import Claim
from review.models import Desk as DeskRow
from review.queries.claim_file import load, policy_of
from review.services import derivations, evidence, sign_offs
from tests.desk import Desk, answers, link
from tests.queries.counted import counted
from tests.services.verbs import comment, confirm_level, note_exculpatory, waive


def test_a_fresh_claim_has_an_empty_file(desk: Desk) -> None:
    file = desk.file(desk.plain)
    assert file.claim is desk.plain
    assert (file.assessments, file.attached, file.lineage.links, file.replies) == ([], [], [], [])
    assert (file.adjudication, file.accusation, file.level, file.notes) == (None, None, None, [])
    assert (file.open_queries, file.decided_answers, dict(file.captures)) == (0, None, {})
    assert (file.origins.items, file.text_version) == (0, 1)


def test_a_file_holds_what_was_done_in_the_present_round_only(desk: Desk) -> None:
    act = confirm_level(desk)
    waive(desk)(version=None)
    act(version=None)
    note_exculpatory(desk)()
    desk.asked(desk.accusation)
    file = desk.file(desk.accusation)
    kept = (file.assessments, file.confirmations, file.waivers, file.notes, file.replies)
    assert [len(rows) for rows in kept] == [2, 1, 1, 1, 1]
    sign_offs.send_back(
        desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None, reason="Anew."
    )
    file = desk.file(desk.accusation)
    kept = (file.assessments, file.confirmations, file.waivers, file.notes, file.replies)
    # What was found out stays; what was judged begins anew.
    assert [len(rows) for rows in kept] == [0, 0, 0, 1, 1]


def test_what_was_taken_off_is_not_in_the_file_and_numbers_stay(desk: Desk) -> None:
    rows = [desk.attached(desk.plain, words=words) for words in ("One", "Two", "Three")]
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=rows[1].evidence_id, actor=desk.ana,
        reason="Twice.",
    )  # fmt: skip
    file = desk.file(desk.plain)
    assert file.numbers == {rows[0].evidence_id: 1, rows[2].evidence_id: 3}


def test_the_newest_capture_of_a_piece_counts(desk: Desk) -> None:
    made = evidence.attach(desk.session, claim_id=desk.plain.id, actor=desk.ana, piece=link())
    file = desk.file(desk.plain)
    assert file.captures[made.row.evidence_id].id == made.capture_id


@pytest.mark.parametrize(("source", "only"), [("bureau 9 ", True), ("Gazette", False)])
def test_evidence_of_the_accuser_is_known_by_its_name(desk: Desk, source: str, only: bool) -> None:
    desk.attached(desk.accusation, source=source)
    assert desk.file(desk.accusation).origins.accuser_only is only


def test_evidence_of_the_accuser_is_known_by_the_register_too(desk: Desk) -> None:
    row = desk.attached(desk.accusation, source="The Bureau")
    desk.sheet.accuser_source_id = row.evidence.source_id
    assert desk.file(desk.accusation).origins.accuser_only
    desk.attached(desk.accusation, words="By nobody known.")
    assert desk.file(desk.accusation).origins.accuser_only
    desk.attached(desk.accusation, words="By the court.", source="Karst Court")
    assert not desk.file(desk.accusation).origins.accuser_only


def test_an_accuser_without_a_name_is_nobodys_source(desk: Desk) -> None:
    desk.sheet.accuser = ""
    desk.attached(desk.accusation, source="Gazette")
    assert not desk.file(desk.accusation).origins.accuser_only


def test_the_level_follows_the_adjudicated_answers(desk: Desk) -> None:
    desk.attached(desk.accusation)
    desk.assessed(desk.accusation, desk.ana, indicators=answers(E1=Answer.YES, M1=Answer.YES))
    desk.assessed(desk.accusation, desk.jon)
    before = desk.file(desk.accusation).level
    desk.adjudicated(desk.accusation, answers={"E1": Answer.YES, "M1": Answer.YES})
    after = desk.file(desk.accusation).level
    assert (before and before.value, after and after.value) == (1, 2)


def test_people_are_named_and_the_desk_names_itself(desk: Desk) -> None:
    file = desk.file(desk.plain)
    assert file.name(desk.ana.user_id) == "Ana Belcourt"
    assert (file.name(None), file.name(999)) == ("Proofdesk", "")


def test_a_desk_that_set_nothing_has_the_safe_policy(desk: Desk) -> None:
    assert policy_of(desk.session, desk.id).lease_minutes == 30
    desk.session.get_one(DeskRow, desk.id).policy = {"lease_minutes": 45}
    assert policy_of(desk.session, desk.id).lease_minutes == 45


def fill(desk: Desk, claim: Claim, count: int) -> None:
    keys = [desk.attached(claim, words=f"Note {n}", source=f"Source {n}").evidence_id
            for n in range(count)]  # fmt: skip
    for child, parent in pairwise(keys):
        derivations.derive(
            desk.session,
            evidence_id=child,
            parent=derivations.Parent(parent),
            kind=DerivationKind.QUOTES,
            actor=desk.ana,
        )
    for _ in range(count):
        comment(desk)(claim_id=claim.id)
        desk.asked(claim)
    desk.to_awaiting(claim)


def test_a_file_takes_as_many_queries_with_one_piece_as_with_three(desk: Desk) -> None:
    counts = []
    for claim, pieces in ((desk.plain, 1), (desk.third, 3)):
        fill(desk, claim, pieces)
        key = claim.id
        _, count = counted(
            desk.session, lambda key=key: load(desk.session, desk.session.get_one(Claim, key))
        )
        counts.append(count)
    assert counts[0] == counts[1] <= 17
