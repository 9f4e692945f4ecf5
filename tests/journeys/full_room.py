"""A desk in which every page has something to show: claims in every state, and what hangs on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa

from review.domain.vocabulary import (
    Answer,
    ClaimKind,
    CommentKind,
    DerivationKind,
    Disposition,
    NoticeKind,
    Recommendation,
    RippleCause,
    SourceLetter,
    Verdict,
)
from review.models import Article, ArticleVersion, Claim, Sentence, Source
from review.queries.resting import reach_of
from review.services import (
    accusations,
    articles,
    assessments,
    comments,
    derivations,
    evidence,
    invitations,
    notices,
    report_marks,
    sentences,
    sign_offs,
    sources,
)
from review.services.article_versions import add_version
from review.services.articles import About, prepare
from review.services.reports import make_report
from tests.desk import Desk, answers, article_of, link
from tests.web.claim_room import Room

SECOND = (
    ("Bureau 9 charged Delia Forsant with hiding a list of pages.", ClaimKind.ACCUSATION),
    ("Rask Ovening is accused of quashing the verdict of 2019.", ClaimKind.ACCUSATION),
    ("The Ostrane tram carried 41,000 people a day in 2024.", ClaimKind.STATISTIC),
    ("There are easier ways to keep a secret.", None),
)
SEEN = answers(E2=Answer.YES, P2=Answer.PARTLY)


@dataclass(frozen=True)
class FullRoom:
    """Where things stand: numbers for the addresses of their pages, and an invitation's token."""

    room: Room
    article: int
    second_article: int
    at_sign_off: int
    signed: int
    withdrawn: int
    held: int
    differing: int
    queued: int
    sheet: int
    source: int
    evidence: int
    report: int
    invitation: str


def fill(room: Room) -> FullRoom:
    """Bring every kind of page to a state worth looking at; all of it committed."""
    with room.at_work() as desk:
        _signed_and_withdrawn(desk)
        _at_sign_off(desk)
        made = make_report(
            desk.session, article_id=desk.article.id, actor=desk.editor,
            base_url="https://desk.example",
        )  # fmt: skip
        _turned_bad(desk)
        second = _second_article(desk)
        invited = invitations.make_link(
            desk.session, actor=desk.admin, user_id=desk.reader.user_id or 0
        )
        return FullRoom(
            room, desk.article.id, second[0].article_id, room.accusation, room.plain,
            desk.third.id, *(claim.id for claim in second), desk.sheet.id,
            *_first(desk), made.id, invited.token,
        )  # fmt: skip


def _turned_bad(desk: Desk) -> None:
    """A report with a mark, and an editor who was told. The claim itself stays as it is."""
    piece, why = desk.file(desk.plain).attached[0].evidence_id, "The register has other figures now"
    reach = reach_of(desk.session, evidence_ids=[piece], source_id=None)
    report_marks.mark(desk.session, reach=reach, cause=RippleCause.ALTERED, reason=why)
    notices.tell(desk.session, kind=NoticeKind.PAGE_CHANGED, reason=why, evidence_id=piece)


def _first(desk: Desk) -> tuple[int, int]:
    """A source with a history, and a piece of evidence that comes from another."""
    source = desk.session.scalars(sa.select(Source).filter_by(name="Bureau 9")).one()
    piece = desk.file(desk.accusation).attached[-1].evidence_id
    return source.id, piece


def _signed_and_withdrawn(desk: Desk) -> None:
    change = {"verdict": Verdict.SUPPORTED_WITH_CHANGE, "recommendation": Recommendation.REWORD}
    desk.to_awaiting(desk.plain, **change, new_wording="Fares in Vantoria rose by 80 percent.")
    sign_offs.sign_off(
        desk.session, claim_id=desk.plain.id, actor=desk.editor, version=desk.plain.version
    )
    sign_offs.withdraw(
        desk.session, claim_id=desk.third.id, actor=desk.editor, version=desk.third.version,
        reason="It repeats claim 2",
    )  # fmt: skip


def _at_sign_off(desk: Desk) -> None:
    claim = desk.accusation
    _evidence(desk, claim)
    _talk(desk, claim)
    accusations.flag(
        desk.session, claim_id=claim.id, actor=desk.zoe, reason="The pages were public."
    )
    desk.to_awaiting(claim, verdict=Verdict.DISPUTED, indicators=SEEN)
    accusations.note_exculpatory(
        desk.session, accusation_id=desk.sheet.id, actor=desk.deputy,
        text="Two pages are on no list.", rests_on="E1",
    )  # fmt: skip


def _evidence(desk: Desk, claim: Claim) -> None:
    first = desk.attached(claim, source="Bureau 9")
    second = evidence.attach(
        desk.session, claim_id=claim.id, actor=desk.deputy, piece=link(),
        bearing=evidence.Bearing("Vantoria Telegraph", "Page 2", "Forty pages went abroad."),
    )  # fmt: skip
    derivations.derive(
        desk.session,
        evidence_id=second.row.evidence_id,
        parent=derivations.Parent(first.evidence_id),
        kind=DerivationKind.QUOTES,
        actor=desk.ana,
        reason="The same words.",
    )
    source = desk.session.scalars(sa.select(Source).filter_by(name="Bureau 9")).one()
    sources.give_letter(
        desk.session, source_id=source.id, actor=desk.editor, version=source.version,
        letter=SourceLetter.D, reason="It is the accuser.",
    )  # fmt: skip


def _talk(desk: Desk, claim: Claim) -> None:
    for words, kind in (("Who counted?", CommentKind.QUERY), ("Seen.", CommentKind.NOTE)):
        comments.comment(desk.session, claim_id=claim.id, actor=desk.ana, text=words, kind=kind)
    desk.asked(claim)


def _second_article(desk: Desk) -> list[Claim]:
    """One claim held while another's assessment is in, one where two differ, one queued."""
    prepared = replace(article_of(SECOND), title="The list of pages")
    made = articles.import_article(desk.session, prepared=prepared, actor=desk.editor)
    found = list(_claims(desk, made))
    held, differing, queued = found
    _evidence(desk, held)
    desk.assessed(held, desk.jon, indicators=SEEN)
    desk.taken(held, desk.ana)
    assessments.save_draft(
        desk.session, claim_id=held.id, actor=desk.ana,
        given=desk.judgement(held, indicators=SEEN, reason="Not all of it is borne out."),
    )  # fmt: skip
    desk.to_adjudication(differing)
    _open_sentence(desk)
    _second_version(desk, made)
    return [held, differing, queued]


def _claims(desk: Desk, article: Article) -> sa.ScalarResult[Claim]:
    return desk.session.scalars(
        sa.select(Claim).filter_by(article_id=article.id).order_by(Claim.number)
    )


def _open_sentence(desk: Desk) -> None:
    """The newest sentence of all is to be decided again."""
    last = desk.session.scalars(sa.select(Sentence).order_by(Sentence.id.desc())).first()
    assert last is not None
    text = desk.session.get_one(ArticleVersion, last.article_version_id)
    sentences.dispose(
        desk.session, article_id=text.article_id, sentence_id=last.id, actor=desk.editor,
        version=None, disposition=Disposition.UNDECIDED,
    )  # fmt: skip


def _second_version(desk: Desk, article: Article) -> None:
    words = [said for said, _ in SECOND]
    words[2] = "The Ostrane tram carried about 41,000 passengers a day in the year 2024."
    add_version(
        desk.session, article_id=article.id, actor=desk.editor, version=None,
        prepared=prepare("\n\n".join(words), About(language="en")),
    )  # fmt: skip
