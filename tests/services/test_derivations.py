"""Where a piece comes from is said once, counted everywhere, and taken back with a reason."""

from typing import Any

import pytest
import sqlalchemy as sa

from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.vocabulary import ClaimState, DerivationKind, SourceLetter
from review.models import Derivation, Source
from review.services import derivations, evidence, sign_offs, sources
from review.services.derivations import Parent, derive, end
from tests.desk import Desk, furnish


def pieces(desk: Desk, *words: str) -> list[int]:
    """Pieces on the plain claim, each of a source of its own."""
    return [
        desk.attached(desk.plain, words=one, source=f"Paper {one}").evidence_id for one in words
    ]


def say(desk: Desk, child: int, parent: Parent, kind: DerivationKind, **rest: Any) -> Derivation:
    return derive(desk.session, evidence_id=child, parent=parent, kind=kind, actor=desk.ana, **rest)


def quotes(desk: Desk, child: int, parent: Parent) -> Derivation:
    return say(desk, child, parent, DerivationKind.QUOTES)


def origins(desk: Desk) -> int:
    return desk.file(desk.plain).origins.origins


def test_a_piece_may_come_from_a_source_that_is_named(desk: Desk) -> None:
    one, two = pieces(desk, "one", "two")
    for child in (one, two):
        row = quotes(desk, child, Parent(source=" bureau 9 "))
    source = desk.session.get_one(Source, row.parent_source_id)
    assert (source.name, row.parent_id) == ("bureau 9", None)
    assert origins(desk) == 1
    assert desk.acts("derive")[-1].payload == {
        "parent_source": source.id, "kind": "quotes", "reason": "",
    }  # fmt: skip


def test_that_nobody_knows_where_it_comes_from_is_said_without_a_parent(desk: Desk) -> None:
    one, _ = pieces(desk, "one", "two")
    assert origins(desk) == 2
    say(desk, one, Parent(), DerivationKind.UNKNOWN, reason="It came in an envelope.")
    found = desk.file(desk.plain).origins
    assert (found.origins, found.unknown) == (1, frozenset({one}))
    assert desk.acts("derive")[-1].payload["parent"] is None


def test_every_other_kind_needs_exactly_one_parent(desk: Desk) -> None:
    one, two = pieces(desk, "one", "two")
    for parent in (Parent(), Parent(two, source="Bureau 9"), Parent(source_id=1, source="Bureau")):
        with pytest.raises(Invalid) as refused:
            quotes(desk, one, parent)
        assert set(refused.value.fields) == {"parent"}
    with pytest.raises(Invalid):
        say(desk, one, Parent(two, source="Bureau 9"), DerivationKind.UNKNOWN)


def test_a_piece_does_not_come_from_the_source_it_is_of(desk: Desk) -> None:
    (one,) = pieces(desk, "one")
    with pytest.raises(Invalid) as refused:
        quotes(desk, one, Parent(source="PAPER ONE"))
    assert set(refused.value.fields) == {"source"}


def test_what_is_not_on_this_desk_is_no_parent(desk: Desk) -> None:
    (one,) = pieces(desk, "one")
    away = furnish(desk.session, slug="away")
    theirs = away.attached(away.plain, source="Their paper")
    source_id = theirs.evidence.source_id
    for parent in (Parent(theirs.evidence_id), Parent(source_id=source_id), Parent(99999)):
        with pytest.raises(NotFound):
            quotes(desk, one, parent)
    row = derive(away.session, evidence_id=theirs.evidence_id, parent=Parent(source="Bureau 9"),
                 kind=DerivationKind.QUOTES, actor=away.ana)  # fmt: skip
    for derivation_id in (row.id, 99999):
        with pytest.raises(NotFound):
            end(desk.session, derivation_id=derivation_id, actor=desk.ana, reason="Wrong.")


def test_five_outlets_that_quote_a_paper_not_on_the_claim_are_one_origin(desk: Desk) -> None:
    outlets = pieces(desk, "one", "two", "three", "four", "five")
    paper = desk.attached(desk.third, words="The paper.", source="Harrow Ledger").evidence_id
    for child in outlets:
        quotes(desk, child, Parent(paper))
    found = desk.file(desk.plain)
    assert (found.origins.items, found.origins.origins) == (5, 1)
    assert list(found.lineage.beyond) == [paper]


def test_what_a_piece_beyond_the_claim_comes_from_opens_the_claims_that_rest_on_it(
    desk: Desk,
) -> None:
    (outlet,) = pieces(desk, "outlet")
    paper = desk.attached(desk.third, words="The paper.", source="Harrow Ledger").evidence_id
    quotes(desk, outlet, Parent(paper))
    evidence.detach(desk.session, claim_id=desk.third.id, evidence_id=paper, actor=desk.ana,
                    reason="Not needed here.")  # fmt: skip
    desk.signed(desk.plain)
    row = quotes(desk, paper, Parent(source="Bureau 9"))
    assert desk.plain.state is ClaimState.QUEUED
    assert "derivations" not in desk.acts("void")[-1].payload["changed"]
    assert {"further_derivations", "forebears"} <= set(desk.acts("void")[-1].payload["changed"])
    desk.signed(desk.plain)
    end(desk.session, derivation_id=row.id, actor=desk.ana, reason="It was another bureau.")
    assert desk.plain.state is ClaimState.QUEUED
    assert desk.acts("void")[-1].payload["because"] == "a link between pieces was taken back"


def test_a_link_that_was_wrong_is_taken_back_with_a_reason_and_kept(desk: Desk) -> None:
    one, two = pieces(desk, "one", "two")
    row = quotes(desk, one, Parent(two))
    assert origins(desk) == 1
    with pytest.raises(Invalid) as refused:
        end(desk.session, derivation_id=row.id, actor=desk.ana, reason="  ")
    assert set(refused.value.fields) == {"reason"}
    end(desk.session, derivation_id=row.id, actor=desk.jon, reason=" Another letter. ")
    assert origins(desk) == 2
    assert (row.ended_by_id, row.ended_reason) == (desk.jon.user_id, "Another letter.")
    assert desk.acts(derivations.END)[-1].payload == {
        "parent": two, "kind": "quotes", "reason": "Another letter.",
    }  # fmt: skip
    with pytest.raises(Conflict, match="already"):
        end(desk.session, derivation_id=row.id, actor=desk.ana, reason="Twice.")
    again = quotes(desk, one, Parent(two))
    assert again.id != row.id
    assert desk.session.scalars(sa.select(sa.func.count(Derivation.id))).one() == 2


def test_a_withdrawn_claim_stands_in_the_way_of_nothing_and_carries_nothing(desk: Desk) -> None:
    one, two = pieces(desk, "one", "two")
    desk.attached(desk.third, words="one", source="Paper one")
    sign_offs.withdraw(desk.session, claim_id=desk.plain.id, actor=desk.editor, version=None,
                       reason="Said twice.")  # fmt: skip
    assert quotes(desk, one, Parent(two)).id
    alone = desk.attached(desk.accusation, words="alone").evidence_id
    sign_offs.withdraw(desk.session, claim_id=desk.accusation.id, actor=desk.editor, version=None,
                       reason="Not to be checked.")  # fmt: skip
    with pytest.raises(Conflict, match="on no claim now"):
        quotes(desk, alone, Parent(two))


def test_the_letter_of_a_source_beyond_the_claim_is_part_of_what_was_signed(desk: Desk) -> None:
    (one,) = pieces(desk, "one")
    row = quotes(desk, one, Parent(source="Bureau 9"))
    desk.signed(desk.plain)
    sources.give_letter(
        desk.session, source_id=row.parent_source_id or 0, actor=desk.editor, version=None,
        letter=SourceLetter.E, reason="It was wrong again.",
    )  # fmt: skip
    assert desk.plain.state is ClaimState.QUEUED
    assert desk.acts("void")[-1].payload["changed"] == ["forebears"]
