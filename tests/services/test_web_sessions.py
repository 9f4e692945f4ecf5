"""Signed-in browsers, as the database knows them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import LedgerEntry, Membership, User, WebSession
from review.queries.web_sessions import Presence, present, running
from review.services import web_sessions
from review.services.accounts import put_role
from review.services.invitations import digest_of
from tests.web_client import DeskCast


def _start(session: Session, who: Actor) -> str:
    user = session.get_one(User, who.user_id)
    token = web_sessions.start(session, user=user, browser="Firefox " + "x" * 300)
    assert token is not None
    session.flush()
    return token


def _present(session: Session, token: str) -> Presence | None:
    return present(session, token_sha256=digest_of(token))


def _here(session: Session, token: str) -> int:
    found = _present(session, token)
    assert found is not None
    return found.session_id


def test_a_token_stands_for_the_person_their_desk_and_their_running_roles(
    session: Session, desk_cast: DeskCast
) -> None:
    put_role(
        session, session.get_one(User, desk_cast.editor.user_id), desk_cast.desk_id, Role.LEGAL
    )
    found = _present(session, _start(session, desk_cast.editor))
    assert found is not None
    actor = found.actor
    assert (actor.user_id, actor.desk_id) == (desk_cast.editor.user_id, desk_cast.desk_id)
    assert (actor.name, actor.desk_name) == ("Ana Belcourt", "The Harrow Ledger, fact desk")
    assert actor.roles == {Role.EDITOR, Role.LEGAL}


def test_only_the_digest_of_a_token_is_kept(session: Session, desk_cast: DeskCast) -> None:
    token = _start(session, desk_cast.editor)
    row = session.scalars(sa.select(WebSession)).one()
    assert row.token_sha256 == digest_of(token) != token
    assert len(row.browser) == web_sessions.LONGEST_BROWSER
    assert present(session, token_sha256=token) is None


def test_a_session_ends_by_sign_out_by_time_by_closing_and_with_the_last_role(
    session: Session, desk_cast: DeskCast
) -> None:
    token = _start(session, desk_cast.editor)
    with time_machine.travel(now() + timedelta(hours=12, seconds=1), tick=False):
        assert _present(session, token) is None
    assert _present(session, token) is not None
    user = session.get_one(User, desk_cast.editor.user_id)
    user.disabled_at = now()
    session.flush()
    assert _present(session, token) is None
    user.disabled_at = None
    session.flush()
    role = session.scalars(sa.select(Membership).filter_by(user_id=user.id)).one()
    role.ended_at = now()
    session.flush()
    assert _present(session, token) is None
    role.ended_at = None
    web_sessions.sign_out(session, token=token)
    assert _present(session, token) is None


def test_a_person_without_any_role_gets_no_session(session: Session, desk_cast: DeskCast) -> None:
    session.execute(sa.update(Membership).values(ended_at=now()))
    user = session.get_one(User, desk_cast.editor.user_id)
    assert web_sessions.start(session, user=user) is None


def test_a_person_can_switch_to_another_desk_of_theirs_and_comes_back_there(
    session: Session, desk_cast: DeskCast, other_desk: DeskCast
) -> None:
    user = session.get_one(User, desk_cast.editor.user_id)
    token = _start(session, desk_cast.editor)
    switch = {"actor": desk_cast.editor, "session_id": _here(session, token)}
    with pytest.raises(NotFound):
        web_sessions.switch_desk(session, **switch, desk_id=other_desk.desk_id)  # type: ignore[arg-type]
    put_role(session, user, other_desk.desk_id, Role.READER)
    web_sessions.switch_desk(session, **switch, desk_id=other_desk.desk_id)  # type: ignore[arg-type]
    session.flush()
    for again in (token, _start(session, desk_cast.editor)):
        found = _present(session, again)
        assert found is not None
        assert (found.actor.desk_id, found.actor.roles) == (other_desk.desk_id, {Role.READER})


def test_one_ends_ones_own_sessions_one_or_all_others(
    session: Session, desk_cast: DeskCast
) -> None:
    me = desk_cast.editor
    tokens = [_start(session, me) for _ in range(3)]
    ids = [_here(session, token) for token in tokens]
    theirs = _start(session, desk_cast.second)
    web_sessions.end_one(session, actor=me, session_id=ids[1])
    session.flush()
    assert [bool(_present(session, token)) for token in tokens] == [True, False, True]
    assert web_sessions.end_others(session, actor=me, session_id=ids[0]) == 1
    assert [bool(_present(session, token)) for token in tokens] == [True, False, False]
    assert _present(session, theirs) is not None
    ended = session.scalars(sa.select(LedgerEntry.payload).filter_by(action="end_sessions")).all()
    assert ended == [{"ended": 1}, {"ended": 1}]


def test_somebody_elses_session_an_ended_one_and_none_are_not_found(
    session: Session, desk_cast: DeskCast
) -> None:
    mine, theirs = _start(session, desk_cast.editor), _start(session, desk_cast.second)
    my_id, their_id = _here(session, mine), _here(session, theirs)
    web_sessions.sign_out(session, token=mine)
    session.expire_all()
    for session_id in (my_id, their_id, 999):
        with pytest.raises(NotFound):
            web_sessions.end_one(session, actor=desk_cast.editor, session_id=session_id)


def test_the_list_shows_running_sessions_and_which_one_is_this(
    session: Session, desk_cast: DeskCast
) -> None:
    first, second = _start(session, desk_cast.editor), _start(session, desk_cast.editor)
    web_sessions.sign_out(session, token=_start(session, desk_cast.editor))
    user_id = desk_cast.editor.user_id
    assert user_id is not None
    found = running(session, user_id=user_id, this=_here(session, first))
    assert [one.is_this for one in found] == [False, True]
    assert found[0].id == _here(session, second)
    assert found[0].desk == "The Harrow Ledger, fact desk"
