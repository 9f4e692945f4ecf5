"""The API: the shapes that its page promises, and nothing of a judgement before it is signed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from review.domain.vocabulary import Answer, DisclosureLevel, Verdict
from review.models import Source
from review.queries import plain
from review.services import accusations, assessments
from tests.desk import Desk, answers
from tests.queries.counted import counted
from tests.web.claim_room import Room

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
PATHS = ("/api/v1/articles", "/api/v1/claims", "/api/v1/claims/1", "/api/v1/ledger/head")
SECRETS = ("A secret reason.", "contradicted", "A secret note.", "Seen in the file.", "It fits.")
CLAIM = {
    "id", "article", "number", "text", "start", "end", "kind", "score", "why", "attributed_to",
    "source_chain", "state", "round", "required", "version", "due_at", "signed",
}  # fmt: skip
ARTICLE = {
    "id", "title", "byline", "publisher", "published_on", "language", "url", "press_at",
    "created_at", "text_version",
}  # fmt: skip


def got(room: Room, who: str, path: str) -> Any:
    answer = room.as_(who).get(path)
    assert answer.status_code == 200, (path, answer.text)
    assert answer.content_type == "application/json"
    return answer.json


def test_answers_have_the_shapes_that_are_documented(room: Room) -> None:
    documented = set(re.findall(r"GET (/api/v1/[a-z/]+?)(?:/?ID)?[?`]", DOCS.read_text("utf-8")))
    served = {
        re.sub(r"/<.*", "", rule.rule)
        for rule in room.app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert {path.rstrip("/") for path in documented} == served
    articles = got(room, "reader", "/api/v1/articles")
    assert articles.keys() == {"articles", "next_after"}
    assert articles["articles"][0].keys() == ARTICLE
    claims = got(room, "reader", "/api/v1/claims")
    assert (len(claims["claims"]), claims["next_after"]) == (3, None)
    assert all(claim.keys() == CLAIM for claim in claims["claims"])
    assert got(room, "reader", "/api/v1/claims/1") == claims["claims"][0]
    head = got(room, "ana", "/api/v1/ledger/head")
    assert head["number"] == len(room.acts())
    assert re.fullmatch("[0-9a-f]{64}", head["hash"])


def test_a_long_list_comes_in_pages(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "PAGE", 2)
    first = got(room, "ana", "/api/v1/claims?article=1")
    second = got(room, "ana", f"/api/v1/claims?article=1&after={first['next_after']}")
    assert [row["number"] for row in (*first["claims"], *second["claims"])] == [1, 2, 3]
    assert second["next_after"] is None


def test_who_may_not_read_hears_it_in_json(room: Room) -> None:
    with room.at_work() as desk:
        article = desk.article.id
    stranger, admin, nobody = room.stranger(), room.as_("admin"), room.app.test_client()
    for path in PATHS:
        refused = nobody.get(path)
        assert refused.status_code == 401
        assert refused.json["error"] == "Nobody is signed in, or the session has ended."
        assert admin.get(path).status_code == 403
        assert set(admin.get(path).json) == {"error", "remedy"}
    for path in (f"/api/v1/claims/{room.plain}", f"/api/v1/claims?article={article}"):
        answer = stranger.get(path)
        assert answer.status_code == 404
        assert answer.json["error"]
    assert "Bureau 9" not in json.dumps(
        [row for row in stranger.get("/api/v1/claims").json["claims"] if row["article"] == article]
    )
    assert room.as_("reader").get("/api/v1/ledger/head").status_code == 403
    assert room.as_("ana").post("/api/v1/claims").status_code == 405


@pytest.mark.parametrize("number", ["x", "-1", "0", "2147483648", "9" * 30, "²"])
def test_an_article_that_cannot_be_is_not_found_and_never_the_whole_desk(
    room: Room, number: str
) -> None:
    reader = room.as_("reader")
    assert reader.get(f"/api/v1/claims?article={number}").status_code == 404
    assert reader.get(f"/api/v1/claims/{number}").status_code == 404
    assert reader.get(f"/api/v1/articles?after={number}").status_code == 200


def test_nothing_of_a_judgement_that_is_not_signed_is_in_any_answer(room: Room) -> None:
    judged: dict[str, Any] = {
        "verdict": Verdict.CONTRADICTED, "reason": SECRETS[0], "indicators": answers(E1=Answer.YES),
    }  # fmt: skip
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.taken(desk.accusation)
        accusations.note_exculpatory(
            desk.session, accusation_id=desk.sheet.id, actor=desk.ana, text=SECRETS[2]
        )
    for who in ("ana", "jon"):
        with room.at_work() as desk:
            if who == "jon":
                desk.taken(desk.accusation, desk.jon)
            given = desk.judgement(desk.accusation, **judged)
            assessments.submit(
                desk.session, claim_id=room.accusation, actor=getattr(desk, who),
                revision=desk.accusation.revision, given=given,
            )  # fmt: skip
        for reader in ("ana", "jon", "zoe", "editor", "legal"):
            for path in PATHS:
                text = room.as_(reader).get(path).text
                assert not [secret for secret in SECRETS if secret in text], (path, reader)
    claim = got(room, "reader", "/api/v1/claims/1")
    assert claim["state"] == "awaiting_sign_off"
    assert claim["signed"] is None
    assert claim.keys() == CLAIM


def test_what_is_signed_is_handed_out_and_withheld_evidence_is_counted(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain, source="Karst Register")
        desk.attached(desk.plain, words="Hidden words.", source="Quill, a clerk")
        quill = desk.session.scalars(sa.select(Source).filter_by(name="Quill, a clerk")).one()
        quill.disclosure = DisclosureLevel.SEALED
        desk.session.flush()
        desk.signed(desk.plain)
    answer = room.as_("editor").get(f"/api/v1/claims/{room.plain}")
    signed = answer.json["signed"]
    assert signed.keys() == {
        "signed_at", "content_hash", "decision", "origins", "evidence", "evidence_withheld",
    }  # fmt: skip
    assert signed["decision"]["verdict"] == "supported"
    assert signed["signed_at"].endswith("Z")
    assert [piece["number"] for piece in signed["evidence"]] == [1]
    assert signed["evidence_withheld"] == 1
    assert "Quill" not in answer.text
    assert "Hidden words." not in answer.text


def _signed(desk: Desk, rows: int) -> None:
    for claim in (desk.plain, desk.third, desk.accusation)[:rows]:
        desk.attached(claim, words=f"For {claim.number}.")
        desk.signed(claim)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_as_many_queries_for_one_row_as_for_three(desk: Desk, rows: int) -> None:
    _signed(desk, rows)
    claims, queries = counted(
        desk.session, lambda: plain.claims(desk.session, desk_id=desk.id, article_id=None)
    )
    assert sum(claim["signed"] is not None for claim in claims) == rows
    assert queries == 2
    _, queries = counted(desk.session, lambda: plain.articles(desk.session, desk_id=desk.id))
    assert queries == 1
