"""Elements as ranges of blocks, against the same asked of the paths one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.strip.elements import Elements
from arcticsearch.model import Block

_STEPS = st.lists(st.tuples(st.integers(0, 4), st.text("abc", max_size=4)), min_size=1, max_size=20)


def blocks_of(steps: list[tuple[int, str]]) -> list[Block]:
    """Each step goes back up to a level at most and opens an element for each letter."""
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    for level, letters in steps:
        joined = min(level, len(path))
        path = (*path[:joined], *letters)
        blocks.append(Block("text", ancestors=path, joined=joined))
    return blocks


def elements_above(steps: list[tuple[int, str]]) -> list[tuple[int, ...]]:
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
def test_ranges_levels_and_sums(steps: list[tuple[int, str]]) -> None:
    elements = Elements(blocks_of(steps), len)
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
def test_shared_level_is_that_of_the_longest_common_path(steps: list[tuple[int, str]]) -> None:
    elements = Elements(blocks_of(steps), len)
    paths = elements_above(steps)
    for path in paths:
        common = [len(set(path) & set(other)) - 1 for other in paths]
        assert elements.shared_level(path[-1]).tolist() == common


@given(_STEPS)
def test_a_path_number_stands_for_the_same_signatures(steps: list[tuple[int, str]]) -> None:
    blocks = blocks_of(steps)
    elements = Elements(blocks, len)
    numbers = elements.path[elements.of].tolist()
    for block, number in zip(blocks, numbers, strict=True):
        for other, other_number in zip(blocks, numbers, strict=True):
            assert (number == other_number) == (block.ancestors == other.ancestors)


def test_hints_are_joined_from_the_outermost_down() -> None:
    bits = {"a": 1, "b": 2, "c": 4}
    elements = Elements(blocks_of([(0, "ab"), (1, "c")]), bits.__getitem__)
    assert elements.bits[elements.of].tolist() == [2, 4]
    assert elements.all_bits[elements.of].tolist() == [3, 5]


def test_best_is_the_innermost_that_holds_the_lot_and_then_one_apart() -> None:
    # a story of three paragraphs, then a note of one, under one body
    blocks = blocks_of([(0, "abc"), (2, "c"), (2, "c"), (1, "cb")])
    elements = Elements(blocks, len)
    first, second = elements.best(np.array([20.0, 20.0, 20.0, 15.0]), 2)
    assert (elements.start[first], elements.end[first]) == (0, 3)
    assert (elements.start[second], elements.end[second]) == (3, 4)
