"""`proofdesk up` opens the house: web and worker, an address, and the first sign-ins."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from review.commands.serving import _leave
from tests.commands.shell import Shell

BOUND_S = 60
SIGN_IN = re.compile(r"^  (\S.*?) {2,}(\S+@\S+) +(\S+)$", re.MULTILINE)


class House:
    """A running `proofdesk up`, as somebody at the terminal sees it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.said = process, ""
        assert process.stdout is not None
        for line in process.stdout:
            self.said += line
            if line.startswith("These passwords"):
                break
        self.address = self.said.split("open at ")[1].split()[0]

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(self.address + path, timeout=BOUND_S) as answer:
            return answer.status, answer.read().decode()


@contextmanager
def up(folder: Path, *more: str) -> Iterator[House]:
    command = [
        sys.executable,
        "-m",
        "review.cli",
        "up",
        "--port",
        "0",
        "--data",
        str(folder),
        *more,
    ]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PROOFDESK_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield House(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(BOUND_S)
    assert process.returncode == 0


def test_an_empty_folder_becomes_a_desk_with_one_first_person(tmp_path: Path) -> None:
    with up(tmp_path / "data") as house:
        assert house.get("/healthz")[0] == 200
        assert json.loads(house.get("/readyz")[1])["ready"] is True
        assert "password" in house.get("/login")[1]
        assert [person[1] for person in SIGN_IN.findall(house.said)] == ["editor@desk.example"]
    shell = Shell(tmp_path / "data")
    assert shell.number("SELECT count(*) FROM user_account") == 1
    assert shell.number("SELECT count(*) FROM membership") == 2


def test_the_demo_shows_five_people_and_starts_again_over_the_same_folder(tmp_path: Path) -> None:
    seen = []
    for _ in range(2):
        with up(tmp_path / "data", "--demo") as house:
            seen.append(SIGN_IN.findall(house.said))
            assert house.get("/healthz")[0] == 200
    first, second = seen
    assert [person[:2] for person in first] == [person[:2] for person in second]
    assert len(first) == 5
    # Passwords are made at every start, never fixed.
    assert not {person[2] for person in first} & {person[2] for person in second}
    shell = Shell(tmp_path / "data")
    assert shell.number("SELECT count(*) FROM article") == 1
    assert shell.number("SELECT count(*) FROM claim") > 10
    assert shell.number("SELECT count(*) FROM claim WHERE state <> 'queued'") == 0
    assert shell.number("SELECT count(*) FROM evidence") == 0
    assert shell("ledger", "verify").startswith("Sound")


def _children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(number) for task in listed for number in task.read_text().split()]


def test_a_worker_that_falls_over_is_begun_again(tmp_path: Path) -> None:
    with up(tmp_path / "data") as house:
        (first,) = _children(house.process)
        os.kill(first, signal.SIGKILL)
        until = time.monotonic() + BOUND_S
        while set(_children(house.process)) <= {first}:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_a_port_that_is_taken_is_named_and_nothing_is_begun(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "data")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = shell.fails("up", "--port", str(taken.getsockname()[1]))
    assert "Give another --port" in said
    assert not shell.folder.exists()


def test_a_polite_end_is_an_end_without_complaint() -> None:
    with pytest.raises(SystemExit) as end:
        _leave(signal.SIGTERM, None)
    assert end.value.code == 0


def test_what_proofdesk_can_do_is_listed_without_starting_anything(tmp_path: Path) -> None:
    said = Shell(tmp_path / "nothing")("--help")
    for command in ("up", "article", "claims", "report", "verify", "ledger", "backup", "check"):
        assert f"\n  {command} " in said
    assert not (tmp_path / "nothing").exists()
    assert "No such command" in Shell(tmp_path / "nothing").fails("fly", code=2)
