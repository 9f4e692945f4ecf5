"""One-time links: who gets one, what it opens, and when it is spent."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Forbidden, Invalid, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import Invitation, LedgerEntry, Membership, User, WebSession
from review.queries.accounts import people, person, welcome
from review.services import accounts, invitations
from review.services.invitations import Invited, digest_of
from review.services.web_sessions import start
from tests.web_client import DeskCast

EMAIL = "lena.fosse@harrow-ledger.example"


def _invite(session: Session, cast: DeskCast, email: str = EMAIL, **rest: object) -> Invited:
    told = {"actor": cast.admin, "email": email, "name": "Lena Fosse", "role": Role.REVIEWER}
    return invitations.invite(session, **{**told, **rest})  # type: ignore[arg-type]


def _link(session: Session, cast: DeskCast, who: Actor) -> str:
    assert who.user_id is not None
    token = invitations.make_link(session, actor=cast.admin, user_id=who.user_id).token
    assert token is not None
    return token


def _user(session: Session, who: Actor) -> User:
    return session.get_one(User, who.user_id)


def test_a_link_is_kept_as_its_digest_alone_and_never_in_the_ledger(
    session: Session, desk_cast: DeskCast
) -> None:
    token = _invite(session, desk_cast).token
    assert token is not None
    row = session.scalars(sa.select(Invitation)).one()
    assert row.token_sha256 == digest_of(token)
    entry = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number.desc())).first()
    assert entry is not None
    assert (entry.action, entry.payload) == ("invite", {"name": "Lena Fosse", "role": "reviewer"})


def test_a_link_sets_the_password_once(session: Session, desk_cast: DeskCast) -> None:
    invited = _invite(session, desk_cast)
    assert invited.token is not None
    shown = welcome(session, token_sha256=digest_of(invited.token))
    assert (shown.name, shown.email, shown.is_new) == ("Lena Fosse", EMAIL, True)
    user = invitations.accept(session, token=invited.token, password_hash="hash")
    assert (user, user.password_hash) == (invited.user, "hash")
    with pytest.raises(NotFound):
        invitations.accept(session, token=invited.token, password_hash="again")
    with pytest.raises(NotFound):
        welcome(session, token_sha256=digest_of(invited.token))
    entry = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number.desc())).first()
    assert entry is not None
    assert (entry.action, entry.actor_id) == ("accept_link", user.id)


def test_a_link_lapses_after_a_week(session: Session, desk_cast: DeskCast) -> None:
    token = _link(session, desk_cast, desk_cast.reviewer)
    with time_machine.travel(now() + timedelta(days=7, seconds=1), tick=False):
        with pytest.raises(NotFound):
            welcome(session, token_sha256=digest_of(token))
        with pytest.raises(NotFound):
            invitations.accept(session, token=token, password_hash="late")


def test_a_new_link_replaces_the_old_one(session: Session, desk_cast: DeskCast) -> None:
    old = _link(session, desk_cast, desk_cast.reviewer)
    new = _link(session, desk_cast, desk_cast.reviewer)
    with pytest.raises(NotFound):
        invitations.accept(session, token=old, password_hash="x")
    assert not welcome(session, token_sha256=digest_of(new)).is_new
    assert invitations.accept(session, token=new, password_hash="x").password_hash == "x"


def test_a_used_link_ends_every_session_and_leaves_codes_on(
    session: Session, desk_cast: DeskCast
) -> None:
    user = _user(session, desk_cast.reviewer)
    user.totp_secret, user.totp_confirmed_at = "sealed", now()
    start(session, user=user)
    token = _link(session, desk_cast, desk_cast.reviewer)
    invitations.accept(session, token=token, password_hash="new")
    assert session.scalars(sa.select(WebSession).filter_by(ended_at=None)).all() == []
    assert user.totp_confirmed_at is not None


def test_a_made_up_link_opens_nothing(session: Session, desk_cast: DeskCast) -> None:
    with pytest.raises(NotFound):
        invitations.accept(session, token="made up", password_hash="x")


def test_a_closed_account_gets_no_link_and_its_link_opens_nothing(
    session: Session, desk_cast: DeskCast
) -> None:
    token = _link(session, desk_cast, desk_cast.reviewer)
    user = _user(session, desk_cast.reviewer)
    user.disabled_at = now()
    session.flush()
    with pytest.raises(Conflict):
        _link(session, desk_cast, desk_cast.reviewer)
    with pytest.raises(Conflict):
        _invite(session, desk_cast, email=user.email)
    with pytest.raises(NotFound):
        welcome(session, token_sha256=digest_of(token))
    with pytest.raises(NotFound):
        invitations.accept(session, token=token, password_hash="x")


def test_inviting_needs_an_administrator_a_name_and_an_address(
    session: Session, desk_cast: DeskCast
) -> None:
    with pytest.raises(Forbidden):
        _invite(session, desk_cast, actor=desk_cast.editor)
    with pytest.raises(Invalid) as refused:
        _invite(session, desk_cast, email="nobody", name="")
    assert set(refused.value.fields) == {"email", "name"}


def test_nobody_invites_themselves_to_a_further_role(session: Session, desk_cast: DeskCast) -> None:
    own = _user(session, desk_cast.admin).email
    with pytest.raises(Forbidden):
        _invite(session, desk_cast, email=own, role=Role.EDITOR)


def test_a_person_with_the_role_is_not_invited_again(session: Session, desk_cast: DeskCast) -> None:
    with pytest.raises(Conflict):
        _invite(session, desk_cast, email=_user(session, desk_cast.reviewer).email)


def test_a_person_of_another_desk_joins_without_a_link(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    theirs = _user(session, other_desk.reviewer)
    invited = _invite(session, desk_cast, email=theirs.email)
    assert (invited.user, invited.token) == (theirs, None)
    assert theirs.name == other_desk.reviewer.name
    desks = session.scalars(sa.select(Membership.desk_id).filter_by(user_id=theirs.id))
    assert set(desks) == {desk_cast.desk_id, other_desk.desk_id}
    with pytest.raises(Forbidden):
        invitations.make_link(session, actor=desk_cast.admin, user_id=theirs.id)


def test_a_link_of_one_desk_never_opens_a_role_on_another(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    _invite(session, other_desk)
    with pytest.raises(Conflict, match="not used yet"):
        _invite(session, desk_cast)


def test_the_list_of_people_says_who_may_what_and_whose_link_is_open(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    lena = _invite(session, desk_cast).user
    assert desk_cast.reader.user_id is not None
    accounts.close_account(
        session, actor=desk_cast.admin, user_id=desk_cast.reader.user_id, reason="Left"
    )
    found = people(session, desk_id=desk_cast.desk_id)
    assert len(found) == 8
    assert found[-1].id == desk_cast.reader.user_id
    shown = next(one for one in found if one.id == lena.id)
    assert (shown.roles, shown.has_password, shown.has_codes) == ((Role.REVIEWER,), False, False)
    assert shown.invited_until is not None
    assert Role.REVIEWER not in shown.missing_roles
    assert person(session, desk_id=desk_cast.desk_id, user_id=lena.id) == shown
    with pytest.raises(NotFound):
        person(session, desk_id=other_desk.desk_id, user_id=lena.id)
