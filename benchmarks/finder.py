"""Print how well the claim finder does on annotated articles, and on each when it is left out.

    python -m benchmarks.finder FOLDER...

A folder has `NN.txt` and `NN.json` side by side (see `annotated`). Each folder gets a row, and all
of them together. The row `left out` scores each article with weights that were fitted on all other
articles given, starting from the shipped ones: what fitting on so few articles is worth.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.annotated import Article, read_folder, score
from review.text.finder import find_claims
from review.text.finding import Found
from review.text.fitting import Sample, fit
from review.text.learning import Decision, samples_in

WORTHY = 2


def as_shipped(articles: Iterable[Article]) -> list[tuple[Article, Found]]:
    return [(article, find_claims(article.text)) for article in articles]


def left_out(articles: Sequence[Article]) -> list[tuple[Article, Found]]:
    """Each article, found with weights fitted on the others."""
    samples = [_samples(number, article) for number, article in enumerate(articles)]
    found = []
    for number, article in enumerate(articles):
        others = [s for i, rows in enumerate(samples) if i != number for s in rows]
        found.append((article, find_claims(article.text, weights=fit(others))))
    return found


def _samples(number: int, article: Article) -> list[Sample]:
    decisions = [
        Decision(row["start"], row["end"], worth_checking=row["check_worthy"] >= WORTHY)
        for row in article.sentences
    ]
    language = find_claims(article.text).language
    return samples_in(number, article.text, language, decisions)


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
