"""Elements as ranges of blocks, against the same asked of the paths one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.strip.elements import Elements
from arcticsearch.corpus.strip.layout import layout
from arcticsearch.page import Block

Steps = list[tuple[int, str]]
_STEPS = st.lists(st.tuples(st.integers(0, 4), st.text("abc", max_size=4)), min_size=1, max_size=20)


def blocks_of(steps: Steps) -> list[Block]:
    """Each step goes back up to a level at most and opens an element for each letter."""
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    for level, letters in steps:
        joined = min(level, len(path))
        path = (*path[:joined], *letters)
        blocks.append(Block("text", ancestors=path, joined=joined))
    return blocks


def elements_of(steps: Steps, hints: Callable[[str], int] = len) -> Elements:
    """Those of one page."""
    return Elements(blocks_of(steps), layout([len(steps)]), hints)


def elements_above(steps: Steps) -> list[tuple[int, ...]]:
    """The elements above each block, numbered as they open; 0 is above all."""
    paths: list[tuple[int, ...]] = []
    path: tuple[int, ...] = (0,)
    count = 0
    for block in blocks_of(steps):
        path = path[: block.joined + 1]
        for _ in block.ancestors[block.joined :]:
            count += 1
            path = (*path, count)
        paths.append(path)
    return paths


@given(_STEPS)
def test_ranges_levels_and_sums(steps: Steps) -> None:
    elements = elements_of(steps)
    paths = elements_above(steps)
    values = np.arange(1.0, len(paths) + 1)
    inside = elements.inside(values)
    assert elements.of.tolist() == [path[-1] for path in paths]
    for path in paths:
        for level, element in enumerate(path):
            holds = [element in other for other in paths]
            assert inside[element] == values[holds].sum()
            assert elements.level[element] == level
            assert elements.up[element] == path[max(level - 1, 0)]


@given(_STEPS)
def test_shared_level_is_that_of_the_longest_common_path(steps: Steps) -> None:
    elements = elements_of(steps)
    paths = elements_above(steps)
    for path in paths:
        common = [len(set(path) & set(other)) - 1 for other in paths]
        assert elements.shared_level(np.array([path[-1]])).tolist() == common


@given(_STEPS)
def test_a_path_number_stands_for_the_same_signatures(steps: Steps) -> None:
    blocks = blocks_of(steps)
    elements = elements_of(steps)
    numbers = elements.path[elements.of].tolist()
    for block, number in zip(blocks, numbers, strict=True):
        for other, other_number in zip(blocks, numbers, strict=True):
            assert (number == other_number) == (block.ancestors == other.ancestors)


def test_hints_are_joined_from_the_outermost_down() -> None:
    bits = {"a": 1, "b": 2, "c": 4}
    elements = elements_of([(0, "ab"), (1, "c")], bits.__getitem__)
    assert elements.bits[elements.of].tolist() == [2, 4]
    assert elements.all_bits[elements.of].tolist() == [3, 5]


def test_best_is_the_innermost_that_holds_the_lot_and_then_one_apart() -> None:
    # a story of three paragraphs, then a note of one, under one body
    elements = elements_of([(0, "abc"), (2, "c"), (2, "c"), (1, "cb")])
    (first,), (second,) = elements.best(np.array([20.0, 20.0, 20.0, 15.0]), 2)
    assert (elements.start[first], elements.end[first]) == (0, 3)
    assert (elements.start[second], elements.end[second]) == (3, 4)


@given(st.lists(_STEPS, min_size=1, max_size=4))
def test_the_elements_of_a_page_are_the_same_beside_any_others(some: list[Steps]) -> None:
    blocks = [block for steps in some for block in blocks_of(steps)]
    at = layout([len(steps) for steps in some])
    together = Elements(blocks, at, len)
    values = np.arange(len(blocks)) * 0.5
    numbers = together.best(values, 1)[0]
    shared = together.shared_level(numbers)
    inside = together.inside(values)
    first = 0
    for steps, start, end, best in zip(some, at.starts, at.ends, numbers, strict=True):
        alone = elements_of(steps)
        size = len(alone.up)
        mine = slice(first, first + size)
        assert (together.start[mine] - start).tolist() == alone.start.tolist()
        assert (together.end[mine] - start).tolist() == alone.end.tolist()
        assert (together.up[mine] - first).tolist() == alone.up.tolist()
        assert (together.of[start:end] - first).tolist() == alone.of.tolist()
        assert (together.path[mine] - together.path[first]).tolist() == alone.path.tolist()
        assert together.all_bits[mine].tolist() == alone.all_bits.tolist()
        assert inside[mine].tolist() == alone.inside(values[start:end]).tolist()
        (alone_best,) = alone.best(values[start:end], 1)
        assert best - first == alone_best[0]
        assert shared[start:end].tolist() == alone.shared_level(alone_best).tolist()
        first += size
