"""A person's own notices on their own page, counted where they come in."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from review.domain.vocabulary import DisclosureLevel, NoticeKind, RippleCause
from review.models import Notice, Source
from review.queries.notices import notices_of, unseen
from review.services import notices, ripple
from review.services.reports import make_report
from tests.web.claim_room import Room
from tests.web.report_room import asked

HOSTILE = '<script>alert("1")</script>{{ 7*7 }}'


def told(room: Room, reason: str = "The register was forged.", source: str = "") -> int:
    """A signed claim and a report whose piece turned bad; the piece's id."""
    with room.at_work() as desk:
        row = desk.attached(desk.plain, source=source)
        desk.signed(desk.plain)
        make_report(desk.session, article_id=desk.article.id, actor=desk.legal)
        ripple.run(
            desk.session, cause=RippleCause.RETRACTED, reason=reason, actor=desk.editor,
            evidence_ids=[row.evidence_id],
        )  # fmt: skip
        return row.evidence_id


def ids(room: Room, who: str) -> list[int]:
    with room.sessions.read() as session:
        mine = sa.select(Notice.id).filter_by(user_id=room.people[who].user_id)
        return list(session.scalars(mine.order_by(Notice.id)))


def test_a_notice_leads_to_what_it_is_about_and_says_why(room: Room) -> None:
    piece = told(room, f"It was forged. {HOSTILE}")
    page = room.as_("deputy").page("/notices")
    assert "<h1" in page
    assert page.index("A report rests on what no longer holds") < page.index(
        "A claim is open again"
    )
    for link in (f"/claims/{room.plain}", "/reports/1", f"/evidence/{piece}"):
        assert f'href="{link}"' in page
    assert "It was forged. &lt;script&gt;" in page
    assert HOSTILE not in page


def test_nobody_reads_what_another_was_told(room: Room) -> None:
    told(room)
    for who in ("reader", "zoe", "jon"):
        page = room.as_(who).page("/notices")
        assert "Nothing to tell you" in page
        assert "forged" not in page
    assert "To the desk" in room.as_("editor").page("/notices")


def test_what_is_not_seen_is_counted_in_the_top_bar_and_on_the_desk(room: Room) -> None:
    told(room)
    deputy = room.as_("deputy")
    desk = deputy.page("/")
    assert "2 notices you have not seen" in desk
    assert re.search(r"href=\"/notices\"[^>]*>Notices <span[^>]*>2<span[^>]*> new", desk)
    assert '>2<span class="pd-sr"> new<' in deputy.page("/queue")
    assert "<title>Notices, 2 not seen" in deputy.page("/notices")
    reader = room.as_("reader").page("/")
    assert "you have not seen" not in reader
    assert 'href="/notices"' in reader


def test_one_or_all_are_said_to_be_seen_and_nobody_elses(room: Room) -> None:
    told(room)
    deputy, mine = room.as_("deputy"), ids(room, "deputy")
    acts = room.acts()
    assert deputy.post("/notices/seen", {"notice": mine[0]}).status_code == 303
    assert "1 notice you have not seen" in deputy.page("/")
    assert deputy.page("/notices").count(">New<") == 1
    assert deputy.post("/notices/seen", {"up_to": mine[-1]}).status_code == 303
    assert "not seen" not in deputy.page("/notices")
    other = ids(room, "ana")[0]
    deputy.post("/notices/seen", {"notice": other})
    with room.sessions.read() as session:
        assert session.get_one(Notice, other).seen_at is None
    assert room.acts() == acts


def test_what_is_no_notice_is_refused_in_words(room: Room) -> None:
    told(room)
    answer = room.as_("deputy").post("/notices/seen", {"notice": "many"})
    assert answer.status_code == 422
    assert "There is nothing with this number." in answer.text


def test_an_admin_alone_has_no_notices_and_no_link_to_them(room: Room) -> None:
    admin = room.as_("admin")
    assert admin.get("/notices").status_code == 403
    assert 'href="/notices"' not in admin.page("/")


def test_notices_of_another_desk_are_not_shown(room: Room) -> None:
    told(room)
    page = room.stranger().page("/notices")
    assert "Nothing to tell you" in page


def test_pages_of_many_notices_follow_each_other(room: Room) -> None:
    with room.at_work() as desk:
        for number in range(60):
            row = desk.attached(desk.plain, words=f"Note {number}.")
            notices.tell(
                desk.session, kind=NoticeKind.PAGE_CHANGED, reason="Other words.",
                evidence_id=row.evidence_id,
            )  # fmt: skip
    editor = room.as_("editor")
    first = editor.page("/notices")
    assert "50 of 60" in first
    assert "Note 59." in first
    on = re.search(r'href="([^"]+)" rel="next"', first)
    assert on
    second = editor.page(on[1].replace("&amp;", "&"))
    assert "Note 9." in second
    assert "Note 10." not in second
    assert 'rel="prev"' in second


def test_a_page_asks_as_much_for_many_notices_as_for_one(room: Room) -> None:
    editor = room.as_("editor")
    counts = []
    for words in ("One.", "Two.", "Three."):
        with room.at_work() as desk:
            row = desk.attached(desk.plain, words=words, source=f"Paper {words}")
            notices.tell(
                desk.session, kind=NoticeKind.PAGE_GONE, reason="Gone.",
                evidence_id=row.evidence_id,
            )  # fmt: skip
        counts.append(asked(room, editor, "/notices"))
    assert counts[0] == counts[-1]


@pytest.mark.parametrize("sealed", ["piece", "source", "elsewhere"])
def test_who_may_not_know_a_sealed_source_reads_neither_its_name_nor_why(
    room: Room, sealed: str
) -> None:
    with room.at_work() as desk:
        row = desk.attached(desk.plain, words="The diary of Odile.", source="Sister Odile")
        desk.session.get_one(Source, row.evidence.source_id).disclosure = DisclosureLevel.SEALED
        free = desk.attached(desk.plain, words="A seen register.")
        desk.taken(desk.plain, desk.ana)
        about = {
            "piece": {"evidence_id": row.evidence_id},
            "source": {"source_id": row.evidence.source_id},
            "elsewhere": {"evidence_id": free.evidence_id},
        }[sealed]
        notices.tell(
            desk.session, kind=NoticeKind.PAGE_CHANGED, reason="Sister Odile took it back.",
            **about,
        )  # fmt: skip
    ana, editor = room.as_("ana").page("/notices"), room.as_("editor").page("/notices")
    assert "Sister Odile took it back." in editor
    assert "Odile" not in ana
    kept_back = "The reason is kept back" in ana
    assert kept_back is (sealed != "elsewhere")
    if sealed == "elsewhere":
        assert "[withheld] took it back." in ana
        assert "A seen register." in ana
    else:
        assert ("A piece from a sealed source" in ana) is (sealed == "piece")


def test_who_brought_a_sealed_piece_reads_its_title(room: Room) -> None:
    with room.at_work() as desk:
        row = desk.attached(desk.plain, desk.ana, words="The diary.", source="Sister Odile")
        desk.session.get_one(Source, row.evidence.source_id).disclosure = DisclosureLevel.SEALED
        desk.taken(desk.plain, desk.ana)
        notices.tell(
            desk.session, kind=NoticeKind.PAGE_GONE, reason="Gone.", evidence_id=row.evidence_id
        )
        (line,) = notices_of(desk.session, actor=desk.ana).rows
        assert (line.piece, line.reason) == ("The diary.", "")
        assert unseen(desk.session, actor=desk.ana) == 1
