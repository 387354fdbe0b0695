"""The elements above the blocks of an HTML page, as ranges of blocks.

An element holds an unbroken range of the page's blocks, so what stands inside it is a difference of
two running sums, for all elements at once. That is what makes evidence about subtrees cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.model import Block

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]


class Elements:
    """Element 0 is the outermost. `hints` says of a signature which hints it holds, as bits.

    One entry an element: `up` is its parent (the outermost is its own), [`start`, `end`) its
    blocks, `level` its depth, `path` a number that elements with the same signatures from the
    outermost down share, `bits` its hints, `all_bits` its own and its ancestors'. One entry a
    block: `of` is the innermost element.
    """

    def __init__(self, blocks: Sequence[Block], hints: Callable[[str], int]) -> None:
        import numpy as np

        up, start, end, path, of = [0], [0], [len(blocks)], [0], []
        # Of each path: those that are a step longer, by the signature of that step; its level, its
        # hints, its own and its ancestors' hints.
        longer: list[dict[str, int]] = [{}]
        level, bits, all_bits = [0], [0], [0]
        opened = [0]
        last = len(blocks)
        for number, block in enumerate(blocks):
            joined = block.joined
            while len(opened) > joined + 1:
                end[opened.pop()] = number
            element = opened[-1]
            known = path[element]
            for signature in block.ancestors[joined:]:
                step = longer[known].get(signature)
                if step is None:
                    own = hints(signature)
                    step = longer[known][signature] = len(longer)
                    longer.append({})
                    level.append(level[known] + 1)
                    bits.append(own)
                    all_bits.append(own | all_bits[known])
                known = step
                up.append(element)
                element = len(path)
                opened.append(element)
                path.append(known)
                start.append(number)
                end.append(last)
            of.append(element)
        self.of: Indices = np.array(of, dtype=np.intp)
        self.up: Indices = np.array(up, dtype=np.intp)
        self.start: Indices = np.array(start, dtype=np.intp)
        self.end: Indices = np.array(end, dtype=np.intp)
        self.path: Indices = np.array(path, dtype=np.intp)
        self.level: Indices = np.array(level, dtype=np.intp)[self.path]
        self.bits: Indices = np.array(bits, dtype=np.intp)[self.path]
        self.all_bits: Indices = np.array(all_bits, dtype=np.intp)[self.path]

    def inside(self, values: Floats) -> Floats:
        """The sum of a block's `values` in each element."""
        import numpy as np

        running = np.zeros(len(values) + 1)
        np.cumsum(values, out=running[1:])
        return running[self.end] - running[self.start]

    def shared_level(self, element: int) -> Floats:
        """The level of the innermost element that holds both `element` and the block, per block."""
        import numpy as np

        chain = [element]
        while element:
            element = int(self.up[element])
            chain.append(element)
        shared = np.zeros(len(self.of))
        for element in reversed(chain):
            shared[self.start[element] : self.end[element]] = self.level[element]
        return shared

    def best(self, mass: Floats, count: int) -> list[int]:
        """The `count` elements that hold most of `mass`, each apart from those before it.

        As Readability has it (Arc90, 2009): a block counts for its element and for those around
        it, less with every step, so that the innermost that holds the lot wins.
        """
        import numpy as np

        score = np.zeros(len(self.up))
        element = self.of
        for weight in (1.0, 1.0, 0.5, 0.25):
            score += weight * np.bincount(element, mass, len(score))
            element = self.up[element]
        found = []
        for _ in range(count):
            element_found = int(score.argmax())
            found.append(element_found)
            apart = (self.start >= self.end[element_found]) | (
                self.end <= self.start[element_found]
            )
            score *= apart
        return found
