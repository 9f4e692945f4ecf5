"""The program that takes the pictures: one page, one Chromium, in a process group of its own.

Told on standard input, as JSON, what to take; answers on standard output with the HTTP status, or
with why there is no picture.
It knows no secret of the desk, and everything that the page asks for comes through the guard.
"""

import json
import socket
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from review.capture.deadline import Deadline
from review.capture.guard_proxy import GuardProxy

PDF, PICTURE = "page.pdf", "page.png"
WIDTH, TALLEST = 1280, 15_000
_LOAD_MS, _SETTLE_MS = 12_000, 2_000
# The page's requests go through the proxy of its own context; those of the browser itself, which
# no flag stops altogether, to a door that is closed. It looks up no names at all.
_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Trouble(StrEnum):
    NO_BROWSER = "no_browser"
    NO_PAGE = "no_page"


@dataclass(frozen=True, slots=True)
class Order:
    """What to take; `executable` "" is the browser that playwright brought itself."""

    url: str
    allow: tuple[tuple[str, int], ...]
    folder: str
    executable: str
    seconds: float
    most_bytes: int
    as_root: bool


def main() -> None:
    told = json.load(sys.stdin)
    told["allow"] = tuple((host, port) for host, port in told["allow"])
    json.dump(take(Order(**told)), sys.stdout)


def take(order: Order) -> dict[str, Any]:
    """Write the PDF and the picture into the folder; say how the page answered."""
    from playwright.sync_api import Error, sync_playwright

    with (
        socket.socket() as closed,
        Deadline(order.seconds) as deadline,
        GuardProxy(frozenset(order.allow), deadline, order.most_bytes) as proxy,
        sync_playwright() as playwright,
    ):
        # Bound and never listening: whoever calls is turned away.
        closed.bind(("127.0.0.1", 0))
        try:
            browser = playwright.chromium.launch(
                executable_path=order.executable or None,
                args=[*_FLAGS, *(["--no-sandbox"] if order.as_root else [])],
                proxy=_through(closed.getsockname()[1]),
            )
        except Error:
            return {"trouble": Trouble.NO_BROWSER}
        context = browser.new_context(
            proxy=_through(proxy.port),
            service_workers="block",
            accept_downloads=False,
            viewport={"width": WIDTH, "height": 900},
        )
        try:
            return {"status": _picture(context.new_page(), order)}
        except Error:
            return {"trouble": Trouble.NO_PAGE}


def _through(port: int) -> Any:
    """Everything goes there, requests to this machine as well."""
    return {"server": f"http://127.0.0.1:{port}", "bypass": "<-loopback>"}


def _picture(page: Any, order: Order) -> int:
    from playwright.sync_api import TimeoutError as Late

    answer = page.goto(order.url, wait_until="domcontentloaded", timeout=_LOAD_MS)
    for state, patience in (("load", _LOAD_MS), ("networkidle", _SETTLE_MS)):
        try:
            page.wait_for_load_state(state, timeout=patience)
        except Late:
            break
    folder = Path(order.folder)
    tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
    page.screenshot(
        path=folder / PICTURE,
        full_page=True,
        clip={"x": 0, "y": 0, "width": WIDTH, "height": max(tall, 1)},
    )
    page.pdf(path=folder / PDF, print_background=True)
    return int(answer.status) if answer is not None else 0
