"""Asking a language model for suggestions, where an editor wants some and the settings name one."""

from flask import Blueprint, render_template, url_for

from review.domain.policy import Permission
from review.forms.act import ActForm
from review.services import askings
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.articles import show as article_page
from review.web.claims import show as claim_page
from review.web.model_help import help_on_article, help_on_claim, language_model
from review.web.transaction import database, later

blueprint = Blueprint("askings", __name__)
ASKED = "The language model is asked. Its answer shows here when it comes."


@blueprint.get("/articles/<int:article_id>/suggestions")
@access(Permission.EDIT_CLAIMS)
def of_article(article_id: int) -> str:
    """The part of the annotated copy alone, for a page that waits for the answer."""
    language_model()
    return render_template("askings/_claims.html", model_help=help_on_article(article_id))


@blueprint.post("/articles/<int:article_id>/suggestions")
@access(Permission.EDIT_CLAIMS)
@act(ActForm, article_page)
def ask_claims(_form: ActForm, article_id: int) -> Done:
    endpoint = language_model()
    asked = askings.ask_claims(database(), article_id=article_id, actor=actor(), endpoint=endpoint)
    later("asking", asked.id)
    return Done(url_for("articles.show", article_id=article_id, _anchor="suggested"), ASKED)


@blueprint.get("/claims/<int:claim_id>/suggestions")
@access(Permission.EDIT_CLAIMS)
def of_claim(claim_id: int) -> str:
    """The part of the claim's page alone."""
    language_model()
    return render_template("askings/_wordings.html", model_help=help_on_claim(claim_id))


@blueprint.post("/claims/<int:claim_id>/suggestions")
@access(Permission.EDIT_CLAIMS)
@act(ActForm, claim_page)
def ask_wordings(_form: ActForm, claim_id: int) -> Done:
    endpoint = language_model()
    asked = askings.ask_wordings(database(), claim_id=claim_id, actor=actor(), endpoint=endpoint)
    later("asking", asked.id)
    return Done(url_for("claims.show", claim_id=claim_id, _anchor="suggested"), ASKED)
