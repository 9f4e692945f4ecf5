"""The same act twice at one moment, on a database that runs several at once, ends as in turn."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine
from review.domain.assessment import Submission
from review.domain.errors import Conflict
from review.domain.vocabulary import ClaimKind, Stance
from review.models import Article, AssessmentDraft
from review.services import articles, assessments, evidence
from tests.desk import Desk, article_of, furnish, note
from tests.postgres import until_somebody_waits

pytestmark = pytest.mark.postgres
BOUND_S = 30
OTHER = article_of((("The mint of Norland closed in 1990.", ClaimKind.FACT),))


@pytest.fixture
def many(postgres_url: str) -> Iterator[Sessions]:
    engine = make_engine(postgres_url)
    yield Sessions(engine)
    engine.dispose()


@pytest.fixture
def desk(many: Sessions) -> Desk:
    """A committed desk; Ana holds the plain claim."""
    with many.write.begin() as session:
        found = furnish(session)
        found.taken(found.plain)
    return found


def second_waits_for_first(
    many: Sessions, first: Callable[[Session], object], second: Callable[[Session], object]
) -> BaseException | None:
    """Begin `second` while `first` is done and not yet committed; what it ended with, if badly."""

    def later() -> None:
        with many.write.begin() as session:
            second(session)

    with ThreadPoolExecutor(1) as pool:
        with many.write.begin() as session:
            first(session)
            waiting = pool.submit(later)
            until_somebody_waits(many.engine)
        return waiting.exception(BOUND_S)


def test_the_same_text_sent_twice_at_one_moment_is_one_article(many: Sessions, desk: Desk) -> None:
    def bring_in(session: Session) -> Article:
        return articles.import_article(session, prepared=OTHER, actor=desk.editor)

    refused = second_waits_for_first(many, bring_in, bring_in)
    assert isinstance(refused, Conflict)
    with many.read() as session:
        held = session.scalars(sa.select(Article.id).where(Article.id != desk.article.id)).one()
    assert f"/articles/{held}" in refused.remedy


def save(desk: Desk, reason: str) -> Callable[[Session], object]:
    def saving(session: Session) -> None:
        # A page's form is laid over the draft as it stands, so it has been read before.
        claim = session.get_one(type(desk.plain), desk.plain.id)
        typed = replace(assessments.drafted(session, claim, desk.ana), reason=reason)
        assessments.save_draft(session, claim_id=claim.id, actor=desk.ana, given=typed)

    return saving


def attach(desk: Desk) -> Callable[[Session], object]:
    return lambda session: evidence.attach(
        session, claim_id=desk.plain.id, actor=desk.ana, piece=note("The fare table."),
        bearing=evidence.Bearing(stance=Stance.SUPPORTS),
    )  # fmt: skip


def drafts(many: Sessions, desk: Desk) -> list[Submission]:
    with many.read() as session:
        rows = session.scalars(sa.select(AssessmentDraft).filter_by(claim_id=desk.plain.id))
        return [assessments.from_plain(row.payload) for row in rows]


@pytest.mark.parametrize("begun", [False, True])
def test_of_two_tabs_that_save_at_one_moment_the_later_stands(
    many: Sessions, desk: Desk, *, begun: bool
) -> None:
    if begun:
        with many.write.begin() as session:
            save(desk, "Begun")(session)
    assert second_waits_for_first(many, save(desk, "First"), save(desk, "Second")) is None
    assert [draft.reason for draft in drafts(many, desk)] == ["Second"]


def test_a_piece_attached_while_a_draft_is_saved_leaves_one_draft(
    many: Sessions, desk: Desk
) -> None:
    assert second_waits_for_first(many, attach(desk), save(desk, "Typed")) is None
    (draft,) = drafts(many, desk)
    assert draft.reason == "Typed"


def test_a_draft_saved_while_a_piece_is_attached_keeps_both(many: Sessions, desk: Desk) -> None:
    assert second_waits_for_first(many, save(desk, "Typed"), attach(desk)) is None
    (draft,) = drafts(many, desk)
    assert draft.reason == "Typed"
    assert [grade.stance for grade in draft.grades.values()] == [Stance.SUPPORTS]
