"""The forms on a claim's page that say where its pieces come from."""

from flask import request
from wtforms import SelectChoice

from review.domain.workflow import Action
from review.forms.act import ActForm
from review.forms.derivations import DerivationForm, EndLinkForm, HintForm
from review.queries.claim_dossier import ClaimDossier
from review.queries.claim_origins import Sort

NOWHERE = SelectChoice("", "none")


def derivation_forms(dossier: ClaimDossier, failed: ActForm | None) -> dict[str, ActForm]:
    """One for each piece, one for each link that can be taken back, one for each suggestion."""
    if Action.DERIVE not in dossier.actions:
        return {}
    data = {"claim": dossier.head.claim_id}
    pieces = [line for line in dossier.evidence.lines if line.sort is not Sort.SOURCE]
    choices = [NOWHERE, *(SelectChoice(str(line.id), line.called) for line in pieces)]
    forms: dict[str, ActForm] = {}
    for line in pieces:
        form = _form(DerivationForm, "evidence_id", line.id, failed, data)
        form["parent"].choices = choices
        forms[f"derive-{line.id}"] = form
        for step in line.steps:
            ending = _form(EndLinkForm, "derivation_id", step.id, failed, data)
            forms[f"end_link-{step.id}"] = ending
    for hint in dossier.hints:
        forms[f"hint-{hint.id}"] = _form(HintForm, "hint_id", hint.id, failed, data)
    return forms


def _form(
    kind: type[ActForm], name: str, key: int, failed: ActForm | None, data: dict[str, int]
) -> ActForm:
    """The form that came back where it was sent from this place, else a new one."""
    sent_here = (request.view_args or {}).get(name) == key
    return failed if sent_here and type(failed) is kind else kind(formdata=None, data=data)
