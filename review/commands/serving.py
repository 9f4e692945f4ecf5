"""Starting the house: migrations, the web server, the worker."""

import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

import click

from review.commands.beside import WorkerBeside, leave_with_the_house
from review.commands.house import settings
from review.commands.memory import give_back_what_is_freed

A_GIGABYTE = 1 << 30

# How far the worker steps back, so that whoever opens a page need not wait for a page captured.
GIVES_WAY = 5


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--data", type=click.Path(path_type=Path), help="Folder for everything that is kept.")
@click.option("--demo", is_flag=True, help="Load the sample article and people to try the desk.")
def up(host: str, port: int, data: Path | None, demo: bool) -> None:  # noqa: FBT001
    """Migrate, start web and worker, and print the address and the first sign-in."""
    from waitress.server import create_server

    from review.app import create_app
    from review.commands.first_people import demo_people, first_person
    from review.schema import upgrade

    give_back_what_is_freed()
    if data is not None:
        os.environ["PROOFDESK_DATA_DIR"] = str(data.absolute())
    door = _open_door(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{door.getsockname()[1]}"
    os.environ.setdefault("PROOFDESK_BASE_URL", address)
    found = settings()
    upgrade(found.database_url)
    signs_in = demo_people(found) if demo else first_person(found)
    app = create_app(found)
    # The page says in words what is too large; only what is far beyond is cut off before it.
    most = max(A_GIGABYTE, 2 * app.config["MAX_CONTENT_LENGTH"])
    server = create_server(
        app, sockets=[door], threads=8, ident="proofdesk", max_request_body_size=most
    )
    signal.signal(signal.SIGTERM, _leave)
    beside = WorkerBeside()
    try:
        _say(address, signs_in)
        server.run()
    finally:
        beside.end()


def _open_door(host: str, port: int) -> socket.socket:
    """Listen before anything else is done, so that a taken port changes nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as taken:
        raise click.ClickException(
            f"Nothing can be opened at {host} port {port}: {taken.strerror}. Give another --port."
        ) from taken


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _say(address: str, signs_in: list[tuple[str, str, str]]) -> None:
    click.echo(f"\nProofdesk is open at {address}\n")
    for role, email, password in signs_in:
        click.echo(f"  {role:<15} {email:<28} {password}")
    if signs_in:
        click.echo("\nThese passwords are shown once. Stop with Ctrl+C.")
    sys.stdout.flush()


@click.command()
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32))
@click.option("--beside", is_flag=True, hidden=True, help="Leave when standard input ends.")
def worker(threads: int, beside: bool) -> None:  # noqa: FBT001
    """Run background tasks: captures, and leases that end."""
    from review.jobs import work

    if beside:
        leave_with_the_house()
    os.nice(GIVES_WAY)
    work(settings(), threads=threads)


@click.command()
def migrate() -> None:
    """Bring the database to today's tables."""
    from review.schema import upgrade

    upgrade(settings().database_url)
    click.echo("The database is up to date.")
