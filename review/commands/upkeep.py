"""Sweeping, and a look whether everything stands."""

import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click
import sqlalchemy as sa

from config import Settings
from review.commands.house import environment, settings
from review.db import Sessions, make_engine
from review.stores.opening import store_of

if TYPE_CHECKING:
    from review.stores.store import Store


@click.command()
def sweep() -> None:
    """Remove bytes that nothing has rested on for an hour, and uploads that broke off.

    The worker does this each hour. The command also looks for bytes that no row knows of.
    """
    from review.services.sweeping import sweep as swept

    found = settings()
    engine = make_engine(found.database_url)
    done = swept(Sessions(engine), store_of(found), look_everywhere=True)
    engine.dispose()
    click.echo(f"Removed {done.strays} stray pieces and {done.unfinished} broken uploads.")
    if done.found:
        click.echo(f"{done.found} pieces had no row. They go in an hour, unless a row names them.")


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Look at settings, disk, database and evidence, and say what is wrong."""
    from review.schema import is_current

    found = environment()
    free = shutil.disk_usage(found.data_dir).free
    engine = make_engine(found.database_url)
    store = store_of(found)
    looked_at = {
        "settings": "the secret key is long enough" if len(found.secret_key) >= 32 else "",
        "disk": f"{free // 2**20} MB free" if free > 500 * 2**20 else "",
        "database": "stands at the newest migration" if is_current(engine) else "",
        "store": _look_at_store(found, store),
        "evidence": _look_at_evidence(engine, store),
        "finder": _look_at_finder(found),
        "model": _look_at_model(found),
        "pictures": _look_at_pictures(found),
        "stamps": _look_at_stamps(found),
    }
    for name, good in looked_at.items():
        click.echo(f"{'good' if good else 'BAD ':<5} {name}: {good or _REMEDIES[name]}")
    engine.dispose()
    ctx.exit(0 if all(looked_at.values()) else 1)


_REMEDIES = {
    "settings": "PROOFDESK_SECRET_KEY is too short; give at least 32 random characters.",
    "disk": "less than 500 MB are free; make room.",
    "database": "run `proofdesk migrate`.",
    "store": "no evidence can be kept; make room, or look at PROOFDESK_EVIDENCE_URL and _S3_*.",
    "evidence": "kept bytes are missing, altered or out of reach; restore them from a backup.",
    "finder": "PROOFDESK_FINDER_NLP asks for the extra `nlp`, which is not installed.",
    "model": "PROOFDESK_LLM_URL, _MODEL or _KEY cannot be used; see docs/settings.md.",
    "pictures": "PROOFDESK_SNAPSHOT asks for the extra `snapshot`, which is not installed.",
    "stamps": "PROOFDESK_STAMP_URLS or _ROOTS cannot be used, or the extra `archive` is missing.",
}


def _look_at_finder(found: Settings) -> str:
    """By what it decides; empty where a tagger is asked for that is not there."""
    from review.text import spacy_tagger

    if not found.finder_nlp:
        return "goes by its rules alone"
    return "goes by its rules, and asks spaCy" if find_spec(spacy_tagger.MODEL) else ""


def _look_at_model(found: Settings) -> str:
    """Who may be asked; empty where the settings cannot be used. Nothing is sent."""
    from review.suggest.endpoint import endpoint_of

    try:
        model = endpoint_of(found.llm_url, found.llm_model, found.llm_key)
    except ValueError:
        return ""
    return f"{model.model} at {model.host}, when an editor asks" if model else "none is ever asked"


def _look_at_pictures(found: Settings) -> str:
    if not found.snapshot:
        return "none are made of captured pages"
    return "made of captured pages" if find_spec("playwright") else ""


def _look_at_stamps(found: Settings) -> str:
    """Who is asked and who is trusted; empty where either cannot be used. Nothing is sent."""
    from review.stamps.authority import authority_of
    from review.stamps.roots import roots_of
    from review.stamps.token import is_there

    try:
        asked = [authority_of(url) for url in found.stamp_urls]
        trusted = roots_of(found.stamp_roots)
    except ValueError as wrong:
        click.echo(f"      {wrong}")
        return ""
    if not asked:
        return "nothing is stamped"
    by = f"roots trusted: {len(trusted)}" if trusted else "never verified without roots"
    return f"asked of {len(asked)}, {by}" if is_there() else ""


def _look_at_store(found: Settings, store: "Store") -> str:
    kind = "bucket" if found.evidence_url.startswith("s3:") else "folder"
    return f"a {kind} that takes bytes" if store.writable() else ""


def _look_at_evidence(engine: sa.Engine, store: "Store") -> str:
    """Hash every kept piece again; empty when one is missing or altered."""
    from review.models import Evidence
    from review.stores.store import Condition

    if not sa.inspect(engine).has_table(Evidence.__tablename__):
        return "none kept yet"
    with engine.connect() as connection:
        digests = connection.scalars(
            sa.select(Evidence.sha256).where(Evidence.sha256.is_not(None)).distinct()
        ).all()
    try:
        bad = [sha for sha in digests if sha and store.verify(sha) is not Condition.INTACT]
    except OSError:
        return ""
    for sha in bad:
        click.echo(f"      {sha} is missing or altered")
    return "" if bad else f"{len(digests)} pieces held, hashes sound"
