"""What the fields cost a build: CPU of the whole build with and without them, ratios from one run.

    python bench/meta/cost.py FOLDER [--articles N] [--rounds 3]

The same build in two fresh processes at once: as it is, and with a `describe` that answers nothing
(but English, so that words are stemmed both times). Both run on one core, which they share in turns
of milliseconds, so that both see the same machine. One after the other, the same code gave +12% to
+41% within an hour; so, rounds on a quiet machine agree within 3%. The median of the rounds counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
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
        describe.describe_all = lambda pages, labels: [Metadata(language="en") for _ in pages]
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
        if hasattr(os, "sched_setaffinity"):  # Linux
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        rounds = [both(corpus) for _ in range(given.rounds)]
    print(f"{min(without for without, _ in rounds):.1f} CPU s without fields,", end=" ")
    print(f"{min(fields for _, fields in rounds):.1f} with them:", end=" ")
    print(f"{statistics.median(fields / without for without, fields in rounds) - 1:+.1%}")


def both(corpus: Path) -> list[float]:
    """CPU seconds without and with fields, side by side."""
    command = [sys.executable, __file__, str(corpus), "--one"]
    running = [
        subprocess.Popen([*command, one], stdout=subprocess.PIPE, text=True)
        for one in ("without", "with")
    ]
    return [float(process.communicate()[0]) for process in running]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
