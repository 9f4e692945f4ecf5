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
    Answer,
    DisclosureLevel,
    Role,
    SourceKind,
    SourceLetter,
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
# These hold codes, digests, times and words of the article, never words of the desk.
STRUCTURE = frozenset(
    (
        "schema", "sha256", "kind", "verdict", "recommendation", "letter", "stance", "code",
        "stage", "gate", "role", "disclosure", "submitted_at", "decided_at", "captured_at",
        "asked_at", "answered_at", "deadline_at", "at", "began_on", "ended_on", "media_type",
        "answers", "claim", "article", "checkpoints",
    )
)  # fmt: skip
CODES = frozenset(answer.value for answer in Answer)
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

    `hidden` says for each evidence id which level hides it; `sources` are the sources behind;
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


def redact(
    content: Mapping[str, Any], redaction: Redaction, mask: Mask
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The content of one signed claim as the variant may show it, and what was withheld."""
    hidden = {
        item["number"]: level
        for item in content["evidence"]
        if (level := redaction.hidden.get(item["id"])) is not None
    }
    bare = dict(content)
    if hidden:
        bare["evidence"] = [_evidence(item, hidden) for item in content["evidence"]]
        bare["assessments"] = [_assessment(item, hidden) for item in content["assessments"]]
        bare["derivations"] = [_derivation(item, hidden) for item in content["derivations"]]
    said = {key: _masked(key, value, mask) for key, value in bare.items()}
    withheld = [f"E{number}: {placeholder(level)}" for number, level in hidden.items()]
    if said != bare:
        withheld.append("words that would give a withheld source or a colleague away")
    if redaction.people:
        withheld.append("names of colleagues")
        said = _nameless(said)
    return said, tuple(withheld)


def _evidence(item: dict[str, Any], hidden: Mapping[int, DisclosureLevel]) -> dict[str, Any]:
    level = hidden.get(item["number"])
    if level is None:
        return item
    source = item["source"] or {"letter": SourceLetter.F.value}
    return {
        "number": item["number"],
        "id": None,
        "kind": item["kind"],
        "title": placeholder(level),
        **dict.fromkeys(("url", "final_url", "file_name", "note", "locator", "excerpt"), ""),
        "media_type": "",
        **dict.fromkeys(("sha256", "size", "captured_at")),
        "source": {
            "id": None,
            "name": placeholder(level),
            "kind": SourceKind.OTHER.value,
            "letter": source["letter"],
            "disclosure": level.value,
            "owner": "",
        },
    }


def _assessment(item: dict[str, Any], hidden: Mapping[int, DisclosureLevel]) -> dict[str, Any]:
    grades = [
        {**grade, "reason": WORDS_WITHHELD} if grade["evidence"] in hidden else grade
        for grade in item["grades"]
    ]
    return {**item, "grades": grades}


def _derivation(item: dict[str, Any], hidden: Mapping[int, DisclosureLevel]) -> dict[str, Any]:
    touched = item["child"] in hidden or item["parent"] in hidden
    return {**item, "reason": WORDS_WITHHELD} if touched and item["reason"] else item


def _masked(key: str, value: Any, mask: Mask) -> Any:
    if key in STRUCTURE or (key == "answer" and value in CODES):
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(key, one, mask) for one in value]
    if isinstance(value, dict):
        return {inner: _masked(inner, one, mask) for inner, one in value.items()}
    return value


def _nameless(value: Any) -> Any:
    """Account numbers tell who it was as well as names do."""
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if isinstance(value, dict):
        return {k: None if k == "by_id" else _nameless(v) for k, v in value.items()}
    return value


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
