"""How time and memory grow: Reuters and BBC paragraphs with seeded variations, up to 215,000.

    python -m bench.dedup.scale [--data ../shared/bench] [--paragraphs 215000]

Each size runs in a process of its own; texts and imports are there before the clock starts, peak
memory is the whole process's. The exponent is that between a size and the one before it. The
paragraphs are shuffled, so a smaller size has fewer copies of each, as a smaller archive has.
The last row is a family of 8,000 variants of one paragraph, the worst case for an index.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.data import ROOT, SHARED, lines

RUNS = 2  # the faster one counts: other work on the machine slows one down by half


def natural(data: Path) -> list[str]:
    texts = []
    for name in ("reuters", "bbc"):
        for row in lines(data / "articles" / f"{name}.jsonl.gz"):
            texts += row["text"].split("\n\n")
    return texts


def variation(text: str, draw: random.Random) -> str:
    """The paragraph as another page may have it: a copy, an edit, a cut, or another figure."""
    words = text.split()
    match draw.randrange(6):
        case 0:
            return text
        case 1:
            words.insert(draw.randrange(len(words) + 1), draw.choice(("also", "now", "later")))
        case 2:
            del words[draw.randrange(len(words)) :][:1]
        case 3:
            words = [*words[: max(8, len(words) // 2)], "…", "Read", "more"]
        case 4:
            words = [f"{draw.randrange(10, 99)}" if word.isdigit() else word for word in words]
        case 5:
            words = ["LONDON", "(Agency)", "-", *words]
    return " ".join(words)


def corpus(data: Path, size: int) -> list[str]:
    draw = random.Random(5)
    texts = [text for text in natural(data) if text.strip()]
    originals = list(texts)
    while len(texts) < size:
        texts.append(variation(draw.choice(originals), draw))
    draw.shuffle(texts)
    return texts[:size]


def family(size: int) -> list[str]:
    draw = random.Random(6)
    words = [f"word{n}" for n in range(40)]
    return [
        " ".join(
            draw.choice(("also", "now", word)) if draw.random() < 0.1 else word for word in words
        )
        for _ in range(size)
    ]


def run(texts: list[str]) -> None:
    from arcticsearch.corpus.dedupe import duplicates  # noqa: F401  the import is not measured
    from arcticsearch.corpus.dedupe.find import find_duplicates

    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    before = time.process_time()
    links = find_duplicates(enumerate(texts))
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"links": len(links), "seconds": seconds, "peak": peak, "start": start}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--paragraphs", type=int, default=215_000)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--family", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one or asked.family:
        run(
            family(asked.family)
            if asked.family
            else corpus(asked.data, asked.paragraphs)[: asked.one]
        )
        return
    print("| paragraphs | links | CPU s | a CPU second | exponent | peak MB | of it before |")
    print("|---|---|---|---|---|---|---|")
    before: tuple[int, float] | None = None
    sizes = [("--one", asked.paragraphs // part) for part in (8, 4, 2, 1)]
    for kind, size in [*sizes, ("--family", 8000)]:
        command = [sys.executable, "-m", "bench.dedup.scale", "--data", str(asked.data.resolve())]
        command += ["--paragraphs", str(asked.paragraphs), kind, str(size)]
        rows = [
            json.loads(subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout)
            for _ in range(RUNS)
        ]
        row = min(rows, key=lambda row: row["seconds"])
        exponent = "–"
        if before and kind == "--one":
            exponent = f"{math.log(row['seconds'] / before[1]) / math.log(size / before[0]):.2f}"
        before = size, row["seconds"]
        print(
            f"| {size:,} | {row['links']:,} | {row['seconds']:.2f} | {size / row['seconds']:,.0f} "
            f"| {exponent} | {row['peak']:.0f} | {row['start']:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
