"""Every task by name: work on one row, and what time asks for. A new task is a line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from review.jobs.room import Room
from review.jobs.upkeep import read_bytes_again, sweep_store
from review.services import (
    askings,
    captures,
    derivatives,
    excerpts,
    hints,
    stamping,
    watch,
    watch_turns,
)


@dataclass(frozen=True, slots=True)
class Task:
    """Work on one row. `waiting` finds the rows whose task was lost, for the sweep."""

    name: str
    run: Callable[[Room, int], None]
    waiting: Callable[[Room], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Timed:
    """What is done at a time, as crontab tells times: `minute="*/5"` is every five minutes."""

    name: str
    run: Callable[[Room], None]
    minute: str
    hour: str = "*"


def _capture(room: Room, capture_id: int) -> None:
    captures.run(
        room.sessions,
        room.store,
        capture_id=capture_id,
        allow=room.settings.fetch_allow,
        camera=room.camera,
        authorities=room.stamps_captures_by,
    )
    excerpts.look_in_captured(room.sessions, capture_id=capture_id)


def _ask(room: Room, asking_id: int) -> None:
    askings.run(room.sessions, room.endpoint, asking_id=asking_id)


def _derive(room: Room, evidence_id: int) -> None:
    derivatives.run(room.sessions, room.store, evidence_id=evidence_id)
    _find_excerpts(room, evidence_id)


def _find_excerpts(room: Room, evidence_id: int) -> None:
    excerpts.look(room.sessions, evidence_id=evidence_id)


def _suggest(room: Room, evidence_id: int) -> None:
    hints.look(room.sessions, room.store, evidence_id=evidence_id)


def _stamp(room: Room, stamp_id: int) -> None:
    stamping.run(
        room.sessions,
        room.store,
        stamp_id=stamp_id,
        authorities=room.settings.stamp_urls,
        roots=room.settings.stamp_roots,
        resting=room.resting,
    )


def _look(room: Room, evidence_id: int) -> None:
    watch.look(
        room.sessions,
        room.store,
        evidence_id=evidence_id,
        pace=room.pace,
        allow=room.settings.fetch_allow,
    )


TASKS = (
    Task("capture", _capture, lambda room: captures.waiting(room.sessions)),
    Task("asking", _ask, lambda room: askings.waiting(room.sessions)),
    Task("derive", _derive, lambda room: derivatives.waiting(room.sessions)),
    Task("excerpts", _find_excerpts, lambda room: excerpts.waiting(room.sessions)),
    Task("suggest", _suggest, lambda room: hints.waiting(room.sessions)),
    Task("stamp", _stamp, lambda room: stamping.waiting(room.sessions)),
    Task("look", _look, lambda room: watch_turns.due(room.sessions, room.pace)),
)
TIMED = (
    Timed("sweep_store", sweep_store, minute="17"),
    Timed("rehash", read_bytes_again, minute="*/10"),
)
