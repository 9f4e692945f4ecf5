"""Pictures of a captured page: a PDF and the page in full length, by a Chromium on this machine.

The browser runs apart (`review.capture.browser`) under a limit by the wall clock; when it is over,
nothing of it is left. Where there is none to be had, that is said in words and nothing else fails.
"""

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from review.capture.addresses import Allowed
from review.capture.browser import PDF, PICTURE, Order, Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ROOT = str(Path(__file__).parent.parent.parent)
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); from review.capture.browser import main; main()"
)
_ENDS_WITHIN_S, _LOOKS, _PAUSE_S = 5.0, 3, 0.03
_PLACES = "PLAYWRIGHT_BROWSERS_PATH"
NO_EXTRA = "No picture was made: the extra “snapshot” is not installed. The page itself is kept."
NO_BROWSER = (
    "No picture was made: no Chromium that starts was found. Install one, or name it in "
    "PROOFDESK_CHROMIUM. The page itself is kept."
)
NO_PAGE = "No picture was made: a browser could not open the page. The page itself is kept."
TOO_SLOW = "No picture was made: the page was not done in time. The page itself is kept."
TOO_BIG = "No picture was kept: it is too large. The page itself is kept."


@dataclass(frozen=True, slots=True)
class Pictures:
    """Files that are gone after the `with`; either may be missing, and `failure` says why."""

    pdf: Path | None = None
    picture: Path | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Camera:
    """`chromium` is the browser's program file, "" for the one that is found."""

    chromium: str = ""
    seconds: float = 40.0
    carried_bytes: int = 60_000_000
    file_bytes: int = 25_000_000

    @contextmanager
    def pictures(self, url: str, allow: Allowed = frozenset()) -> Iterator[Pictures]:
        """Open the page and take both."""
        if importlib.util.find_spec("playwright") is None:
            yield Pictures(failure=NO_EXTRA)
            return
        with tempfile.TemporaryDirectory(prefix="proofdesk-", ignore_cleanup_errors=True) as made:
            folder = Path(made)
            try:
                failure = self._run(url, allow, folder)
            finally:
                _end_all_of(folder)
            pdf, picture = folder / PDF, folder / PICTURE
            if not failure and max(pdf.stat().st_size, picture.stat().st_size) > self.file_bytes:
                failure = TOO_BIG
            yield Pictures(failure=failure) if failure else Pictures(pdf, picture)

    def _run(self, url: str, allow: Allowed, folder: Path) -> str:
        """Why there are no pictures, "" if there are."""
        order = Order(
            url=url,
            allow=tuple(sorted(allow)),
            folder=str(folder),
            executable=self.chromium or _found(),
            seconds=self.seconds,
            most_bytes=self.carried_bytes,
            as_root=os.geteuid() == 0,
        )
        with subprocess.Popen(  # noqa: S603  our own interpreter, our own file, no shell
            [sys.executable, "-I", "-c", _BOOT, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            cwd=folder,
            start_new_session=True,
        ) as process:
            try:
                said, _ = process.communicate(json.dumps(asdict(order)).encode(), self.seconds)
            except subprocess.TimeoutExpired:
                return TOO_SLOW
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        return _judged(said)


def _found() -> str:
    return next(filter(None, map(shutil.which, NAMES)), "")


def _environment(folder: Path) -> dict[str, str]:
    """No secret of the desk; a home that goes with the picture, and by which all of it is known."""
    places = os.environ.get(_PLACES) or str(Path.home() / ".cache" / "ms-playwright")
    path = os.environ.get("PATH", os.defpath)
    home = str(folder)
    return {"LANG": "C.UTF-8", "PATH": path, "HOME": home, "TMPDIR": home, _PLACES: places}


def _judged(said: bytes) -> str:
    try:
        answer = json.loads(said)
    except ValueError:
        return NO_PAGE
    if "trouble" in answer:
        return NO_BROWSER if answer["trouble"] == Trouble.NO_BROWSER else NO_PAGE
    if answer["status"] >= 400:
        return f"No picture was made: the site answered a browser with {answer['status']}."
    return ""


def _end_all_of(folder: Path) -> None:
    """End what the browser left running, and wait until it is gone.

    A process that is just being begun shows no home, so one look that finds nobody is not enough.
    """
    ends, quiet = time.monotonic() + _ENDS_WITHIN_S, 0
    while quiet < _LOOKS and time.monotonic() < ends:
        left = list(_living_in(folder))
        quiet = 0 if left else quiet + 1
        for number in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        time.sleep(_PAUSE_S)


def _living_in(folder: Path) -> Iterator[int]:
    """Processes whose home this is; a browser stands in a group of its own, with no other sign."""
    mark = f"HOME={folder}".encode()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in entry.read_bytes().split(b"\0"):
                yield int(entry.parent.name)
