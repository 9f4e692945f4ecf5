"""The articles of the desk, and each as annotated copy."""

from flask import Blueprint, render_template, request

from review.domain.policy import Permission, may
from review.forms.act import ActForm
from review.forms.articles import ConflictForm
from review.queries.annotated_copy import annotated_copy
from review.queries.articles import page_of_articles
from review.web.access import access, actor
from review.web.model_help import help_on_article
from review.web.transaction import database

blueprint = Blueprint("articles", __name__, url_prefix="/articles")


@blueprint.get("")
@access(Permission.READ)
def index() -> str:
    before = request.args.get("before", type=int)
    found = page_of_articles(database(), desk_id=actor().desk_id, before=before)
    return render_template(
        "articles/index.html",
        found=found,
        before=before,
        may_import=may(actor(), Permission.IMPORT_ARTICLE),
    )


@blueprint.get("/<int:article_id>")
@access(Permission.READ)
def show(article_id: int, sentence_id: int | None = None, failed: ActForm | None = None) -> str:
    """The annotated copy; `failed` is a form on it that came back, `sentence_id` whose it was."""
    copy = annotated_copy(database(), article_id=article_id, actor=actor())
    return render_template(
        "articles/show.html",
        copy=copy,
        article=copy.article,
        failed=failed,
        failed_sentence=sentence_id,
        conflict=failed if isinstance(failed, ConflictForm) else ConflictForm(None),
        model_help=help_on_article(article_id),
        may_edit=may(actor(), Permission.EDIT_CLAIMS),
        may_step_back=may(actor(), Permission.DECLARE_CONFLICT) and not copy.is_recused,
        may_report=may(actor(), Permission.MAKE_REPORT),
    )
