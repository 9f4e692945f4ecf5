"""What `proofdesk claims learn` does: fits, says what came of it, and lets a desk choose."""

import json
from dataclasses import asdict

import click

from review.commands.house import operator, reading, refusals, settings, writing
from review.domain.moments import iso
from review.queries.decisions import decided_texts
from review.services import learning
from review.services.desks import find_desk
from review.text.learning import Learned


def learn(slug: str | None, *, as_json: bool) -> None:
    """Fit on the desk's decisions and keep what was learned, without using it."""
    house = settings()
    with reading(house) as session:
        texts = decided_texts(session, desk_id=find_desk(session, slug).id)
    with refusals():
        learned = learning.learn_from(texts)
    with writing(house) as session:
        kept = learning.keep(session, learned=learned, actor=operator(find_desk(session, slug)))
        number, at = kept.number, iso(kept.at)
    if as_json:
        click.echo(json.dumps({"learned": number, "at": at} | asdict(learned)))
    else:
        click.echo(_said(learned, number))


def _said(learned: Learned, number: int) -> str:
    before, after = learned.before, learned.after
    rows = (
        ("average precision", before.average_precision, after.average_precision),
        ("log loss", before.log_loss, after.log_loss),
    )
    table = [f"{name:20}{was:9.4f}{is_:9.4f}" for name, was, is_ in rows]
    worse = after.average_precision < before.average_precision or after.log_loss > before.log_loss
    if worse:
        table.append("Learning did not help in everything: think before you use these weights.")
    return (
        f"Learned from {learned.decisions} decided sentences in {learned.articles} articles, "
        f"{learned.worth_checking} of them worth checking.\n"
        "On articles that were left out of the fit (more precision and less loss are better):\n"
        f"{'':20}{'shipped':>9}{'learned':>9}\n" + "\n".join(table) + "\n"
        f"Kept as act {number} of the ledger. The finder does not use them until you say "
        "`proofdesk claims learn --use`."
    )


def choose(slug: str | None, *, learned: bool, as_json: bool) -> None:
    """Let the finder use the newest learned weights, or the shipped ones again."""
    with writing(settings()) as session:
        actor = operator(find_desk(session, slug))
        verb = learning.use_learned if learned else learning.use_shipped
        number = verb(session, actor=actor).payload.get("learned")
    if as_json:
        click.echo(json.dumps({"in_use": number}))
    elif learned:
        click.echo(
            f"Articles that come in from now on are scored with the weights of act {number} of the "
            "ledger. Claims in the queue keep their scores."
        )
    else:
        click.echo("Articles that come in from now on are scored with the shipped weights.")
