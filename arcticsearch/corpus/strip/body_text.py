"""Which blocks of text and Markdown pages are their bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from arcticsearch.corpus import trees
from arcticsearch.corpus.strip import edges, features_text
from arcticsearch.corpus.strip.characters import Codes
from arcticsearch.corpus.strip.layout import layout
from arcticsearch.corpus.strip.lexicon import CLASSES, Words
from arcticsearch.model import Block, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What it costs to go from kept to removed or back, in log-odds × √words. Measured on dev: 0 gives
# F1 .903, 1 .904, 2 .906, 3 .905, 6 .906.
_SWITCH = 2.0
_FUNCTION = CLASSES.index("function")
_FURNITURE = slice(CLASSES.index("navigation"), CLASSES.index("byline"))
_BLANK = ord(" ")
_WORD = 6  # characters, its blank included: the mean of the dev pages in scripts with blanks
# A page of which nothing is kept is judged again, the odds raised until the best block is as likely
# as not, and by this much more.
_SECOND_TRY = 1.0
# Blocks of a small page. Of 1,253 scraped pages of dev 29 have no more and lose any; none of these
# is taken for a note.
_SMALL = 30
_SPOKEN = 4  # function words: fewer are a name, or a heading


def kept(pages: Sequence[Page], split: Words) -> Iterator[Sequence[bool]]:
    """One truth value a block of each page: whether it belongs to the article.

    The pages have a block at least; `split` are the words of all their blocks. They are measured
    together for speed alone: what is kept of a page does not depend on the others.
    """
    import numpy as np

    blocks = [block for page in pages for block in page.blocks]
    at = layout([len(page.blocks) for page in pages])
    odds = trees.load("text").log_odds(features_text.features(blocks, at, split))
    weights = np.sqrt(_counts(split.page))
    gains = (odds * weights).tolist()
    for page, (first, end) in zip(pages, at.pages(), strict=True):
        here = slice(first, end)
        decisions = decode(gains[here])
        if not any(decisions):
            raised = odds[here] + (_SECOND_TRY - odds[here].max())
            decisions = decode((raised * weights[here]).tolist())
        yield _mended(page.blocks, decisions, odds[here], split.counts[here])


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
    decisions = edges.with_close(blocks, decisions, odds, classes)
    return [True] * len(blocks) if _is_note(blocks, decisions, classes) else decisions


def _is_note(blocks: Sequence[Block], kept: Sequence[bool], classes: NDArray[np.intp]) -> bool:
    """Whether a page is no part of a site, but written by itself: it is small, and what would be
    removed speaks in sentences and not of furniture.

    One word of furniture is no sign: who writes a note writes "contact" or "share", too.
    """
    gone = [at for at, keep in enumerate(kept) if not keep]
    if len(blocks) > _SMALL or not gone:
        return False
    said = classes[gone].sum(axis=0)
    return bool(said[_FUNCTION] >= _SPOKEN and said[_FURNITURE].sum() <= 1)


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
