"""Around a claim: its discussion, the right of reply, its history."""

from datetime import UTC

from flask import Blueprint, render_template, url_for

from review.domain.errors import NotFound
from review.domain.policy import Permission
from review.domain.vocabulary import CommentKind
from review.forms.act import ActForm
from review.forms.discussion import AnswerForm, CommentForm, ReplyAnswerForm, ReplyForm
from review.models import Claim, Comment, ReplyRequest
from review.queries.claim_facts import facts_of
from review.queries.claim_file import load
from review.queries.discussion import history_of
from review.services import comments, replies
from review.services.loading import of_desk
from review.web.access import access, actor
from review.web.acts import Done, act
from review.web.claims import show as claim_page
from review.web.transaction import database

blueprint = Blueprint("discussion", __name__)


@blueprint.get("/claims/<int:claim_id>/history")
@access(Permission.READ)
def history(claim_id: int) -> str:
    claim = of_desk(database(), Claim, claim_id, actor())
    file, facts = load(database(), claim), facts_of(database(), claim)
    entries = history_of(database(), file, facts, actor())
    return render_template("claims/history.html", claim=claim, entries=entries)


def _back(claim_id: int, tab: str, said: str) -> Done:
    return Done(url_for("claims.show", claim_id=claim_id, tab=tab, _anchor="tab"), said)


@blueprint.post("/claims/<int:claim_id>/comments")
@access(Permission.READ)
@act(CommentForm, claim_page)
def comment(filled: CommentForm, claim_id: int) -> Done:
    kind = CommentKind(filled.kind.data or CommentKind.NOTE)
    comments.comment(database(), claim_id=claim_id, actor=actor(), text=filled.text.data, kind=kind)
    return _back(claim_id, "discussion", "Written.")


def _page_of(row: Comment | ReplyRequest | None, failed: ActForm | None) -> str:
    """The claim that a remark or a request stands on, with the form that came back."""
    if row is None:
        raise NotFound("There is no such page on this desk.", "Check the address, or search.")
    return claim_page(claim_id=row.claim_id, failed=failed)


def _page_of_comment(comment_id: int, failed: ActForm | None = None) -> str:
    return _page_of(database().get(Comment, comment_id), failed)


@blueprint.post("/comments/<int:comment_id>/answer")
@access(Permission.READ)
@act(AnswerForm, _page_of_comment)
def answer_query(filled: AnswerForm, comment_id: int) -> Done:
    row = comments.answer_query(
        database(), comment_id=comment_id, actor=actor(), answer=filled.answer.data
    )
    return _back(row.claim_id, "discussion", "The query is answered.")


@blueprint.post("/claims/<int:claim_id>/replies")
@access(Permission.READ)
@act(ReplyForm, claim_page)
def ask_reply(filled: ReplyForm, claim_id: int) -> Done:
    deadline = filled.deadline_at.data
    replies.ask(
        database(),
        claim_id=claim_id,
        actor=actor(),
        asked_of=filled.asked_of.data,
        channel=filled.channel.data,
        question=filled.question.data,
        deadline_at=deadline.replace(tzinfo=UTC) if deadline else None,
    )
    return _back(claim_id, "replies", "The request is recorded.")


def _page_of_reply(reply_id: int, failed: ActForm | None = None) -> str:
    return _page_of(database().get(ReplyRequest, reply_id), failed)


@blueprint.post("/replies/<int:reply_id>/answer")
@access(Permission.READ)
@act(ReplyAnswerForm, _page_of_reply)
def record_answer(filled: ReplyAnswerForm, reply_id: int) -> Done:
    row = replies.answer(
        database(),
        reply_id=reply_id,
        actor=actor(),
        version=filled.seen,
        answer=filled.answer.data,
        effect=filled.effect.data or "",
    )
    return _back(row.claim_id, "replies", "The answer is recorded.")
