"""Words of a page are told apart wherever they stand, and only looked at near the beginning."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.strip import lexicon

FUNCTION = lexicon.CLASSES.index("function")
texts = st.lists(st.text("ab é😀Ж3-", min_size=1, max_size=30), min_size=1, max_size=8)


@given(texts)
def test_two_words_are_the_same_if_their_hashes_are(texts: list[str]) -> None:
    words = lexicon.read(texts)
    expected = [
        (number, word)
        for number, text in enumerate(texts)
        for word in re.findall(r"[^\W\d_]+", text.lower())
    ]
    assert words.text.tolist() == [number for number, _ in expected]
    assert words.lengths.tolist() == [len(word) for _, word in expected]
    pairs = set(zip(words.hashes.tolist(), (word for _, word in expected), strict=True))
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def test_words_are_counted_by_class_whatever_their_case() -> None:
    counts = lexicon.read(["The ice and THE ship", "Icebreaker"]).counts
    assert counts[:, FUNCTION].tolist() == [3, 0]


def test_only_the_beginning_of_a_text_is_read() -> None:
    words = lexicon.read(["x" * lexicon.LOOKED_AT + " the", "the"])
    assert words.text.tolist() == [0, 1]


def test_pieces_of_chinese_are_counted() -> None:
    assert lexicon.read(["我的船"]).counts[0, FUNCTION] == 2
