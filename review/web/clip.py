"""Clip to claim: a page seen elsewhere becomes evidence of a claim that is picked here.

A bookmark brings the page's address, title and selected words behind the # of the address, which
no browser sends: they reach no log, and are data that somebody else's page may have made up.
"""

import json
from urllib.parse import quote

from flask import Blueprint, render_template, url_for

from review.domain.policy import Permission
from review.forms.evidence import ClipForm
from review.queries.attachable import attachable, attaches
from review.services.evidence import Piece
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.evidence import attached_to
from review.web.taking_in import take_in
from review.web.transaction import sessions

blueprint = Blueprint("clip", __name__, url_prefix="/clip")

# Title and words are cut to what the form takes; what is longer would only be refused.
_SCRIPT = (
    "(()=>{{const p=new URLSearchParams({{url:location.href,title:document.title.slice(0,500),"
    "words:String(getSelection()).slice(0,20000)}});open({address}+'#'+p,'_blank','noopener')}})()"
)


@blueprint.get("")
@access(Permission.READ)
def index(failed: ClipForm | None = None) -> str:
    return _page(failed or ClipForm(formdata=None))


@blueprint.post("/find")
@access(Permission.READ)
def find() -> str:
    """Look for the claim. By POST, for the clipped words come along and belong into no address."""
    return _page(ClipForm())


def _page(form: ClipForm) -> str:
    with sessions().read() as session:
        found = attachable(session, actor=actor(), typed=form.q.data or "", chosen=form.claim.data)
    return render_template(
        "clip/index.html",
        form=form,
        found=found,
        attaches=attaches(actor()),
        bookmark=bookmark(),
        nav_current="queue",
    )


def _prepare(form: ClipForm) -> dict[str, Piece]:
    return take_in(form, form.picked)


@blueprint.post("")
@access(Permission.READ)
@act(ClipForm, index, _prepare)
def attach(form: ClipForm, piece: Piece) -> Done:
    return attached_to(form.picked, form, piece)


def bookmark() -> str:
    """The address of the bookmark: a script that the browser runs on the page it is pressed on."""
    address = json.dumps(url_for("clip.index", _external=True))
    return "javascript:" + quote(_SCRIPT.format(address=address), safe="(){}=>;,.:'+!")
