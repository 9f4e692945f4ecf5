"""Kill web and worker at random moments under load, and reckon what was lost. Nothing should be.

    python benchmarks/kills.py [how many kills] [seed]

200 kills take some five minutes. Ends with 1 and a list where anything is wrong. The same seed
kills at the same times; what the processes are at then depends on the machine.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from review.schema import upgrade  # noqa: E402
from tests.crash.plug import Plug  # noqa: E402


def main() -> int:
    given = [int(word) for word in sys.argv[1:3]]
    kills, seed = (*given, *(200, 20_261_124)[len(given) :])
    folder = Path(tempfile.mkdtemp())
    try:
        upgrade(f"sqlite:///{folder / 'desk.sqlite3'}")
        began = time.perf_counter()
        with Plug(folder, seed) as plug:
            plug.pull(kills)
            killing = time.perf_counter() - began
            found = plug.reckon()
    finally:
        shutil.rmtree(folder)
    print(f"{kills} kills in {killing:.0f} s, seed {seed}")
    print(f"acknowledged: {found.files} files, {found.links} links")
    print(
        f"cut off in the middle: {found.cut_off}; captured meanwhile: {found.captured_while_dying}"
    )
    print(f"refused: {len(found.refused)}; wrong: {len(found.wrongs)}")
    for wrong in (*found.wrongs, *(f"refused: {one}" for one in found.refused)):
        print(f"  {wrong}")
    return 1 if found.wrongs or found.refused else 0


if __name__ == "__main__":
    sys.exit(main())
