"""The Python API where it is used wrongly, or from somewhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from arcticsearch import Collection
from arcticsearch.errors import ArcticsearchError, IndexFolderError, IndexMissing
from tests.conftest import MakeCorpus

ICE = "The icebreaker left the harbour on a Monday in May, and nobody saw it again that year."


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Path:
    return make_corpus({"a.txt": ICE})


def test_relative_folders_are_those_of_the_time_when_it_was_opened(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "seeds").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with Collection.open("seeds", index="ix") as collection:
        monkeypatch.chdir(elsewhere)
        collection.refresh()
        assert collection.search("icebreaker").total == 1
    assert (tmp_path / "ix").is_dir()
    assert not (elsewhere / "ix").exists()


def test_the_index_never_lies_inside_the_corpus(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(corpus, target_is_directory=True)
    for inside in (corpus, corpus / "index", corpus / ".ix", tmp_path / "linked" / "index"):
        with pytest.raises(IndexFolderError, match="inside the corpus"):
            Collection.open(corpus, index=inside)
    assert [file.name for file in corpus.iterdir()] == ["a.txt"]


def test_a_closed_collection_says_so(corpus: Path, tmp_path: Path) -> None:
    collection = Collection.open(corpus, index=tmp_path / "ix")
    collection.refresh()
    collection.close()
    uses: tuple[Callable[[], object], ...] = (
        lambda: collection.search("ice"), lambda: collection.show("a.txt"),
        collection.check, collection.status,
    )  # fmt: skip
    for use in uses:
        with pytest.raises(IndexMissing, match="was closed"):
            use()


def test_what_cannot_be_asked_for_is_said(corpus: Path, tmp_path: Path) -> None:
    with Collection.open(corpus, index=tmp_path / "ix") as collection:
        collection.refresh()
        with pytest.raises(ArcticsearchError, match="no facet bogus"):
            collection.search("ice", facets=["bogus"])
        with pytest.raises(ArcticsearchError, match="no order upwards"):
            collection.search("ice", sort="upwards")
        with pytest.raises(ArcticsearchError, match="below 0"):
            collection.search("ice", offset=-1)
        with pytest.raises(ArcticsearchError, match="below 0"):
            collection.search("ice", limit=-1)
        assert collection.search("ice", facets=["month"]).facets == {"month": []}


def test_another_thread_is_no_damage(corpus: Path, tmp_path: Path) -> None:
    raised: list[Exception] = []

    def search() -> None:
        try:
            collection.search("icebreaker")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
            raised.append(error)

    with Collection.open(corpus, index=tmp_path / "ix") as collection:
        collection.refresh()
        thread = Thread(target=search)
        thread.start()
        thread.join()
    assert [type(error) for error in raised] == [sqlite3.ProgrammingError]
