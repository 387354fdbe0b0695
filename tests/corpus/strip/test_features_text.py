"""The numbers that the text stripper looks at: a page's own, whatever pages it is measured beside."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from arcticsearch.corpus import trees
from arcticsearch.corpus.strip import lexicon
from arcticsearch.corpus.strip.features_text import ALONE, AMONG, alone, features
from arcticsearch.corpus.strip.layout import layout
from arcticsearch.corpus.strip.pages import strip, strip_all
from arcticsearch.page import Block, Form, Page

PROSE = (
    "The captain says that the floes drift north, and that the harbour of the town will stay open "
    "for most of the winter. Nobody there has seen so little ice since the pier was built."
)
OTHER = (
    "Those who fish are glad of it, as they can go out for longer. The hunters are not, because the "
    "seals have gone with the ice, and what they live on has gone with the seals."
)
LINES = (
    *("Home", "Share this", "Related stories", "Comments", "2 May 2024", "By Nora Lund", "A — B"),
    *(PROSE, PROSE + " " + PROSE[::-1], "Cookies: we use cookies", "The ice", "冰很厚，船走了。"),
)

blocks = st.builds(
    Block,
    st.sampled_from(LINES),
    tag=st.sampled_from(["", "li", "h2"]),
    gap=st.integers(0, 1),
    indent=st.sampled_from([0, 0, 4]),
)
pages = st.lists(blocks, max_size=40).map(lambda page: Page("a.txt", Form.TEXT, tuple(page)))


def measured(together: list[Page]) -> NDArray[np.float32]:
    all_blocks = [block for page in together for block in page.blocks]
    at = layout([len(page.blocks) for page in together])
    return features(all_blocks, at, lexicon.read([block.text for block in all_blocks]))


def column(page: Page, name: str) -> list[float]:
    return measured([page])[:, AMONG.index(name)].tolist()


@given(st.lists(pages, max_size=6))
def test_a_page_is_stripped_alike_beside_any_others(some: list[Page]) -> None:
    assert strip_all(some) == [strip(page) for page in some]
    full = [page for page in some if page.blocks]
    if full:
        alone = [measured([page]) for page in full]
        together = measured(full)
        # Equal to the last bit, odds too, or an update would not equal a build from nothing.
        assert np.array_equal(together, np.concatenate(alone))
        model = trees.load("text")
        odds = np.concatenate([model.log_odds(rows) for rows in alone])
        assert np.array_equal(model.log_odds(together), odds)


def test_what_surrounds_a_block() -> None:
    page = Page(
        "a.txt", Form.TEXT, tuple(map(Block, ["Home", PROSE, "Related stories", "The ice", OTHER]))
    )
    words = column(page, "words")
    assert words == [1, 35, 2, 2, 36]
    assert column(page, "words-1") == [-1, *words[:-1]]
    assert column(page, "words+1") == [*words[1:], -1]
    assert column(page, "words-w2") == [0, 1, 18, 18.5, 2]  # the mean of the two before
    assert column(page, "words+w2") == [18.5, 2, 19, 36, 0]
    assert column(page, "from_top") == [0, 1, 2, 3, 4]
    assert column(page, "from_end") == [4, 3, 2, 1, 0]
    assert column(page, "run") == [1, 0, 2, 2, 0]  # of short blocks
    assert column(page, "run_place") == [1, 0, 1, 2, 0]
    assert column(page, "strong-blocks") == [100, 100, 1, 2, 3]
    assert column(page, "strong+blocks") == [1, 3, 2, 1, 100]
    assert column(page, "strong+words") == [35, 36, 36, 36, 0]
    assert column(page, "since_related") == [100, 100, 0, 1, 2]
    assert column(page, "strong_since_related") == [100, 100, 0, 0, 0]
    assert column(page, "alike_share") == [1] * 5
    assert column(page, "tight_blocks") == [4] * 5


def test_what_a_block_shows_by_itself() -> None:
    texts = ["see http://floe.example", "www.floe.example a@b", "6 May 2026 🧊", "6 floes", "May"]
    page = [Block(text) for text in [*texts, "6 May 2026" + " and so on" * 20]]
    at = layout([len(page)])
    table = alone(page, at, lexicon.read([block.text for block in page]))
    assert table[:, ALONE.index("address")].tolist() == [1, 2, 0, 0, 0, 0]
    assert table[:, ALONE.index("dated")].tolist() == [0, 0, 1, 0, 0, 0]  # the last is too long
    assert table[:5, ALONE.index("characters")].tolist() == [len(text) for text in texts]


def test_what_is_set_alike_counts_for_its_own_page() -> None:
    items = [Block("Ice", tag="li"), Block("Ice", tag="li"), Block("Ice"), Block("Ice", indent=4)]
    one, two = (Page("a.txt", Form.TEXT, tuple(page)) for page in (items, items[:1]))
    shares = measured([one, two, one])[:, AMONG.index("alike_share")].tolist()
    assert shares == [0.5, 0.5, 0.25, 0.25, 1.0, 0.5, 0.5, 0.25, 0.25]
