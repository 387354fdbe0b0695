"""Damage is detected: a part of what bench/reliability/damage.py tries in full."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from arcticsearch.catalog import FILE
from arcticsearch.collection import Collection
from arcticsearch.freshness import Why
from tests.reliability import damage
from tests.reliability.corpora import BEFORE, observed, write


def test_damage_is_reported_or_harmless(tmp_path: Path) -> None:
    figures = damage.run(tmp_path, 80, seed=1)
    assert figures["broken"] == 0, figures


def test_a_damaged_index_is_made_again_from_the_catalog_alone(tmp_path: Path) -> None:
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        sound = observed(collection)
    for segment in index.glob("*.segment"):
        segment.write_bytes(segment.read_bytes()[:-100])
    with Collection.open(corpus, index=index) as collection:
        assert collection.state().why is Why.DAMAGED
        report = collection.refresh()
        assert (report.why, report.added, report.changed) == (Why.DAMAGED, (), ())
        assert report.reindexed == report.articles == 5
        assert report.sentence() == "The index was damaged and was built anew: 5 articles."
        assert observed(collection) == sound


def test_what_was_only_touched_is_read_once(tmp_path: Path) -> None:
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
    seal = (index / "seal.json").read_text()
    (index / "catalog.sqlite").touch()
    with Collection.open(corpus, index=index) as collection:
        assert collection.state().why is Why.FRESH
    assert (index / "seal.json").read_text() != seal
    (index / "seal.json").write_text("[broken")
    with Collection.open(corpus, index=index) as collection:
        assert collection.state().why is Why.FRESH


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("letter", [b"a", b"z"])
@pytest.mark.parametrize("key", ["digest", "format", "listing", "manifest", "recipe"])
def test_a_row_of_the_catalog_under_another_key_heals(
    tmp_path: Path, key: str, letter: bytes, full: bool
) -> None:
    """SQLite looks for keys as if they were in order, and would write where it does not look."""
    corpus, index = write(tmp_path / "corpus", BEFORE), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        sound = observed(collection)
    catalog = index / FILE
    with sqlite3.connect(catalog) as db:
        (value,) = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    whole, row = catalog.read_bytes(), key.encode() + value
    assert whole.count(row) == 1
    catalog.write_bytes(whole.replace(row, letter + row[1:]))
    with Collection.open(corpus, index=index) as collection:
        assert collection.refresh(full=full).why not in (Why.FRESH, Why.MISSING)
        assert observed(collection) == sound
        assert collection.check() == []
