"""Counts how often it was made ready."""

COUNT = 0


def warm() -> None:
    global COUNT  # noqa: PLW0603
    COUNT += 1
