"""The passages that the index names are those in which the highlighter finds something."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.highlight import Highlighter, leaves
from arcticsearch.query.tree import Fuzzy, Node, Prefix, Wildcard
from tests.engine.generate import document, query

DOCUMENTS = [document(random.Random(number), number) for number in range(1, 40)]


def roots() -> list[Node]:
    rng = random.Random(5)
    return [query(rng) for _ in range(150)]


@pytest.mark.parametrize("vector", [False, True])
def test_passages(tmp_path: Path, vector: bool) -> None:
    store = FlatStore()
    manifest = store.write(tmp_path, DOCUMENTS[:20], [], None)
    manifest = store.write(tmp_path, DOCUMENTS[15:], [], manifest)
    engine = store.open(tmp_path, manifest, vector=vector)
    wanted = [each for each in DOCUMENTS if each.id % 3]
    some = 0
    for root in roots():
        found = engine.passages([each.id for each in wanted], root)
        asked = list(dict.fromkeys(leaves(root)))
        exact = not any(isinstance(leaf, Prefix | Wildcard | Fuzzy) for leaf in asked)
        marker = Highlighter(asked)
        for each in wanted:
            expected = {}
            for passage in each.passages:
                matching = {leaf for *_, leaf in marker.spans(passage.text, each.language)}
                if matching:
                    expected[passage.n] = len(matching)
            named = dict(found.get(each.id, []))
            if exact:
                assert named == expected, (root, each)
            assert expected.keys() <= named.keys(), (root, each)
            some += len(expected)
    assert some > 100
