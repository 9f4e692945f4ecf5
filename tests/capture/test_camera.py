"""Pictures of a page by a real Chromium that reaches nothing but through the guard."""

import contextlib
import os
import struct
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.capture import camera
from review.capture.camera import Camera
from tests.capture.servers import Answer, Line, RawServer, Serve, page, serve
from tests.chromium import executable

__all__ = ["serve"]
HTML = "Content-Type: text/html"
TALL = b"<!doctype html><title>Fares</title><body style='margin:0'><p style='height:2400px'>Fares"


@pytest.fixture(scope="module")
def chromium() -> str:
    return executable()


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where cameras of this test have their folders. A long path would be none for Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def taken(server: RawServer, with_: Camera) -> tuple[str, bytes, bytes]:
    """Why there are no pictures, and their bytes."""
    with with_.pictures(f"{server.url}/", server.allow) as pictures:
        pdf = pictures.pdf.read_bytes() if pictures.pdf else b""
        picture = pictures.picture.read_bytes() if pictures.picture else b""
        return pictures.failure, pdf, picture


def left_in(folder: Path) -> list[str]:
    """The processes whose home is in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if f"HOME={folder}".encode() in entry.read_bytes():
                found.append(entry.parent.name)
    return found


@pytest.mark.browser
def test_a_page_gives_a_pdf_and_a_picture_in_full_length(serve: Serve, chromium: str) -> None:
    failure, pdf, picture = taken(serve(page(TALL, HTML)), Camera(chromium))
    assert failure == ""
    assert pdf.startswith(b"%PDF-")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (1280, 2432)


@pytest.mark.browser
def test_what_a_page_asks_inside_the_house_never_arrives(serve: Serve, chromium: str) -> None:
    inside = serve(page(b"secret"))
    asks = (
        f"<img src='{inside.url}/img'><iframe src='{inside.url}/frame'></iframe>"
        f"<script>fetch('{inside.url}/fetch').catch(()=>0);"
        f"new WebSocket('ws://127.0.0.1:{inside.port}/socket');"
        f"navigator.sendBeacon('{inside.url}/beacon', 'x')</script>"
        f"<link rel=preconnect href='{inside.url}'><link rel=prefetch href='{inside.url}/pre'>"
    )
    server = serve(page(TALL + asks.encode(), HTML))
    failure, pdf, _ = taken(server, Camera(chromium))
    assert (failure, pdf[:5]) == ("", b"%PDF-")
    inside.close()
    assert inside.requests == []
    server.close()
    assert server.requests


def status_404(line: Line) -> None:
    page(b"no", HTML, status="404 Not Found")(line)


def hangs(line: Line) -> None:
    line.read().hold()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("answer", "word", "with_"),
    [
        (status_404, "404", Camera()),
        (page(b"\x00\x01", "Content-Type: application/x-thing"), "could not open", Camera()),
        (hangs, "in time", Camera(seconds=2.0)),
        (page(TALL, HTML), "too large", Camera(file_bytes=100)),
    ],
)
def test_a_page_that_gives_no_picture_says_why_and_leaves_no_process(
    serve: Serve,
    chromium: str,
    place: Path,
    answer: Answer,
    word: str,
    with_: Camera,
) -> None:
    began = time.monotonic()
    told = Camera(chromium, with_.seconds, with_.carried_bytes, with_.file_bytes)
    failure, pdf, picture = taken(serve(answer), told)
    assert word in failure
    assert (pdf, picture) == (b"", b"")
    assert time.monotonic() - began < with_.seconds + 20
    assert left_in(place) == []
    assert list(place.iterdir()) == []


def test_a_program_that_is_no_chromium_is_said_to_be_none(serve: Serve, tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    assert taken(serve(page(TALL)), Camera(str(program)))[0] == camera.NO_BROWSER


def test_a_chromium_is_looked_for_by_its_usual_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    program = tmp_path / "chromium-browser"
    program.write_text(f"#!/bin/sh\necho found > {tmp_path}/asked\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    monkeypatch.setattr(camera, "NAMES", ("chromium-browser",))
    assert taken(serve(page(TALL)), Camera())[0] == camera.NO_BROWSER
    assert (tmp_path / "asked").exists()


def test_without_the_extra_it_is_said_that_there_is_none(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert taken(serve(page(TALL)), Camera())[0] == camera.NO_EXTRA


def test_a_child_that_falls_over_gives_no_picture(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "_BOOT", "raise SystemExit(1)")
    assert taken(serve(page(TALL)), Camera("/nowhere"))[0] == camera.NO_PAGE


def test_the_browser_knows_no_secret_of_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    monkeypatch.setenv("PROOFDESK_SECRET_KEY", "the key of the desk")
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/environment\nexit 1\n")
    program.chmod(0o755)
    taken(serve(page(TALL)), Camera(str(program)))
    environment = (tmp_path / "environment").read_text()
    assert "HOME=" in environment
    assert "PROOFDESK" not in environment
