"""Importing articles from the command line."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.commands.house import operator, reading, refusals, settings, writing

if TYPE_CHECKING:
    from review.services.imports import Given


@click.group()
def article() -> None:
    """Articles under review."""


@article.command("import")
@click.argument("place")
@click.option("--desk", "slug", help="Short name of the desk; needed where there are several.")
@click.option("--title", default="", help="Title, where the text does not say it.")
@click.option("--language", default="", help="ISO 639-1 code; told from the text otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a sentence.")
def import_(place: str, slug: str | None, title: str, language: str, as_json: bool) -> None:  # noqa: FBT001
    """Import a file, a link, or standard input (-); prints article id and claim count.

    The same text imported again is the article that is there already.
    """
    from review.queries.weights import weights_in_use
    from review.services.articles import About, held_already, import_article
    from review.services.desks import find_desk
    from review.services.imports import looked_through, named, read

    found = settings()
    with refusals():
        typed = About(title=title, language=language)
        was_read = named(read(_given(place), allow=found.fetch_allow), typed)
    with reading(found) as session:
        weights = weights_in_use(session, find_desk(session, slug).id)
    with refusals():
        prepared = looked_through(was_read, weights, tagged=found.finder_nlp)
    with writing(found) as session:
        desk = find_desk(session, slug)
        known = held_already(session, desk_id=desk.id, sha256=prepared.sha256)
        made = known or import_article(session, prepared=prepared, actor=operator(desk))
        said = {"article": made.id, "claims": len(prepared.found.claims), "new": known is None}
        title = made.title
    if as_json:
        click.echo(json.dumps(said))
    else:
        word = "imported" if said["new"] else "was here already"
        click.echo(f"Article {said['article']} {word}, {said['claims']} claims: {title}")


def _given(place: str) -> "Given":
    """A file's bytes, a link, or what comes in on standard input."""
    from review.services.imports import MOST_BYTES, Given

    if place == "-":
        return Given(text=_standard_input())
    if place.startswith(("http://", "https://")):
        return Given(url=place)
    path = _file(place)
    with path.open("rb") as file:
        return Given(file=file.read(MOST_BYTES), file_name=path.name)


def _file(place: str) -> Path:
    path = Path(place)
    if not path.is_file():
        raise click.ClickException(f"There is no file {place}. Give a file, a link or -.")
    return path


def _standard_input() -> str:
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise click.ClickException("This is not UTF-8 text. Give it as a file instead.") from wrong
    if not text.strip():
        raise click.ClickException("The standard input is empty. Send the text of the article.")
    return text
