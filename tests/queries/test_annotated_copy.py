"""Articles read the same on both databases, whatever has become of their claims."""

from datetime import timedelta

from review.db import Sessions, now
from review.domain.vocabulary import ClaimState, Verdict
from review.queries.annotated_copy import annotated_copy
from review.queries.article_versions import versions
from review.queries.articles import page_of_articles, possible_authors
from review.queries.claim_words import claim_words
from review.services.article_versions import add_version
from review.services.articles import About, prepare
from tests.desk import SENTENCES, Desk, furnish

FIRST, SECOND, THIRD, FOURTH = (words for words, _ in SENTENCES)


def with_a_new_text(desk: Desk) -> None:
    text = "\n\n".join([FIRST, "Fares in Vantoria tripled in 2025.", THIRD, FOURTH])
    add_version(
        desk.session,
        article_id=desk.article.id,
        actor=desk.editor,
        version=1,
        prepared=prepare(text, About(language="en")),
    )


def test_the_copy_the_versions_and_the_words_read_the_same(either: Sessions) -> None:
    with either.write.begin() as session:
        desk = furnish(session)
        desk.to_awaiting(desk.accusation, verdict=Verdict.DISPUTED)
        desk.taken(desk.third, desk.ana)
        with_a_new_text(desk)
    with either.read() as session:
        copy = annotated_copy(session, article_id=desk.article.id, actor=desk.ana)
        found = versions(session, article_id=desk.article.id, desk_id=desk.id)
        words = claim_words(session, claim_id=desk.plain.id, actor=desk.editor)
    decided = copy.marks[desk.accusation.id].decided
    assert decided is not None
    assert (decided.verdict, str(decided.grade)) == (Verdict.DISPUTED, "B2")
    assert copy.marks[desk.third.id].said == "you hold it"
    assert (copy.left_behind, copy.coverage.undecided) == (1, 1)
    assert [line.number for line in found.lines] == [2, 1]
    assert [claim.number for claim in found.left_behind] == [2]
    assert words.proposal == "Fares in Vantoria tripled in 2025."
    assert not words.settled


def test_the_list_puts_the_overdue_first_on_both(either: Sessions) -> None:
    with either.write.begin() as session:
        desk = furnish(session)
        desk.article.press_at = now() - timedelta(hours=1)
    with either.read() as session:
        page = page_of_articles(session, desk_id=desk.id)
        below = page_of_articles(session, desk_id=desk.id, before=desk.article.id + 1)
        people = possible_authors(session, desk_id=desk.id)
    assert [row.counts for row in page.overdue] == [{ClaimState.QUEUED: 3}]
    assert page.rows == below.rows == ()
    names = [name for _, name in people]
    assert names == sorted(names)
    assert desk.admin.name not in names
