"""What the sandbox tests let run in the cage."""

import json
import os
import signal
import sys
import time
from pathlib import Path


def main(arguments: list[str]) -> None:
    act, *rest = arguments
    ACTS[act](*rest)


def echo(word: str) -> None:
    sys.stdout.write(json.dumps([word, sys.stdin.read()]))


def show_environment() -> None:
    sys.stdout.write(
        json.dumps({"names": sorted(os.environ), "group": os.getpgrp() == os.getpid()})
    )


def spin() -> None:
    while True:
        pass


def wait() -> None:
    time.sleep(60)


def wait_after_telling(place: str) -> None:
    Path(place).write_text(str(os.getpid()))
    wait()


def kill_the_nurse() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    wait()


def show_loaded() -> None:
    sys.stdout.write(str(sys.modules["tests.parsing.warmed"].COUNT))


def eat() -> None:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def talk() -> None:
    while True:
        sys.stdout.write("word " * 10_000)


def fall_over() -> None:
    raise RuntimeError("as asked")


def complain() -> None:
    sys.stderr.write("words of an article")


ACTS = {
    "echo": echo,
    "show_environment": show_environment,
    "spin": spin,
    "wait": wait,
    "wait_after_telling": wait_after_telling,
    "kill_the_nurse": kill_the_nurse,
    "show_loaded": show_loaded,
    "eat": eat,
    "talk": talk,
    "fall_over": fall_over,
    "complain": complain,
}
