"""Bears web and worker processes that are ready at once, to be killed at any point of their lives.

Run as a program: everything is loaded here, and each life is a fork of this process of one thread,
doing what `proofdesk up` and `proofdesk worker` do. It reads "web" or "worker", a line each, and
tells the number of the process that it bore.
"""

import os
import signal
import socket
import sys

from waitress.server import create_server

from config import Settings, from_environment
from review.app import create_app
from review.jobs import work


def main() -> None:
    settings = from_environment()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.create_server(("127.0.0.1", 0)) as door:
        # One door for all lives of the web process: whoever knocks in between waits.
        _say(door.getsockname()[1])
        for line in sys.stdin:
            child = os.fork()
            if child == 0:
                _live(line.strip(), settings, door)
            _say(child)


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _live(kind: str, settings: Settings, door: socket.socket) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    log = os.open(settings.data_dir / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for at, file in enumerate((null, log, log)):
        os.dup2(file, at)
    try:
        if kind == "web":
            create_server(create_app(settings), sockets=[door], threads=8).run()
        else:
            work(settings)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
