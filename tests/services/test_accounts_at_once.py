"""Two hands on one account at the same moment, on a database that runs several at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine, now
from review.domain.accounts import TooManyTries
from review.domain.errors import Invalid, Refusal
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import LedgerEntry, User
from review.services import accounts, invitations, memberships, second_factors, sign_ins
from review.services.ledger import record
from tests.web_client import DeskCast, make_cast

pytestmark = pytest.mark.postgres
KEY = "a key for tests alone"


@pytest.fixture
def many(postgres_url: str) -> Iterator[Sessions]:
    engine = make_engine(postgres_url)
    yield Sessions(engine)
    engine.dispose()


@pytest.fixture
def cast(many: Sessions) -> DeskCast:
    return make_cast(many)


def _at_once(many: Sessions, *acts: Callable[[Session], object]) -> list[str]:
    """Let every act begin at one moment; says for each how it ended."""
    line = Barrier(len(acts))

    def run(act: Callable[[Session], object]) -> str:
        try:
            with many.write.begin() as session:
                session.execute(sa.select(1))
                line.wait(timeout=20)
                act(session)
        except Refusal as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def _close(actor: Actor, other: Actor) -> Callable[[Session], object]:
    return lambda session: accounts.close_account(
        session, actor=actor, user_id=other.user_id or 0, reason="Quicker"
    )


def _second_admin(many: Sessions, cast: DeskCast) -> Actor:
    with many.write.begin() as session:
        memberships.give_role(
            session, actor=cast.admin, user_id=cast.editor.user_id or 0, role=Role.ADMIN
        )
    return Actor(cast.editor.user_id, cast.desk_id, cast.editor.name, frozenset({Role.ADMIN}))


def test_two_administrators_who_close_each_other_do_not_both_succeed(
    many: Sessions, cast: DeskCast
) -> None:
    other = _second_admin(many, cast)
    ended = _at_once(many, _close(cast.admin, other), _close(other, cast.admin))
    assert ended == ["Forbidden", "done"]
    with many.read() as session:
        assert len(accounts.administrators(session, cast.desk_id)) == 1


def test_two_administrators_who_both_step_down_leave_one(many: Sessions, cast: DeskCast) -> None:
    other = _second_admin(many, cast)

    def step_down(who: Actor) -> Callable[[Session], object]:
        return lambda session: memberships.end_role(
            session, actor=who, user_id=who.user_id or 0, role=Role.ADMIN
        )

    assert _at_once(many, step_down(cast.admin), step_down(other)) == ["Conflict", "done"]


def test_a_link_used_by_two_at_once_opens_once(many: Sessions, cast: DeskCast) -> None:
    with many.write.begin() as session:
        token = invitations.make_link(
            session, actor=cast.admin, user_id=cast.reader.user_id or 0
        ).token
    assert token is not None

    def accept(session: Session) -> object:
        return invitations.accept(session, token=token, password_hash="hash")

    assert _at_once(many, accept, accept) == ["NotFound", "done"]


def test_a_code_used_by_two_at_once_opens_once(many: Sessions, cast: DeskCast) -> None:
    with many.write.begin() as session:
        user = second_factors.begin(session, actor=cast.reviewer, key=KEY)
        secret = second_factors.opened(user.totp_secret or "", key=KEY)
        user.totp_confirmed_at = now()
        candidate = sign_ins.begin(session, email=user.email, address="192.0.2.7", key=KEY)
    assert secret is not None
    code = pyotp.TOTP(s=secret).at(for_time=now())

    def come_in(session: Session) -> object:
        return sign_ins.finish(
            session, candidate=candidate, fits=True, code=code, browser="", key=KEY
        )

    assert _at_once(many, come_in, come_in) == [Invalid.__name__, "done"]


def test_ten_guesses_at_once_are_not_ten_guesses(many: Sessions, cast: DeskCast) -> None:
    with many.read() as session:
        email = session.get_one(User, cast.reviewer.user_id).email

    def guess(session: Session) -> object:
        return sign_ins.begin(session, email=email, address="192.0.2.7", key=KEY)

    ended = _at_once(many, *[guess] * 10)
    assert ended == [TooManyTries.__name__] * 5 + ["done"] * 5


def test_acts_on_accounts_at_once_stand_in_one_order(many: Sessions, cast: DeskCast) -> None:
    def give(role: Role) -> Callable[[Session], object]:
        return lambda session: memberships.give_role(
            session, actor=cast.admin, user_id=cast.third.user_id or 0, role=role
        )

    assert _at_once(many, give(Role.LEGAL), give(Role.READER), give(Role.EDITOR)) == ["done"] * 3
    with many.read() as session:
        numbers = session.scalars(sa.select(LedgerEntry.number).order_by(LedgerEntry.number)).all()
    assert list(numbers) == list(range(1, len(numbers) + 1))


def test_the_desks_other_acts_do_not_wait_for_an_administrator(
    many: Sessions, cast: DeskCast
) -> None:
    with many.write.begin() as slow, many.write.begin() as other:
        accounts.administered(slow, cast.admin, cast.reviewer.user_id or 0)
        other.execute(sa.text("SET lock_timeout = '5s'"))
        row = record(other, actor=cast.reviewer, action="take", subject="claim:1", payload={})
        assert row.actor_id == cast.reviewer.user_id
