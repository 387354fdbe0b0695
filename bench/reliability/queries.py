"""No query fails: generated queries through `Collection.search`, and the broadest there are.

    python bench/reliability/queries.py [--queries N] [--seed N] [--corpus DIR --index DIR]

Without a corpus: the project's seeds and 300 broken copies of them. The parser alone is tried by
bench/query/fuzz.py, a million times.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch import Collection
from arcticsearch.query.fields import FACETS
from tests.query.queries import random_query
from tests.reliability.broad import broad_queries
from tests.reliability.mutations import mutated

ROOT = Path(__file__).parents[2]
SLOW_SECONDS = 2.0


def small_corpus(folder: Path, seed: int) -> Path:
    pages = [file.read_bytes() for file in sorted((ROOT / "seeds").iterdir())]
    rng = random.Random(seed)
    folder.mkdir()
    for n in range(300):
        (folder / f"{n}.txt").write_bytes(mutated(rng, pages, 4_096))
    for n, data in enumerate(pages):
        (folder / f"whole {n}.txt").write_bytes(data)
    return folder


def generated(queries: int, seed: int, words: list[str]) -> Iterator[str]:
    """Pieces of the language, half of the words exchanged for the corpus's own."""
    rng = random.Random(seed)
    for _ in range(queries):
        text = random_query(rng, most_pieces=rng.choice((4, 12, 40)))
        yield text.replace("ice", rng.choice(words)) if rng.random() < 0.7 else text


def ask(collection: Collection, queries: list[tuple[str, str]]) -> tuple[int, float]:
    """How many failed or were slow, and the slowest's CPU seconds."""
    failures, slowest = 0, 0.0
    for name, query in queries:
        began = time.process_time()
        try:
            found = collection.search(query)
            wrong = (
                "" if found.total >= len(found.hits) and set(found.facets) == set(FACETS) else "odd"
            )
        except Exception as error:  # noqa: BLE001 - what fails is what we are here to find
            wrong = repr(error)[:200]
        took = time.process_time() - began
        slowest = max(slowest, took)
        if wrong or took > SLOW_SECONDS:
            failures += 1
            print(f"{wrong or 'slow'} ({took:.2f} s): {name[:150]!r}", flush=True)
    return failures, slowest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--index", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        corpus = arguments.corpus or small_corpus(Path(name) / "seeds", arguments.seed)
        index = arguments.index or Path(name) / "index"
        with Collection.open(corpus, index=index) as collection:
            if not collection.searchable:
                collection.refresh()
            words = [word for word, _ in collection.words("", 500)]
            broad = broad_queries(words)
            broad_failures, broad_slowest = ask(collection, list(broad.items()))
            queries = [(q, q) for q in generated(arguments.queries, arguments.seed, words)]
            failures, slowest = ask(collection, queries)
            articles = collection.status().figures.articles
    print(json.dumps({
        "articles": articles, "queries": len(queries), "seed": arguments.seed,
        "failures_or_over_2_s": failures, "slowest_s": round(slowest, 3), "broad": len(broad),
        "broad_failures_or_over_2_s": broad_failures, "broad_slowest_s": round(broad_slowest, 3),
    }, indent=1))  # fmt: skip
    return int(bool(failures or broad_failures))


if __name__ == "__main__":
    sys.exit(main())
