"""Hostile input can end its own process, and nothing else."""

import json
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest

from review import sandbox
from review.sandbox import Cage, Reason, StoppedError, run_apart

CAGED = "tests.parsing.caged"


def reason_for(act: str, cage: Cage) -> Reason:
    with pytest.raises(StoppedError) as caught:
        run_apart(CAGED, [act], b"", cage)
    return caught.value.reason


def test_the_child_reads_bytes_and_its_answer_comes_back() -> None:
    assert json.loads(run_apart(CAGED, ["echo", "hello"], b"given")) == ["hello", "given"]


def test_the_child_reads_a_file_without_a_copy_being_made(tmp_path: Path) -> None:
    source = tmp_path / "given"
    source.write_bytes(b"from disk")
    assert json.loads(run_apart(CAGED, ["echo", "x"], source)) == ["x", "from disk"]


def test_no_secret_of_ours_is_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROOFDESK_SECRET_KEY", "not for parsers")
    answer = json.loads(run_apart(CAGED, ["show_environment"], b""))
    assert set(answer["names"]) <= {"LANG", "LC_CTYPE"}
    assert answer["group"], "the child leads a process group of its own"


def test_one_that_only_waits_is_stopped_by_the_wall_clock() -> None:
    began = time.monotonic()
    assert reason_for("wait", Cage(wall_seconds=0.3)) is Reason.TOO_SLOW
    assert time.monotonic() - began < 10


def test_one_that_spins_is_stopped_by_its_processor_time() -> None:
    assert reason_for("spin", Cage(wall_seconds=60, cpu_seconds=1)) is Reason.TOO_SLOW


def test_one_that_eats_memory_is_stopped() -> None:
    assert reason_for("eat", Cage(memory_bytes=200_000_000)) is Reason.TOO_BIG


def test_one_that_talks_without_end_is_stopped() -> None:
    assert reason_for("talk", Cage(output_bytes=100_000)) is Reason.TOO_BIG


def test_one_that_falls_over_is_told_apart() -> None:
    assert reason_for("fall_over", Cage()) is Reason.CRASHED


def test_what_it_says_of_the_text_in_errors_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_apart(CAGED, ["complain"], b"") == b""
    assert capfd.readouterr() == ("", "")


def test_nothing_is_left_running_when_the_caller_is_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    wait = subprocess.Popen.wait

    def interrupted(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if not started:
            started.append(process)
            raise KeyboardInterrupt
        return wait(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_apart(CAGED, ["wait"], b"")
    assert started[0].returncode == -signal.SIGKILL


@pytest.fixture
def limits_set(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """What the launcher would set on itself, were it not running in the test's own process."""
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return limits


def test_every_limit_is_hard_and_set_before_the_module_is_loaded(
    limits_set: dict[int, tuple[int, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox.inside("3,400000000,5000", CAGED, "show_environment")
    assert limits_set[resource.RLIMIT_CPU] == (3, 3)
    assert limits_set[resource.RLIMIT_FSIZE] == (5000, 5000)
    assert limits_set[resource.RLIMIT_AS] == (400_000_000, 400_000_000)
    assert limits_set[resource.RLIMIT_CORE] == limits_set[resource.RLIMIT_NPROC] == (0, 0)
    assert "names" in capsys.readouterr().out


def test_memory_that_runs_out_has_an_exit_code_of_its_own(
    limits_set: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(f"{CAGED}.main", full)
    with pytest.raises(SystemExit) as caught:
        sandbox.inside("3,400000000,5000", CAGED)
    assert sandbox._reason(int(str(caught.value.code))) is Reason.TOO_BIG
