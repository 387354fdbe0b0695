"""What queries find in the sample pages, and in which order: golden/ranks.txt.

When this fails and the new order is meant, renew the file: `python -m tests.ranks`.
"""

from __future__ import annotations

from pathlib import Path

from arcticsearch import Collection
from tests.ranks import GOLDEN, SEEDS, answered


def test_golden_ranks(tmp_path: Path) -> None:
    golden = GOLDEN.read_text(encoding="utf-8")
    with Collection.open(SEEDS, index=tmp_path / "index") as collection:
        collection.refresh()
        assert answered(golden, collection) == golden
