"""Every changing file-system call of a build failed in turn; all of it, where the tests take a part.

    python -m bench.reliability.faults [--stride N] [--case CASE]

Four cases (a build from nothing; an update with one seed added, one changed and one removed; a
whole build in the place of another; the update while another process reads) times seven faults
(tests/reliability/shim.c and power.py). After each, the index must answer wholly from the old state
or the new one, the next run must heal it, and no file may be left that a fresh build has not. Needs
Linux and a C compiler.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from tests.reliability import shim
from tests.reliability.points import CASES

RESULTS = Path(__file__).parent / "results" / "faults.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--case", choices=CASES)
    arguments = parser.parse_args()
    if reason := shim.missing():
        sys.exit(f"Nothing was tried: {reason}.")
    figures, broken, began = [], [], time.time()
    with tempfile.TemporaryDirectory() as name:
        library = shim.build(Path(name))
        for case in [arguments.case] if arguments.case else CASES:
            for line in shim.try_points(library, Path(name) / case, case, arguments.stride):
                (broken if "wrong" in line else figures).append(line)
                print(json.dumps(line), flush=True)
    used = os.times()
    RESULTS.write_text(
        json.dumps(
            {
                "stride": arguments.stride,
                "python": sys.version.split()[0],
                "sqlite": sqlite3.sqlite_version,
                "wall_s": round(time.time() - began),
                "cpu_s": round(used.children_user + used.children_system),
                "points": sum(each["points"] for each in figures),
                "broken": broken,
                "figures": figures,
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
