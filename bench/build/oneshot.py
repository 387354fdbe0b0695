"""One query in a fresh process, against what its peers' users would type.

`times` takes an index that is up to date and gives seconds of wall time: medians of runs by turns.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROUNDS = 15
WORD = "oil"

_FTS5 = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
asked = "SELECT path, snippet(page, 1, '[', ']', '…', 24) FROM page WHERE page MATCH ? ORDER BY rank LIMIT 10"
for path, snippet in db.execute(asked, sys.argv[2:]):
    print(path, snippet)
"""


def times(corpus: Path, index: Path, recoll: Path, root: Path) -> dict[str, float]:
    """The median of each, by name: Python that does nothing, arcticsearch, FTS5, recollq."""
    database = index.parent / "fts5.sqlite"
    _fill(database, corpus)
    python = sys.executable
    ours = "import sys; from arcticsearch.__main__ import main; sys.exit(main())"
    where = ["--corpus", str(corpus), "--index", str(index)]
    commands: dict[str, Sequence[str]] = {
        "python -c pass": [python, "-c", "pass"],
        "arcticsearch": [python, "-c", ours, *where, WORD],
        "FTS5 script": [python, "-c", _FTS5, str(database), WORD],
        "recollq": ["recollq", "-c", str(recoll), "-n", "10", "-A", WORD],
    }
    around = {**os.environ, "PYTHONPATH": str(root)}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, env=around, check=True, capture_output=True)
            spent[name].append(time.perf_counter() - began)
    return {name: median(each) for name, each in spent.items()}


def _fill(database: Path, corpus: Path) -> None:
    database.unlink(missing_ok=True)
    with sqlite3.connect(database) as db:
        db.execute("CREATE VIRTUAL TABLE page USING fts5(path UNINDEXED, text)")
        files = (file for file in corpus.iterdir() if file.is_file())
        rows = ((file.name, file.read_text("utf-8", "replace")) for file in files)
        db.executemany("INSERT INTO page VALUES (?, ?)", rows)
