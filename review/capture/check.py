"""A first look at a link before it is kept for capture: refused at once where it never could be."""

import socket
from functools import partial

from review.capture.addresses import Allowed, is_open
from review.capture.connection import private_address
from review.capture.deadline import Deadline
from review.capture.targets import target_of

LOOK_UP_S = 3.0


def check(url: str, *, allow: Allowed = frozenset()) -> str:
    """Return the link. Raises Refused for one that is none, or that leads to a private address.

    A name that cannot be looked up now is let through: the capture will say what became of it.
    """
    target = target_of(url.strip(), allow)
    look_up = partial(socket.getaddrinfo, target.name, target.port, type=socket.SOCK_STREAM)
    try:
        with Deadline(LOOK_UP_S) as deadline:
            found = deadline.call(look_up)
    except (OSError, TimeoutError, ValueError):
        return target.url
    if not any(is_open(str(address[0]), target.port, allow) for *_, address in found):
        raise private_address()
    return target.url
