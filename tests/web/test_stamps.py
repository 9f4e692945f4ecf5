"""Time stamps on the page of a piece: what stands, what can be saved, and who may ask."""

from __future__ import annotations

import html
import re
import shlex
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from review.domain.vocabulary import DisclosureLevel, StampStatus
from review.models import Evidence, Source, TimeStamp
from review.services import stamping
from review.web import stamp_part
from tests.capture.servers import RawServer, Serve, page, serve
from tests.stamps.clock import OPENSSL, Clock, Towers, own_clock, towers
from tests.web.claim_room import Room
from tests.web.test_captures import attached, run

__all__ = ["serve", "towers"]


@dataclass
class Tower:
    """A captured link on a desk that asks one authority."""

    room: Room
    clock: Clock
    url: str
    piece: int
    roots: str

    def asked(self, *urls: str) -> None:
        settings = self.room.app.config["SETTINGS"]
        self.room.app.config["SETTINGS"] = replace(settings, stamp_urls=urls)

    def work(self) -> None:
        """What the worker does with every stamp that waits."""
        for number in stamping.waiting(self.room.sessions):
            stamping.run(
                self.room.sessions, self.room.store, stamp_id=number,
                authorities=(self.url,), roots=self.roots, resting=stamping.Resting(),
            )  # fmt: skip

    def fail(self, authority: str, why: str) -> None:
        with self.room.sessions.write.begin() as session:
            row = session.scalars(sa.select(TimeStamp).filter_by(authority=authority)).one()
            row.status, row.failure, row.due_at = StampStatus.FAILED, why, None

    def read(self, who: str = "reader") -> str:
        return html.unescape(self.room.as_(who).page(f"/evidence/{self.piece}"))

    def stamped(self) -> None:
        """Asked for by the editor through the page, and sent for by the worker."""
        assert self.room.as_("editor").post(f"/evidence/{self.piece}/stamp").status_code == 303
        self.work()


STORY = page(b"<p>Fares in Vantoria doubled.</p>", "Content-Type: text/html")


@pytest.fixture
def tower(room: Room, serve: Serve, towers: Towers, tmp_path: Path) -> Tower:
    return built(room, serve(STORY), towers, tmp_path / "roots.pem")


def built(room: Room, site: RawServer, towers: Towers, roots: Path) -> Tower:
    piece, capture_id = attached(room, f"{site.url}/fares", source="Karst Register")
    run(room, capture_id, site.port)
    clock = own_clock()
    roots.write_bytes(clock.root.pem)
    made = Tower(room, clock, f"{towers(clock).url}/tsr", piece, str(roots))
    made.asked(made.url)
    return made


def test_without_an_authority_in_the_settings_nothing_is_shown(tower: Tower) -> None:
    tower.asked()
    assert "Time stamps" not in tower.read("editor")
    refused = tower.room.as_("editor").post(f"/evidence/{tower.piece}/stamp")
    assert refused.status_code == 409
    assert "PROOFDESK_STAMP_URLS" in refused.text


def test_none_then_pending_then_verified(tower: Tower) -> None:
    told = tower.read("editor")
    assert "No authority was asked" in told
    assert "Ask for a time stamp" in told
    assert tower.room.as_("editor").post(f"/evidence/{tower.piece}/stamp").status_code == 303
    told = tower.read("editor")
    assert ">Pending<" in told
    assert "next try" in told
    assert "Ask for a time stamp" not in told
    tower.work()
    told = tower.read()
    assert ">Verified<" in told
    assert tower.url in told
    with tower.room.sessions.read() as session:
        moment = session.get_one(TimeStamp, 1).gen_time
    assert f"{moment:%Y-%m-%d %H:%M:%S}</time> UTC" in told
    assert f"{tower.clock.serials[-1]:X}" in told
    assert "Mirela Dorn" in told


def test_a_failure_says_why_and_is_tried_again_by_an_editor(tower: Tower) -> None:
    roots, tower.roots = tower.roots, ""
    tower.stamped()
    told = tower.read("editor")
    assert ">Failed<" in told
    assert "name nobody" in told
    assert "Try again" in told
    assert "Try again" not in tower.read("reader").partition("Time stamps")[2]
    tower.roots = roots
    tower.stamped()
    assert ">Verified<" in tower.read()


def test_the_stamp_and_its_certificates_are_saved_as_they_came(tower: Tower) -> None:
    tower.stamped()
    with tower.room.sessions.read() as session:
        row = session.get_one(TimeStamp, 1)
    told = tower.read()
    for ending, sha256 in (("tsr", row.token_sha256), ("pem", row.chain_sha256)):
        place = f"/evidence/{tower.piece}/stamps/1.{ending}"
        assert place in told
        answer = tower.room.as_("reader").get(place)
        with tower.room.store.open(sha256 or "") as kept:
            assert answer.data == kept.read()
        answer.close()
        name = f"evidence-{tower.piece}-stamp-1.{ending}"
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_page_says_how_a_court_verifies_it_with_what_is_saved_from_it(
    tower: Tower, tmp_path: Path
) -> None:
    tower.stamped()
    shown = tower.read()
    commands = re.findall(r"<code>(openssl [^<]+)</code>", shown)
    assert [command.split()[2] for command in commands] == ["-reply", "-verify"]
    named = set(re.findall(r"\S+\.(?:tsr|pem|warc\.gz)", " ".join(commands)))
    for place in re.findall(r'href="(/evidence/[^"]+(?:tsr|pem|/record))"', shown):
        saved = tower.room.as_("reader").get(place)
        name = saved.headers["Content-Disposition"].partition("filename=")[2]
        (tmp_path / name).write_bytes(saved.data)
        saved.close()
        named -= {name}
    # The root comes from the authority itself.
    assert named == {"roots.pem"}
    assert (tmp_path / "roots.pem").exists()
    for command in commands if OPENSSL else []:
        told = subprocess.run(
            shlex.split(command), cwd=tmp_path, capture_output=True, text=True, check=True
        )
    assert not OPENSSL or told.stdout.strip() == "Verification: OK"


@pytest.mark.parametrize("place", ["stamps/9.tsr", "stamps/1.der", "stamps/1.pem"])
def test_a_stamp_that_is_not_there_is_not_found(tower: Tower, place: str) -> None:
    assert tower.room.as_("reader").get(f"/evidence/{tower.piece}/{place}").status_code == 404


def test_a_stamp_is_found_by_its_own_piece_and_desk_only(tower: Tower) -> None:
    tower.stamped()
    other, _ = attached(tower.room, "https://gazette.example/other")
    assert tower.room.as_("reader").get(f"/evidence/{other}/stamps/1.tsr").status_code == 404
    stranger = tower.room.stranger()
    assert stranger.get(f"/evidence/{tower.piece}/stamps/1.tsr").status_code == 404
    assert stranger.post(f"/evidence/{tower.piece}/stamp").status_code == 404


@pytest.mark.parametrize("who", ["ana", "reader", "legal", "admin"])
def test_who_is_no_editor_asks_for_none(tower: Tower, who: str) -> None:
    assert tower.room.as_(who).post(f"/evidence/{tower.piece}/stamp").status_code == 403
    assert tower.room.acts().count("ask_stamp") == 0


def test_asking_twice_is_refused(tower: Tower) -> None:
    tower.stamped()
    assert "Ask for a time stamp" not in tower.read("editor")
    answer = tower.room.as_("editor").post(f"/evidence/{tower.piece}/stamp")
    assert answer.status_code == 409
    assert tower.room.acts().count("ask_stamp") == 1


def test_a_form_that_is_broken_shows_the_page_again(tower: Tower) -> None:
    answer = tower.room.as_("editor").post(f"/evidence/{tower.piece}/stamp", {"version": "many"})
    assert answer.status_code == 422
    assert "No authority was asked" in answer.text


def test_stamps_of_a_sealed_piece_are_kept_back(tower: Tower) -> None:
    tower.stamped()
    with tower.room.sessions.write.begin() as session:
        piece = session.get_one(Evidence, tower.piece)
        session.get_one(Source, piece.source_id).disclosure = DisclosureLevel.SEALED
    assert "Time stamps" not in tower.read("reader")
    answer = tower.room.as_("reader").get(f"/evidence/{tower.piece}/stamps/1.tsr")
    assert answer.status_code == 403
    assert "Time stamps" in tower.read("editor")


def test_without_the_extra_the_page_says_so_and_offers_nothing(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamp_part, "is_there", lambda: False)
    told = tower.read("editor")
    assert "extra `archive`" in told
    assert "Ask for a time stamp" not in told


def test_a_note_has_no_stamps(tower: Tower) -> None:
    with tower.room.at_work() as desk:
        note = desk.attached(desk.plain).evidence_id
    assert "Time stamps" not in tower.room.as_("editor").page(f"/evidence/{note}")


def test_a_further_authority_can_be_asked_later(tower: Tower) -> None:
    tower.stamped()
    tower.asked(tower.url, "https://clock.example/tsr")
    assert "Ask for a time stamp" in tower.read("editor")
    assert tower.room.as_("editor").post(f"/evidence/{tower.piece}/stamp").status_code == 303
    with tower.room.sessions.read() as session:
        assert session.get_one(TimeStamp, 1).status is StampStatus.VERIFIED
        assert session.get_one(TimeStamp, 2).status is StampStatus.PENDING
