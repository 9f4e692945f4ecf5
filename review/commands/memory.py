"""Keeps the memory of a long-lived process near what it needs at rest."""

import ctypes

# Names and numbers of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_SMALL = 128 * 1024


def give_back_what_is_freed() -> bool:
    """Tell the allocator to hand freed blocks back at once; True where it can be told.

    By default glibc gives each thread a heap of its own and raises its thresholds with every large
    block, so that one upload or report a thread stays on the bill for ever. To be called before
    the threads start.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    settings = {_ARENA_MAX: 1, _MMAP_THRESHOLD: _SMALL, _TRIM_THRESHOLD: _SMALL}
    taken = [mallopt(name, value) for name, value in settings.items()]
    return taken == [1, 1, 1]
