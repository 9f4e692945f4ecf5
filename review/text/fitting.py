"""Fitting what is added to the shipped weights: logistic regression that starts from them."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from review.text.ranking import logistic
from review.text.worth import Weights

RIDGE = 4.0
# Nearly no penalty, for what nobody has an opinion on beforehand.
_LOOSE = 1e-3
_CLOSE = 1e-4
_SURE = 1e-9
_Row = Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One decided sentence: its sum under the shipped weights, and its named features.

    `counts` is how much it counts beside others.
    """

    article: int
    shipped: float
    features: Mapping[str, float]
    label: int
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Average precision and log loss (natural logarithm, a decision) of scores on decisions."""

    average_precision: float
    log_loss: float


def fit(
    samples: Sequence[Sample], *, ridge: float = RIDGE, free: Collection[str] = ()
) -> dict[str, float]:
    """Return what to add to each shipped weight, rounded to three places; zeros are left out.

    The ridge penalty pulls all to zero but those that are `free`. Newton's method with the bound
    on the curvature of Böhning (1992) instead of the curvature itself: the penalised loss falls
    with every step, and one inverse serves them all.
    """
    names = sorted({name for sample in samples for name in sample.features})
    place = {name: index for index, name in enumerate(names)}
    pull = [_LOOSE if name in free else ridge for name in names]
    rows = [[(place[n], v) for n, v in sample.features.items()] for sample in samples]
    inverse = inverted(_bound(samples, rows, pull))
    found = [0.0] * len(names)
    widest = math.inf
    while widest > _CLOSE:
        slope = _slope(samples, rows, pull, found)
        steps = [sum(a * b for a, b in zip(line, slope, strict=True)) for line in inverse]
        found = [weight - step for weight, step in zip(found, steps, strict=True)]
        widest = max(map(abs, steps))
    told = {name: round(weight, 3) for name, weight in zip(names, found, strict=True)}
    return {name: weight for name, weight in told.items() if weight}


def _slope(
    samples: Sequence[Sample], rows: Sequence[_Row], pull: Sequence[float], found: Sequence[float]
) -> list[float]:
    slope = [p * weight for p, weight in zip(pull, found, strict=True)]
    for sample, row in zip(samples, rows, strict=True):
        error = logistic(sample.shipped + sum(found[i] * v for i, v in row)) - sample.label
        error *= sample.counts
        for index, value in row:
            slope[index] += error * value
    return slope


def _bound(
    samples: Sequence[Sample], rows: Sequence[_Row], pull: Sequence[float]
) -> list[list[float]]:
    """The matrix that no curvature of the penalised loss exceeds."""
    size = len(pull)
    bound = [[pull[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
    for sample, row in zip(samples, rows, strict=True):
        for i, left in row:
            for j, right in row:
                bound[i][j] += sample.counts * left * right / 4
    return bound


def inverted(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the inverse of a symmetric positive definite matrix (Gauss-Jordan, no pivots)."""
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for pivot in range(size):
        lead = [value / rows[pivot][pivot] for value in rows[pivot]]
        rows = [
            lead if i == pivot else [v - row[pivot] * w for v, w in zip(row, lead, strict=True)]
            for i, row in enumerate(rows)
        ]
    return [row[size:] for row in rows]


def total(sample: Sample, weights: Weights) -> float:
    return sample.shipped + sum(weights.get(n, 0.0) * v for n, v in sample.features.items())


def figures(scored: Sequence[tuple[float, int]]) -> Figures:
    """Judge scores, 0 to 1, beside their labels."""
    return Figures(round(_average_precision(scored), 4), round(_log_loss(scored), 4))


def _average_precision(scored: Sequence[tuple[float, int]]) -> float:
    """Equal scores keep the worse order. 0 where nothing was worth checking."""
    hits, total = 0, 0.0
    for place, (_, label) in enumerate(sorted(scored, key=lambda s: (-s[0], s[1])), 1):
        hits += label
        total += label * hits / place
    return total / hits if hits else 0.0


def _log_loss(scored: Sequence[tuple[float, int]]) -> float:
    sure = (min(max(p if label else 1 - p, _SURE), 1.0) for p, label in scored)
    return -sum(math.log(p) for p in sure) / len(scored)
