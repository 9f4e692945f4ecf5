"""Whether quoted words stand in the text is told beside them, with the place in the text."""

from __future__ import annotations

import html
import re

import pytest
import sqlalchemy as sa

from review.domain.vocabulary import DisclosureLevel, EvidenceKind, ExcerptStatus
from review.models import ClaimEvidence, Evidence, Source
from review.services import evidence, excerpts
from review.text.leaves import LENGTH
from tests.browser import scrolls_sideways, violations
from tests.desk import note
from tests.web.claim_room import Room
from tests.web.seat import Seat

FILL = "Nothing happened in Vantoria on that day, the clerk wrote.\n\n"
TEXT = (
    "The register of Vantoria names nine people. They were held in Bureau 9 <b>for</b> 1,200 days, "
    "and Ilan Maresk was the last of them.\n\nThe court closed it on 3 May 2026."
)
LONG = TEXT + "\n\n" + FILL * (3 * LENGTH // len(FILL)) + "The Harrow Ledger printed it in full."


def quoted(
    room: Room, excerpt: str, text: str = TEXT, *, looked: bool = True, source: str = ""
) -> int:
    """Attach a note of this text with an excerpt; the number of the row that binds it."""
    with room.at_work() as desk:
        made = evidence.attach(
            desk.session,
            claim_id=room.plain,
            actor=desk.ana,
            piece=note(text),
            bearing=evidence.Bearing(source, excerpt=excerpt),
        )
        row_id, evidence_id = made.row.id, made.row.evidence_id
    if looked:
        excerpts.look(room.sessions, evidence_id=evidence_id)
    return row_id


def claim_page(room: Room, who: str = "reader") -> str:
    return html.unescape(room.as_(who).page(f"/claims/{room.plain}"))


def there(page: str) -> str:
    (path,) = re.findall('href="(/evidence/[^"]*#passage[^"]*)"', page)
    return str(path)


def test_words_that_stand_there_lead_to_their_place(room: Room) -> None:
    row_id = quoted(room, "names nine people")
    page = claim_page(room)
    assert "Found in the note" in page
    assert "What differs" not in page
    assert there(page) == f"/evidence/1/words?passage={row_id}#passage-{row_id}"
    words = room.as_("reader").page(there(page))
    assert f'<mark id="passage-{row_id}">names nine people</mark>' in words
    assert "&lt;b&gt;for&lt;/b&gt;" in words
    assert "Fares in Vantoria doubled" in words
    assert "Found in the note" in html.unescape(room.as_("reader").page("/evidence/1"))


def test_what_differs_is_told_word_by_word(room: Room) -> None:
    quoted(room, "They were held in Bureau 8")
    page = claim_page(room)
    assert "Found with differences" in page
    assert "<del>8</del><ins>9</ins>" in page


def test_words_that_do_not_stand_there_are_an_alarm(room: Room) -> None:
    quoted(room, "The president himself had ordered every one of the arrests.")
    page = claim_page(room)
    assert 'class="pd-flag"' in page
    assert "Not found in the note" in page
    assert "#passage" not in page


def test_while_nobody_has_looked_the_page_looks_again(room: Room) -> None:
    quoted(room, "nine people", looked=False)
    page = claim_page(room)
    assert "Looking…" in page
    assert f'data-refresh="/claims/{room.plain}/evidence"' in page


def test_attaching_a_known_text_has_the_words_looked_for(room: Room) -> None:
    asked: list[tuple[object, ...]] = []
    room.app.extensions["enqueue"] = lambda *work: asked.append(work)
    room.as_("ana").act(f"/claims/{room.plain}/evidence", {"note": TEXT, "excerpt": "nine people"})
    assert asked == [("excerpts", 1)]
    excerpts.look(room.sessions, evidence_id=1)
    assert "Found in the note" in claim_page(room)


def test_without_a_text_it_is_said_that_there_is_none(room: Room) -> None:
    row_id = quoted(room, "nine people")
    with room.sessions.write.begin() as session:
        row = session.get_one(ClaimEvidence, row_id)
        excerpts.forget(row)
        row.excerpt_status = ExcerptStatus.NO_TEXT
    assert "No text to look in" in claim_page(room)


def test_a_long_text_comes_in_leaves_and_a_passage_opens_its_own(room: Room) -> None:
    row_id = quoted(room, "Harrow Ledger printed", LONG)
    reader = room.as_("reader")
    first = reader.page("/evidence/1/words")
    assert "was the last of them" in first
    assert "<mark" not in first
    last = reader.page(there(claim_page(room)))
    assert f'id="passage-{row_id}"' in last
    assert "was the last of them" not in last
    assert len(first) < 100_000
    assert re.search(r"Leaf 1 of [3-5]", first)
    assert 'href="/evidence/1/words?leaf=2"' in first
    assert "Harrow Ledger printed" in reader.page("/evidence/1/words?leaf=99")


def test_passages_may_overlap(room: Room) -> None:
    with room.at_work() as desk:
        for claim, words in (
            (desk.plain, "names nine people. They were held"),
            (desk.third, "They were held in Bureau 9"),
        ):
            evidence.attach(
                desk.session,
                claim_id=claim.id,
                actor=desk.editor,
                piece=note(TEXT),
                bearing=evidence.Bearing(excerpt=words),
            )
    excerpts.look(room.sessions, evidence_id=1)
    page = room.as_("reader").page("/evidence/1/words")
    assert re.findall(r'<mark(?: id="passage-\d")?>([^<]*)</mark>', page) == [
        "names nine people. ",
        "They were held",
        " in Bureau 9",
    ]
    assert page.count('id="passage-') == 2


def test_a_piece_without_text_and_another_desks_have_no_such_page(room: Room) -> None:
    quoted(room, "nine people")
    assert room.as_("reader").get("/evidence/2/words").status_code == 404
    assert room.stranger().get("/evidence/1/words").status_code == 404
    with room.at_work() as desk:
        evidence.attach(
            desk.session,
            claim_id=room.plain,
            actor=desk.ana,
            piece=evidence.Piece(EvidenceKind.LINK, url="https://gazette.example/"),
        )
    assert room.as_("reader").get("/evidence/2/words").status_code == 404


def test_of_a_sealed_piece_nothing_is_told_to_who_may_not_know_it(room: Room) -> None:
    quoted(room, "The register of Norland names nine", source="Quill, a clerk")
    with room.sessions.write.begin() as session:
        session.scalars(sa.select(Source)).one().disclosure = DisclosureLevel.SEALED
    assert "Found with differences" in claim_page(room, "editor")
    for told in (claim_page(room), room.as_("reader").page("/evidence/1")):
        assert "Found with differences" not in told
        assert "Vantoria names" not in told
    assert room.as_("reader").get("/evidence/1/words").status_code == 403
    assert room.as_("legal").get("/evidence/1/words").status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_and_the_claim_fit_and_are_free_of_axe_violations(
    room: Room, seat: Seat, scheme: str
) -> None:
    quoted(room, "They were held in Bureau 8 for 1,200 days")
    place = there(claim_page(room))
    quoted(room, "Nobody knew of any of the three arrests in the north.", LONG)
    quoted(room, "nine people", TEXT + " Again.")
    quoted(room, "nine people", TEXT + " And again.", looked=False)
    with room.sessions.write.begin() as session:
        # The longest words that stand beside an excerpt.
        session.execute(sa.update(Evidence).where(Evidence.id > 2).values(kind=EvidenceKind.FILE))
    for path in (
        f"/claims/{room.plain}",
        place,
        "/evidence/1",
        "/evidence/2/words",
    ):
        wide = seat("ana", path, viewport={"width": 1280, "height": 900}, color_scheme=scheme)
        for fold in wide.locator(".pd-evidence summary", has_text="What differs").all():
            fold.click()
        assert violations(wide) == []
        wide.set_viewport_size({"width": 320, "height": 800})
        assert not scrolls_sideways(wide)
        assert violations(wide, "target-size", "color-contrast") == []
