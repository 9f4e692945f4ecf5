"""The worker does not outlive the house, however the house ends."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.commands.test_serving import BOUND_S, up


def workers(parent: int) -> list[int]:
    """The running children of a process, as the system lists them."""
    done = subprocess.run(
        ["ps", "-o", "pid=,stat=", "--ppid", str(parent)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    rows = [line.split() for line in done.stdout.splitlines()]
    return [int(pid) for pid, state in rows if not state.startswith("Z")]


def wait_for(what, *, bound_s: float = BOUND_S):
    """Ask again until the answer is true; the bound only ends a test that would hang."""
    end = time.monotonic() + bound_s
    while not (found := what()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
    return found


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_worker_goes_when_the_house_is_killed(tmp_path):
    with pytest.raises(AssertionError), up(tmp_path / "data") as house:  # noqa: PT012
        (worker,) = wait_for(lambda: workers(house.process.pid))
        house.process.kill()
        house.process.wait(BOUND_S)
        wait_for(lambda: not alive(worker))
