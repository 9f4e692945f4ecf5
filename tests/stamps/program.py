"""Whether openssl is on this machine, told at the head of each run of the tests."""

from __future__ import annotations

import subprocess

from tests.stamps.clock import OPENSSL


def pytest_report_header() -> str:
    """Without it an authority of our own making stands in, and fewer tests run."""
    if OPENSSL is None:
        return "time stamps: our own authority alone, as there is no openssl on this machine"
    told = subprocess.run([OPENSSL, "version"], check=True, capture_output=True, text=True)
    return f"time stamps: our own authority, and {told.stdout.strip()}"
