"""What the check-worthiness score looks at in one sentence: named features, each with its words."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from review.text.lexicon import Lexicon, Sign, load
from review.text.tokens import Token, words

_MONEY = re.compile(r"[$€£¥₴₽]")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

SIGN_WORDS: Mapping[Sign, str] = {
    Sign.AMOUNT: "an amount or a counted thing",
    Sign.NUMBER: "a number in words",
    Sign.COMPARISON: "a comparison or a superlative",
    Sign.INDICATOR: "a rate, a price or another measure",
    Sign.RESEARCH: "a study, survey or statistic",
    Sign.CAUSAL: "says that one thing brings about another",
    Sign.SAYS: "reported speech",
    Sign.SAYS_WEAKLY: "an assertion or a belief",
    Sign.BY_SOURCE: "names its source",
    Sign.ACCUSES: "words of accusation",
    Sign.WRONGDOING: "words of wrongdoing",
    Sign.HARM: "words of harm or force",
    Sign.LAW_ACT: "an act of court or police",
    Sign.CASE: "a case or charges spoken of before",
    Sign.FABRICATION: "words that contest an accusation",
    Sign.DENIES: "a denial",
    Sign.DEATH: "a death",
    Sign.SECRET: "a secret or leaked source",
    Sign.OFFICIAL_ACT: "an official act",
    Sign.EVENT: "says that something happened",
    Sign.MONTH: "a date",
    Sign.HEDGE: "a hedge",
    Sign.FORECAST: "speaks of what may come",
    Sign.OPINION: "words of opinion",
    Sign.I: "speaks in the first person",
    Sign.NOT: "a negation",
}
SHAPE_WORDS: Mapping[str, str] = {
    "figure": "a figure",
    "several_figures": "several figures",
    "year": "a year",
    "money": "an amount of money",
    "percent": "a percentage",
    "names": "names",
    "question": "asks a question",
    "exclamation": "an exclamation",
    "length": "a full sentence",
    "short": "very short",
    "quote": "a quotation",
}
_SIGNS = tuple(str(sign) for sign in SIGN_WORDS)
FEATURE_WORDS: Mapping[str, str] = {str(s): w for s, w in SIGN_WORDS.items()} | dict(SHAPE_WORDS)


def named_features(sentence: str, language: str) -> dict[str, float]:
    """Return the features that are present, by name, each 0 to about 1."""
    pack = load(language)
    tokens = words(sentence)
    return features_of(sentence, tokens, {hit.group for hit in pack.book.find(tokens)}, pack)


def features_of(
    sentence: str, tokens: Sequence[Token], signs: Collection[str], pack: Lexicon
) -> dict[str, float]:
    """As `named_features`, of a sentence whose words and signs are known."""
    return {
        **dict.fromkeys([sign for sign in _SIGNS if sign in signs], 1.0),
        **_shape(sentence, tokens, pack),
    }


def _shape(sentence: str, tokens: Sequence[Token], pack: Lexicon) -> dict[str, float]:
    numbers = _NUMBER.findall(sentence)
    years = [n for n in numbers if len(n) == 4 and n.isdigit() and 1000 <= int(n) <= 2100]
    capitals = sum(t.capital and len(t.text) > 1 for t in tokens[1:])
    shape = {
        "figure": bool(len(numbers) > len(years)),
        "several_figures": len(numbers) > 1,
        "year": bool(years),
        "money": bool(_MONEY.search(sentence)),
        "percent": "%" in sentence,
        "names": 0.0 if pack.capital_nouns else min(1.0, capitals / 4),
        "question": sentence.rstrip().endswith("?"),
        "exclamation": sentence.rstrip().endswith("!"),
        "length": min(1.0, math.log1p(len(tokens)) / math.log(40)),
        "short": len(tokens) < 6,
        "quote": any(mark in sentence for mark in '“„«"'),
    }
    return {name: float(value) for name, value in shape.items() if value}


def word_features(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield each word and each pair of neighbours once, digits made alike."""
    row = ["<", *[_without_digits(token.low) for token in tokens], ">"]
    yield from dict.fromkeys([*row[1:-1], *(f"{a} {b}" for a, b in pairwise(row))])


@lru_cache(maxsize=1 << 15)
def _without_digits(word: str) -> str:
    return _DIGIT.sub("0", word)
