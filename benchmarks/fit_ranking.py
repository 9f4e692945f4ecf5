"""Fit the weights of the check-worthiness score.

    python -m benchmarks.fit_ranking TRAIN.jsonl [--out review/text/weights.json] [--check]

TRAIN.jsonl has one {"text", "label"} a line, label 1 for a sentence worth checking. The
weights that ship were fitted on the ClaimBuster data set (doi 10.5281/zenodo.3609356). The same
file, word lists and rules give the same weights, to the last digit: the order is shuffled by a
fixed seed. `--check` fits and says whether the file that ships is what came out, byte for byte.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from review.text.features import named_features, word_features
from review.text.ranking import logistic
from review.text.tokens import words

SHIPPED = Path(__file__).parents[1] / "review/text/weights.json"
NOTE = "Fitted by benchmarks/fit_ranking.py on ClaimBuster, doi 10.5281/zenodo.3609356."
Row = tuple[list[tuple[str, float]], int]
EPOCHS, STEP, SEED, RARE, KEPT, RIDGE = 12, 0.25, 20, 3, 4000, 0.1


def rows(path: Path, *, with_words: bool) -> list[Row]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        features = [(f"n:{k}", v) for k, v in named_features(record["text"], "en").items()]
        if with_words:
            row = list(word_features(words(record["text"])))
            scale = 1 / math.sqrt(len(row) + 1)
            features += [(f"w:{w}", scale) for w in row]
        found.append((features, int(record["label"])))
    return found


def fit(data: Sequence[Row], ridge: float) -> dict[str, float]:
    """Return weights by stochastic gradient descent with AdaGrad steps and a ridge penalty."""
    counts = Counter(name for features, _ in data for name, _ in features)
    weights = {name: 0.0 for name, n in counts.items() if n >= RARE} | {"bias": 0.0}
    squares = dict.fromkeys(weights, 1e-6)
    known = [([(n, v) for n, v in f if n in weights] + [("bias", 1.0)], y) for f, y in data]
    dice = random.Random(SEED)
    for _ in range(EPOCHS):
        dice.shuffle(known)
        for features, label in known:
            error = logistic(sum(weights[n] * v for n, v in features)) - label
            for name, value in features:
                penalty = 0.0 if name == "bias" else ridge * weights[name] / counts[name]
                slope = error * value + penalty
                squares[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(squares[name])
    return weights


def pruned(weights: dict[str, float]) -> dict[str, float]:
    words = sorted((n for n in weights if n.startswith("w:")), key=lambda n: -abs(weights[n]))
    dropped = set(words[KEPT:])
    return {n: round(w, 3) for n, w in weights.items() if n not in dropped}


def average_precision(scored: Sequence[tuple[float, int]]) -> float:
    ordered = sorted(scored, key=lambda s: (-s[0], s[1]))
    hits, total = 0, 0.0
    for place, (_, label) in enumerate(ordered, 1):
        hits += label
        total += label * hits / place
    return total / hits


def scores(weights: dict[str, float], data: Sequence[Row]) -> list[tuple[float, int]]:
    return [(weights["bias"] + sum(weights.get(n, 0.0) * v for n, v in f), y) for f, y in data]


def cross_validated(data: list[Row], folds: int, ridge: float) -> float:
    order = list(data)
    random.Random(SEED).shuffle(order)
    held = [
        average_precision(
            scores(
                pruned(fit([r for i, r in enumerate(order) if i % folds != fold], ridge)),
                order[fold::folds],
            )
        )
        for fold in range(folds)
    ]
    return sum(held) / folds


def as_model(weights: dict[str, float]) -> dict[str, object]:
    def part(prefix: str) -> dict[str, float]:
        return {n[2:]: w for n, w in sorted(weights.items()) if n.startswith(prefix) and w}

    return {"bias": weights["bias"], "named": part("n:"), "words": part("w:")}


def fitted(train: Path, ridge: float, folds: int = 0) -> str:
    """Return the file of weights; with folds, print what they reach on held-out ones."""
    models = {}
    for name, with_words in (("en", True), ("any", False)):
        data = rows(train, with_words=with_words)
        if folds:
            held = cross_validated(data, folds, ridge)
            print(f"{name}: average precision on held-out folds {held:.4f}", flush=True)
        models[name] = as_model(pruned(fit(data, ridge)))
    return json.dumps({"note": NOTE, "models": models}, indent=0, ensure_ascii=False) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--ridge", type=float, default=RIDGE)
    options = parser.parse_args()
    made = fitted(options.train, options.ridge, 0 if options.check else options.folds).encode()
    if options.out:
        options.out.write_bytes(made)
    if options.check:
        same = made == SHIPPED.read_bytes()
        print(f"{SHIPPED.name} is {'' if same else 'not '}what this fit gives")
        raise SystemExit(not same)


if __name__ == "__main__":
    main()
