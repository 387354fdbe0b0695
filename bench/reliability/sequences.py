"""Incremental equals full: random edit sequences, each compared with a build from nothing.

python bench/reliability/sequences.py [SEQUENCES] [SEED]
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch import Collection
from tests.reliability.accounting import unaccounted
from tests.reliability.edits import compare


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sequences", nargs="?", type=int, default=1_000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    options = parser.parse_args()
    return run(options.sequences, options.seed)


def run(sequences: int, seed: int) -> int:
    began = time.process_time()
    equal = 0
    edits = Counter[str]()
    for number in range(sequences):
        folder = Path(tempfile.mkdtemp(prefix=f"sequence-{number}-"))
        try:
            done, differ = compare(random.Random(f"{seed}/{number}"), folder)
            with Collection.open(folder / "seeds", index=folder / "updated") as collection:
                differ += [*unaccounted(collection), *collection.check()]
        except Exception as error:  # noqa: BLE001 - what fails is what we are here to find
            done, differ = [], [repr(error)]
        edits.update(done)
        equal += not differ
        if differ:
            print(f"sequence {number}, {folder}: {differ} after {done}", flush=True)
        else:
            shutil.rmtree(folder)
        if number % 100 == 99:
            print(f"{equal} of {number + 1} equal", flush=True)
    print(json.dumps({
        "sequences": sequences, "seed": seed, "equal": equal, "edits": dict(edits.most_common()),
        "cpu_s": round(time.process_time() - began),
    }, indent=1))  # fmt: skip
    return int(equal < sequences)


if __name__ == "__main__":
    sys.exit(main())
