"""Correct what is added to a claim's rank on annotated articles, and say how far that carries.

    python -m benchmarks.fit_worth FOLDER ... [--out review/text/worth.json] [--ridge 60]

A folder holds NN.txt and NN.json (see `annotated`); a sentence counts with `check_worthy`, 0 to 3.
Fitted is an ordinal logistic model: for each step of worth its own threshold, and one weight a
feature for all of them, which is a logistic regression (`review/text/fitting.py`) on each claim
once a step. Its ridge penalty pulls each weight to the one set by hand, "start" in the file. The
average precisions that are printed are means over articles, each scored by a fit that left it out.
The same folders give the same weights.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import annotated
from review.text import fitting
from review.text.finder import find_claims, weigh
from review.text.fitting import Sample
from review.text.worth import BIAS, additions

SHIPPED = Path(__file__).parents[1] / "review/text/worth.json"
STEPS = {1: 0.3, 2: 1.0, 3: 1.5}
# The step whose threshold is the bias: from here on an editor looks for sure.
MIDDLE = "step 2"
RIDGE = 60.0
Row = dict[str, float]


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


def article(given: annotated.Article, start: Row) -> Article:
    worth = {row["start"]: row["check_worthy"] for row in given.sentences}
    found = find_claims(given.text)
    suggested = {claim.start for claim in found.claims}
    claims = []
    for span, looked in weigh(given.text, found.language):
        if span.start in suggested:
            features = {part.name: part.value for part in looked.parts if part.name in start}
            rest = looked.sum - additions()[BIAS]
            rest -= sum(additions().get(name, 0.0) * value for name, value in features.items())
            claims.append(Claim(features, rest, worth.get(span.start, 0)))
    return Article(claims, {k: sum(w >= k for w in worth.values()) for k in (2, 3)})


def score(claim: Claim, weights: Row) -> float:
    return claim.rest + sum(weights[name] * value for name, value in claim.features.items())


def samples_of(claims: Sequence[Claim], start: Row) -> Iterator[Sample]:
    """Yield each claim once a step: whether it is worth as much."""
    for number, claim in enumerate(claims):
        begun = score(claim, start)
        for step, counts in STEPS.items():
            features = {**claim.features, f"step {step}": 1.0}
            yield Sample(number, begun, features, int(claim.worth >= step), counts)


def fit(claims: Sequence[Claim], start: Row, ridge: float) -> Row:
    """Return the weights, with the bias at which a claim is as likely as not to be worth 2."""
    steps = [f"step {step}" for step in STEPS]
    moved = fitting.fit(list(samples_of(claims, start)), ridge=ridge, free=steps)
    weights = {name: round(start[name] + moved.get(name, 0.0), 3) for name in start if name != BIAS}
    return {BIAS: moved.get(MIDDLE, 0.0), **weights}


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
    every = [one for folder in options.folders for one in annotated.read_folder(folder)]
    articles = [article(one, start) for one in every]
    left_out = [
        fit([c for a in articles if a is not one for c in a.claims], start, options.ridge)
        for one in articles
    ]
    for name, weights in (("by hand", [start] * len(articles)), ("fitted", left_out)):
        figures = " ".join(f"{mean(articles, weights, least):.3f}" for least in (2, 3))
        print(f"{name}: average precision, worth 2 or more and worth 3: {figures}")
    if options.out:
        claims = [claim for a in articles for claim in a.claims]
        fitted = {**shipped, "weights": fit(claims, start, options.ridge)}
        options.out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
