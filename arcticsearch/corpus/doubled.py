"""Find what stands in a page twice: a body printed again, a pull quote, a doubled caption.

Only exact repeats, but for case and the edges: near ones are the deduplicator's. A block that is
cut from another shares its pairs of words with it, so looking up one pair is enough to find the
block to compare with; that keeps this linear, and a tenth of the cost of comparing all words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from arcticsearch.model import Block

# A long word and the next are rarely there twice by chance. Bounded, so that a page of one word
# takes no longer than others.
_PAIR = re.compile(r"\b([^\W\d_]{6,40})\W{1,9}(\w{1,40})")
_WORD = re.compile(r"\w+")
_GRAM = 4  # words
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
    first: dict[str, int] = {}
    first_kept: dict[str, int] = {}
    for number, text in enumerate(texts):
        first.setdefault(text, number)
        if kept[number]:
            first_kept.setdefault(text, number)
    cut = _cut(texts, kept)
    found = [
        (len(text) >= _SHORT and first_kept.get(text, number) < number) or inside
        for number, (text, inside) in enumerate(zip(texts, cut, strict=True))
    ]
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
    pairs = [_PAIR.findall(text) if len(text) >= _CUT else [] for text in texts]
    fullest: dict[tuple[str, str], int] = {}
    for number, mine in enumerate(pairs):
        if kept[number]:
            for pair in mine:
                other = fullest.setdefault(pair, number)
                if len(texts[other]) < len(texts[number]):
                    fullest[pair] = number
    grams: dict[int, set[tuple[str, ...]]] = {}
    found = []
    for number, mine in enumerate(pairs):
        other = fullest.get(mine[len(mine) // 2], number) if mine else number
        longer = len(texts[other]) > len(texts[number])
        if longer and other not in grams:
            grams[other] = set(_grams(texts[other]))
        found.append(longer and _share(_grams(texts[number]), grams[other]) >= _CONTAINED)
    return found


def _grams(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text)
    return list(zip(*(words[start:] for start in range(_GRAM)), strict=False))


def _share(grams: list[tuple[str, ...]], known: set[tuple[str, ...]]) -> float:
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0
