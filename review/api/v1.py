"""Version 1 of the API: reading articles, claims and the ledger's head."""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from review.domain.errors import NotFound
from review.domain.policy import Permission
from review.models import Article
from review.queries import ledger, plain
from review.services.loading import of_desk
from review.web.access import access, actor
from review.web.bounds import asked_id
from review.web.transaction import database

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def _page(name: str, rows: list[dict[str, object]]) -> Response:
    """A page of rows, and where the next begins; null on the last."""
    more = rows[-1]["id"] if len(rows) == plain.PAGE else None
    return jsonify({name: rows, "next_after": more})


@blueprint.get("/articles")
@access(Permission.READ)
def articles() -> Response:
    after = asked_id("after") or 0
    return _page("articles", plain.articles(database(), desk_id=actor().desk_id, after=after))


@blueprint.get("/claims")
@access(Permission.READ)
def claims() -> Response:
    article_id = asked_id("article")
    if "article" in request.args:
        article_id = of_desk(database(), Article, article_id or 0, actor()).id
    rows = plain.claims(
        database(),
        desk_id=actor().desk_id,
        article_id=article_id,
        after=asked_id("after") or 0,
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
