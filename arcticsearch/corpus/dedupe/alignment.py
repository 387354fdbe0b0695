"""Two paragraphs laid side by side: the runs of words they share, and where they differ.

Both are given as the bytes of `signature.words`, so that one `bytes.find` looks for a run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from arcticsearch.corpus.dedupe.signature import CAPITAL, WORD_BYTES

SHINGLE = 3  # words: two meet by chance, four leave nothing of ten words with two edits

_MOVED = 6  # words: a shorter run elsewhere is a phrase that both happen to use
_LARGE = 1_000  # words; looking for each run in the whole of the longer text is quicker below
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


class _Places:
    """Where the runs of so many words stand in a text: to look for them one by one takes the product
    of two texts' lengths."""

    def __init__(self, text: bytes, words: int) -> None:
        self._text, self._size = text, words * WORD_BYTES
        self._starts: dict[bytes, list[int]] = {}
        for at in range(0, len(text) - self._size + 1, WORD_BYTES):
            self._starts.setdefault(text[at : at + self._size], []).append(at)

    def find(self, part: bytes, start: int) -> int:
        """As `_find`."""
        if len(part) < self._size:  # the last words of a text
            return _find(self._text, part, start)
        starts = self._starts.get(part, [])
        nearest = bisect_left(starts, start)
        return starts[nearest] if nearest < len(starts) else -1


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
    next_run: Callable[[bytes, int], int] = partial(_find, longer)
    moved_run = next_run
    if len(shorter) > _LARGE * WORD_BYTES:
        next_run, moved_run = _Places(longer, SHINGLE).find, _Places(longer, _MOVED).find
    found = []
    i = j = 0
    shingle = SHINGLE * WORD_BYTES
    moved = _MOVED * WORD_BYTES
    while i + shingle <= len(shorter):
        at = next_run(shorter[i : i + shingle], j)
        if at < 0 and j:
            at = moved_run(shorter[i : i + moved], 0)
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
