"""What is remembered is short."""

from __future__ import annotations

import tracemalloc

from arcticsearch.corpus.dedupe.signature import signature
from arcticsearch.corpus.metadata.names import split_authors
from arcticsearch.remembering import remembered


def test_a_short_text_is_worked_on_once() -> None:
    seen = list[tuple[str, int]]()

    @remembered(2, 5)
    def work(text: str, n: int = 0) -> int:
        """Says so."""
        seen.append((text, n))
        return len(text)

    assert [work(text) for text in ("ice", "ice", "glacier", "glacier")] == [3, 3, 7, 7]
    assert work("ice", n=1) == 3
    assert seen == [("ice", 0), ("glacier", 0), ("glacier", 0), ("ice", 1)]
    assert work.__doc__ == "Says so."


def test_pages_of_one_word_leave_nothing_behind() -> None:
    tracemalloc.start()
    for n in range(50):
        word = "ice" * 20_000 + str(n)
        signature(word)
        split_authors(word)
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 1_000_000
