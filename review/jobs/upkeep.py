"""What time ends: leases, old rows, and bytes that nothing names."""

from dataclasses import asdict

import structlog

from review.jobs.room import Room
from review.services import assignments, housekeeping, sweeping

log = structlog.get_logger()


def end_what_is_over(room: Room) -> None:
    """Each minute: leases that have run out, and what is kept only for a while."""
    ended = assignments.expire_everywhere(room.sessions)
    housekeeping.forget_old(room.sessions)
    if ended:
        log.info("swept", leases_ended=ended)


def sweep_store(room: Room) -> None:
    log.info("swept_store", **asdict(sweeping.sweep(room.sessions, room.store)))
