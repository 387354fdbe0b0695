"""Set each block of a text page among the others: the second pass of features_text.

Works on whole columns (one number a block, in page order) with numpy, linear in their length.
`prose` is what the first pass thinks of a block alone, from 0 (furniture) to 1 (prose); `mass` is
that times the root of its words, so that a long paragraph counts more, but not without end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from arcticsearch.corpus.lexicon import Words

    Column = NDArray[np.float64]
    Columns = dict[str, Column]

_STRONG = 0.75  # prose of at least this, in at least
_STRONG_WORDS = 15  # so many words, is a place to measure distances from
_SHORT_WORDS = 8
_WINDOWS = (2, 5, 12, 30)
_FAR = 100.0
_LONG_WORD = 5  # letters; function words are shorter, mostly
_EARLY = 6  # blocks of strong prose


def neighbours(columns: Columns, reach: int) -> Columns:
    """Each column's value in the blocks before (name-1, name-2 …) and after; −1 off the page."""
    table = np.column_stack(list(columns.values()))
    count, width = table.shape
    padded = np.full((count + 2 * reach, width), -1.0)
    padded[reach : reach + count] = table
    found: Columns = {}
    for step in (*range(-reach, 0), *range(1, reach + 1)):
        shifted = padded[reach + step : reach + step + count]
        found |= {f"{name}{step:+d}": shifted[:, at] for at, name in enumerate(columns)}
    return found


def windows(prose: Column, words: Column) -> Columns:
    """How much of the words near by is prose, before and after the block."""
    columns = {}
    prose_sum = np.concatenate(([0.0], np.cumsum(prose * words)))
    words_sum = np.concatenate(([0.0], np.cumsum(words)))
    here = np.arange(len(words))
    for width in _WINDOWS:
        first, last = np.maximum(here - width, 0), np.minimum(here + width + 1, len(words))
        for side, start, end in (("-", first, here), ("+", here + 1, last)):
            total = words_sum[end] - words_sum[start]
            columns[f"prose{side}w{width}"] = (prose_sum[end] - prose_sum[start]) / (total + 5)
            columns[f"words{side}w{width}"] = total / np.maximum(end - start, 1)
    return columns


def means(columns: Columns) -> Columns:
    """The mean of each column over the blocks before and after, in a close and a wide window."""
    table = np.column_stack(list(columns.values()))
    sums = np.vstack((np.zeros(table.shape[1]), np.cumsum(table, axis=0)))
    here = np.arange(len(table))
    found: Columns = {}
    for width in (4, 12):
        first, last = np.maximum(here - width, 0), np.minimum(here + width + 1, len(table))
        for side, start, end in (("-", first, here), ("+", here + 1, last)):
            mean = (sums[end] - sums[start]) / np.maximum(end - start, 1)[:, None]
            found |= {f"{name}{side}m{width}": mean[:, at] for at, name in enumerate(columns)}
    return found


def shared_words(split: Words, strong: Column) -> Columns:
    """How much of a block's vocabulary the strong prose of the page uses elsewhere.

    A further story stacked below the article is prose, too, but about something else.
    """
    count = len(strong)
    numbers: dict[str, int] = {}
    word = np.array([numbers.setdefault(w, len(numbers)) for w in split.words], dtype=np.intp)
    long = np.array([len(w) >= _LONG_WORD for w in split.words], dtype=bool)
    size = max(len(numbers), 1)
    block, word = np.divmod(np.unique(split.text[long] * size + word[long]), size)
    is_strong = strong[block] > 0
    uses = np.bincount(word[is_strong], minlength=size)
    early = np.zeros(size, dtype=bool)
    early[word[np.isin(block, np.flatnonzero(strong)[:_EARLY])]] = True
    mine = np.bincount(block, minlength=count) + 1e-9
    elsewhere = uses[word] >= 1 + is_strong
    return {
        "shared_words": np.bincount(block, elsewhere, minlength=count) / mine,
        "shared_early": np.bincount(block, early[word], minlength=count) / mine,
    }


def position(prose: Column, words: Column) -> Columns:
    """Where in the page the block is, in blocks and in prose."""
    count = len(words)
    mass = prose * words
    below = np.cumsum(mass) - mass
    total = float(mass.sum()) + 1e-9
    here = np.arange(count)
    return {
        "from_top": here.astype(float),
        "from_end": (count - 1 - here).astype(float),
        "place": here / count,
        "prose_before": below,
        "prose_after": total - below - mass,
        "share_before": below / total,
        "page_blocks": np.full(count, float(count)),
        "page_prose": np.full(count, total),
        "page_share": np.full(count, total / float(words.sum())),
        "page_long": np.full(count, float((words > _STRONG_WORDS).mean())),
    }


def distances(strong: Column, words: Column) -> Columns:
    """How far the nearest strong prose is, in blocks and in words, and how long it is."""
    count = len(strong)
    here = np.arange(count)
    columns = {}
    words_sum = np.concatenate(([0.0], np.cumsum(words)))
    marked = strong > 0
    before = np.maximum.accumulate(np.where(marked, here, -1))
    before = np.concatenate(([-1], before[:-1]))
    after = np.minimum.accumulate(np.where(marked, here, count)[::-1])[::-1]
    after = np.concatenate((after[1:], [count]))
    for side, nearest, exists in (("-", before, before >= 0), ("+", after, after < count)):
        at = np.clip(nearest, 0, count - 1)
        gap = np.abs(words_sum[np.maximum(here, at)] - words_sum[np.minimum(here, at) + 1])
        columns[f"strong{side}blocks"] = np.where(exists, np.abs(here - at), _FAR)
        columns[f"strong{side}gap"] = np.where(exists, gap, 10 * _FAR)
        columns[f"strong{side}words"] = np.where(exists, words[at], 0)
    return columns


def runs(words: Column) -> Columns:
    """The run of short blocks in which a block stands, and its place there; 0 for a long block."""
    short = words < _SHORT_WORDS
    here = np.arange(len(words))
    last_long = np.maximum.accumulate(np.where(short, -1, here))
    next_long = np.minimum.accumulate(np.where(short, len(words), here)[::-1])[::-1]
    return {
        "run": np.where(short, next_long - last_long - 1, 0).astype(float),
        "run_place": np.where(short, here - last_long, 0).astype(float),
    }


def body(prose: Column, words: Column) -> Columns:
    """The stretch that is most likely the body: the largest sum of (prose − cost) × √words.

    Kadane's algorithm, once with a cost that forgives furniture inside and once with a strict one.
    """
    columns = {}
    here = np.arange(len(words))
    for name, cost in (("wide", 0.25), ("tight", 0.5)):
        gains = (prose - cost) * np.sqrt(words)
        sums = np.concatenate(([0.0], np.cumsum(gains)))
        lowest = np.minimum.accumulate(sums)
        end = int(np.argmax(sums - lowest))
        start = int(np.argmin(sums[: end + 1]))
        columns[f"{name}_start"] = (here - start).astype(float)
        columns[f"{name}_end"] = (here - end + 1).astype(float)
        columns[f"{name}_blocks"] = np.full(len(words), float(end - start))
        columns[f"{name}_words"] = np.full(len(words), float(words[start:end].sum()))
    return columns


def alike(signature: NDArray[np.int64], prose: Column, words: Column) -> Columns:
    """What the page holds in blocks that are set like this one: same tag, same indent."""
    _, group = np.unique(signature, return_inverse=True)
    mass, total = np.bincount(group, prose * words), np.bincount(group, words)
    number = np.bincount(group)
    return {
        "alike_prose": (mass / (total + 5))[group],
        "alike_mass": (mass / (mass.max() + 1e-9))[group],
        "alike_share": (number / len(group))[group],
        "alike_words": (total / number)[group],
    }


def since(name: str, trigger: NDArray[np.bool_], strong: Column) -> Columns:
    """How long ago a line of a kind stood, in blocks, and how much strong prose came since."""
    here = np.arange(len(trigger))
    last = np.maximum.accumulate(np.where(trigger, here, -1))
    passed = np.cumsum(strong) - strong
    return {
        f"since_{name}": np.where(last >= 0, here - last, _FAR),
        f"strong_since_{name}": np.where(last >= 0, passed - passed[np.maximum(last, 0)], _FAR),
    }
