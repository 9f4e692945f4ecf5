"""Roles by desk: two hands to give one, and always an administrator left."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import LedgerEntry, Membership
from review.services import memberships
from tests.web_client import DeskCast


def _id(person: Actor) -> int:
    assert person.user_id is not None
    return person.user_id


def _roles(session: Session, person: Actor) -> set[Role]:
    running = sa.select(Membership.role).filter_by(user_id=person.user_id, ended_at=None)
    return set(session.scalars(running))


def test_a_person_may_hold_several_roles_and_each_act_has_its_row(
    session: Session, desk_cast: DeskCast
) -> None:
    act = {"actor": desk_cast.admin, "user_id": _id(desk_cast.reviewer)}
    memberships.give_role(session, **act, role=Role.LEGAL)  # type: ignore[arg-type]
    assert _roles(session, desk_cast.reviewer) == {Role.REVIEWER, Role.LEGAL}
    memberships.end_role(session, **act, role=Role.REVIEWER)  # type: ignore[arg-type]
    assert _roles(session, desk_cast.reviewer) == {Role.LEGAL}
    memberships.give_role(session, **act, role=Role.REVIEWER)  # type: ignore[arg-type]
    assert _roles(session, desk_cast.reviewer) == {Role.REVIEWER, Role.LEGAL}
    rows = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number.desc()).limit(3))
    assert [(row.action, row.payload["role"]) for row in rows] == [
        ("give_role", "reviewer"), ("end_role", "reviewer"), ("give_role", "legal"),
    ]  # fmt: skip


def test_nobody_gives_themselves_a_role_not_even_the_only_administrator(
    session: Session, desk_cast: DeskCast
) -> None:
    admin = desk_cast.admin
    for role in Role:
        with pytest.raises(Forbidden):
            memberships.give_role(session, actor=admin, user_id=_id(admin), role=role)
    assert _roles(session, admin) == {Role.ADMIN}


def test_the_last_administrator_stays(session: Session, desk_cast: DeskCast) -> None:
    admin, end = desk_cast.admin, {"user_id": _id(desk_cast.admin), "role": Role.ADMIN}
    with pytest.raises(Conflict, match="only administrator"):
        memberships.end_role(session, actor=admin, **end)  # type: ignore[arg-type]
    second = _id(desk_cast.editor)
    memberships.give_role(session, actor=admin, user_id=second, role=Role.ADMIN)
    memberships.end_role(session, actor=admin, **end)  # type: ignore[arg-type]
    assert _roles(session, admin) == set()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_a_role_that_does_not_run_cannot_end(
    session: Session, desk_cast: DeskCast, role: Role
) -> None:
    with pytest.raises(NotFound):
        memberships.end_role(
            session, actor=desk_cast.admin, user_id=_id(desk_cast.reader), role=role
        )


def test_a_role_is_given_once(session: Session, desk_cast: DeskCast) -> None:
    with pytest.raises(Conflict):
        memberships.give_role(
            session, actor=desk_cast.admin, user_id=_id(desk_cast.reader), role=Role.READER
        )


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "reader"])
@pytest.mark.parametrize("verb", [memberships.give_role, memberships.end_role])
def test_only_an_administrator_deals_in_roles(
    session: Session, desk_cast: DeskCast, who: str, verb: object
) -> None:
    with pytest.raises(Forbidden):
        verb(  # type: ignore[operator]
            session, actor=desk_cast.people[who], user_id=_id(desk_cast.second), role=Role.REVIEWER
        )


def test_people_of_another_desk_are_not_found(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    with pytest.raises(NotFound):
        memberships.give_role(
            session, actor=desk_cast.admin, user_id=_id(other_desk.reader), role=Role.READER
        )
