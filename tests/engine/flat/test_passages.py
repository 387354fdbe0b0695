"""The passages that the index names are those in which the highlighter finds something."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from arcticsearch.engine.flat import dictionary
from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.highlight import Highlighter, leaves
from arcticsearch.query.tree import Among, And, Node, Pattern, Prefix
from tests.engine.generate import document, query

DOCUMENTS = [document(random.Random(number), number) for number in range(1, 40)]


def roots() -> list[Node]:
    rng = random.Random(5)
    return [query(rng) for _ in range(150)]


@pytest.mark.parametrize("vector", [False, True])
def test_the_passages_named_are_those_the_highlighter_marks(tmp_path: Path, vector: bool) -> None:
    store = FlatStore()
    manifest = store.write(tmp_path, DOCUMENTS[:20], [], None)
    manifest = store.write(tmp_path, DOCUMENTS[15:], [], manifest)
    engine = store.open(tmp_path, manifest, vector=vector)
    wanted = [each for each in DOCUMENTS if each.id % 3]
    some = 0
    for root in roots():
        found = engine.passages([each.id for each in wanted], root)
        asked = list(dict.fromkeys(leaves(root)))
        exact = not any(isinstance(leaf, Pattern) for leaf in asked)
        marker = Highlighter.of_leaves(asked)
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


@pytest.mark.parametrize("vector", [False, True])
def test_a_pattern_is_looked_up_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vector: bool
) -> None:
    """A page of hits asks for the passages of its articles a few at a time."""
    monkeypatch.setattr(dictionary, "_REMEMBERED", 1)  # a pattern has many times what is kept
    store = FlatStore()
    engine = store.open(tmp_path, store.write(tmp_path, DOCUMENTS, [], None), vector=vector)
    first = engine.passages([each.id for each in DOCUMENTS[:20]], Prefix("s"))
    lookups = list[str]()
    find = dictionary.Dictionary._first_from
    monkeypatch.setattr(
        dictionary.Dictionary,
        "_first_from",
        lambda words, at: lookups.append(at) or find(words, at),
    )
    assert first
    assert engine.passages([each.id for each in DOCUMENTS[20:]], Prefix("s"))
    assert not lookups


@pytest.mark.parametrize("vector", [False, True])
def test_the_rows_of_a_pattern_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vector: bool
) -> None:
    """Which copies of a hit match as well is asked for each hit."""
    store = FlatStore()
    engine = store.open(tmp_path, store.write(tmp_path, DOCUMENTS, [], None), vector=vector)
    whole = engine.search(Prefix("s"), {}, limit=100).page
    monkeypatch.setattr(engine._kind, "written", None)
    some = frozenset(each.id for each in DOCUMENTS[:20])
    page = engine.search(And((Prefix("s"), Among(some))), {}, limit=100).page
    assert page == tuple(match for match in whole if match.id in some) != ()
