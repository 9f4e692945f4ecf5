"""Saying where a piece comes from, taking a link back, and answering what is suggested."""

from flask import Blueprint, url_for

from review.domain.policy import Permission
from review.domain.vocabulary import DerivationKind
from review.forms.derivations import TAKE, DerivationForm, EndLinkForm, HintForm, OnClaimForm
from review.queries.claim_evidence import claim_resting_on
from review.queries.hints import child_of_hint
from review.queries.lineage import child_of
from review.services import derivations as links
from review.services import hints
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import back, show
from review.web.transaction import database

blueprint = Blueprint("derivations", __name__)


def _page(evidence_id: int, failed: OnClaimForm) -> str:
    """The claim's page that the form was on; without one, that of a claim resting on the piece."""
    claim_id = failed.claim.data or claim_resting_on(database(), evidence_id, actor().desk_id)
    return show(claim_id, failed=failed)


def _page_of_link(derivation_id: int, failed: OnClaimForm) -> str:
    return _page(child_of(database(), derivation_id), failed)


def _page_of_hint(hint_id: int, failed: OnClaimForm) -> str:
    return _page(child_of_hint(database(), hint_id), failed)


def _done(form: OnClaimForm, evidence_id: int, said: str) -> Done:
    if form.claim.data is not None:
        return back(form.claim.data, said)
    return Done(url_for("evidence.show", evidence_id=evidence_id), said)


@blueprint.post("/evidence/<int:evidence_id>/derivations")
@access(Permission.READ)
@act(DerivationForm, _page)
def derive(form: DerivationForm, evidence_id: int) -> Done:
    links.derive(
        database(),
        evidence_id=evidence_id,
        parent=links.Parent(form.parent.data, source=(form.source.data or "").strip()),
        kind=DerivationKind(form.kind.data),
        actor=actor(),
        reason=form.reason.data or "",
    )
    return _done(form, evidence_id, "It is noted where the piece comes from.")


@blueprint.post("/derivations/<int:derivation_id>/end")
@access(Permission.READ)
@act(EndLinkForm, _page_of_link)
def end(form: EndLinkForm, derivation_id: int) -> Done:
    row = links.end(
        database(), derivation_id=derivation_id, actor=actor(), reason=form.reason.data or ""
    )
    return _done(form, row.child_id, "The link is taken back. It is kept in the ledger.")


@blueprint.post("/hints/<int:hint_id>")
@access(Permission.READ)
@act(HintForm, _page_of_hint)
def answer(form: HintForm, hint_id: int) -> Done:
    taken = form.answer.data == TAKE
    row = hints.answer(database(), hint_id=hint_id, actor=actor(), taken=taken)
    said = "The suggestion is taken." if taken else "The suggestion is refused."
    return _done(form, row.child_id, said)
