"""The paragraphs of one article that say again what another one of the same article says.

The same judgement as across articles (`copies`), in plain Python: an article is too small for an
index, and stripping it should not wait for numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import inf

from arcticsearch.corpus.dedupe.alignment import SHINGLE
from arcticsearch.corpus.dedupe.copies import COMMON, CONTAINED, MIN_WORDS, TRIES, Verdict, judge
from arcticsearch.corpus.dedupe.signature import WORD_BYTES, WordClass, count, signature, wording


def repeats(paragraphs: Sequence[str], exempt: Collection[int] = ()) -> dict[int, int]:
    """The index of each paragraph to drop, mapped to the index of the one that stays.

    Of equal ones the first stays, else the longer one: the paragraph, not the pull quote or teaser
    cut from it, wherever they stand. What stays is never itself dropped. `exempt` paragraphs
    (headings, titles, captions) are neither dropped nor a reason to drop another; nor are very
    short ones ("Yes." twice in an interview) and rows of figures (the same in two tables).

    >>> repeats(["The ice held the ship for two days.", "THE ICE held the ship for two days"])
    {1: 0}
    """
    wordings = {
        n: wording(text)
        for n, text in enumerate(paragraphs)
        if n not in exempt and _tells(signature(text))
    }
    texts = {n: one.words for n, one in wordings.items()}
    ranked = sorted(texts, key=lambda n: -len(texts[n]))
    shingles = {n: _shingles(texts[n]) for n in ranked}
    again = _in_several(shingles.values())
    dropped: dict[int, int] = {}
    first: dict[bytes, int] = {}
    holders: dict[bytes, tuple[int, ...]] = {}
    for n in ranked:
        original = first.setdefault(texts[n], n)
        if original != n:
            dropped[n] = dropped.get(original, original)
            continue
        repeated = shingles[n] & again
        shared = repeated & holders.keys()
        for other in _containers(shared, len(shingles[n]), holders):
            if judge(wordings[n], wordings[other], inf, 1) is Verdict.COPY:
                dropped[n] = other
                break
        else:
            # What is too common is not written down any longer: rows of templates stay linear.
            for shingle in repeated:
                held = holders.get(shingle, ())
                if len(held) <= COMMON:
                    holders[shingle] = (*held, n)
    return dropped


def _tells(signature: bytes) -> bool:
    """Whether a paragraph has words enough to say something, and not mostly figures."""
    size = len(signature)
    figures = count(signature, WordClass.VALUE) * WORD_BYTES
    return size >= MIN_WORDS * WORD_BYTES and 2 * figures <= size


def _in_several(sets: Iterable[set[bytes]]) -> set[bytes]:
    """What is in more than one of the sets: of a page's shingles a few."""
    seen: set[bytes] = set()
    again: set[bytes] = set()
    for one in sets:
        again |= seen & one
        seen |= one
    return again


def _shingles(text: bytes) -> set[bytes]:
    size = SHINGLE * WORD_BYTES
    return {text[at : at + size] for at in range(0, len(text) - size + WORD_BYTES, WORD_BYTES)}


def _containers(shared: set[bytes], size: int, holders: dict[bytes, tuple[int, ...]]) -> list[int]:
    """The texts that hold enough of the shared shingles, those that hold most first.

    `size` is the number of all shingles of the text. Where too few are shared with all others
    together, as in almost every paragraph, nothing needs to be counted.
    """
    if len(shared) < CONTAINED * size:
        return []
    counts = Counter[int]()
    for shingle in shared:
        if len(holders[shingle]) <= COMMON:
            counts.update(holders[shingle])
    enough = [n for n, count in counts.items() if count >= CONTAINED * size]
    return sorted(enough, key=lambda n: (-counts[n], n))[:TRIES]
