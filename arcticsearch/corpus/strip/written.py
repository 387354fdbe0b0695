"""Tell a text that somebody wrote as it stands from a page that a site has made.

A README, lecture notes, a report have lists, code and tables, which the model takes for furniture: it
has learnt from scraped pages. It removed 44 % of the words of 314 texts that came with software;
where what is written is kept whole, 11 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from arcticsearch.corpus.strip.lexicon import CLASSES
from arcticsearch.page import HEADINGS, Block
from arcticsearch.regex import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Blocks of a small page, too few to have edges. Of 1,253 scraped pages of dev 29 have no more and
# lose some; none of these is taken for a note.
_SMALL = 30
# The model is at home in a larger page of which it removes no more than one block in so many: it is
# seldom a text that lost much, and of somebody's own page it is the footer.
_LITTLE = 6
# Function words that a small page must lose at least, as fewer are a name or a heading; a larger one
# loses one in two blocks. Words of furniture that they may lose: who writes a note writes "contact".
_SPOKEN = 4
_NAMED_SMALL, _NAMED = 1, 2
# How many signs of a site weigh as much as one sign of writing in every removed block; one of them is
# taken for granted. Tried on 1,205 sites, of whose pages bench/extract/render.py makes 7,478 texts of
# more than 30 blocks: pages of 4 sites are taken for written, though not all of them is article. Two
# sites are somebody's own and print code; of two the converter left scripts, or hardly a menu. At 9
# it is 12 sites, for two more words in a hundred of what such texts lose.
_SITE, _GRANTED = 8, 1
_EDGE = 10  # blocks at the beginning and the end of a page, where the menus are
_LABEL = 4  # words at most of an entry of a menu
_NO_LABELS = {"pre", *HEADINGS}
_SENTENCE_END = tuple(".!?…:;。！？")
_CODE = regex(r"[=_{}<>;\\`]")
# Signs of writing that a block may have; four in ten of the larger scraped pages are told by
# it alone.
_MOST_SIGNS = 2.5
_FUNCTION = CLASSES.index("function")
_FURNITURE = slice(CLASSES.index("navigation"), CLASSES.index("byline"))


def is_written(
    blocks: Sequence[Block],
    kept: Sequence[bool],
    words: NDArray[np.intp],
    classes: NDArray[np.intp],
) -> bool:
    """Whether a page of which the model keeps these blocks is no part of a site: what would be removed
    speaks, and not of furniture; or is a small page's figures; or it reads on, and the page has not the
    edges of a site.

    `words` says how many words each block has, `classes` how many of each class of the lexicon.
    """
    gone = [at for at, keep in enumerate(kept) if not keep]
    if not gone:
        return False
    said = classes[gone].sum(axis=0)
    speaks, named = int(said[_FUNCTION]), int(said[_FURNITURE].sum())
    if len(blocks) <= _SMALL:
        return named <= _NAMED_SMALL and (speaks >= _SPOKEN or _counts(blocks[at] for at in gone))
    if len(gone) * _LITTLE < len(blocks):
        return False
    site = _GRANTED + _signs_of_a_site(blocks, words, classes)
    # Of a language that the lexicon hardly knows, the edges tell.
    if site <= _SITE and 2 * speaks >= len(gone) and named <= _NAMED:
        return True
    if site >= _SITE * _MOST_SIGNS:
        return False
    return _SITE * _signs_of_writing([blocks[at] for at in gone]) > site * len(gone)


def _counts(gone: Iterable[Block]) -> bool:
    """Whether more than two in three blocks hold figures: results, prices, scores. Of 187 small texts
    made of dev pages those that name no furniture have no more than two."""
    told = [any(map(str.isdigit, block.text)) for block in gone]
    return 3 * sum(told) > 2 * len(told)


def _signs_of_writing(gone: Sequence[Block]) -> float:
    """How many blocks begin with a small letter and how many are code; half of those that end like a
    sentence, as teasers do, too. Entries of menus and headlines are none of these."""
    return sum(
        block.text[0].islower()
        + (block.tag == "pre" or _CODE.search(block.text) is not None)
        + block.text.endswith(_SENTENCE_END) / 2
        for block in gone
    )


def _signs_of_a_site(
    blocks: Sequence[Block], words: NDArray[np.intp], classes: NDArray[np.intp]
) -> int:
    """How many labels stand at the edges of a page, and how many kinds of furniture are named by the
    short lines of all of it."""
    short = words <= _LABEL
    furniture = classes[:, _FURNITURE]
    kinds = furniture[short & (2 * furniture.sum(axis=1) >= words)].any(axis=0)
    edges = (*range(_EDGE), *range(len(blocks) - _EDGE, len(blocks)))
    return int(kinds.sum()) + sum(_is_label(*blocks[at : at + 2]) for at in edges if short[at])


def _is_label(block: Block, below: Block | None = None) -> bool:
    """Whether a short block may be an entry of a menu: it is neither a heading nor a sentence."""
    first = block.text[0]
    return (
        first.isalnum()
        and not first.islower()
        and not block.text.endswith(_SENTENCE_END)
        and block.tag not in _NO_LABELS
        and not (below and _heads(block, below))
    )


def _heads(block: Block, below: Block) -> bool:
    """Whether a line without a mark is a heading: it is underlined ("====", "----"), or it is not set
    in and what follows it is."""
    text = below.text
    underlined = not text[0].isalnum() and text == text[0] * len(text)
    return underlined or (block.indent == 0 < below.indent)
