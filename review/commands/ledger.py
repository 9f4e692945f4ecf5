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
@click.option("--desk", "slug", help="Short name of one desk; without it, every desk's chain.")
@click.option("--head", "outside", help="A head written down earlier, somewhere else.")
@click.pass_context
def verify(ctx: click.Context, slug: str | None, outside: str | None) -> None:
    """Walk the whole chain. Exit 0: sound. 1: broken, or the outside head is not in it."""
    from review.queries import ledger as chain
    from review.services.desks import find_desks

    with reading(settings()) as session:
        desks = find_desks(session, slug)
        found = [(desk.slug, chain.verify(session, desk=desk)) for desk in desks]
        known = outside is None or any(
            entry.hash == outside for desk in desks for entry in chain.entries(session, desk=desk)
        )
    for name, one in found:
        where = f"{name}: " if len(found) > 1 else ""
        if one.sound:
            click.echo(f"{where}Sound: {one.entries} entries, head {one.head}.")
        else:
            click.echo(f"{where}Broken at entry {one.broken_at}: {one.reason}.")
    if not known:
        click.echo("Broken: no chain here holds the head that you gave.")
    if not known or not all(one.sound for _, one in found):
        ctx.exit(1)
