"""A claim in a list: its words with what catches the eye, who holds it, and nothing judged."""

from dataclasses import fields

from review.db import now
from review.domain.vocabulary import CheckpointKind
from review.models import Checkpoint
from review.queries.claim_lines import ClaimLine, claim_lines, set_off
from tests.desk import Desk
from tests.queries.counted import counted

TEXT = "Maresk sent forty pages abroad in 2021"


def cut(*points):
    return [(piece.text, piece.set_off) for piece in set_off(TEXT, 100, points)]


def test_words_are_cut_at_their_checkpoints():
    assert cut((100, 106), (112, 117), (134, 138)) == [
        ("Maresk", True), (" sent ", False), ("forty", True), (" pages abroad in ", False),
        ("2021", True),
    ]  # fmt: skip


def test_without_a_checkpoint_the_words_stay_whole():
    assert cut() == [(TEXT, False)]


def test_of_two_that_overlap_the_first_stands_and_no_word_is_said_twice():
    assert "".join(text for text, _ in cut((100, 111), (107, 117))) == TEXT
    assert cut((100, 111), (107, 117))[0] == ("Maresk sent", True)


def test_a_checkpoint_outside_the_words_is_passed_over():
    assert cut((90, 106), (134, 139)) == [(TEXT, False)]


def test_a_quotation_is_not_set_off_but_a_figure_is(desk: Desk):
    start = desk.plain.start
    desk.session.add_all(
        Checkpoint(claim_id=desk.plain.id, kind=kind, start=start + a, end=start + b, text="x")
        for kind, a, b in ((CheckpointKind.QUOTE, 0, 5), (CheckpointKind.FIGURE, 29, 33))
    )
    desk.session.flush()
    line = claim_lines(desk.session, [desk.plain.id], actor=desk.ana, at=now())[desk.plain.id]
    assert [piece.text for piece in line.pieces if piece.set_off] == ["2025"]


def test_a_line_says_who_holds_the_claim_and_which_of_them_is_the_reader(desk: Desk):
    for actor in (desk.ana, desk.jon):
        desk.taken(desk.accusation, actor)
    seen = claim_lines(desk.session, [desk.accusation.id], actor=desk.jon, at=now())
    holders = seen[desk.accusation.id].holders
    assert [(h.name, h.is_me) for h in holders] == [("Ana Belcourt", False), ("Jonas Wray", True)]


def test_a_lease_that_ran_out_holds_nothing(desk: Desk):
    desk.taken(desk.plain).expires_at = now()
    line = claim_lines(desk.session, [desk.plain.id], actor=desk.ana, at=now())[desk.plain.id]
    assert line.holders == ()


def test_a_line_says_the_three_weightiest_reasons(desk: Desk):
    desk.plain.why = ["a death", "a figure", "names", "a date", "less: a hedge"]
    desk.session.flush()
    line = claim_lines(desk.session, [desk.plain.id], actor=desk.ana, at=now())[desk.plain.id]
    assert line.why == ("a death", "a figure", "names")


def test_a_line_has_no_place_for_a_judgement():
    judged = {"verdict", "grade", "grades", "digit", "level", "assessed", "given", "answers"}
    assert judged.isdisjoint(field.name for field in fields(ClaimLine))


def test_one_line_and_three_take_as_many_queries(desk: Desk):
    def lines(*claims):
        ids = [claim.id for claim in claims]
        return lambda: claim_lines(desk.session, ids, actor=desk.ana, at=now())

    one, took_one = counted(desk.session, lines(desk.plain))
    three, took_three = counted(desk.session, lines(desk.plain, desk.third, desk.accusation))
    assert (len(one), len(three)) == (1, 3)
    assert took_one == took_three == 4
