"""What the commands share: the house opened, refusals as plain lines, and who a command acts as."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from config import Settings, from_environment
from review.capture.addresses import parse_allow
from review.db import Sessions, make_engine
from review.domain.errors import Refusal
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import Desk
from review.schema import is_current
from review.stamps.authority import authority_of
from review.stores.opening import store_of
from review.suggest.endpoint import endpoint_of


def environment() -> Settings:
    """The settings as they stand; one that cannot be read ends the command in one line."""
    try:
        return from_environment()
    except ValueError as wrong:
        raise click.ClickException(f"{wrong}.") from wrong


def settings() -> Settings:
    """The settings of the environment; one that cannot be used ends the command in one line."""
    found = environment()
    try:
        store_of(found)
        parse_allow(found.fetch_allow)
        endpoint_of(found.llm_url, found.llm_model, found.llm_key)
        for url in found.stamp_urls:
            authority_of(url)
        make_url(found.database_url)
    except ArgumentError as wrong:
        raise click.ClickException(
            "PROOFDESK_DATABASE_URL is no address such as postgresql+psycopg://host/name."
        ) from wrong
    except ValueError as wrong:
        raise click.ClickException(f"{wrong}.") from wrong
    return found


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal into what a command says when it fails: the reason and what would work."""
    try:
        yield
    except Refusal as refused:
        fields = " ".join(dict.fromkeys(getattr(refused, "fields", {}).values()))
        whole = f"{refused.message} {refused.remedy}".strip()
        raise click.ClickException(fields or whole) from refused


@contextmanager
def writing(found: Settings) -> Iterator[Session]:
    """One act from the command line: committed at the end, rolled back on any failure."""
    with opened(found) as sessions, refusals(), sessions.write() as session:
        yield session
        session.commit()


@contextmanager
def reading(found: Settings) -> Iterator[Session]:
    with opened(found) as sessions, refusals(), sessions.read() as session:
        yield session


@contextmanager
def opened(found: Settings) -> Iterator[Sessions]:
    """The database for commands that do more than one act; refused unless it has today's tables."""
    engine = make_engine(found.database_url)
    try:
        if not is_current(engine):
            raise click.ClickException(
                "The database has not today's tables. Run `proofdesk migrate` first."
            )
        yield Sessions(engine)
    finally:
        engine.dispose()


def operator(desk: Desk) -> Actor:
    """Whoever runs the machine: may import and report, and never judges or signs a claim."""
    return Actor(
        user_id=None,
        desk_id=desk.id,
        name="command line",
        roles=frozenset({Role.EDITOR}),
        desk_name=desk.name,
    )
