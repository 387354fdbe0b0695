"""Text laid into a terminal."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.present.style import _CODES, clipped, columns, wrap
from arcticsearch.shell.line import STYLE


def test_every_colour_can_be_read_on_a_light_background() -> None:
    codes = {code for name in _CODES.values() for code in name.split(";")}
    assert codes <= {"1", "2", "3", "31", "36"}
    assert not [colour for _, colour in STYLE.style_rules if re.search("yellow|white", colour)]


def test_blanks_that_hold_words_together_give_way_before_words_do() -> None:
    text = "one two\u00a0three\u00a0four"
    assert [text[start:end] for start, end in wrap(text, 9)] == ["one", "two\u00a0three", "four"]


@given(st.text(), st.integers(1, 40))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert sum(map(columns, clipped(text, width))) <= width
