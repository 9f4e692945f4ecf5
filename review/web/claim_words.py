"""Which words a claim is: other words, one claim into several, two into one."""

from flask import Blueprint, render_template, url_for

from review.domain.errors import Invalid
from review.domain.policy import Permission
from review.forms.act import ActForm
from review.forms.claim_words import MergeForm, RewordForm, SplitForm
from review.queries.claim_words import ClaimWords
from review.queries.claim_words import claim_words as words_of
from review.services import claim_words
from review.text.locate import locate, locate_in_order
from review.text.spans import Span
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claim_page import claim_page
from review.web.transaction import database

blueprint = Blueprint("claim_words", __name__, url_prefix="/claims/<int:claim_id>")


def _found(claim_id: int) -> ClaimWords:
    return words_of(database(), claim_id=claim_id, actor=actor())


@blueprint.get("/words")
@access(Permission.EDIT_CLAIMS)
def show(claim_id: int, failed: ActForm | None = None) -> str:
    claim = _found(claim_id)
    seen = {"version": claim.version}
    plain = " ".join(claim.text.split("\n"))
    forms: dict[str, ActForm] = {
        "reword": RewordForm(None, data={**seen, "words": claim.proposal or plain}),
        "split": SplitForm(None, data={**seen, "pieces": plain}),
        "merge": MergeForm(None, data=seen),
    }
    for name, form in forms.items():
        if type(failed) is type(form):
            forms[name] = failed
    forms["merge"].offer(list(claim.neighbours))
    return render_template("claim_words/show.html", claim=claim, failed=failed, **forms)


@blueprint.post("/reword")
@access(Permission.EDIT_CLAIMS)
@act(RewordForm, show)
def reword(filled: RewordForm, claim_id: int) -> Done:
    place = _place(filled, claim_id)
    claim_words.reword(
        database(),
        claim_id=claim_id,
        actor=actor(),
        version=filled.seen,
        start=place.start,
        end=place.end,
        kind=filled.chosen_kind,
    )
    return Done(url_for("claims.show", claim_id=claim_id), "The claim has its new words.")


def _place(filled: RewordForm, claim_id: int) -> Span:
    """The place that was selected, or the nearest where the typed words stand."""
    if filled.start.data is not None and filled.end.data is not None:
        return Span(filled.start.data, filled.end.data)
    claim = _found(claim_id)
    found = locate(claim.body, filled.words.data or "", claim.near)
    if found is None:
        message = "These words do not stand in the article. Copy them from it."
        raise Invalid("", fields={"words": message})
    return found


@blueprint.post("/split")
@access(Permission.EDIT_CLAIMS)
@act(SplitForm, show)
def split(filled: SplitForm, claim_id: int) -> Done:
    claim = _found(claim_id)
    try:
        places = locate_in_order(claim.body, filled.lines, claim.near)
        parts = claim_words.split(
            database(),
            claim_id=claim_id,
            actor=actor(),
            version=filled.seen,
            places=[(place.start, place.end) for place in places],
        )
    except (ValueError, Invalid) as wrong:
        raise Invalid("", fields={"pieces": _why(wrong)}) from wrong
    numbers = " and ".join(str(part.number) for part in parts)
    return _to_copy(claim, f"Claim {claim.number} is now {numbers}.")


@blueprint.post("/split-parts")
@access(Permission.EDIT_CLAIMS)
@act(ActForm, claim_page)
def split_parts(filled: ActForm, claim_id: int) -> Done:
    """Each fact that the finder saw in the claim becomes a claim of its own."""
    claim = _found(claim_id)
    parts = claim_words.split_parts(
        database(), claim_id=claim_id, actor=actor(), version=filled.seen
    )
    numbers = " and ".join(str(part.number) for part in parts)
    return _to_copy(claim, f"Claim {claim.number} is now {numbers}.")


def _why(wrong: Exception) -> str:
    return " ".join(wrong.fields.values()) if isinstance(wrong, Invalid) else str(wrong)


@blueprint.post("/merge")
@access(Permission.EDIT_CLAIMS)
@act(MergeForm, show)
def merge(filled: MergeForm, claim_id: int) -> Done:
    joined = claim_words.merge(
        database(),
        claim_id=claim_id,
        actor=actor(),
        version=filled.seen,
        other_id=filled.other.data,
    )
    return _to_copy(_found(claim_id), f"Both are now claim {joined.number}.")


def _to_copy(claim: ClaimWords, said: str) -> Done:
    return Done(url_for("articles.show", article_id=claim.article.id), said)
