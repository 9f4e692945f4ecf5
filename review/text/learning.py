"""Learning what a desk finds worth checking, from what the desk decided.

Only the weights of named features move, and only as far as the decisions pull them away from the
shipped ones: logistic regression with a ridge penalty on the difference. The weights of single
words stay, so that no word of an article can be read out of what was learned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from review.text.finder import weigh
from review.text.fitting import Figures, Sample, figures, fit, total
from review.text.ranking import logistic
from review.text.spans import Span
from review.text.worth import BIAS, Looked, Weights

FOLDS = 5
_Row = tuple[Span, Looked]


@dataclass(frozen=True, slots=True)
class Decision:
    """A place in a text that people found worth checking, or not."""

    start: int
    end: int
    worth_checking: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What is added to the shipped weights, and how both did on articles left out of the fit."""

    weights: Weights
    before: Figures
    after: Figures
    decisions: int
    worth_checking: int
    articles: int


def samples_in(
    article: int, text: str, language: str, decisions: Sequence[Decision]
) -> list[Sample]:
    """Return the decided sentences of a text. A claim of several belongs to the one it fills most.

    A sentence on which people decided both ways is worth checking: part of it was.
    """
    rows = weigh(text, language)
    labels: dict[int, int] = {}
    at = 0
    for decision in sorted(decisions, key=lambda d: d.start):
        while at < len(rows) and rows[at][0].end <= decision.start:
            at += 1
        best = _fullest(rows, at, decision)
        if best is not None:
            labels[best] = max(labels.get(best, 0), int(decision.worth_checking))
    return [_sample(article, rows[index], label) for index, label in labels.items()]


def _fullest(rows: Sequence[_Row], at: int, decision: Decision) -> int | None:
    best, most = None, 0
    while at < len(rows) and rows[at][0].start < decision.end:
        span = rows[at][0]
        shared = min(span.end, decision.end) - max(span.start, decision.start)
        if shared > most:
            best, most = at, shared
        at += 1
    return best


def _sample(article: int, row: _Row, label: int) -> Sample:
    _, looked = row
    features = {part.name: part.value for part in looked.parts} | {BIAS: 1.0}
    return Sample(article, looked.sum, features, label)


def learn(samples: Sequence[Sample]) -> Learned:
    """Fit on everything; the figures are of articles that the fit they are judged by left out.

    Needs samples of two articles or more. The same samples give the same answer.
    """
    before, after = [], []
    for inside, outside in _folds(samples):
        weights = fit(inside)
        before += [(logistic(s.shipped), s.label) for s in outside]
        after += [(logistic(total(s, weights)), s.label) for s in outside]
    return Learned(
        weights=fit(samples),
        before=figures(before),
        after=figures(after),
        decisions=len(samples),
        worth_checking=sum(s.label for s in samples),
        articles=len({s.article for s in samples}),
    )


def _folds(samples: Sequence[Sample]) -> list[tuple[list[Sample], list[Sample]]]:
    """Parts of whole articles, as even as their order makes them: what to fit on, what to judge."""
    order = {article: i for i, article in enumerate(sorted({s.article for s in samples}))}
    count = min(FOLDS, len(order))
    return [
        (
            [s for s in samples if order[s.article] % count != fold],
            [s for s in samples if order[s.article] % count == fold],
        )
        for fold in range(count)
    ]
