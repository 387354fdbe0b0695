"""No page stops a build: 100,000 broken pages through the whole pipeline, in batches.

    python bench/reliability/mutated.py [--pages N] [--seed N] [--data ../shared/bench]

The pages are the project's own seeds and the bench's, cut to 8 KB or much less and mutated. Each batch is built,
accounted for and read back in a process of its own, so that a crash is one batch's; a batch that
fails leaves its pages for the one who looks. Peak memory is the batch's, so a bound on any page's.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch import Collection
from bench.data import ROOT, SHARED, lines
from tests.reliability.accounting import unaccounted
from tests.reliability.mutations import mutated

BATCH = 1_000
SIZES = (*(256, 512, 1_024, 2_048) * 3, 4_096, 8_192)
SLOW_SECONDS = 5.0
HANG_SECONDS = 120
_SUFFIXES = (".html", ".txt", ".md", "")


def page_pool(data: Path, most: int = 4 * SIZES[-1]) -> list[bytes]:
    """The project's own seeds, and the heads of the bench's pages."""
    pool = [file.read_bytes() for file in sorted((ROOT / "seeds").iterdir())]
    for name, key in (("html", "html"), ("text", "text")):
        for row in lines(data / "extract" / "dev" / f"{name}.jsonl.gz"):
            pool.append(row[key].encode("utf-8", "replace")[:most])
    return pool


def build(folder: Path) -> dict[str, Any]:
    """Builds a corpus and reads all of it back; what the worst page took, and what went wrong."""
    took: list[float] = []
    last = time.process_time()

    def progress(done: int, of: int) -> None:
        nonlocal last
        signal.alarm(HANG_SECONDS)
        now = time.process_time()
        took.append(now - last)
        last = now

    faulthandler.register(signal.SIGALRM, chain=True)  # says where, and ends the process
    signal.alarm(HANG_SECONDS)
    with Collection.open(folder / "seeds", index=folder / "index") as collection:
        began = time.process_time()
        collection.refresh(progress=progress)
        settled = time.process_time() - began - sum(took)
        wrong = [*unaccounted(collection), *collection.check()]
        for article in collection.articles():
            collection.copies(article.path)
        for query in ("ice OR the", '"of the"', "no:date"):
            collection.search(query)
        skipped = Counter(collection.status().skipped.values())
    signal.alarm(0)
    files = sorted(path.name for path in (folder / "seeds").iterdir())
    slowest = max(range(len(took)), key=took.__getitem__)
    return {
        "slowest": took[slowest], "slowest_page": files[slowest], "rest": settled,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "skipped": dict(skipped), "wrong": wrong,
    }  # fmt: skip


def run_batch(number: int, seed: int, count: int, pool: Sequence[bytes], out: Connection) -> None:
    """One batch, in its own process. The folder stays where something went wrong."""
    rng = random.Random(f"{seed}/{number}")
    folder = Path(tempfile.mkdtemp(prefix=f"mutated-{number}-"))
    (folder / "seeds").mkdir()
    for at in range(count):
        name = f"{at:05}{rng.choice(_SUFFIXES)}"
        (folder / "seeds" / name).write_bytes(mutated(rng, pool, rng.choice(SIZES)))
    figures = build(folder)
    apart = [why for why in figures["skipped"] if why.startswith("cannot be taken apart")]
    if apart or figures["wrong"] or figures["slowest"] > SLOW_SECONDS:
        print(f"batch {number}: {folder}: {apart or figures}", flush=True)
    else:
        shutil.rmtree(folder)
    out.send(figures)


def in_batches(arguments: argparse.Namespace) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """How many pages each batch had, and its figures; None when its process died."""
    pool = page_pool(arguments.data)
    fork = get_context("fork")
    ends = time.monotonic() + 60 * arguments.minutes
    for number in range(-(-arguments.pages // BATCH)):
        if time.monotonic() > ends:
            return
        count = min(BATCH, arguments.pages - number * BATCH)
        here, there = fork.Pipe(duplex=False)
        child = fork.Process(target=run_batch, args=(number, arguments.seed, count, pool, there))
        child.start()
        there.close()
        try:
            yield count, here.recv()
        except EOFError:
            yield count, None
        child.join()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="begin no batch after these")
    parser.add_argument("--data", type=Path, default=SHARED)
    arguments = parser.parse_args()
    pages = crashes = failures = 0
    slowest, peak, skipped = 0.0, 0.0, Counter[str]()
    for count, figures in in_batches(arguments):
        pages += count
        if figures is None:
            crashes += 1
            continue
        slowest, peak = max(slowest, figures["slowest"]), max(peak, figures["peak_mb"])
        skipped.update(figures["skipped"])
        failures += len(figures["wrong"])
        print(f"{pages:,} pages, slowest {slowest:.2f} s, peak {peak:.0f} MB", flush=True)
    apart = sum(n for why, n in skipped.items() if why.startswith("cannot be taken apart"))
    print(json.dumps({
        "pages": pages, "seed": arguments.seed, "batches_crashed_or_hung": crashes,
        "taken_apart_errors": apart, "inconsistencies": failures,
        "slowest_page_s": round(slowest, 3), "peak_mb_of_a_batch": round(peak),
        "skipped": dict(skipped.most_common(20)),
    }, indent=1))  # fmt: skip
    return int(bool(crashes or apart or failures or slowest > SLOW_SECONDS))


if __name__ == "__main__":
    sys.exit(main())
