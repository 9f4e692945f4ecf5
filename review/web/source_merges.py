"""Merging a source that stands twice: the other is chosen, both are seen, then it is done."""

from flask import Blueprint, render_template, request, url_for

from review.domain.errors import Conflict
from review.domain.policy import Permission
from review.forms.sources import MergeSourceForm
from review.queries import source_merges
from review.queries.source_merges import Merging
from review.queries.sources import SourceFile, source_file
from review.services import source_merge
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.bounds import asked_id, id_in
from review.web.transaction import database

blueprint = Blueprint("source_merges", __name__, url_prefix="/sources/<int:source_id>/merge")


@blueprint.get("")
@access(Permission.MERGE_SOURCES)
def show(source_id: int, failed: MergeSourceForm | None = None) -> str:
    source = source_file(database(), source_id=source_id, actor=actor())
    if source.merged_into is not None:
        raise Conflict("This source was merged already.", "Look at the one that stayed.")
    into_id = failed.into.data if failed else asked_id("into")
    if into_id is None or into_id == source_id:
        return _choosing(source, failed)
    both = source_merges.merging(
        database(), source_id=source_id, into_id=into_id, desk_id=actor().desk_id
    )
    form = failed or MergeSourceForm(None, data=_seen(both))
    return render_template("sources/merge.html", source=source, both=both, form=form)


def _choosing(source: SourceFile, failed: MergeSourceForm | None) -> str:
    words = request.args.get("q", "").strip()
    found = source_merges.found_for(
        database(), source_id=source.id, words=words, number=id_in(words), actor=actor()
    )
    return render_template(
        "sources/merge_choose.html",
        source=source,
        words=words,
        found=found if words else (),
        twins=source_merges.likely_same(database(), source_id=source.id, desk_id=actor().desk_id),
        failed=failed,
    )


def _seen(both: Merging) -> dict[str, int]:
    return {
        "version": both.merged.version,
        "into": both.survivor.id,
        "into_version": both.survivor.version,
    }


@blueprint.post("")
@access(Permission.MERGE_SOURCES)
@act(MergeSourceForm, show)
def merge(form: MergeSourceForm, source_id: int) -> Done:
    stayed = source_merge.merge_source(
        database(),
        source_id=source_id,
        into_id=form.into.data or 0,
        actor=actor(),
        version=form.seen,
        into_version=form.into_version.data or 0,
        reason=form.reason.data or "",
    )
    return Done(url_for("sources.show", source_id=stayed.id), "The two are one source now.")
