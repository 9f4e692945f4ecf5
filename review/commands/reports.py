"""Making reports, and checking them without the server."""

from pathlib import Path

import click

from review.commands.house import operator, settings, writing
from review.domain.vocabulary import Variant
from review.exports import FORMATS


@click.group()
def report() -> None:
    """Verified claim reports."""


@report.command()
@click.argument("article", type=int)
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)))
@click.option("--variant", default="public", type=click.Choice([v.value for v in Variant]))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def make(article: int, form: str, variant: str, out: Path) -> None:
    """Make the report of an article and write it to a file."""
    from review.models import Article, Desk
    from review.queries.reports import frozen
    from review.services.reports import make_report

    found = settings()
    with writing(found) as session:
        row = session.get(Article, article)
        if row is None:
            raise click.ClickException(f"There is no article {article}.")
        who = operator(session.get_one(Desk, row.desk_id))
        made = make_report(
            session,
            article_id=article,
            actor=who,
            variant=Variant(variant),
            base_url=found.base_url,
        )
        content, number = frozen(session, made), made.number
        _write(out, FORMATS[form].render(content))
    click.echo(f"Report {number} of article {article}, {variant}: {out}")


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as wrong:
        said = f"{out} cannot be written: {wrong.strerror}. No report was made."
        raise click.ClickException(said) from wrong


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--head", help="A ledger head got from somewhere else than the report.")
@click.pass_context
def verify(ctx: click.Context, file: Path, head: str | None) -> None:
    """Check a report offline. Exit 0: sound. 1: broken. 2: not proven without an outside head."""
    from review.verification import verify as check

    verdict = check(file, head)
    for line in verdict.lines:
        click.echo(line)
    ctx.exit(verdict.exit_code)
