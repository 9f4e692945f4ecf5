"""What journeys may ask for: a running desk, and a browser for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.steps import Person
from tests.journeys.world import House, opened
from tests.web.claim_room import room

__all__ = ["enter", "house", "room"]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One desk for all journeys, each of which brings in an article of its own."""
    expect.set_options(timeout=20_000)
    with opened(tmp_path_factory.mktemp("house") / "data") as running:
        yield running


@pytest.fixture
def enter(house: House, open_page: Callable[..., Page], browser: Browser) -> Callable[..., Person]:
    """`enter("ana")`: she opens a browser of her own and signs in by the form."""
    return partial(_enter, house, open_page)


def _enter(house: House, open_page: Callable[..., Page], who: str, **settings: object) -> Person:
    person = Person(open_page(house.address + "/login", **settings), house)
    person.sign_in(*house.people[who])
    return person
