"""Mend the edges of a text page's body by rule, where the model alone is at a loss.

`classes` says how many words of each class of the lexicon each block has.

What each rule was worth on dev when it was written (out of fold, F1 over all sets): to take further
stories off .9102 → .9113; to put the lead on nothing in all, and .002 on daniel, which is none
today; to keep what a colon announces .9084 → .9098 (41 pages better, 10 worse), and the close →
.9110 (36 better, 14 worse). Models that were trained otherwise gain as much from these two: .0022
to .0029.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import compress, count
from operator import ne
from typing import TYPE_CHECKING

from arcticsearch.corpus.strip import lexicon
from arcticsearch.page import Block
from arcticsearch.regex import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Classes = NDArray[np.intp]
    Odds = NDArray[np.float64]

_OPENER_WORDS = 5
_FURTHER_SHARE = 0.5  # of the size of the body: what is larger is no further story
_LEAD_REACH = 4  # blocks above the body
_CLOSE_REACH = 2  # blocks below the body, so that a heading may stand between
_WORDS = 14  # of a sentence that may belong to the body
_ODDS = -3.0  # log-odds below which the model is believed that a block is none of the body
_FURNITURE = 12  # words: with more than one furniture word in so many, a block is furniture
_SENTENCE_END = tuple('.!?。！？…”"')
_COLONS = (":", "：")
_PAGE_NUMBER, _LABEL = 4, 30  # characters
_WORD = regex(r"[^\W\d_]+")
_ADVERT = lexicon.CLASSES.index("advert")
_OPENERS = [lexicon.CLASSES.index(name) for name in ("related", "comments")]


def without_marks(blocks: Sequence[Block], kept: Sequence[bool], classes: Classes) -> list[bool]:
    """Without numbers of pages, and lines that only say that an advertisement stands here."""
    found = list(kept)
    adverts = classes[:, _ADVERT].tolist()
    for at in compress(count(), kept):
        text = blocks[at].text
        if adverts[at] and len(text) <= _LABEL and not blocks[at].tag:
            found[at] = len(_WORD.findall(text)) > adverts[at]
        elif len(text) <= _PAGE_NUMBER:
            found[at] = not text.isdecimal()
    return found


def without_further_stories(
    blocks: Sequence[Block], kept: Sequence[bool], classes: Classes
) -> list[bool]:
    """Without what stands below the body and an opening line like "Related stories".

    Such a line is no stop by itself: it also stands inside articles, where much follows.
    """
    found = list(kept)
    stretches = _stretches(kept)
    if len(stretches) < 2:
        return found
    # As in decode, a root: one long paragraph is not as good a body as many that are shorter.
    sizes = [sum(math.sqrt(len(blocks[at].text)) for at in stretch) for stretch in stretches]
    largest = sizes.index(max(sizes))
    opened = False
    for above in range(largest, len(stretches) - 1):
        between = range(stretches[above].stop, stretches[above + 1].start)
        opened = opened or _has_opener(blocks, between, classes)
        below = stretches[above + 1]
        if opened and sizes[above + 1] < _FURTHER_SHARE * sizes[largest]:
            for at in below:
                found[at] = False
    return found


def with_lead(
    blocks: Sequence[Block], kept: Sequence[bool], odds: Odds, classes: Classes
) -> list[bool]:
    """With the sentences close above the body: a synopsis, set apart by captions and headings."""
    found = list(kept)
    top = found.index(True) if True in found else 0
    for at in range(max(0, top - _LEAD_REACH), top):
        found[at] = _is_sentence(blocks[at], odds[at], classes[at])
    return found


def with_close(
    blocks: Sequence[Block], kept: Sequence[bool], odds: Odds, classes: Classes
) -> list[bool]:
    """With the sentences right below the body, as far as they go without a line of furniture."""
    found = list(kept)
    end = len(found) - found[::-1].index(True) if True in found else len(found)
    for at in range(end, len(found)):
        if at - end == _CLOSE_REACH or _has_furniture(blocks[at], classes[at]):
            break
        if _is_sentence(blocks[at], odds[at], classes[at]):
            found[end : at + 1] = [True] * (at + 1 - end)
            end = at + 1
    return found


def with_announced(
    blocks: Sequence[Block], kept: Sequence[bool], odds: Odds, classes: Classes
) -> list[bool]:
    """With what a line of the body announces by its colon: items too short to look like prose."""
    found = list(kept)
    for stretch in _stretches(kept):
        if not blocks[stretch[-1]].text.endswith(_COLONS):
            continue
        for at in range(stretch.stop, len(found)):
            if found[at] or odds[at] < _ODDS or _has_furniture(blocks[at], classes[at]):
                break
            found[at] = True
    return found


def _is_sentence(block: Block, odds: float, classes: Classes) -> bool:
    """Whether a block that the model removes may be prose all the same."""
    words = block.text.count(" ") + 1
    return bool(
        words >= _WORDS
        and block.text.endswith(_SENTENCE_END)
        and odds > _ODDS
        and block.link_words * 3 < words
        and not _has_furniture(block, classes)
    )


def _has_furniture(block: Block, classes: Classes) -> bool:
    return bool(classes[1:].sum() * _FURNITURE > block.text.count(" "))


def _stretches(kept: Sequence[bool]) -> list[range]:
    """The ranges of kept blocks."""
    edges = [*compress(count(), map(ne, (False, *kept), (*kept, False)))]
    return [range(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _has_opener(blocks: Sequence[Block], places: range, classes: Classes) -> bool:
    most = classes[places.start : places.stop, _OPENERS].max(axis=1).tolist()
    return any(
        hits and 2 * hits > words and not blocks[at].text.endswith(".")
        for at, hits in zip(places, most, strict=True)
        if (words := blocks[at].text.count(" ")) < _OPENER_WORDS
    )
