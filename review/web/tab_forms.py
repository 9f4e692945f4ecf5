"""The forms of the tabs below a claim, filled with what stands, or as they came back."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from review.forms.accusations import (
    AccountForm,
    ExculpatoryForm,
    SettleForm,
    SheetForm,
    prefilled,
)
from review.forms.act import ActForm
from review.forms.discussion import AnswerForm, CommentForm, ReplyAnswerForm, ReplyForm
from review.forms.shared_page import with_ids
from review.queries.accusation_sheet import Sheet
from review.queries.discussion import Discussion, Replies

Forms = dict[str, ActForm]


def sheet_forms(sheet: Sheet, failed: ActForm | None = None) -> Forms:
    """Answers, record, note and the answer to a flag."""
    mine = {row.indicator.code: row.mine for family in sheet.families for row in family.rows}
    version = {"version": sheet.record.version}
    made: Forms = {
        "answers": SheetForm(formdata=None, data=prefilled(mine)),
        "account": AccountForm(formdata=None, obj=sheet.record),
        "exculpatory": ExculpatoryForm(formdata=None),
        "settle": SettleForm(formdata=None, data=version),
    }
    return _with_failed(made, failed)


def discussion_forms(discussion: Discussion, failed: ActForm | None = None) -> Forms:
    """One form for a new remark, and one to answer each open query."""
    made: Forms = {"comment": CommentForm(formdata=None)}
    made |= {
        f"answer-{remark.id}": AnswerForm(formdata=None)
        for remark in discussion.remarks
        if remark.open
    }
    return _with_failed(made, failed, (request.view_args or {}).get("comment_id"))


def reply_forms(replies: Replies, failed: ActForm | None = None) -> Forms:
    """One form for a new request, and one for the answer to each that has none."""
    made: Forms = {"ask_reply": ReplyForm(formdata=None)}
    made |= {
        f"reply-{row.id}": ReplyAnswerForm(formdata=None, data={"version": row.version})
        for row in replies.requests
        if row.answered_at is None
    }
    return _with_failed(made, failed, (request.view_args or {}).get("reply_id"))


def _with_failed(made: Forms, failed: ActForm | None, key: int | None = None) -> Forms:
    """Put the form that came back where it was sent from, and give each its own ids."""
    for name, form in made.items():
        meant = "-" not in name or name.endswith(f"-{key}")
        if failed is not None and type(failed) is type(form) and meant:
            made[name] = failed
    return {name: with_ids(form, name) for name, form in made.items()}


TAB_FORMS: Mapping[str, Callable[[Any, ActForm | None], Mapping[str, ActForm]]] = {
    "sheet": sheet_forms,
    "discussion": discussion_forms,
    "replies": reply_forms,
}
