"""The ledger from the command line: its head, and whether the chain is whole."""

import click

from review.commands.house import reading, settings


@click.group()
def ledger() -> None:
    """The hash chain of a desk's acts."""


@ledger.command()
@click.option("--desk", "slug", help="Short name of the desk; needed where there are several.")
def head(slug: str | None) -> None:
    """Print number and hash of the newest entry; keep them somewhere else."""
    from review.queries import ledger as chain
    from review.services.desks import find_desk

    with reading(settings()) as session:
        number, found = chain.head(session, desk_id=find_desk(session, slug).id)
    click.echo(f"{number} {found}")


@ledger.command()
@click.option("--desk", "slug", help="Short name of the desk; needed where there are several.")
@click.option("--head", "outside", help="A head written down earlier, somewhere else.")
@click.pass_context
def verify(ctx: click.Context, slug: str | None, outside: str | None) -> None:
    """Walk the whole chain. Exit 0: sound. 1: broken, or the outside head is not in it."""
    from review.queries import ledger as chain
    from review.services.desks import find_desk

    with reading(settings()) as session:
        desk = find_desk(session, slug)
        found = chain.verify(session, desk=desk)
        known = outside is None or any(
            entry.hash == outside for entry in chain.entries(session, desk=desk)
        )
    if not found.sound:
        click.echo(f"Broken at entry {found.broken_at}: {found.reason}.")
        ctx.exit(1)
    if not known:
        click.echo("Broken: the chain does not hold the head that you gave.")
        ctx.exit(1)
    click.echo(f"Sound: {found.entries} entries, head {found.head}.")
