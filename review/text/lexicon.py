"""Language packs: what the finder knows about a language, read from `lexicons/<code>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from review.text.phrases import Phrasebook, spellings

GENERAL = "und"
SEAMS = ("joins", "joins_after_comma", "relatives", "between")
_SHELF = files("review.text") / "lexicons"
_NONE = ("\0",)  # An ending that no word has.


class Sign(StrEnum):
    """The groups of phrases a language pack may fill. An empty group simply finds nothing."""

    SAYS = "says"
    SAYS_WEAKLY = "says_weakly"
    SPEAKS = "speaks"
    SAYING = "saying"
    NOT_SAYING = "not_saying"
    SAYS_IN_QUOTES = "says_in_quotes"
    WITH = "with"
    SAYS_THERE = "says_there"
    SAY_MANY = "say_many"
    BY_SOURCE = "by_source"
    CITING = "citing"
    BY_SOURCE_BEHIND = "by_source_behind"
    BY_SOURCE_NAMED = "by_source_named"
    AFTERWARDS = "afterwards"
    CONCEDES = "concedes"
    FINDS = "finds"
    FINDERS = "finders"
    NEEDS_CLAUSE = "needs_clause"
    NOUN_TOO = "noun_too"
    GENERIC = "generic"
    MASCULINE = "masculine"
    FEMININE = "feminine"
    LOOKS_PAST = "looks_past"
    POINTS_BACK = "points_back"
    PASSED_ON_BY = "passed_on_by"
    ACCUSES = "accuses"
    WRONGDOING = "wrongdoing"
    HARM = "harm"
    LAW_ACT = "law_act"
    COURT_ACT = "court_act"
    CASE = "case"
    CONVICTS = "convicts"
    GUILT = "guilt"
    FABRICATED = "fabricated"
    DENIES = "denies"
    FABRICATION = "fabrication"
    DISPUTES = "disputes"
    NO_CUE = "no_cue"
    AT_ISSUE = "at_issue"
    MAINTAINS = "maintains"
    EXPLAINS = "explains"
    NOT = "not"
    HEDGE = "hedge"
    FORECAST = "forecast"
    FUTURE = "future"
    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"
    OPINION = "opinion"
    WISH = "wish"
    OUGHT = "ought"
    JUDGES = "judges"
    COPULA = "copula"
    PRAISES = "praises"
    PERFECT = "perfect"
    HAS = "has"
    SURE = "sure"
    CALL = "call"
    CAUSAL = "causal"
    AMOUNT = "amount"
    NUMBER = "number"
    TIME_UNIT = "time_unit"
    VAGUE = "vague"
    NUMBERED = "numbered"
    INDICATOR = "indicator"
    COMPARISON = "comparison"
    RESEARCH = "research"
    DEATH = "death"
    SECRET = "secret"  # noqa: S105
    OFFICIAL_ACT = "official_act"
    EVENT = "event"
    STATE = "state"
    STATIVE = "stative"
    LASTING = "lasting"
    MERELY = "merely"
    PAST = "past"
    NOW = "now"
    FINITE = "finite"
    HEADLINE = "headline"
    VERB = "verb"
    SUBJUNCTIVE = "subjunctive"
    SUBORDINATE = "subordinate"
    WHICH = "which"
    WHERE = "where"
    SUCH_AS = "such_as"
    COLLECTIVE = "collective"
    RELATIVE = "relative"
    OURS = "ours"
    WE = "we"
    HE = "he"
    SHE = "she"
    THEY = "they"
    HIM = "him"
    THEM = "them"
    HER = "her"
    PLURAL = "plural"
    FEMALE = "female"
    MALE = "male"
    I = "i"  # noqa: E741
    IT = "it"
    AND = "and"
    ARTICLE = "article"
    DETERMINER = "determiner"
    DEFINITE = "definite"
    POSSESSIVE = "possessive"
    ADVERB = "adverb"
    SOURCE_NOUN = "source_noun"
    ANONYMOUS = "anonymous"
    MEDIUM = "medium"
    PRESS = "press"
    DOCUMENT = "document"
    TITLE = "title"
    BODY = "body"
    NO_NAME = "no_name"
    LINK = "link"
    PREPOSITION = "preposition"
    PLACE_BEFORE = "place_before"
    MONTH = "month"
    DAY = "day"
    OF_ACT = "of_act"
    AGAINST = "against"
    BY_DOER = "by_doer"
    OF_WHOM = "of_whom"
    PASSIVE = "passive"
    NEVER_PASSIVE = "never_passive"
    PEOPLE = "people"
    AGENT = "agent"
    NO_DEED = "no_deed"
    ABOUT = "about"
    PROSECUTES = "prosecutes"
    CULPRIT = "culprit"
    FORCE = "force"
    VIOLENCE = "violence"
    COURT = "court"
    SEIZES = "seizes"
    ADMITS = "admits"
    CONFESSES = "confesses"
    TESTIFIES = "testifies"
    IDENTIFIES = "identifies"
    EVIDENCE = "evidence"
    BENCH = "bench"
    COMPANY = "company"
    DEFENDS = "defends"
    BENEFITS = "benefits"
    BYSTANDER = "bystander"
    TROOPS = "troops"
    PROBES = "probes"
    RULE = "rule"
    ANYBODY = "anybody"
    CIVIL = "civil"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language pack. `endings` mark finite verbs where a list of verbs would be endless.

    `seams` are the words that join facts in one sentence (see `seams.py`).
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
