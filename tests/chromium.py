"""Finds the Chromium that drives the browser tests; as a program, sees to it that there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that looks for updates would have the tests depend on the network.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-quic")
MISSING = (
    "The browser tests need Chromium, and none could be found or installed: "
    "install it, or set CHROMIUM to the path of its program, and run this again."
)


def executable() -> str:
    """The path of a Chromium that starts. Raises FileNotFoundError when there is none."""
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise FileNotFoundError(MISSING)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium for this worker; a test opens its own context in it."""
    path = executable()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield running
        running.close()


def _candidates() -> Iterator[str]:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        yield chosen
        return
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(program: str) -> bool:
    # A distribution's package may be no more than a pointer to somewhere else, so being there
    # is not enough.
    if not Path(program).exists():
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def _install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *step], check=False, env=quiet)
        if any(_starts(path) for name in NAMES if (path := shutil.which(name))):
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> str | None:
    """Returns None when a Chromium is there in the end, else the line that says what is missing."""
    try:
        executable()
    except FileNotFoundError:
        if not os.environ.get("CHROMIUM"):
            _install()
    try:
        print(f"Browser tests use {executable()}")  # noqa: T201
    except FileNotFoundError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
