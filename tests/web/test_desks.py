"""The desk's settings page."""

import re
from collections.abc import Callable

import pytest

from review.db import Sessions
from review.domain.desk_policy import DeskPolicy
from review.models import Desk
from tests.web_client import DeskCast, Visitor

As = Callable[[str], Visitor]
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')


def _filled(page: str, **change: str) -> dict[str, str]:
    found = VERSION.search(page)
    assert found is not None
    fields = {
        "version": found.group(1), "lease_minutes": "30", "assessments": "1",
        "accusation_assessments": "2", "reply_waiver_allowed": "y", "reports_name_people": "y",
        "method": "By hand", "corrections": "In the open", "funding": "Readers",
        "reason": "To begin with",
    }  # fmt: skip
    return {**fields, **change}


def _policy(sessions: Sessions, cast: DeskCast) -> DeskPolicy:
    with sessions.read() as session:
        return DeskPolicy(**session.get_one(Desk, cast.desk_id).policy)


def test_an_editor_sets_the_policy(as_: As, sessions: Sessions, desk_cast: DeskCast) -> None:
    editor = as_("editor")
    page = editor.page("/admin/desk")
    assert "Every sentence of the article" in page
    fields = _filled(page, lease_minutes="45")
    fields.pop("reply_waiver_allowed")
    assert 'value="45"' in editor.act("/admin/desk", fields)
    kept = _policy(sessions, desk_cast)
    assert (kept.lease_minutes, kept.reply_waiver_allowed, kept.funding) == (45, False, "Readers")


def test_an_editor_lets_the_import_split_sentences(
    as_: As, sessions: Sessions, desk_cast: DeskCast
) -> None:
    editor = as_("editor")
    editor.act("/admin/desk", _filled(editor.page("/admin/desk"), split_by_itself="y"))
    assert _policy(sessions, desk_cast).split_by_itself


@pytest.mark.parametrize(
    ("field", "value"),
    [("accusation_assessments", "1"), ("lease_minutes", "soon"), ("reason", ""), ("method", "")],
)
def test_a_policy_that_does_not_hold_comes_back_with_the_words(
    as_: As, sessions: Sessions, desk_cast: DeskCast, field: str, value: str
) -> None:
    editor = as_("editor")
    fields = _filled(editor.page("/admin/desk"), funding="Two readers") | {field: value}
    answer = editor.post("/admin/desk", fields)
    assert answer.status_code == 422
    assert "Two readers" in answer.text
    assert f'id="{field}-error"' in answer.text
    assert _policy(sessions, desk_cast) == DeskPolicy()


def test_words_that_a_form_leaves_out_are_asked_for(as_: As) -> None:
    editor = as_("editor")
    fields = _filled(editor.page("/admin/desk"))
    for name in ("method", "corrections", "funding", "reason"):
        fields.pop(name)
    answer = editor.post("/admin/desk", fields)
    assert answer.status_code == 422
    assert "Reports print the method, so say what it is." in answer.text


def test_a_stale_page_is_refused_with_409_and_loses_no_word(as_: As) -> None:
    first, second = as_("editor"), as_("editor")
    page = second.page("/admin/desk")
    first.act("/admin/desk", _filled(page))
    answer = second.post("/admin/desk", _filled(page, funding="Words that took an hour"))
    assert answer.status_code == 409
    assert "Words that took an hour" in answer.text


@pytest.mark.parametrize("who", ["reviewer", "legal", "reader", "admin"])
def test_the_policy_is_for_editors(as_: As, who: str) -> None:
    visitor = as_(who)
    assert visitor.get("/admin/desk").status_code == 403
    assert visitor.post("/admin/desk", {"reason": "Mine"}).status_code == 403
