"""Every route, for everybody: nothing open that was not meant to be, and nothing new unseen."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from review.db import Sessions
from review.domain.policy import PERMISSIONS, Permission
from review.domain.vocabulary import CommentKind, DerivationKind, EvidenceKind, Role
from review.models import (
    Accusation,
    ClaimEvidence,
    Comment,
    Membership,
    ReplyRequest,
    Report,
    Sentence,
    Source,
)
from review.services import comments, derivations, evidence, replies
from review.services.reports import make_report
from review.web.access import rule_of
from tests.web.claim_room import Room
from tests.web_client import CAST, DeskCast, make_cast, visit

ROUTES = Path(__file__).with_name("routes.txt")
_PART = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


def rules(app: Flask) -> Iterator[Rule]:
    return iter(sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)))


def line(app: Flask, rule: Rule) -> str:
    methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    return f"{methods:<9} {rule.rule:<52} {rule.endpoint:<32} {rule_of(app, rule.endpoint)}"


def test_the_routes_and_their_rules_are_those_that_were_read(app):
    """A new route is a decision: write its line into routes.txt after reading its rule."""
    now = [line(app, rule) for rule in rules(app)]
    assert now == ROUTES.read_text(encoding="utf-8").splitlines()


def address(rule: Rule, ids: dict[str, object]) -> str:
    return _PART.sub(lambda part: str(ids.get(part.group(1), 1)), rule.rule)


@pytest.fixture
def ids(room: Room) -> dict[str, object]:
    """One of each thing that an address can name, all of them on the room's desk."""
    with room.at_work() as desk:
        session, editor = desk.session, desk.editor
        comments.comment(
            session, claim_id=room.plain, actor=editor, text="Where?", kind=CommentKind.QUERY
        )
        replies.ask(
            session, claim_id=room.plain, actor=editor, asked_of="Bureau 9", channel="letter",
            question="Is it so?",
        )  # fmt: skip
        bearing = evidence.Bearing(source="Bureau 9")
        for words in ("Seen.", "Heard."):
            kept = room.store.put(words.encode()).sha256
            piece = evidence.Piece(EvidenceKind.NOTE, note=words, sha256=kept, size=5)
            evidence.attach(
                session, claim_id=room.plain, actor=editor, piece=piece, bearing=bearing
            )
        first, second = session.scalars(sa.select(ClaimEvidence.evidence_id)).all()[:2]
        derivations.derive(
            session,
            evidence_id=first,
            parent=derivations.Parent(second),
            kind=DerivationKind.QUOTES,
            actor=editor,
        )
        report = make_report(session, article_id=desk.article.id, actor=editor)
        return {
            "claim_id": room.plain,
            "article_id": desk.article.id,
            "evidence_id": first,
            "accusation_id": session.scalars(sa.select(Accusation.id)).first(),
            "comment_id": session.scalars(sa.select(Comment.id)).first(),
            "reply_id": session.scalars(sa.select(ReplyRequest.id)).first(),
            "sentence_id": session.scalars(sa.select(Sentence.id)).first(),
            "source_id": session.scalars(sa.select(Source.id)).first(),
            "report_id": session.scalars(sa.select(Report.id)).first() or report.id,
            "user_id": desk.editor.user_id,
            "token": "nobody-was-invited",
            "filename": "icon.svg",
            "format": "json",
            "extension": "json",
            "ending": "tsr",
            "part": "record",
        }


def test_an_act_without_its_token_is_refused(room, ids):
    editor = room.as_("editor")
    for rule in rules(room.app):
        if "POST" in (rule.methods or ()):
            answer = editor.client.post(address(rule, ids), data={"reason": "x"})
            assert answer.status_code == 400, rule


@pytest.mark.parametrize("role", list(Role))
def test_each_role_gets_the_pages_that_the_policy_gives_it(room, ids, sessions: Sessions, role):
    who = next(key for key, _, held in CAST if held is role)
    cast = _cast_on(room, sessions)
    person = visit(room.app, sessions, cast.people[who])
    for rule in rules(room.app):
        declared = rule_of(room.app, rule.endpoint)
        if not isinstance(declared, Permission) or "GET" not in (rule.methods or ()):
            continue
        answer = person.get(address(rule, ids))
        allowed = role in PERMISSIONS[declared]
        assert (answer.status_code != 403) is allowed, (rule, answer.status_code)
        assert answer.status_code < 500, (rule, answer.status)
        answer.close()


def _cast_on(room: Room, sessions: Sessions) -> DeskCast:
    """Seven more people, one of each role, on the room's own desk."""
    cast = make_cast(sessions, slug="annex", suffix=" of the Annex")
    home = room.people["editor"].desk_id
    with sessions.write.begin() as session:
        for row in session.scalars(sa.select(Membership).filter_by(desk_id=cast.desk_id)):
            row.desk_id = home
    people = {key: replace(person, desk_id=home) for key, person in cast.people.items()}
    return replace(cast, desk_id=home, people=people)


@pytest.mark.parametrize("who", ["editor", "reviewer", "legal", "admin"])
def test_another_desks_people_find_nothing(room, ids, sessions: Sessions, who):
    strangers = make_cast(sessions, slug="quay", suffix=" of the Quay")
    person = visit(room.app, sessions, strangers.people[who])
    own = {"auth", "static", "account"}
    for rule in rules(room.app):
        named = [name for name in rule.arguments if name not in {"filename", "token"}]
        if not named or rule.endpoint.split(".")[0] in own:
            continue
        before = room.acts()
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            place = address(rule, ids)
            answer = person.get(place) if method == "GET" else person.post(place, _filled(ids))
            assert answer.status_code in {403, 404, 422}, (method, rule, answer.status_code)
            assert "Maresk" not in answer.text, rule
        assert room.acts() == before, rule


def _filled(ids: dict[str, object]) -> dict[str, object]:
    """Enough for every form to get past its own checks."""
    return {
        "reason": "Because.", "text": "Words.", "answer": "Words.", "kind": "fact", "start": 0,
        "end": 5, "note": "Seen.", "verdict": "supported", "recommendation": "stands",
        "letter": "B", "name": "A name", "parent": ids["evidence_id"], "read": "y", "claim": 1,
        "asked_of": "x", "channel": "x", "question": "x", "disposition": "waived",
        "variant": "public", "gate": "reply", "role": "editor", "said": "confirmed",
    }  # fmt: skip
