"""What the sandbox tests let run in the cage."""

import json
import os
import sys
import time


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
    "eat": eat,
    "talk": talk,
    "fall_over": fall_over,
    "complain": complain,
}
