"""Every act leaves exactly one line in the desk's chain, and a refused one leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Base
from review.domain.errors import Forbidden, Invalid, NotFound, Stale
from review.domain.ledger import GENESIS
from review.domain.policy import system
from review.domain.vocabulary import Role
from review.domain.workflow import CORRECTIONS, RULES, Action
from review.models import Desk as DeskRow
from review.models import LedgerEntry, LedgerHead
from review.queries import ledger as chain
from review.services.desks import create_desk
from review.services.ledger import record
from tests.desk import Desk
from tests.services.verbs import VERBS, take_next

every_verb = pytest.mark.parametrize("name", VERBS)
# These ask for nothing of a desk but the role.
WITHOUT_AN_ID = {"import_article", "add_source"}


def everything(session: Session) -> dict[str, Any]:
    """Every row of every table, as it would be committed now."""
    session.flush()
    return {
        table.name: [tuple(row) for row in session.execute(sa.select(table))]
        for table in Base.metadata.sorted_tables
    }


WITH_A_VERSION = (
    "adjudicate", "send_back", "sign_off", "reopen", "withdraw", "waive_gate", "confirm_level",
    "settle_flag", "record_accusation", "record_answer", "add_claim", "ask_second", "reword",
    "split", "merge", "dispose_sentence", "describe_source", "give_letter",
)  # fmt: skip
WITH_A_REASON = (
    "send_back", "reopen", "withdraw", "waive_gate", "confirm_level", "detach", "flag",
    "settle_flag", "dispose_sentence", "give_letter", "declare_conflict",
)  # fmt: skip


@every_verb
def test_an_act_leaves_exactly_one_line_and_the_chain_stays_whole(desk: Desk, name: str) -> None:
    act = VERBS[name](desk)
    before = desk.acts()
    act()
    (line,) = desk.acts()[len(before) :]
    assert line.action == name
    actor = act.keywords["actor"]
    assert (line.actor_id, line.actor) == (actor.user_id, actor.name)
    sound = chain.verify(desk.session, desk=desk.session.get_one(DeskRow, desk.id))
    assert (sound.sound, sound.entries) == (True, len(before) + 1)


def test_the_table_of_verbs_leaves_out_no_act_of_a_person() -> None:
    by_a_person = {action for action, rule in RULES.items() if rule.roles}
    # A draft is typing and not an act.
    assert by_a_person - {Action.SAVE_DRAFT} <= {Action(n) for n in VERBS if n in set(Action)}


def test_taking_whatever_comes_next_is_one_act_too(desk: Desk) -> None:
    before = len(desk.acts())
    take_next(desk)()
    assert [line.action for line in desk.acts()[before:]] == [Action.TAKE]


def refused(desk: Desk, kind: type[Exception], act: Callable[[], Any]) -> None:
    """`act` raises `kind`, and every table stands as before."""
    before = everything(desk.session)
    with pytest.raises(kind):
        act()
    assert everything(desk.session) == before


@every_verb
def test_who_has_not_the_role_writes_nothing(desk: Desk, name: str) -> None:
    act = VERBS[name](desk)
    refused(desk, Forbidden, lambda: act(actor=desk.reader))


@every_verb
def test_an_administrator_has_no_say_over_claims(desk: Desk, name: str) -> None:
    act = VERBS[name](desk)
    refused(desk, Forbidden, lambda: act(actor=desk.admin))


@pytest.mark.parametrize("name", sorted(set(VERBS) - WITHOUT_AN_ID))
def test_what_another_desk_holds_is_not_there(desk: Desk, name: str) -> None:
    act = VERBS[name](desk)
    other = create_desk(desk.session, slug="quay", name="The Quay")
    stranger = replace(desk.editor, desk_id=other.id, roles=frozenset(Role))
    refused(desk, NotFound, lambda: act(actor=stranger))


@pytest.mark.parametrize("name", WITH_A_VERSION)
def test_an_act_on_another_version_than_the_one_that_stands_is_refused(
    desk: Desk, name: str
) -> None:
    act = VERBS[name](desk)
    refused(desk, Stale, lambda: act(version=99))


@pytest.mark.parametrize("name", sorted(CORRECTIONS))
def test_a_correction_of_another_revision_than_the_one_that_stands_is_refused(
    desk: Desk, name: str
) -> None:
    act = VERBS[name](desk)
    refused(desk, Stale, lambda: act(revision=99))


@pytest.mark.parametrize("name", WITH_A_REASON)
def test_an_act_that_needs_a_reason_is_refused_without_one(desk: Desk, name: str) -> None:
    act = VERBS[name](desk)
    refused(desk, Invalid, lambda: act(reason=" \n"))


def test_two_desks_have_each_a_chain_of_their_own(desk: Desk) -> None:
    other = create_desk(desk.session, slug="quay", name="The Quay")
    (first,) = desk.session.scalars(sa.select(LedgerEntry).filter_by(desk_id=other.id))
    assert (first.number, first.previous) == (1, GENESIS)
    assert desk.session.get_one(LedgerHead, other.id).hash == first.hash


def test_a_line_holds_who_did_what_to_what_and_joins_the_one_before(desk: Desk) -> None:
    before = desk.acts()[-1]
    made = record(
        desk.session, actor=system(desk.id), action="void", subject="claim 1",
        payload={"because": "E1 was attached"}, claim_id=desk.plain.id,
    )  # fmt: skip
    assert (made.previous, made.number) == (before.hash, before.number + 1)
    assert (made.actor_id, made.actor, made.claim_id) == (None, "Proofdesk", desk.plain.id)
    assert made.payload == {"because": "E1 was attached"}
    head = desk.session.get_one(LedgerHead, desk.id)
    assert (head.number, head.hash) == (made.number, made.hash)
