"""A desk with an invented article, some of its claims signed off, as rows."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from review.domain.ledger import GENESIS
from review.domain.policy import Actor
from review.domain.vocabulary import (
    Answer,
    ClaimKind,
    ClaimState,
    DerivationKind,
    DisclosureLevel,
    Disposition,
    EvidenceKind,
    Recommendation,
    Role,
    SourceKind,
    SourceLetter,
    Stage,
    Stance,
    Verdict,
)
from review.models import (
    Accusation,
    Article,
    ArticleVersion,
    Assessment,
    Claim,
    ClaimEvidence,
    Derivation,
    Desk,
    Evidence,
    ExculpatoryNote,
    Grade,
    IndicatorAnswer,
    LedgerHead,
    Membership,
    ReplyRequest,
    Sentence,
    SignOff,
    Source,
    User,
)
from review.queries import claim_file
from review.queries.signed_content import signed_content
from review.seal import digest
from review.text.canonical import digest as text_digest

NOW = datetime(2026, 11, 23, 12, 3, tzinfo=UTC)
BODY = (
    "Bureau 9 says Ilan Maresk sent forty pages abroad. Fares in Vantoria doubled in 2025.\n\n"
    "It was a cold spring. The court sits in Karst Street."
)
SENTENCES = (
    "Bureau 9 says Ilan Maresk sent forty pages abroad.",
    "Fares in Vantoria doubled in 2025.",
    "It was a cold spring.",
    "The court sits in Karst Street.",
)
PEOPLE = {
    "editor": ("Ana Belcourt", Role.EDITOR),
    "first": ("Tomas Reyl", Role.REVIEWER),
    "second": ("Mirea Odd", Role.REVIEWER),
    "legal": ("Pell Anders", Role.LEGAL),
    "reader": ("Una Sorrel", Role.READER),
}


@dataclass
class Newsroom:
    """What the tests point at. `claims` are numbered from 1 in the order of the sentences."""

    session: Session
    desk: Desk
    users: dict[str, User]
    article: Article
    text: ArticleVersion
    claims: dict[int, Claim] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)

    def actor(self, who: str = "editor") -> Actor:
        user = self.users[who]
        return Actor(user.id, self.desk.id, user.name, frozenset({PEOPLE[who][1]}))

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row


def newsroom(session: Session, *, slug: str = "ledger", policy: dict[str, Any] | None = None,
             body: str = BODY) -> Newsroom:  # fmt: skip
    """A desk with five people and an article whose sentences 1, 2 and 4 are claims in the queue."""
    desk = Desk(slug=slug, name="The Harrow Ledger", policy=policy or {}, created_at=NOW)
    users = {
        who: User(email=f"{who}@{slug}.example", name=name, created_at=NOW)
        for who, (name, _) in PEOPLE.items()
    }
    session.add_all([desk, *users.values()])
    session.flush()
    session.add(LedgerHead(desk_id=desk.id, number=0, hash=GENESIS))
    session.add_all(
        Membership(user_id=users[who].id, desk_id=desk.id, role=role, created_at=NOW)
        for who, (_, role) in PEOPLE.items()
    )
    article = Article(desk_id=desk.id, title="Forty pages", byline="Edda Lorn", language="en",
                      publisher="The Harrow Ledger", published_on=NOW.date(),
                      url="https://harrow.example/forty", created_at=NOW)  # fmt: skip
    session.add(article)
    session.flush()
    text = ArticleVersion(desk_id=desk.id, article_id=article.id, number=1, body=body,
                          sha256=text_digest(body), created_at=NOW)  # fmt: skip
    session.add(text)
    session.flush()
    room = Newsroom(session, desk, users, article, text)
    _sentences(room)
    return room


def _sentences(room: Newsroom) -> None:
    kinds = (ClaimKind.ACCUSATION, ClaimKind.STATISTIC, None, ClaimKind.FACT)
    for number, (words, kind) in enumerate(zip(SENTENCES, kinds, strict=True), start=1):
        start = room.text.body.index(words)
        end = start + len(words)
        waived = number == 3
        room.sentences.append(room.add(Sentence(
            article_version_id=room.text.id, number=number, start=start, end=end,
            disposition=Disposition.WAIVED if waived else Disposition.CLAIM,
            reason="Weather as scenery" if waived else "",
            decided_by_id=room.users["editor"].id if waived else None,
            decided_at=NOW if waived else None,
        )))  # fmt: skip
        if kind is not None:
            at = len(room.claims) + 1
            room.claims[at] = room.add(_claim(room, at, kind, start, end))


def _claim(room: Newsroom, number: int, kind: ClaimKind, start: int, end: int) -> Claim:
    accusation = kind is ClaimKind.ACCUSATION
    return Claim(
        desk_id=room.desk.id, article_id=room.article.id, article_version_id=room.text.id,
        number=number, text=room.text.body[start:end], start=start, end=end, kind=kind,
        score=0.9, priority=0.9, required=2 if accusation else 1, created_at=NOW,
        attributed_to="Bureau 9" if accusation else "", state_since=NOW,
    )  # fmt: skip


def source(room: Newsroom, name: str, disclosure: DisclosureLevel = DisclosureLevel.PUBLIC,
           kind: SourceKind = SourceKind.ORGANISATION, owner: str = "") -> Source:  # fmt: skip
    row: Source = room.add(Source(
        desk_id=room.desk.id, name=name, name_key=name.casefold(), kind=kind, owner=owner,
        letter=SourceLetter.B, disclosure=disclosure, created_at=NOW,
    ))  # fmt: skip
    return row


def attach(room: Newsroom, claim: Claim, number: int, of: Source | None, *, title: str = "A paper",
           url: str = "", note: str = "Seen by hand", excerpt: str = "") -> Evidence:  # fmt: skip
    kind = EvidenceKind.LINK if url else EvidenceKind.NOTE
    evidence: Evidence = room.add(Evidence(
        desk_id=room.desk.id, kind=kind, title=title, url=url, note=note,
        sha256=None if url else text_digest(note), source_id=of.id if of else None,
        added_by_id=room.users["first"].id, added_at=NOW,
    ))  # fmt: skip
    room.add(ClaimEvidence(
        claim_id=claim.id, evidence_id=evidence.id, number=number, excerpt=excerpt,
        attached_by_id=room.users["first"].id, attached_at=NOW,
    ))  # fmt: skip
    return evidence


def derive(room: Newsroom, child: Evidence, parent: Evidence, reason: str) -> None:
    room.add(Derivation(child_id=child.id, parent_id=parent.id, kind=DerivationKind.QUOTES,
                        reason=reason, user_id=room.users["first"].id, created_at=NOW))  # fmt: skip


def accuse(room: Newsroom, claim: Claim) -> Accusation:
    """The record of an accusation, with what speaks for it and a request for a reply."""
    row: Accusation = room.add(Accusation(
        desk_id=room.desk.id, claim_id=claim.id, accuser="Bureau 9", accused="Ilan Maresk",
        names_person=True, act="sent forty pages abroad", stage=Stage.TRIAL,
        flagged_at=NOW, flagged_by_id=room.users["first"].id, flag_reason="Only Bureau 9 says so",
        settled_at=NOW, settled_by_id=room.users["editor"].id, settled_reason="Sheet is filled in",
    ))  # fmt: skip
    room.add(ExculpatoryNote(accusation_id=row.id, round=1, text="Two pages were shown in court",
                             rests_on="E1", user_id=room.users["second"].id,
                             noted_at=NOW))  # fmt: skip
    room.add(ReplyRequest(claim_id=claim.id, asked_of="Bureau 9", channel="letter",
                          question="Which pages?", asked_at=NOW, deadline_at=NOW,
                          user_id=room.users["first"].id))  # fmt: skip
    return row


def assess(room: Newsroom, claim: Claim, who: str = "first", *, reason: str = "The fares agree",
           verdict: Verdict = Verdict.SUPPORTED, new_wording: str = "",
           grade_reason: str = "It has been right before") -> Assessment:  # fmt: skip
    given: Assessment = room.add(Assessment(
        claim_id=claim.id, round=claim.round, user_id=room.users[who].id, verdict=verdict,
        recommendation=Recommendation.REWORD if new_wording else Recommendation.STANDS,
        new_wording=new_wording, reason=reason, digit=2, submitted_at=NOW,
    ))  # fmt: skip
    attached = room.session.query(ClaimEvidence).filter_by(claim_id=claim.id)
    room.session.add_all(
        Grade(assessment_id=given.id, evidence_id=row.evidence_id, letter=SourceLetter.B, digit=2,
              stance=Stance.SUPPORTS, reason=grade_reason if row.number == 1 else "Coherent")
        for row in attached
    )  # fmt: skip
    if claim.kind is ClaimKind.ACCUSATION:
        room.add(IndicatorAnswer(assessment_id=given.id, code="E1", answer=Answer.YES,
                                 reason="No other body speaks"))  # fmt: skip
    room.session.flush()
    return given


def sign(room: Newsroom, claim: Claim, *, note: str = "") -> SignOff:
    room.session.flush()
    room.session.expire_all()
    content = signed_content(claim_file.load(room.session, claim))
    row: SignOff = room.add(SignOff(
        claim_id=claim.id, round=claim.round, user_id=room.users["editor"].id, note=note,
        content=content, content_hash=digest(content), signed_at=NOW + timedelta(hours=1),
    ))  # fmt: skip
    claim.state, claim.signed_off_at = ClaimState.SIGNED_OFF, NOW + timedelta(hours=1)
    room.session.flush()
    return row


def signed(session: Session, *, disclosure: DisclosureLevel = DisclosureLevel.PUBLIC,
           policy: dict[str, Any] | None = None) -> Newsroom:  # fmt: skip
    """Claim 1, an accusation, and claim 2 are signed off; claim 3 still waits in the queue."""
    room = newsroom(session, policy=policy)
    register = source(room, "Fare Register", disclosure, owner="Vantoria Rail")
    gazette = source(room, "Vantoria Gazette")
    accuse(room, room.claims[1])
    secret = attach(
        room,
        room.claims[1],
        1,
        register,
        title="Docket of the third session",
        url="https://docket.example/3",
        note="Handed over on a bridge",
        excerpt="The pages were numbered one to forty and none was secret.",
    )
    told = attach(room, room.claims[1], 2, gazette, url="https://gazette.example/a")
    derive(room, told, secret, "It quotes the docket of the third session")
    attach(room, room.claims[2], 1, gazette, title="Table of fares")
    assess(
        room,
        room.claims[1],
        "first",
        verdict=Verdict.ATTRIBUTED_ONLY,
        reason="Fare Register says: the pages were numbered one to forty and none was secret.",
        grade_reason="She keeps the register herself",
    )
    assess(room, room.claims[1], "second", verdict=Verdict.ATTRIBUTED_ONLY)
    assess(
        room,
        room.claims[2],
        verdict=Verdict.SUPPORTED_WITH_CHANGE,
        new_wording="Fares in Vantoria rose by 80 percent in 2025.",
    )
    sign(room, room.claims[1], note="Tomas Reyl and I went through it")
    sign(room, room.claims[2])
    return room
