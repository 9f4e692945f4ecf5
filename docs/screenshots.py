"""Draws the pictures of the manual into docs/screenshots: `make screenshots`.

The desk in them is made for the purpose and thrown away; the case on it is invented.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from screenshot_case import LIST, PIECES, TEXT
from sqlalchemy.orm import Session

from config import Settings
from review.app import create_app
from review.db import Sessions, make_engine
from review.domain.assessment import EvidenceGrade
from review.domain.policy import Actor
from review.domain.vocabulary import (
    Answer,
    DerivationKind,
    InfoDigit,
    Recommendation,
    Stance,
    Verdict,
)
from review.models import Claim, Source
from review.schema import upgrade
from review.services import (
    accusations,
    articles,
    assessments,
    claims,
    derivations,
    sources,
)
from review.services.accounts import add_user
from review.services.articles import About, prepare
from review.services.desks import create_desk
from review.services.reports import make_report
from tests.browser import serving
from tests.chromium import executable
from tests.desk import PEOPLE, Desk, answers
from tests.web_client import visit

OUT = Path(__file__).parent / "screenshots"
SUPPORTS, UNDERMINES, CONTEXT = Stance
SEEN = answers(E7=Answer.YES, E4=Answer.YES, P3=Answer.PARTLY, E2=Answer.NO)


@dataclass(frozen=True)
class Shown:
    """What stands on the desk: the claims in their order, and a report."""

    claims: list[int]
    article: int
    report: int


def main() -> None:
    OUT.mkdir(exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable())
        with _desk(Path(folder)) as (app, sessions, desk, shown), serving(app) as address:
            seat = _seats(browser, app, sessions, desk, address)
            _draw(seat, shown)
        browser.close()


def _draw(seat: Callable[..., Page], shown: Shown) -> None:
    accusation, held = f"/claims/{shown.claims[1]}", f"/claims/{shown.claims[2]}"
    _picture(seat("ana", "/queue"), "queue")
    _picture(seat("editor", f"/articles/{shown.article}"), "annotated-copy")
    _picture(_from(seat("ana", held), "#evidence"), "claim")
    _picture(seat("ana", held, color_scheme="dark"), "claim-dark")
    _picture(_from(seat("editor", f"{accusation}?tab=sheet"), "#tab"), "sheet")
    _picture(_from(seat("editor", accusation), ".pd-second"), "sign-off")
    _picture(seat("editor", f"/reports/{shown.report}"), "report")


def _from(page: Page, place: str) -> Page:
    """Scrolled down to this place."""
    page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
    return page


def _picture(page: Page, name: str) -> None:
    page.screenshot(path=OUT / f"{name}.png")
    page.context.close()


def _seats(
    browser: Browser, app: Flask, sessions: Sessions, desk: Desk, address: str
) -> Callable[..., Page]:
    """`seat("ana", path)`: the page as she sees it, in a window of its own."""

    def seat(who: str, path: str, **settings: object) -> Page:
        cookie = visit(app, sessions, getattr(desk, who)).client.get_cookie("proofdesk")
        assert cookie is not None
        size = {"width": 1280, "height": 880}
        context = browser.new_context(viewport=size, **settings)  # type: ignore[arg-type]
        context.add_cookies([{"name": "proofdesk", "value": cookie.value, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        return page

    return seat


@contextmanager
def _desk(folder: Path) -> Iterator[tuple[Flask, Sessions, Desk, Shown]]:
    url = f"sqlite:///{folder / 'desk.sqlite3'}"
    upgrade(url)
    sessions = Sessions(make_engine(url))
    app = create_app(Settings(folder, url, "a key for pictures alone " * 3, f"file://{folder}/kept"),
                     sessions)  # fmt: skip
    for words, _, _ in PIECES:
        app.extensions["store"].put(words.encode())
    with sessions.write.begin() as session:
        desk = _furnish(session)
        shown = _work(desk)
    yield app, sessions, desk, shown
    sessions.engine.dispose()


def _furnish(session: Session) -> Desk:
    opened = create_desk(session, slug="harrow", name="The Harrow Ledger")
    people = {}
    for key, name, role in PEOPLE:
        user = add_user(session, email=f"{key}@harrow.example", name=name, role=role, desk=opened)
        people[key] = Actor(user.id, opened.id, name, frozenset({role}), opened.name)
    prepared = prepare(TEXT, About(publisher="The Harrow Ledger"))
    article = articles.import_article(session, prepared=prepared, actor=people["editor"])
    first, second, third = session.scalars(_in_order(article.id).limit(3))
    return Desk(session, opened.id, "harrow", **people, article=article,
                accusation=second, plain=first, third=third)  # fmt: skip


def _in_order(article: int) -> sa.Select[tuple[Claim]]:
    return sa.select(Claim).filter_by(article_id=article).order_by(Claim.number)


def _work(desk: Desk) -> Shown:
    """An afternoon's work: two claims signed, one to sign, one held, one on which two differ."""
    rows = list(desk.session.scalars(_in_order(desk.article.id)))
    # A source gets its letter before anything is signed, for a later change voids a signature.
    _accusation(desk)
    for claim in (rows[0], rows[3]):
        desk.attached(claim, words=LIST, source="Lenth Institute")
        desk.signed(claim)
    report = make_report(
        desk.session, article_id=desk.article.id, actor=desk.editor, base_url="https://desk.example"
    )
    _held(desk, rows[2])
    _differing(desk, rows[4])
    desk.taken(rows[5], desk.jon)
    return Shown([claim.id for claim in rows], desk.article.id, report.id)


def _evidence(desk: Desk, claim: Claim) -> None:
    """Three pieces, the second of which speaks of the first."""
    attached = []
    for words, name, letter in PIECES:
        attached.append(desk.attached(claim, words=words, source=name))
        source = desk.session.scalars(sa.select(Source).filter_by(name=name)).one()
        if source.letter is not letter:
            sources.give_letter(
                desk.session, source_id=source.id, actor=desk.editor, version=source.version,
                letter=letter, reason="By what it has said so far.",
            )  # fmt: skip
    derivations.derive(
        desk.session,
        evidence_id=attached[1].evidence_id,
        parent=derivations.Parent(attached[0].evidence_id),
        kind=DerivationKind.QUOTES,
        actor=desk.ana,
        reason="Her letter names the list.",
    )


def _grades(desk: Desk, claim: Claim, *stances: Stance) -> dict[int, EvidenceGrade]:
    given = (
        (InfoDigit.PROBABLY_TRUE, "The institute keeps the list itself."),
        (InfoDigit.POSSIBLY_TRUE, "She counted; nobody else did."),
        (InfoDigit.DOUBTFUL, "The accuser about its own case."),
    )
    rows = zip(desk.file(claim).attached, PIECES, given, stances, strict=True)
    return {
        row.evidence_id: EvidenceGrade(letter, digit, stance, why)
        for row, (_, _, letter), (digit, why), stance in rows
    }


def _accusation(desk: Desk) -> None:
    claim = desk.accusation
    _evidence(desk, claim)
    accusations.flag(desk.session, claim_id=claim.id, actor=desk.ana,
                     reason="Thirty-eight of the pages were public before the charge.")  # fmt: skip
    desk.asked(claim)
    desk.to_awaiting(
        claim, verdict=Verdict.DISPUTED, recommendation=Recommendation.ATTRIBUTE, indicators=SEEN,
        digit=InfoDigit.POSSIBLY_TRUE, grades=_grades(desk, claim, UNDERMINES, CONTEXT, SUPPORTS),
        reason="The list covers all but two pages, and the accuser alone calls them secret.",
    )  # fmt: skip
    accusations.note_exculpatory(
        desk.session, accusation_id=desk.sheet.id, actor=desk.deputy,
        text="Pages 11 and 12 are on no list of releases.", rests_on="E2",
    )  # fmt: skip
    accusations.settle_flag(
        desk.session, accusation_id=desk.sheet.id, actor=desk.deputy, version=desk.sheet.version,
        reason="Rightly raised. Two pages stay open, so the wording names the accuser.",
    )  # fmt: skip


def _held(desk: Desk, claim: Claim) -> None:
    _evidence(desk, claim)
    desk.taken(claim, desk.ana)
    given = desk.judgement(
        claim, verdict=Verdict.SUPPORTED_WITH_CHANGE, recommendation=Recommendation.REWORD,
        new_wording="Thirty-eight of the forty pages had been cleared for release in 2019.",
        grades=_grades(desk, claim, SUPPORTS, UNDERMINES, UNDERMINES), reason="",
    )  # fmt: skip
    assessments.save_draft(desk.session, claim_id=claim.id, actor=desk.ana, given=given)


def _differing(desk: Desk, claim: Claim) -> None:
    claims.ask_second(
        desk.session, claim_id=claim.id, actor=desk.deputy, version=claim.version, required=2
    )
    desk.attached(claim, words=LIST, source="Lenth Institute")
    desk.to_adjudication(claim)


if __name__ == "__main__":
    main()
