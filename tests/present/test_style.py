"""Text laid into a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.present.style import clipped, columns


@given(st.text(), st.integers(1, 40))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert sum(map(columns, clipped(text, width))) <= width
