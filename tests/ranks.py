"""Golden ranks: what queries find in the sample pages, as text that a change shows in a diff.

golden/ranks.txt holds queries, each followed by its answer. After a change of ranking that is
meant, `python -m tests.ranks` writes the answers of now; read the diff before you commit it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from arcticsearch import Collection
from tests.samples import SEEDS

GOLDEN = Path(__file__).parent / "golden" / "ranks.txt"
_MOST = 50


def answered(golden: str, collection: Collection) -> str:
    """The queries of a golden text (its lines that are not indented), with the answers of now."""
    queries = [line for line in golden.splitlines() if line and not line[0].isspace()]
    return "\n".join(_answer(query, collection) for query in queries)


def _answer(query: str, collection: Collection) -> str:
    found = collection.search(query, limit=_MOST, facets=())
    lines = [query, f"    read as {found.read_as} · {found.total} found"]
    lines += [f"    note: {note}" for note in found.notes]
    for number, hit in enumerate(found.hits, 1):
        lines.append(f"    {number:>2} {hit.path}")
        lines += [f"       = {copy.path}" for copy in hit.copies]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as index, Collection.open(SEEDS, index=index) as opened:
        opened.refresh()
        golden = GOLDEN.read_text(encoding="utf-8")
        GOLDEN.write_text(answered(golden, opened), encoding="utf-8")
