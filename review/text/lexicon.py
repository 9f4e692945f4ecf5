"""Language packs: what the finder knows about a language, read from `lexicons/<code>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from review.text.phrases import Phrasebook, spellings
from review.text.signs import Sign

__all__ = ["GENERAL", "SEAMS", "Lexicon", "Sign", "languages", "load"]

GENERAL = "und"
SEAMS = ("joins", "joins_after_comma", "relatives", "between")
_SHELF = files("review.text") / "lexicons"
_NONE = ("\0",)  # An ending that no word has.


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language pack. `endings` mark finite verbs where a list of verbs would be endless.

    `seams` are the words that join facts in one sentence (see `seams.py`), `moods` the stems and
    endings that tell the subjunctive (see `mood.py`), where a language has one.
    """

    language: str
    book: Phrasebook
    endings: tuple[str, ...]
    not_verbs: frozenset[str]
    past: tuple[str, ...]
    ongoing: tuple[str, ...]
    abbreviations: frozenset[str]
    openers: frozenset[str]
    titles: frozenset[str]
    capital_nouns: bool
    ordinal_dot: bool
    inflects_names: bool
    free_order: bool
    seams: Mapping[str, frozenset[str]]
    moods: Mapping[str, tuple[str, ...]]

    @property
    def knows_verbs(self) -> bool:
        """Tell whether a sentence of this language without a verb can be told by the pack."""
        return self.endings != _NONE

    def looks_finite(self, low: str) -> bool:
        """Tell whether a word's ending is that of a finite verb."""
        return len(low) > 3 and low.endswith(self.endings) and low not in self.not_verbs

    def looks_past(self, low: str) -> bool:
        """Tell whether a word's ending is that of a past form."""
        return len(low) > 3 and low.endswith(self.past) and low not in self.not_verbs


@cache
def load(language: str) -> Lexicon:
    """Return the language's pack, or the general one; ValueError where one has unknown groups."""
    code = language if language in languages() else GENERAL
    raw = tomllib.loads((_SHELF / f"{code}.toml").read_text(encoding="utf-8"))
    groups = {name: _listed(phrases) for name, phrases in raw["phrases"].items()}
    unknown = sorted(set(groups) - set(Sign))
    if unknown:
        raise ValueError(f"The lexicon {code} has unknown groups: {', '.join(unknown)}.")
    verbs = raw["verbs"]
    groups[Sign.FINITE] = [*groups.get(Sign.FINITE, ()), *_forms(_listed(verbs["base"]), verbs)]
    return Lexicon(
        language=language,
        book=Phrasebook(groups),
        endings=tuple(_listed(verbs["endings"])) or _NONE,
        not_verbs=frozenset(_listed(verbs["not_verbs"])),
        past=tuple(_listed(verbs.get("past", ""))) or _NONE,
        ongoing=tuple(_listed(verbs.get("ongoing", ""))),
        abbreviations=frozenset(_listed(raw["abbreviations"])),
        openers=frozenset(groups.get(Sign.NO_NAME, ())),
        titles=frozenset(groups.get(Sign.TITLE, ())),
        capital_nouns=raw["capital_nouns"],
        ordinal_dot=raw["ordinal_dot"],
        inflects_names=raw["inflects_names"],
        free_order=raw.get("free_order", False),
        moods={name: tuple(_listed(row)) for name, row in raw.get("moods", {}).items()},
        seams={name: frozenset(_listed(raw.get("seams", {}).get(name, ""))) for name in SEAMS},
    )


@cache
def languages() -> frozenset[str]:
    """Return the codes of the languages that have a pack of their own."""
    return frozenset(f.name[:-5] for f in _SHELF.iterdir() if f.name.endswith(".toml"))


def _listed(phrases: str) -> list[str]:
    return [p for line in phrases.splitlines() for q in line.split(",") if (p := q.strip())]


def _forms(bases: list[str], verbs: Mapping[str, str]) -> list[str]:
    suffixes = _listed(verbs["suffixes"])
    return [form for base in bases for s in ["", *suffixes] for form in spellings(base + s)]
