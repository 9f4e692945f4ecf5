"""Desks, and what their editors may set."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.desk_policy import DeskPolicy
from review.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from review.domain.ledger import GENESIS
from review.models import Desk, LedgerEntry
from review.queries import ledger
from review.services import desks
from tests.web_client import DeskCast


def test_a_new_desk_has_the_safe_policy_and_a_ledger_that_begins_with_it(
    session: Session,
) -> None:
    desk = desks.create_desk(session, slug="quay-2", name=" The Quay ")
    entry = session.scalars(sa.select(LedgerEntry)).one()
    assert (desk.name, DeskPolicy(**desk.policy)) == ("The Quay", DeskPolicy())
    assert (entry.number, entry.previous, entry.action) == (1, GENESIS, "open_desk")
    assert ledger.verify(session, desk=desk).sound


def test_a_desk_without_a_name_is_called_by_its_short_name(session: Session) -> None:
    assert desks.create_desk(session, slug="quay", name=" ").name == "quay"


@pytest.mark.parametrize("slug", ["", "-", "Quay", " quay", "a/b", "a b"])
def test_a_short_name_that_would_not_stand_in_an_address_is_refused(
    session: Session, slug: str
) -> None:
    with pytest.raises(Invalid):
        desks.create_desk(session, slug=slug, name="The Quay")


def test_a_short_name_is_taken_once(session: Session, desk_cast: DeskCast) -> None:
    with pytest.raises(Conflict):
        desks.create_desk(session, slug=desk_cast.slug, name="Another")


def test_a_desk_is_found_by_its_short_name_or_as_the_only_one(session: Session) -> None:
    with pytest.raises(NotFound):
        desks.find_desk(session)
    first = desks.create_desk(session, slug="quay", name="The Quay")
    assert desks.find_desk(session) is first
    desks.create_desk(session, slug="harrow", name="The Harrow Ledger")
    assert desks.find_desk(session, "quay") is first
    for slug in (None, "nowhere"):
        with pytest.raises(NotFound):
            desks.find_desk(session, slug)


def _version(session: Session, cast: DeskCast) -> int:
    return session.get_one(Desk, cast.desk_id).version


def test_an_editor_sets_the_policy_and_the_ledger_keeps_what_changed_and_why(
    session: Session, desk_cast: DeskCast
) -> None:
    policy = replace(DeskPolicy(), lease_minutes=45, funding="Readers of Vantoria")
    desk = desks.set_policy(
        session, actor=desk_cast.editor, version=_version(session, desk_cast), policy=policy,
        reason="Longer days",
    )  # fmt: skip
    assert DeskPolicy(**desk.policy) == policy
    entry = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number.desc())).first()
    assert entry is not None
    assert entry.payload == {
        "changed": {"lease_minutes": 45, "funding": "Readers of Vantoria"},
        "reason": "Longer days",
    }


@pytest.mark.parametrize("who", ["reviewer", "legal", "reader", "admin"])
def test_nobody_but_an_editor_sets_the_policy(
    session: Session, desk_cast: DeskCast, who: str
) -> None:
    with pytest.raises(Forbidden):
        desks.set_policy(
            session, actor=desk_cast.people[who], version=_version(session, desk_cast),
            policy=DeskPolicy(), reason="Because",
        )  # fmt: skip


@pytest.mark.parametrize("version", [None, 99])
def test_a_policy_set_on_an_old_page_is_refused(
    session: Session, desk_cast: DeskCast, version: int | None
) -> None:
    with pytest.raises(Stale):
        desks.set_policy(
            session, actor=desk_cast.editor, version=version, policy=DeskPolicy(), reason="Why"
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lease_minutes": 4}, "lease_minutes"),
        ({"lease_minutes": 1441}, "lease_minutes"),
        ({"assessments": 0}, "assessments"),
        ({"accusation_assessments": 1}, "accusation_assessments"),
        ({"method": " "}, "method"),
    ],
)
def test_an_unsafe_policy_is_refused_by_field(
    session: Session, desk_cast: DeskCast, change: dict[str, object], field: str
) -> None:
    policy = replace(DeskPolicy(), **change)  # type: ignore[arg-type]
    version = _version(session, desk_cast)
    with pytest.raises(Invalid) as refused:
        desks.set_policy(
            session, actor=desk_cast.editor, version=version, policy=policy, reason=" "
        )
    assert set(refused.value.fields) == {field, "reason"}
