"""A desk at work for tests: its people, an invented article, and verbs that go through services.

The claims do not come from the claim finder, so these tests stand whatever the finder learns.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, make_engine
from review.domain.assessment import EvidenceGrade, IndicatorReply, Submission
from review.domain.indicators import CODES
from review.domain.policy import Actor
from review.domain.vocabulary import (
    Answer,
    ClaimKind,
    Disposition,
    EvidenceKind,
    InfoDigit,
    Recommendation,
    Role,
    SourceLetter,
    Stance,
    Verdict,
)
from review.models import (
    Accusation,
    Adjudication,
    Article,
    Assessment,
    Assignment,
    Author,
    Claim,
    ClaimEvidence,
    LedgerEntry,
    Sentence,
    SignOff,
)
from review.queries.claim_file import ClaimFile, load
from review.services import (
    adjudications,
    articles,
    assessments,
    assignments,
    evidence,
    replies,
    sign_offs,
)
from review.services.accounts import add_user
from review.services.desks import create_desk
from review.text.canonical import digest
from review.text.finding import AccusationFound, ClaimFound, Cue, Found, SentenceFound

# Who works here: key, name, role.
PEOPLE = (
    ("editor", "Mirela Dorn", Role.EDITOR),
    ("deputy", "Ulric Hale", Role.EDITOR),
    ("ana", "Ana Belcourt", Role.REVIEWER),
    ("jon", "Jonas Wray", Role.REVIEWER),
    ("zoe", "Zoe Anders", Role.REVIEWER),
    ("legal", "Sera Okonwell", Role.LEGAL),
    ("reader", "Una Sorrel", Role.READER),
    ("admin", "Tomas Reed", Role.ADMIN),
    ("author", "Edda Lorn", Role.REVIEWER),
)
# What stands in the article, and as what it is found; None is a sentence without a claim.
SENTENCES = (
    ("Bureau 9 accuses Ilan Maresk of handing forty pages to Norland.", ClaimKind.ACCUSATION),
    ("Fares in Vantoria doubled in 2025.", ClaimKind.STATISTIC),
    ("What a cold spring it was!", None),
    ("The court sits in Karst Street.", ClaimKind.FACT),
)
SCORES = {ClaimKind.ACCUSATION: 0.9, ClaimKind.STATISTIC: 0.8, ClaimKind.FACT: 0.4}


@dataclass
class Desk:
    """A desk with its people and one imported article of three claims."""

    session: Session
    id: int
    slug: str
    editor: Actor
    deputy: Actor
    ana: Actor
    jon: Actor
    zoe: Actor
    legal: Actor
    reader: Actor
    admin: Actor
    author: Actor
    article: Article
    accusation: Claim
    plain: Claim
    third: Claim

    @property
    def reviewers(self) -> list[Actor]:
        return [self.ana, self.jon, self.zoe]

    @property
    def sheet(self) -> Accusation:
        """The accusation sheet of `accusation`."""
        return self.session.scalars(
            sa.select(Accusation).filter_by(claim_id=self.accusation.id)
        ).one()

    def sentence(self, number: int) -> Sentence:
        return self.session.scalars(sa.select(Sentence).filter_by(number=number)).one()

    def file(self, claim: Claim) -> ClaimFile:
        return load(self.session, claim)

    def acts(self, action: str | None = None) -> list[LedgerEntry]:
        """The desk's ledger rows, all or of one kind, in order."""
        rows = sa.select(LedgerEntry).filter_by(desk_id=self.id).order_by(LedgerEntry.number)
        return list(
            self.session.scalars(rows.filter_by(action=action) if action is not None else rows)
        )

    def attached(self, claim: Claim, by: Actor | None = None, *, words: str = "A seen register.",
                 source: str = "", stance: Stance | None = None) -> ClaimEvidence:  # fmt: skip
        """Attach a note of these words."""
        bearing = evidence.Bearing(source=source, stance=stance)
        actor = by or self.deputy
        made = evidence.attach(
            self.session, claim_id=claim.id, actor=actor, piece=note(words), bearing=bearing
        )
        return made.row

    def taken(self, claim: Claim, by: Actor | None = None) -> Assignment:
        return assignments.take(self.session, claim_id=claim.id, actor=by or self.ana)

    def judgement(self, claim: Claim, **judged: Any) -> Submission:
        """A complete assessment of what stands, changed by `judged`."""
        grade = EvidenceGrade(SourceLetter.B, InfoDigit.PROBABLY_TRUE, Stance.SUPPORTS, "It fits.")
        given = Submission(
            verdict=Verdict.SUPPORTED,
            recommendation=Recommendation.STANDS,
            reason="The register says the same.",
            digit=InfoDigit.PROBABLY_TRUE,
            grades={row.evidence_id: grade for row in self.file(claim).attached},
            sheet_read=True,
        )
        return replace(given, **judged)

    def assessed(self, claim: Claim, by: Actor | None = None, **judged: Any) -> Assessment:
        """Take and submit."""
        actor = by or self.ana
        self.taken(claim, actor)
        return assessments.submit(
            self.session,
            claim_id=claim.id,
            actor=actor,
            revision=claim.revision,
            given=self.judgement(claim, **judged),
        )

    def to_awaiting(self, claim: Claim, **judged: Any) -> Claim:
        """As many assessments as it needs, all the same, on evidence that is kept."""
        if not self.file(claim).attached:
            self.attached(claim)
        for actor in self.reviewers[: claim.required]:
            self.assessed(claim, actor, **judged)
        return claim

    def to_adjudication(self, claim: Claim) -> Claim:
        """Two assessments that differ in their verdict."""
        if not self.file(claim).attached:
            self.attached(claim)
        self.assessed(claim, self.ana, verdict=Verdict.SUPPORTED)
        self.assessed(claim, self.jon, verdict=Verdict.DISPUTED)
        return claim

    def written_by(self, *people: Actor) -> None:
        """Say anew who wrote the article."""
        authors = sa.delete(Author).filter_by(article_id=self.article.id)
        self.session.execute(authors)
        self.session.add_all(
            Author(article_id=self.article.id, user_id=who.user_id) for who in people
        )
        self.session.flush()

    def adjudicated(self, claim: Claim, by: Actor | None = None, **decided: Any) -> Adjudication:
        decision = adjudications.Decision(
            Verdict.DISPUTED, Recommendation.HOLD, "Both registers are sound."
        )
        return adjudications.adjudicate(
            self.session, claim_id=claim.id, actor=by or self.zoe, version=claim.version,
            decision=replace(decision, **decided),
        )  # fmt: skip

    def asked(self, claim: Claim, by: Actor | None = None) -> None:
        replies.ask(
            self.session, claim_id=claim.id, actor=by or self.deputy, asked_of="Ilan Maresk",
            channel="letter", question="Did you hand over the forty pages?",
        )  # fmt: skip

    def signed(self, claim: Claim, by: Actor | None = None) -> SignOff:
        """Bring a queued claim to a signature, whatever it needs for that."""
        if claim.kind is ClaimKind.ACCUSATION:
            self.asked(claim)
        self.to_awaiting(claim)
        return sign_offs.sign_off(
            self.session, claim_id=claim.id, actor=by or self.editor, version=claim.version
        )


def sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def note(words: str) -> evidence.Piece:
    return evidence.Piece(
        EvidenceKind.NOTE, note=words, media_type="text/plain", size=len(words),
        sha256=sha256(words),
    )  # fmt: skip


def link(url: str = "https://gazette.example/fares") -> evidence.Piece:
    return evidence.Piece(EvidenceKind.LINK, url=url)


def answers(**given: Answer) -> dict[str, IndicatorReply]:
    """Replies to indicators by code, each with a reason."""
    assert set(given) <= set(CODES)
    return {code: IndicatorReply(answer, "Seen in the file.") for code, answer in given.items()}


def article_of(sentences: tuple[tuple[str, ClaimKind | None], ...]) -> articles.Prepared:
    """An article of these sentences, each of them one claim or none."""
    text = "\n\n".join(words for words, _ in sentences)
    seen, claims, at = [], [], 0
    for words, kind in sentences:
        end = at + len(words)
        claim = Disposition.NO_FACTUAL_CONTENT if kind is None else Disposition.CLAIM
        seen.append(SentenceFound(at, end, claim, "" if kind else "a remark"))
        if kind is not None:
            claims.append(_claim(words, at, kind))
        at = end + 2
    return articles.Prepared(
        text=text, sha256=digest(text), found=Found("en", tuple(seen), tuple(claims)),
        title="Forty pages", byline="By Edda Lorn", publisher="The Harrow Ledger",
    )  # fmt: skip


def _claim(words: str, at: int, kind: ClaimKind) -> ClaimFound:
    accuses = kind is ClaimKind.ACCUSATION
    return ClaimFound(
        at, at + len(words), words, SCORES[kind], kind,
        "Bureau 9" if accuses else None, ("Bureau 9",) if accuses else None,
        AccusationFound("Ilan Maresk", "handing forty pages to Norland", "Bureau 9")
        if accuses else None,
        Cue(at, at + 8, words[:8]) if accuses else None, (), ("a full sentence",),
    )  # fmt: skip


def furnish(session: Session, *, slug: str = "harrow") -> Desk:
    """Open a desk, let its people in, and import the article. Nothing is committed."""
    opened = create_desk(session, slug=slug, name="The Harrow Ledger")
    people = {}
    for key, name, role in PEOPLE:
        user = add_user(session, email=f"{key}@{slug}.example", name=name, role=role, desk=opened)
        people[key] = Actor(user.id, opened.id, name, frozenset({role}), opened.name)
    article = articles.import_article(
        session, prepared=article_of(SENTENCES), actor=people["editor"]
    )
    claims = session.scalars(
        sa.select(Claim).filter_by(article_id=article.id).order_by(Claim.number)
    )
    return Desk(session, opened.id, slug, **people, article=article, **dict(
        zip(("accusation", "plain", "third"), claims, strict=True)
    ))  # fmt: skip


def again(desk: Desk, session: Session) -> Desk:
    """A committed desk as another unit of work sees it."""
    rows = {
        name: session.get_one(type(row), row.id)
        for name, row in vars(desk).items()
        if isinstance(row, Article | Claim)
    }
    return replace(desk, session=session, **rows)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Desk]:
    """A desk on SQLite that every test may look at and none may commit to."""
    path = tmp_path_factory.mktemp("furnished") / "desk.sqlite3"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    with Sessions(engine).write.begin() as session:
        desk = furnish(session)
    yield desk
    engine.dispose()


@pytest.fixture
def desk(furnished: Desk) -> Iterator[Desk]:
    """A desk at work, in one unit of work on SQLite that leaves nothing behind."""
    with Session(furnished.session.get_bind(), expire_on_commit=False) as session:
        yield again(furnished, session)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of this test's own, first on SQLite, then on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def either(either_url: str) -> Iterator[Sessions]:
    """Sessions on SQLite and on PostgreSQL."""
    engine = make_engine(either_url, pool_size=32)
    yield Sessions(engine)
    engine.dispose()
