"""Who wrote an article, as its byline tells it."""

import re
import unicodedata
from collections.abc import Mapping

_WORD = re.compile(r"\w+")


def named_in(byline: str, people: Mapping[int, str]) -> frozenset[int]:
    """The ids of all of `people` whose whole name stands in the byline, however it is spaced."""
    return frozenset(key for key, name in people.items() if _stands(name, byline))


def _stands(name: str, byline: str) -> bool:
    whole, said = _words(name), _words(byline)
    if not whole:
        return False
    # Scripts without capitals may set names without blanks; elsewhere Ann Lee is not Joann Leeman.
    if whole.upper() == whole.lower():
        return whole in said
    return f" {whole} " in f" {said} "


def _words(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
