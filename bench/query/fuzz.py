"""A million random queries: none may fail, be slow, or be read otherwise once it is written.

python bench/query/fuzz.py [QUERIES] [SEED]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch.query.parse import parse
from arcticsearch.query.write import write
from tests.query.queries import random_query

SLOW_SECONDS = 0.1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("queries", nargs="?", type=int, default=1_000_000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    options = parser.parse_args()
    return fuzz(options.queries, options.seed)


def fuzz(queries: int, seed: int) -> int:
    rng = random.Random(seed)
    failures = 0
    slowest = 0.0
    began = time.process_time()
    for _ in range(queries):
        text = random_query(rng, most_pieces=rng.choice((4, 12, 40)))
        start = time.process_time()
        try:
            query = parse(text)
            again = parse(write(query))
            wrong = "" if again.root == query.root and again.sort == query.sort else "otherwise"
        except Exception as error:  # noqa: BLE001 - what fails is what we are here to find
            wrong = repr(error)
        took = time.process_time() - start
        slowest = max(slowest, took)
        if wrong or took > SLOW_SECONDS:
            failures += 1
            print(f"{wrong or 'slow'} ({took * 1000:.0f} ms): {text!r}")
    total = time.process_time() - began
    print(
        f"{queries:,} queries, {failures} failures, slowest {slowest * 1000:.1f} ms, {total:.0f} s"
    )
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
