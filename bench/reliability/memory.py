"""Bounded memory: a build's peak against the size of its corpus, parent and workers.

python bench/reliability/memory.py [--jobs N] [--counts N ...]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

ROOT = Path(__file__).parents[2]
COUNTS = (2_000, 4_000, 8_000, 16_000)

_CHILD = """
import json, resource, sys
from arcticsearch import Collection
if __name__ == "__main__":
    with Collection.open(sys.argv[1], index=sys.argv[2]) as collection:
        collection.refresh(jobs=int(sys.argv[3]))
    peak = lambda who: round(resource.getrusage(who).ru_maxrss / 1024)
    print(json.dumps([peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN)]))
"""


def write_articles(folder: Path, first: int, last: int) -> int:
    """Articles of 200 words from a vocabulary that grows as a language's does; one in twenty is a
    copy of another. Returns their bytes."""
    size = 0
    for n in range(first, last):
        rng = random.Random(n if n % 20 else n // 2)
        words = [f"w{int(rng.paretovariate(0.7)) % 200_000}" for _ in range(200)]
        parts = [" ".join(words[at : at + 50]).capitalize() + "." for at in range(0, 200, 50)]
        data = "\n\n".join([f"Report {n}", f"{1 + n % 28} May {1990 + n % 30}", *parts]) + "\n"
        (folder / f"{n:06}.txt").write_text(data)
        size += len(data)
    return size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS, help="articles")
    arguments = parser.parse_args()
    rows, size, before = [], 0, 0
    with tempfile.TemporaryDirectory() as name:
        corpus, script = Path(name) / "seeds", Path(name) / "child.py"
        corpus.mkdir()
        script.write_text(_CHILD)
        for count in arguments.counts:
            size += write_articles(corpus, before, count)
            before = count
            index = Path(name) / "index"
            shutil.rmtree(index, ignore_errors=True)
            done = subprocess.run(
                [sys.executable, str(script), str(corpus), str(index), str(arguments.jobs)],
                env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
            )  # fmt: skip
            parent, worker = json.loads(done.stdout)
            rows.append({"articles": count, "mb_of_text": round(size / 1e6, 1),
                         "parent_mb": parent, "worker_mb": worker})  # fmt: skip
            print(rows[-1], flush=True)
    first, last = rows[0], rows[-1]
    slope = (last["parent_mb"] - first["parent_mb"]) / (last["articles"] - first["articles"])
    print(json.dumps({"rows": rows, "parent_kb_an_article": round(slope * 1024, 1)}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
