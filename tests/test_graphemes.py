"""What a reader sees as one character is never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.graphemes import LONGEST, boundary_after, boundary_before, is_boundary


@pytest.mark.parametrize(
    "characters",
    [
        ("a", "b", " ", "é", "c"),
        ("e\u0301", "e\u0301\u0323", "x"),
        ("北", "極", "か\u3099"),
        ("👩\u200d🚀", "🚢", "👍\U0001f3fd", "❤\ufe0f", "1\ufe0f\u20e3"),
        ("🇳🇴", "🇫🇮", "🇸🇪"),
        ("\r\n", "\n", "\r"),
        ("각", "\u1100\u1161\u11a8", "가\u11a8", "나"),
        ("กำ", "นี้"),
        ("कि", "ता"),
        ("\ud83d\udea2", "\ud83d", "a"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴"),
    ],
    ids=repr,
)
def test_the_places_to_cut(characters):
    text = "".join(characters)
    places = [at for at in range(len(text) + 1) if is_boundary(text, at)]
    ends = [sum(map(len, characters[:n])) for n in range(len(characters) + 1)]
    assert places == ends


@given(st.text(max_size=LONGEST), st.integers(-3, 99))
def test_the_nearest_places(text, at):
    before, after = boundary_before(text, at), boundary_after(text, at)
    assert before <= at <= after
    assert is_boundary(text, before) and is_boundary(text, after)
    assert not any(is_boundary(text, place) for place in range(before + 1, min(at + 1, after)))


def test_a_heap_of_marks_is_cut() -> None:
    for heap in ("e" + "\u0301" * 9_000, "ก" + "\u0e33" * 9_000):
        assert boundary_before(heap, 5_000) == boundary_after(heap, 5_000) == 5_000
        assert boundary_before(heap, 5) == 0
