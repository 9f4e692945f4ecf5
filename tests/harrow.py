"""An invented article, and ways to bring it onto a desk and its claims to an end."""

from dataclasses import dataclass

from review.db import Sessions
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.models import Article, Claim, Sentence
from review.services import articles
from review.services.articles import About, Handling

TEXT = (
    "The physicist, the forty pages and Bureau 9\n"
    "\n"
    "On 14 March 2025 officers of Bureau 9 arrested the physicist Ilan Maresk in Ostrane. "
    "He was charged with treason under Article 214. "
    "Perhaps nothing about the morning had been strange.\n"
    "\n"
    "Bureau 9 says Maresk sent forty pages of secret calculations abroad. "
    "His lawyer, Delia Forsant, says the case is fabricated. "
    "Between 2012 and 2021 the Ostrane City Court tried eleven such cases.\n"
    "\n"
    "What should one make of it?"
)
ABOUT = About(byline="Corin Vale", publisher="The Harrow Ledger", language="en")


@dataclass(frozen=True)
class Harrow:
    """The article as it stands in the database. `claims` and `sentences` are in text order."""

    article_id: int
    claims: list[Claim]
    sentences: list[Sentence]

    def words(self, part: str) -> tuple[int, int]:
        start = TEXT.index(part)
        return start, start + len(part)


def import_harrow(
    sessions: Sessions, editor: Actor, *, text: str = TEXT, handling: Handling | None = None
) -> Harrow:
    with sessions.write.begin() as session:
        article = articles.import_article(
            session,
            prepared=articles.prepare(text, ABOUT),
            actor=editor,
            handling=handling or Handling(),
        )
    return harrow(sessions, article)


def harrow(sessions: Sessions, article: Article) -> Harrow:
    """Read the article's rows again."""
    with sessions.read() as session:
        claims = session.query(Claim).filter_by(article_id=article.id).order_by(Claim.start)
        return Harrow(
            article.id,
            [claim for claim in claims if claim.state is not ClaimState.WITHDRAWN],
            session.query(Sentence).order_by(Sentence.number).all(),
        )
