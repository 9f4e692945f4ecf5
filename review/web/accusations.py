"""Accusations: the register, one sheet, and what is entered on it."""

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for

from review.domain.policy import Permission
from review.domain.vocabulary import Stage
from review.forms.accusations import (
    AccountForm,
    ExculpatoryForm,
    SettleForm,
    SheetForm,
)
from review.forms.act import ActForm
from review.forms.assessments import merged
from review.models import Accusation, Claim
from review.queries import accusations as register
from review.queries.accusation_counts import counts_of
from review.queries.accusation_sheet import sheet_of
from review.queries.claim_facts import facts_of
from review.queries.claim_file import load
from review.services import accusations, assessments
from review.services.loading import of_desk
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.bounds import asked_id
from review.web.tab_forms import sheet_forms
from review.web.transaction import database

blueprint = Blueprint("accusations", __name__, url_prefix="/accusations")


@blueprint.get("")
@access(Permission.READ)
def index() -> str:
    asked = _asked()
    filters = register.Filters(**asked, before=asked_id("before"))
    found = register.register(database(), desk_id=actor().desk_id, filters=filters)
    counted = counts_of(database(), desk_id=actor().desk_id, filters=filters)
    return render_template(
        "accusations/index.html", found=found, counted=counted, filters=filters, asked=asked
    )


def _asked() -> dict[str, str]:
    """The filters that hold, as they were typed; the others are as if not there."""
    args = {name: request.args.get(name, "").strip()[:500] for name in register.FILTERS}
    if args["stage"] not in list(Stage):
        args["stage"] = ""
    if args["flagged"] != "1":
        args["flagged"] = ""
    return {name: value for name, value in args.items() if value}


@blueprint.get("/<int:accusation_id>")
@access(Permission.READ)
def show(accusation_id: int, failed: ActForm | None = None) -> str:
    record = of_desk(database(), Accusation, accusation_id, actor())
    claim = of_desk(database(), Claim, record.claim_id, actor())
    file, facts = load(database(), claim), facts_of(database(), claim)
    draft = assessments.drafted(database(), claim, actor())
    sheet = sheet_of(file, facts, actor(), draft)
    return render_template(
        "accusations/show.html",
        claim=claim,
        sheet=sheet,
        acts=sheet_forms(sheet, failed) if sheet else {},
        back=_from_claim(),
    )


def _from_claim() -> str:
    """The claim's page that an act on the sheet was sent from; empty for any other place."""
    where = request.form.get("back", "")
    return where if where.startswith("/claims/") else ""


def _to_sheet(accusation_id: int, said: str) -> Done:
    sheet = url_for("accusations.show", accusation_id=accusation_id)
    return Done(_from_claim() or sheet, said)


@blueprint.post("/<int:accusation_id>/indicators")
@access(Permission.READ)
@act(SheetForm, show)
def answer(_filled: SheetForm, accusation_id: int) -> Done:
    """Keep answers in the reviewer's own draft; they count once the assessment is submitted."""
    record = of_desk(database(), Accusation, accusation_id, actor())
    claim = of_desk(database(), Claim, record.claim_id, actor(), lock=True)
    kept = assessments.drafted(database(), claim, actor())
    given = merged(request.form, kept, pieces=kept.grades, points=kept.ticked)
    assessments.save_draft(
        database(), claim_id=claim.id, actor=actor(), given=replace(given, sheet_read=True)
    )
    return _to_sheet(accusation_id, "Your answers are kept in your draft.")


@blueprint.post("/<int:accusation_id>/record")
@access(Permission.READ)
@act(AccountForm, show)
def keep_account(filled: AccountForm, accusation_id: int) -> Done:
    accusations.keep_account(
        database(),
        accusation_id=accusation_id,
        actor=actor(),
        version=filled.seen,
        account=accusations.Account(**filled.values()),
    )
    return _to_sheet(accusation_id, "The record is kept.")


@blueprint.post("/<int:accusation_id>/notes")
@access(Permission.READ)
@act(ExculpatoryForm, show)
def note(filled: ExculpatoryForm, accusation_id: int) -> Done:
    accusations.note_exculpatory(
        database(),
        accusation_id=accusation_id,
        actor=actor(),
        text=filled.text.data,
        rests_on=filled.rests_on.data or "",
    )
    return _to_sheet(accusation_id, "The note is in the ledger of what speaks for the accusation.")


@blueprint.post("/<int:accusation_id>/settle")
@access(Permission.READ)
@act(SettleForm, show)
def settle(filled: SettleForm, accusation_id: int) -> Done:
    accusations.settle_flag(
        database(),
        accusation_id=accusation_id,
        actor=actor(),
        version=filled.seen,
        reason=filled.reason.data,
    )
    return _to_sheet(accusation_id, "The flag is settled.")
