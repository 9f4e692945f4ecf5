"""Looks through an article in a process apart: the finder's memory and time are not the desk's.

One article of hundreds of thousands of signs takes seconds and tens of megabytes. In the web
process both would be taken from everybody else who works at that moment.
"""

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from review.domain.errors import Invalid
from review.sandbox import Cage, StoppedError, run_apart
from review.text.finder import find_claims
from review.text.finding import Found
from review.text.language import detect_language
from review.text.lexicon import languages
from review.text.subjects import Tagger
from review.text.worth import SHIPPED, Weights

TAGGED = "review.intake.tagged_finding"
CAGE = Cage(wall_seconds=120.0, cpu_seconds=60, output_bytes=64 << 20)


def find_apart(
    text: str, language: str | None = None, weights: Weights = SHIPPED, *, tagged: bool = False
) -> Found:
    """As `find_claims`, in a child; `tagged` asks for the tagger of the extra `nlp` as well.

    Raises Invalid when the text is too much for it.
    """
    # The tagger has a module of its own, so that only those who ask for it keep it loaded.
    module = TAGGED if tagged else __name__
    asked = [language or "", json.dumps(dict(weights))]
    try:
        answer = run_apart(module, asked, text.encode(), CAGE)
    except StoppedError as stopped:
        message = "Looking through this text took too much time or memory, and was stopped."
        raise Invalid(
            message,
            "Import it in parts.",
            {"text": f"{message} Import it in parts."},
        ) from stopped
    return Found.from_plain(json.loads(answer))


def main(arguments: list[str], tagger: Tagger | None = None) -> None:
    """The child's side: the text comes in on standard input, what was found goes out as JSON."""
    language, weights = arguments
    text = sys.stdin.buffer.read().decode()
    with without_collecting():
        found = find_claims(text, language or None, json.loads(weights), tagger)
    json.dump(found.as_plain(), sys.stdout)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nobody look for rings of garbage meanwhile, for a process that does nothing else.

    The finder makes none, and looking for them in a long text takes a fifth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def warm() -> None:
    """Load the language model and the packs before children are forked, which then share them."""
    for code in languages():
        find_claims("It rained.", code)
    detect_language("It rained.")
