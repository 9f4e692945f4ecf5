"""Claims that an editor means for a reviewer: a wish that hands out nothing by itself and ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from review.db import now
from review.domain.errors import Invalid, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.domain.wishes import LASTS
from review.models import Claim, Membership, User
from review.services import assignments, recusals, sign_offs, wishes
from tests.desk import Desk, furnish, sha256


def given(desk: Desk, who: Actor, *claims: Claim, note: str = "") -> list[Claim]:
    return wishes.assign(
        desk.session, claim_ids=[c.id for c in claims], user_id=who.user_id or 0,
        actor=desk.editor, note=note,
    )  # fmt: skip


def taken_back(desk: Desk, *claims: Claim) -> list[Claim]:
    ids = [claim.id for claim in claims]
    return wishes.take_back(desk.session, claim_ids=ids, actor=desk.editor)


def next_for(desk: Desk, who: Actor) -> int | None:
    held = assignments.take_next(desk.session, actor=who)
    return held and held.claim_id


def meant(desk: Desk) -> dict[int, int | None]:
    desk.session.flush()
    rows = sa.select(Claim.id, Claim.meant_for_id).where(Claim.meant_for_id.is_not(None))
    return dict(map(tuple, desk.session.execute(rows)))


def refusals(kind: pytest.ExceptionInfo[Invalid]) -> Iterable[str]:
    return kind.value.fields.values()


def test_what_is_meant_for_somebody_is_handed_to_them_first(desk: Desk) -> None:
    given(desk, desk.ana, desk.third)
    assert [next_for(desk, desk.ana) for _ in range(3)] == [
        desk.third.id, desk.accusation.id, desk.plain.id,
    ]  # fmt: skip


def test_what_is_meant_for_somebody_is_handed_to_nobody_else(desk: Desk) -> None:
    given(desk, desk.ana, desk.accusation, desk.plain)
    assert [next_for(desk, desk.jon) for _ in range(2)] == [desk.third.id, None]


def test_whoever_may_assess_it_can_take_it_all_the_same(desk: Desk) -> None:
    given(desk, desk.ana, desk.plain)
    assert desk.taken(desk.plain, desk.jon).user_id == desk.jon.user_id
    assert meant(desk) == {}


def test_the_wish_is_over_when_that_person_takes_the_claim(desk: Desk) -> None:
    given(desk, desk.ana, desk.accusation, note="You know the court.")
    desk.taken(desk.accusation, desk.ana)
    assert desk.accusation.state is ClaimState.QUEUED
    assert (meant(desk), desk.accusation.meant_note) == ({}, "")
    assert next_for(desk, desk.jon) == desk.accusation.id


def test_of_two_places_it_keeps_the_one_that_is_still_free(desk: Desk) -> None:
    given(desk, desk.ana, desk.accusation)
    desk.taken(desk.accusation, desk.jon)
    assert meant(desk) == {desk.accusation.id: desk.ana.user_id}
    assert next_for(desk, desk.zoe) == desk.plain.id
    assert next_for(desk, desk.ana) == desk.accusation.id


def test_the_second_place_can_be_meant_for_another_person_once_the_first_is_taken(
    desk: Desk,
) -> None:
    given(desk, desk.ana, desk.accusation)
    desk.taken(desk.accusation, desk.ana)
    given(desk, desk.jon, desk.accusation)
    assert next_for(desk, desk.zoe) == desk.plain.id
    assert next_for(desk, desk.jon) == desk.accusation.id


def test_the_wish_ends_by_itself_so_that_an_absent_colleague_holds_nothing_up(desk: Desk) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        given(desk, desk.ana, desk.accusation)
        clock.shift(LASTS - timedelta(seconds=1))
        assert next_for(desk, desk.jon) == desk.plain.id
        clock.shift(timedelta(seconds=1))
        assert next_for(desk, desk.zoe) == desk.accusation.id


@pytest.mark.parametrize("end", ["withdrawn", "new round"])
def test_the_wish_is_over_when_the_claim_leaves_the_queue(desk: Desk, end: str) -> None:
    given(desk, desk.ana, desk.plain)
    if end == "withdrawn":
        sign_offs.withdraw(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                           version=desk.plain.version, reason="Twice.")  # fmt: skip
    else:
        desk.attached(desk.plain)
        desk.assessed(desk.plain, desk.jon)
        sign_offs.send_back(desk.session, claim_id=desk.plain.id, actor=desk.editor,
                            version=desk.plain.version, reason="Again.")  # fmt: skip
        assert (desk.plain.round, desk.plain.state) == (2, ClaimState.QUEUED)
    assert meant(desk) == {}


def test_the_last_word_of_an_editor_stands(desk: Desk) -> None:
    given(desk, desk.ana, desk.plain, note="Soon, please.")
    given(desk, desk.jon, desk.plain)
    assert meant(desk) == {desk.plain.id: desk.jon.user_id}
    assert desk.plain.meant_note == ""


def test_many_claims_are_one_act_with_one_line_that_names_them(desk: Desk) -> None:
    before = desk.acts()
    made = given(desk, desk.ana, desk.third, desk.plain, desk.plain, note=" You know it. ")
    assert made == [desk.plain, desk.third]
    (line,) = desk.acts()[len(before) :]
    assert (line.action, line.subject, line.claim_id) == ("assign", "2 claims", None)
    assert line.payload["claims"] == [desk.plain.id, desk.third.id]
    assert line.payload["meant_for"] == desk.ana.user_id
    assert "You know it" not in repr(line.payload)
    assert line.payload["note_sha256"] != sha256("")
    assert [c.meant_note for c in made] == ["You know it."] * 2
    assert {c.meant_by_id for c in made} == {desk.editor.user_id}


def test_a_wish_counts_as_no_change_of_the_claim(desk: Desk) -> None:
    before = desk.plain.version, desk.plain.revision
    given(desk, desk.ana, desk.plain)
    taken_back(desk, desk.plain)
    desk.session.flush()
    desk.session.refresh(desk.plain)
    assert (desk.plain.version, desk.plain.revision) == before


def test_a_wish_that_is_taken_back_hinders_nobody(desk: Desk) -> None:
    given(desk, desk.ana, desk.accusation, note="Soon.")
    before = desk.acts()
    assert taken_back(desk, desk.accusation, desk.plain) == [desk.accusation]
    (line,) = desk.acts()[len(before) :]
    assert (line.action, line.subject) == ("take_back", f"claim {desk.accusation.id}")
    assert line.payload == {"claims": [desk.accusation.id]}
    assert next_for(desk, desk.jon) == desk.accusation.id
    assert (meant(desk), desk.accusation.meant_note) == ({}, "")


def test_where_nothing_is_meant_for_anybody_nothing_is_taken_back(desk: Desk) -> None:
    before = len(desk.acts())
    with pytest.raises(Invalid) as refused:
        taken_back(desk, desk.plain)
    assert list(refusals(refused)) == ["None of the marked claims is meant for anybody."]
    assert len(desk.acts()) == before


def author(desk: Desk) -> None:
    desk.written_by(desk.ana)


def recused(desk: Desk) -> None:
    recusals.declare(desk.session, article_id=desk.article.id, actor=desk.ana, reason="Kin.")


def assessed(desk: Desk) -> None:
    desk.assessed(desk.accusation, desk.ana)


def holds(desk: Desk) -> None:
    desk.taken(desk.accusation, desk.ana)


def full(desk: Desk) -> None:
    for who in (desk.jon, desk.zoe):
        desk.taken(desk.accusation, who)


@pytest.mark.parametrize(
    ("hinder", "many", "says"),
    [
        (author, 2, "Ana Belcourt wrote the article."),
        (recused, 2, "Ana Belcourt declared a conflict of interest with the article."),
        (assessed, 1, "Ana Belcourt has assessed it in this round."),
        (holds, 1, "Ana Belcourt holds it already."),
        (full, 1, "It has left the queue; its state is “In review” now."),
    ],
)
def test_claims_that_person_may_not_assess_are_named_and_none_is_given(
    desk: Desk, hinder: object, many: int, says: str
) -> None:
    hinder(desk)  # type: ignore[operator]
    before = len(desk.acts())
    with pytest.raises(Invalid) as refused:
        given(desk, desk.ana, desk.accusation, desk.third)
    *named, what_next = refusals(refused)
    assert len(named) == many
    assert named[0] == f"“{desk.accusation.text}”: {says}"
    assert "none was given" in what_next
    assert (meant(desk), len(desk.acts())) == ({}, before)


def test_a_long_claim_is_named_by_its_first_words(desk: Desk) -> None:
    desk.written_by(desk.ana)
    desk.plain.text = "Fares doubled and " + "rose " * 40
    with pytest.raises(Invalid) as refused:
        given(desk, desk.ana, desk.plain)
    named = next(iter(refusals(refused)))
    assert named.startswith("“Fares doubled and rose")
    assert len(named) < 130
    assert "…”: Ana Belcourt wrote" in named


@pytest.mark.parametrize("who", ["editor", "legal", "reader", "gone", "closed", "stranger"])
def test_claims_are_given_to_reviewers_of_the_desk_alone(desk: Desk, who: str) -> None:
    person = desk.ana if who in {"gone", "closed"} else getattr(desk, who, None)
    if who == "gone":
        ended = sa.update(Membership).where(Membership.user_id == desk.ana.user_id)
        desk.session.execute(ended.values(ended_at=now()))
    elif who == "closed":
        desk.session.get_one(User, desk.ana.user_id).disabled_at = now()
    elif who == "stranger":
        person = furnish(desk.session, slug="quay").ana
    with pytest.raises(Invalid) as refused:
        given(desk, person, desk.plain)  # type: ignore[arg-type]
    assert refused.value.fields == {"meant_for": "Choose a reviewer of this desk."}


def test_nothing_marked_gives_nothing(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        given(desk, desk.ana)
    assert refused.value.fields == {"claims": "Mark one claim at least."}


def test_a_claim_of_another_desk_is_not_given_with_those_of_this_one(desk: Desk) -> None:
    other = furnish(desk.session, slug="quay")
    with pytest.raises(NotFound, match="not on this desk"):
        given(desk, desk.ana, desk.plain, other.plain)
    assert meant(desk) == {}


def test_a_wish_gives_no_right(desk: Desk) -> None:
    given(desk, desk.ana, desk.plain)
    recused(desk)
    assert next_for(desk, desk.ana) is None
