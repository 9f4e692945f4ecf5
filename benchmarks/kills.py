"""Kill web and worker at random moments under load, and reckon what was lost. Nothing should be.

    python benchmarks/kills.py [--kills 200] [--seed 1] [--bucket]

200 kills take some three minutes. Ends with 1 and a list where anything is wrong. The same seed
kills at the same times; what the processes are at then depends on the machine. With `--bucket`
the evidence is kept in a bucket on a stand-in for S3 (tests.bucket), which is not killed.
"""

import argparse
import contextlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from review.schema import upgrade  # noqa: E402
from tests.bucket import bucket_server  # noqa: E402
from tests.crash.plug import Found, Plug  # noqa: E402


def killed(kills: int, seed: int, settings: dict[str, str]) -> tuple[Found, float]:
    folder = Path(tempfile.mkdtemp())
    try:
        upgrade(f"sqlite:///{folder / 'desk.sqlite3'}")
        began = time.perf_counter()
        with Plug(folder, seed, **settings) as plug:
            plug.pull(kills)
            took = time.perf_counter() - began
            return plug.reckon(), took
    finally:
        shutil.rmtree(folder)


def main() -> int:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--kills", type=int, default=200)
    wanted.add_argument("--seed", type=int, default=20_261_124)
    wanted.add_argument("--bucket", action="store_true")
    given = wanted.parse_args()
    with contextlib.ExitStack() as stack:
        settings = stack.enter_context(bucket_server()).settings() if given.bucket else {}
        found, took = killed(given.kills, given.seed, settings)
    print(f"{given.kills} kills in {took:.0f} s, seed {given.seed}")
    print(f"acknowledged: {found.files} files, {found.links} links")
    print(f"cut off: {found.cut_off}; captured between the kills: {found.captured_while_dying}")
    print(f"refused: {len(found.refused)}; wrong: {len(found.wrongs)}")
    for wrong in (*found.wrongs, *(f"refused: {one}" for one in found.refused)):
        print(f"  {wrong}")
    return 1 if found.wrongs or found.refused else 0


if __name__ == "__main__":
    sys.exit(main())
