"""Which words there are, and how many articles have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from arcticsearch.engine.flat import terms
from arcticsearch.engine.flat.segment import Segment
from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.engine.protocol import Document, Passage


def test_of_words_that_are_equally_common_few_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = list[str]()

    def articles(segment: Segment, word: str) -> int:
        counted.append(word)
        return count(segment, word)

    count = terms._articles
    monkeypatch.setattr(terms, "_articles", articles)
    words = " ".join(f"w{n:03}" for n in range(500))
    passage = Passage(1, None, words)
    page = Document(1, "a.txt", "", None, None, (), (), "en", (), (passage,))
    store = FlatStore()
    engine = store.open(tmp_path, store.write(tmp_path, [page], [], None))
    assert engine.words("w", 3) == [("w000", 1), ("w001", 1), ("w002", 1)]
    assert len(counted) == 3
    engine.close()
