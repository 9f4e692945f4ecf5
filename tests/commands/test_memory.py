"""What the allocator is told, where it can be told."""

import ctypes
from types import SimpleNamespace

import pytest

from review.commands.memory import give_back_what_is_freed


def test_one_heap_for_all_threads_and_small_thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[int, int] = {}

    def mallopt(name: int, value: int) -> int:
        told[name] = value
        return 1

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(mallopt=mallopt))
    assert give_back_what_is_freed()
    assert told == {-8: 1, -3: 131072, -1: 131072}


def test_another_allocator_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    assert not give_back_what_is_freed()
