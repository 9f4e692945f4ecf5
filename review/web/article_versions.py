"""The versions of an article's text, and bringing in a new one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for

from review.domain.policy import Permission, may
from review.forms.articles import GivenForm
from review.queries.annotated_copy import newest
from review.queries.article_versions import versions
from review.services import imports
from review.services.article_versions import NewVersion, add_version
from review.services.articles import About, Prepared
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.imports import desk_weights, given
from review.web.transaction import database, sessions

blueprint = Blueprint(
    "article_versions", __name__, url_prefix="/articles/<int:article_id>/versions"
)


@blueprint.get("")
@access(Permission.READ)
def index(article_id: int, failed: GivenForm | None = None) -> str:
    found = versions(
        database(),
        article_id=article_id,
        desk_id=actor().desk_id,
        shown=request.args.get("version", type=int),
    )
    return render_template(
        "articles/versions.html",
        found=found,
        article=found.article,
        form=failed or GivenForm(data={"version": found.newest}),
        may_edit=may(actor(), Permission.EDIT_CLAIMS),
    )


def _ready(filled: GivenForm, article_id: int) -> Mapping[str, Any]:
    """Read the new text in the article's language, before any transaction is open."""
    with sessions().read() as session:
        article, _ = newest(session, article_id=article_id, desk_id=actor().desk_id)
    settings = current_app.config["SETTINGS"]
    found = imports.read(given(filled), allow=settings.fetch_allow)
    about = About(
        language=article.language,
        original_name=found.about.original_name,
        media_type=found.about.media_type,
    )
    whole = replace(found, about=about)
    prepared = imports.looked_through(whole, desk_weights(), tagged=settings.finder_nlp)
    return {"prepared": prepared}


@blueprint.post("")
@access(Permission.EDIT_CLAIMS)
@act(GivenForm, index, _ready)
def add(filled: GivenForm, article_id: int, prepared: Prepared) -> Done:
    made = add_version(
        database(),
        article_id=article_id,
        actor=actor(),
        version=filled.seen,
        prepared=prepared,
    )
    return Done(url_for("article_versions.index", article_id=article_id), _said(made))


def _said(made: NewVersion) -> str:
    said = f"Version {made.text.number} is in."
    if made.to_place:
        waiting = "claim waits" if made.to_place == 1 else "claims wait"
        said += f" {made.to_place} {waiting} for you to give them their place."
    return said
