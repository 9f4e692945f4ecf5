"""Hostile input can end its own process, and nothing else."""

import json
import os
import resource
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from review.sandbox import Cage, Reason, StoppedError, run_apart
from review.sandbox.cage import inside, reason_of
from review.sandbox.nursery import NURSERY, Job, Nursery

CAGED = "tests.parsing.caged"
REPOSITORY = Path(__file__).parent.parent


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
    # The last is ours: a tagger that was loaded before wants one thread.
    assert set(answer["names"]) <= {"LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS"}
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


def test_nothing_is_left_running_when_the_caller_is_interrupted(tmp_path: Path) -> None:
    told, caller = tmp_path / "pid", threading.get_ident()
    # Not the signal of Ctrl+C: what runs tests side by side has its workers ignore that one.
    before = signal.signal(signal.SIGUSR1, signal.default_int_handler)

    def interrupt() -> None:
        while not (told.exists() and told.read_text()):
            time.sleep(0.01)
        signal.pthread_kill(caller, signal.SIGUSR1)

    watcher = threading.Thread(target=interrupt)
    watcher.start()
    with pytest.raises(KeyboardInterrupt):
        run_apart(CAGED, ["wait_after_telling", str(told)], b"")
    watcher.join()
    signal.signal(signal.SIGUSR1, before)
    assert is_gone(int(told.read_text()))


def test_a_caller_that_hangs_up_before_it_knows_its_child_leaves_none_behind(
    tmp_path: Path,
) -> None:
    told = tmp_path / "pid"
    job = Job(CAGED, ("wait_after_telling", str(told)), (), Cage())
    ours, theirs = socket.socketpair()
    with ours, theirs, TemporaryFile() as given, TemporaryFile() as answer:
        NURSERY._hand_over(job, [given.fileno(), answer.fileno(), theirs.fileno()])
        while not (told.exists() and told.read_text()):
            time.sleep(0.01)
    assert is_gone(int(told.read_text()))


def is_gone(process: int) -> bool:
    for _ in range(500):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_jobs_run_side_by_side_and_each_gets_its_own_answer() -> None:
    with ThreadPoolExecutor(12) as pool:
        slow = pool.submit(reason_for, "wait", Cage(wall_seconds=2))
        words = [f"word {number}" for number in range(11)]
        answers = pool.map(lambda word: run_apart(CAGED, ["echo", word], b""), words)
        assert [json.loads(answer)[0] for answer in answers] == words
        assert not slow.done()
        assert slow.result() is Reason.TOO_SLOW


def test_a_nursery_that_somebody_ended_is_replaced() -> None:
    run_apart(CAGED, ["echo", "first"], b"")
    ended = NURSERY._process
    assert ended is not None
    ended.kill()
    ended.wait()
    assert json.loads(run_apart(CAGED, ["echo", "second"], b"")) == ["second", ""]
    assert NURSERY._process is not ended


def test_a_job_whose_nurse_was_killed_has_crashed() -> None:
    assert reason_for("kill_the_nurse", Cage()) is Reason.CRASHED


def test_a_forked_desk_has_a_nursery_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    nursery = Nursery()
    job = Job(CAGED, ("fall_over",), (), Cage())
    with (REPOSITORY / "pyproject.toml").open("rb") as given, TemporaryFile() as answer:
        assert nursery.run(job, given, answer) == 70
        first = nursery._process
        monkeypatch.setattr(os, "getpid", lambda: 1)
        assert nursery.run(job, given, answer) == 70
        assert first is not None
        assert nursery._process is not first
        first.wait()
        second = nursery._process
        monkeypatch.setattr(os, "getpid", lambda: 2)
        nursery.leave()
        assert second is not None
        assert second.poll() is None, "it is the parent's"
        monkeypatch.setattr(os, "getpid", lambda: 1)
        nursery.leave()
        assert second.returncode is not None


def test_what_a_kind_of_job_needs_is_loaded_once_for_all_its_children() -> None:
    def loaded() -> object:
        return json.loads(run_apart(CAGED, ["show_loaded"], b"", warm=["tests.parsing.warmed"]))

    assert loaded() == loaded() == 1


def test_a_module_that_cannot_be_loaded_is_a_crash() -> None:
    with pytest.raises(StoppedError) as caught:
        run_apart("tests.parsing.no_such_module", [], b"")
    assert caught.value.reason is Reason.CRASHED


@pytest.fixture
def limits_set(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    """What a child would set on itself, were it not running in the test's own process."""
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return limits


SMALL = Cage(cpu_seconds=3, memory_bytes=400_000_000, output_bytes=5000)


def test_every_limit_is_hard_and_set_before_the_module_runs(
    limits_set: dict[int, tuple[int, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert inside(SMALL, CAGED, ["show_environment"]) == 0
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
    assert reason_of(inside(SMALL, CAGED, [])) is Reason.TOO_BIG
