"""Where pieces come from is followed beyond the claim, up and down, and ends in a circle too."""

import sqlalchemy as sa

from review.domain.vocabulary import DerivationKind
from review.models import Evidence
from review.queries.lineage import descending_from, lineage_of, resting_on_source
from review.services.derivations import Parent, derive, end
from tests.desk import Desk


def chain(desk: Desk) -> tuple[int, int, int]:
    """An outlet on the plain claim quotes a paper, that quotes a letter, and that the paper."""
    outlet = desk.attached(desk.plain, words="Outlet.", source="Courier").evidence_id
    paper = desk.attached(desk.third, words="Paper.", source="Chronicle").evidence_id
    letter = desk.attached(desk.third, words="Letter.", source="Envelope").evidence_id
    for child, parent in ((outlet, paper), (paper, letter), (letter, paper)):
        derive(desk.session, evidence_id=child, parent=Parent(parent), actor=desk.ana,
               kind=DerivationKind.QUOTES)  # fmt: skip
    return outlet, paper, letter


def test_a_circle_beyond_the_claim_is_walked_once_and_is_an_alarm(desk: Desk) -> None:
    outlet, paper, letter = chain(desk)
    found = lineage_of(desk.session, [outlet])
    assert list(found.beyond) == [paper, letter]
    assert len(found.links) == 3
    origins = desk.file(desk.plain).origins
    assert (origins.origins, origins.circular, origins.looped) == (1, True, {paper, letter})


def test_everything_that_comes_from_a_piece_or_a_source_is_found(desk: Desk) -> None:
    outlet, paper, letter = chain(desk)
    below = desk.session.scalars(descending_from([letter])).all()
    assert sorted(below) == [outlet, paper, letter]
    derive(desk.session, evidence_id=letter, parent=Parent(source="Bureau 9"), actor=desk.ana,
           kind=DerivationKind.QUOTES)  # fmt: skip
    source_id = lineage_of(desk.session, [letter]).links[-1].parent_source_id
    assert source_id is not None
    rests = desk.session.scalars(resting_on_source(source_id)).all()
    assert sorted(rests) == [outlet, paper, letter]
    own = desk.session.scalars(sa.select(Evidence.source_id).where(Evidence.id == outlet)).one()
    assert desk.session.scalars(resting_on_source(own or 0)).all() == [outlet]


def test_a_link_taken_back_leads_nowhere(desk: Desk) -> None:
    outlet, paper, _ = chain(desk)
    first = lineage_of(desk.session, [outlet]).links[0]
    end(desk.session, derivation_id=first.id, actor=desk.ana, reason="Wrong paper.")
    found = lineage_of(desk.session, [outlet])
    assert (list(found.links), dict(found.beyond)) == ([], {})
    assert outlet not in desk.session.scalars(descending_from([paper])).all()


def test_of_many_claims_each_gets_its_own_part(desk: Desk) -> None:
    outlet, paper, letter = chain(desk)
    alone = desk.attached(desk.accusation, words="Alone.", source="Gazette").evidence_id
    derive(desk.session, evidence_id=alone, parent=Parent(source="Bureau 9"), actor=desk.ana,
           kind=DerivationKind.QUOTES)  # fmt: skip
    together = lineage_of(desk.session, [outlet, alone])
    assert list(together.above([outlet]).beyond) == [paper, letter]
    assert together.above([outlet]).sources == {}
    mine = together.above([alone])
    assert (list(mine.beyond), [row.name for row in mine.sources.values()]) == ([], ["Bureau 9"])
    assert lineage_of(desk.session, []).links == []
