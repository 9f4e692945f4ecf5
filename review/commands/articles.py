"""Importing articles from the command line."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config import Settings
from review.commands.house import operator, refusals, settings, writing

if TYPE_CHECKING:
    from review.services.articles import About


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
    from review.services.articles import held_already, import_article, prepare
    from review.services.desks import find_desk

    found = settings()
    with refusals():
        raw, about = _read(place, title, language, found)
        prepared = prepare(raw, about)
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


def _read(place: str, title: str, language: str, found: Settings) -> tuple[str, "About"]:
    """Text and particulars of what stands at a place. Raises a refusal that says what is wrong."""
    from review.capture.addresses import parse_allow
    from review.capture.extract import extract_text
    from review.capture.fetch import fetch
    from review.intake.reading import read_document, read_pasted
    from review.services.articles import About

    url, name = "", ""
    if place == "-":
        document = read_pasted(_standard_input())
    elif place.startswith(("http://", "https://")):
        page = fetch(place, allow=parse_allow(found.fetch_allow))
        if page.status >= 400:
            raise click.ClickException(f"The site answered {page.status} instead of the page.")
        url = page.final_url
        document = extract_text(page.body, page.media_type, url)
    else:
        path = _file(place)
        name = path.name
        document = read_document(path, name)
    return document.text, About(
        title=title or document.title or "",
        language=language or document.language or "",
        byline=document.byline or "",
        publisher=document.publisher or "",
        published_on=document.published_on,
        url=url,
        original_name=name,
        media_type=document.media_type,
    )


def _file(place: str) -> Path:
    path = Path(place)
    if not path.is_file():
        raise click.ClickException(f"There is no file {place}. Give a file, a link or -.")
    return path


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise click.ClickException("This is not UTF-8 text. Give it as a file instead.") from wrong
