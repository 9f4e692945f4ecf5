"""Looking at watched pages by hand, and reading kept bytes again."""

from typing import TYPE_CHECKING

import click

from config import Settings
from review.commands.house import opened, operator, refusals, settings
from review.db import Sessions

if TYPE_CHECKING:
    from review.services.watch_turns import Pace


@click.command()
@click.option("--desk", "slug", help="Short name of one desk; without it, pages of every desk.")
@click.option("--evidence", "evidence_id", type=int, help="Look at this watched page now.")
@click.option("--rehash", is_flag=True, help="Read kept bytes of all desks again instead.")
@click.option("--limit", type=click.IntRange(1), help="Look at, or read, no more than so many.")
@click.pass_context
def watch(
    ctx: click.Context,
    slug: str | None,
    evidence_id: int | None,
    rehash: bool,  # noqa: FBT001
    limit: int | None,
) -> None:
    """Look at the watched pages whose turn it is, once. The worker does so each minute."""
    if rehash and (slug or evidence_id):
        raise click.UsageError("--rehash reads the bytes of all desks; give no desk and no piece.")
    found = settings()
    with opened(found) as sessions, refusals():
        if rehash:
            ctx.exit(0 if _read_again(found, sessions, limit) else 1)
        if not found.watch_days:
            raise click.ClickException("PROOFDESK_WATCH_DAYS is 0: no page is looked at again.")
        if evidence_id is not None:
            _ask(found, sessions, slug, evidence_id)
        _look(found, sessions, slug, evidence_id, limit)


def _ask(found: Settings, sessions: Sessions, slug: str | None, evidence_id: int) -> None:
    from review.models import Desk, Evidence
    from review.services.desks import find_desk
    from review.services.watch import ask

    with sessions.write.begin() as session:
        row = session.get(Evidence, evidence_id)
        if row is None:
            raise click.ClickException(f"There is no evidence {evidence_id}.")
        desk = find_desk(session, slug) if slug else session.get_one(Desk, row.desk_id)
        ask(session, evidence_id=evidence_id, actor=operator(desk), pace=_pace(found))


def _look(
    found: Settings,
    sessions: Sessions,
    slug: str | None,
    evidence_id: int | None,
    limit: int | None,
) -> None:
    from review.services.desks import find_desk
    from review.services.watch import look
    from review.services.watch_turns import due
    from review.stores.opening import store_of

    pace, store, desk_id = _pace(found), store_of(found), None
    if slug:
        with sessions.read() as session:
            desk_id = find_desk(session, slug).id
    turns = due(sessions, pace, desk_id=desk_id) if evidence_id is None else [evidence_id]
    looked_at = 0
    for one in turns[:limit]:
        finding = look(sessions, store, evidence_id=one, pace=pace, allow=found.fetch_allow)
        if finding is not None:
            looked_at += 1
            click.echo(f"evidence {one}: {finding.outcome.value}. {finding.reason}")
    click.echo(f"Pages looked at: {looked_at}.")


def _read_again(found: Settings, sessions: Sessions, limit: int | None) -> bool:
    """Whether everything that was read is sound."""
    from review.services.rehash import Bounds, run
    from review.stores.opening import store_of

    done = run(sessions, store_of(found), Bounds(pieces=limit, size=None, everything=True))
    click.echo(
        f"Read again: {done.read}. Damaged: {done.damaged}, missing: {done.missing},"
        f" right again: {done.restored}, not to be read: {done.unread}."
    )
    if not done.reached:
        raise click.ClickException("The store is out of reach; what was read by then is noted.")
    return not (done.damaged or done.missing or done.unread)


def _pace(found: Settings) -> "Pace":
    from review.services.watch_turns import Pace

    return Pace(found.watch_days, found.watch_a_minute)
