"""Paragraphs that share many of their words: the pairs worth judging, found without an index.

Three words in a row are a shingle. Every shingle is packed with the number of its text into one
integer, and one sort brings the texts that share a shingle together. A shingle that more than
`COMMON` texts have says nothing and is left out of every count, which also bounds the work: no
text meets more than `COMMON` others at one shingle. The bound is on texts that differ, since equal
paragraphs are one text here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from arcticsearch.corpus.signature import WORD_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMMON = 32  # 16 to 64 find the same on the benchmark; without, 8,000 variants take 2.5 GB
CONTAINED = 0.4  # of the shorter text's shingles; two edits in eleven words leave this much
TRIES = 8  # candidates judged for a text, best first: bounds the work on rows of templates

_TEXT_BITS = 24  # of a packed integer; the other 40 are a shingle's hash
_WEIGHT_BITS = 16  # beside a pair of texts; whole numbers add up to the same in any order
_WEIGHT_UNIT = (1 << _WEIGHT_BITS) - 1


class Candidate(NamedTuple):
    """A longer text that may say the same.

    `weight`: of the shingles they share, where each weighs 1 divided by how many other texts have
    it: 1 if only these two. `rarity`: the same for each shingle on average, so at most 1.
    """

    text: int
    weight: float
    rarity: float


def candidates(texts: Sequence[bytes]) -> Iterator[tuple[int, list[Candidate]]]:
    """For each text that has any: its candidates, those that contain most of it first.

    The texts are distinct `signature.words`, longest first; a candidate always stands before its
    text. At most 2**24 texts.
    """
    postings = _postings(texts)
    if len(postings):
        yield from _by_text(_pairs(postings, len(texts)))


def _postings(texts: Sequence[bytes]) -> NDArray[np.uint64]:
    """Each shingle of each text once, as hash << _TEXT_BITS | text, in order."""
    import numpy as np

    if not texts:
        return np.empty(0, np.uint64)
    word = np.frombuffer(b"".join(texts), np.uint32).astype(np.uint64)
    sizes = np.array([len(text) // WORD_BYTES for text in texts])
    text = np.repeat(np.arange(len(texts), dtype=np.uint64), sizes)
    inside = text[:-2] == text[2:]
    mixed = word[:-2] * np.uint64(0x9E3779B97F4A7C15)
    for following, odd in ((word[1:-1], 0xC2B2AE3D27D4EB4F), (word[2:], 0x9E3779B97F4A7C15)):
        mixed ^= mixed >> np.uint64(29)
        mixed += following
        mixed *= np.uint64(odd)
    packed = (mixed >> np.uint64(_TEXT_BITS) << np.uint64(_TEXT_BITS) | text[:-2])[inside]
    packed.sort()
    distinct: NDArray[np.uint64] = packed[_starts(packed)]
    return distinct


def _starts(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    import numpy as np

    starts = np.ones(len(ordered), np.bool_)
    starts[1:] = ordered[1:] != ordered[:-1]
    return starts


class _Pairs(NamedTuple):
    """Arrays of one length; `share` is that of the text's shingles in the longer one."""

    text: NDArray[np.int64]
    longer: NDArray[np.int64]
    share: NDArray[np.float64]
    weight: NDArray[np.float64]
    rarity: NDArray[np.float64]


def _pairs(postings: NDArray[np.uint64], texts: int) -> _Pairs:
    import numpy as np

    shingle = postings >> np.uint64(_TEXT_BITS)
    text = (postings & np.uint64((1 << _TEXT_BITS) - 1)).astype(np.int64)
    first = np.flatnonzero(_starts(shingle))
    holders = np.diff(np.append(first, len(postings)))
    place = np.arange(len(postings)) - np.repeat(first, holders)  # = longer texts that have it
    holders = np.repeat(holders, holders)
    telling = holders <= COMMON
    shared = telling & (place > 0)
    size = np.bincount(text[telling], minlength=texts)
    hopeful = np.bincount(text[shared], minlength=texts) >= np.maximum(1, CONTAINED * size)
    chosen = np.flatnonzero(shared & hopeful[text])
    meets = place[chosen]
    step = np.arange(meets.sum()) - np.repeat(np.cumsum(meets) - meets, meets)
    longer = text[np.repeat(chosen - meets, meets) + step]
    weight = np.repeat(_WEIGHT_UNIT // (holders[chosen] - 1), meets)
    text_of = np.repeat(text[chosen], meets)
    packed = (text_of << _TEXT_BITS | longer).astype(np.uint64) << np.uint64(_WEIGHT_BITS)
    packed |= weight.astype(np.uint64)
    packed.sort()
    pair = (packed >> np.uint64(_WEIGHT_BITS)).astype(np.int64)
    weight = (packed & np.uint64(_WEIGHT_UNIT)).astype(np.int64)
    starts = np.flatnonzero(_starts(pair))
    count = np.diff(np.append(starts, len(pair)))
    total = np.add.reduceat(weight, starts) if len(starts) else weight
    pair = pair[starts]
    share = count / size[pair >> _TEXT_BITS]
    enough = share >= CONTAINED
    pair, count, total = pair[enough], count[enough], total[enough] / _WEIGHT_UNIT
    mask = (1 << _TEXT_BITS) - 1
    return _Pairs(pair >> _TEXT_BITS, pair & mask, share[enough], total, total / count)


def _by_text(pairs: _Pairs) -> Iterator[tuple[int, list[Candidate]]]:
    import numpy as np

    order = np.lexsort((pairs.longer, -pairs.share, pairs.text))
    columns = (pairs.text, pairs.longer, pairs.weight, pairs.rarity)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    for text, group in groupby(rows, key=itemgetter(0)):
        yield text, [Candidate(*row[1:]) for row in islice(group, TRIES)]
