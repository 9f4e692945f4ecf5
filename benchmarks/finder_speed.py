"""Print how fast the claim finder reads, and how its work grows with the text.

python benchmarks/finder_speed.py
"""

import time

from review.text.finder import find_claims

ARTICLE = """Bureau 9 moves against port engineers
Ilan Maresk, a shipping engineer, was arrested on 2 February on suspicion of passing plans abroad.
“I signed because they did not let me sleep,” Maresk told the court. The prosecutor denied that.
According to the Harrow Ledger, 14 people were convicted of spying between 2019 and 2024.
Critics believe that many of the cases may be fabricated. The trial could begin in autumn.
Harbour traffic rose by 12 percent last year, the port authority reported.
"""
LENGTHS = (25_000, 50_000, 100_000, 200_000, 400_000)


def measured(text: str) -> tuple[float, int]:
    started = time.process_time()
    found = find_claims(text, "en")
    return time.process_time() - started, len(found.sentences)


def main() -> None:
    find_claims(ARTICLE, "en")
    for name, unit in (("lines", ARTICLE), ("one line", ARTICLE.replace("\n", " "))):
        last = 0.0
        for length in LENGTHS:
            seconds, sentences = measured((unit * (length // len(unit) + 1))[:length])
            growth = f"x{seconds / last:.1f}" if last else ""
            print(f"{name:9} {length:8} chars {sentences / seconds:8.0f} sentences/s {growth}")
            last = seconds


if __name__ == "__main__":
    main()
