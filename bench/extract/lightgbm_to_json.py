"""Convert a trained LightGBM model to the data format of arcticsearch.corpus.trees.

    from lightgbm_to_json import convert, write
    write(convert(booster.dump_model(), names), Path("arcticsearch/corpus/data/text.json"))

Only numerical splits without missing values: train with use_missing=false.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def convert(dump: dict[str, Any], features: list[str]) -> dict[str, Any]:
    """`dump` is Booster.dump_model(); the result is what Trees() takes."""
    return {"features": features, "trees": [_tree(t["tree_structure"]) for t in dump["tree_info"]]}


def _tree(root: dict[str, Any]) -> dict[str, Any]:
    tests: list[list[float]] = []
    leaves: list[float] = []

    def visit(node: dict[str, Any]) -> None:
        if "split_feature" not in node:
            leaves.append(shortened(node["leaf_value"]))
            return
        if node["decision_type"] != "<=":
            raise ValueError("only numerical splits can be converted")
        first = len(leaves)
        visit(node["left_child"])
        tests.append([node["split_feature"], shortened(node["threshold"]), first, len(leaves)])
        visit(node["right_child"])

    visit(root)
    return {"tests": tests, "leaves": leaves}


def shortened(value: float) -> float:
    """Nine significant digits hold any 32-bit value, and the features are 32-bit."""
    return float(f"{value:.9g}")


def write(model: dict[str, Any], path: Path) -> None:
    """One tree a line, so that a new model is a readable diff."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model["trees"])
    text = f'{{"features": {json.dumps(model["features"])},\n"trees": [\n{trees}\n]}}\n'
    path.write_text(text, encoding="utf-8")
