"""Putting right what the finder saw of a claim: its kind, who says so, a doubt, checkpoints."""

from flask import Blueprint, url_for

from review.domain.errors import Invalid
from review.domain.policy import Permission
from review.domain.vocabulary import ClaimKind
from review.forms.act import ActForm
from review.forms.corrections import (
    AddCheckpointForm,
    KindForm,
    RemoveCheckpointForm,
    SourceForm,
)
from review.queries.claim_case import claim_on
from review.services import corrections
from review.text.locate import locate
from review.text.spans import Span
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import back, show
from review.web.transaction import database

blueprint = Blueprint("corrections", __name__, url_prefix="/claims/<int:claim_id>")


@blueprint.post("/correct-kind")
@access(Permission.READ)
@act(KindForm, show)
def kind(form: KindForm, claim_id: int) -> Done:
    chosen = ClaimKind(form.kind.data)
    claim = corrections.correct_kind(
        database(), claim_id=claim_id, actor=actor(), revision=form.seen, kind=chosen
    )
    said = f"The kind is {chosen.title_text.lower()} now."
    if chosen is not ClaimKind.ACCUSATION:
        return back(claim.id, said)
    sheet = url_for("claims.show", claim_id=claim.id, tab="sheet", _anchor="tab")
    return Done(sheet, f"{said} Say on its sheet who accuses whom of what.")


@blueprint.post("/correct-source")
@access(Permission.READ)
@act(SourceForm, show)
def source(form: SourceForm, claim_id: int) -> Done:
    corrections.correct_source(
        database(),
        claim_id=claim_id,
        actor=actor(),
        revision=form.seen,
        attributed_to=form.attributed_to.data or "",
        source_chain=form.names,
    )
    return back(claim_id, "Who says so is put right.")


@blueprint.post("/dismiss-cue")
@access(Permission.READ)
@act(ActForm, show)
def dismiss_cue(form: ActForm, claim_id: int) -> Done:
    corrections.dismiss_cue(database(), claim_id=claim_id, actor=actor(), revision=form.seen)
    return back(claim_id, "The doubt is set aside.")


@blueprint.post("/checkpoints")
@access(Permission.READ)
@act(AddCheckpointForm, show)
def add_checkpoint(form: AddCheckpointForm, claim_id: int) -> Done:
    place = _place(form, claim_id)
    point = corrections.add_checkpoint(
        database(),
        claim_id=claim_id,
        actor=actor(),
        revision=form.seen,
        start=place.start,
        end=place.end,
        kind=form.chosen_kind,
    )
    return back(claim_id, f"“{point.text}” is a checkpoint now.")


def _place(form: AddCheckpointForm, claim_id: int) -> Span:
    """The place that was selected, or the first in the claim where the typed words stand."""
    if form.start.data is not None and form.end.data is not None:
        return Span(form.start.data, form.end.data)
    claim = claim_on(database(), claim_id=claim_id, desk_id=actor().desk_id)
    found = locate(claim.text, form.words.data or "", Span(0, 1))
    if found is None:
        message = "These words do not stand in the claim. Copy them from it, or select them."
        raise Invalid("", fields={"words": message})
    return found.shifted(claim.start)


@blueprint.post("/checkpoints/remove")
@access(Permission.READ)
@act(RemoveCheckpointForm, show)
def remove_checkpoint(form: RemoveCheckpointForm, claim_id: int) -> Done:
    corrections.remove_checkpoint(
        database(),
        claim_id=claim_id,
        actor=actor(),
        revision=form.seen,
        checkpoint_id=form.point.data or 0,
    )
    return back(claim_id, "The checkpoint is taken off.")
