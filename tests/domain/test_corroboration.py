from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from review.domain.corroboration import Origins, alarms, count_origins, spoken, unfound_words
from review.domain.derivation_graph import Item, Link, source_item, source_key
from review.domain.rating import Grade


def items(*keys: int) -> list[Item]:
    """Pieces that each name a source of their own."""
    return [Item(key, source=100 + key) for key in keys]


def count(things: list[Item], *links: tuple[int, int]) -> Origins:
    """`links` are pairs of child and parent."""
    return count_origins(things, [Link(child, parent) for child, parent in links])


def test_without_evidence_there_is_no_origin() -> None:
    assert count([]) == Origins(0, 0, 0, circular=False, roots_of={})


def test_items_that_rest_on_nothing_else_are_origins() -> None:
    assert count(items(1, 2, 3)).origins == 3


def test_a_chain_of_retellings_is_one_origin() -> None:
    found = count(items(1, 2, 3, 4), (2, 1), (3, 2), (4, 3))
    assert found.origins == 1
    assert found.roots_of == dict.fromkeys((1, 2, 3, 4), frozenset({1}))


def test_a_diamond_is_one_origin() -> None:
    assert count(items(1, 2, 3, 4), (2, 1), (3, 1), (4, 2), (4, 3)).origins == 1


def test_an_item_may_rest_on_two_origins_and_adds_none() -> None:
    found = count(items(1, 2, 3), (3, 1), (3, 2))
    assert found.origins == 2
    assert found.roots_of[3] == {1, 2}


def test_two_items_from_one_source_are_one_origin() -> None:
    found = count([Item(1, source=5), Item(2, source=5), Item(3, source=6)])
    assert found.origins == 2
    assert found.roots_of == {1: {1}, 2: {1}, 3: {3}}


def test_items_of_which_nobody_said_where_they_come_from_count_as_one_together() -> None:
    found = count([Item(1), Item(2), Item(3)])
    assert (found.origins, found.unknown) == (1, frozenset({1, 2, 3}))
    assert found.roots_of == dict.fromkeys((1, 2, 3), frozenset({1}))


def test_an_item_of_unknown_derivation_adds_nothing_beside_a_known_origin() -> None:
    found = count([*items(1), Item(2), Item(3)])
    assert (found.origins, found.unknown) == (1, frozenset({2, 3}))
    assert found.roots_of == {1: {1}, 2: set(), 3: set()}


def test_a_named_source_does_not_help_where_somebody_doubts_the_derivation() -> None:
    found = count_origins(items(1, 2), [Link(2, None, known=False)])
    assert (found.origins, found.unknown) == (1, frozenset({2}))


def test_a_link_of_a_known_kind_says_where_an_item_without_a_source_comes_from() -> None:
    found = count([*items(1), Item(2)], (2, 1))
    assert (found.origins, found.unknown) == (1, frozenset())
    assert found.roots_of[2] == {1}


def test_an_item_that_comes_nobody_knows_how_from_another_adds_nothing() -> None:
    found = count_origins(items(1, 2), [Link(2, 1, known=False)])
    assert (found.origins, found.unknown) == (1, frozenset({2}))
    assert found.roots_of[2] == {1}


def test_a_piece_outside_the_claim_that_attached_ones_come_from_is_their_origin() -> None:
    paper = Item(9, source=9, attached=False)
    found = count([*items(1, 2, 3), paper], (1, 9), (2, 9), (3, 9))
    assert (found.items, found.origins) == (3, 1)
    assert found.roots_of[1] == {9}


def test_what_nobody_surely_comes_from_outside_the_claim_is_not_counted() -> None:
    paper = Item(9, source=9, attached=False)
    found = count_origins([*items(1, 2), paper], [Link(2, 9, known=False)])
    assert (found.origins, found.unknown) == (1, frozenset({2}))
    assert found.roots_of[2] == set()


def test_a_source_named_as_parent_is_one_origin_for_all_that_come_from_it() -> None:
    found = count([*items(1, 2), source_item(7)], (1, source_key(7)), (2, source_key(7)))
    assert (found.items, found.origins) == (2, 1)
    assert found.roots_of[1] == found.roots_of[2] == {source_key(7)}


def test_pieces_of_a_source_join_what_comes_from_that_source() -> None:
    found = count([*items(1), Item(2, source=7), source_item(7)], (1, source_key(7)))
    assert found.origins == 1
    assert found.roots_of[1] == {2}


def test_a_source_that_only_retells_hands_on_where_it_has_it_from() -> None:
    things = [*items(1, 3), Item(2, source=7), source_item(7)]
    found = count(things, (1, source_key(7)), (2, 3))
    assert (found.origins, found.roots_of[1]) == (1, frozenset({3}))


def test_a_source_with_words_of_its_own_is_an_origin_though_it_retells_as_well() -> None:
    things = [*items(1, 3), Item(2, source=7), Item(4, source=7), source_item(7)]
    found = count(things, (1, source_key(7)), (2, 3))
    assert (found.origins, found.roots_of[1]) == (2, frozenset({4}))


def test_a_piece_of_unknown_derivation_says_nothing_of_its_source() -> None:
    things = [*items(1, 3), Item(2, source=7), source_item(7)]
    links = [Link(1, source_key(7)), Link(2, 3), Link(2, None, known=False)]
    assert count_origins(things, links).roots_of[1] == {source_key(7)}


def test_two_papers_that_each_name_the_other_quote_each_other_in_a_circle() -> None:
    things = [Item(1, source=5), Item(2, source=6), source_item(5), source_item(6)]
    found = count(things, (1, source_key(6)), (2, source_key(5)))
    assert (found.origins, found.circular) == (1, True)


def test_a_link_to_its_own_source_says_nothing_new_of_a_piece() -> None:
    found = count([*items(1), source_item(101)], (1, source_key(101)))
    assert (found.origins, found.circular) == (1, False)


def test_a_circle_is_of_known_origin_only_where_every_member_names_its_source() -> None:
    things = [*items(1, 2), Item(3)]
    assert count(things, (2, 3), (3, 2)).origins == 1
    assert count(items(1, 2, 3), (2, 3), (3, 2)).origins == 2


def test_a_source_that_only_retells_adds_no_origin() -> None:
    found = count([Item(1, source=5), Item(2, source=6), Item(3, source=5)], (3, 2))
    assert found.origins == 2
    assert found.roots_of[3] == {2}


def test_a_loop_is_circular_and_worth_one_origin() -> None:
    found = count(items(1, 2, 3), (1, 2), (2, 3), (3, 1))
    assert (found.origins, found.circular) == (1, True)
    assert found.roots_of == dict.fromkeys((1, 2, 3), frozenset({1}))


def test_a_loop_that_takes_its_words_from_outside_adds_no_origin() -> None:
    found = count(items(1, 2, 3), (2, 3), (3, 2), (3, 1))
    assert (found.origins, found.circular) == (1, True)
    assert found.roots_of[2] == {1}


def test_what_hangs_on_a_loop_rests_on_that_loop() -> None:
    found = count(items(1, 2, 3), (2, 3), (3, 2), (1, 2))
    assert found.origins == 1
    assert found.roots_of[1] == {2}


def test_sources_that_meet_in_a_loop_are_one_origin() -> None:
    things = [Item(1, source=5), Item(2, source=6), Item(3, source=5), Item(4, source=6)]
    assert count(things, (1, 2), (2, 1)).origins == 1


def test_showing_where_a_loop_has_its_words_from_adds_no_origin() -> None:
    things = [Item(1, source=5), Item(2, source=6), Item(3, source=5), Item(4, source=6), *items(9)]
    before = count(things, (1, 2), (2, 1))
    assert before.origins == 2
    assert count(things, (1, 2), (2, 1), (1, 9)).origins == 2


def test_links_to_items_elsewhere_and_to_itself_are_ignored() -> None:
    found = count(items(1, 2), (1, 99), (98, 2), (97, 96), (2, 2))
    assert (found.origins, found.circular) == (2, False)


def test_the_accuser_counts_where_it_is_an_origin_itself() -> None:
    found = count([Item(1, 1, accuser=True), *items(2, 3)], (3, 1))
    assert (found.accuser_origins, found.accuser_only) == (1, False)


def test_an_accuser_that_only_retells_is_no_origin() -> None:
    found = count([*items(1), Item(2, 2, accuser=True)], (2, 1))
    assert (found.accuser_origins, found.accuser_only) == (0, False)


def test_the_accuser_as_the_only_origin_is_seen() -> None:
    assert count([Item(1, 1, accuser=True), *items(2, 3)], (2, 1), (3, 2)).accuser_only


def test_pieces_that_come_from_the_accuser_rest_on_the_accuser_alone() -> None:
    things = [*items(1, 2, 3), source_item(7, accuser=True)]
    found = count(things, (1, source_key(7)), (2, source_key(7)), (2, 3))
    assert (found.accuser_origins, found.accuser_only) == (1, False)
    assert [found.rests_on_accuser(key) for key in (1, 2, 3)] == [True, False, False]


def test_what_comes_from_nowhere_known_does_not_take_the_alarm_off() -> None:
    accuser = Item(1, 1, accuser=True)
    assert count([accuser, Item(2), Item(3)]).accuser_only
    assert count([Item(1, accuser=True), Item(2)]).accuser_only
    assert not count([accuser, *items(2)]).accuser_only


def test_the_accuser_alone_is_an_alarm_only_beside_an_accusation() -> None:
    found = count([Item(1, 1, accuser=True)])
    assert len(alarms(found, accusation=True)) == 1
    assert alarms(found, accusation=False) == []
    assert len(alarms(count(items(1, 2), (1, 2), (2, 1)), accusation=False)) == 1


def test_quoted_words_that_are_not_there_are_an_alarm_each() -> None:
    assert unfound_words([2, 3]) == [
        "The words quoted from E2 do not stand in its text.",
        "The words quoted from E3 do not stand in its text.",
    ]


def test_no_evidence_at_all_is_not_the_accuser_alone() -> None:
    assert not count([]).accuser_only


def test_the_count_is_shown_with_the_accuser_in_it() -> None:
    retold = [(3, 1), (4, 1), (5, 3), (6, 2), (7, 6)]
    found = count([Item(1, 1, accuser=True), *items(2, 3, 4, 5, 6, 7)], *retold)
    assert found.sentence == "7 items, 2 origins, 1 of them the accusing service"


def test_the_count_of_one_is_shown_in_the_singular() -> None:
    assert count(items(1)).sentence == "1 item, 1 origin"
    assert count([]).sentence == "0 items, 0 origins"


def test_the_count_says_how_many_items_nobody_knows_the_derivation_of() -> None:
    found = count([*items(1), Item(2), Item(3)])
    assert found.sentence == "3 items, 1 origin, 2 items of unknown derivation"


@pytest.mark.parametrize(
    ("things", "links", "grades", "line"),
    [
        ([], [], "", "No evidence yet"),
        (items(1), [], "F6", "One item, one independent origin"),
        (items(1), [], "C3", "One item, one independent origin, graded C3"),
        (
            items(1, 2, 3), [(3, 1)], "E4 B2 F1",
            "Three items, two independent origins, best B2, worst E4",
        ),
        (
            [Item(1, 1, accuser=True), *items(2, 3, 4)], [(2, 1), (3, 1)], "",
            "Four items, two independent origins, one of them the accuser",
        ),
        (
            [*items(1), Item(2)], [], "C3",
            "Two items, one independent origin, one item of unknown derivation, graded C3",
        ),
        (items(*range(12)), [], "", "Twelve items, twelve independent origins"),
        (items(*range(13)), [], "", "13 items, 13 independent origins"),
    ],
)  # fmt: skip
def test_the_state_of_the_evidence_is_one_line_to_say_aloud(
    things: list[Item], links: list[tuple[int, int]], grades: str, line: str
) -> None:
    assert spoken(count(things, *links), [Grade.parse(text) for text in grades.split()]) == line


keys = st.integers(0, 6)
sources = st.sampled_from([1, 2, 3])
items_drawn = st.builds(
    lambda pieces, named: [*pieces, *(source_item(one) for one in named)],
    st.lists(
        st.builds(Item, keys, st.none() | sources, st.booleans(), st.booleans()),
        unique_by=lambda item: item.key,
    ),
    st.sets(sources),
)
parents = st.integers(0, 8) | sources.map(source_key)
link = st.builds(Link, st.integers(0, 8), st.none() | parents, st.booleans()).map(
    lambda one: Link(one.child, one.parent, one.known and one.parent is not None)
)
links_drawn = st.lists(link, max_size=12)


def attached(things: list[Item]) -> list[int]:
    return [item.key for item in things if item.attached]


@given(items_drawn, links_drawn)
def test_origins_never_exceed_what_is_in_the_graph_and_never_vanish(
    things: list[Item], links: list[Link]
) -> None:
    found = count_origins(things, links)
    assert found.items == len(attached(things))
    assert min(found.items, 1) <= found.origins <= len(things)
    assert 0 <= found.accuser_origins <= found.origins
    assert found.unknown_items == len(found.unknown & set(attached(things)))


@given(items_drawn, links_drawn)
def test_the_origins_that_items_rest_on_are_the_ones_counted(
    things: list[Item], links: list[Link]
) -> None:
    found = count_origins(things, links)
    named = frozenset[int]().union(*(found.roots_of[item.key] for item in things))
    assert len(named) == found.origins or not attached(things)
    assert all(name in found.roots_of[name] for name in named)
    assert found.accusing <= named
    children = {one.child for one in links}
    plain = [one for one in things if one.attached and one.source and one.key not in children]
    assert all(found.roots_of[item.key] for item in plain)


@given(st.data(), items_drawn, links_drawn)
def test_the_order_of_items_and_links_does_not_matter(
    data: st.DataObject, things: list[Item], links: list[Link]
) -> None:
    shuffled = data.draw(st.permutations(things)), data.draw(st.permutations(links))
    assert count_origins(*shuffled) == count_origins(things, links)


@given(st.data(), items_drawn, links_drawn)
def test_joining_two_items_of_known_origin_never_raises_the_count(
    data: st.DataObject, things: list[Item], links: list[Link]
) -> None:
    things = [*things, Item(7, source=1), Item(8, source=2)]
    before = count_origins(things, links)
    known = sorted(set(attached(things)) - before.unknown)
    assume(len(known) > 1)
    more = Link(data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known)))
    assert count_origins(things, [*links, more]).origins <= before.origins


@given(st.data(), items_drawn, links_drawn)
def test_no_link_between_two_attached_items_ever_raises_the_count(
    data: st.DataObject, things: list[Item], links: list[Link]
) -> None:
    things = [*things, Item(7)]
    there = attached(things)
    child, parent = data.draw(st.sampled_from(there)), data.draw(st.sampled_from(there))
    more = Link(child, parent, data.draw(st.booleans()))
    after = count_origins(things, [*links, more]).origins
    assert after <= count_origins(things, links).origins


@given(items_drawn, links_drawn, st.lists(st.tuples(st.booleans(), parents), min_size=1))
def test_items_of_unknown_derivation_add_nothing_beside_a_known_origin(
    things: list[Item], links: list[Link], more: list[tuple[bool, int]]
) -> None:
    """Three ways to be unknown: nothing said, doubted outright, doubted with a parent."""
    things = [*things, Item(9, source=1)]
    before = count_origins(things, links)
    assert 9 not in before.unknown
    added = [Item(10 + n, 1 if sourced else None) for n, (sourced, _) in enumerate(more)]
    doubts = [
        Link(item.key, parent if parent % 2 else None, known=False)
        for item, (_, parent) in zip(added, more, strict=True)
        if item.source or parent % 3
    ]
    after = count_origins([*things, *added], [*links, *doubts])
    assert after.origins == before.origins
    assert after.accusing == before.accusing
    assert {item.key for item in added} <= after.unknown


@given(st.lists(keys, unique=True, min_size=1), links_drawn)
def test_items_of_unknown_derivation_count_as_one_together_where_there_is_none(
    present: list[int], links: list[Link]
) -> None:
    found = count_origins([Item(key) for key in present], links)
    assert found.origins == 1
    assert count_origins([Item(key) for key in present], []).unknown == set(present)


@given(st.data(), items_drawn, links_drawn, st.integers(2, 5))
def test_a_loop_counts_at_most_one(
    data: st.DataObject, things: list[Item], links: list[Link], length: int
) -> None:
    others = count_origins(things, links)
    loop = [Item(20 + n, data.draw(st.none() | st.just(50 + n))) for n in range(length)]
    chain = [Link(one.key, other.key) for one, other in pairwise([*loop, loop[0]])]
    found = count_origins([*things, *loop], [*links, *chain])
    assert found.circular
    assert {item.key for item in loop} <= found.looped
    assert found.origins <= others.origins + 1
    assert count_origins(loop, chain).origins == 1


@given(items_drawn, links_drawn)
def test_a_circle_is_said_wherever_there_is_one(things: list[Item], links: list[Link]) -> None:
    pieces = [item for item in things if item.key >= 0]
    present = {item.key for item in pieces}
    graph = TopologicalSorter[int]()
    for one in links:
        if one.parent in present and one.child in present and one.child != one.parent:
            graph.add(one.child, one.parent)
    try:
        graph.prepare()
        loop = False
    except CycleError:
        loop = True
    assert count_origins(pieces, links).circular is loop


@given(st.lists(keys, unique=True), links_drawn)
def test_without_loops_and_doubts_the_origins_are_the_items_without_a_parent(
    present: list[int], links: list[Link]
) -> None:
    downward = [
        Link(one.child, one.parent)
        for one in links
        if one.parent is not None and 0 <= one.parent < one.child
    ]
    children = {one.child for one in downward if {one.child, one.parent} <= set(present)}
    assert count_origins(items(*present), downward).origins == len(set(present) - children)


def test_a_long_chain_is_walked_without_running_out_of_stack() -> None:
    chain = [Link(child, parent) for parent, child in pairwise(range(1100))]
    assert count_origins(items(*range(1100)), chain).origins == 1
