"""How the build and the slowest queries grow: generated text articles, 5,000 to 100,000.

    python bench/build/growth.py [--sizes 5000 20000 100000]

The articles are drawn from a Zipf vocabulary that grows with the corpus as Heaps' law has it, one
in twenty repeats paragraphs of an earlier one, and all carry a date, an author and a source. Each
size is built by the command line in a process of its own; the queries run in one process through
`Collection.search`, with facets and snippets. The exponents are between a size and the one before.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = 8
WORDS = 60_000
QUERIES = 100
FACETS = ("source", "date", "author", "section")


def word(rank: int) -> str:
    """A pronounceable word for a rank, always the same."""
    syllables = ("ka", "no", "ri", "tel", "mos", "ven", "du", "sha", "pol", "in", "ger", "ost")
    letters = []
    rank += len(syllables)
    while rank:
        rank, at = divmod(rank, len(syllables))
        letters.append(syllables[at])
    return "".join(letters)


class Writer:
    """Articles, one after another."""

    def __init__(self) -> None:
        self.draw = random.Random(SEED)
        self.words = [word(rank) for rank in range(WORDS)]
        self.paragraphs: list[str] = []

    def rank(self) -> int:
        """Zipf's law with exponent 1, by inversion."""
        return int(WORDS ** self.draw.random()) - 1

    def paragraph(self) -> str:
        if self.paragraphs and self.draw.random() < 0.05:
            return self.draw.choice(self.paragraphs)
        sentences = []
        for _ in range(self.draw.randrange(2, 6)):
            words = [self.words[self.rank()] for _ in range(self.draw.randrange(8, 24))]
            sentences.append(" ".join(["The", *words, "of", "the", words[0]]) + ".")
        text = " ".join(sentences)
        if len(self.paragraphs) < 1000:
            self.paragraphs.append(text)
        return text

    def article(self, number: int) -> str:
        title = " ".join(self.words[self.rank()] for _ in range(6)).capitalize()
        author = f"{self.words[number % 300].title()} {self.words[300 + number % 700].title()}"
        day = f"{1 + number % 28} March {1990 + number % 35}"
        body = "\n\n".join(self.paragraph() for _ in range(self.draw.randrange(3, 9)))
        return f"{title}\n\nBy {author}\nPublished: {day}\n\n{body}\n"


def measure(corpus: Path, index: Path) -> dict[str, float]:
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "arcticsearch", "index"]
    command += ["--corpus", str(corpus), "--index", str(index)]
    subprocess.run(command, env=around, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    asked = [sys.executable, __file__, "--ask", str(corpus), str(index)]
    answer = subprocess.run(asked, env=around, check=True, stdout=subprocess.PIPE)
    return {"wall": wall, "cpu": cpu, "peak": after.ru_maxrss / 1024, **json.loads(answer.stdout)}


def ask(corpus: Path, index: Path) -> None:
    from arcticsearch.collection import Collection

    draw = random.Random(SEED + 1)
    spent = []
    with Collection.open(corpus, index=index) as collection:
        collection.search("warm up", facets=FACETS)
        for number in range(QUERIES):
            first, second = (word(int(WORDS ** draw.random()) - 1) for _ in range(2))
            query = (first, f"{first} {second}", f"{first} OR {second}", f"{first[:4]}*")[
                number % 4
            ]
            started = time.process_time()
            collection.search(query, facets=FACETS)
            spent.append(1000 * (time.process_time() - started))
    p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
    print(json.dumps({"p50": p50, "p95": p95}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 100_000])
    parser.add_argument("--ask", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path)
    arguments = parser.parse_args()
    if arguments.ask:
        ask(*arguments.ask)
        return
    print("| articles | wall s | CPU s | exponent | peak MB | p50 ms | p95 ms | exponent of p95 |")
    print("|---|---|---|---|---|---|---|---|")
    if arguments.work:
        arguments.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.work) as folder:
        corpus, writer = Path(folder) / "corpus", Writer()
        corpus.mkdir()
        before: tuple[int, dict[str, float]] | None = None
        written = 0
        for size in arguments.sizes:
            for number in range(written, size):
                shelf = corpus / f"{number // 1000:03}"
                shelf.mkdir(exist_ok=True)
                (shelf / f"{number}.txt").write_text(writer.article(number), "utf-8")
            written = size
            found = measure(corpus, Path(folder) / f"index-{size}")
            grown = ["–", "–"]
            if before:
                step = math.log(size / before[0])
                grown = [
                    f"{math.log(found[what] / before[1][what]) / step:.2f}"
                    for what in ("cpu", "p95")
                ]
            print(
                f"| {size:,} | {found['wall']:.1f} | {found['cpu']:.1f} | {grown[0]} "
                f"| {found['peak']:.0f} | {found['p50']:.1f} | {found['p95']:.1f} | {grown[1]} |",
                flush=True,
            )
            before = size, found


if __name__ == "__main__":
    main()
