"""What holds for every form of a report."""

import pytest

from review.domain.report import VerifiedClaimReport, from_plain
from review.exports import FORMATS
from tests.report_sample import HOSTILE, draft, final

REPORTS = {"draft": draft, "final": final}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("which", REPORTS)
def test_the_same_report_gives_the_same_bytes(form: str, which: str) -> None:
    report = REPORTS[which]()
    again = from_plain(REPORTS[which]().to_plain(), ledger_entry=report.ledger_entry)
    assert FORMATS[form].render(report) == FORMATS[form].render(again)


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_says_draft_while_something_is_open(form: str) -> None:
    assert b"draft" in FORMATS[form].render(draft()).lower()


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_can_say_that_nothing_was_signed(form: str) -> None:
    assert FORMATS[form].render(final())


def test_a_file_name_sorts_by_article_and_report_and_holds_nobody_s_words() -> None:
    names = [FORMATS["html"].file_name(report) for report in (draft(), final())]
    assert names == [
        "article-0001-report-002-public-draft.html",
        "article-0001-report-002-public.html",
    ]


def test_forms_are_found_by_the_names_of_the_command() -> None:
    assert list(FORMATS) == ["html", "csv", "json", "jsonld"]
    assert all(form.name == name for name, form in FORMATS.items())


def test_a_sample_with_hostile_words_is_what_the_forms_are_tried_on() -> None:
    report: VerifiedClaimReport = draft()
    assert HOSTILE in report.article.body
    assert HOSTILE in report.claims[0].signed.decision.reason
