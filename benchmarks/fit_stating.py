"""Fit what tells a sentence that states something from one that does not, on annotated articles.

    python -m benchmarks.fit_stating FOLDER ... [--out review/text/stating.json]

A folder holds NN.txt and NN.json (see `annotated`); a sentence counts with `is_claim`. Fitted is a
logistic model whose ridge penalty (see `review/text/fitting.py`) pulls each weight to the one set
by hand, "start" in the file, and to 0 where none is; how many of the sentences are claims is left
out of the bias, for news has four in five. The figures that are printed are of
articles left out of the fit: they are dealt into ten parts, and each is judged by a fit on the
others. The same folders give the same weights.
"""

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.annotated import Article, read_folder
from review.text.finder import looked_into
from review.text.fitting import Sample, fit, total
from review.text.stating import LEAST
from review.text.worth import Weights

SHIPPED = Path(__file__).parents[1] / "review/text/stating.json"
PARTS = 10
BIAS = "bias"
LEVELS = (-1.7, -1.4, LEAST, -0.8, -0.4, 0.0)


def samples_of(number: int, article: Article, start: Weights) -> Iterator[Sample]:
    """Yield a sample for each sentence of an article that the rules leave open."""
    gold = {row["start"]: row["is_claim"] for row in article.sentences}
    for span, features in looked_into(article.text):
        if features and span.start in gold:
            shipped = sum(start.get(name, 0.0) * value for name, value in features.items())
            yield Sample(number, shipped, {BIAS: 1.0, **features}, int(gold[span.start]))


def with_share(samples: Sequence[Sample]) -> list[Sample]:
    """Start each sample from the share of claims, so that no weight has to say it."""
    claims = sum(sample.label for sample in samples)
    odds = math.log(claims / (len(samples) - claims))
    return [replace(s, shipped=s.shipped + odds) for s in samples]


def left_out(samples: Sequence[Sample]) -> list[tuple[float, int]]:
    """Return the strength of each sentence, by a fit without its article, and what it is."""
    found = []
    for part in range(PARTS):
        weights = fit(with_share([s for s in samples if s.article % PARTS != part]))
        found += [(total(s, weights), s.label) for s in samples if s.article % PARTS == part]
    return found


def fitted(samples: Sequence[Sample], start: Weights) -> dict[str, float]:
    """Return the weights, each with the one set by hand and what the samples add to it."""
    moved = fit(with_share(samples))
    names = sorted({*start, *moved, BIAS})
    return {name: round(start.get(name, 0.0) + moved.get(name, 0.0), 3) for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    articles = [article for folder in options.folders for article in read_folder(folder)]
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    start = shipped["start"]
    samples = [s for number, a in enumerate(articles) for s in samples_of(number, a, start)]
    judged = left_out(samples)
    claims = sum(label for _, label in judged)
    print(f"{len(articles)} articles, {len(samples)} sentences, {claims} of them claims")
    for least in LEVELS:
        kept = sum(label for strength, label in judged if strength >= least) / claims
        others = sum(not label for strength, label in judged if strength < least)
        idle = others / (len(judged) - claims)
        print(
            f"from {least:4}: kept {kept:.3f}, set aside {idle:.3f}, mean {(kept + idle) / 2:.3f}"
        )
    if options.out:
        text = json.dumps({**shipped, "weights": fitted(samples, start)}, indent=1)
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
