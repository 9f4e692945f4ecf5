"""Accounts as a whole: added, closed, opened; who may touch whose."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import Conflict, Forbidden, Invalid, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import Desk, LedgerEntry, Membership, User, WebSession
from review.services import accounts
from review.services.web_sessions import start
from tests.web_client import DeskCast


def _id(person: Actor) -> int:
    assert person.user_id is not None
    return person.user_id


def _user(session: Session, person: Actor) -> User:
    return session.get_one(User, person.user_id)


def _signed_in(session: Session, person: Actor) -> int:
    start(session, user=_user(session, person))
    session.flush()
    return session.scalars(sa.select(sa.func.max(WebSession.id))).one()


def _running(session: Session, person: Actor) -> set[int]:
    query = sa.select(WebSession.id).filter_by(user_id=person.user_id, ended_at=None)
    return set(session.scalars(query))


def _last_entry(session: Session, desk_id: int) -> LedgerEntry:
    return session.scalars(
        sa.select(LedgerEntry).filter_by(desk_id=desk_id).order_by(LedgerEntry.number.desc())
    ).first()  # type: ignore[return-value]


def test_a_person_is_added_by_the_desk_itself_with_one_ledger_row(
    session: Session, desk_cast: DeskCast
) -> None:
    desk = session.get_one(Desk, desk_cast.desk_id)
    before = _last_entry(session, desk.id).number
    user = accounts.add_user(
        session, email=" Lena.Fosse@Harrow-Ledger.example ", name=" Lena  Fosse ",
        role=Role.LEGAL, desk=desk, password_hash="hash",
    )  # fmt: skip
    entry = _last_entry(session, desk.id)
    assert (user.email, user.name) == ("lena.fosse@harrow-ledger.example", "Lena Fosse")
    assert (entry.number, entry.actor_id, entry.action) == (before + 1, None, "add_person")
    assert entry.payload == {"name": "Lena Fosse", "role": "legal"}
    assert accounts.known(session, "LENA.fosse@harrow-ledger.example ") is user


def test_adding_a_known_person_gives_the_role_and_a_new_password_signs_them_out(
    session: Session, desk_cast: DeskCast
) -> None:
    desk = session.get_one(Desk, desk_cast.desk_id)
    user = _user(session, desk_cast.reviewer)
    _signed_in(session, desk_cast.reviewer)
    kept = user.password_hash
    same = {"email": user.email, "name": "Somebody Else", "desk": desk}
    accounts.add_user(session, **same, role=Role.READER)  # type: ignore[arg-type]
    assert (user.name, user.password_hash) == (desk_cast.reviewer.name, kept)
    assert _running(session, desk_cast.reviewer)
    accounts.add_user(session, **same, role=Role.READER, password_hash="new")  # type: ignore[arg-type]
    assert user.password_hash == "new"
    assert not _running(session, desk_cast.reviewer)
    roles = session.scalars(sa.select(Membership.role).filter_by(user_id=user.id)).all()
    assert set(roles) == {Role.REVIEWER, Role.READER}


@pytest.mark.parametrize("email", ["", "@", "a", "nobody", "@b.example", "a@", "a b@c.example"])
def test_what_is_no_address_is_refused(session: Session, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.new_user(session, email=email, name="Lena Fosse")
    assert set(refused.value.fields) == {"email"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_name_is_needed_and_has_an_end(session: Session, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.new_user(session, email="lena@harrow-ledger.example", name=name)
    assert set(refused.value.fields) == {"name"}


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(
    session: Session, desk_cast: DeskCast
) -> None:
    _signed_in(session, desk_cast.reviewer)
    act = {"actor": desk_cast.admin, "user_id": _id(desk_cast.reviewer), "reason": "Left"}
    user = accounts.close_account(session, **act)  # type: ignore[arg-type]
    assert user.disabled_at is not None
    assert not _running(session, desk_cast.reviewer)
    assert _last_entry(session, desk_cast.desk_id).payload["reason"] == "Left"
    with pytest.raises(Conflict):
        accounts.close_account(session, **act)  # type: ignore[arg-type]
    assert accounts.open_account(session, **act).disabled_at is None  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        accounts.open_account(session, **act)  # type: ignore[arg-type]


def test_nobody_closes_their_own_account(session: Session, desk_cast: DeskCast) -> None:
    admin = desk_cast.admin
    with pytest.raises(Forbidden):
        accounts.close_account(session, actor=admin, user_id=_id(admin), reason="Tired")


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "reader"])
def test_only_an_administrator_closes_accounts(
    session: Session, desk_cast: DeskCast, who: str
) -> None:
    with pytest.raises(Forbidden):
        accounts.close_account(
            session, actor=desk_cast.people[who], user_id=_id(desk_cast.second), reason="No"
        )


def test_an_administrator_whose_role_has_just_ended_is_refused(
    session: Session, desk_cast: DeskCast
) -> None:
    session.execute(
        sa.update(User).filter_by(id=_id(desk_cast.admin)).values(disabled_at=_moment())
    )
    with pytest.raises(Forbidden, match="any more"):
        accounts.close_account(
            session, actor=desk_cast.admin, user_id=_id(desk_cast.second), reason="Too late"
        )


def _moment() -> object:
    from review.db import now

    return now()


def test_people_of_another_desk_are_not_found(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    with pytest.raises(NotFound):
        accounts.close_account(
            session, actor=desk_cast.admin, user_id=_id(other_desk.reviewer), reason="Not mine"
        )


def test_one_desk_cannot_close_a_person_who_works_on_another_as_well(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    shared = _user(session, desk_cast.reviewer)
    accounts.put_role(session, shared, other_desk.desk_id, Role.EDITOR)
    close = {"user_id": shared.id, "reason": "Takes over"}
    with pytest.raises(Forbidden, match="a desk that you do not run"):
        accounts.close_account(session, actor=desk_cast.admin, **close)  # type: ignore[arg-type]
    accounts.put_role(session, _user(session, desk_cast.admin), other_desk.desk_id, Role.ADMIN)
    closed = accounts.close_account(session, actor=desk_cast.admin, **close)  # type: ignore[arg-type]
    assert closed.disabled_at is not None


def test_a_changed_password_signs_out_every_other_browser(
    session: Session, desk_cast: DeskCast
) -> None:
    me = desk_cast.reviewer
    here, _there = _signed_in(session, me), _signed_in(session, me)
    elsewhere = _signed_in(session, desk_cast.second)
    accounts.change_password(session, actor=me, password_hash="new", session_id=here)
    assert _running(session, me) == {here}
    assert _running(session, desk_cast.second) == {elsewhere}
    assert "new" not in str(_last_entry(session, desk_cast.desk_id).payload.values())
    accounts.change_password(session, actor=me, password_hash="newer", session_id=None)
    assert _running(session, me) == set()


def test_a_role_of_the_token_alone_opens_nothing(session: Session, desk_cast: DeskCast) -> None:
    pretended = replace(desk_cast.reviewer, roles=frozenset({Role.ADMIN}))
    with pytest.raises(Forbidden):
        accounts.require_administrator(session, pretended)
