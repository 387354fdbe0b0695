"""Tell a text that somebody wrote as it stands from a page that a site has made.

Minutes, a reading list, a changelog have lists, code and tables, which the model takes for furniture:
it has learnt from scraped pages. Those have an article, whose paragraphs stand out by their length,
and around it what sites print: menus, in words that all of them use. A text that shows little of
either is kept whole, the sooner the more of what would be removed reads on.

The model alone removes half of a text that came with software (the mean of 627), and with this 5 in
a hundred words of it. Of 10,451 texts that converters have made of the pages of 1,204 sites, 46 are
taken for written; 5 of those, of 4 sites, gain more furniture by it than text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from arcticsearch.corpus.strip.lexicon import CLASSES
from arcticsearch.page import HEADINGS, Block
from arcticsearch.regex import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The model is at home in a page of more than so many blocks of which it removes no more than one in
# so many: of somebody's own page that is the footer.
_SMALL, _LITTLE = 30, 10
# It is believed of a page of which it removes less than one block in so many, if these say more than so
# many words of furniture: most of an article clipped with its footer is even, too.
_FEW, _NAMED_WORDS = 3, 1
# And of one of which it removes so many blocks or more, with a word of furniture in one of so many, and
# keeps what is nearly all in one stretch: below an article a site may print others, whole. Of 900 texts
# that came with software two are such.
_MANY, _NAMED_BLOCKS, _STRETCH = 100, 0.3, 0.9
# What each sign of a site weighs, where the share of the removed blocks that read on weighs 1, and what
# is granted to every page: chosen on half of such texts, and so that few pages of sites lose by it.
_UNEVEN, _CONTRAST, _ENTRY_WEIGHS, _KIND, _LEFTOVER = 1.0, 0.3, 0.05, 0.1, 6.0
_GRANTED = 0.7
# One block in so many: in the median they have .42 of the words of a text, .67 of a scraped page's.
_LONGEST = 5
_ENTRIES_AT, _NAMED_AT = 10, 30  # blocks at either edge of a page
_ENTRY_WORDS, _ENTRY_LENGTH = 4, 30
_MENU = 3  # entries of a menu in one line
_NAMED = 4  # words: a block names furniture with one word in so many
_WIDE = 2  # blank lines: nobody leaves more, and who turns a page into text often does
_NO_MENUS = {"pre", *HEADINGS}
_ENTRY = regex(r"[^\W\d_][^\d.…,:;!?()\[\]{}<>\"«»“”„=`|@#$%*+\\/~^。！？：、，]*")
_SEPARATOR = regex(r"[|│•·»›>]|\s[-–/]\s")
_SENTENCE_END = tuple(".!?…:;。！？")
# Code; a number of parts, of a section or a version; a row of a table; a line that is drawn.
_SIGN = regex(r"[=_{}<>;\\`]|^v?\d+\.\d|^\|[^|\w]*+\w[^|]*+\|[^|\w]*+\w.*\|$|^([^\w\s])\1{3,}$")
_FURNITURE = slice(CLASSES.index("navigation"), CLASSES.index("byline"))


def is_written(
    blocks: Sequence[Block],
    kept: Sequence[bool],
    words: NDArray[np.intp],
    classes: NDArray[np.intp],
) -> bool:
    """Whether a page of which the model keeps these blocks is no part of a site.

    `words` says how many words each block has, `classes` how many of each class of the lexicon.
    """
    gone = [block for block, keep in zip(blocks, kept, strict=True) if not keep]
    if not gone or (len(blocks) > _SMALL and len(gone) * _LITTLE < len(blocks)):
        return False
    named = int(classes[[not keep for keep in kept], _FURNITURE].sum())
    if len(gone) * _FEW < len(blocks) and named > _NAMED_WORDS:
        return False
    if len(gone) >= _MANY and named > _NAMED_BLOCKS * len(gone) and _is_stretch(kept):
        return False
    site = (
        _UNEVEN * _unevenness(words)
        + _CONTRAST * _contrast(kept, words)
        + _ENTRY_WEIGHS * _entries(blocks)
        + _KIND * _kinds(words, classes)
        + _LEFTOVER * _leftovers(blocks)
        - _GRANTED
    )
    return site < 1 and sum(map(_reads_on, gone)) > site * len(gone)


def _is_stretch(kept: Sequence[bool]) -> bool:
    """Whether nearly all blocks that are kept follow one another."""
    stretches = [len([*run]) for keep, run in groupby(kept) if keep]
    return max(stretches, default=0) >= _STRETCH * sum(stretches)


def _reads_on(block: Block) -> bool:
    """Whether a block begins with a small letter, ends like a sentence or is set as only who writes sets
    it: entries of menus and headlines do none of it."""
    text = block.text
    return (
        text[0].islower()
        or text.endswith(_SENTENCE_END)
        or block.tag == "pre"
        or _SIGN.search(text) is not None
    )


def _unevenness(words: NDArray[np.intp]) -> float:
    """The share of the words that stand in the longest blocks: large where an article stands out from
    what surrounds it."""
    import numpy as np

    longest = np.sort(words)[-max(1, len(words) // _LONGEST) :]
    return float(longest.sum() / words.sum())


def _contrast(kept: Sequence[bool], words: NDArray[np.intp]) -> float:
    """By how much longer are the blocks that the model keeps than those that it removes, in the mean:
    the logarithm of the quotient."""
    import numpy as np

    stays = np.array(kept)
    return math.log(words[stays].mean() / words[~stays].mean()) if stays.any() else 0.0


def _entries(blocks: Sequence[Block]) -> int:
    """How many entries of menus may stand at the edges of a page."""
    return sum(_entries_of(*blocks[at : at + 2]) for at in _edges(len(blocks), _ENTRIES_AT))


def _kinds(words: NDArray[np.intp], classes: NDArray[np.intp]) -> int:
    """How many kinds of furniture are named at the edges of a page."""
    edges = [*_edges(len(words), _NAMED_AT)]
    furniture = classes[edges, _FURNITURE]
    naming = _NAMED * furniture.sum(axis=1) >= words[edges]
    return int(furniture[naming].any(axis=0).sum())


def _leftovers(blocks: Sequence[Block]) -> float:
    """The share of the blocks that show how a page was turned into text: links that show nothing, and
    what stands below many blank lines."""
    wide = sum(block.gap > _WIDE for block in blocks[1:])
    return (wide + sum(_is_bare_link(block) for block in blocks)) / len(blocks)


def _is_bare_link(block: Block) -> bool:
    return "](" in block.text and block.tag != "pre"


def _edges(count: int, reach: int) -> Sequence[int]:
    """The places within reach of the beginning or the end."""
    if count <= 2 * reach:
        return range(count)
    return (*range(reach), *range(count - reach, count))


def _entries_of(block: Block, below: Block | None = None) -> int:
    """How many entries of menus a block may be: itself, if it is no heading, or its parts."""
    if block.tag in _NO_MENUS or block.text[0] == "|":
        return 0
    parts = [part.strip() for part in _SEPARATOR.split(block.text)]
    if len(parts) >= _MENU:
        return sum(map(_is_entry, parts))
    return _is_entry(block.text) and not (below and _heads(block, below))


def _is_entry(text: str) -> bool:
    """Whether a text may be an entry of a menu: a few bare words, the first with a capital."""
    return (
        0 < len(text) < _ENTRY_LENGTH
        and text.count(" ") < _ENTRY_WORDS
        and _ENTRY.fullmatch(text) is not None
        and not text[0].islower()
    )


def _heads(block: Block, below: Block) -> bool:
    """Whether a line without a mark is a heading: it is underlined ("====", "----"), or it is not set
    in and what follows it is."""
    text = below.text
    underlined = not text[0].isalnum() and text == text[0] * len(text)
    return underlined or (block.indent == 0 < below.indent)
