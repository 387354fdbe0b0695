"""Incremental equals full: a part of what bench/reliability/sequences.py tries in full."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from arcticsearch import Collection
from arcticsearch.freshness import Why
from tests.reliability.corpora import AFTER, BEFORE, observed, write
from tests.reliability.edits import compare


@pytest.mark.parametrize("seed", range(12))
def test_updates_equal_a_build_from_nothing(seed: int, tmp_path: Path) -> None:
    done, differ = compare(random.Random(f"fast/{seed}"), tmp_path)
    assert not differ, done


def test_what_was_seen_of_another_state_is_looked_at_again(tmp_path: Path) -> None:
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        nothing = collection.state()
        collection.refresh(seen=nothing)
        write(corpus, AFTER)
        assert collection.refresh(seen=nothing).changed  # seen when there was no index
        seen = collection.state()
        assert seen.why is Why.FRESH
        report = collection.refresh(full=True, seen=seen)
        assert (report.why, report.articles) == (Why.ASKED, 6)
        with Collection.open(corpus, index=tmp_path / "fresh") as fresh:
            fresh.refresh()
            assert observed(collection) == observed(fresh)


def test_a_folder_that_is_as_it_was_is_known_by_its_listing(tmp_path: Path) -> None:
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("arcticsearch.seeds.Seeds.stamps", None)  # is not asked
            assert collection.state().why is Why.FRESH
        (corpus / "ice.txt").touch()
        assert [file.path for file in collection.state().changes.suspects] == ["ice.txt"]
