"""How much text a page may hold."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.bounds import MAX_BLOCKS, MAX_CHARACTERS, refuse_more
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
