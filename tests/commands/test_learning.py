"""Learning from the command line: figures first, and in use only when somebody says so."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import Claim
from review.services import sign_offs
from review.services.accounts import add_user
from review.services.articles import About, import_article, prepare
from review.services.desks import create_desk
from tests.commands.shell import Shell

FARES = "Fares in Vantoria rose by 12 percent in 2025."
QUARRY = "Ostrane lies on the river Sill, not far from the quarry."


def bring_in(session: Session, editor: Actor, number: int) -> list[Claim]:
    """An article with a figure and a remark about a place, both of them claims."""
    text = f"{FARES}\n\n{QUARRY}\n\nThat was day {number}."
    made = import_article(session, prepared=prepare(text, About(language="en")), actor=editor)
    claims = session.scalars(sa.select(Claim).filter_by(article_id=made.id).order_by(Claim.number))
    return [claim for claim in claims if claim.text in {FARES, QUARRY}]


@pytest.fixture
def decided(shell: Shell) -> Shell:
    """A desk that added the figures of 26 articles by hand and withdrew the remarks."""
    with shell.database() as session:
        desk = create_desk(session, slug="harrow", name="Harrow")
        user = add_user(
            session, email="m@harrow.example", name="Mirela Dorn", role=Role.EDITOR, desk=desk
        )
        editor = Actor(user.id, desk.id, "Mirela Dorn", frozenset({Role.EDITOR}))
        for number in range(26):
            fares, quarry = bring_in(session, editor, number)
            fares.found_by_machine = False
            sign_offs.withdraw(
                session, claim_id=quarry.id, actor=editor, version=quarry.version, reason="a remark"
            )
    return shell


def score(shell: Shell, words: str) -> float:
    """The score of the newest claim of these words."""
    with shell.database() as session:
        newest = sa.select(Claim.score).filter_by(text=words).order_by(Claim.id.desc()).limit(1)
        return session.scalars(newest).one()


def bring_in_by_command(shell: Shell, more: str) -> None:
    shell("article", "import", "-", "--language", "en", given=f"{FARES}\n\n{QUARRY}\n\n{more}")


def test_a_desk_without_decisions_is_told_what_is_missing(shell: Shell) -> None:
    shell("desk", "add", "harrow", "--name", "Harrow")
    said = shell.fails("claims", "learn")
    assert "too little to learn from: 0 decided sentences" in said
    assert "Nothing was changed." in said
    assert shell.number("SELECT count(*) FROM ledger_entry") == 1


def test_learning_reports_before_and_after_and_changes_no_score(decided: Shell) -> None:
    before = score(decided, FARES)
    said = decided("claims", "learn", "--desk", "harrow")
    assert "52 decided sentences in 26 articles, 26 of them worth checking" in said
    assert "average precision" in said
    assert "log loss" in said
    assert "does not use them until you say" in said
    bring_in_by_command(decided, "It was cold.")
    assert score(decided, FARES) == before


def test_learned_weights_score_new_articles_until_they_are_given_up(decided: Shell) -> None:
    before = score(decided, QUARRY)
    decided("claims", "learn")
    assert "from now on" in decided("claims", "learn", "--use")
    assert score(decided, QUARRY) == before
    bring_in_by_command(decided, "It was cold.")
    assert score(decided, QUARRY) < before
    assert "shipped weights" in decided("claims", "learn", "--back")
    bring_in_by_command(decided, "It was warm.")
    assert score(decided, QUARRY) == before


def test_the_json_has_the_figures_and_the_weights(decided: Shell) -> None:
    found = json.loads(decided("claims", "learn", "--json"))
    assert set(found) == {
        "learned", "at", "weights", "before", "after", "decisions", "worth_checking", "articles",
    }  # fmt: skip
    assert found["after"]["log_loss"] < found["before"]["log_loss"]
    assert set(found["before"]) == {"average_precision", "log_loss"}
    assert found["weights"]
    assert json.loads(decided("claims", "learn", "--use", "--json")) == {"in_use": found["learned"]}
    assert json.loads(decided("claims", "learn", "--back", "--json")) == {"in_use": None}
    again = json.loads(decided("claims", "learn", "--json"))
    assert again["learned"] > found["learned"]
    assert again["weights"] == found["weights"]


def test_what_did_not_help_is_said_to_have_not(
    decided: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from review.services import learning
    from review.text.fitting import Figures
    from review.text.learning import Learned

    worse = Learned({}, Figures(0.9, 0.3), Figures(0.8, 0.2), 52, 26, 26)
    monkeypatch.setattr(learning, "learn_from", lambda texts: worse)
    assert "did not help in everything" in decided("claims", "learn")


def test_there_is_nothing_to_use_before_learning_and_nothing_to_go_back_from(shell: Shell) -> None:
    shell("desk", "add", "harrow", "--name", "Harrow")
    assert "Run `proofdesk claims learn` first" in shell.fails("claims", "learn", "--use")
    assert "shipped weights already" in shell.fails("claims", "learn", "--back")
    assert "not both" in shell.fails("claims", "learn", "--use", "--back", code=2)
