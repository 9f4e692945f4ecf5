"""What of a language model's answer counts: exact words of the article, and plain wordings.

Of an answer in the one shape that was asked for, each entry is looked at by itself and dropped
where it does not hold. What is left is a suggestion to a person and nothing more.
"""

import re

from review.suggest.client import NoAnswerError, plain_json
from review.suggest.prompts import MOST_CLAIMS, MOST_WORDINGS
from review.text.anchors import trim
from review.text.spans import Span
from review.text.wording import check

SHORTEST, LONGEST = 10, 600
_WORD = re.compile(r"[^\W\d_]{4,}")
_FIGURE = re.compile(r"\d+")
_STEM = 4


def claims_in(answer: str, article: str) -> tuple[Span, ...]:
    """The places of suggested claims that stand word for word in the article, in its order.

    Raises NoAnswerError for an answer of another shape.
    """
    places = (_place(words, article) for words in _entries(answer, "claims")[:MOST_CLAIMS])
    return tuple(sorted({place for place in places if place is not None}))


def _place(words: str, article: str) -> Span | None:
    """Where the words stand as whole words inside one line; None where they do not."""
    start = article.find(words) if SHORTEST <= len(words) <= LONGEST else -1
    if start < 0 or "\n" in words.strip() or not words.strip():
        return None
    place = trim(article, start, start + len(words))
    cut = article[place.start - 1 : place.start + 1], article[place.end - 1 : place.end + 1]
    return None if any(len(two) == 2 and two.isalnum() for two in cut) else place


def wordings_in(
    answer: str, claim: str, *, language: str, accused: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Suggested wordings that speak of the claim, and say nothing that a report must not say.

    Raises NoAnswerError for an answer of another shape.
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
    """The strings of the one list that was asked for."""
    found = plain_json(answer)
    if not isinstance(found, dict) or set(found) != {name} or not isinstance(found[name], list):
        raise NoAnswerError("The language model did not answer with a list of suggestions.")
    return [one for one in found[name] if isinstance(one, str)]
