from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.ledger import GENESIS, ChainResult, Entry, verify_chain
from review.seal import digest


def signed(entry: Entry) -> Entry:
    return replace(entry, hash=digest(entry.content()))


def chained(entries: Iterable[Entry]) -> list[Entry]:
    """The same acts, joined into one whole chain."""
    chain: list[Entry] = []
    for number, entry in enumerate(entries, start=1):
        previous = chain[-1].hash if chain else GENESIS
        chain.append(signed(replace(entry, number=number, previous=previous)))
    return chain


def act(subject: str, **payload: object) -> Entry:
    at = "2026-11-23T12:03:04.000001Z"
    return Entry("harrow", 0, "", at, 7, "Oda Brandt", "claim.taken", subject, payload)


CHAIN = chained([act("claim 1"), act("claim 2", slot=2), act("claim 3"), act("claim 4")])


def verify(chain: Iterable[Entry]) -> ChainResult:
    return verify_chain(chain, digest)


def test_an_untouched_chain_is_sound_and_names_its_head() -> None:
    assert verify(CHAIN) == ChainResult(4, CHAIN[-1].hash)
    assert verify(CHAIN).sound


def test_an_empty_chain_is_sound_and_its_head_is_the_beginning() -> None:
    assert verify([]) == ChainResult(0, GENESIS)
    assert GENESIS == "0" * 64


def test_a_chain_can_be_walked_on_from_a_known_head() -> None:
    found = verify_chain(CHAIN[2:], digest, start=CHAIN[1].hash, first=3)
    assert found == ChainResult(2, CHAIN[-1].hash)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_missing_entry_is_named(gone: int) -> None:
    found = verify(CHAIN[:gone] + CHAIN[gone + 1 :])
    assert (found.broken_at, found.reason) == (gone + 1, f"entry {gone + 1} is missing")
    assert found.entries == gone
    assert not found.sound


def test_an_altered_entry_is_named() -> None:
    altered = replace(CHAIN[1], payload={"slot": 1})
    found = verify([CHAIN[0], altered, *CHAIN[2:]])
    assert (found.broken_at, found.reason) == (2, "its words were changed")
    assert (found.entries, found.head) == (1, CHAIN[0].hash)


def test_an_entry_hashed_anew_after_a_change_no_longer_joins() -> None:
    forged = signed(replace(CHAIN[1], payload={"slot": 1}))
    found = verify([CHAIN[0], forged, *CHAIN[2:]])
    assert (found.broken_at, found.reason) == (3, "does not join the one before")
    assert (found.entries, found.head) == (2, forged.hash)


def test_two_entries_that_changed_places_are_found() -> None:
    assert verify([CHAIN[0], CHAIN[2], CHAIN[1], CHAIN[3]]).broken_at == 2


def test_an_entry_of_another_desk_does_not_join() -> None:
    other = chained([replace(act(f"claim {n}"), desk="vantoria") for n in range(4)])
    assert verify([*CHAIN[:2], *other[2:]]).broken_at == 3


def test_a_chain_made_anew_or_cut_short_shows_in_its_head() -> None:
    kept = CHAIN[-1].hash
    assert verify(CHAIN[:3]).head != kept
    assert verify(chained([*CHAIN[:1], *CHAIN[2:]])).head != kept


@pytest.mark.parametrize("value", [2**60, float("nan"), "\ud800", object()])
def test_what_has_no_canonical_form_is_found_and_stops_nothing(value: object) -> None:
    altered = replace(CHAIN[1], payload={"slot": value})
    found = verify([CHAIN[0], altered, *CHAIN[2:]])
    assert (found.broken_at, found.reason) == (2, "its words were changed")


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
payloads = st.dictionaries(st.text(max_size=5), plain, max_size=3)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "desk": st.text(max_size=8),
    "number": st.integers(-1, 9),
    "previous": hashes,
    "at": st.text(max_size=8),
    "actor_id": st.none() | st.integers(),
    "actor": st.text(max_size=8),
    "action": st.text(max_size=8),
    "subject": st.text(max_size=8),
    "payload": payloads,
    "hash": hashes,
}


def test_every_field_of_an_entry_is_put_to_the_test() -> None:
    assert set(CHANGES) == {field.name for field in fields(Entry)}


@given(st.lists(payloads, min_size=1, max_size=5), st.data())
def test_any_single_change_of_any_field_of_any_entry_is_found(
    contents: list[dict[str, Any]], data: st.DataObject
) -> None:
    chain = chained([act(f"claim {n}") for n in range(len(contents))])
    chain = chained(
        [replace(entry, payload=content) for entry, content in zip(chain, contents, strict=True)]
    )
    assert verify(chain).sound
    index = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(sorted(CHANGES)))
    old = getattr(chain[index], name)
    new = data.draw(CHANGES[name].filter(lambda value: value != old))
    altered = replace(chain[index], **{name: new})
    found = verify([*chain[:index], altered, *chain[index + 1 :]])
    assert found.broken_at == index + 1
