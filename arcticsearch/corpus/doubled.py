"""Find what stands in a page twice: a body printed again, a pull quote, a doubled caption.

Only exact repeats, but for case and the edges: near ones are the deduplicator's. A block that is
cut from another shares the three words in its middle with it, so looking these up is enough to find
the block to compare with; that keeps this linear, and a tenth of the cost of comparing all words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from arcticsearch.model import Block

_WORD = re.compile(r"\w+")
_GRAM = 4  # words
_PROBE = 3  # words
_CONTAINED = 0.9  # of a block's grams stand in one fuller block: it is cut from it
_CUT = 80  # characters; a shorter block is compared as a whole only
# A shorter line ("Results", an ingredient) is a repeat only beside another one: removing those of
# 20 to 50 characters costs .001 on dev, removing longer ones costs nothing.
_SHORT = 50


def repeated(blocks: Sequence[Block], kept: Sequence[bool]) -> list[bool]:
    """For each block, whether a kept one says the same and more, or said the same before.

    Beside a repeat, any line that stood above already is one, too, kept or not: a body that is
    printed again brings its headings, captions and notes along.
    """
    texts = [block.text.lower() for block in blocks]
    numbers = range(len(texts) - 1, -1, -1)  # so that the first of equal ones is written last
    first_kept = {texts[number]: number for number in numbers if kept[number]}
    found = _cut(texts, kept)
    for number, text in enumerate(texts):
        if len(text) >= _SHORT and first_kept.get(text, number) < number:
            found[number] = True
    if not any(found):
        return found
    first = {texts[number]: number for number in numbers}
    again = [
        (first_kept if keep else first).get(text, number) < number
        for number, (text, keep) in enumerate(zip(texts, kept, strict=True))
    ]
    for order in (range(1, len(texts)), range(len(texts) - 2, -1, -1)):
        for number in order:
            if again[number] and found[number - order.step]:
                found[number] = True
    return found


def _cut(texts: list[str], kept: Sequence[bool]) -> list[bool]:
    """For each block, whether it is a piece of a longer kept block."""
    long = [number for number, text in enumerate(texts) if len(text) >= _CUT]
    words = {number: texts[number].split() for number in long}
    fullest: dict[tuple[str, ...], int] = {}
    for number in sorted(long, key=lambda number: len(texts[number])):
        if kept[number]:
            fullest.update(dict.fromkeys(_grams(words[number], _PROBE), number))
    grams: dict[int, set[tuple[str, ...]]] = {}
    found = [False] * len(texts)
    for number, mine in words.items():
        middle = max(0, len(mine) - _PROBE) // 2
        other = fullest.get(tuple(mine[middle : middle + _PROBE]), number)
        if len(texts[other]) > len(texts[number]):
            if other not in grams:
                grams[other] = set(_grams(_WORD.findall(texts[other]), _GRAM))
            share = _share(_grams(_WORD.findall(texts[number]), _GRAM), grams[other])
            found[number] = share >= _CONTAINED
    return found


def _grams(words: list[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(size)), strict=False))


def _share(grams: list[tuple[str, ...]], known: set[tuple[str, ...]]) -> float:
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0
