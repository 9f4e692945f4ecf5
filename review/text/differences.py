"""What a new version of a text changed, word by word, paragraph by paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing word by word takes time that grows with the square; longer stretches go as a whole.
MOST_WORDS = 4_000
# So many characters of both texts together are compared word by word; what is left goes as a whole.
MOST_COMPARED = 60_000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both texts. Equal words stand in both; otherwise one of them may be empty."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that changed, or how many in a row did not (`unchanged`, with no changes)."""

    changes: tuple[Change, ...]
    unchanged: int = 0


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """Compare two texts; unchanged paragraphs are only counted."""
    before, after = _paragraphs(old), _paragraphs(new)
    return tuple(_passages(before, after))


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    matcher, left = SequenceMatcher(None, before, after, autojunk=False), MOST_COMPARED
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            yield Passage((), unchanged=to_old - from_old)
            continue
        old, new = "\n".join(before[from_old:to_old]), "\n".join(after[from_new:to_new])
        left -= len(old) + len(new)
        yield Passage(tuple(changed_words(old, new)) if left >= 0 else (Change(old, new),))


def changed_words(old: str, new: str) -> Iterator[Change]:
    """Compare two stretches word by word; blanks and marks count as words."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        yield Change(old, new)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        yield Change("".join(before[from_old:to_old]), "".join(after[from_new:to_new]))
