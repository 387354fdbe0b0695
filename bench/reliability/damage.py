"""Ten thousand damages to the files of an index; all of it, where the tests take a part.

    python -m bench.reliability.damage [--count 10000] [--seed 9] [--first 0]

Three of four are told by the file's time, as what a program did is; every fourth is silent, as what
rots on a disk is. tests/reliability/damage.py says what must hold.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

from tests.reliability import damage

RESULTS = Path(__file__).parent / "results" / "damage.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--first", type=int, default=0, help="go on from where a run was ended")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        figures = damage.run(Path(name), arguments.count, arguments.seed, arguments.first)
    figures["cpu_s"] = round(sum(os.times()[:2]))
    print(json.dumps(figures, indent=1))
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
