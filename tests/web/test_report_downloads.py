"""Reports taken away: who may, the same bytes every time, and what proves them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from review.domain.vocabulary import Variant
from review.exports import FORMATS, Exporter
from review.models import LedgerHead
from review.verification import NOT_PROVEN, SOUND, verify
from tests.web.claim_room import Room
from tests.web.report_room import made, name_nobody, place, sign_plain


@pytest.mark.parametrize("variant", [Variant.LEGAL, Variant.INTERNAL])
@pytest.mark.parametrize("who", ["ana", "reader"])
def test_who_may_not_read_a_variant_is_told_there_is_none(
    room: Room, who: str, variant: Variant
) -> None:
    report_id, visitor = made(room, variant), room.as_(who)
    for path in (f"/reports/{report_id}", *(f"/reports/{report_id}.{form}" for form in FORMATS)):
        assert visitor.get(path).status_code == 404


def test_another_desk_finds_nothing(room: Room) -> None:
    report_id, stranger = made(room), room.stranger()
    for path in (place(room), f"/reports/{report_id}", f"/reports/{report_id}.json"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(place(room), {"variant": "public"}).status_code == 404


@pytest.mark.parametrize("form", list(FORMATS.values()), ids=lambda form: form.name)
def test_every_form_is_taken_away_and_never_opened_here(room: Room, form: Exporter) -> None:
    sign_plain(room)
    report_id, reader = made(room), room.as_("reader")
    assert f'href="/reports/{report_id}.{form.name}"' in reader.page(f"/reports/{report_id}")
    first, second = (reader.get(f"/reports/{report_id}.{form.name}") for _ in range(2))
    name = f"article-{room.desk.article.id:04}-report-001-public-draft.{form.extension}"
    assert first.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert first.content_type == form.media_type
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.data == second.data != b""
    assert first.headers["ETag"] == second.headers["ETag"]


def test_forms_have_strong_tags_of_their_own_and_are_not_sent_twice(room: Room) -> None:
    report_id, reader = made(room), room.as_("reader")
    tags = {form: reader.get(f"/reports/{report_id}.{form}").headers["ETag"] for form in FORMATS}
    assert len(set(tags.values())) == len(FORMATS)
    assert not any(tag.startswith("W/") for tag in tags.values())
    again = reader.get(f"/reports/{report_id}.json", headers={"If-None-Match": tags["json"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["1.exe", "1.", "1.json.html", "99.json", "99"])
def test_what_does_not_exist_is_404(room: Room, path: str) -> None:
    assert made(room) == 1
    assert room.as_("editor").get(f"/reports/{path}").status_code == 404


@pytest.mark.parametrize("form", ["json", "html"])
def test_the_head_on_the_page_proves_the_download(room: Room, tmp_path: Path, form: str) -> None:
    sign_plain(room)
    reader = room.as_("reader")
    page = reader.page(f"/reports/{made(room)}")
    with room.sessions.read() as session:
        head = session.get_one(LedgerHead, room.desk.id).hash
    assert f".json --head {head}</code>" in page
    file = tmp_path / "report"
    file.write_bytes(reader.get(f"/reports/1.{form}").data)
    assert verify(file, head).exit_code == SOUND


def test_a_report_that_names_nobody_says_how_far_it_can_be_proven(
    room: Room, tmp_path: Path
) -> None:
    sign_plain(room)
    name_nobody(room)
    reader = room.as_("reader")
    page = reader.page(f"/reports/{made(room)}")
    assert "It answers “not proven” at best." in page
    assert "--head" not in page
    data = reader.get("/reports/1.json").data
    digest = json.loads(data)["sha256"]
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in page
    file = tmp_path / "report.json"
    file.write_bytes(data)
    assert verify(file).exit_code == NOT_PROVEN


def test_a_new_layout_of_the_page_has_a_tag_of_its_own(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_id, reader = made(room), room.as_("reader")
    before = reader.get(f"/reports/{report_id}.html").headers["ETag"]
    later = replace(FORMATS["html"], render=lambda report: b"laid out anew")
    monkeypatch.setattr("review.web.reports.FORMATS", {**FORMATS, "html": later})
    answer = reader.get(f"/reports/{report_id}.html", headers={"If-None-Match": before})
    assert (answer.status_code, answer.data) == (200, b"laid out anew")
