"""What time ends: leases, old rows, and bytes that nothing names; and what it may have damaged."""

from dataclasses import asdict

import structlog

from review.jobs.room import Room
from review.services import assignments, housekeeping, rehash, sweeping

log = structlog.get_logger()


def end_what_is_over(room: Room) -> None:
    """Each minute: leases that have run out, and what is kept only for a while."""
    ended = assignments.expire_everywhere(room.sessions)
    housekeeping.forget_old(room.sessions)
    if ended:
        log.info("swept", leases_ended=ended)


def sweep_store(room: Room) -> None:
    log.info("swept_store", **asdict(sweeping.sweep(room.sessions, room.store)))


def read_bytes_again(room: Room) -> None:
    """Every ten minutes: a slice of what was not read for long, within its bounds."""
    found = rehash.run(room.sessions, room.store)
    if found != rehash.Tally():
        log.info("rehashed", **asdict(found))
