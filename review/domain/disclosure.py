"""What a variant of a report leaves out, so that a source or a colleague stays safe.

Evidence of a source that the variant may not show keeps its number, its grades and its place in
the count of origins; everything that tells what or whose it is goes. Words of such evidence, and
names, are also taken out wherever the desk wrote them in another place. The article's own words
are never altered: where they name a hidden source, the report must not be made at all.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from review.domain.policy import Actor
from review.domain.vocabulary import (
    DisclosureLevel,
    Role,
    SourceKind,
    Variant,
)

HIDDEN: Mapping[Variant, frozenset[DisclosureLevel]] = {
    Variant.PUBLIC: frozenset({DisclosureLevel.LEGAL_ONLY, DisclosureLevel.SEALED}),
    Variant.LEGAL: frozenset({DisclosureLevel.SEALED}),
    Variant.INTERNAL: frozenset(),
}
STRICTNESS = (DisclosureLevel.PUBLIC, DisclosureLevel.LEGAL_ONLY, DisclosureLevel.SEALED)
WORDS_WITHHELD = "[withheld]"
SHORTEST_SECRET = 3
SHORTEST_PASSAGE = 25
INFLECTED_FROM = 5
_PASSAGES = re.compile(r"(?<=[.!?])\s+|\n+")


# Who on the desk itself may know a sealed source by its name.
KNOW_SEALED = frozenset({Role.EDITOR, Role.LEGAL})


def knows_sealed(actor: Actor) -> bool:
    """Whether `actor` sees the names of sealed sources; to all others each is a number."""
    return bool(actor.roles & KNOW_SEALED)


NUMBERED = "sealed source "


def name_for(actor: Actor, *, key: int, name: str, level: DisclosureLevel) -> str:
    """What a source is called to `actor`: its name, or a number where it is sealed to them."""
    if level is DisclosureLevel.SEALED and not knows_sealed(actor):
        return f"{NUMBERED}{key}"
    return name


def placeholder(level: DisclosureLevel) -> str:
    return f"source withheld ({level.title_text.lower()})"


def strictest(levels: Iterable[DisclosureLevel]) -> DisclosureLevel:
    return max(levels, key=STRICTNESS.index, default=DisclosureLevel.PUBLIC)


@dataclass(frozen=True, slots=True)
class HiddenSource:
    """A source that the variant may not show. `names` are all names it is or was known by."""

    names: tuple[str, ...]
    kind: SourceKind
    level: DisclosureLevel


@dataclass(frozen=True)
class Redaction:
    """How one report is made safe.

    `hidden` says for each evidence id, and for each source by its key among derivations, which
    level hides it; `sources` are the sources behind;
    `passages` are words of hidden evidence; `people` maps a colleague's name to the part they
    played, and is empty when people are named.
    """

    hidden: Mapping[int, DisclosureLevel] = field(default_factory=dict)
    sources: tuple[HiddenSource, ...] = ()
    passages: tuple[str, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> frozenset[str]:
        """Names of hidden sources, which no part of the report may hold."""
        return frozenset(name for source in self.sources for name in source.names if name.strip())


Mask = Callable[[str], str]


def mask_of(redaction: Redaction) -> Mask:
    """A function that takes what must not be said out of the desk's own words."""
    people = {_tidy(name).casefold(): part for name, part in redaction.people.items()}
    secrets = {*map(_tidy, redaction.people), *map(_tidy, _secrets(redaction))} - {""}
    if not secrets:
        return lambda text: text
    # The longest first, so that a name inside a longer passage goes with the passage.
    pattern = re.compile(
        "|".join(map(_as_pattern, sorted(secrets, key=lambda s: (-len(s), s)))), re.IGNORECASE
    )

    def mask(text: str) -> str:
        plain = unicodedata.normalize("NFC", text)
        said = pattern.sub(lambda hit: people.get(_tidy(hit[0]).casefold(), WORDS_WITHHELD), plain)
        return text if said == plain else said

    return mask


def _secrets(redaction: Redaction) -> Iterable[str]:
    for source in redaction.sources:
        yield from source.names
        if source.kind is SourceKind.PERSON:
            yield from (part for name in source.names for part in name.split() if len(part) > 3)
    for words in redaction.passages:
        if len(words) >= SHORTEST_SECRET:
            yield words
        yield from (part for part in _PASSAGES.split(words) if len(part) >= SHORTEST_PASSAGE)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _as_pattern(secret: str) -> str:
    words = r"\s+".join(map(re.escape, secret.split(" ")))
    begin = r"(?<!\w)" if secret[0].isalnum() else ""
    # A longer word may stand inflected, so that its end may differ.
    end = r"(?!\w)" if len(secret) < INFLECTED_FROM else ""
    return f"{begin}{words}{end}"


def names_in(plain: Any, names: Iterable[str]) -> frozenset[str]:
    """Those of `names` that stand anywhere in the plain data."""
    wanted = {name: re.compile(_as_pattern(_tidy(name)), re.IGNORECASE) for name in names}
    words = list(_strings(plain)) if wanted else []
    return frozenset(n for n, found in wanted.items() if any(found.search(one) for one in words))


def _strings(plain: Any) -> Iterable[str]:
    if isinstance(plain, str):
        yield unicodedata.normalize("NFC", plain)
    elif isinstance(plain, Mapping):
        for value in plain.values():
            yield from _strings(value)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from _strings(value)
