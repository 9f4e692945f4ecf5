from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.corroboration import Item, Link, Origins, count_origins, spoken
from review.domain.rating import Grade


def items(*keys: int) -> list[Item]:
    return [Item(key) for key in keys]


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


def test_items_without_a_source_are_not_taken_for_the_same() -> None:
    assert count([Item(1, source=None), Item(2, source=None)]).origins == 2


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
    things = [Item(1, source=5), Item(2, source=6), Item(3, source=5), Item(4, source=6), Item(9)]
    before = count(things, (1, 2), (2, 1))
    assert before.origins == 2
    assert count(things, (1, 2), (2, 1), (1, 9)).origins == 2


def test_links_to_items_elsewhere_and_to_itself_are_ignored() -> None:
    found = count(items(1, 2), (1, 99), (98, 2), (97, 96), (2, 2))
    assert (found.origins, found.circular) == (2, False)


def test_the_accuser_counts_where_it_is_an_origin_itself() -> None:
    found = count([Item(1, accuser=True), Item(2), Item(3)], (3, 1))
    assert (found.accuser_origins, found.accuser_only) == (1, False)


def test_an_accuser_that_only_retells_is_no_origin() -> None:
    found = count([Item(1), Item(2, accuser=True)], (2, 1))
    assert (found.accuser_origins, found.accuser_only) == (0, False)


def test_the_accuser_as_the_only_origin_is_seen() -> None:
    assert count([Item(1, accuser=True), Item(2), Item(3)], (2, 1), (3, 2)).accuser_only


def test_no_evidence_at_all_is_not_the_accuser_alone() -> None:
    assert not count([]).accuser_only


def test_the_count_is_shown_with_the_accuser_in_it() -> None:
    retold = [(3, 1), (4, 1), (5, 3), (6, 2), (7, 6)]
    found = count([Item(1, accuser=True), *items(2, 3, 4, 5, 6, 7)], *retold)
    assert found.sentence == "7 items, 2 origins, 1 of them the accusing service"


def test_the_count_of_one_is_shown_in_the_singular() -> None:
    assert count(items(1)).sentence == "1 item, 1 origin"
    assert count([]).sentence == "0 items, 0 origins"


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
            [Item(1, accuser=True), *items(2, 3, 4)], [(2, 1), (3, 1)], "",
            "Four items, two independent origins, one of them the accuser",
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
items_drawn = st.lists(
    st.builds(Item, keys, st.sampled_from([None, 1, 2, 3]), st.booleans()),
    unique_by=lambda item: item.key,
)
link = st.builds(Link, keys, keys)
links_drawn = st.lists(link, max_size=12)


@given(items_drawn, links_drawn)
def test_origins_never_exceed_items_and_never_vanish(things: list[Item], links: list[Link]) -> None:
    found = count_origins(things, links)
    assert min(len(things), 1) <= found.origins <= found.items == len(things)
    assert 0 <= found.accuser_origins <= found.origins


@given(items_drawn, links_drawn)
def test_every_item_rests_on_some_origin_and_all_origins_are_named(
    things: list[Item], links: list[Link]
) -> None:
    found = count_origins(things, links)
    assert all(found.roots_of[item.key] for item in things)
    named = frozenset[int]().union(*found.roots_of.values())
    assert len(named) == found.origins
    assert all(name in found.roots_of[name] for name in named)


@given(items_drawn, links_drawn, link)
def test_one_more_derivation_never_raises_the_count(
    things: list[Item], links: list[Link], more: Link
) -> None:
    before = count_origins(things, links).origins
    assert count_origins(things, [*links, more]).origins <= before


@given(st.data(), items_drawn, links_drawn)
def test_the_order_in_which_things_came_in_does_not_matter(
    data: st.DataObject, things: list[Item], links: list[Link]
) -> None:
    shuffled = data.draw(st.permutations(things)), data.draw(st.permutations(links))
    assert count_origins(*shuffled) == count_origins(things, links)


@given(items_drawn, links_drawn)
def test_circular_is_said_exactly_when_there_is_a_loop(
    things: list[Item], links: list[Link]
) -> None:
    present = {item.key for item in things}
    graph = TopologicalSorter[int]()
    for one in links:
        if {one.child, one.parent} <= present and one.child != one.parent:
            graph.add(one.child, one.parent)
    try:
        graph.prepare()
        loop = False
    except CycleError:
        loop = True
    assert count_origins(things, links).circular is loop


@given(st.lists(keys, unique=True), links_drawn)
def test_without_loops_and_sources_the_origins_are_the_items_without_a_parent(
    present: list[int], links: list[Link]
) -> None:
    downward = [one for one in links if one.parent < one.child]
    children = {one.child for one in downward if {one.child, one.parent} <= set(present)}
    assert count_origins(items(*present), downward).origins == len(set(present) - children)


def test_a_long_chain_is_walked_without_running_out_of_stack() -> None:
    chain = [Link(child, parent) for parent, child in pairwise(range(1100))]
    assert count_origins(items(*range(1100)), chain).origins == 1
