"""People and desks from the command line."""

import sys

import click

from review.commands.house import settings, writing
from review.domain.vocabulary import Role


@click.group()
def user() -> None:
    """People who can sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The name that colleagues and reports show.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--desk", "slug", help="Short name of the desk; needed where there are several.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from stdin.")
def add_person(email: str, name: str, role: str, slug: str | None, password_stdin: bool) -> None:  # noqa: ARG001, FBT001
    """Add a person with a role, or give a known person a further role and a new password."""
    from review.services.accounts import add_user
    from review.services.desks import create_desk, find_desk
    from review.services.passwords import check_strength, hash_password

    password = sys.stdin.readline().rstrip("\r\n")
    weak = check_strength(password, [email, name])
    if weak:
        raise click.ClickException(weak)
    hashed = hash_password(password)
    with writing(settings()) as session:
        from review.models import Desk

        if slug is None and session.query(Desk).first() is None:
            create_desk(session, slug="main", name="The desk")
        made = add_user(
            session,
            email=email,
            name=name,
            role=Role(role),
            desk=find_desk(session, slug),
            password_hash=hashed,
        )
        click.echo(f"{made.email} is {role} now.")


@click.group()
def desk() -> None:
    """Desks: each with its own people, articles and ledger."""


@desk.command("add")
@click.argument("slug")
@click.option("--name", required=True)
def add_desk(slug: str, name: str) -> None:
    """Open a new desk."""
    from review.services.desks import create_desk

    with writing(settings()) as session:
        create_desk(session, slug=slug, name=name)
    click.echo(f"Desk {slug} is open.")
