"""A desk with an article of three claims behind the whole application, and its people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from flask import Flask

from review.db import Sessions
from review.domain.policy import Actor
from review.models import Article, Claim, LedgerEntry
from review.stores.store import Store
from tests.desk import Desk, furnish
from tests.web_client import Visitor, visit

WORDS = "A seen register."


@dataclass
class Room:
    """`accusation` needs two blind assessments, `plain` needs one; both stand in the queue."""

    app: Flask
    sessions: Sessions
    people: dict[str, Actor]
    accusation: int
    plain: int
    desk: Desk

    @property
    def store(self) -> Store:
        found: Store = self.app.extensions["store"]
        return found

    @contextmanager
    def at_work(self) -> Iterator[Desk]:
        """The desk's verbs in one committed unit of work."""
        with self.sessions.write.begin() as session:
            yield replace(
                self.desk,
                session=session,
                article=session.get_one(Article, self.desk.article.id),
                accusation=session.get_one(Claim, self.accusation),
                plain=session.get_one(Claim, self.plain),
                third=session.get_one(Claim, self.desk.third.id),
            )

    def as_(self, who: str) -> Visitor:
        return visit(self.app, self.sessions, self.people[who])

    def stranger(self) -> Visitor:
        """An editor who is a reviewer and a lawyer too, on another desk."""
        with self.sessions.write.begin() as session:
            other = furnish(session, slug="quay").editor
        return visit(self.app, self.sessions, other)

    def claim(self, claim_id: int) -> Claim:
        with self.sessions.read() as session:
            return session.get_one(Claim, claim_id)

    def acts(self) -> list[str]:
        """What the ledger holds, in order."""
        with self.sessions.read() as session:
            return list(session.scalars(sa.select(LedgerEntry.action).order_by(LedgerEntry.number)))


@pytest.fixture
def room(app: Flask, sessions: Sessions) -> Room:
    with sessions.write.begin() as session:
        desk = furnish(session)
    # The bytes of the note that the desk's verbs attach.
    app.extensions["store"].put(WORDS.encode())
    people = {
        name: getattr(desk, name)
        for name in ("editor", "deputy", "ana", "jon", "zoe", "legal", "reader", "admin", "author")
    }
    return Room(app, sessions, people, desk.accusation.id, desk.plain.id, desk)
