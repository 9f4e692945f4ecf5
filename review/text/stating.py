"""How likely it is that a sentence states something that can be checked.

A logistic model over named features: the doubts of the rules (`checkable`), what the other rules
found out, what stands in the sentence and what of it stands in quotations. The weights stand in
`stating.json`; `benchmarks/fit_stating.py` fitted them on annotated articles. The sum says how
many times likelier than among other sentences its features are among those that state something
(a natural logarithm), so 0 is where both are equally likely.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from types import MappingProxyType

from review.text.facts import FACT_WORDS, Facts, facts_told
from review.text.features import FEATURE_WORDS, SIGN_WORDS
from review.text.lexicon import Lexicon, Sign
from review.text.reading import Place, Reading

# Where a claim is missed nobody looks again, and a sentence too many is set aside with a key.
LEAST = -1.1
# From here on a sentence states something beyond doubt, as far as the model can tell.
_PLAIN = 2.0
FURTHER_WORDS: Mapping[Sign, str] = {
    Sign.WISH: "a wish",
    Sign.OUGHT: "says what ought to be",
    Sign.PRAISES: "praise or thanks",
    Sign.COPULA: "says what something is",
    Sign.STATIVE: "a verb of being or having",
    Sign.FINITE: "a verb",
    Sign.STATE: "how things are",
    Sign.WE: "speaks of us",
    Sign.CALL: "calls on the reader",
    Sign.PEOPLE: "speaks of people",
    Sign.FUTURE: "speaks of the future",
    Sign.NOW: "speaks of the present",
    Sign.PAST: "speaks of the past",
}
QUOTE_WORDS: Mapping[str, str] = {
    "spoken": "a quotation",
    "quoted": "stands in a quotation",
    "all_quoted": "nothing but a quotation",
    "goes_on": "goes on in a quotation",
    "stays_open": "a quotation that goes on",
    "subheading": "a heading between paragraphs",
    "person": "said by a person",
    "happened": "a verb of the past",
    "own_deed": "what somebody did or did not do",
}
# Looked at more closely: `may` is a month too, and a title in quotation marks is said by nobody.
_CLOSER = {Sign.FORECAST, Sign.OPINION, "quote"}
_WORDS = ({*SIGN_WORDS} | {*FURTHER_WORDS}) - _CLOSER
_SAID = {
    **FACT_WORDS, **FEATURE_WORDS, **QUOTE_WORDS, **{str(s): w for s, w in FURTHER_WORDS.items()}
}  # fmt: skip
_ALL = 0.9
_SPOKEN = 4


def features(
    reading: Reading, doubts: Mapping[str, str], facts: Facts, pack: Lexicon
) -> dict[str, float]:
    """Return the features that are present, by name, each 0 to about 1.

    `doubts` are what the rules hold against the sentence, by name, in words.
    """
    inside = _inside(reading)
    share = len(inside) / max(1, len(reading.tokens))
    further = [str(sign) for sign in FURTHER_WORDS if sign in reading.signs]
    a_person = facts.source is not None and facts.source.human
    shape = {
        "spoken": bool(inside),
        "quoted": share,
        "all_quoted": share > _ALL,
        "goes_on": reading.begins_inside,
        "stays_open": reading.stays_open,
        "subheading": reading.place is Place.HEADING,
        "person": a_person,
        "quoted:person": a_person and bool(inside),
    }
    found = {
        **{f"doubt:{name}": 1.0 for name in doubts},
        **dict.fromkeys(facts_told(reading, facts), 1.0),
        **facts.words,
        **dict.fromkeys(further, 1.0),
        **{name: float(value) for name, value in shape.items() if value},
        **({f"quoted:{name}": 1.0 for name in _said(reading, inside, pack)} if inside else {}),
    }
    for name in _CLOSER & found.keys():
        del found[name]
    return found


def _inside(reading: Reading) -> Sequence[int]:
    """Return the words that stand in a quotation; a name or a term in marks is none."""
    every = range(len(reading.tokens))
    if not reading.quoted:
        return every if reading.begins_inside else ()
    row = [index for index in every if reading.in_quotes(index)]
    parts = groupby(enumerate(row), key=lambda place: place[1] - place[0])
    return [index for _, part in parts for index in _spoken([at for _, at in part])]


def _spoken(row: Sequence[int]) -> Sequence[int]:
    return row if len(row) >= _SPOKEN else ()


def _said(reading: Reading, inside: Sequence[int], pack: Lexicon) -> Iterator[str]:
    """Yield the features of the words in a quotation: what somebody says need not be a fact."""
    covers = frozenset[str]().union(*(reading.covers[index] for index in inside))
    tokens = [reading.tokens[index] for index in inside]
    yield from (str(sign) for sign in sorted(_WORDS) if sign in covers)
    if any(token.text[0].isdigit() for token in tokens):
        yield "figure"
    if any(token.capital and len(token.text) > 1 for token in tokens[1:]):
        yield "names"
    if Sign.PAST in covers or any(pack.looks_past(token.low) for token in tokens):
        yield "happened"
        if Sign.I in covers:
            yield "own_deed"


def strength(found: Mapping[str, float]) -> tuple[float, str]:
    """Return how much speaks for a statement, and the name of what speaks most against it."""
    known = weights()
    felt = {name: value * known.get(name, 0.0) for name, value in found.items()}
    return known["bias"] + sum(felt.values()), min(felt, key=lambda name: (felt[name], name))


def doubt_of(strength: float) -> float:
    """Return how doubtful a strength leaves it that something is stated: 0 to 1 at `LEAST`."""
    return min(1.0, max(0.0, (_PLAIN - strength) / (_PLAIN - LEAST)))


def words_of(name: str) -> str:
    """Say a feature in words; the words of a doubt are its rule's."""
    sort, _, rest = name.partition(":")
    return f"{_SAID[rest]}, in a quotation" if sort == "quoted" and rest else _SAID[name]


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature, with the bias."""
    raw = json.loads((files("review.text") / "stating.json").read_text(encoding="utf-8"))
    return MappingProxyType(raw["weights"])
