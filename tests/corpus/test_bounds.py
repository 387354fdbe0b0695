"""How much text a page may hold."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.bounds import MAX_BLOCKS, MAX_CHARACTERS, MAX_MARKS, refuse_more
from arcticsearch.errors import SeedSkipped


def test_what_a_page_may_hold_is_not_refused() -> None:
    refuse_more(["a" * (MAX_CHARACTERS - 1), "é"], MAX_BLOCKS)


@pytest.mark.parametrize(
    ("texts", "blocks"),
    [
        (["a" * MAX_CHARACTERS, "a"], 1),
        (["a"], MAX_BLOCKS + 1),
        (["\ufdfa" * (MAX_CHARACTERS // 18 + 1)], 1),  # each becomes eighteen letters
    ],
)
def test_more_is_refused(texts: list[str], blocks: int) -> None:
    with pytest.raises(SeedSkipped, match="too large for a page"):
        refuse_more(texts, blocks)


def test_marks_without_end_on_one_letter_are_refused() -> None:
    marks = "\u0301\u0316"  # to put them in order takes the square of their number
    for before in range(MAX_MARKS):
        refuse_more(["i" * before + marks * (MAX_MARKS // 2 - 1), "e" * MAX_MARKS + marks], 1)
    with pytest.raises(SeedSkipped, match="marks on one letter"):
        refuse_more(["ice", "e" + marks * MAX_MARKS + "e"], 1)
