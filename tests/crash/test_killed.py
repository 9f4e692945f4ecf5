"""Web and worker are killed in the middle of everything, and nothing acknowledged is lost.

`benchmarks/kills.py` does the same two hundred times.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.crash.plug import Plug


def test_nothing_acknowledged_is_lost_when_processes_are_killed_at_any_point(
    tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "desk.sqlite3")
    with Plug(tmp_path, seed=20_261_124) as plug:
        plug.pull(12)
        found = plug.reckon()
    assert found.wrongs == []
    assert found.refused == []
    # There was something to lose.
    assert min(found.files, found.links, found.captured_while_dying, found.cut_off) > 3
    # Nothing is left where the system keeps what nobody cares for.
    assert list((tmp_path / "tmp").iterdir()) == []
