"""What people do on the annotated copy: claims by hand, sentences, a conflict of interest."""

from flask import Blueprint, render_template, url_for

from review.domain.errors import Invalid
from review.domain.policy import Permission
from review.domain.vocabulary import Disposition
from review.forms.articles import AddClaimForm, ConflictForm, DispositionForm
from review.queries.annotated_copy import AnnotatedCopy, annotated_copy
from review.services import claims, recusals, sentences
from review.text.locate import locate
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.articles import show
from review.web.transaction import database

blueprint = Blueprint("article_claims", __name__, url_prefix="/articles/<int:article_id>")
SHOWN = 90


def _copy(article_id: int) -> AnnotatedCopy:
    return annotated_copy(database(), article_id=article_id, actor=actor())


@blueprint.get("/claims")
@access(Permission.EDIT_CLAIMS)
def adding(article_id: int, failed: AddClaimForm | None = None) -> str:
    """A claim by hand, for those who do not select words with a pointer."""
    copy = _copy(article_id)
    form = failed or AddClaimForm(data={"version": copy.text_number})
    form.offer_sentences([(line.id, _short(line.text)) for line in copy.lines.values()])
    return render_template("articles/add_claim.html", article=copy.article, form=form)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1].rstrip() + "…"


@blueprint.post("/claims")
@access(Permission.EDIT_CLAIMS)
@act(AddClaimForm, adding)
def add(filled: AddClaimForm, article_id: int) -> Done:
    start, end = _place(filled, article_id)
    claim = claims.add(
        database(),
        article_id=article_id,
        actor=actor(),
        start=start,
        end=end,
        kind=filled.chosen_kind,
        version=filled.seen,
    )
    where = url_for("articles.show", article_id=article_id, _anchor=f"c{claim.number}")
    return Done(where, f"Claim {claim.number} is in the queue.")


def _place(filled: AddClaimForm, article_id: int) -> tuple[int, int]:
    """The place that was selected, or that of the sentence or the words of it."""
    if filled.start.data is not None and filled.end.data is not None:
        return filled.start.data, filled.end.data
    line = _copy(article_id).lines.get(filled.sentence.data)
    if line is None:
        raise Invalid("", fields={"sentence": "Choose the sentence that holds the claim."})
    if not (filled.words.data or "").strip():
        return line.span.start, line.span.end
    found = locate(line.text, filled.words.data, type(line.span)(0, 1))
    if found is None:
        raise Invalid("", fields={"words": "These words do not stand in that sentence."})
    return line.span.start + found.start, line.span.start + found.end


@blueprint.post("/sentences/<int:sentence_id>")
@access(Permission.EDIT_CLAIMS)
@act(DispositionForm, show)
def dispose(filled: DispositionForm, article_id: int, sentence_id: int) -> Done:
    sentence = sentences.dispose(
        database(),
        article_id=article_id,
        sentence_id=sentence_id,
        actor=actor(),
        version=filled.seen,
        disposition=Disposition(filled.disposition.data),
        reason=filled.reason.data or "",
    )
    said = f"Sentence {sentence.number}: {sentence.disposition.title_text.lower()}."
    return Done(url_for("articles.show", article_id=article_id, _anchor="todo"), said)


@blueprint.post("/conflict")
@access(Permission.DECLARE_CONFLICT)
@act(ConflictForm, show)
def conflict(filled: ConflictForm, article_id: int) -> Done:
    recusals.declare(
        database(), article_id=article_id, actor=actor(), reason=filled.reason.data or ""
    )
    where = url_for("articles.show", article_id=article_id)
    return Done(where, "Noted: claims of this article are not offered to you any more.")
