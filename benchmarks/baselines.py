"""What a system reaches that understands nothing: the rows to be better than.

Sentences are cut after a stop, a question mark or an exclamation mark before a capital. The word
lists are short, English, and written without an article in view.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from benchmarks.annotated import Article
from review.domain.vocabulary import ClaimKind
from review.text.finding import AccusationFound, ClaimFound, Cue, Found
from review.text.spans import Span, trimmed

_CUT = re.compile(r"\n+|(?<=[.!?])[\"”»’)\]]*\s+(?=[\"“„«‘(\[]*[^\W\d_a-zа-яіїєґß])")
_ACCUSES = re.compile(
    r"\b(?:accus|charg|alleg|suspect|arrest|detain|convict|sentenc|indict|prosecut|crim|fraud|brib"
    r"|corrupt|spy|espionage|treason|murder|kill|rape|abus|assault|steal|stole|guilty|terroris)\w*",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject\w*|innocent|fabricat\w*|invented|fake\w*|false\w*|untrue"
    r"|acquitt\w*|tortur\w*|political\w* motivated|no evidence|not guilty)\b",
    re.IGNORECASE,
)
_NAME = r"((?:the )?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3})"
_SAYS = "(?:said|says|told|reported|reports|announced|added|claimed|wrote)"
_SOURCES = [
    re.compile(rf"\b[Aa]ccording to {_NAME}"),
    re.compile(rf"{_NAME} {_SAYS}\b"),
    re.compile(rf"\b{_SAYS} {_NAME}"),
]
_FEWEST = 6
System = Callable[[Article], Found]


def sentences(text: str) -> Iterator[Span]:
    cuts = [0, *(met.end() for met in _CUT.finditer(text)), len(text)]
    spans = (trimmed(text, start, end) for start, end in pairwise(cuts))
    yield from (span for span in spans if span.start < span.end)


def in_order(article: Article) -> Found:
    """Every sentence, the first one first."""
    rows = list(sentences(article.text))
    return _found(_claim(article, span, 1 - at / len(rows)) for at, span in enumerate(rows))


def longest_first(article: Article) -> Found:
    """Every sentence, the longest one first."""
    return _found(
        _claim(article, span, min(1.0, (span.end - span.start) / 1000))
        for span in sentences(article.text)
    )


def keywords(article: Article) -> Found:
    """Sentences of six words or more that ask nothing, by length, figures and words of charge."""
    return _found(
        _by_words(article, span)
        for span in sentences(article.text)
        if len((words := span.of(article.text)).split()) >= _FEWEST and not words.endswith("?")
    )


def _by_words(article: Article, span: Span) -> ClaimFound:
    words = span.of(article.text)
    accuses, cue = _ACCUSES.search(words), _CUE.search(words)
    weight = 1.0 + 2 * bool(accuses) + bool(re.search(r"\d", words)) + bool(cue)
    source = next((met[1] for rule in _SOURCES if (met := rule.search(words))), None)
    return _claim(
        article,
        span,
        min(1.0, weight / 6 + len(words) / 2000),
        source,
        AccusationFound(None, accuses[0], source) if accuses else None,
        Cue(cue.start(), cue.end(), cue[0]) if cue else None,
    )


def _claim(
    article: Article,
    span: Span,
    score: float,
    source: str | None = None,
    accusation: AccusationFound | None = None,
    cue: Cue | None = None,
) -> ClaimFound:
    chain = (source,) if source else None
    return ClaimFound(
        span.start, span.end, span.of(article.text), score, ClaimKind.FACT, source, chain,
        accusation, cue, (), (),
    )  # fmt: skip


def _found(claims: Iterator[ClaimFound]) -> Found:
    return Found("", (), tuple(claims))


BASELINES: dict[str, System] = {
    "in order": in_order,
    "longest first": longest_first,
    "keyword rules": keywords,
}
