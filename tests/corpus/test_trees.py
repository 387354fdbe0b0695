"""The evaluation by bits of a byte gives what a walk from the root gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.trees import Trees

FEATURES = ("a", "b", "c")
numbers = st.integers(-8, 8).map(lambda n: n / 4)

# A tree as nested tuples: (feature, threshold, left, right), or the value of a leaf.
nested = st.recursive(
    numbers,
    lambda below: st.tuples(st.integers(0, len(FEATURES) - 1), numbers, below, below),
    max_leaves=8,
)


def walk(tree: Any, row: list[float]) -> float:
    while isinstance(tree, tuple):
        feature, threshold, left, right = tree
        tree = left if row[feature] <= threshold else right
    return float(tree)


def as_data(tree: Any) -> dict[str, Any]:
    tests: list[list[float]] = []
    leaves: list[float] = []

    def visit(node: Any) -> None:
        if not isinstance(node, tuple):
            leaves.append(node)
            return
        first = len(leaves)
        visit(node[2])
        tests.append([node[0], node[1], first, len(leaves)])
        visit(node[3])

    visit(tree)
    return {"tests": tests, "leaves": leaves}


@given(st.lists(nested, max_size=5), st.lists(st.lists(numbers, min_size=3, max_size=3)))
def test_equals_a_walk_from_the_root(trees: list[Any], rows: list[list[float]]) -> None:
    model = Trees({"features": FEATURES, "trees": [as_data(tree) for tree in trees]})
    expected = [sum(walk(tree, row) for tree in trees) for row in rows]
    assert model.log_odds(rows).tolist() == pytest.approx(expected)


def test_rows_by_name_are_judged_as_rows_of_values() -> None:
    tree = {"tests": [[1, 0.5, 0, 1]], "leaves": [-1.0, 1.0]}
    model = Trees({"features": FEATURES, "trees": [tree]})
    rows = [{"c": 7, "b": True, "a": 0.1, "other": 3}, {"a": -1, "b": 0.5, "c": 0}]
    assert model.judge(rows).tolist() == [1.0, -1.0]
    assert model.judge([]).tolist() == []


def test_many_rows_are_scored_piece_by_piece() -> None:
    tree = {"tests": [[1, 0.5, 0, 1]], "leaves": [-1.0, 1.0]}
    model = Trees({"features": FEATURES, "trees": [tree]})
    odds = model.log_odds([[0.0, n % 2, 0.0] for n in range(1000)])
    assert odds.tolist() == [-1.0, 1.0] * 500


def test_many_trees_add_up() -> None:
    trees = [{"tests": [[0, float(n), 0, 1]], "leaves": [1.0, n / 2]} for n in range(400)]
    model = Trees({"features": FEATURES, "trees": trees})
    assert model.log_odds([[299.5, 0.0, 0.0]]).tolist() == [sum(range(300)) / 2 + 100]


def test_a_value_equal_to_the_threshold_goes_left() -> None:
    model = Trees(
        {"features": ("a",), "trees": [{"tests": [[0, 2.0, 0, 1]], "leaves": [5.0, 7.0]}]}
    )
    assert model.log_odds([[2.0], [2.5]]).tolist() == [5.0, 7.0]


def test_a_tree_wider_than_a_byte_is_refused() -> None:
    wide = {"tests": [[0, float(n), n, n + 1] for n in range(8)], "leaves": [0.0] * 9}
    with pytest.raises(ValueError, match="9 leaves"):
        Trees({"features": ("a",), "trees": [wide]})
