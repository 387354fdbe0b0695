"""Paragraphs that share many of their words: the pairs worth judging, found without an index.

Three words in a row are a shingle. Every shingle is packed with the number of its text into one
integer, and one sort brings the texts that share a shingle together. A shingle that more than
`COMMON` texts have says nothing and is left out of every count, which also bounds the work: no
text meets more than `COMMON` others at one shingle. The bound is on texts that differ, since equal
paragraphs are one text here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.dedupe.alignment import SHINGLE
from arcticsearch.corpus.dedupe.copies import COMMON, CONTAINED, TRIES
from arcticsearch.corpus.dedupe.signature import CAPITAL
from arcticsearch.values import Value

_TEXT_BITS = 24  # of a packed integer; the other 40 are a shingle's hash
_TEXT_MASK = (1 << _TEXT_BITS) - 1
_WEIGHT_BITS = 16  # beside a pair of texts; whole numbers add up to the same in any order
_WEIGHT_UNIT = (1 << _WEIGHT_BITS) - 1
_SLOT_BITS = 20  # of the rough hash: 1 MB of flags, which stay in the cache
_CHUNK = 1 << 15  # words looked at in one step; so do these
_SCANNED = 1 << 17  # shingles of which a few are sought in one step
_STEP = 1 << 20  # postings, or meetings of two texts at one, looked at in one step

Whose = tuple[NDArray[np.int64], NDArray[np.int32]]
"""Where some shingles start, and the numbers of the texts they stand in; parallel arrays."""

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


class Shelf(Value, frozen=True, cached=True):
    """Paragraphs. `codes` holds their words, `starts` where those of each stand, `sizes` how many.

    Where a method is given `texts`, these are the numbers of the texts that the paragraphs stand
    for, -1 for those that take no part.
    """

    codes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def everywhere(self, texts: Texts) -> Iterator[Whose]:
        """Where the shingles of all texts start, and whose they are, some at a time."""
        count = np.where(texts >= 0, np.maximum(0, self.sizes - SHINGLE + 1), 0)
        for some in chunks(self.sizes):
            yield spans(self.starts[some], count[some]), np.repeat(texts[some], count[some])

    def of(self, paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the shingles of these paragraphs start."""
        count = np.maximum(0, self.sizes[paragraphs] - SHINGLE + 1)
        return spans(self.starts[paragraphs], count)

    def wherever(self, starts: NDArray[np.int64], texts: Texts) -> Iterator[Whose]:
        """Where the shingles at `starts` stand, in all texts, and whose they are, some at a time.

        By a rough hash: some others come with them, but then from every text that has them.
        """
        wanted = np.zeros(1 << _SLOT_BITS, np.bool_)
        wanted[self._rough[starts]] = True
        for at in range(0, len(self._rough), _SCANNED):
            some = self._rough[at : at + _SCANNED]
            found = np.flatnonzero(wanted.take(some, mode="wrap")) + at  # all are within
            owner = self._owner(found)
            within = found - self.starts[owner]
            inside = (within >= 0) & (within + SHINGLE <= self.sizes[owner]) & (texts[owner] >= 0)
            yield found[inside], texts[owner[inside]]

    def _owner(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The paragraph that was the last to begin at or before each place, if there is one."""
        order, starts = self._by_start
        return order[np.searchsorted(starts, places, side="right") - 1]

    @cached_property
    def _by_start(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        order = np.argsort(self.starts, kind="stable")  # quick, as most are in order
        return order, self.starts[order]

    @cached_property
    def _rough(self) -> NDArray[np.uint32]:
        """A cheap hash of the shingle at each place, to look for a few of them among millions."""
        rough = np.empty(max(0, len(self.codes) - SHINGLE + 1), np.uint32)
        for at in range(0, len(rough), _CHUNK):
            mixed = rough[at : at + _CHUNK]
            words = bare(self.codes[at : at + len(mixed) + SHINGLE - 1])
            np.multiply(words[: len(mixed)], np.uint32(0x9E3779B1), out=mixed)
            mixed += words[1 : len(mixed) + 1] * np.uint32(0x85EBCA6B)
            mixed += words[2:] * np.uint32(0xC2B2AE35)
            mixed >>= np.uint32(32 - _SLOT_BITS)
        return rough


def bare(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Words without capitals."""
    return codes & np.uint32(~CAPITAL & 0xFFFFFFFF)


def chunks(sizes: NDArray[np.int64], most: int = _CHUNK) -> Iterator[slice]:
    """Things of these sizes in groups of about so much, so that a step over all of them needs memory
    for a group alone."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(most, total, most))
    for start, end in pairwise([0, *cuts.tolist(), len(sizes)]):
        if start < end:
            yield slice(start, end)


def spans(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places from each start on, one after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(sizes.sum())


def postings(codes: NDArray[np.uint32], places: Iterable[Whose]) -> Postings:
    """The shingles at these places with the texts they stand in, each once."""
    packed = np.empty(len(codes), np.uint64)  # of which no more than is filled takes memory
    size = 0
    for starts, texts in places:
        mixed = bare(codes[starts]) * np.uint64(0x9E3779B97F4A7C15)
        for n, odd in ((1, 0xC2B2AE3D27D4EB4F), (2, 0x9E3779B97F4A7C15)):
            mixed ^= mixed >> np.uint64(29)
            mixed += bare(codes[starts + n])
            mixed *= np.uint64(odd)
        mixed &= np.uint64(~_TEXT_MASK & 0xFFFFFFFFFFFFFFFF)
        packed[size : size + len(mixed)] = mixed | texts.astype(np.uint64)
        size += len(mixed)
    packed = packed[:size]
    packed.sort()
    return packed[differs(packed)]


def texts_of(found: Postings, most: int) -> Texts:
    """The texts at the shingles that at most so many texts have."""
    parts = [text[np.repeat(holders <= most, holders)] for text, holders in _runs(found)]
    return np.concatenate([np.empty(0, np.int32), *parts])


def _runs(found: Postings) -> Iterator[tuple[Texts, NDArray[np.int64]]]:
    """The text at each posting, and how many postings each shingle has, some shingles at a time."""
    start = 0
    while start < len(found):
        some = found[start : start + _STEP]
        first = np.flatnonzero(differs(some >> np.uint64(_TEXT_BITS)))
        end = len(some)
        if start + end < len(found) and len(first) > 1:  # the last one may go on
            end = int(first[-1])
            first = first[:-1]
        yield (
            (some[:end] & np.uint64(_TEXT_MASK)).astype(np.int32),
            np.diff(np.append(first, end)),
        )
        start += end


def among(values: NDArray[Any], some: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of many 64-bit values are among some others, which are few.

    By two bytes of a hash first. (numpy's isin would sort all of them, and loads its masked arrays
    for it, which takes as long as all that an update compares.)
    """
    flagged = np.zeros(1 << 16, np.bool_)
    flagged[_two_bytes(some)] = True
    likely = np.flatnonzero(flagged[_two_bytes(values)])
    wanted = np.sort(some)
    at = np.searchsorted(wanted[:-1], values[likely])
    found = np.zeros(len(values), np.bool_)
    found[likely] = wanted[at] == values[likely]
    return found


def _two_bytes(values: NDArray[Any]) -> NDArray[np.uint64]:
    return values.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(48)


def differs(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it, or is the first."""
    found = np.ones(len(ordered), np.bool_)
    found[1:] = ordered[1:] != ordered[:-1]
    return found


def candidates(found: Postings, only: NDArray[np.bool_]) -> Iterator[tuple[int, list[Candidate]]]:
    """For each text that has any: its candidates, those that contain most of it first.

    A candidate is longer than its text, or comes before it among texts of one length. `only` flags
    the texts whose candidates are sought; all their shingles, and all other texts that have them,
    must be among the postings.
    """
    shared, size = _shared(found, len(only))
    del found
    met = shared.place > 0  # a longer text
    fitting = np.bincount(shared.text[met], minlength=len(only))
    met &= (only & (fitting >= np.maximum(1, CONTAINED * size)))[shared.text]
    chosen = np.flatnonzero(met)
    chosen = chosen[np.argsort(shared.text[chosen], kind="stable")]
    text = shared.text[chosen]
    meetings = np.bincount(text, shared.place[chosen], len(only)).astype(np.int64)
    for texts in chunks(meetings, _STEP):
        some = slice(*np.searchsorted(text, (texts.start, texts.stop)))
        pairs = _pairs(shared, chosen[some], size)
        order = np.lexsort((pairs.longer, -pairs.share, pairs.text))
        columns = (pairs.text, pairs.longer, pairs.weight, pairs.rarity)
        rows = zip(*(column[order].tolist() for column in columns), strict=True)
        for number, group in groupby(rows, key=itemgetter(0)):
            yield number, [Candidate(*row[1:]) for row in islice(group, TRIES)]


class _Shared(NamedTuple):
    """The postings of shingles that some but not too many texts have. Arrays of one length: the
    text, how many before it have the shingle, and how many in all."""

    text: Texts
    place: NDArray[np.uint8]
    holders: NDArray[np.uint8]


def _shared(found: Postings, texts: int) -> tuple[_Shared, NDArray[np.int64]]:
    """Besides, the number of telling shingles of each text."""
    size = np.zeros(texts, np.int64)
    none = np.empty(0, np.uint8)
    parts = [_Shared(np.empty(0, np.int32), none, none)]
    for text, holders in _runs(found):
        telling = holders <= COMMON
        size += np.bincount(text[np.repeat(telling, holders)], minlength=texts)
        some = telling & (holders > 1)
        text, holders = text[np.repeat(some, holders)], holders[some]
        place = np.arange(len(text)) - np.repeat(np.cumsum(holders) - holders, holders)
        many = np.repeat(holders.astype(np.uint8), holders)
        parts.append(_Shared(text, place.astype(np.uint8), many))
    return _Shared(*(np.concatenate(column) for column in zip(*parts, strict=True))), size


class _Pairs(NamedTuple):
    """Arrays of one length; `share` is that of the text's shingles in the longer one."""

    text: NDArray[np.int64]
    longer: NDArray[np.int64]
    share: NDArray[np.float64]
    weight: NDArray[np.float64]
    rarity: NDArray[np.float64]


def _pairs(shared: _Shared, chosen: NDArray[np.int64], size: NDArray[np.int64]) -> _Pairs:
    """The pairs of some postings' texts with the longer ones, which stand just before."""
    meets = shared.place[chosen].astype(np.int64)
    at = spans(chosen - meets, meets)
    packed = np.repeat(shared.text[chosen].astype(np.uint64) << np.uint64(_TEXT_BITS), meets)
    packed |= shared.text[at].view(np.uint32)
    packed <<= np.uint64(_WEIGHT_BITS)
    others = shared.holders[chosen] - np.uint8(1)
    packed |= np.repeat((_WEIGHT_UNIT // others.astype(np.int64)).astype(np.uint16), meets)
    packed.sort()
    pair = (packed >> np.uint64(_WEIGHT_BITS)).view(np.int64)
    packed &= np.uint64(_WEIGHT_UNIT)
    weight = packed.view(np.int64)
    starts = np.flatnonzero(differs(pair))
    count = np.diff(np.append(starts, len(pair)))
    total = (np.add.reduceat(weight, starts) if len(starts) else weight) / _WEIGHT_UNIT
    pair = pair[starts]
    share = count / size[pair >> _TEXT_BITS]
    enough = share >= CONTAINED
    pair, count, total = pair[enough], count[enough], total[enough]
    return _Pairs(pair >> _TEXT_BITS, pair & _TEXT_MASK, share[enough], total, total / count)
