"""Print how well the claim finder does on annotated articles, beside systems that know nothing.

    python -m benchmarks.finder FOLDER...

A folder has `NN.txt` and `NN.json` side by side (see `annotated`). A line is a measure, a column a
system: every sentence in the article's order, every sentence with the longest first, keyword rules
(see `baselines`), the finder as it ships, and the finder with each article judged by weights that
were fitted without it: `stating.json` as `fit_stating` and `worth.json` as `fit_worth` fit them, on
the other articles given and from what was set by hand. Word lists and rules are not fitted by a
script, and neither is `weights.json` on any article, so the column leaves no article out of them.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from benchmarks import fit_stating, fit_worth
from benchmarks.annotated import Article, read_folder, score
from benchmarks.baselines import BASELINES
from review.text import stating, worth
from review.text.finder import find_claims
from review.text.finding import Found

Weights = Mapping[str, float]
Pairs = list[tuple[Article, Found]]
# What each figure is called, and what it is to reach on articles that nobody has tuned on.
MEASURES = {
    "balanced": ("claims against non-claims, balanced accuracy", 0.85),
    "AP>=2": ("average precision, worth 2 or more", 0.90),
    "AP=3": ("average precision, worth 3", 0.70),
    "named": ("attribution, named sources found", 0.80),
    "(acc)": ("attribution, right answers", 0.85),
    "accus.": ("accusation, F1", 0.80),
    "cue": ("fabrication cue, F1", 0.70),
    "kind": ("kind, right answers", None),
    "exact": ("exact places", 1.0),
}


def left_out(articles: Sequence[Article]) -> Pairs:
    """Each article as the finder reads it with weights that were fitted on the others."""
    states = json.loads(fit_stating.SHIPPED.read_text(encoding="utf-8"))["start"]
    worths = json.loads(fit_worth.SHIPPED.read_text(encoding="utf-8"))["start"]
    samples = [
        sample
        for number, article in enumerate(articles)
        for sample in fit_stating.samples_of(number, article, states)
    ]
    found: Pairs = []
    for number, article in enumerate(articles):
        others = [one for one in articles if one is not article]
        rows = [sample for sample in samples if sample.article != number]
        with _weights(stating, "weights", fit_stating.fitted(rows, states)):
            claims = [c for one in others for c in fit_worth.article(one, worths).claims]
            added = fit_worth.fit(claims, worths, fit_worth.RIDGE)
            with _weights(worth, "additions", added):
                found.append((article, find_claims(article.text)))
    return found


@contextmanager
def _weights(module: object, name: str, weights: Weights) -> Iterator[None]:
    with patch.object(module, name, lambda: weights):
        yield


def columns(articles: Sequence[Article]) -> dict[str, dict[str, float]]:
    """The figures of each system, by its name."""
    systems: dict[str, Pairs] = {
        name: [(article, system(article)) for article in articles]
        for name, system in BASELINES.items()
    }
    systems["this finder"] = [(article, find_claims(article.text)) for article in articles]
    if len(articles) > 1:
        systems["one left out"] = left_out(articles)
    return {name: score(pairs).figures() for name, pairs in systems.items()}


def table(articles: Sequence[Article]) -> Iterator[str]:
    found = columns(articles)
    yield f"{'measure':46}" + "".join(f"{name:>15}" for name in [*found, "to reach"])
    for figure, (measure, reach) in MEASURES.items():
        cells = "".join(f"{system[figure]:15.3f}" for system in found.values())
        yield f"{measure:46}{cells}" + (f"{reach:15.2f}" if reach else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    folders = parser.parse_args().folders
    if not folders:
        print("Name folders of annotated articles: python -m benchmarks.finder FOLDER...")
        return
    every = [article for folder in folders for article in read_folder(folder)]
    claims = sum(row["is_claim"] for article in every for row in article.sentences)
    print(f"{len(every)} articles, {claims} claims")
    for line in table(every):
        print(line, flush=True)


if __name__ == "__main__":
    main()
