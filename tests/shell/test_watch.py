"""The folder is followed, and says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from arcticsearch.collection import Collection
from arcticsearch.shell.watch import Watch
from tests.conftest import Forbid
from tests.shell.conftest import add

PATIENCE = 60  # seconds after which a test gives up; no test waits for less than it must


@contextmanager
def watching(
    collection: Collection,
) -> Iterator[tuple[Watch, Callable[[Callable[[], bool]], None]]]:
    """A watch that runs, and a way to wait until something is so."""
    heard = threading.Condition()

    def changed() -> None:
        with heard:
            heard.notify_all()

    def until(so: Callable[[], bool]) -> None:
        with heard:
            assert heard.wait_for(so, PATIENCE)

    watch = Watch(collection, changed)
    watch.start()
    try:
        yield watch, until
    finally:
        watch.stop()


def test_it_surveys_the_corpus(collection: Collection) -> None:
    with watching(collection) as (watch, until):
        until(lambda: watch.overview is not None)
        assert watch.overview is not None
        assert watch.overview.total == 5
        assert dict(watch.overview.facets["source"])["Floe Review"] == 2
        assert watch.says == ""


def test_new_seeds_are_indexed_and_the_session_keeps_its_state(
    collection: Collection, corpus: Path
) -> None:
    said: list[str] = []
    add(corpus, "x.txt", title="X", text=["An icebreaker more."])
    add(corpus, "y.txt", title="Y", text=["And another icebreaker."])
    (corpus / "floe.txt").unlink()
    with watching(collection) as (watch, until):
        until(lambda: bool(said.append(watch.says) or watch.ready))
        assert "2 new seeds, 1 gone, updating…" in said
        until(lambda: watch.says == "2 new seeds, 1 gone: in your next search")
        assert collection.search("icebreaker").total == 4
        with collection.another() as newer:
            assert newer.search("icebreaker").total == 5
        watch.taken(watch.updates)
        assert (watch.says, watch.ready) == ("", False)


def test_a_disk_that_fails_is_a_sentence(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error", "/a/file")

    monkeypatch.setattr(type(collection), "state", failing)
    with watching(collection) as (watch, until):
        until(lambda: watch.says == "The disk or a file failed: Input/output error (/a/file).")


def test_a_page_that_nobody_may_read_is_no_update(
    collection: Collection, corpus: Path, unreadable_pages: Forbid
) -> None:
    add(corpus, "closed.txt", title="X", text=["An icebreaker more."])
    unreadable_pages("closed.txt")
    collection.refresh()
    said: list[str] = []
    watch = Watch(collection, lambda: said.append(watch.says))
    with collection.another() as mine:
        for _ in range(3):
            watch._look(mine)
        assert said == ["1 changed seed, updating…", ""]
        assert not watch.ready
        add(corpus, "open.txt", title="Y", text=["And another icebreaker."])
        watch._look(mine)
        assert watch.ready


def test_a_corpus_that_is_gone_is_said_and_comes_back(collection: Collection, corpus: Path) -> None:
    with watching(collection) as (watch, until):
        corpus.rename(corpus.with_name("away"))
        watch.look()
        until(lambda: "does not exist" in watch.says)
        assert collection.search("icebreaker").total == 4
        corpus.with_name("away").rename(corpus)
        watch.look()
        until(lambda: watch.says == "")


def test_an_index_that_is_gone_is_made_again(collection: Collection, tmp_path: Path) -> None:
    import shutil

    with watching(collection) as (watch, until):
        until(lambda: watch.overview is not None)
        shutil.rmtree(tmp_path / "index")
        watch.look()
        until(lambda: watch.ready)
        with collection.another() as newer:
            assert newer.search("icebreaker").total == 4
