"""A declared conflict of interest keeps a person from judging the whole article."""

import pytest

from review.domain.errors import Conflict, Forbidden
from review.queries.claim_facts import facts_of
from tests.desk import Desk
from tests.services.verbs import declare_conflict


def test_a_conflict_is_declared_once_for_every_claim_of_the_article(desk: Desk) -> None:
    act = declare_conflict(desk)
    assert act(reason=" He is my cousin. ").reason == "He is my cousin."
    for claim in (desk.accusation, desk.plain, desk.third):
        assert facts_of(desk.session, claim).recused == {desk.ana.user_id}
    with pytest.raises(Conflict, match="before"):
        act()


def test_who_has_a_conflict_neither_signs_nor_decides(desk: Desk) -> None:
    declare_conflict(desk)(actor=desk.zoe)
    declare_conflict(desk)(actor=desk.editor)
    desk.to_adjudication(desk.accusation)
    with pytest.raises(Forbidden, match="conflict of interest"):
        desk.adjudicated(desk.accusation, desk.zoe)
    with pytest.raises(Forbidden, match="conflict of interest"):
        desk.signed(desk.plain, desk.editor)
    desk.session.rollback()
    assert desk.signed(desk.plain, desk.deputy).user_id == desk.deputy.user_id
