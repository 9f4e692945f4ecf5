"""The claim finder, the ranker and the matcher: plain filters, of which only `learn` has a desk."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from config import asks_for_tagger


@click.group()
def claims() -> None:
    """Find, rank and match claims in plain text."""


@claims.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON with offsets in code points.")
@click.option("--language", help="ISO 639-1 code; told from the text otherwise.")
def find(file: BinaryIO, as_json: bool, language: str | None) -> None:  # noqa: FBT001
    """Find the claims of an article (a UTF-8 text file, or -)."""
    from review.intake.finding import without_collecting
    from review.text.finder import find_claims
    from review.text.spacy_tagger import load_tagger

    # Offsets are into the file's own text: newlines and forms are left as they stand in it. A mark
    # of the byte order before it is no part of the text.
    text = _decoded(file.read())
    tagger = load_tagger() if asks_for_tagger(os.environ) else None
    with without_collecting():
        found = find_claims(text, language, tagger=tagger)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for claim in found.claims:
        click.echo(f"{claim.score:.2f}  {claim.kind.value:<13} {claim.text}")
        click.echo(f"      {'; '.join(claim.why)}")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise click.ClickException(
            "This is not UTF-8 text. Convert the file, or use `proofdesk article import`, which "
            "reads other encodings and file types."
        ) from wrong


@claims.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="replace"))
@click.option("--language", default="en", show_default=True)
def rank(file: TextIO, language: str) -> None:
    """Score sentences, one a line: how much each is worth checking, 0 to 1."""
    from review.text.ranking import rank as score

    for line in file:
        sys.stdout.write(f"{score(line.rstrip(chr(10)), language)}\n")


@claims.command()
@click.option("--corpus", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--queries", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-k", "most", default=20, show_default=True, type=click.IntRange(1))
@click.option("--min", "least", type=float, help="Leave out pairs below this score.")
def match(corpus: Path, queries: Path, most: int, least: float | None) -> None:
    """Find claims checked before: query id, claim id, score (TSV), best first.

    Both files hold one JSON object with "id" and "text" a line.
    """
    from review.text.matching import match as pairs

    for query, claim, score in pairs(_lines(corpus), _lines(queries), most, least):
        sys.stdout.write(f"{query}\t{claim}\t{score}\n")


@claims.command()
@click.option("--desk", "slug", help="Short name of the desk; needed where there are several.")
@click.option("--use", is_flag=True, help="Use the newest learned weights from now on.")
@click.option("--back", is_flag=True, help="Use the shipped weights again.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def learn(slug: str | None, use: bool, back: bool, as_json: bool) -> None:  # noqa: FBT001
    """Learn from a desk's own decisions what is worth checking, and say whether that helped.

    What was learned is kept, and not used before --use is given.
    """
    from review.commands import learning

    if use and back:
        raise click.UsageError("Give --use or --back, not both.")
    if use or back:
        learning.choose(slug, learned=use, as_json=as_json)
    else:
        learning.learn(slug, as_json=as_json)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _pair(line, f"{path.name}, line {number}")


def _pair(line: str, place: str) -> tuple[str, str]:
    try:
        row = json.loads(line)
        name, text = str(row["id"]), str(row["text"])
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise click.ClickException(
            f'{place}: this is not a JSON object with "id" and "text".'
        ) from wrong
    if not name.isprintable():
        # An id goes out on a line of its own, between tabs.
        raise click.ClickException(f"{place}: the id holds a tab or another unseen character.")
    return name, text
