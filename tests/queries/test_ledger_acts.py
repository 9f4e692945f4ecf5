"""The ledger as a list: who did what when, and no word of a colleague while a round runs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from review.db import Sessions, now
from review.domain.accounts import AccountAct
from review.domain.workflow import RULES, Action
from review.models import LedgerEntry
from review.queries.act_words import act_words
from review.queries.ledger import head
from review.queries.ledger_acts import Sought, acts, kinds_of_act
from review.queries.weights import LearningAct
from review.services import accusations, assessments, sign_offs, sources
from tests.desk import Desk, furnish
from tests.queries.counted import counted

ROOT = Path(__file__).parents[2]
EVERYTHING = Sought()


def listed(desk: Desk, sought: Sought = EVERYTHING, *, who=None, size: int = 50):
    desk.session.flush()
    return acts(desk.session, sought, actor=who or desk.editor, size=size)


def numbers(desk: Desk, sought: Sought) -> list[int]:
    return [line.number for line in listed(desk, sought).lines]


def test_the_newest_act_stands_first_and_is_the_head(desk: Desk):
    desk.taken(desk.plain)
    newest = listed(desk).lines[0]
    assert (newest.actor, newest.words) == ("Ana Belcourt", "took the claim")
    assert newest.claim_id == desk.plain.id
    assert head(desk.session, desk_id=desk.id) == (newest.number, newest.hash)


def test_acts_are_found_by_person_act_claim_article_and_day(desk: Desk):
    desk.taken(desk.plain, desk.ana)
    desk.taken(desk.accusation, desk.jon)
    first, second = desk.acts("take")
    assert numbers(desk, Sought(actor_id=desk.jon.user_id)) == [second.number]
    assert numbers(desk, Sought(action="take")) == [second.number, first.number]
    assert numbers(desk, Sought(claim_id=desk.plain.id)) == [first.number]
    assert second.number in numbers(desk, Sought(article_id=desk.article.id))
    assert numbers(desk, Sought(action="take", claim_id=desk.third.id)) == []


def written(desk: Desk, **columns) -> None:
    """An entry past the desk's own verbs."""
    desk.session.add(
        LedgerEntry(
            **{
                "desk_id": desk.id, "previous": "0" * 64, "hash": "1" * 64, "at": now(),
                "actor": "Ana", "action": "attach", "subject": "claim 1", "payload": {}, **columns,
            }
        )
    )  # fmt: skip


def test_a_day_is_found_from_its_midnight_to_the_next(desk: Desk):
    today = datetime.combine(now().date(), time(), UTC)
    written(desk, number=-2, at=today - timedelta(days=1))
    written(desk, number=-1, at=today - timedelta(seconds=1))
    written(desk, number=0, at=today)
    assert numbers(desk, Sought(day=today.date() - timedelta(days=1))) == [-1, -2]
    assert numbers(desk, Sought(day=today.date()))[-1] == 0
    assert numbers(desk, Sought(day=date(1999, 1, 1))) == []


def test_pages_hold_every_act_once(desk: Desk):
    desk.taken(desk.plain)
    whole, before, seen = numbers(desk, EVERYTHING), None, []
    while True:
        found = listed(desk, Sought(before=before), size=4)
        seen += [line.number for line in found.lines]
        before = found.on
        if before is None:
            break
    assert seen == whole == sorted(whole, reverse=True)


def test_a_page_stays_put_while_acts_are_added(desk: Desk):
    first = listed(desk, size=3)
    following = numbers(desk, Sought(before=first.on))
    desk.taken(desk.plain)
    assert numbers(desk, Sought(before=first.on)) == following


def test_what_was_kept_is_shown_as_words_or_json(desk: Desk):
    kept = {"reason": "из реестра", "round": 2, "pair": ["а", None]}
    written(desk, number=999, payload=kept)
    assert dict(listed(desk).lines[0].kept) == {
        "reason": "из реестра", "round": "2", "pair": '["а", null]',
    }  # fmt: skip


def flagged(desk: Desk) -> None:
    for who in (desk.ana, desk.jon):
        desk.taken(desk.accusation, who)
    accusations.flag(
        desk.session, claim_id=desk.accusation.id, actor=desk.jon, reason="All of it is Bureau 9's."
    )


@pytest.mark.parametrize(("who", "reads"), [("ana", False), ("jon", True), ("zoe", False),
                                            ("editor", True), ("legal", True)])  # fmt: skip
def test_a_fellow_assessor_is_not_read_by_reviewers_while_the_round_runs(
    desk: Desk, who: str, reads: bool
):
    flagged(desk)
    person = getattr(desk, who)
    line = listed(desk, Sought(), who=person).lines[0]
    assert line.kept_back is not reads
    assert ("Bureau 9" in repr(line)) is reads
    assert ("flagged" in line.words) is reads
    assert bool(listed(desk, Sought(action="flag"), who=person).lines) is reads


def test_when_the_round_is_over_everybody_reads_what_was_kept(desk: Desk):
    flagged(desk)
    desk.attached(desk.accusation)
    for who in (desk.ana, desk.jon):
        assessments.submit(
            desk.session, claim_id=desk.accusation.id, actor=who,
            revision=desk.accusation.revision, given=desk.judgement(desk.accusation),
        )  # fmt: skip
    line = listed(desk, Sought(action="flag"), who=desk.ana).lines[0]
    assert dict(line.kept)["reason"] == "All of it is Bureau 9's."


def test_every_kind_of_act_that_was_done_is_named_once(desk: Desk):
    for claim in (desk.plain, desk.third):
        desk.taken(claim)
    kinds = kinds_of_act(desk.session, desk_id=desk.id)
    assert kinds == tuple(sorted({row.action for row in desk.acts()}))
    assert "take" in kinds


def test_a_desk_without_acts_names_none(desk: Desk):
    assert kinds_of_act(desk.session, desk_id=desk.id + 99) == ()


@pytest.mark.parametrize("act", [*AccountAct, *LearningAct, *RULES])
def test_every_act_of_the_desk_has_words(act: str):
    assert act_words(act) != act.replace("_", " ") or act is Action.SAVE_DRAFT


def test_every_act_that_a_service_names_by_itself_has_words():
    code = " ".join(path.read_text() for path in (ROOT / "review/services").glob("*.py"))
    named = set(re.findall(r'action="(\w+)"', code))
    assert "add_version" in named
    assert {act for act in named if act_words(act) == act.replace("_", " ")} == set()


def test_whom_an_act_was_about_reads_as_words(desk: Desk):
    person = listed(desk, Sought(action=AccountAct.ADD_PERSON), size=1).lines[0]
    assert re.fullmatch(r"person \d+", person.subject)


def test_an_act_without_words_is_named_by_its_code():
    assert act_words("fold_paper") == "fold paper"


def test_another_desks_acts_are_not_there(desk: Desk):
    other = furnish(desk.session, slug="quay")
    sources.named_source(desk.session, actor=other.ana, name="x")
    other.taken(other.plain)
    assert listed(desk, Sought(claim_id=other.plain.id)).lines == ()


def test_one_act_and_three_take_as_many_queries(desk: Desk):
    def page(size: int):
        return lambda: acts(desk.session, EVERYTHING, actor=desk.ana, size=size)

    one, took_one = counted(desk.session, page(1))
    three, took_three = counted(desk.session, page(3))
    assert (len(one.lines), len(three.lines)) == (1, 3)
    assert took_one == took_three == 2


def test_both_databases_answer_alike(either: Sessions):
    with either.write() as session:
        desk = furnish(session)
        desk.taken(desk.plain)
        assert len(numbers(desk, Sought(day=now().date(), action="take"))) == 1
        assert kinds_of_act(session, desk_id=desk.id)[-1] == "take"
        assert listed(desk, who=desk.ana, size=2).on is not None


def test_that_a_fellow_assessor_is_done_or_made_a_note_goes_by_a_neutral_name(desk: Desk):
    desk.attached(desk.accusation)
    desk.taken(desk.accusation, desk.jon)
    accusations.note_exculpatory(
        desk.session, accusation_id=desk.sheet.id, actor=desk.jon, text="Seen in open court."
    )
    given = desk.judgement(desk.accusation)
    assessments.submit(desk.session, claim_id=desk.accusation.id, actor=desk.jon,
                       revision=desk.accusation.revision, given=given)  # fmt: skip
    told = [line.words for line in listed(desk, who=desk.ana).lines]
    assert told.count("was at work on the claim") == 2
    assert not {act_words(Action.SUBMIT), act_words(Action.NOTE_EXCULPATORY)} & set(told)
    for action in (Action.SUBMIT, Action.NOTE_EXCULPATORY):
        assert listed(desk, Sought(action=action), who=desk.ana).lines == ()
        assert len(listed(desk, Sought(action=action), who=desk.jon).lines) == 1


def test_what_a_third_person_decided_does_not_lead_the_next_round(desk: Desk):
    desk.to_adjudication(desk.accusation)
    desk.adjudicated(desk.accusation)
    asked = Sought(action=Action.ADJUDICATE)
    assert "Both registers are sound." in repr(listed(desk, asked, who=desk.ana).lines)
    sign_offs.send_back(desk.session, claim_id=desk.accusation.id, actor=desk.editor,
                        version=desk.accusation.version, reason="Ask the court.")  # fmt: skip
    assert "Both registers are sound." not in repr(listed(desk, asked, who=desk.ana).lines)
    assert "Both registers are sound." in repr(listed(desk, asked, who=desk.editor).lines)
