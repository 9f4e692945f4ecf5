"""Reports of an article: what there is, making the next one, reading one, taking it away."""

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from review.domain.errors import NotFound
from review.domain.policy import Permission, may
from review.domain.vocabulary import Variant
from review.exports import FORMATS
from review.forms.reports import ReportForm
from review.models import Report
from review.queries import reports
from review.queries.report_marks import marked, marks_of
from review.queries.report_preview import preview
from review.services.reports import make_report
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.report_page import ReportPage
from review.web.transaction import database

blueprint = Blueprint("reports", __name__)


@blueprint.get("/articles/<int:article_id>/reports")
@access(Permission.READ)
def index(article_id: int, failed: ReportForm | None = None) -> str:
    found = preview(database(), article_id=article_id, actor=actor())
    lines = reports.lines(database(), article_id=article_id, actor=actor())
    return render_template(
        "reports/index.html",
        preview=found,
        article=found.article,
        lines=lines,
        marked=marked(database(), [line.id for line in lines]),
        form=failed or ReportForm(),
        may_make=may(actor(), Permission.MAKE_REPORT),
    )


@blueprint.post("/articles/<int:article_id>/reports")
@access(Permission.MAKE_REPORT)
@act(ReportForm, index)
def make(form: ReportForm, article_id: int) -> Done:
    there = reports.lines(database(), article_id=article_id, actor=actor())
    report = make_report(
        database(),
        article_id=article_id,
        actor=actor(),
        variant=Variant(form.variant.data),
        base_url=current_app.config["SETTINGS"].base_url,
    )
    is_new = report.id not in {line.id for line in there}
    return Done(url_for("reports.show", report_id=report.id), _said(report, is_new=is_new))


def _said(report: Report, *, is_new: bool) -> str:
    if is_new:
        return (
            f"Report {report.number} is made. It never changes: a later one gets the next number."
        )
    return (
        f"Nothing has changed since report {report.number} ({report.variant.value}), so no new one "
        "was made. This is that report."
    )


@blueprint.get("/reports/<int:report_id>")
@access(Permission.READ)
def show(report_id: int) -> str:
    report = reports.load(database(), report_id=report_id, actor=actor())
    lines = reports.lines(database(), article_id=report.article.id, actor=actor())
    page = ReportPage(report, lines, after=max(0, request.args.get("after", 0, type=int)))
    return render_template(
        "reports/show.html",
        page=page,
        report=report,
        line=page.line,
        held=marks_of(database(), report_id=report.id, actor=actor()),
        may_make=may(actor(), Permission.MAKE_REPORT),
    )


@blueprint.get("/reports/<int:report_id>.<format>")
@access(Permission.READ)
def download(report_id: int, format: str) -> Response:  # noqa: A002  the address calls it so
    """One form of a report, always as an attachment, never as a page of this site."""
    report = reports.load(database(), report_id=report_id, actor=actor())
    exporter = FORMATS.get(format)
    if exporter is None:
        raise NotFound("Reports have no such form.", "The report's page lists the forms there are.")
    answer = Response(exporter.render(report), content_type=exporter.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=exporter.file_name(report))
    # Of the bytes themselves, so that it stays true when a later program lays the page out anew.
    answer.add_etag()
    answer.make_conditional(request)
    return answer
