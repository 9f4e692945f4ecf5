"""Correct what is added to a claim's rank on annotated articles, and say how far that carries.

    python benchmarks/fit_worth.py GOLD_FOLDER ... [--out review/text/worth.json] [--ridge 50]

A folder holds NN.txt and NN.json with "sentences": [{"start", "check_worthy"}], 0 to 3. Fitted is
an ordinal logistic model (one weight a feature, one threshold a step) whose ridge penalty pulls
each weight to the one set by hand, "start" in the file. The average precisions that are printed
are means over articles, each scored by a fit that left it out. The same folders give the same
weights.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from review.text.finder import find_claims, weigh
from review.text.ranking import logistic
from review.text.worth import BIAS, additions

SHIPPED = Path(__file__).parents[1] / "review/text/worth.json"
STEPS = {1: 0.3, 2: 1.0, 3: 1.5}
ROUNDS = 30
RIDGE = 60.0
Row = dict[str, float]
Features = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim the finder suggests: its features, the rest of its score, and its true worth."""

    features: Row
    rest: float
    worth: int


@dataclass(frozen=True, slots=True)
class Article:
    claims: list[Claim]
    relevant: dict[int, int]


def article(path: Path, start: Row) -> Article:
    text = path.read_text(encoding="utf-8")
    sentences = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["sentences"]
    worth = {s["start"]: s["check_worthy"] for s in sentences}
    found = find_claims(text)
    suggested = {claim.start for claim in found.claims}
    claims = []
    for span, looked in weigh(text, found.language):
        if span.start in suggested:
            features = {part.name: part.value for part in looked.parts if part.name in start}
            rest = looked.sum - additions()[BIAS]
            rest -= sum(additions().get(name, 0.0) * value for name, value in features.items())
            claims.append(Claim(features, rest, worth.get(span.start, 0)))
    return Article(claims, {k: sum(w >= k for w in worth.values()) for k in (2, 3)})


def score(claim: Claim, weights: Row) -> float:
    return claim.rest + sum(weights[name] * value for name, value in claim.features.items())


def fit(claims: Sequence[Claim], start: Row, ridge: float) -> Row:
    """Return the weights, with the bias at which a claim is as likely as not to be worth 2."""
    names = [*(name for name in start if name != BIAS), *(f"step {k}" for k in STEPS)]
    place = {name: i for i, name in enumerate(names)}
    pull = [ridge if name in start else 1e-3 for name in names]
    rows = [[(place[n], v) for n, v in claim.features.items()] for claim in claims]
    begun = [score(claim, start) for claim in claims]
    moved = [0.0] * len(names)
    for _ in range(ROUNDS):
        slope = [p * m for p, m in zip(pull, moved, strict=True)]
        curve = [[p if i == j else 0.0 for j in range(len(names))] for i, p in enumerate(pull)]
        for claim, row, sum_ in zip(claims, rows, begun, strict=True):
            for step, weight in STEPS.items():
                whole = [*row, (place[f"step {step}"], 1.0)]
                chance = logistic(sum_ + sum(moved[i] * v for i, v in whole))
                lean(slope, curve, whole, weight, chance - (claim.worth >= step), chance)
        change = solved(curve, slope)
        moved = [m - c for m, c in zip(moved, change, strict=True)]
        if max(map(abs, change)) < 1e-6:
            break
    weights = {name: round(start[name] + moved[place[name]], 3) for name in start if name != BIAS}
    return {BIAS: round(moved[place["step 2"]], 3), **weights}


def lean(
    slope: list[float], curve: list[list[float]], row: Features, weight: float, error: float,
    chance: float,
) -> None:  # fmt: skip
    """Add what one claim says about one step to the slope and the curvature of the loss."""
    bend = weight * chance * (1 - chance)
    for i, v in row:
        slope[i] += weight * error * v
        for j, u in row:
            curve[i][j] += bend * v * u


def solved(rows: list[list[float]], right: list[float]) -> list[float]:
    """Solve a positive definite system by elimination."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for i, pivot in enumerate(table):
        for lower in table[i + 1 :]:
            factor = lower[i] / pivot[i]
            if factor:
                for j in range(i, len(lower)):
                    lower[j] -= factor * pivot[j]
    answer = [0.0] * len(table)
    for i in range(len(table) - 1, -1, -1):
        known = sum(table[i][j] * answer[j] for j in range(i + 1, len(table)))
        answer[i] = (table[i][-1] - known) / table[i][i]
    return answer


def precision(one: Article, weights: Row, least: int) -> float | None:
    ordered = sorted((-score(c, weights), c.worth >= least) for c in one.claims)
    hits, total = 0, 0.0
    for place, (_, relevant) in enumerate(ordered, 1):
        hits += relevant
        total += relevant * hits / place
    return total / one.relevant[least] if one.relevant[least] else None


def mean(articles: Sequence[Article], weights: Sequence[Row], least: int) -> float:
    each = [precision(a, w, least) for a, w in zip(articles, weights, strict=True)]
    known = [value for value in each if value is not None]
    return sum(known) / len(known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--ridge", type=float, default=RIDGE)
    options = parser.parse_args()
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    start = shipped["start"]
    articles = [article(p, start) for f in options.folders for p in sorted(f.glob("*.txt"))]
    left_out = [
        fit([c for a in articles if a is not one for c in a.claims], start, options.ridge)
        for one in articles
    ]
    for name, weights in (("by hand", [start] * len(articles)), ("fitted", left_out)):
        figures = " ".join(f"{mean(articles, weights, least):.3f}" for least in (2, 3))
        print(f"{name}: average precision, worth 2 or more and worth 3: {figures}")
    if options.out:
        every = [claim for a in articles for claim in a.claims]
        fitted = {**shipped, "weights": fit(every, start, options.ridge)}
        options.out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
