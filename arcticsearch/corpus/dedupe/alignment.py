"""Two paragraphs laid side by side: the runs of words they share, and where they differ.

Both are given as the bytes of `signature.words`, so that one `bytes.find` looks for a run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from arcticsearch.corpus.dedupe.signature import CAPITAL, WORD_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 3  # words: two meet by chance, four leave nothing of ten words with two edits

_MOVED = 6  # words: a shorter run elsewhere is a phrase that both happen to use
_LARGE = 1_000  # words; in a shorter text it is quicker to look for each run in the whole of it
_FIRST_LOOK = 32 * WORD_BYTES  # most runs end in it


class Run(NamedTuple):
    """`size` words of the shorter text, from `i`, stand in the longer one from `j`."""

    i: int
    j: int
    size: int


class Place(Enum):
    """Where in the shorter text a difference stands."""

    START = "start"
    INSIDE = "inside"  # with shared words on both sides
    END = "end"


class Difference(NamedTuple):
    """Words (codes) that one text has in a place where the other has other words, or none.

    `both`: the words that stand there in both, in the order of the one and of the other.
    """

    place: Place
    shorter: Sequence[int]
    longer: Sequence[int]
    both: tuple[Sequence[int], Sequence[int]]


def _find(text: bytes, part: bytes, start: int) -> int:
    """Where `part` stands in `text`, at a word's start, from `start` on; -1 if it does not."""
    at = text.find(part, start)
    while at % WORD_BYTES and at >= 0:
        at = text.find(part, at + 1)
    return at


class _Search:
    """Looks for the runs of so many words of one text in another."""

    def __init__(self, shorter: bytes, longer: bytes, words: int) -> None:
        self._shorter, self._longer, self._size = shorter, longer, words * WORD_BYTES

    def find(self, i: int, start: int) -> int:
        """Where the run that stands at `i` in the shorter text stands in the longer one, from
        `start` on; -1 if it does not. At the shorter one's end runs are as long as they can be."""
        return _find(self._longer, self._shorter[i : i + self._size], start)


class _QuickSearch(_Search):
    """The same for long texts: to look for runs one by one takes the product of their lengths."""

    def __init__(self, shorter: bytes, longer: bytes, words: int) -> None:
        import numpy as np  # a short article should not wait for it

        super().__init__(shorter, longer, words)
        theirs = _hashes(longer, words)
        order = np.argsort(theirs, kind="stable")
        ours = _hashes(shorter, words)
        self._starts = (order * WORD_BYTES).tolist()
        self._first = np.searchsorted(theirs, ours, "left", order).tolist()
        self._end = np.searchsorted(theirs, ours, "right", order).tolist()

    def find(self, i: int, start: int) -> int:
        word = i // WORD_BYTES
        if word >= len(self._first):
            return super().find(i, start)
        end = self._end[word]
        part = self._shorter[i : i + self._size]
        nearest = bisect_left(self._starts, start, self._first[word], end)
        there = (self._starts[n] for n in range(nearest, end))
        return next((at for at in there if self._longer.startswith(part, at)), -1)


def _hashes(text: bytes, words: int) -> NDArray[np.uint64]:
    """A hash of each run of so many words."""
    import numpy as np

    codes = np.frombuffer(text, np.uint32)
    hashed = np.zeros(max(0, len(codes) - words + 1), np.uint64)
    for at in range(words):
        hashed *= np.uint64(0x9E3779B97F4A7C15)
        hashed += codes[at : at + len(hashed)]
    return hashed


def _words_alike(a: bytes, i: int, b: bytes, j: int) -> int:
    """How many words two texts have in common from these places on."""
    step, alike = _FIRST_LOOK, 0
    while (part := a[i + alike : i + alike + step]) == b[j + alike : j + alike + step] and part:
        alike += len(part)
        step *= 2
    other = b[j + alike : j + alike + step]
    size = min(len(part), len(other))
    unlike = int.from_bytes(part[:size], "little") ^ int.from_bytes(other[:size], "little")
    if unlike:
        size = ((unlike & -unlike).bit_length() - 1) // 8
    return (alike + size) // WORD_BYTES


def shared_runs(shorter: bytes, longer: bytes) -> list[Run]:
    """The runs of at least `SHINGLE` words, in the order of the shorter text, none overlapping.

    Greedy: each run is sought after the one before, and only if it is not there in the whole of
    the longer text (sentences that changed places).
    """
    at = _find(longer, shorter, 0)
    if at >= 0:
        return [Run(0, at // WORD_BYTES, len(shorter) // WORD_BYTES)]
    search = _QuickSearch if len(longer) > _LARGE * WORD_BYTES else _Search
    next_run, moved_run = (search(shorter, longer, words) for words in (SHINGLE, _MOVED))
    found = []
    i = j = 0
    while i + SHINGLE * WORD_BYTES <= len(shorter):
        at = next_run.find(i, j)
        if at < 0 and j:
            at = moved_run.find(i, 0)
        if at < 0:
            i += WORD_BYTES
            continue
        size = _words_alike(shorter, i, longer, at)
        found.append(Run(i // WORD_BYTES, at // WORD_BYTES, size))
        i += size * WORD_BYTES
        j = at + size * WORD_BYTES
    return found


def differences(
    runs: Sequence[Run], shorter: Sequence[int], longer: Sequence[int]
) -> Iterator[Difference]:
    """What stands before, between and after the runs, without the words that both have there.

    One at a time, since the first may settle the matter. Before the first and after the last run
    the longer text is only read as far as the shorter one goes on: it may be a whole article's
    worth longer.
    """
    moved = any(after.j < before.j + before.size for before, after in pairwise(runs))
    taken = {at for run in runs for at in range(run.j, run.j + run.size)} if moved else ()
    free = [at for at in range(len(longer)) if at not in taken] if moved else []

    def between(start: int, end: int) -> list[int]:
        if not moved:
            return list(longer[start:end])
        some = slice(bisect_left(free, start), bisect_left(free, end))
        gap = [longer[at] for at in free[some]]
        del free[some]  # what several gaps span is told of once
        return gap

    first, last = runs[0], runs[-1]
    if first.i:
        ahead = between(max(0, first.j - first.i - 1), first.j)
        yield _difference(Place.START, shorter[: first.i], ahead)
    for a, b in pairwise(runs):
        gap = between(a.j + a.size, b.j)
        yield _difference(Place.INSIDE, shorter[a.i + a.size : b.i], gap)
    rest = len(shorter) - last.i - last.size
    if rest:
        start = last.j + last.size
        yield _difference(Place.END, shorter[-rest:], between(start, start + rest + 1))


def _difference(place: Place, shorter: Sequence[int], longer: Sequence[int]) -> Difference:
    theirs: dict[int, deque[int]] = {}
    for at, code in enumerate(longer):
        theirs.setdefault(code | CAPITAL, deque()).append(at)
    own, both, met = [], [], set()
    for code in shorter:
        if places := theirs.get(code | CAPITAL):
            met.add(places.popleft())
            both.append(code)
        else:
            own.append(code)
    left = [code for at, code in enumerate(longer) if at not in met]
    shared = [code for at, code in enumerate(longer) if at in met]
    return Difference(place, own, left, (both, shared))
