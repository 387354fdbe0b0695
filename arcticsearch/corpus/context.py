"""Set each block of a text page among the others: the second pass of features_text.

Works on whole tables with numpy, linear in their length: a row a column of features_text, one
number a block in page order. A table is measured at once, because a call of numpy takes longer than
its work on a page of twenty blocks. `prose` is what the first pass thinks of a block alone, from 0
(furniture) to 1 (prose).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def neighbours_names(names: Sequence[str], reach: int) -> list[str]:
    return [f"{name}{step:+d}" for step in _steps(reach) for name in names]


def _steps(reach: int) -> tuple[int, ...]:
    return (*range(-reach, 0), *range(1, reach + 1))


def neighbours(table: Table, reach: int) -> Table:
    """Each row's value in the blocks before (name-1, name-2 …) and after; −1 off the page."""
    import numpy as np

    height, count = table.shape
    padded = np.full((height, count + 2 * reach), -1.0)
    padded[:, reach : reach + count] = table
    return np.concatenate([padded[:, reach + step :][:, :count] for step in _steps(reach)])


def _near(table: Table, widths: Sequence[int]) -> Table:
    """The sums of each row over windows that end before the block and begin after it.

    Axes: side, width, row, block.
    """
    import numpy as np

    height, count = table.shape
    widest = max(widths)
    # Sums up to a place; the first is repeated to the left, the last to the right.
    sums = np.zeros((height, count + 1 + 2 * widest))
    np.cumsum(table, axis=1, out=sums[:, widest + 1 : widest + 1 + count])
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
    np.cumsum(table, axis=1, out=sums[:, 1:])
    return sums


def windows_names(names: Sequence[str]) -> list[str]:
    return [
        *(f"prose{side}w{width}" for side in "-+" for width in _WINDOWS),
        *(f"words{side}w{width}" for side in "-+" for width in _WINDOWS),
        *(f"{name}{side}m{_WINDOWS[_MEANS]}" for side in "-+" for name in names),
    ]


def windows(prose: Column, words: Column, others: Table) -> Table:
    """How much of the words near by is prose, and how many a block has, before and after a block.

    Also the mean of each row of `others` in one of the windows.
    """
    import numpy as np

    count = len(words)
    near = _near(np.concatenate(([prose * words, words, np.ones(count)], others)), _WINDOWS)
    mass, total, number = near[:, :, 0], near[:, :, 1], np.maximum(near[:, :, 2], 1)
    means = near[:, _MEANS, 3:] / number[:, _MEANS, None]
    parts = (mass / (total + 5), total / number, means)
    return np.concatenate([part.reshape(-1, count) for part in parts])


SHARED_WORDS = ["shared_words", "shared_early"]


def shared_words(words: Words, strong: Marks) -> Table:
    """How much of a block's vocabulary the strong prose of the page uses elsewhere.

    A further story stacked below the article is prose, too, but about something else.
    """
    import numpy as np

    count = len(strong)
    long = np.flatnonzero(words.lengths >= _LONG_WORD)
    known, word = np.unique(words.hashes[long], return_inverse=True)
    size = max(len(known), 1)
    block, word = np.divmod(np.unique(words.text[long] * size + word), size)
    is_strong = strong[block]
    uses = np.bincount(word[is_strong], minlength=size)
    early = np.zeros(size, dtype=bool)
    opening = np.flatnonzero(strong)[:_EARLY]
    if len(opening):
        early[word[is_strong & (block <= opening[-1])]] = True
    mine = np.bincount(block, minlength=count) + 1e-9
    elsewhere = np.bincount(block, uses[word] >= 1 + is_strong, minlength=count)
    return np.array((elsewhere, np.bincount(block, early[word], minlength=count))) / mine


POSITION = [
    *("from_top", "from_end", "place", "prose_before", "prose_after", "share_before"),
    *("page_blocks", "page_prose", "page_share", "page_long"),
]


def position(prose: Column, words: Column) -> Table:
    """Where in the page the block is, in blocks and in prose."""
    import numpy as np

    count = len(words)
    mass = prose * words
    below = np.cumsum(mass) - mass
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
    found[9] = (words > STRONG_WORDS).mean()
    return found


def _last(marks: Marks) -> NDArray[np.intp]:
    """The last marked place up to each place, −1 if there is none."""
    import numpy as np

    here = np.arange(marks.shape[-1])
    found: NDArray[np.intp] = np.maximum.accumulate(np.where(marks, here, -1), axis=-1)
    return found


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
    nearest = np.empty((2, count), dtype=np.intp)
    nearest[0, 0], nearest[1, -1] = -1, count
    nearest[0, 1:], nearest[1, :-1] = _last(strong)[:-1], _next(strong)[1:]
    missing = (nearest < 0) | (nearest == count)
    at = np.clip(nearest, 0, count - 1)
    sums = _sums(words[None])[0]
    gap = np.abs(sums[np.maximum(here, at)] - sums[np.minimum(here, at) + 1])
    found = np.array((np.abs(here - at), gap, words[at]))
    found[:, missing] = np.array((_FAR, 10 * _FAR, 0.0))[:, None]
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

    _, group = np.unique(signature, return_inverse=True)
    mass, total = np.bincount(group, prose * words), np.bincount(group, words)
    number = np.bincount(group)
    groups = np.array(
        (mass / (total + 5), mass / (mass.max() + 1e-9), number / len(group), total / number)
    )
    return groups[:, group]


def since_names(names: Sequence[str]) -> list[str]:
    return [f"{what}_{name}" for what in ("since", "strong_since") for name in names]


def since(triggers: Marks, strong: Marks) -> Table:
    """How long ago a line of a kind stood, in blocks, and how much strong prose came since."""
    import numpy as np

    last = _last(triggers)
    passed: NDArray[np.intp] = np.cumsum(strong) - strong
    here = np.arange(triggers.shape[1])
    found = np.array((here - last, passed - passed[last]), dtype=float)
    found[:, last < 0] = _FAR
    return found.reshape(-1, triggers.shape[1])
