"""The register of accusations: found by what is asked for, counted, and never telling too early."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from review.db import Sessions
from review.domain.vocabulary import Answer, Stage
from review.models import Accusation, Claim
from review.queries import accusations
from review.queries.accusation_counts import counts_of
from review.queries.accusations import Filters, register
from review.services.claims import open_sheet
from tests.desk import Desk, answers, furnish
from tests.queries.counted import counted


def sheet(desk: Desk, claim: Claim, **columns: Any) -> Accusation:
    """The sheet of a claim with these columns, opened where there is none."""
    row = desk.sheet if claim is desk.accusation else open_sheet(desk.session, claim, None)
    for name, value in columns.items():
        setattr(row, name, value)
    desk.session.flush()
    return row


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Three accusations of two accusers, one of them without a date."""
    sheet(desk, desk.accusation, accuser="Bureau 9", accused="Ilan Maresk", place="Ostrane",
          law="Article 214", stage=Stage.TRIAL, began_on=date(2024, 5, 2))  # fmt: skip
    sheet(desk, desk.plain, accuser="Bureau 9", accused="50% of_the staff", place="Karst",
          began_on=date(2025, 1, 1))  # fmt: skip
    sheet(desk, desk.third, accuser="O'Hare's inquiry", accused="<script>", place="Karst")
    return desk


def found(desk: Desk, **asked: Any) -> list[str]:
    lines = register(desk.session, desk_id=desk.id, filters=Filters(**asked)).lines
    return [line.claim_text.split()[0] for line in lines]


@pytest.mark.parametrize(
    ("asked", "lines"),
    [({}, ["The", "Fares", "Bureau"]), ({"stage": "trial"}, ["Bureau"]),
     ({"accuser": "Bureau 9"}, ["Fares", "Bureau"]), ({"accuser": "Bureau"}, []),
     ({"place": "Karst"}, ["The", "Fares"]), ({"law": "Article 214"}, ["Bureau"]),
     ({"place": "Karst", "accuser": "Bureau 9"}, ["Fares"]), ({"flagged": "1"}, []),
     ({"q": "maresk"}, ["Bureau"]), ({"q": "DOUBLED"}, ["Fares"]), ({"q": "%"}, ["Fares"]),
     ({"q": "_"}, ["Fares"]), ({"q": "'"}, ["The"]), ({"q": "<script>"}, ["The"]),
     ({"q": "' OR 1=1 --"}, []), ({"q": "\\"}, [])],
)  # fmt: skip
def test_the_register_is_found_by_what_is_asked_for(
    three: Desk, asked: dict[str, str], lines: list[str]
) -> None:
    assert found(three, **asked) == lines
    counts = counts_of(three.session, desk_id=three.id, filters=Filters(**asked))
    assert counts.total == len(lines)


def test_the_counts_say_what_there_is_and_how_little_it_bears(three: Desk) -> None:
    counts = counts_of(three.session, desk_id=three.id, filters=Filters())
    assert counts.by_year == [(2024, 1), (2025, 1), (None, 1)]
    assert counts.by_stage == [(Stage.SUSPICION, 2), (Stage.TRIAL, 1)]
    assert counts.choices["accuser"] == [("Bureau 9", 2), ("O'Hare's inquiry", 1)]
    assert counts.choices["place"] == [("Karst", 2), ("Ostrane", 1)]
    assert counts.choices["law"] == [("Article 214", 1)]
    assert counts.thinness == "3 cases: too few to show a pattern."


def test_a_stage_leaves_the_other_stages_to_choose_from(three: Desk) -> None:
    counts = counts_of(three.session, desk_id=three.id, filters=Filters(stage="trial"))
    assert counts.by_stage == [(Stage.SUSPICION, 2), (Stage.TRIAL, 1)]
    assert counts.by_year == [(2024, 1)]
    assert counts.thinness == "1 case: too few to show a pattern."


def test_ten_cases_are_still_no_sample(three: Desk) -> None:
    counts = counts_of(three.session, desk_id=three.id, filters=Filters(q="nowhere"))
    assert counts.thinness == ""
    many = type(counts)(10, 0, [], [], {})
    assert (
        many.thinness == "10 cases, all from the articles of this desk: not a sample of anything."
    )


def test_pages_hold_every_accusation_once(three: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accusations, "PAGE", 2)
    first = register(three.session, desk_id=three.id, filters=Filters())
    second = register(three.session, desk_id=three.id, filters=Filters(before=first.more))
    assert [line.claim_id for line in (*first.lines, *second.lines)] == [
        three.third.id, three.plain.id, three.accusation.id,
    ]  # fmt: skip
    assert second.more is None


def test_a_level_stands_in_the_register_once_everything_is_settled(desk: Desk) -> None:
    desk.attached(desk.accusation)
    present = answers(E1=Answer.YES, P1=Answer.YES)
    levels = []
    for assessor in (desk.ana, desk.jon):
        desk.assessed(desk.accusation, assessor, indicators=present)
        (line,) = register(desk.session, desk_id=desk.id, filters=Filters()).lines
        levels.append(line.level)
    assert levels == [None, 2]


def test_another_desk_has_a_register_of_its_own(three: Desk) -> None:
    other = furnish(three.session, slug="quay")
    assert len(register(three.session, desk_id=other.id, filters=Filters()).lines) == 1
    assert counts_of(three.session, desk_id=other.id, filters=Filters()).total == 1
    assert len(found(three)) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_takes_as_many_queries_for_one_row_as_for_three(desk: Desk, rows: int) -> None:
    for claim in (desk.plain, desk.third)[: rows - 1]:
        sheet(desk, claim)

    def work() -> int:
        page = register(desk.session, desk_id=desk.id, filters=Filters())
        counts = counts_of(desk.session, desk_id=desk.id, filters=Filters())
        assert counts.total == rows
        return len(page.lines)

    assert counted(desk.session, work) == (rows, 12)


def test_both_databases_count_and_find_alike(either: Sessions) -> None:
    with either.write.begin() as session:
        desk = furnish(session)
        sheet(desk, desk.accusation, accused="50% of_the staff", began_on=date(2025, 12, 31))
        sheet(desk, desk.plain)
        for words in ("%", "_", "OF_THE"):
            assert found(desk, q=words) == ["Bureau"]
        counts = counts_of(session, desk_id=desk.id, filters=Filters())
        assert counts.by_year == [(2025, 1), (None, 1)]
        assert counts.by_stage == [(Stage.SUSPICION, 2)]
        assert counts.choices["accuser"] == [("Bureau 9", 1)]
