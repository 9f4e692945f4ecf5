"""A desk full of invented work, written straight into a database for the benchmarks."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Base, now
from review.domain.ledger import Entry
from review.domain.moments import iso
from review.domain.policy import Actor
from review.domain.vocabulary import (
    CaptureStatus,
    CheckpointKind,
    ClaimKind,
    ClaimState,
    CommentKind,
    Disposition,
    EvidenceKind,
    LeaseOutcome,
    Recommendation,
    Role,
    SourceKind,
    SourceLetter,
    Stance,
    Verdict,
)
from review.models import (
    Accusation,
    Article,
    ArticleVersion,
    Assessment,
    Assignment,
    Capture,
    Checkpoint,
    Claim,
    ClaimEvidence,
    Comment,
    Desk,
    Evidence,
    Grade,
    LedgerEntry,
    LedgerHead,
    ReplyRequest,
    Sentence,
    SignOff,
    Source,
    SourceLetterChange,
    User,
)
from review.queries.claim_file import load
from review.queries.signed_content import signed_content
from review.seal import digest
from review.services.accounts import add_user
from review.services.desks import create_desk

CLAIMS_AN_ARTICLE = 50
REPORTED = 7  # the article that a report can be made of
SOURCES = 300
ACTS_A_CLAIM = 5
WHO = ("Ilan Maresk", "Delia Forsant", "Rask Ovening", "the harbour authority of Kell", "Bureau 9")
DID = (
    "sent {} pages abroad",
    "presided over {} trials",
    "paid {} million crowns",
    "held {} people",
)
STATES = (
    [ClaimState.QUEUED] * 11
    + [ClaimState.IN_REVIEW] * 2
    + [ClaimState.ADJUDICATION]
    + [ClaimState.AWAITING_SIGN_OFF] * 2
    + [ClaimState.SIGNED_OFF] * 3
    + [ClaimState.WITHDRAWN]
)
JUDGED = {ClaimState.ADJUDICATION, ClaimState.AWAITING_SIGN_OFF, ClaimState.SIGNED_OFF}
PEOPLE = (
    ("Ana Belcourt", Role.EDITOR),
    ("Piet Saladin", Role.LEGAL),
    ("Oda Lindqvist", Role.READER),
    ("Ruth Kessel", Role.ADMIN),
    ("Mirela Dorn", Role.REVIEWER),
    ("Tomas Verrin", Role.REVIEWER),
    ("Ines Okoro", Role.REVIEWER),
)


@dataclass
class Filler:
    """Rows by table, numbered here, so that they go in at once."""

    desk: Desk
    people: dict[str, User]
    moment: datetime
    dice: random.Random
    rows: dict[type[Base], list[dict[str, Any]]]

    def add(self, table: type[Base], **columns: Any) -> int:
        kept = self.rows.setdefault(table, [])
        kept.append({"id": len(kept) + 1, **columns})
        return len(kept)

    def id_of(self, name: str) -> int:
        return self.people[name].id

    def ago(self, days: int) -> datetime:
        return self.moment - timedelta(minutes=self.dice.randrange(1, days * 24 * 60))


def fill(session: Session, claims: int) -> dict[str, Actor]:
    """Fill an empty database; returns one actor for each role."""
    desk = create_desk(session, slug="harrow", name="The Harrow Ledger, fact desk")
    people = {
        name: add_user(
            session, email=f"person{at}@harrow-ledger.example", name=name, role=role, desk=desk
        )
        for at, (name, role) in enumerate(PEOPLE)
    }
    filler = Filler(desk, people, now(), random.Random(9), {})
    _sources(filler)
    for number in range(1, claims // CLAIMS_AN_ARTICLE + 1):
        _article(filler, number)
    for table, rows in filler.rows.items():
        session.execute(sa.insert(table), rows)
    _signatures(session, filler)
    _ledger(session, filler, claims * ACTS_A_CLAIM)
    return {
        role: Actor(people[name].id, desk.id, name, frozenset({role}), desk.name)
        for name, role in PEOPLE
    }


def _sources(filler: Filler) -> None:
    for number in range(1, SOURCES + 1):
        name = f"The Ostrane Courier {number}"
        source = filler.add(
            Source,
            desk_id=filler.desk.id,
            name=name,
            name_key=name.casefold(),
            version=1,
            kind=filler.dice.choice(list(SourceKind)),
            letter=filler.dice.choice(list(SourceLetter)),
            created_at=filler.ago(400),
        )
        for _ in range(3):
            filler.add(
                SourceLetterChange,
                source_id=source,
                letter=SourceLetter.B,
                reason="A good record.",
                user_id=filler.id_of("Ana Belcourt"),
                changed_at=filler.ago(300),
            )


def _article(filler: Filler, number: int) -> None:
    sentences = [_sentence(filler, at) for at in range(CLAIMS_AN_ARTICLE)]
    body = " ".join(sentences)
    at, press = filler.ago(20), filler.moment + timedelta(hours=filler.dice.randrange(-40, 200))
    article = filler.add(
        Article,
        desk_id=filler.desk.id,
        title=f"The forty pages, part {number}",
        language="en",
        press_at=press if number % 3 else None,
        created_at=at,
        version=1,
    )
    text = filler.add(
        ArticleVersion,
        desk_id=filler.desk.id,
        article_id=article,
        number=1,
        body=body,
        sha256=hashlib.sha256(f"{number}{body}".encode()).hexdigest(),
        created_at=at,
    )
    start = 0
    for place, words in enumerate(sentences, 1):
        end = start + len(words)
        filler.add(
            Sentence,
            article_version_id=text,
            number=place,
            start=start,
            end=end,
            version=1,
            disposition=Disposition.CLAIM if place % 9 else Disposition.UNDECIDED,
        )
        _claim(
            filler, (article, text, place), (start, end, words), at, press if number % 3 else None
        )
        start = end + 1


def _sentence(filler: Filler, at: int) -> str:
    did = filler.dice.choice(DID).format(filler.dice.randrange(2, 900))
    return f"{filler.dice.choice(WHO)} {did} in {1990 + at}, the indictment of the office says."


def _claim(
    filler: Filler, belongs: tuple[int, int, int], place: tuple[int, int, str], at: datetime,
    due: datetime | None,
) -> None:  # fmt: skip
    article, text, number = belongs
    start, end, words = place
    state, kind = filler.dice.choice(STATES), filler.dice.choice(list(ClaimKind))
    accusation = kind is ClaimKind.ACCUSATION
    claim = filler.add(
        Claim,
        desk_id=filler.desk.id,
        article_id=article,
        article_version_id=text,
        number=number,
        text=words,
        start=start,
        end=end,
        kind=kind,
        score=0.5,
        required=2 if accusation else 1,
        why=["names a person", "a figure"],
        priority=round(filler.dice.random() * 1.3, 4),
        state=state,
        created_at=at,
        state_since=filler.ago(6),
        due_at=due,
        version=1,
        signed_off_at=at if state is ClaimState.SIGNED_OFF else None,
        withdrawn_reason="twice" if state is ClaimState.WITHDRAWN else "",
        suggestion={"accusation": None, "fabrication_cue": None},
        source_chain=[],
    )
    for kind_of_point in (CheckpointKind.NAME, CheckpointKind.FIGURE, CheckpointKind.DATE):
        filler.add(
            Checkpoint,
            claim_id=claim,
            kind=kind_of_point,
            start=start,
            end=start + 5,
            text=words[:5],
        )
    if accusation:
        _sheet(filler, claim)
    _evidence(filler, claim)
    _work(filler, claim, state, 2 if accusation else 1)


def _sheet(filler: Filler, claim: int) -> None:
    flagged = filler.ago(5) if filler.dice.random() < 0.1 else None
    filler.add(
        Accusation,
        desk_id=filler.desk.id,
        claim_id=claim,
        accuser="Bureau 9",
        version=1,
        accused=filler.dice.choice(WHO[:3]),
        names_person=True,
        act="treason",
        flagged_at=flagged,
        flag_reason="dates conflict" if flagged else "",
        flagged_by_id=filler.id_of("Mirela Dorn") if flagged else None,
    )


def _evidence(filler: Filler, claim: int) -> None:
    for number in range(1, filler.dice.randrange(1, 4)):
        sha, at = hashlib.sha256(f"{claim}.{number}".encode()).hexdigest(), filler.ago(9)
        who = filler.id_of("Mirela Dorn")
        failed = filler.dice.random() < 0.01
        url = f"https://courier.example/{claim}/{number}"
        evidence = filler.add(
            Evidence,
            desk_id=filler.desk.id,
            kind=EvidenceKind.LINK,
            title=f"Court list {claim}",
            url=url,
            sha256=None if failed else sha,
            source_id=filler.dice.randrange(1, SOURCES),
            added_by_id=who,
            added_at=at,
            version=1,
            size=9000,
        )
        filler.add(
            Capture,
            evidence_id=evidence,
            url=url,
            requested_by_id=who,
            requested_at=at,
            status=CaptureStatus.FAILED if failed else CaptureStatus.CAPTURED,
            finished_at=at,
            sha256=None if failed else sha,
            failure="It never answered." if failed else "",
            text="",
            size=9000,
        )
        filler.add(
            ClaimEvidence,
            claim_id=claim,
            evidence_id=evidence,
            number=number,
            attached_by_id=who,
            attached_at=at,
            excerpt="The court list says so.",
        )


def _work(filler: Filler, claim: int, state: ClaimState, required: int) -> None:
    reviewers = filler.dice.sample(["Mirela Dorn", "Tomas Verrin", "Ines Okoro"], required)
    for slot, name in enumerate(reviewers, 1):
        if state is ClaimState.IN_REVIEW and filler.dice.random() < 0.02:
            _lease(filler, claim, slot, name, LeaseOutcome.HELD)
        elif state in JUDGED or state is ClaimState.IN_REVIEW:
            _lease(filler, claim, slot, name, LeaseOutcome.SUBMITTED)
            _assessment(filler, claim, name)
    if filler.dice.random() < 0.02:
        filler.add(
            Comment,
            claim_id=claim,
            kind=CommentKind.QUERY,
            text="Who read the indictment?",
            user_id=filler.id_of("Ana Belcourt"),
            written_at=filler.ago(3),
        )
    if filler.dice.random() < 0.02:
        filler.add(
            ReplyRequest,
            claim_id=claim,
            asked_of="Bureau 9",
            channel="letter",
            version=1,
            question="Is it so?",
            asked_at=filler.ago(9),
            deadline_at=filler.ago(2),
            user_id=filler.id_of("Mirela Dorn"),
        )


def _lease(filler: Filler, claim: int, slot: int, name: str, outcome: LeaseOutcome) -> None:
    held = outcome is LeaseOutcome.HELD
    filler.add(
        Assignment,
        claim_id=claim,
        round=1,
        slot=slot,
        user_id=filler.id_of(name),
        outcome=outcome,
        taken_at=filler.ago(3),
        expires_at=filler.moment + timedelta(hours=6) if held else filler.ago(2),
        ended_at=None if held else filler.ago(2),
    )


def _assessment(filler: Filler, claim: int, name: str) -> None:
    given = filler.add(
        Assessment,
        claim_id=claim,
        round=1,
        user_id=filler.id_of(name),
        digit=2,
        verdict=Verdict.SUPPORTED,
        recommendation=Recommendation.STANDS,
        reason="The list says so.",
        level=filler.dice.choice([0, 0, 1, 3]),
        submitted_at=filler.ago(2),
    )
    filler.add(
        Grade,
        assessment_id=given,
        evidence_id=filler.dice.randrange(1, 1 + len(filler.rows[Evidence])),
        letter=SourceLetter.B,
        digit=2,
        stance=Stance.SUPPORTS,
        reason="Seen on paper.",
    )


def _signatures(session: Session, filler: Filler) -> None:
    """A signature on every claim that is signed off.

    On the first articles it covers what the claim holds; further on it repeats the last of them,
    for to read every claim once more would take minutes.
    """
    signed = session.scalars(
        sa.select(Claim).filter_by(state=ClaimState.SIGNED_OFF).order_by(Claim.id)
    ).all()
    rows: list[dict[str, Any]] = []
    content: dict[str, Any] = {}
    for claim in signed:
        if claim.article_id <= REPORTED:
            content = signed_content(load(session, claim))
        rows.append(
            {
                "claim_id": claim.id,
                "round": 1,
                "user_id": filler.id_of("Ana Belcourt"),
                "content": content,
                "content_hash": digest(content),
                "signed_at": filler.ago(2),
            }
        )
    session.execute(sa.insert(SignOff), rows)


def _ledger(session: Session, filler: Filler, acts: int) -> None:
    session.flush()
    head = session.get_one(LedgerHead, filler.desk.id)
    rows = list(_chain(filler, acts, head))
    session.execute(sa.insert(LedgerEntry), rows)
    head.number, head.hash = rows[-1]["number"], rows[-1]["hash"]


def _chain(filler: Filler, acts: int, head: LedgerHead) -> Iterator[dict[str, Any]]:
    number, previous = head.number, head.hash
    begin = filler.moment - timedelta(days=30)
    names = list(filler.people)
    claims = filler.rows[Claim]
    for step in range(acts):
        name, claim = filler.dice.choice(names), filler.dice.choice(claims)
        at = begin + timedelta(seconds=step * 30 * 24 * 3600 / acts)
        action = filler.dice.choice(["take", "submit", "attach", "release", "comment"])
        payload = {"round": 1, "digest": "0" * 64}
        entry = Entry(filler.desk.slug, number + 1, previous, iso(at), filler.id_of(name), name,
                      action, f"claim {claim['id']}", payload)  # fmt: skip
        previous, number = digest(entry.content()), number + 1
        yield {
            "desk_id": filler.desk.id,
            "number": number,
            "previous": entry.previous,
            "hash": previous,
            "at": at,
            "actor_id": entry.actor_id,
            "actor": name,
            "action": action,
            "subject": entry.subject,
            "payload": payload,
            "claim_id": claim["id"],
            "article_id": claim["article_id"],
        }
