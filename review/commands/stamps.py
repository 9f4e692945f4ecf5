"""Time stamps from the command line: asked for, and verified without any network."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from config import Settings
from review.commands.house import operator, reading, refusals, settings, writing
from review.stores.opening import store_of

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from review.queries.stamps import KeptStamp
    from review.stores.store import Store

HOLDS, BROKEN, NOT_PROVEN = 0, 1, 2


@click.command()
@click.option("--desk", "slug", help="Short name of the desk; needed where there are several.")
@click.option("--evidence", type=int, help="Number of one piece; without it, every captured page.")
def stamp(slug: str | None, evidence: int | None) -> None:
    """Ask the authorities of the settings to stamp captures that they have not stamped.

    The worker sends the questions. What failed is tried again.
    """
    from review.queries.stamps import unstamped
    from review.services.desks import find_desk
    from review.services.stamps import ask_for_piece

    found = _stamping()
    asked = 0
    with writing(found) as session:
        desk = find_desk(session, slug)
        actor = operator(desk)
        urls = found.stamp_urls
        pieces = (
            [evidence]
            if evidence is not None
            else unstamped(session, desk_id=desk.id, authorities=urls)
        )
        for number in pieces:
            asked += len(ask_for_piece(session, evidence_id=number, actor=actor, authorities=urls))
            # Piece by piece, so that nobody at work on the desk waits for all of them.
            session.commit()
    click.echo(f"Stamps asked for: {asked}. The worker sends the questions.")


def _stamping() -> Settings:
    """The settings, where they name somebody to ask and the extra is there."""
    from review.domain.errors import Conflict
    from review.services.stamps import NOBODY_TO_ASK
    from review.stamps.token import NOT_INSTALLED, is_there

    found = settings()
    with refusals():
        if not found.stamp_urls:
            raise Conflict(*NOBODY_TO_ASK)
        if not is_there():
            raise Conflict(*NOT_INSTALLED)
    return found


@click.group()
def stamps() -> None:
    """The time stamps that are kept."""


@stamps.command()
@click.option("--desk", "slug", help="Short name of one desk; without it, every desk's stamps.")
@click.pass_context
def verify(ctx: click.Context, slug: str | None) -> None:
    """Verify every kept stamp against PROOFDESK_STAMP_ROOTS, offline.

    Exit 0: all hold. 1: one does not, or its bytes are gone. 2: nobody is trusted, so nothing is
    proven.
    """
    from review.db import now
    from review.queries.stamps import kept_stamps
    from review.services.desks import find_desks
    from review.stamps.token import NOT_INSTALLED, is_there

    found = settings()
    with reading(found) as session:
        desks = [desk.id for desk in find_desks(session, slug)]
        kept = kept_stamps(session, desk_ids=desks)
    roots = _roots(found)
    if not is_there() or not roots:
        why = "PROOFDESK_STAMP_ROOTS names nobody to trust." if is_there() else NOT_INSTALLED[0]
        click.echo(f"Not proven: {why}")
        ctx.exit(NOT_PROVEN)
    store, broken = store_of(found), 0
    for one in kept:
        holds, words = _judged(store, one, roots, now())
        broken += not holds
        click.echo(f"{one.desk}, {one.about}, {one.authority}: {words}")
    click.echo(f"{len(kept) - broken} of {len(kept)} kept stamps are as the desk says.")
    ctx.exit(BROKEN if broken else HOLDS)


def _roots(found: Settings) -> "tuple[Certificate, ...]":
    from review.stamps.roots import roots_of

    try:
        return roots_of(found.stamp_roots)
    except ValueError as wrong:
        raise click.ClickException(f"{wrong}.") from wrong


def _judged(
    store: "Store", kept: "KeptStamp", roots: "Sequence[Certificate]", moment: datetime
) -> tuple[bool, str]:
    """Whether a stamp is as its page says, and how it stands in words."""
    from review.domain.vocabulary import StampStatus
    from review.stamps.errors import StampError
    from review.stores.store import Condition

    is_verified = kept.status is StampStatus.VERIFIED
    try:
        words = " ".join(_said(store, kept, roots, moment))
    except LookupError:
        return False, "the stamp itself is missing from the store."
    except StampError as bad:
        return not is_verified, f"does not hold. {bad}"
    if store.verify(kept.sha256) is not Condition.INTACT:
        return False, f"{words} But the bytes it is of are missing or altered."
    return True, words if is_verified else f"{words} Press “Try again” on its page."


def _said(
    store: "Store", kept: "KeptStamp", roots: "Sequence[Certificate]", moment: datetime
) -> Iterator[str]:
    from review.stamps.verify import require_trust, stamp_of

    with store.open(kept.token_sha256) as stream:
        data = stream.read()
    stamp = stamp_of(data, sha256=kept.sha256)
    require_trust(data, sha256=kept.sha256, roots=roots)
    yield f"holds. Stamped {stamp.gen_time:%Y-%m-%d %H:%M:%S} UTC by {stamp.signer}."
    over = stamp.over_by(moment)
    if over is not None:
        yield f"A certificate of its chain ran out on {over:%Y-%m-%d}; it was good at that moment."
