"""Suggestions of a language model read the same on both databases, whatever their number."""

from __future__ import annotations

import pytest

from review.db import Sessions
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.queries.askings import suggested_claims, suggested_wordings
from review.services import askings, evidence, sources
from review.services.desks import create_desk
from review.suggest.endpoint import endpoint_of
from tests.desk import SENTENCES, Desk, furnish
from tests.queries.counted import counted

MODEL = endpoint_of("https://llm.harrow.example/v1", "harrow-small")
SPRING = SENTENCES[2][0]


def answered(either: Sessions, monkeypatch: pytest.MonkeyPatch, claims: str, wordings: str) -> Desk:
    """A committed desk on which a model was asked for both."""
    assert MODEL is not None
    with either.write.begin() as session:
        desk = furnish(session)
        both = (
            askings.ask_claims(session, article_id=desk.article.id, actor=desk.editor,
                               endpoint=MODEL).id,
            askings.ask_wordings(session, claim_id=desk.plain.id, actor=desk.editor,
                                 endpoint=MODEL).id,
        )  # fmt: skip
    for asking_id, answer in zip(both, (claims, wordings), strict=True):
        monkeypatch.setattr(askings, "ask", lambda _model, _body, said=answer: said)
        askings.run(either, MODEL, asking_id=asking_id)
    return desk


def test_what_was_suggested_is_read_the_same_on_both(
    either: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = "In Vantoria fares doubled."
    desk = answered(
        either, monkeypatch, f'{{"claims": ["{SPRING}"]}}', f'{{"wordings": ["{plain}"]}}'
    )
    with either.read() as session:
        copy = suggested_claims(session, article_id=desk.article.id, actor=desk.editor)
        claim = suggested_wordings(session, claim_id=desk.plain.id, actor=desk.editor)
    assert [one.text for one in copy.claims] == [SPRING]
    assert claim.wordings == (plain,)
    assert copy.asked is not None
    assert (copy.asked.by, copy.asked.host) == (desk.editor.name, "llm.harrow.example")
    assert (copy.asked.is_answered, copy.may_ask, copy.held_back) == (True, True, "")


def test_many_suggestions_cost_no_more_queries_than_one(
    either: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = set()
    pieces = [SPRING, SPRING.rstrip("!")]
    for size in (1, 2):
        listed = ", ".join(f'"{words}"' for words in pieces[:size])
        with either.write.begin() as session:
            desk = furnish(session, slug=f"harrow-{size}")
            assert MODEL is not None
            made = askings.ask_claims(
                session, article_id=desk.article.id, actor=desk.editor, endpoint=MODEL
            )
        monkeypatch.setattr(askings, "ask", lambda *_, said=listed: f'{{"claims": [{said}]}}')
        askings.run(either, MODEL, asking_id=made.id)
        with either.read() as session:
            found, cost = counted(
                session,
                lambda session=session, desk=desk: suggested_claims(
                    session, article_id=desk.article.id, actor=desk.editor
                ),
            )
        assert len(found.claims) == size
        costs.add(cost)
    assert len(costs) == 1


def test_a_piece_that_was_taken_off_still_keeps_the_text_in_the_house(desk: Desk) -> None:
    row = desk.attached(desk.plain, source="The Quiet Clerk")
    made = desk.session.query(sources.Source).one()
    made.disclosure = made.disclosure.SEALED
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=row.evidence_id, actor=desk.editor,
        reason="Not needed.",
    )  # fmt: skip
    found = suggested_claims(desk.session, article_id=desk.article.id, actor=desk.editor)
    assert "rests on a source" in found.held_back
    assert not found.may_ask


def test_another_desk_reads_nothing(desk: Desk) -> None:
    quay = create_desk(desk.session, slug="quay", name="The Quay")
    stranger = Actor(desk.editor.user_id, quay.id, "Una Sorrel", desk.editor.roles)
    for look in (
        lambda: suggested_claims(desk.session, article_id=desk.article.id, actor=stranger),
        lambda: suggested_wordings(desk.session, claim_id=desk.plain.id, actor=stranger),
        lambda: suggested_wordings(desk.session, claim_id=999, actor=desk.editor),
    ):
        with pytest.raises(NotFound):
            look()
