"""Version 1 of the API: reading articles, claims and the ledger's head."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from review.domain.errors import NotFound
from review.domain.policy import Permission
from review.queries import ledger, plain
from review.web.access import access, actor
from review.web.transaction import database

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def _page(name: str, rows: list[dict[str, object]]) -> Response:
    """A page of rows, and where the next begins; null on the last."""
    more = rows[-1]["id"] if len(rows) == plain.PAGE else None
    return jsonify({name: rows, "next_after": more})


@blueprint.get("/articles")
@access(Permission.READ)
def articles() -> Response:
    after = request.args.get("after", 0, type=int)
    return _page("articles", plain.articles(database(), desk_id=actor().desk_id, after=after))


@blueprint.get("/claims")
@access(Permission.READ)
def claims() -> Response:
    rows = plain.claims(
        database(),
        desk_id=actor().desk_id,
        article_id=request.args.get("article", type=int),
        after=request.args.get("after", 0, type=int),
    )
    return _page("claims", rows)


@blueprint.get("/claims/<int:claim_id>")
@access(Permission.READ)
def claim(claim_id: int) -> Response:
    found = plain.one_claim(database(), desk_id=actor().desk_id, claim_id=claim_id)
    if found is None:
        raise NotFound("There is no such claim on this desk.")
    return jsonify(found)


@blueprint.get("/ledger/head")
@access(Permission.READ_LEDGER)
def head() -> Response:
    number, found = ledger.head(database(), desk_id=actor().desk_id)
    return jsonify(number=number, hash=found)
