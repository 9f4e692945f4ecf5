"""Print how well the claim finder does on annotated articles, and on each when it is left out.

    python -m benchmarks.finder FOLDER...

A folder has `NN.txt` and `NN.json` side by side (see `annotated`). Each folder gets a row, and all
of them together. The row `left out` scores each article with weights that were fitted on all other
articles given, as `fit_worth` fits them: what the weights are worth on an article they never saw.
Word lists and rules are not fitted by a script, so no row can leave an article out of them.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import fit_worth
from benchmarks.annotated import Article, read_folder, score
from review.text.finder import find_claims
from review.text.finding import Found
from review.text.worth import additions


def as_shipped(articles: Iterable[Article]) -> list[tuple[Article, Found]]:
    return [(article, find_claims(article.text)) for article in articles]


def left_out(articles: Sequence[Article]) -> list[tuple[Article, Found]]:
    """Each article, scored with the weights that `fit_worth` fits on the others."""
    start = json.loads(fit_worth.SHIPPED.read_text(encoding="utf-8"))["start"]
    claims = [fit_worth.article(article.path, start).claims for article in articles]
    found = []
    for number, article in enumerate(articles):
        others = [claim for i, row in enumerate(claims) if i != number for claim in row]
        fitted = fit_worth.fit(others, start, fit_worth.RIDGE)
        change = {name: weight - additions()[name] for name, weight in fitted.items()}
        found.append((article, find_claims(article.text, weights=change)))
    return found


def row(name: str, pairs: Sequence[tuple[Article, Found]]) -> str:
    found = score(pairs)
    cells = "".join(f"{value:9.3f}" for value in found.figures().values())
    return f"{name:22}{len(pairs):5}{found.counts['claim']:7}{cells}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    folders = parser.parse_args().folders
    if not folders:
        print("Name folders of annotated articles: python -m benchmarks.finder FOLDER...")
        return
    heads = "".join(f"{name:>9}" for name in score([]).figures())
    print(f"{'':22}{'arts':>5}{'claims':>7}{heads}")
    every: list[Article] = []
    for folder in folders:
        articles = read_folder(folder)
        every += articles
        print(row("/".join(folder.parts[-2:]), as_shipped(articles)), flush=True)
    if len(folders) > 1:
        print(row("all", as_shipped(every)), flush=True)
    if len(every) > 1:
        print(row("left out", left_out(every)))


if __name__ == "__main__":
    main()
