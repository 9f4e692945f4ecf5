"""Every verb of the core services, ready to be called on a desk where it is allowed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import sqlalchemy as sa

from review.domain.gates import GateCode
from review.domain.vocabulary import (
    CaptureStatus,
    ClaimKind,
    CommentKind,
    DerivationKind,
    Disposition,
    Recommendation,
    Role,
    SourceKind,
    SourceLetter,
    Verdict,
)
from review.models import Capture, Claim
from review.services import (
    accusations,
    adjudications,
    articles,
    askings,
    assessments,
    assignments,
    captures,
    claim_words,
    claims,
    comments,
    corrections,
    derivations,
    evidence,
    gates,
    recusals,
    replies,
    sentences,
    sign_offs,
    sources,
    wishes,
)
from review.suggest.endpoint import endpoint_of
from tests.desk import Desk, article_of, link, note

Act = partial[Any]
MODEL = endpoint_of("https://llm.harrow.example/v1", "harrow-small")


def _on(desk: Desk, verb: Callable[..., Any], claim: Claim, **rest: Any) -> Act:
    return partial(verb, desk.session, claim_id=claim.id, **rest)


def take(d: Desk) -> Act:
    return _on(d, assignments.take, d.plain, actor=d.ana)


def take_next(d: Desk) -> Act:
    return partial(assignments.take_next, d.session, actor=d.ana)


def release(d: Desk) -> Act:
    d.taken(d.plain)
    return _on(d, assignments.release, d.plain, actor=d.ana)


def assign(d: Desk) -> Act:
    return partial(wishes.assign, d.session, claim_ids=[d.plain.id, d.third.id],
                   user_id=d.ana.user_id, actor=d.editor, note="You know the fares.")  # fmt: skip


def take_back(d: Desk) -> Act:
    assign(d)()
    return partial(wishes.take_back, d.session, claim_ids=[d.plain.id], actor=d.editor)


def submit(d: Desk) -> Act:
    d.taken(d.plain)
    return _on(d, assessments.submit, d.plain, actor=d.ana, revision=1, given=d.judgement(d.plain))


def adjudicate(d: Desk) -> Act:
    d.to_adjudication(d.accusation)
    decision = adjudications.Decision(Verdict.DISPUTED, Recommendation.HOLD, "Both are sound.")
    return _on(d, adjudications.adjudicate, d.accusation, actor=d.zoe,
               version=d.accusation.version, decision=decision)  # fmt: skip


def send_back(d: Desk) -> Act:
    claim = d.to_awaiting(d.plain)
    return _on(d, sign_offs.send_back, claim, actor=d.editor, version=claim.version,
               reason="The register is of last year.")  # fmt: skip


def sign_off(d: Desk) -> Act:
    claim = d.to_awaiting(d.plain)
    return _on(d, sign_offs.sign_off, claim, actor=d.editor, version=claim.version)


def reopen(d: Desk) -> Act:
    d.signed(d.plain)
    return _on(d, sign_offs.reopen, d.plain, actor=d.editor, version=d.plain.version,
               reason="A reader wrote to us.")  # fmt: skip


def withdraw(d: Desk) -> Act:
    return _on(d, sign_offs.withdraw, d.plain, actor=d.editor, version=d.plain.version,
               reason="Said twice in the article.")  # fmt: skip


def waive(d: Desk) -> Act:
    return _on(d, gates.waive, d.accusation, actor=d.editor, version=d.accusation.version,
               gate=GateCode.REPLY, reason="He is held without a way to write.")  # fmt: skip


def confirm_level(d: Desk) -> Act:
    claim = d.to_awaiting(d.accusation)
    return _on(d, gates.confirm_level, claim, actor=d.legal, version=claim.version,
               role=Role.LEGAL, confirmed=True, reason="The file bears it.")  # fmt: skip


def attach(d: Desk) -> Act:
    return _on(d, evidence.attach, d.plain, actor=d.ana, piece=note("The fare table."))


def detach(d: Desk) -> Act:
    row = d.attached(d.plain)
    return _on(d, evidence.detach, d.plain, actor=d.ana, evidence_id=row.evidence_id,
               reason="It is of another town.")  # fmt: skip


def derive(d: Desk) -> Act:
    child, parent = d.attached(d.plain, words="Copied."), d.attached(d.plain, words="First.")
    return partial(
        derivations.derive,
        d.session,
        actor=d.ana,
        evidence_id=child.evidence_id,
        parent=derivations.Parent(parent.evidence_id),
        kind=DerivationKind.QUOTES,
    )


def flag(d: Desk) -> Act:
    return _on(d, accusations.flag, d.accusation, actor=d.ana, reason="Bureau 9 alone says so.")


def settle_flag(d: Desk) -> Act:
    flag(d)()
    return partial(accusations.settle_flag, d.session, accusation_id=d.sheet.id, actor=d.editor,
                   version=d.sheet.version, reason="The sheet is filled in.")  # fmt: skip


def keep_account(d: Desk) -> Act:
    account = accusations.Account("Bureau 9", "Ilan Maresk", True, "handing over forty pages")
    return partial(accusations.keep_account, d.session, accusation_id=d.sheet.id, actor=d.ana,
                   version=d.sheet.version, account=account)  # fmt: skip


def note_exculpatory(d: Desk) -> Act:
    return partial(accusations.note_exculpatory, d.session, accusation_id=d.sheet.id,
                   actor=d.ana, text="Two pages were shown in open court.")  # fmt: skip


def comment(d: Desk) -> Act:
    return _on(d, comments.comment, d.plain, actor=d.ana, text="Which fares?",
               kind=CommentKind.QUERY)  # fmt: skip


def answer_query(d: Desk) -> Act:
    asked = comment(d)()
    return partial(comments.answer_query, d.session, comment_id=asked.id, actor=d.editor,
                   answer="Those of the tram.")  # fmt: skip


def ask_reply(d: Desk) -> Act:
    return _on(d, replies.ask, d.accusation, actor=d.ana, asked_of="Ilan Maresk",
               channel="letter", question="Did you hand over pages?")  # fmt: skip


def record_answer(d: Desk) -> Act:
    asked = ask_reply(d)()
    return partial(replies.answer, d.session, reply_id=asked.id, actor=d.ana,
                   version=asked.version, answer="I did not.")  # fmt: skip


def import_article(d: Desk) -> Act:
    prepared = article_of((("The mint of Norland closed in 1990.", ClaimKind.FACT),))
    return partial(articles.import_article, d.session, prepared=prepared, actor=d.editor)


def add_claim(d: Desk) -> Act:
    sentence = d.sentence(3)
    return partial(claims.add, d.session, article_id=d.article.id, actor=d.editor,
                   start=sentence.start, end=sentence.end)  # fmt: skip


def ask_second(d: Desk) -> Act:
    return _on(d, claims.ask_second, d.plain, actor=d.editor, version=d.plain.version, required=2)


def reword(d: Desk) -> Act:
    return _on(d, claim_words.reword, d.plain, actor=d.editor, version=d.plain.version,
               start=d.plain.start, end=d.plain.end - 9)  # fmt: skip


def split(d: Desk) -> Act:
    claim = d.plain
    places = [(claim.start, claim.start + 17), (claim.start + 18, claim.end)]
    return _on(d, claim_words.split, claim, actor=d.editor, version=claim.version, places=places)


def merge(d: Desk) -> Act:
    return _on(d, claim_words.merge, d.plain, actor=d.editor, version=d.plain.version,
               other_id=d.third.id)  # fmt: skip


def dispose_sentence(d: Desk) -> Act:
    sentence = d.sentence(3)
    return partial(sentences.dispose, d.session, article_id=d.article.id,
                   sentence_id=sentence.id, actor=d.editor, version=sentence.version,
                   disposition=Disposition.WAIVED, reason="A remark on the weather.")  # fmt: skip


def add_source(d: Desk) -> Act:
    return partial(sources.add, d.session, actor=d.ana, name="Fare Register",
                   kind=SourceKind.AUTHORITY)  # fmt: skip


def describe_source(d: Desk) -> Act:
    source = add_source(d)()
    return partial(sources.describe, d.session, source_id=source.id, actor=d.ana,
                   version=source.version, kind=SourceKind.AUTHORITY, owner="Vantoria")  # fmt: skip


def give_letter(d: Desk) -> Act:
    source = add_source(d)()
    return partial(sources.give_letter, d.session, source_id=source.id, actor=d.ana,
                   version=source.version, letter=SourceLetter.B, reason="It held.")  # fmt: skip


def declare_conflict(d: Desk) -> Act:
    return partial(recusals.declare, d.session, article_id=d.article.id, actor=d.ana,
                   reason="He is my cousin.")  # fmt: skip


def ask_capture(d: Desk) -> Act:
    made = evidence.attach(d.session, claim_id=d.plain.id, actor=d.ana, piece=link())
    d.session.execute(
        sa.update(Capture).values(status=CaptureStatus.FAILED, failure="It did not answer.")
    )
    d.session.expire_all()
    return partial(captures.retry, d.session, evidence_id=made.row.evidence_id, actor=d.ana)


def ask_model_for_claims(d: Desk) -> Act:
    return partial(askings.ask_claims, d.session, article_id=d.article.id, actor=d.editor,
                   endpoint=MODEL)  # fmt: skip


def ask_model_for_wordings(d: Desk) -> Act:
    return _on(d, askings.ask_wordings, d.plain, actor=d.editor, endpoint=MODEL)


def correct_kind(d: Desk) -> Act:
    return _on(d, corrections.correct_kind, d.plain, actor=d.editor, revision=d.plain.revision,
               kind=ClaimKind.ACCUSATION)  # fmt: skip


def correct_source(d: Desk) -> Act:
    return _on(d, corrections.correct_source, d.plain, actor=d.editor, revision=d.plain.revision,
               attributed_to="Bureau 9", source_chain=["The Quay", "Bureau 9"])  # fmt: skip


def dismiss_cue(d: Desk) -> Act:
    claim = d.accusation
    return _on(d, corrections.dismiss_cue, claim, actor=d.editor, revision=claim.revision)


def add_checkpoint(d: Desk) -> Act:
    claim = d.plain
    return _on(d, corrections.add_checkpoint, claim, actor=d.editor, revision=claim.revision,
               start=claim.start + 9, end=claim.start + 17)  # fmt: skip


def remove_checkpoint(d: Desk) -> Act:
    point = add_checkpoint(d)()
    return _on(d, corrections.remove_checkpoint, d.plain, actor=d.editor,
               revision=d.plain.revision, checkpoint_id=point.id)  # fmt: skip


# The action that each verb leaves in the ledger is its name here.
VERBS: dict[str, Callable[[Desk], Act]] = {
    prepare.__name__: prepare
    for prepare in (
        take, release, assign, take_back, submit, adjudicate, send_back, sign_off, reopen,
        withdraw, attach, detach, derive, flag, settle_flag, note_exculpatory, confirm_level,
        comment, answer_query, ask_reply, record_answer, import_article, add_claim, ask_second,
        reword, split, merge, dispose_sentence, add_source, describe_source, give_letter,
        declare_conflict, ask_capture, ask_model_for_claims, ask_model_for_wordings, correct_kind,
        correct_source, dismiss_cue, add_checkpoint, remove_checkpoint,
    )
} | {"waive_gate": waive, "record_accusation": keep_account}  # fmt: skip
