"""Print how fast the claim finder reads, and how its time and memory grow with the text.

    python benchmarks/finder_speed.py

One process, one core. Seconds are those of the processor; memory is the most that was held at
once, over what was held before, each length measured in a process of its own.
"""

import resource
import subprocess
import sys
import time

from review.intake.finding import without_collecting
from review.text.finder import find_claims

ARTICLE = """Bureau 9 moves against port engineers
Ilan Maresk, a shipping engineer, was arrested on 2 February on suspicion of passing plans abroad.
“I signed because they did not let me sleep,” Maresk told the court. The prosecutor denied that.
According to the Harrow Ledger, 14 people were convicted of spying between 2019 and 2024.
Critics believe that many of the cases may be fabricated. The trial could begin in autumn.
Harbour traffic rose by 12 percent last year, the port authority reported.
"""
LENGTHS = (10_000, 100_000, 1_000_000)
SHAPES = {"lines": ARTICLE, "one line": ARTICLE.replace("\n", " "), "initials": "A. B. C. "}
WORDS = 1_000
TRIES = 5


def long(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def seconds(text: str) -> tuple[float, int]:
    """The best of several tries: what the machine does beside it only ever adds."""
    best, sentences = float("inf"), 0
    for _ in range(TRIES if len(text) <= LENGTHS[1] else 1):
        started = time.process_time()
        with without_collecting():
            sentences = len(find_claims(text, "en").sentences)
        best = min(best, time.process_time() - started)
    return best, sentences


def held() -> float:
    """The most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(shape: str, length: int) -> None:
    find_claims(ARTICLE, "en")
    before = held()
    text = long(SHAPES[shape], length)
    spent, sentences = seconds(text)
    print(spent, sentences, held() - before)


def measured(shape: str, length: int) -> tuple[float, int, float]:
    command = [sys.executable, __file__, shape, str(length)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    spent, sentences, memory = done.stdout.split()
    return float(spent), int(sentences), float(memory)


def growth() -> None:
    print(
        f"{'text':10}{'characters':>11}{'sentences':>11}{'a second':>10}{'time':>9}{'memory':>10}"
    )
    for shape in SHAPES:
        last: tuple[float, float] | None = None
        for length in LENGTHS:
            spent, sentences, memory = measured(shape, length)
            ratio = f"  time x{spent / last[0]:.1f}, memory x{memory / last[1]:.1f}" if last else ""
            print(
                f"{shape:10}{length:11}{sentences:11}{sentences / spent:10.0f}{spent:8.2f}s"
                f"{memory:7.1f} MB{ratio}",
                flush=True,
            )
            last = spent, max(memory, 0.1)


def main() -> None:
    if len(sys.argv) == 3:
        child(sys.argv[1], int(sys.argv[2]))
        return
    growth()
    find_claims(ARTICLE, "en")
    unit = ARTICLE.split()
    article = long(ARTICLE, len(ARTICLE) * WORDS // len(unit))
    spent, sentences = seconds(article)
    print(f"an article of {WORDS} words, {sentences} sentences: {spent * 1000:.0f} ms")


if __name__ == "__main__":
    main()
