"""Rows are the same whatever came first, and come back as they were kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.dedupe import rows
from arcticsearch.corpus.dedupe.rows import Rows

signatures = st.dictionaries(
    st.integers(0, 2**40),
    st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 4), max_size=6).map(
        lambda words: np.array(words, np.uint32).tobytes()
    ),
    max_size=12,
)


@given(signatures, signatures)
def test_rows_put_in_are_where_they_would_be(
    first: dict[int, bytes], second: dict[int, bytes]
) -> None:
    second = {number: kept for number, kept in second.items() if number not in first}
    here = Rows.of(first)
    new = here.put_in(Rows.of(second))
    assert set(here.id[new].tolist()) == {number for number, kept in second.items() if kept}
    assert here.to_bytes() == Rows.of(first | second).to_bytes()
    here.take_out(new)
    assert here.to_bytes() == Rows.of(first).to_bytes()


@given(signatures, st.integers(1, 3))
def test_rare_words_are_kept_beside_the_common_ones(kept: dict[int, bytes], common: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_RARE", common)  # so many words are common
        here = Rows.of(kept)
        again = Rows.from_bytes(here.to_bytes())
    for column in ("text", "id", "size", "parent"):
        assert getattr(again, column).tolist() == getattr(here, column).tolist()
    assert again.words().tolist() == here.words().tolist()


@given(signatures, st.data())
def test_what_is_there_just_so_is_found(kept: dict[int, bytes], data: st.DataObject) -> None:
    words = {number: came for number, came in kept.items() if came}
    other = {number: came + came for number, came in words.items() if data.draw(st.booleans())}
    assert Rows.of(kept).among(words | other) == words.keys() - other.keys()
