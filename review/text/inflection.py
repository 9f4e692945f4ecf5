"""Names that change their endings: which forms are one name, and which of them is the plain one.

Russian and Ukrainian decline names, so an article has `Ilana Mareska` and `Ilanom Mareskom` for
Ilan Maresk. No form is made up: the plainest one that the article itself writes is kept.
"""

from collections.abc import Iterable

_STEM = 5
_WORD_OF_SEVERAL = 3
_ENDING = 3
_FARTHEST = "ого, ому, его, ему, ым, им, ом, ем, ём, єм, ою, ею, єю, ой, ией, их"
_LONG = tuple(_FARTHEST.split(", "))
_SHORTEST = 5
_FAR, _OTHER, _FEMININE = 3, 2, 1


class Forms:
    """The names of one article under the beginnings of their words."""

    def __init__(self, names: Iterable[tuple[str, bool]]) -> None:
        """Take the names in the order of the text, each with whether it is a person's."""
        self._plainest: dict[str, str] = {}
        self._short: dict[str, tuple[str, str]] = {}
        rows = [(name, person) for name, person in names]
        for name, _ in rows:
            key = _key(name)
            kept = self._plainest.setdefault(key, name)
            if _obliqueness(name) < _obliqueness(kept):
                self._plainest[key] = name
        for name, person in rows:
            words = name.lower().split()
            if len(words) > 1:
                short = words[-1] if person else words[0]
                for stem in _stems(short):
                    self._short.setdefault(stem, (short, _key(name)))

    def fullest(self, name: str) -> str:
        """Return the plainest form of the fullest name that this one is a form or a part of."""
        words = name.lower().split()
        key = _key(name)
        if len(words) == 1:
            for stem in _stems(words[0]):
                short, whole = self._short.get(stem, ("", ""))
                if short and abs(len(short) - len(words[0])) <= _ENDING:
                    key = whole
                    break
        plain = self._plainest.get(key, name)
        alike = len(words) > 1 or " " in key or abs(len(plain) - len(name)) <= _ENDING
        return plain if alike else name


def _key(name: str) -> str:
    words = name.lower().split()
    length = _STEM if len(words) == 1 else _WORD_OF_SEVERAL
    return " ".join(word[:length] for word in words)


def _stems(word: str) -> list[str]:
    """Return the beginnings that another form may share; short words lose a letter or two."""
    if len(word) > _STEM + 1:
        return [word[:_STEM]]
    shortest = max(_WORD_OF_SEVERAL, len(word) - _ENDING + 1)
    return [word[:length] for length in range(min(_STEM, len(word)), shortest - 1, -1)]


def _obliqueness(name: str) -> int:
    """Tell how far a name is from the nominative, by the endings of its words; 0 is surest."""
    return sum(_of_word(word) for word in name.lower().split())


def _of_word(word: str) -> int:
    if word[-1] in "ую" or (len(word) >= _SHORTEST and word.endswith(_LONG)):
        return _FAR
    if word[-1] in "ыиіїеє":
        return _OTHER
    return _FEMININE if word[-1] in "ая" else 0


_SHE, _IT = "ла", "ло"
_PLURAL = tuple("ыиіїеєя")
_FEMALE, _NEUTER = tuple("аяь"), tuple("оеё")
_NOT_MALE = tuple("ыиіїеєую")
_OFFICES = frozenset({"голова", "глава", "судья", "суддя", "папа"})


def agrees(noun: str, verb: str, *, many: bool) -> bool:
    """Tell whether a noun may be the subject of a verb by their endings, both in lower case.

    `many` tells that the verb is in the plural. Past forms tell gender, others do not.
    """
    if many:
        return noun.endswith(_PLURAL)
    if verb.endswith(_SHE):
        return noun.endswith(_FEMALE)
    if verb.endswith(_IT):
        return noun.endswith(_NEUTER)
    if verb.endswith(("л", "в")):
        return noun in _OFFICES or not noun.endswith((*_NOT_MALE, *_FEMALE[:2]))
    return True
