"""One way to write a moment down, so that what is hashed never depends on who wrote it."""

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds: 2026-11-23T12:03:04.000001Z.

    Raises ValueError for a moment without a zone, which would read differently on each machine.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def iso_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
