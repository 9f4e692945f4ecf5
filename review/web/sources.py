"""The register of sources, and each source with its letters and all that rests on it."""

from typing import NoReturn

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from review.domain.errors import Forbidden
from review.domain.policy import Permission, may
from review.domain.rating import LETTER_MEANINGS
from review.domain.vocabulary import DisclosureLevel, SourceKind, SourceLetter
from review.forms.act import ActForm
from review.forms.sources import AddSourceForm, DescribeSourceForm, LetterForm
from review.queries import source_merges, source_uses
from review.queries import sources as register
from review.queries.sources import SourceFile
from review.services import sources
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.transaction import database

blueprint = Blueprint("sources", __name__, url_prefix="/sources")


@blueprint.get("")
@access(Permission.READ)
def index(failed: ActForm | None = None) -> str:
    words, after = request.args.get("q", "").strip(), request.args.get("after", "")
    letter = next((one for one in SourceLetter if one.value == request.args.get("letter")), None)
    found = register.register(database(), actor=actor(), words=words, letter=letter, after=after)
    return render_template(
        "sources/index.html",
        found=found,
        words=words,
        letter=letter,
        letters=list(SourceLetter),
        asked={"q": words or None, "letter": letter},
        after=after,
        may_edit=may(actor(), Permission.EDIT_SOURCES),
        meanings=LETTER_MEANINGS,
        form=failed or AddSourceForm(),
    )


@blueprint.post("")
@access(Permission.EDIT_SOURCES)
@act(AddSourceForm, index)
def add(form: AddSourceForm) -> Done:
    name = form.name.data or ""
    source = sources.add(database(), actor=actor(), name=name, kind=SourceKind(form.kind.data))
    return _to(source.id, "The source is in the register. Give it a letter when you can judge it.")


@blueprint.get("/<int:source_id>")
@access(Permission.READ)
def show(source_id: int, failed: ActForm | None = None) -> str:
    source = register.source_file(database(), source_id=source_id, actor=actor())
    if source.merged_into is not None:
        _on_to(source.merged_into, source)
    after = request.args.get("after", "")
    found = source_uses.uses(database(), source_id=source.id, hidden=source.hidden, after=after)
    return render_template(
        "sources/show.html",
        source=source,
        found=found,
        after=after,
        leans=source_uses.leans_on(database(), source_id=source.id, actor=actor()),
        meanings=LETTER_MEANINGS,
        signed=source_uses.signed_claims(database(), source_id=source.id),
        accuses=source_uses.accusations_raised(database(), source_id=source.id),
        describe=failed if isinstance(failed, DescribeSourceForm) else _described(source),
        grade=failed if isinstance(failed, LetterForm) else LetterForm(data=_graded(source)),
        **_twins(source),
    )


def _on_to(survivor_id: int, source: SourceFile) -> NoReturn:
    """Whoever may not know a sealed source is not told either which other it was merged into."""
    if source.hidden:
        raise Forbidden("This source is sealed.", "Ask an editor about it.")
    flash(f"“{source.name}” was merged into this source. What was said of it is kept below.")
    abort(redirect(url_for("sources.show", source_id=survivor_id, _anchor="merged"), 303))


def _twins(source: SourceFile) -> dict[str, object]:
    """What was merged into it, and, for who may merge, what may be one with it."""
    known = {"source_id": source.id}
    merges = may(actor(), Permission.MERGE_SOURCES)
    return {
        "may_merge": merges,
        "twins": merges and source_merges.likely_same(database(), desk_id=actor().desk_id, **known),
        "merged": () if source.hidden else source_merges.merged_into(database(), **known),
    }


def _described(source: SourceFile) -> DescribeSourceForm:
    known = ("version", "kind", "domain", "owner", "notes", "disclosure")
    return DescribeSourceForm(data={name: getattr(source, name) for name in known})


def _graded(source: SourceFile) -> dict[str, object]:
    return {"version": source.version, "letter": source.letter}


@blueprint.post("/<int:source_id>")
@access(Permission.EDIT_SOURCES)
@act(DescribeSourceForm, show)
def describe(form: DescribeSourceForm, source_id: int) -> Done:
    sources.describe(
        database(),
        source_id=source_id,
        actor=actor(),
        version=form.seen,
        kind=SourceKind(form.kind.data),
        domain=form.domain.data or "",
        owner=form.owner.data or "",
        notes=form.notes.data or "",
        disclosure=DisclosureLevel(form.disclosure.data),
    )
    return _to(source_id, "What is known of the source is kept.")


@blueprint.post("/<int:source_id>/letter")
@access(Permission.EDIT_SOURCES)
@act(LetterForm, show)
def give_letter(form: LetterForm, source_id: int) -> Done:
    sources.give_letter(
        database(),
        source_id=source_id,
        actor=actor(),
        version=form.seen,
        letter=SourceLetter(form.letter.data),
        reason=form.reason.data or "",
    )
    return _to(source_id, "The letter is given. Signed claims that rest on it are looked at again.")


def _to(source_id: int, said: str) -> Done:
    return Done(url_for("sources.show", source_id=source_id), said)
