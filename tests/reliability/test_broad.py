"""The broadest queries are answered, or said to be too broad; on a corpus of some hundred pages:
bench/reliability/queries.py."""

from __future__ import annotations

import random
import time

import pytest

from arcticsearch import Collection
from arcticsearch.query.parse import parse
from arcticsearch.reach import within_reach
from tests.query.queries import random_query
from tests.reliability.broad import broad_queries
from tests.samples import SEEDS


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    opened = Collection.open(SEEDS, index=tmp_path_factory.mktemp("broad") / "index")
    opened.refresh()
    return opened


def test_the_broadest_queries_are_answered(collection: Collection) -> None:
    words = [word for word, _ in collection.words("", 12)]
    for name, query in broad_queries(words).items():
        began = time.process_time()
        results = collection.search(query)
        assert results.total >= len(results.hits)
        assert time.process_time() - began < 10, name  # under 1 s


def test_generated_queries_are_answered(collection: Collection) -> None:
    rng = random.Random(9)
    for _ in range(150):
        text = random_query(rng).replace("ice", rng.choice(("ice", "norway", "treaty")))
        results = collection.search(text)
        assert results.total >= len(results.hits), text


def test_what_is_left_out_is_said(collection: Collection) -> None:
    results = collection.search(" OR ".join(f"{letter}*" for letter in "abcdefghijklmnop"))
    assert results.notes == ("Too broad: the last 8 of its words were left out.",)
    assert results.total == 9
    for narrow in (
        "ice OR snow",
        "icebr* -opinion",
        '"sea ice"~9 by:berg',
        " ".join(["ice"] * 500),
    ):
        root = parse(narrow).root
        assert within_reach(root) == (root, ())
