"""Which blocks of text and Markdown pages are their bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from arcticsearch.corpus import trees
from arcticsearch.corpus.strip import edges, features_text, written
from arcticsearch.corpus.strip.characters import Codes
from arcticsearch.corpus.strip.layout import layout
from arcticsearch.corpus.strip.lexicon import Words
from arcticsearch.page import Block, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What it costs to go from kept to removed or back, in log-odds × √words. Measured on dev: 0 gives
# F1 .903, 1 .904, 2 .906, 3 .905, 6 .906.
_SWITCH = 2.0
_BLANK = ord(" ")
_WORD = 6  # characters, its blank included: the mean of the dev pages in scripts with blanks
# A page of which nothing is kept is judged again, the odds raised until the best block is as likely
# as not, and by this much more.
_SECOND_TRY = 1.0


def kept(pages: Sequence[Page], split: Words) -> Iterator[Sequence[bool] | None]:
    """One truth value a block of each page: whether it belongs to the article. None for a page that
    somebody wrote as it stands, all of which does.

    The pages have a block at least; `split` are the words of all their blocks. They are measured
    together for speed alone: what is kept of a page does not depend on the others.
    """
    import numpy as np

    blocks = [block for page in pages for block in page.blocks]
    at = layout([len(page.blocks) for page in pages])
    odds = trees.load("text").log_odds(features_text.features(blocks, at, split))
    counts = _counts(split.page)
    weights = np.sqrt(counts)
    gains = (odds * weights).tolist()
    for page, (first, end) in zip(pages, at.pages(), strict=True):
        here = slice(first, end)
        decisions = decode(gains[here])
        if not any(decisions):
            raised = odds[here] + (_SECOND_TRY - odds[here].max())
            decisions = decode((raised * weights[here]).tolist())
        classes = split.counts[here]
        mended = _mended(page.blocks, decisions, odds[here], classes)
        whole = written.is_written(page.blocks, mended, counts[here], classes)
        yield None if whole else mended


def _mended(
    blocks: Sequence[Block],
    decisions: list[bool],
    odds: NDArray[np.float64],
    classes: NDArray[np.intp],
) -> Sequence[bool]:
    """The decisions, mended by rule."""
    decisions = edges.without_marks(blocks, decisions, classes)
    decisions = edges.without_further_stories(blocks, decisions, classes)
    decisions = edges.with_lead(blocks, decisions, odds, classes)
    decisions = edges.with_announced(blocks, decisions, odds, classes)
    return edges.with_close(blocks, decisions, odds, classes)


def words(text: str) -> int:
    """How many words a text has; in scripts that write no blanks, as many as it has room for.

    Without the second, a Chinese paragraph weighs as little as a menu entry: F1 daniel .913 on dev,
    with it .917.
    """
    counted, room = text.count(" ") + 1, len(text) // _WORD
    return counted if counted > room else room


def _counts(page: Codes) -> NDArray[np.intp]:
    """How many words each text of a page has, as `words` counts them."""
    import numpy as np

    blanks = np.flatnonzero(page.codes == _BLANK)
    up_to = np.searchsorted(blanks, page.starts + page.lengths)
    counted: NDArray[np.intp] = np.diff(up_to, prepend=0) + 1
    return np.maximum(counted, page.lengths // _WORD)


def decode(gains: Sequence[float], switch: float = _SWITCH) -> list[bool]:
    """The decisions with the largest sum of what is kept, less `switch` for every change.

    `gains` are what each block adds: its log-odds × √words. Viterbi's algorithm over two states:
    body comes in stretches. All it needs to know is how much better the best way is that keeps the
    last block than the best that removes it.
    """
    lead = 0.0
    leads = []  # before each block
    for gain in gains:
        leads.append(lead)
        lead = gain + (switch if lead > switch else -switch if lead < -switch else lead)
    decisions = []
    state = lead > 0
    for lead in reversed(leads):
        decisions.append(state)
        state = lead >= -switch if state else lead > switch
    return decisions[::-1]
