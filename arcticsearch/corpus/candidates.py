"""Paragraphs that share many of their words: the pairs worth judging, found without an index.

Three words in a row are a shingle. Every shingle is packed with the number of its text into one
integer, and one sort brings the texts that share a shingle together. A shingle that more than
`COMMON` texts have says nothing and is left out of every count, which also bounds the work: no
text meets more than `COMMON` others at one shingle. The bound is on texts that differ, since equal
paragraphs are one text here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.alignment import SHINGLE
from arcticsearch.corpus.copies import COMMON, CONTAINED, TRIES

_TEXT_BITS = 24  # of a packed integer; the other 40 are a shingle's hash
_TEXT_MASK = (1 << _TEXT_BITS) - 1
_WEIGHT_BITS = 16  # beside a pair of texts; whole numbers add up to the same in any order
_WEIGHT_UNIT = (1 << _WEIGHT_BITS) - 1
_SLOT_BITS = 20  # of the rough hash: 1 MB of flags, which stay in the cache
_CHUNK = 1 << 15  # words looked at in one step; so do these

Texts = NDArray[np.int32]  # numbers of texts: their ranks, the longest first
Postings = NDArray[np.uint64]  # hash of a shingle << _TEXT_BITS | text that has it; in order


class Candidate(NamedTuple):
    """A longer text that may say the same.

    `weight`: of the shingles they share, where each weighs 1 divided by how many other texts have
    it: 1 if only these two. `rarity`: the same for each shingle on average, so at most 1.
    """

    text: int
    weight: float
    rarity: float


@dataclass(frozen=True)
class Shelf:
    """Paragraphs side by side. `codes`: their words without capitals; `sizes`: how many each has.

    Where a method is given `texts`, these are the numbers of the texts that the paragraphs stand
    for, -1 for those that take no part.
    """

    codes: NDArray[np.uint32]
    sizes: NDArray[np.int64]

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        return np.cumsum(self.sizes)

    def everywhere(self, texts: Texts) -> tuple[NDArray[np.int64], Texts]:
        """Where the shingles of all texts start, and whose they are."""
        text = np.repeat(texts, self.sizes)
        for left in range(1, SHINGLE):
            text[self.ends[self.sizes >= left] - left] = -1
        starts = np.flatnonzero(text >= 0)
        return starts, text[starts]

    def of(self, paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the shingles of these paragraphs start."""
        count = np.maximum(0, self.sizes[paragraphs] - SHINGLE + 1)
        first = self.ends[paragraphs] - self.sizes[paragraphs]
        return np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())

    def wherever(self, starts: NDArray[np.int64], texts: Texts) -> tuple[NDArray[np.int64], Texts]:
        """Where the shingles at `starts` stand, in all texts, and whose they are.

        By a rough hash: some others come with them, but then from every text that has them.
        """
        wanted = np.zeros(1 << _SLOT_BITS, np.bool_)
        wanted[_rough(*(self.codes[starts + n] for n in range(SHINGLE)))] = True
        last = len(self.codes) - SHINGLE + 1
        hits = [starts[:0]]
        for at in range(0, last, _CHUNK):
            end = min(at + _CHUNK, last)
            rough = _rough(*(self.codes[at + n : end + n] for n in range(SHINGLE)))
            hits.append(np.flatnonzero(wanted[rough]) + at)
        found = np.concatenate(hits)
        owner = np.searchsorted(self.ends, found, side="right")
        inside = (found + SHINGLE <= self.ends[owner]) & (texts[owner] >= 0)
        return found[inside], texts[owner[inside]]


def _rough(
    first: NDArray[np.uint32], second: NDArray[np.uint32], third: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """A cheap hash of shingles, to look for a few of them among millions."""
    mixed = first * np.uint32(0x9E3779B1)
    mixed += second * np.uint32(0x85EBCA6B)
    mixed += third * np.uint32(0xC2B2AE35)
    mixed >>= np.uint32(32 - _SLOT_BITS)
    return mixed


def postings(codes: NDArray[np.uint32], starts: NDArray[np.int64], texts: Texts) -> Postings:
    """The shingles at these places with the texts they stand in, each once."""
    packed = np.empty(len(starts), np.uint64)
    for at in range(0, len(starts), _CHUNK):
        chunk = slice(at, at + _CHUNK)
        mixed = codes[starts[chunk]] * np.uint64(0x9E3779B97F4A7C15)
        for n, odd in ((1, 0xC2B2AE3D27D4EB4F), (2, 0x9E3779B97F4A7C15)):
            mixed ^= mixed >> np.uint64(29)
            mixed += codes[starts[chunk] + n]
            mixed *= np.uint64(odd)
        mixed &= np.uint64(~_TEXT_MASK & 0xFFFFFFFFFFFFFFFF)
        packed[chunk] = mixed | texts[chunk].astype(np.uint64)
    packed.sort()
    return packed[_starts(packed)]


def texts_of(found: Postings, most: int) -> Texts:
    """The texts at the shingles that at most so many texts have."""
    text, holders = _runs(found)
    return text[np.repeat(holders <= most, holders)]


def _runs(found: Postings) -> tuple[Texts, NDArray[np.int64]]:
    """The text at each posting, and how many postings each shingle has."""
    first = np.flatnonzero(_starts(found >> np.uint64(_TEXT_BITS)))
    text = (found & np.uint64(_TEXT_MASK)).astype(np.int32)
    return text, np.diff(np.append(first, len(found)))


def _starts(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    starts = np.ones(len(ordered), np.bool_)
    starts[1:] = ordered[1:] != ordered[:-1]
    return starts


def candidates(found: Postings, only: NDArray[np.bool_]) -> Iterator[tuple[int, list[Candidate]]]:
    """For each text that has any: its candidates, those that contain most of it first.

    A candidate is longer than its text, or comes before it among texts of one length. `only` flags
    the texts whose candidates are sought; all their shingles, and all other texts that have them,
    must be among the postings.
    """
    pairs = _pairs(found, only)
    order = np.lexsort((pairs.longer, -pairs.share, pairs.text))
    columns = (pairs.text, pairs.longer, pairs.weight, pairs.rarity)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    for text, group in groupby(rows, key=itemgetter(0)):
        yield text, [Candidate(*row[1:]) for row in islice(group, TRIES)]


class _Pairs(NamedTuple):
    """Arrays of one length; `share` is that of the text's shingles in the longer one."""

    text: NDArray[np.int64]
    longer: NDArray[np.int64]
    share: NDArray[np.float64]
    weight: NDArray[np.float64]
    rarity: NDArray[np.float64]


def _pairs(found: Postings, only: NDArray[np.bool_]) -> _Pairs:
    text, holders = _runs(found)
    telling = holders <= COMMON
    size = np.bincount(text[np.repeat(telling, holders)], minlength=len(only))
    shared = telling & (holders > 1)
    text, holders = text[np.repeat(shared, holders)], holders[shared]
    place = np.arange(len(text)) - np.repeat(np.cumsum(holders) - holders, holders)
    holders = np.repeat(holders, holders)
    fitting = np.bincount(text[place > 0], minlength=len(only))  # shared with a longer text
    hopeful = only & (fitting >= np.maximum(1, CONTAINED * size))
    chosen = np.flatnonzero((place > 0) & hopeful[text])
    meets = place[chosen]
    at = np.repeat(chosen - np.cumsum(meets), meets)  # the longer texts stand just before
    at += np.arange(len(at))
    packed = np.repeat(text[chosen].astype(np.uint64) << np.uint64(_TEXT_BITS), meets)
    packed |= text[at].view(np.uint32)
    del at
    packed <<= np.uint64(_WEIGHT_BITS)
    packed |= np.repeat((_WEIGHT_UNIT // (holders[chosen] - 1)).astype(np.uint16), meets)
    packed.sort()
    pair = (packed >> np.uint64(_WEIGHT_BITS)).view(np.int64)
    packed &= np.uint64(_WEIGHT_UNIT)
    weight = packed.view(np.int64)
    starts = np.flatnonzero(_starts(pair))
    count = np.diff(np.append(starts, len(pair)))
    total = (np.add.reduceat(weight, starts) if len(starts) else weight) / _WEIGHT_UNIT
    pair = pair[starts]
    share = count / size[pair >> _TEXT_BITS]
    enough = share >= CONTAINED
    pair, count, total = pair[enough], count[enough], total[enough]
    return _Pairs(pair >> _TEXT_BITS, pair & _TEXT_MASK, share[enough], total, total / count)
