"""Watched pages: the list of them, one look with what has changed, and who has what watched."""

from flask import Blueprint, render_template, request, url_for

from review.domain.policy import Permission
from review.domain.vocabulary import WatchState
from review.forms.act import ActForm
from review.queries.captures import lines_of
from review.queries.claim_file import names_on
from review.queries.watch import look_file, watched
from review.services import watch
from review.web import custody
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.evidence_page import readable, show
from review.web.transaction import database, later
from review.web.watch_part import pace

blueprint = Blueprint("watch", __name__)


@blueprint.get("/watch")
@access(Permission.READ)
def index() -> str:
    state = next((one for one in WatchState if one.value == request.args.get("state")), None)
    after = request.args.get("after", "")
    found = watched(database(), actor=actor(), state=state, after=after)
    return render_template(
        "watch/index.html",
        found=found,
        state=state,
        states=list(WatchState),
        after=after,
        pace=pace(),
    )


@blueprint.get("/evidence/<int:evidence_id>/looks/<int:look_id>")
@access(Permission.READ)
def look(evidence_id: int, look_id: int) -> str:
    """What a page had become at one look, against the copy that is the evidence."""
    row = readable(evidence_id)
    names = names_on(database(), actor().desk_id)
    found = look_file(database(), evidence_id=row.id, look_id=look_id, names=names)
    custody.seen(row.id)
    kept = [] if found.theirs is None else [found.theirs]
    return render_template(
        "watch/look.html",
        piece=row,
        look=found,
        captures=lines_of(kept, names, {}),
    )


def _page(evidence_id: int, failed: ActForm) -> str:  # noqa: ARG001
    return show(evidence_id)


@blueprint.post("/evidence/<int:evidence_id>/watch")
@access(Permission.WATCH_PAGES)
@act(ActForm, _page)
def begin(_form: ActForm, evidence_id: int) -> Done:
    watch.begin(database(), evidence_id=evidence_id, actor=actor(), pace=pace())
    return _back(evidence_id, "The page is watched. Its first look comes soon.")


@blueprint.post("/evidence/<int:evidence_id>/watch/end")
@access(Permission.WATCH_PAGES)
@act(ActForm, _page)
def end(_form: ActForm, evidence_id: int) -> Done:
    watch.end(database(), evidence_id=evidence_id, actor=actor(), pace=pace())
    return _back(evidence_id, "The page is looked at no more. All looks up to now are kept.")


@blueprint.post("/evidence/<int:evidence_id>/look")
@access(Permission.WATCH_PAGES)
@act(ActForm, _page)
def ask(_form: ActForm, evidence_id: int) -> Done:
    watch.ask(database(), evidence_id=evidence_id, actor=actor(), pace=pace())
    later("look", evidence_id)
    return _back(evidence_id, "The page is looked at now. What was found shows here in a moment.")


def _back(evidence_id: int, said: str) -> Done:
    return Done(url_for("evidence.show", evidence_id=evidence_id, _anchor="watch"), said)
