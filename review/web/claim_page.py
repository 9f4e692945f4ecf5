"""The page of one claim: whoever looks, whatever form came back, whichever tab is open."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request
from wtforms import SelectChoice

from review.domain.vocabulary import InfoDigit, SourceLetter
from review.domain.workflow import Action
from review.forms.act import ActForm
from review.forms.adjudications import AdjudicationForm, adjudication_form
from review.forms.assessments import AssessmentForm, assessment_form, prefilled
from review.forms.claims import HOW_MANY, AskSecondForm, FlagForm, WithdrawForm
from review.forms.evidence import CaptureForm, DetachForm, EvidenceForm
from review.forms.shared_page import with_ids
from review.forms.sign_offs import (
    ConfirmLevelForm,
    ReopenForm,
    SendBackForm,
    SignOffForm,
    WaiverForm,
)
from review.queries.claim_case import case_of
from review.queries.claim_dossier import ClaimDossier, dossier_of
from review.queries.claim_tabs import tab_of
from review.web.access import actor
from review.web.correction_forms import correction_forms
from review.web.derivation_forms import derivation_forms
from review.web.model_help import help_on_claim
from review.web.tab_forms import TAB_FORMS
from review.web.transaction import database

Forms = dict[str, ActForm]
TABS = {
    "sheet": "Accusation sheet",
    "replies": "Replies",
    "discussion": "Discussion",
    "history": "History",
}
_SIMPLE: dict[Action, type[ActForm]] = {
    Action.TAKE: ActForm,
    Action.RELEASE: ActForm,
    Action.FLAG: FlagForm,
    Action.WITHDRAW: WithdrawForm,
    Action.ASK_SECOND: AskSecondForm,
    Action.SPLIT: ActForm,
    Action.ATTACH: EvidenceForm,
    Action.SIGN_OFF: SignOffForm,
    Action.SEND_BACK: SendBackForm,
    Action.REOPEN: ReopenForm,
    Action.WAIVE_GATE: WaiverForm,
    Action.CONFIRM_LEVEL: ConfirmLevelForm,
}
_OF_PIECE: dict[Action, type[ActForm]] = {
    Action.DETACH: DetachForm,
    Action.ATTACH: CaptureForm,
}


def claim_page(claim_id: int, failed: ActForm | None = None) -> str:
    """Render the page. `failed` is a form that came back; it stands where it was sent from."""
    case = case_of(database(), claim_id=claim_id, actor=actor())
    dossier = dossier_of(case)
    name = _tab_name(dossier, failed)
    tab = tab_of(database(), name, case.file, case.facts, case.actor, case.draft)
    acts = forms_of(dossier, failed)
    if name in TAB_FORMS:
        acts |= TAB_FORMS[name](tab, failed)
    return render_template(
        "claims/claim.html",
        dossier=dossier,
        actions=dossier.actions,
        acts=acts,
        failed=failed,
        tabs=tabs_of(dossier),
        tab_name=name,
        tab=tab,
        letters=tuple(SourceLetter),
        digits=tuple(InfoDigit),
        model_help=help_on_claim(claim_id),
        nav_current="queue",
    )


def claim_fragment(claim_id: int, template: str) -> str:
    """A part of the page alone, for a page that stays open while something changes."""
    case = case_of(database(), claim_id=claim_id, actor=actor())
    dossier = dossier_of(case)
    return render_template(
        template, dossier=dossier, actions=dossier.actions, acts=forms_of(dossier, None)
    )


def forms_of(dossier: ClaimDossier, failed: ActForm | None) -> Forms:
    """A form for every act that is open to the viewer, by the act's name."""
    version = {"version": dossier.head.version}
    forms: Forms = {
        action.value: _form(kind, failed, version)
        for action, kind in _SIMPLE.items()
        if action in dossier.actions
    }
    if Action.SUBMIT in dossier.actions:
        forms["submit"] = _assessment(dossier, failed)
    if Action.ADJUDICATE in dossier.actions and dossier.decision is not None:
        kind = adjudication_form(dossier.decision.comparison.differing_codes)
        forms["adjudicate"] = (
            failed if isinstance(failed, AdjudicationForm) else kind(formdata=None, data=version)
        )
    forms |= _forms_of_pieces(dossier, failed)
    forms |= derivation_forms(dossier, failed)
    forms |= correction_forms(dossier.head, dossier.actions, failed)
    _narrow(dossier, forms)
    return {name: with_ids(form, name) for name, form in forms.items()}


def _form(kind: type[ActForm], failed: ActForm | None, data: Mapping[str, Any]) -> ActForm:
    if failed is not None and type(failed) is kind:
        return failed
    return kind(formdata=None, data=data)


def _assessment(dossier: ClaimDossier, failed: ActForm | None) -> ActForm:
    if isinstance(failed, AssessmentForm):
        return failed
    kind = assessment_form([piece.evidence_id for piece in dossier.evidence.pieces])
    shown = prefilled(dossier.work.draft) | {"version": dossier.head.revision}
    return kind(formdata=None, data=shown)


def _forms_of_pieces(dossier: ClaimDossier, failed: ActForm | None) -> Forms:
    meant = (request.view_args or {}).get("evidence_id")
    forms: Forms = {}
    for piece in dossier.evidence.pieces:
        came_back = failed if piece.evidence_id == meant else None
        data = {"claim": dossier.head.claim_id}
        for action, kind in _OF_PIECE.items():
            if action in dossier.actions:
                stem = "capture" if kind is CaptureForm else action.value
                forms[f"{stem}-{piece.evidence_id}"] = _form(kind, came_back, data)
    return forms


def _narrow(dossier: ClaimDossier, forms: Forms) -> None:
    """Leave only those choices that are open on this claim."""
    if "ask_second" in forms:
        more = [(n, word) for n, word in HOW_MANY.items() if n > dossier.head.required]
        forms["ask_second"]["required"].choices = [SelectChoice(str(n), word) for n, word in more]
    decision = dossier.decision
    if decision is not None and "waive_gate" in forms:
        choices = [SelectChoice(gate.code.value, gate.title) for gate in decision.waivable]
        forms["waive_gate"]["gate"].choices = choices
    if decision is not None and "confirm_level" in forms:
        roles = [SelectChoice(role.value, role.title_text) for role in decision.speaks_for]
        forms["confirm_level"]["role"].choices = roles


def tabs_of(dossier: ClaimDossier) -> dict[str, str]:
    """The tabs there are; the sheet only where the claim has one."""
    return {name: word for name, word in TABS.items() if name != "sheet" or dossier.head.has_sheet}


def _tab_name(dossier: ClaimDossier, failed: ActForm | None) -> str:
    wanted = getattr(failed, "tab", "") or request.args.get("tab", "")
    there = tabs_of(dossier)
    return wanted if wanted in there else next(n for n in ("sheet", "discussion") if n in there)
