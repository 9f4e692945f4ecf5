"""A large file passes through the web process without ever being in its memory.

`benchmarks/uploads.py` sends 200 MB, into a folder and into a bucket.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.crash.plug import Plug

MB = 1 << 20


def test_a_large_upload_adds_little_to_the_memory_of_the_web_process(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "desk.sqlite3")
    with Plug(tmp_path) as plug:
        person = plug.people[0]
        assert person.send_large(MB)
        before = plug.house.most_memory("web")
        assert person.send_large(80 * MB)
        assert plug.house.most_memory("web") - before < 30 * MB
        found = plug.reckon()
    assert (found.wrongs, found.refused) == ([], [])
