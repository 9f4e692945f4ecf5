"""An article comes in: pasted, as a file, or by a link. Nothing half-imported stays.

A browser with scripts asks for the steps as they are done, a line of JSON each; any other gets
the answer when all is done. Both do the same work in the same order.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue

from review.domain.errors import Conflict, Invalid, Refusal
from review.domain.policy import Permission
from review.forms.articles import GivenForm, ImportForm
from review.queries.articles import held_already, possible_authors
from review.queries.weights import weights_in_use
from review.services import articles, imports
from review.services.articles import About, Handling, Prepared
from review.services.imports import Given, Step
from review.text.worth import Weights
from review.web.access import access, actor
from review.web.errors import wants_json
from review.web.transaction import commits, database, sessions

blueprint = Blueprint("imports", __name__, url_prefix="/articles")
LINES = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was stored; `twin` is the article that has the same text."""

    why: Refusal
    twin: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    article_id: int
    said: tuple[str, ...]


Outcome = Refused | Imported


@blueprint.get("/new")
@access(Permission.IMPORT_ARTICLE)
def new() -> str:
    return _page(_form())


@blueprint.post("/new")
@access(Permission.IMPORT_ARTICLE)
def create() -> ResponseReturnValue:
    # Read now: a file that was sent is closed by the time an answer is sent line by line.
    form = _form()
    what = given(form)
    if request.accept_mimetypes.best == LINES:
        return Response(stream_with_context(_lines(form, what)), mimetype=LINES)
    outcome = next(done for done in _work(form, what) if not isinstance(done, Step))
    if isinstance(outcome, Refused):
        return _given_back(form, outcome)
    for said in outcome.said:
        flash(said)
    return redirect(url_for("articles.show", article_id=outcome.article_id), 303)


def _form() -> ImportForm:
    """The form with the desk's people; they are read in a short transaction of their own."""
    form = ImportForm()
    with sessions().read() as session:
        form.offer_people(possible_authors(session, desk_id=actor().desk_id))
    return form


def desk_weights() -> Weights:
    """What the finder adds to its weights for this desk, read in a short transaction of its own."""
    with sessions().read() as session:
        return weights_in_use(session, actor().desk_id)


def _page(form: ImportForm, twin: int | None = None) -> str:
    return render_template("articles/new.html", form=form, twin=twin)


def _work(form: ImportForm, what: Given) -> Iterator[Step | Outcome]:
    """Name each step as it is done, then say how it ended. Only the last opens a transaction."""
    try:
        if not form.validate():
            raise Invalid("Something is missing or wrong.", "It is marked where it stands.")
        found = imports.read(what, allow=current_app.config["SETTINGS"].fetch_allow)
        yield Step.READ
        found = imports.named(found, _about(form))
        tagged = current_app.config["SETTINGS"].finder_nlp
        prepared = imports.looked_through(found, desk_weights(), tagged=tagged)
        yield Step.CLAIMS
        yield _store(form, prepared, found.notes)
    except Invalid as refused:
        form.take_over(refused)
        yield Refused(refused)


def _store(form: ImportForm, prepared: Prepared, notes: tuple[str, ...]) -> Outcome:
    twin = _twin_of(prepared)
    if twin is not None:
        same = Conflict("This desk holds the same text already.", "Open it instead.")
        return Refused(same, twin)
    try:
        article_id = _kept(prepared, _handling(form))
    except Conflict as refused:
        # The same text may have come in a moment ago.
        return Refused(refused, _twin_of(prepared))
    count = len(prepared.found.claims)
    said = f"Imported: {count} {'claim' if count == 1 else 'claims'} in the queue."
    return Imported(article_id, (said, *notes))


def _twin_of(prepared: Prepared) -> int | None:
    with sessions().read() as session:
        return held_already(session, desk_id=actor().desk_id, sha256=prepared.sha256)


@commits
def _kept(prepared: Prepared, handling: Handling) -> int:
    return articles.import_article(
        database(), prepared=prepared, actor=actor(), handling=handling
    ).id


def given(form: GivenForm) -> Given:
    """What was given. A file is read up to the size that an article may have."""
    file = form.file.data
    return Given(
        text=form.text.data or "",
        file=file.stream.read(imports.MOST_BYTES) if file else None,
        file_name=(file.filename or "") if file else "",
        url=form.url.data or "",
    )


def _about(form: ImportForm) -> About:
    return About(
        title=form.title.data or "",
        byline=form.byline.data or "",
        publisher=form.publisher.data or "",
        published_on=form.published_on.data,
        language=(form.language.data or "").lower(),
    )


def _handling(form: ImportForm) -> Handling:
    press = form.press_at.data
    return Handling(
        press_at=press.replace(tzinfo=UTC) if press else None,
        written_by_id=form.written_by.data or None,
    )


def _given_back(form: ImportForm, refused: Refused) -> ResponseReturnValue:
    """The page again, with everything that was typed and what is wrong."""
    why = refused.why
    if wants_json():
        said = {"error": why.message, "remedy": why.remedy, "fields": form.errors}
        return jsonify(**said, article=refused.twin), why.status
    return _failed(form, refused), why.status


def _failed(form: ImportForm, refused: Refused) -> str:
    if not form.errors and not form.form_errors:
        form.form_errors.append(f"{refused.why.message} {refused.why.remedy}")
    return _page(form, refused.twin)


def _lines(form: ImportForm, what: Given) -> Iterator[str]:
    """The same as lines of JSON; the session's cookie is gone by then, so notes go along."""
    for done in _work(form, what):
        if isinstance(done, Step):
            line: dict[str, object] = {"step": done.value}
        elif isinstance(done, Imported):
            where = url_for("articles.show", article_id=done.article_id)
            line = {"go": where, "said": done.said}
        else:
            line = {"page": _failed(form, done)}
        yield json.dumps(line) + "\n"
