"""The elements above the blocks of HTML pages, as ranges of blocks.

An element holds an unbroken range of its page's blocks, so what stands inside it is a difference of
two running sums, for all elements at once. That is what makes evidence about subtrees cheap. All
pages that are measured together have their elements in one row, page after page: a call of numpy
takes longer than its work on one page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.strip.layout import Layout
    from arcticsearch.page import Block

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

_OUTERMOST = ""  # no element has this signature
_NEAR = 4


class Elements:
    """`hints` says of a signature which hints it holds, as bits.

    One entry an element, in the order in which they open, the outermost of a page before all others
    of it: `up` is its parent (an outermost is its own), [`start`, `end`) its blocks, `level` its
    depth, `path` a number that elements of a page with the same signatures from the outermost down
    share, `bits` its hints, `all_bits` its own and its ancestors'. One entry a block: `of` is the
    innermost element; `near` are that, its parent, and the two above.
    """

    def __init__(self, blocks: Sequence[Block], at: Layout, hints: Callable[[str], int]) -> None:
        import numpy as np

        self._at = at
        # Levels start from an outermost element, which the first block of a page opens, too.
        shared = np.array([block.joined for block in blocks])
        shared[at.starts] = -1
        depth = np.array([len(block.ancestors) for block in blocks])
        opened = depth - shared
        self.start: Indices = at.here.repeat(opened)
        ends = opened.cumsum()
        number = np.arange(ends[-1])
        self.level: Indices = number - (ends - depth - 1)[self.start]
        self._first = (ends - opened)[at.starts]  # of each page
        # At each level and block, the newest element: where there is one above the block, that.
        newest = np.zeros((depth.max() + 1, len(blocks)), dtype=np.intp)
        newest[self.level, self.start] = number
        np.maximum.accumulate(newest, axis=1, out=newest)
        self.of: Indices = newest[depth, at.here]
        self.up: Indices = newest[np.maximum(self.level - 1, 0), self.start]
        self.end = _ends(shared, self.level, self.start)
        self._shared = shared

        path, bits, all_bits = _paths(_signatures(blocks, at), self.up, hints)
        self.path: Indices = np.array(path, dtype=np.intp)
        self.bits: Indices = np.array(bits, dtype=np.intp)[self.path]
        self.all_bits: Indices = np.array(all_bits, dtype=np.intp)[self.path]
        self.near = [self.of]
        while len(self.near) < _NEAR:
            self.near.append(self.up[self.near[-1]])

    def inside(self, values: Floats) -> Floats:
        """The sum of a block's `values` in each element; they must be `trees.exact`."""
        import numpy as np

        running = np.zeros(len(values) + 1)
        np.cumsum(values, out=running[1:])
        return running[self.end] - running[self.start]

    def shared_level(self, elements: Indices) -> Indices:
        """How deep the innermost element is that holds both a block and its page's of `elements`.

        From the first block of the element on, away from it, that is the least of what each block
        shares with the one before.
        """
        import numpy as np

        at = self._at
        place = self.start[elements][at.page]
        level = self.level[elements][at.page]
        # Less with every page, so that the least so far is never that of another page.
        page = at.page * (self._shared.max() + level.max() + 2)
        below = np.where(at.here <= place, level, self._shared) - page
        np.minimum.accumulate(below, out=below)
        above = np.where(at.here >= place, level, np.append(self._shared[1:], 0)) + page
        above[::-1] = np.minimum.accumulate(above[::-1])
        shared: Indices = np.where(at.here < place, above - page, below + page)
        return shared

    def best(self, mass: Floats, count: int) -> list[Indices]:
        """The `count` elements of each page that hold most of `mass`, apart from those before.

        As Readability has it (Arc90, 2009): a block counts for its element and for those around
        it, less with every step, so that the innermost that holds the lot wins.
        """
        import numpy as np

        score = np.zeros(len(self.up))
        for weight, element in zip((1.0, 1.0, 0.5, 0.25), self.near, strict=True):
            score += weight * np.bincount(element, mass, len(score))
        page = self._at.page[self.start]
        firsts = self._first.tolist()
        found: list[Indices] = []
        for _ in range(count):
            pages = zip(firsts, [*firsts[1:], len(score)], strict=True)
            best = np.array([first + int(score[first:end].argmax()) for first, end in pages])
            found.append(best)
            score *= (self.start >= self.end[best][page]) | (self.end <= self.start[best][page])
        return found


def _ends(shared: Indices, level: Indices, start: Indices) -> Indices:
    """Behind the last block of each element: the next that shares only what is above it."""
    import numpy as np

    count = len(shared)
    ends = np.full((level.max() + 1, count + 1), count)
    np.copyto(
        ends[:, :-1], np.arange(count), where=shared < np.arange(len(ends), dtype=np.intp)[:, None]
    )
    ends[:, ::-1] = np.minimum.accumulate(ends[:, ::-1], axis=1)
    found: Indices = ends[level, start + 1]
    return found


def _signatures(blocks: Sequence[Block], at: Layout) -> list[str]:
    """Those of all elements, in the order in which they open."""
    signatures: list[str] = []
    for first, end in at.pages():
        signatures.append(_OUTERMOST)
        for block in blocks[first:end]:
            signatures += block.ancestors[block.joined :]
    return signatures


def _paths(
    signatures: list[str], up: Indices, hints: Callable[[str], int]
) -> tuple[list[int], list[int], list[int]]:
    """The path of each element; of each path its hints, its own and its ancestors' hints."""
    path: list[int] = []
    bits: list[int] = []
    all_bits: list[int] = []
    known: dict[tuple[int, str], int] = {}
    for parent, signature in zip(up.tolist(), signatures, strict=True):
        if signature == _OUTERMOST:
            known.clear()  # the paths of another page are others
            path.append(len(bits))
            bits.append(0)
            all_bits.append(0)
            continue
        step = path[parent], signature
        number = known.get(step)
        if number is None:
            number = known[step] = len(bits)
            own = hints(signature)
            bits.append(own)
            all_bits.append(own | all_bits[step[0]])
        path.append(number)
    return path, bits, all_bits
