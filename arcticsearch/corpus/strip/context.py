"""Set each block of a text page among the others: the second pass of features_text.

Works on whole tables with numpy, in time linear in their length. A row of a table is one feature
(a column of features_text) and has a number for each block, in page order. Many pages and many
features are measured at once, because a call of numpy takes longer than its work on a page of ten
blocks. No number depends on what other pages are measured beside: all that is summed is a multiple
of 2⁻²⁰ and stays far below 2³², so that sums are exact in any order. `prose` is what the first pass
thinks of a block alone, from 0 (furniture) to 1 (prose).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from arcticsearch.corpus.bounds import MAX_BLOCKS
from arcticsearch.corpus.trees import exact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.strip.layout import Layout
    from arcticsearch.corpus.strip.lexicon import Words

    Column = NDArray[np.float64]
    Table = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Places = NDArray[np.intp]

# Strong prose is what distances are measured from: blocks with more than this of `prose` and at least
# so many words.
STRONG, STRONG_WORDS = 0.75, 15
SHORT_WORDS = 8  # a shorter block is part of a run of short ones
_WINDOWS = (2, 5, 12, 30)  # blocks
_MEANS = 2  # the place in _WINDOWS of the one in which means are taken
_FAR = 100.0  # stands for a distance, in blocks, to what is not on the page
_LONG_WORD = 5  # letters; function words are shorter, mostly
_EARLY = 6  # blocks of strong prose
_BLOCK_BITS = MAX_BLOCKS.bit_length()  # of all pages that are measured together


def neighbours_names(names: Sequence[str], reach: int) -> list[str]:
    return [f"{name}{step:+d}" for step in _steps(reach) for name in names]


def _steps(reach: int) -> tuple[int, ...]:
    return (*range(-reach, 0), *range(1, reach + 1))


def neighbours(at: Layout, table: Table, reach: int) -> list[Table]:
    """Each row's value in the blocks before (name-1, name-2 …) and after; −1 off the page."""
    return [at.shifted(table, step, -1.0) for step in _steps(reach)]


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


def windows(at: Layout, prose: Column, words: Column, others: Table) -> list[Table]:
    """How much of the words near by is prose, and how many a block has, before and after a block.

    Also the mean of each row of `others` in one of the windows. A window ends before the block or
    begins after it.
    """
    import numpy as np

    count = len(words)
    widths = np.array(_WINDOWS)[:, None]
    first = np.maximum(at.here - widths, at.start)
    last = np.minimum(at.here + 1 + widths, at.end)
    number = np.maximum(np.array((at.here - first, last - at.here - 1)), 1)  # side, width, block
    sums = _sums(np.array((prose * words, words)))
    near = np.empty((2, 2, len(_WINDOWS), count))  # side, row, width, block
    np.subtract(sums[:, None, :-1], sums.take(first, axis=1), out=near[0])
    np.subtract(sums.take(last, axis=1), sums[:, None, 1:], out=near[1])
    mass, total = near[:, 0], near[:, 1]
    sums = _sums(others)
    means = np.empty((2, *others.shape))
    np.subtract(sums[:, :-1], sums.take(first[_MEANS], axis=1), out=means[0])
    np.subtract(sums.take(last[_MEANS], axis=1), sums[:, 1:], out=means[1])
    means /= number[:, _MEANS, None]
    parts = (mass / (total + 5), total / number, means)
    return [part.reshape(-1, count) for part in parts]


SHARED_WORDS = ["shared_words", "shared_early"]


def shared_words(at: Layout, words: Words, strong: Marks) -> Table:
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
    # A word of a page is another one than that of the next.
    word = (_differ(hashes) | _differ(at.page[block])).cumsum() - 1
    is_strong = strong[block]
    in_strong = np.bincount(word[is_strong], minlength=len(word))
    opening = strong & (_so_far(at, strong) < _EARLY)
    early = np.zeros(len(word), dtype=bool)
    early[word[opening[block]]] = True
    elsewhere = in_strong[word] > is_strong
    found = np.empty((2, count))
    found[0] = np.bincount(block[elsewhere], minlength=count)
    found[1] = np.bincount(block[early[word]], minlength=count)
    found /= np.bincount(block, minlength=count) + 1e-9
    return found


def _differ(values: NDArray[np.generic]) -> Marks:
    """Whether each value differs from the one before."""
    import numpy as np

    found = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def _so_far(at: Layout, marks: Marks) -> Places:
    """How many marks stand above each block of its page."""
    above: Places = marks.cumsum() - marks
    return above - above[at.start]


POSITION = [
    *("from_top", "from_end", "place", "prose_before", "prose_after", "share_before"),
    *("page_blocks", "page_prose", "page_share", "page_long"),
]


def position(at: Layout, prose: Column, words: Column) -> Table:
    """Where in the page the block is, in blocks and in prose."""
    import numpy as np

    mass = prose * words
    sums = _sums(np.array((mass, words, words > STRONG_WORDS)))
    pages = sums[:, at.ends] - sums[:, at.starts]
    pages[0] += 1e-9
    total, all_words, long = pages[:, at.page]
    below = sums[0, :-1] - sums[0, at.start]
    size = at.end - at.start
    found = np.empty((len(POSITION), len(words)))
    found[0] = at.here - at.start
    found[1] = at.end - 1 - at.here
    found[2] = found[0] / size
    found[3] = below
    found[4] = total - below - mass
    found[5] = below / total
    found[6] = size
    found[7] = total
    found[8] = total / all_words
    found[9] = long / size
    return found


def _last(marks: Marks) -> Places:
    """The last marked place up to each place, −1 if there is none."""
    import numpy as np

    last = np.where(marks, np.arange(marks.shape[-1]), -1)
    return np.maximum.accumulate(last, axis=-1, out=last)


def _next(marks: Marks) -> Places:
    """The next marked place from each place on, their number if there is none."""
    found: Places = marks.shape[-1] - 1 - _last(marks[..., ::-1])[..., ::-1]
    return found


DISTANCES = [f"strong{side}{what}" for what in ("blocks", "gap", "words") for side in "-+"]


def distances(at: Layout, strong: Marks, words: Column) -> Table:
    """How far the nearest strong prose is, in blocks and in words, and how long it is."""
    import numpy as np

    count = len(strong)
    places = np.empty(np.count_nonzero(strong) + 2, dtype=np.intp)
    places[0], places[1:-1], places[-1] = -1, strong.nonzero()[0], count
    up_to = strong.cumsum()
    nearest = np.empty((2, count), dtype=np.intp)
    nearest[0], nearest[1] = places[up_to - strong], places[up_to + 1]
    missing = (nearest < at.start) | (nearest >= at.end)
    there = np.where(missing, 0, nearest)
    sums = _sums(words[None])[0]
    found = np.empty((3, 2, count))
    found[0] = np.abs(at.here - there)
    found[1] = np.abs(sums[np.maximum(at.here, there)] - sums[np.minimum(at.here, there) + 1])
    found[2] = words[there]
    found[:, missing] = ((_FAR,), (10 * _FAR,), (0.0,))
    return found.reshape(-1, count)


RUNS = ["run", "run_place"]


def runs(at: Layout, words: Column) -> Table:
    """The run of short blocks in which a block stands, and its place there; 0 for a long block."""
    import numpy as np

    long = words >= SHORT_WORDS
    before = np.maximum(_last(long), at.start - 1)
    after = np.minimum(_next(long), at.end)
    found = np.array((after - before - 1, at.here - before), dtype=float)
    found[:, long] = 0
    return found


BODY = [
    f"{name}_{what}" for name in ("wide", "tight") for what in ("start", "end", "blocks", "words")
]


def body(at: Layout, prose: Column, words: Column) -> Table:
    """The stretch that is most likely the body: the largest sum of (prose − cost) × √words.

    Kadane's algorithm, once with a cost that forgives furniture inside and once with a strict one.
    """
    import numpy as np

    found = np.empty((2, 4, len(words)))
    sums = _sums(np.array((*exact((prose - np.array([[0.25], [0.5]])) * np.sqrt(words)), words)))
    for first, end in at.pages():
        page = sums[:2, first : end + 1]
        gains = page - np.minimum.accumulate(page, axis=1)
        for row, gain, columns in zip(page, gains, found, strict=True):
            stop = int(gain.argmax())
            start = int(row[: stop + 1].argmin())
            columns[0, first:end] = -start
            columns[1, first:end] = 1 - stop
            columns[2, first:end] = stop - start
            columns[3, first:end] = sums[2, first + stop] - sums[2, first + start]
    found[:, :2] += at.here - at.start
    return found.reshape(len(BODY), -1)


ALIKE = ["alike_prose", "alike_mass", "alike_share", "alike_words"]


def alike(at: Layout, signature: Column, prose: Column, words: Column) -> Table:
    """What the page holds in blocks that are set like this one: same tag, same indent."""
    import numpy as np

    # Of whole numbers below 2⁵³, as there are at most MAX_BLOCKS pages of bounded width.
    kinds = signature.max() + 1
    keys, group = np.unique(at.page * kinds + signature, return_inverse=True)
    page = (keys // kinds).astype(np.intp)
    mass, total = np.bincount(group, prose * words), np.bincount(group, words)
    number = np.bincount(group)
    most = np.maximum.reduceat(mass, np.searchsorted(page, np.arange(len(at.starts))))
    groups = np.empty((len(ALIKE), len(number)))
    groups[0] = mass / (total + 5)
    groups[1] = mass / (most[page] + 1e-9)
    groups[2] = number / (at.ends - at.starts)[page]
    groups[3] = total / number
    return groups.take(group, axis=1)


def since_names(names: Sequence[str]) -> list[str]:
    return [f"{what}_{name}" for what in ("since", "strong_since") for name in names]


def since(at: Layout, triggers: Marks, strong: Marks) -> Table:
    """How long ago a line of a kind stood, in blocks, and how much strong prose came since."""
    import numpy as np

    last = _last(triggers)
    passed: Places = strong.cumsum() - strong
    found = np.empty((2, *last.shape))
    found[0] = at.here - last
    found[1] = passed - passed[last]
    found[:, last < at.start] = _FAR
    return found.reshape(-1, last.shape[1])
