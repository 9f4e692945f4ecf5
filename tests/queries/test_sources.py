"""The register of sources, and a sealed source: a number to all who may not know its name."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from review.db import Sessions, now
from review.domain.errors import NotFound
from review.domain.vocabulary import DerivationKind, DisclosureLevel, SourceKind, SourceLetter
from review.models import Source
from review.queries.source_uses import accusations_raised, leans_on, uses
from review.queries.sources import register, source_file
from review.services import derivations, sources
from tests.desk import Desk, furnish
from tests.queries.counted import counted

NAME = "Quill, a clerk of the court"


def made(desk: Desk, *names: str) -> list[int]:
    return [
        sources.add(desk.session, actor=desk.ana, name=name, kind=SourceKind.MEDIUM).id
        for name in names
    ]


def sealed(desk: Desk) -> int:
    """A sealed source that a claim rests on, with all that would tell who it is."""
    desk.attached(desk.plain, source=NAME)
    source = desk.session.scalars(sa.select(Source).filter_by(name=NAME)).one()
    sources.give_letter(
        desk.session, source_id=source.id, actor=desk.editor, version=None,
        letter=SourceLetter.B, reason="Quill was right on the Karst file.",
    )  # fmt: skip
    sources.describe(
        desk.session, source_id=source.id, actor=desk.editor, version=None, kind=SourceKind.PERSON,
        domain="karst.example", owner="Karst court", notes="Desk 4",
        disclosure=DisclosureLevel.SEALED,
    )  # fmt: skip
    desk.session.flush()
    return source.id


def test_the_register_stands_by_name_and_counts_what_rests_on_each(desk: Desk):
    made(desk, "Vantoria Gazette", "almanac")
    for claim in (desk.plain, desk.third):
        desk.attached(claim, source="Vantoria Gazette")
    desk.attached(desk.plain, words="Another.", source="Vantoria Gazette")
    found = register(desk.session, actor=desk.ana)
    assert [(line.name, line.pieces, line.claims) for line in found.rows] == [
        ("almanac", 0, 0), ("Vantoria Gazette", 2, 2),
    ]  # fmt: skip


def test_evidence_that_was_taken_off_does_not_count(desk: Desk):
    row = desk.attached(desk.plain, source="Vantoria Gazette")
    row.detached_at, row.detached_by_id, row.detached_reason = now(), desk.ana.user_id, "wrong"
    desk.session.flush()
    (line,) = register(desk.session, actor=desk.ana).rows
    assert (line.pieces, line.claims) == (0, 0)
    assert uses(desk.session, source_id=line.id, hidden=False).rows == ()


def test_words_and_a_letter_narrow_the_register(desk: Desk):
    made(desk, "Vantoria Gazette", "Karst Almanac", "100% Gazette")
    assert len(register(desk.session, actor=desk.ana, words="GAZETTE").rows) == 2
    (line,) = register(desk.session, actor=desk.ana, words="0%").rows
    assert line.name == "100% Gazette"
    assert register(desk.session, actor=desk.ana, letter=SourceLetter.A).rows == ()
    assert len(register(desk.session, actor=desk.ana, letter=SourceLetter.F).rows) == 3


def test_pages_of_the_register_hold_every_source_once(desk: Desk):
    ids = made(desk, *(f"Courier {number}" for number in range(7)))
    seen, after = [], ""
    while True:
        found = register(desk.session, actor=desk.ana, after=after, size=3)
        seen += [line.id for line in found.rows]
        assert found.total == 7
        after = found.on
        if not after:
            break
    assert seen == ids


@pytest.mark.parametrize("who", ["ana", "reader"])
def test_a_sealed_source_is_a_number_to_those_who_may_not_know_it(desk: Desk, who: str):
    actor, number = getattr(desk, who), sealed(desk)
    (line,) = register(desk.session, actor=actor).rows
    assert line.name == f"sealed source {number}"
    file = source_file(desk.session, source_id=number, actor=actor)
    assert file.hidden
    assert not file.may_edit
    shown = repr(line) + repr(file) + repr(uses(desk.session, source_id=number, hidden=True))
    for secret in ("Quill", "karst", "Karst", "Desk 4"):
        assert secret not in shown
    assert [given.letter for given in file.letters] == [SourceLetter.B]


@pytest.mark.parametrize("who", ["editor", "legal"])
def test_editors_and_legal_know_a_sealed_source(desk: Desk, who: str):
    actor, number = getattr(desk, who), sealed(desk)
    file = source_file(desk.session, source_id=number, actor=actor)
    assert (file.name, file.owner, file.hidden) == (NAME, "Karst court", False)
    assert file.letters[0].reason == "Quill was right on the Karst file."


def test_neither_its_place_nor_a_search_tells_the_name_of_a_sealed_source(desk: Desk):
    number = sealed(desk)
    first, last = made(desk, "Aaa", "zzz")
    assert [line.id for line in register(desk.session, actor=desk.ana).rows] == [
        first, number, last
    ]  # fmt: skip
    assert register(desk.session, actor=desk.ana, words="quill").rows == ()
    cursor = register(desk.session, actor=desk.ana, size=2).on
    assert "quill" not in cursor.casefold()
    assert len(register(desk.session, actor=desk.editor, words="quill").rows) == 1


def test_what_rests_on_a_source_is_listed_claim_by_claim(desk: Desk):
    for claim in (desk.third, desk.plain):
        desk.attached(claim, source="Vantoria Gazette")
    source = desk.session.scalars(sa.select(Source)).one()
    found = uses(desk.session, source_id=source.id, hidden=False, size=1)
    assert (found.rows[0].claim, found.total) == (desk.plain.text, 2)
    rest = uses(desk.session, source_id=source.id, hidden=False, after=found.on, size=1)
    assert [use.claim_id for use in rest.rows] == [desk.third.id]
    assert rest.on == ""


def test_a_source_leans_on_those_from_which_its_evidence_comes(desk: Desk):
    child = desk.attached(desk.plain, words="Child.", source="Vantoria Gazette")
    parent = desk.attached(desk.plain, words="Parent.", source=NAME)
    derivations.derive(
        desk.session,
        evidence_id=child.evidence_id,
        parent=derivations.Parent(parent.evidence_id),
        kind=DerivationKind.REWRITES,
        actor=desk.ana,
    )
    ids = {row.name: row.id for row in desk.session.scalars(sa.select(Source))}
    desk.session.get_one(Source, ids[NAME]).disclosure = DisclosureLevel.SEALED
    (leaning,) = leans_on(desk.session, source_id=ids["Vantoria Gazette"], actor=desk.ana)
    assert leaning.name == f"sealed source {ids[NAME]}"
    assert (leaning.kind, leaning.pieces) == (DerivationKind.REWRITES, 1)
    (leaning,) = leans_on(desk.session, source_id=ids["Vantoria Gazette"], actor=desk.editor)
    assert leaning.name == NAME
    assert leans_on(desk.session, source_id=ids[NAME], actor=desk.editor) == ()


def test_an_accuser_is_named_as_one(desk: Desk):
    (number,) = made(desk, "Bureau 9")
    desk.sheet.accuser_source_id = number
    desk.session.flush()
    assert accusations_raised(desk.session, source_id=number) == 1


def test_another_desks_sources_are_not_there(desk: Desk):
    other = furnish(desk.session, slug="quay")
    (number,) = made(other, "Vantoria Gazette")
    assert register(desk.session, actor=desk.ana).rows == ()
    with pytest.raises(NotFound):
        source_file(desk.session, source_id=number, actor=desk.ana)


def test_one_source_and_three_take_as_many_queries(desk: Desk):
    def listed():
        return register(desk.session, actor=desk.ana)

    made(desk, "One")
    one, took_one = counted(desk.session, listed)
    made(desk, "Two", "Three")
    three, took_three = counted(desk.session, listed)
    assert (len(one.rows), len(three.rows)) == (1, 3)
    assert took_one == took_three == 2


def test_one_use_and_three_take_as_many_queries(desk: Desk):
    source = None

    def listed():
        return uses(desk.session, source_id=source.id, hidden=False)

    desk.attached(desk.plain, source="Vantoria Gazette")
    source = desk.session.scalars(sa.select(Source)).one()
    one, took_one = counted(desk.session, listed)
    for claim in (desk.third, desk.accusation):
        desk.attached(claim, source="Vantoria Gazette")
    three, took_three = counted(desk.session, listed)
    assert (len(one.rows), len(three.rows)) == (1, 3)
    assert took_one == took_three == 2


def test_both_databases_answer_alike(either: Sessions):
    with either.write() as session:
        desk = furnish(session)
        number = sealed(desk)
        made(desk, "Aaa", "zzz")
        first = register(session, actor=desk.ana, size=1)
        assert [line.name for line in first.rows] == ["Aaa"]
        rest = register(session, actor=desk.ana, after=first.on)
        assert [line.name for line in rest.rows] == [f"sealed source {number}", "zzz"]
        assert leans_on(session, source_id=number, actor=desk.ana) == ()
