"""A large file through the real web process: how much memory that adds, and how long it takes.

    python benchmarks/uploads.py [megabytes]

Once into a folder and once into a bucket. The bucket is on a stand-in for S3 (tests.bucket) in a
process apart, whose memory is not counted. 200 MB should add less than 50 MB. Linux only: what a
process had at most is read from /proc.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from review.schema import upgrade  # noqa: E402
from tests.bucket import bucket_server  # noqa: E402
from tests.crash.plug import Plug  # noqa: E402

MB = 1 << 20
MOST_ADDED = 50 * MB


def added(name: str, megabytes: int, **settings: Any) -> int:
    folder = Path(tempfile.mkdtemp())
    try:
        upgrade(f"sqlite:///{folder / 'desk.sqlite3'}")
        with Plug(folder, **settings) as plug:
            person = plug.people[0]
            # What the process loads on its first upload is no memory of a large one.
            assert person.send_large(MB), person.told
            before, began = plug.house.most_memory("web"), time.perf_counter()
            assert person.send_large(megabytes * MB), person.told
            took, after = time.perf_counter() - began, plug.house.most_memory("web")
    finally:
        shutil.rmtree(folder)
    print(
        f"{name:>7}: {megabytes} MB in {took:.1f} s; the web process had {before / MB:.0f} MB "
        f"and then {after / MB:.0f} MB: {(after - before) / MB:.1f} MB more"
    )
    return after - before


def main() -> int:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    found = [added("folder", megabytes)]
    with bucket_server() as server:
        found.append(added("bucket", megabytes, **server.settings()))
    return 1 if max(found) > MOST_ADDED else 0


if __name__ == "__main__":
    sys.exit(main())
