"""Evaluate boosted trees from a data file: a row of numbers in, log-odds out.

The algorithm is QuickScorer (Lucchese et al., SIGIR 2015). The leaves of a tree are numbered from
left to right and stand for the bits of a word. A test that fails (value > threshold) rules out the
leaves of its left branch; when all tests have been made, in any order, the lowest bit left is the
leaf that the row reaches. So there is no walk down a tree and no branch: numpy makes all tests of
all trees for a whole page at once, a test that several trees share only once, and a table gives
the value of the leaf for each byte.

A model is a JSON file in `data/`:

    {"features": ["words", "link_share", …],
     "trees": [{"tests": [[feature, threshold, first, end], …], "leaves": [value, …]}, …]}

`feature` is the position of a name in `features`; a row goes left if its value <= threshold, and
[first, end) are the leaves of the left branch. The values of the leaves reached are added up.
`bench/extract/lightgbm_to_json.py` writes this file from LightGBM's dump.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import starmap
from operator import itemgetter
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
_ROWS_AT_ONCE = 128  # their tests stay in the processor's cache; 256 rows take twice as long a row
_MAX_LEAVES = 8  # the bits of a byte; 200 such trees are no worse than 130 of 16 leaves (text.json)
_BYTES = 256
_STEPS = 2.0**20


def exact(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded to multiples of 2⁻²⁰, so that sums are the same in any order.

    numpy adds up in another order when there are more rows, and what is kept of a page must not
    depend on the pages beside it.
    """
    import numpy as np

    rounded: NDArray[np.float64] = np.rint(values * _STEPS) / _STEPS
    return rounded


class Trees:
    """A model in memory. Immutable once made."""

    def __init__(self, model: dict[str, Any]) -> None:
        import numpy as np  # here, because a query that strips nothing must not wait for it

        trees = model["trees"]
        self.features: tuple[str, ...] = tuple(model["features"])
        self._pack = Struct(f"{len(self.features)}f").pack
        width = max((len(tree["leaves"]) for tree in trees), default=1)
        if width > _MAX_LEAVES:
            raise ValueError(f"a tree has {width} leaves, more than {_MAX_LEAVES}")
        leaves = np.zeros((len(trees), _MAX_LEAVES), dtype=np.float64)
        for number, tree in enumerate(trees):
            leaves[number, : len(tree["leaves"])] = tree["leaves"]
        lowest_bit = [max(byte & -byte, 1).bit_length() - 1 for byte in range(_BYTES)]
        self._values = exact(leaves)[:, lowest_bit].ravel()
        # Of the narrowest type, which is added to bytes in half the time.
        first = np.arange(len(trees)) * _BYTES
        self._first_value = first.astype(np.min_scalar_type(len(trees) * _BYTES))[:, None]
        self._take_tests(trees, (max(width - 1, 1), len(trees)))

    def _take_tests(self, trees: Sequence[dict[str, Any]], shape: tuple[int, int]) -> None:
        import numpy as np

        tests = [
            (number, place, *test)
            for number, tree in enumerate(trees)
            for place, test in enumerate(tree["tests"])
        ]
        table = np.array(tests, dtype=np.float64).reshape(-1, 6)
        number, place, feature, first, end = table[:, [0, 1, 2, 4, 5]].T.astype(np.intp)
        threshold = table[:, 3].astype(np.float32)
        # What is tested, in one number: a feature and the bits of a threshold.
        tested = feature.astype(np.uint64) << np.uint64(32) | threshold.view(np.uint32)
        distinct, which = np.unique(tested, return_inverse=True)
        if not len(distinct):
            distinct = np.zeros(1, dtype=np.uint64)
        self._feature = (distinct >> np.uint64(32)).astype(np.intp)
        self._test = np.zeros(shape, dtype=np.intp)
        self._test[place, number] = which
        # A tree with fewer tests than the others is filled up: these rule out nothing.
        remaining = np.full((*shape, 1), _BYTES - 1, dtype=np.uint8)
        remaining[place, number, 0] ^= ((1 << end) - (1 << first)).astype(np.uint8)
        # Once for each row, as numpy takes half as long for two tables as for a table and a column.
        self._remaining = remaining.repeat(_ROWS_AT_ONCE, axis=2)
        threshold = distinct.astype(np.uint32).view(np.float32)
        self._threshold = threshold[:, None].repeat(_ROWS_AT_ONCE, axis=1)

    def log_odds(
        self, rows: NDArray[np.float32] | Sequence[Sequence[float]]
    ) -> NDArray[np.float64]:
        """One number a row: above 0 for more likely than not. A row has one value a feature."""
        import numpy as np

        table = np.asarray(rows, dtype=np.float32).reshape(-1, len(self.features))
        if len(table) <= _ROWS_AT_ONCE:
            return self._score(table)
        parts = [
            self._score(table[start : start + _ROWS_AT_ONCE])
            for start in range(0, len(table), _ROWS_AT_ONCE)
        ]
        return np.concatenate(parts)

    def judge(self, rows: Iterable[Mapping[str, float]]) -> NDArray[np.float64]:
        """As `log_odds`, of rows that give their values by the features' names; other names are ignored."""
        import numpy as np

        # Packed first, as numpy takes twice as long to read Python's numbers one by one.
        values = b"".join(starmap(self._pack, map(itemgetter(*self.features), rows)))
        return self.log_odds(np.frombuffer(values, dtype=np.float32))

    def _score(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        import numpy as np

        # Rows last: what is the same for all rows lies in one piece, and numpy runs along it.
        # (`take` is several times as quick as an array in brackets.)
        rows = len(table)
        failed = table.T.take(self._feature, axis=0) > self._threshold[:, :rows]
        # 0 − 1 has all bits set: where a test passed, nothing is ruled out (np.where takes 20 times
        # as long).
        passed = failed.view(np.uint8) - np.uint8(1)
        left = passed.take(self._test, axis=0)
        left |= self._remaining[..., :rows]
        left = np.bitwise_and.reduce(left, axis=0)
        total: NDArray[np.float64] = self._values.take(left + self._first_value).sum(axis=0)
        return total


@cache
def load(name: str) -> Trees:
    """The model `data/<name>.json`, read once."""
    return Trees(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))
