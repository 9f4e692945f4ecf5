"""The versions of an article's text, and bringing in a new one."""

from flask import Blueprint, render_template

from review.domain.policy import Permission
from review.queries.annotated_copy import newest
from review.queries.article_versions import versions_of
from review.web.access import access, actor
from review.web.transaction import database

blueprint = Blueprint("article_versions", __name__, url_prefix="/articles/<int:article_id>/versions")


@blueprint.get("")
@access(Permission.READ)
def index(article_id: int) -> str:
    article, _ = newest(database(), article_id=article_id, desk_id=actor().desk_id)
    found = versions_of(database(), article_id=article_id, desk_id=actor().desk_id)
    return render_template("articles/versions.html", article=article, versions=found)
