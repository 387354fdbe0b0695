"""Find what stands in a page twice: a body printed again, a pull quote, a doubled caption.

Only exact repeats, but for case and punctuation: near ones are the deduplicator's. Linear in the
words of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from arcticsearch.model import Block

_WORD = re.compile(r"\w+")
_GRAM = 6  # words; 6 in a row are said twice by chance in .1% of dev paragraphs
_CONTAINED = 0.9  # of a block's grams in fuller blocks: it is cut from them
_SHORT = 4  # words; a shorter line is a repeat only beside another one ("Background", "Results")


def repeated(blocks: Sequence[Block], kept: Sequence[bool]) -> list[bool]:
    """For each block, whether a kept one says the same and more, or said the same before."""
    words = [tuple(_WORD.findall(block.text.lower())) for block in blocks]
    fullest = _fullest(words, kept)
    first = _first(words, kept)
    found = []
    for number, mine in enumerate(words):
        again = len(mine) >= _SHORT and first.get(mine, number) < number
        found.append(again or _is_cut(number, mine, fullest))
    for number, mine in enumerate(words):
        beside = found[number - 1 if number else 0] or found[min(number + 1, len(words) - 1)]
        if beside and mine and first.get(mine, number) < number:
            found[number] = True
    return found


def _fullest(words: list[tuple[str, ...]], kept: Sequence[bool]) -> dict[tuple[str, ...], int]:
    """For each gram the longest kept block that has it, the first one among equals."""
    fullest: dict[tuple[str, ...], int] = {}
    for number, mine in enumerate(words):
        if kept[number]:
            for at in range(len(mine) - _GRAM + 1):
                gram = mine[at : at + _GRAM]
                other = fullest.setdefault(gram, number)
                if len(words[other]) < len(mine):
                    fullest[gram] = number
    return fullest


def _first(words: list[tuple[str, ...]], kept: Sequence[bool]) -> dict[tuple[str, ...], int]:
    first: dict[tuple[str, ...], int] = {}
    for number, mine in enumerate(words):
        if kept[number]:
            first.setdefault(mine, number)
    return first


def _is_cut(number: int, mine: tuple[str, ...], fullest: dict[tuple[str, ...], int]) -> bool:
    """Whether nearly all of the block stands in other blocks that are longer, or came first."""
    grams = len(mine) - _GRAM + 1
    if grams < 2:
        return False
    inside = sum(fullest.get(mine[at : at + _GRAM], number) != number for at in range(grams))
    return inside >= _CONTAINED * grams
