"""Whether other words for a claim judge it, leave out who says so, or lead somewhere else."""

import re

from review.text.attribution import attribute
from review.text.lexicon import GENERAL, Lexicon, Sign, languages, load
from review.text.names import capitals_inside, names_in
from review.text.people import register
from review.text.reading import Reading, read
from review.text.sentences import split

_REPORTS = (
    Sign.SAYS,
    Sign.SAYS_WEAKLY,
    Sign.SPEAKS,
    Sign.SAYING,
    Sign.SAYS_THERE,
    Sign.BY_SOURCE,
    Sign.BY_SOURCE_BEHIND,
    Sign.BY_SOURCE_NAMED,
    Sign.CITING,
    Sign.POINTS_BACK,
)
_HELD_AGAINST = (Sign.ACCUSES, Sign.DENIES)
_ADDRESS = re.compile(
    r"(?:https?:|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\b", re.IGNORECASE
)
_WORD = re.compile(r"\w{2,}")
_STEM = 4


def judges(words: str, claim: str, language: str) -> bool:
    """Tell whether words say that something is true or made up where the claim says neither."""
    pack = load(language)
    return _has(words, pack, Sign.TRUTH) and not _has(claim, pack, Sign.TRUTH)


def drops_source(words: str, claim: str, said_by: str, language: str) -> bool:
    """Tell whether a claim is somebody's, and the words tell it as a plain fact.

    `said_by` names who makes the claim, empty for the article itself. Who is named in the claim is
    to be named in the words; a language whose pack knows no words of saying asks for the name.
    """
    pack = load(language)
    knows = language in languages() - {GENERAL}
    if said_by and (_names(claim, said_by) or not knows) and not _names(words, said_by):
        return True
    if not knows or not (said_by or _is_somebodys(claim, pack)):
        return False
    hedged = not said_by and _has(words, pack, Sign.HEDGE)
    return not hedged and not _has(words, pack, *_REPORTS, *_HELD_AGAINST)


def adds_address(words: str, claim: str) -> bool:
    """Tell whether words lead to a site or a mailbox that the claim does not name."""
    known = {found.lower() for found in _ADDRESS.findall(claim)}
    return any(found.lower() not in known for found in _ADDRESS.findall(words))


def _has(words: str, pack: Lexicon, *signs: Sign) -> bool:
    return any(reading.has(*signs) for reading in _read(words, pack))


def _read(words: str, pack: Lexicon) -> list[Reading]:
    return read(words, split(words, pack.language), pack)


def _is_somebodys(claim: str, pack: Lexicon) -> bool:
    """Whether the claim's own words name a source, or only hold something against somebody."""
    readings = _read(claim, pack)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    sources = attribute(readings, names, register(readings, names, pack))
    return any(sources) or any(r.has(*_HELD_AGAINST, Sign.HEDGE) for r in readings)


def _names(words: str, name: str) -> bool:
    """Whether the longest word of a name stands in the words, whatever its ending."""
    wanted = max(_WORD.findall(name.lower()), key=len, default="")[:_STEM]
    return any(word.startswith(wanted) for word in _WORD.findall(words.lower()))
