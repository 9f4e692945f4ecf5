"""The ledger: who did what when, its head, and a check of the whole chain."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, render_template, request

from review.domain.policy import Permission
from review.models import Desk
from review.queries import ledger, ledger_acts
from review.queries.claim_file import names_on
from review.queries.ledger_acts import Sought
from review.web.access import access, actor
from review.web.bounds import id_in
from review.web.transaction import database, sessions

# A day is looked for up to the one after it, and the calendar ends.
LAST_YEAR = 9999

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
@access(Permission.READ_LEDGER)
def index() -> str:
    desk_id, asked = actor().desk_id, _asked(request.args)
    listing = ledger_acts.acts(database(), _sought(asked), actor=actor())
    return render_template(
        "ledger/index.html",
        listing=listing,
        head=ledger.head(database(), desk_id=desk_id),
        people=sorted(names_on(database(), desk_id).items(), key=lambda one: one[1].casefold()),
        kinds=ledger_acts.kinds_of_act(database(), desk_id=desk_id),
        asked=asked,
        further={name: value for name, value in asked.items() if name != "before"},
    )


def _asked(args: Mapping[str, str]) -> dict[str, str]:
    """The filters that hold, as they were typed; the others are as if not there."""
    numbers = {
        name: args[name]
        for name in ("person", "claim", "article", "evidence", "before")
        if id_in(args.get(name, ""))
    }
    words = {name: args[name] for name in ("act", "day") if args.get(name)}
    if _day(words.get("day", "")) is None:
        words.pop("day", None)
    return words | numbers


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year < LAST_YEAR else None


def _sought(asked: Mapping[str, str]) -> Sought:
    numbers = {name: int(asked[name]) for name in asked.keys() - {"act", "day"}}
    return Sought(
        actor_id=numbers.get("person"),
        action=asked.get("act", ""),
        claim_id=numbers.get("claim"),
        article_id=numbers.get("article"),
        evidence_id=numbers.get("evidence"),
        day=_day(asked.get("day", "")),
        before=numbers.get("before"),
    )


@blueprint.get("/head")
@access(Permission.READ_LEDGER)
def head() -> Response:
    """Number and hash of the newest entry, on one line to be copied out."""
    number, newest = ledger.head(database(), desk_id=actor().desk_id)
    return Response(f"{number} {newest}\n", mimetype="text/plain")


@blueprint.post("/verify")
@access(Permission.READ_LEDGER)
def verify() -> str:
    """Walk the chain. It changes nothing, so it reads, and nobody waits for it to write."""
    with sessions().read() as reading:
        desk = reading.get_one(Desk, actor().desk_id)
        return render_template("ledger/verified.html", result=ledger.verify(reading, desk=desk))
