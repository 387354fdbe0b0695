"""Generated queries get the same answer from stock Whoosh and from the flat engine, both ways."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arcticsearch.engine.flat.engine import FlatEngine
from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.engine.protocol import Engine, Matches
from arcticsearch.engine.stock.store import StockStore
from arcticsearch.query.fields import FACETS
from arcticsearch.query.tree import Prefix, Wildcard
from tests.engine.generate import document, leaf, query

SEEDS = range(4)
QUERIES = 150


def changes(rng: random.Random) -> Iterator[tuple[list[Any], list[int]]]:
    """A first build and three updates, with articles replaced, added and removed."""
    yield [document(rng, number) for number in range(1, 61)], []
    for _ in range(3):
        removed = rng.sample(range(1, 80), 4)
        changed = [number for number in rng.sample(range(1, 80), 8) if number not in removed]
        yield [document(rng, number) for number in changed], removed


@pytest.fixture(scope="module", params=SEEDS)
def engines(request: pytest.FixtureRequest, tmp_path_factory: Any) -> list[Engine]:
    folder: Path = tmp_path_factory.mktemp("engines")
    stock, flat = StockStore(), FlatStore()
    for name in ("stock", "flat"):
        (folder / name).mkdir()
    manifests: list[Any] = [None, None]
    for upserts, deletions in changes(random.Random(request.param)):
        manifests = [
            store.write(folder / name, upserts, deletions, manifest)
            for store, name, manifest in zip(
                (stock, flat), ("stock", "flat"), manifests, strict=True
            )
        ]
    return [
        stock.open(folder / "stock", manifests[0]),
        flat.open(folder / "flat", manifests[1], vector=False),
        flat.open(folder / "flat", manifests[1], vector=True),
    ]


def comparable(found: Matches) -> object:
    page = [(match.id, round(match.score, 9)) for match in found.page]
    return found.total, page, {name: list(values) for name, values in found.facets.items()}


@pytest.mark.parametrize("seed", range(3))
def test_generated_queries(engines: list[Engine], seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(QUERIES):
        base = query(rng)
        narrowed = rng.sample(["source", "date", "author", "category"], rng.choice([0, 0, 1, 2]))
        selections = {facet: leaf(rng) for facet in narrowed}
        options: dict[str, Any] = {
            "sort": rng.choice(["relevance", "relevance", "new", "old"]),
            "limit": rng.choice([1, 5, 80]),
            "facets": rng.sample([*FACETS, "month"], 3),
        }
        expected, *others = [
            comparable(engine.search(base, selections, **options)) for engine in engines
        ]
        for found in others:
            assert found == expected, (base, selections, options)


def test_both_evaluations_give_the_same_bits(engines: list[FlatEngine]) -> None:
    rng = random.Random(7)
    for _ in range(QUERIES):
        base = query(rng)
        assert engines[1].search(base, {}, limit=80) == engines[2].search(base, {}, limit=80)


def test_the_commonest_words_of_a_pattern(
    engines: list[Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("stock.evaluate", "flat.terms"):
        monkeypatch.setattr(f"arcticsearch.engine.{module}.MAX_EXPANSION", 3)
    for engine in engines[1:]:  # forgets what it has looked up, now and afterwards
        monkeypatch.setattr(engine, "_looked_up", None)
    for field in (None, "text", "title", "section"):
        for many in (Prefix("", field), Prefix("s", field), Wildcard("*s", field)):
            expected, *others = [comparable(each.search(many, {}, limit=80)) for each in engines]
            assert others == [expected, expected], many


@pytest.mark.parametrize("prefix", ["", "i", "ice", "s", "ле", "北", "nothing"])
def test_the_words_that_begin_so_are_the_same(engines: list[Engine], prefix: str) -> None:
    expected = [item for item in engines[0].words(prefix, 1000) if item[1]]
    for limit in (0, 1, 7, 1000):
        assert engines[1].words(prefix, limit) == expected[:limit]


def test_the_languages_are_the_same(engines: list[Engine]) -> None:
    assert engines[0].languages == engines[1].languages
