"""Find what stands in a page twice: a body printed again, a pull quote, a doubled caption.

Only exact repeats, but for case and the edges: near ones are the deduplicator's. A block that is
cut from another shares the three words in its middle with it, so looking these up is enough to find
the block to compare with; that keeps this linear, and a tenth of the cost of comparing all words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arcticsearch.regex import regex

_WORD = regex(r"\w+")
_GRAM = 4  # words
_PROBE = 3  # words
_CONTAINED = 0.9  # of a block's grams stand in one fuller block: it is cut from it
_CUT = 80  # characters; a shorter block is compared as a whole only
# A shorter line ("Results", an ingredient) is a repeat only beside another one: removing those of
# 20 to 50 characters costs .001 on dev, removing longer ones costs nothing.
_SHORT = 50


def repeated(texts: Sequence[str], kept: Sequence[bool]) -> list[bool]:
    """For each block, whether a kept one says the same and more, or said the same before. `texts` are
    the blocks' texts in small letters, `kept` says which of them are kept.

    Beside a repeat, any line that stood above already is one, too, kept or not: a body that is
    printed again brings its headings, captions and notes along.
    """
    found = [False] * len(texts)
    long = {n: text for n, text in enumerate(texts) if len(text) >= _SHORT}
    first_kept: dict[str, int] = {}
    for number, text in long.items():
        if text in first_kept:
            found[number] = True
        elif kept[number]:
            first_kept[text] = number
    for number in _cut({n: text for n, text in long.items() if len(text) >= _CUT}, kept):
        found[number] = True
    if not any(found):
        return found
    numbers = range(len(texts) - 1, -1, -1)  # so that the first of equal ones is written last
    first_kept = {texts[number]: number for number in numbers if kept[number]}
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


def _cut(texts: dict[int, str], kept: Sequence[bool]) -> Iterator[int]:
    """The numbers of the texts that are a piece of a longer kept one."""
    probes = {number: _probe(text) for number, text in texts.items()}
    sought = set(probes.values())
    fullest: dict[tuple[str, ...], int] = {}
    for number in sorted(texts, key=lambda number: len(texts[number])):
        if kept[number]:
            held = sought.intersection(_grams(texts[number].split(), _PROBE))
            fullest.update(dict.fromkeys(held, number))
    grams: dict[int, set[tuple[str, ...]]] = {}
    for number, probe in probes.items():
        other = fullest.get(probe, number)
        if len(texts[other]) > len(texts[number]):
            if other not in grams:
                grams[other] = set(_grams(_WORD.findall(texts[other]), _GRAM))
            share = _share(_grams(_WORD.findall(texts[number]), _GRAM), grams[other])
            if share >= _CONTAINED:
                yield number


def _probe(text: str) -> tuple[str, ...]:
    """The first three whole words behind the middle of a text."""
    return tuple(text[len(text) // 2 :].split(maxsplit=_PROBE + 1)[1 : _PROBE + 1])


def _grams(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)


def _share(grams: Iterator[tuple[str, ...]], known: set[tuple[str, ...]]) -> float:
    """How many of the grams are known, 0 to 1."""
    hits = [gram in known for gram in grams]
    return sum(hits) / len(hits) if hits else 0.0
