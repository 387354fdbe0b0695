"""Set each block of a text page among the others: the second pass of features_text.

Works on whole tables with numpy, linear in their length: a row a column of features_text, one
number a block in page order. A table is measured at once, because a call of numpy takes longer than
its work on a page of twenty blocks. `prose` is what the first pass thinks of a block alone, from 0
(furniture) to 1 (prose).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from arcticsearch.corpus.bounds import MAX_BLOCKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.lexicon import Words

    Column = NDArray[np.float64]
    Table = NDArray[np.float64]
    Marks = NDArray[np.bool_]

STRONG = 0.75  # prose of at least this, in at least
STRONG_WORDS = 15  # so many words, is a place to measure distances from
SHORT_WORDS = 8
_WINDOWS = (2, 5, 12, 30)
_MEANS = 2  # the place in _WINDOWS of the one in which means are taken
_FAR = 100.0
_LONG_WORD = 5  # letters; function words are shorter, mostly
_EARLY = 6  # blocks of strong prose
_BLOCK_BITS = MAX_BLOCKS.bit_length()


def neighbours_names(names: Sequence[str], reach: int) -> list[str]:
    return [f"{name}{step:+d}" for step in _steps(reach) for name in names]


def _steps(reach: int) -> tuple[int, ...]:
    return (*range(-reach, 0), *range(1, reach + 1))


def neighbours(table: Table, reach: int) -> list[Table]:
    """Each row's value in the blocks before (name-1, name-2 …) and after; −1 off the page."""
    import numpy as np

    height, count = table.shape
    padded = np.empty((height, count + 2 * reach))
    padded[:, :reach] = padded[:, reach + count :] = -1
    padded[:, reach : reach + count] = table
    return [padded[:, reach + step : reach + step + count] for step in _steps(reach)]


def _near(table: Table, widths: Sequence[int]) -> Table:
    """The sums of each row over windows that end before the block and begin after it.

    Axes: side, width, row, block.
    """
    import numpy as np

    height, count = table.shape
    widest = max(widths)
    # Sums up to a place; the first is repeated to the left, the last to the right.
    sums = np.zeros((height, count + 1 + 2 * widest))
    table.cumsum(axis=1, out=sums[:, widest + 1 : widest + 1 + count])
    sums[:, widest + 1 + count :] = sums[:, widest + count, None]
    found = np.empty((2, len(widths), height, count))
    for at, width in enumerate(widths):
        first, last = widest - width, widest + 1 + width
        np.subtract(sums[:, widest : widest + count], sums[:, first : first + count], found[0, at])
        np.subtract(sums[:, last : last + count], sums[:, widest + 1 : -widest], found[1, at])
    return found


def _sums(table: Table) -> Table:
    """Sums of each row up to a place: a column more than the table."""
    import numpy as np

    sums = np.zeros((len(table), table.shape[1] + 1))
    table.cumsum(axis=1, out=sums[:, 1:])
    return sums


def windows_names(names: Sequence[str]) -> list[str]:
    return [
        *(f"prose{side}w{width}" for side in "-+" for width in _WINDOWS),
        *(f"words{side}w{width}" for side in "-+" for width in _WINDOWS),
        *(f"{name}{side}m{_WINDOWS[_MEANS]}" for side in "-+" for name in names),
    ]


def windows(prose: Column, words: Column, others: Table) -> list[Table]:
    """How much of the words near by is prose, and how many a block has, before and after a block.

    Also the mean of each row of `others` in one of the windows.
    """
    import numpy as np

    count = len(words)
    table = np.empty((3 + len(others), count))
    table[0] = prose * words
    table[1] = words
    table[2] = 1
    table[3:] = others
    near = _near(table, _WINDOWS)
    mass, total, number = near[:, :, 0], near[:, :, 1], np.maximum(near[:, :, 2], 1)
    means = near[:, _MEANS, 3:] / number[:, _MEANS, None]
    parts = (mass / (total + 5), total / number, means)
    return [part.reshape(-1, count) for part in parts]


SHARED_WORDS = ["shared_words", "shared_early"]


def shared_words(words: Words, strong: Marks) -> Table:
    """How much of a block's vocabulary the strong prose of the page uses elsewhere.

    A further story stacked below the article is prose, too, but about something else.
    """
    import numpy as np

    count = len(strong)
    long = words.lengths >= _LONG_WORD
    # A number for each use: the word's hash, its last bits left for the block. Once sorted, the
    # uses of a word stand together, in the order of the blocks.
    bits = np.uint64(_BLOCK_BITS)
    uses = words.hashes[long] >> bits << bits | words.text[long].astype(np.uint64)
    uses.sort()
    uses = uses[_differ(uses)]
    hashes = uses >> bits
    block = (uses ^ hashes << bits).astype(np.intp)
    word = _differ(hashes).cumsum() - 1
    is_strong = strong[block]
    in_strong = np.bincount(word[is_strong], minlength=len(word))
    early = np.zeros(len(word), dtype=bool)
    opening = strong.nonzero()[0][:_EARLY]
    if len(opening):
        early[word[is_strong & (block <= opening[-1])]] = True
    elsewhere = in_strong[word] > is_strong
    found = np.empty((2, count))
    found[0] = np.bincount(block[elsewhere], minlength=count)
    found[1] = np.bincount(block[early[word]], minlength=count)
    found /= np.bincount(block, minlength=count) + 1e-9
    return found


def _differ(values: NDArray[np.uint64]) -> Marks:
    """Whether each value differs from the one before."""
    import numpy as np

    found = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


POSITION = [
    *("from_top", "from_end", "place", "prose_before", "prose_after", "share_before"),
    *("page_blocks", "page_prose", "page_share", "page_long"),
]


def position(prose: Column, words: Column) -> Table:
    """Where in the page the block is, in blocks and in prose."""
    import numpy as np

    count = len(words)
    mass = prose * words
    below = mass.cumsum() - mass
    total = float(mass.sum()) + 1e-9
    found = np.empty((len(POSITION), count))
    found[0] = here = np.arange(count)
    found[1] = count - 1 - here
    found[2] = here / count
    found[3] = below
    found[4] = total - below - mass
    found[5] = below / total
    found[6] = count
    found[7] = total
    found[8] = total / float(words.sum())
    found[9] = np.count_nonzero(words > STRONG_WORDS) / count
    return found


def _last(marks: Marks) -> NDArray[np.intp]:
    """The last marked place up to each place, −1 if there is none."""
    import numpy as np

    last = np.where(marks, np.arange(marks.shape[-1]), -1)
    return np.maximum.accumulate(last, axis=-1, out=last)


def _next(marks: Marks) -> NDArray[np.intp]:
    """The next marked place from each place on, their number if there is none."""
    found: NDArray[np.intp] = marks.shape[-1] - 1 - _last(marks[..., ::-1])[..., ::-1]
    return found


DISTANCES = [f"strong{side}{what}" for what in ("blocks", "gap", "words") for side in "-+"]


def distances(strong: Marks, words: Column) -> Table:
    """How far the nearest strong prose is, in blocks and in words, and how long it is."""
    import numpy as np

    count = len(strong)
    here = np.arange(count)
    places = np.empty(np.count_nonzero(strong) + 2, dtype=np.intp)
    places[0], places[1:-1], places[-1] = -1, strong.nonzero()[0], count
    up_to = strong.cumsum()
    nearest = np.empty((2, count), dtype=np.intp)
    nearest[0], nearest[1] = places[up_to - strong], places[up_to + 1]
    missing = (nearest < 0) | (nearest == count)
    at = np.where(missing, 0, nearest)
    sums = _sums(words[None])[0]
    found = np.empty((3, 2, count))
    found[0] = np.abs(here - at)
    found[1] = np.abs(sums[np.maximum(here, at)] - sums[np.minimum(here, at) + 1])
    found[2] = words[at]
    found[:, missing] = ((_FAR,), (10 * _FAR,), (0.0,))
    return found.reshape(-1, count)


RUNS = ["run", "run_place"]


def runs(words: Column) -> Table:
    """The run of short blocks in which a block stands, and its place there; 0 for a long block."""
    import numpy as np

    long = words >= SHORT_WORDS
    before = _last(long)
    found = np.array((_next(long) - before - 1, np.arange(len(words)) - before), dtype=float)
    found[:, long] = 0
    return found


BODY = [
    f"{name}_{what}" for name in ("wide", "tight") for what in ("start", "end", "blocks", "words")
]


def body(prose: Column, words: Column) -> Table:
    """The stretch that is most likely the body: the largest sum of (prose − cost) × √words.

    Kadane's algorithm, once with a cost that forgives furniture inside and once with a strict one.
    """
    import numpy as np

    here = np.arange(len(words))
    found = np.empty((len(BODY), len(words)))
    sums = _sums((prose - np.array([[0.25], [0.5]])) * np.sqrt(words))
    gains = sums - np.minimum.accumulate(sums, axis=1)
    for at, (row, end) in enumerate(zip(sums, gains.argmax(axis=1).tolist(), strict=True)):
        start = int(row[: end + 1].argmin())
        found[4 * at] = here - start
        found[4 * at + 1] = here - end + 1
        found[4 * at + 2] = end - start
        found[4 * at + 3] = words[start:end].sum()
    return found


ALIKE = ["alike_prose", "alike_mass", "alike_share", "alike_words"]


def alike(signature: Column, prose: Column, words: Column) -> Table:
    """What the page holds in blocks that are set like this one: same tag, same indent."""
    import numpy as np

    places: dict[float, int] = {}
    group = np.array([places.setdefault(one, len(places)) for one in signature.tolist()])
    mass, total = np.bincount(group, prose * words), np.bincount(group, words)
    number = np.bincount(group)
    groups = np.empty((len(ALIKE), len(number)))
    groups[0] = mass / (total + 5)
    groups[1] = mass / (mass.max() + 1e-9)
    groups[2] = number / len(group)
    groups[3] = total / number
    return groups.take(group, axis=1)


def since_names(names: Sequence[str]) -> list[str]:
    return [f"{what}_{name}" for what in ("since", "strong_since") for name in names]


def since(triggers: Marks, strong: Marks) -> Table:
    """How long ago a line of a kind stood, in blocks, and how much strong prose came since."""
    import numpy as np

    last = _last(triggers)
    passed: NDArray[np.intp] = strong.cumsum() - strong
    found = np.empty((2, *last.shape))
    found[0] = np.arange(last.shape[1]) - last
    found[1] = passed - passed[last]
    found[:, last < 0] = _FAR
    return found.reshape(-1, last.shape[1])
