"""What the fields cost a build: CPU of the whole build with and without them, ratios from one run.

    python bench/meta/cost.py FOLDER [--articles N] [--rounds 3]

The same build in fresh processes, by turns: as it is, and with a `describe` that answers nothing
(but English, so that words are stemmed both times). The best of the rounds counts.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(corpus: Path, index: Path, fields: bool) -> float:
    """CPU seconds of a build from nothing, in this process alone."""
    from arcticsearch.collection import Collection
    from arcticsearch.corpus.metadata import describe
    from arcticsearch.model import Metadata

    if not fields:
        describe.describe = lambda page, labels: Metadata(language="en")
    began = time.process_time()
    with Collection.open(corpus, index=index) as collection:
        collection.refresh(jobs=1)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, help="only the first of the folder's files")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=("with", "without"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        with tempfile.TemporaryDirectory() as index:
            print(build(given.folder, Path(index) / "index", given.one == "with"))
        return
    with tempfile.TemporaryDirectory() as work:
        corpus = Path(work) / "corpus"
        corpus.mkdir()
        files = sorted(file for file in given.folder.iterdir() if file.is_file())
        for file in files[: given.articles]:
            shutil.copy(file, corpus)
        best = {}
        for turn in range(given.rounds):
            for one in ("with", "without") if turn % 2 else ("without", "with"):
                command = [sys.executable, __file__, str(corpus), "--one", one]
                out = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
                best[one] = min(best.get(one, float("inf")), float(out.stdout))
    print(f"{best['without']:.1f} CPU s without fields, {best['with']:.1f} with them:", end=" ")
    print(f"{best['with'] / best['without'] - 1:+.1%}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
