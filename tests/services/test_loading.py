"""What an act is about is loaded from the actor's own desk, in the version that was looked at."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine
from review.domain.errors import Conflict, NotFound, Stale
from review.domain.workflow import Action
from review.models import Article, Claim
from review.models import Desk as DeskRow
from review.services import assignments, comments, evidence
from review.services.loading import LOCK, of_desk, require_on_claims, require_version
from tests.desk import Desk, again, furnish


def test_what_is_not_there_and_what_is_anothers_answer_the_same(desk: Desk) -> None:
    with pytest.raises(NotFound) as missing:
        of_desk(desk.session, Claim, 999, desk.ana)
    stranger = replace(desk.ana, desk_id=desk.id + 1)
    with pytest.raises(NotFound) as anothers:
        of_desk(desk.session, Claim, desk.plain.id, stranger)
    assert missing.value.message == anothers.value.message


def test_a_version_that_is_not_named_asks_for_nothing() -> None:
    require_version(3, None)
    require_version(3, 3)
    with pytest.raises(Stale, match="nothing was done"):
        require_version(3, 2)


def test_a_piece_on_no_claim_is_nobodys_to_change(desk: Desk) -> None:
    row = desk.attached(desk.plain)
    claims = require_on_claims(desk.session, Action.DERIVE, row.evidence, desk.ana)
    assert [claim.id for claim in claims] == [desk.plain.id]
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=row.evidence_id, actor=desk.ana,
        reason="Not needed.",
    )  # fmt: skip
    with pytest.raises(Conflict, match="on no claim now"):
        require_on_claims(desk.session, Action.DERIVE, row.evidence, desk.ana)


def article_locked(session: Session, desk: Desk) -> None:
    of_desk(session, Article, desk.article.id, desk.editor, lock=True)


def desk_locked(session: Session, desk: Desk) -> None:
    session.get_one(DeskRow, desk.id, with_for_update=LOCK)


def other_claim_locked(session: Session, desk: Desk) -> None:
    of_desk(session, Claim, desk.third.id, desk.editor, lock=True)


@pytest.mark.postgres
@pytest.mark.parametrize("locked", [article_locked, desk_locked, other_claim_locked])
def test_acts_that_only_point_at_a_locked_row_do_not_wait_for_it(
    postgres_url: str, locked: Callable[[Session, Desk], Any]
) -> None:
    """Whoever holds a row and asks for the ledger must never meet who holds the ledger and asks
    for the row: so the ledger's line about an article does not wait for the article."""
    engine = make_engine(postgres_url)
    sessions = Sessions(engine)
    with sessions.write.begin() as session:
        made = furnish(session)
    with sessions.write() as holding, sessions.write.begin() as acting:
        locked(holding, made)
        acting.execute(sa.text("SET LOCAL lock_timeout = '3s'"))
        desk = again(made, acting)
        assignments.take(acting, claim_id=desk.plain.id, actor=desk.ana)
        comments.comment(
            acting, claim_id=desk.plain.id, actor=desk.ana, text="Seen.",
            kind=comments.CommentKind.NOTE,
        )  # fmt: skip
    engine.dispose()


def test_a_stale_act_is_answered_with_what_stands_now(desk: Desk) -> None:
    with pytest.raises(Stale) as refused:
        require_version(2, 1, desk.plain)
    assert refused.value.stands["text"] == desk.plain.text
    assert refused.value.stands["state"] == "Queued"
