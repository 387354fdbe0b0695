"""Texts that are looked through at once answer as each by itself does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.joined import Joined


@given(
    st.lists(st.text("abİ\U0001f9ca", max_size=6), max_size=8),
    st.text("abİ\U0001f9ca", min_size=1, max_size=3),
)
def test_the_holders_are_the_texts_that_hold_a_piece(texts: list[str], piece: str) -> None:
    wanted = [number for number, text in enumerate(texts) if piece in text]
    assert Joined(texts).holders(piece) == wanted
