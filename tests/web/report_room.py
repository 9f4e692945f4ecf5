"""A desk whose claims are signed or not, and whose reports are made, for tests of their pages."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from review.domain.desk_policy import DeskPolicy
from review.domain.vocabulary import Disposition, Recommendation, Variant, Verdict
from review.models import Article, Desk, Report
from review.services import desks, sentences, sign_offs
from review.services.reports import make_report
from tests.web.claim_room import Room
from tests.web_client import Visitor

HOSTILE = '<script>alert("1")</script>{{ 7*7 }}'


def place(room: Room) -> str:
    return f"/articles/{room.desk.article.id}/reports"


def sign_plain(room: Room, reason: str = "The register says the same.") -> None:
    """Claim 2 is signed off, with a wording that should change."""
    with room.at_work() as desk:
        desk.to_awaiting(
            desk.plain,
            reason=reason,
            verdict=Verdict.SUPPORTED_WITH_CHANGE,
            recommendation=Recommendation.REWORD,
            new_wording="Fares in Vantoria rose by 80 percent in 2025.",
        )
        sign_offs.sign_off(
            desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version
        )


def sign_accusation(room: Room) -> None:
    with room.at_work() as desk:
        desk.signed(desk.accusation)


def withdraw_third(room: Room, reason: str = "A duplicate of claim 2") -> None:
    with room.at_work() as desk:
        sign_offs.withdraw(
            desk.session, claim_id=desk.third.id, actor=desk.editor, version=desk.third.version,
            reason=reason,
        )  # fmt: skip


def leave_open(room: Room) -> None:
    """The article's third sentence is to be decided again."""
    with room.at_work() as desk:
        sentence = desk.sentence(3)
        sentences.dispose(
            desk.session, article_id=desk.article.id, sentence_id=sentence.id, actor=desk.editor,
            version=sentence.version, disposition=Disposition.UNDECIDED,
        )  # fmt: skip


def made(room: Room, variant: Variant = Variant.PUBLIC) -> int:
    with room.at_work() as desk:
        return make_report(
            desk.session, article_id=desk.article.id, actor=desk.editor, variant=variant,
            base_url="https://desk.example",
        ).id  # fmt: skip


def retitle(room: Room, title: str) -> None:
    with room.at_work() as desk:
        desk.session.get_one(Article, desk.article.id).title = title


def name_nobody(room: Room) -> None:
    with room.at_work() as desk:
        policy = DeskPolicy(reports_name_people=False)
        version = desk.session.get_one(Desk, desk.id).version
        desks.set_policy(
            desk.session, actor=desk.editor, version=version, policy=policy, reason="Threats"
        )


def numbers(room: Room) -> list[int]:
    with room.sessions.read() as session:
        return list(session.scalars(sa.select(Report.number).order_by(Report.number)))


@contextmanager
def counting(room: Room) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    sa.event.listen(room.sessions.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(room.sessions.engine, "before_cursor_execute", note)


def asked(room: Room, visitor: Visitor, path: str) -> int:
    with counting(room) as seen:
        visitor.page(path)
    return len(seen)
