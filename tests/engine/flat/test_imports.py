"""A search in a fresh process waits for nothing that it does not need."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from arcticsearch.engine.flat.store import FlatStore
from tests.engine.generate import document

SCRIPT = """
import sys
from pathlib import Path
from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.query.tree import And, Word
folder = Path(sys.argv[1])
engine = FlatStore().open(folder, (folder / "manifest").read_bytes())
found = engine.search(And((Word("ice"), Word("ship"))), {}, facets=("source", "date"))
needless = {"numpy", "whoosh", "dataclasses", "sqlite3", "arcticsearch.engine.flat.writing"}
assert not needless & set(sys.modules), needless & set(sys.modules)
"""


def test_no_needless_imports(tmp_path: Path) -> None:
    documents = [document(random.Random(number), number) for number in range(30)]
    manifest = FlatStore().write(tmp_path, documents, [], None)
    (tmp_path / "manifest").write_bytes(manifest)
    subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], check=True)
