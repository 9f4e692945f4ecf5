"""What of a language model's answer counts: exact words of the article, and plain wordings.

Of an answer in the one shape that was asked for, each entry is looked at by itself and dropped
where it does not hold. What is left is a suggestion to a person and nothing more.
"""

import re

from review.suggest.client import NoAnswerError, plain_json
from review.suggest.prompts import MOST_CLAIMS, MOST_WORDINGS
from review.text.anchors import trim
from review.text.clauses import is_clause
from review.text.lexicon import load
from review.text.rewording import adds_address, drops_source, judges
from review.text.sentences import split
from review.text.spans import Span
from review.text.wording import check

SHORTEST, LONGEST = 10, 600
_WORD = re.compile(r"[^\W\d_]{4,}")
_FIGURE = re.compile(r"\d+")
_STEM = 4
_FENCED = re.compile(r"\s*```(?:json)?[^\S\n]*\n(.*)\n\s*```\s*", re.DOTALL | re.IGNORECASE)


def claims_in(answer: str, article: str, *, language: str) -> tuple[Span, ...]:
    """The places of suggested claims in the article, in its order.

    Each stands there word for word and is a sentence, or at least a clause of one. Raises
    NoAnswerError for an answer of another shape.
    """
    places = [_place(words, article) for words in _entries(answer, "claims")[:MOST_CLAIMS]]
    sentences, pack = split(article, language), load(language)
    whole = {one for one in places if one and is_clause(article, one, sentences, pack)}
    return tuple(sorted(whole))


def _place(words: str, article: str) -> Span | None:
    """Where the words stand in the article; None where they do not."""
    start = article.find(words) if SHORTEST <= len(words) <= LONGEST else -1
    if start < 0 or not words.strip():
        return None
    return trim(article, start, start + len(words))


def wordings_in(
    answer: str, claim: str, *, language: str, said_by: str = "", accused: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Suggested wordings that speak of the claim, and say nothing that a report must not say.

    They judge nothing, keep who says so, and lead nowhere. Raises NoAnswerError for an answer of
    another shape.
    """
    words = [" ".join(one.split(" ")) for one in _entries(answer, "wordings")[:MOST_WORDINGS]]
    return tuple(
        one
        for one in dict.fromkeys(words)
        if SHORTEST <= len(one) <= LONGEST
        and one.isprintable()
        and one != claim
        and set(_FIGURE.findall(one)) <= set(_FIGURE.findall(claim))
        and _on_the_matter(one, claim)
        and not judges(one, claim, language)
        and not drops_source(one, claim, said_by, language)
        and not adds_address(one, claim)
        and not check(one, language, accused, verdict_cited=False)
    )


def _on_the_matter(words: str, claim: str) -> bool:
    """Whether two longer words, or all there are, begin as words of the claim do.

    A verdict, an advertisement or an answer to somebody else's instruction does not.
    """
    ours = {word[:_STEM] for word in _WORD.findall(claim.lower())}
    shared = {word[:_STEM] for word in _WORD.findall(words.lower())} & ours
    return bool(shared) and len(shared) >= min(2, len(ours))


def _entries(answer: str, name: str) -> list[str]:
    """The strings of the one list that was asked for, also where a fence stands around it."""
    fenced = _FENCED.fullmatch(answer)
    found = plain_json(fenced[1] if fenced else answer)
    if not isinstance(found, dict) or set(found) != {name} or not isinstance(found[name], list):
        raise NoAnswerError("The language model did not answer with a list of suggestions.")
    return [one for one in found[name] if isinstance(one, str)]
