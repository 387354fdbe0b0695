"""Two paragraphs laid side by side: the runs of words they share, and where they differ.

Both are given as the bytes of `signature.words`, so that one `bytes.find` looks for a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from arcticsearch.corpus.dedupe.signature import CAPITAL, WORD_BYTES

SHINGLE = 3  # words: two meet by chance, four leave nothing of ten words with two edits

_MOVED = 6  # words: a shorter run elsewhere is a phrase that both happen to use


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


def _words_alike(a: bytes, b: bytes) -> int:
    """How many words two texts have in common from their start on."""
    size = min(len(a), len(b))
    unlike = int.from_bytes(a[:size], "little") ^ int.from_bytes(b[:size], "little")
    if not unlike:
        return size // WORD_BYTES
    lowest_bit = (unlike & -unlike).bit_length() - 1
    return lowest_bit // (8 * WORD_BYTES)


def shared_runs(shorter: bytes, longer: bytes) -> list[Run]:
    """The runs of at least `SHINGLE` words, in the order of the shorter text, none overlapping.

    Greedy: each run is sought after the one before, and only if it is not there in the whole of
    the longer text (sentences that changed places).
    """
    at = _find(longer, shorter, 0)
    if at >= 0:
        return [Run(0, at // WORD_BYTES, len(shorter) // WORD_BYTES)]
    found = []
    i = j = 0
    shingle = SHINGLE * WORD_BYTES
    moved = _MOVED * WORD_BYTES
    while i + shingle <= len(shorter):
        part = shorter[i : i + shingle]
        at = _find(longer, part, j)
        if at < 0 and j:
            at = _find(longer, shorter[i : i + moved], 0)
        if at < 0:
            i += WORD_BYTES
            continue
        size = _words_alike(shorter[i:], longer[at : at + len(shorter) - i])
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

    def between(start: int, end: int) -> list[int]:
        if taken:
            return [longer[at] for at in range(start, min(end, len(longer))) if at not in taken]
        return list(longer[start:end])

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
    theirs = [code | CAPITAL for code in longer]
    if not any(code | CAPITAL in theirs for code in shorter):
        return Difference(place, shorter, longer, ((), ()))
    own, both = [], []
    left = dict(enumerate(longer))
    for code in shorter:
        if code | CAPITAL in theirs:
            at = theirs.index(code | CAPITAL)
            theirs[at] = -1
            del left[at]
            both.append(code)
        else:
            own.append(code)
    shared = [code for at, code in enumerate(longer) if at not in left]
    return Difference(place, own, list(left.values()), (both, shared))
