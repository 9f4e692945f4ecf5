"""What a suggested wording changes, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 400
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Fate(StrEnum):
    STAYS = "stays"
    GOES = "goes"
    COMES = "comes"


@dataclass(frozen=True, slots=True)
class Passage:
    fate: Fate
    text: str

    @property
    def goes(self) -> bool:
        return self.fate is Fate.GOES

    @property
    def comes(self) -> bool:
        return self.fate is Fate.COMES


def changes(old: str, new: str) -> tuple[Passage, ...]:
    """Passages that stay, go or come. Joined, what stays and goes is `old`, else `new`.

    Very long texts are set against each other whole, because comparing them word by word is slow.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return _passages((Fate.GOES, old), (Fate.COMES, new))
    found: list[tuple[Fate, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            found.append((Fate.STAYS, "".join(before[i:j])))
        else:
            found += [(Fate.GOES, "".join(before[i:j])), (Fate.COMES, "".join(after[k:m]))]
    return _passages(*found)


def _passages(*found: tuple[Fate, str]) -> tuple[Passage, ...]:
    return tuple(Passage(fate, text) for fate, text in found if text)
