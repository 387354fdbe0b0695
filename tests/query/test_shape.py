"""Shapes match what the plain definition says, in time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.query.shape import shape


def fits(pattern, word):
    """The definition: `*` is any run of characters, `?` is one."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(fits(pattern[1:], word[at:]) for at in range(len(word) + 1))
    return bool(word) and pattern[0] in ("?", word[0]) and fits(pattern[1:], word[1:])


@given(
    st.text(st.sampled_from("ab.*?*\n"), max_size=7), st.text(st.sampled_from("ab.\n"), max_size=7)
)
def test_a_shape_fits_what_it_says(pattern, word):
    assert bool(shape(pattern).fullmatch(word)) == fits(pattern, word)


def test_many_stars_take_no_time():
    start = time.process_time()
    assert not shape("*a" * 100 + "*b").fullmatch("a" * 250)
    assert time.process_time() - start < 0.5
