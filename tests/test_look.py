"""A look at the files gives the same whichever process takes it, and leaves none behind."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from errno import EACCES, EMFILE
from pathlib import Path

import pytest

from arcticsearch.catalog import Catalog, open_catalog
from arcticsearch.corpus.listing import listing
from arcticsearch.errors import CorpusError
from arcticsearch.look import Look
from arcticsearch.seeds import SeedRow

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot fork here")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    for number in range(3000):  # more than fits into a pipe
        (folder / f"a page with a long enough name, number {number}.txt").write_text("Ice.\n")
    (folder / "deep" / "b.html").write_text("<p>Ice.")
    (folder / "link.txt").symlink_to(folder / "deep" / "b.html")
    return folder


@pytest.fixture(params=[True, False], ids=["beside", "here"])
def beside(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def look(corpus: Path, beside: bool, *, compare: bool = False) -> Look:
    taken = Look(corpus, corpus.with_name("index"), follow=False)
    if beside:
        taken.begin(compare=compare)
    return taken


@pytest.fixture
def catalog(corpus: Path) -> Iterator[Catalog]:
    """What the files were like before some changed."""
    index = corpus.with_name("index")
    index.mkdir()
    with closing(open_catalog(index, write=True)) as made:
        assert made is not None
        now = look(corpus, beside=False).changes(None)
        with made.transaction():
            for file in now.added:
                made.seeds.put(SeedRow(file.path, file.size, file.mtime_ns, "", None, file.skip))
            made.set_meta("listing", now.listing)
    with closing(open_catalog(index)) as catalog:
        assert catalog is not None
        yield catalog


def change(corpus: Path) -> None:
    (corpus / "deep" / "b.html").write_text("<p>More ice.")
    (corpus / "deep" / "c.html").write_text("<p>Ice.")
    (corpus / "a page with a long enough name, number 7.txt").unlink()


def test_both_find_the_same(corpus: Path) -> None:
    found = [look(corpus, beside).changes(None) for beside in (True, False)]
    assert found[0] == found[1]
    assert len(found[0].added) == 3002
    assert found[0].listing


def test_what_is_as_it_was_is_not_told(corpus: Path, catalog: Catalog, beside: bool) -> None:
    found = look(corpus, beside).changes(catalog)
    assert not found
    assert found.listing == catalog.meta("listing")


def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on the disk lists names in another order, as one does that was copied to."""
    names = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: names(folder)[::-1])


@pytest.mark.parametrize("compare", [True, False])
def test_in_which_order_a_disk_lists_does_not_matter(
    corpus: Path, catalog: Catalog, beside: bool, compare: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is each file compared with the catalog, which takes ten times as long."""
    backwards(monkeypatch)
    monkeypatch.setattr("arcticsearch.freshness.changes", None)
    found = look(corpus, beside, compare=compare).changes(catalog)
    assert not found
    assert found.listing != catalog.meta("listing")


@pytest.mark.parametrize("kept", [0, "", "x" * 8, b"", b"x" * 8, None])
def test_a_checksum_that_has_rotted_only_has_the_files_compared(
    corpus: Path, catalog: Catalog, beside: bool, kept: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = catalog.meta
    monkeypatch.setattr(catalog, "meta", lambda key: kept if key == "listing" else sound(key))
    found = look(corpus, beside).changes(catalog)
    assert not found
    assert found.listing == sound("listing")


@pytest.mark.parametrize("compare", [True, False])
def test_what_has_changed(corpus: Path, catalog: Catalog, beside: bool, compare: bool) -> None:
    change(corpus)
    found = look(corpus, beside, compare=compare).changes(catalog)
    assert [file.path for file in found.added] == ["deep/c.html"]
    assert [file.path for file in found.suspects] == ["deep/b.html"]
    assert found.removed == ("a page with a long enough name, number 7.txt",)
    assert (found.digest, found.listing) == (catalog.meta("digest"), found.listing)
    assert found.listing != catalog.meta("listing")


@needs_fork
def test_a_comparison_with_another_state_does_not_count(corpus: Path, catalog: Catalog) -> None:
    change(corpus)
    beside = look(corpus, True, compare=True)
    os.waitid(os.P_PID, beside._process, os.WEXITED | os.WNOWAIT)  # it has compared
    index = corpus.with_name("index")
    with closing(open_catalog(index, write=True)) as writing:
        assert writing is not None
        with writing.transaction():
            writing.seeds.forget("deep/b.html")
        added = {file.path for file in beside.changes(writing).added}
        assert added == {"deep/b.html", "deep/c.html"}


@needs_fork
@pytest.mark.parametrize("compare", [True, False])
@pytest.mark.parametrize("changed", [True, False])
def test_no_process_is_left(corpus: Path, catalog: Catalog, changed: bool, compare: bool) -> None:
    if changed:
        change(corpus)
    handles = len(os.listdir("/dev/fd"))  # noqa: PTH208 - handles are no files
    beside = look(corpus, True, compare=compare)
    assert bool(beside.changes(catalog)) is changed
    assert len(os.listdir("/dev/fd")) == handles  # noqa: PTH208
    with pytest.raises(ChildProcessError):
        os.waitpid(beside._process, os.WNOHANG)


@needs_fork
@pytest.mark.parametrize("compare", [True, False])
@pytest.mark.parametrize("changed", [True, False])
def test_what_an_update_needs_is_loaded_while_one_waits_for_it(
    corpus: Path, catalog: Catalog, changed: bool, compare: bool
) -> None:
    """By the piece, until there is an answer; and nothing for a query when nothing changed."""
    if changed:
        change(corpus)
    loaded = []
    beside = look(corpus, True, compare=compare)
    beside._loading = (loaded.append(None) for _ in itertools.count())
    assert bool(beside.changes(catalog)) is changed
    assert bool(loaded) is (changed or compare)


@needs_fork
@pytest.mark.parametrize("compare", [True, False])
def test_a_look_that_is_killed_is_taken_again(
    corpus: Path, catalog: Catalog, compare: bool
) -> None:
    change(corpus)
    beside = look(corpus, True, compare=compare)
    os.kill(beside._process, signal.SIGKILL)
    assert beside.changes(catalog) == look(corpus, False).changes(catalog)


@needs_fork
def test_where_there_are_too_many_processes(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("too many")

    gc.collect()  # tests before may have left files that are let go of any time
    handles = len(os.listdir("/dev/fd"))  # noqa: PTH208
    monkeypatch.setattr(os, "fork", refused)
    beside = look(corpus, True, compare=True)
    assert beside.changes(None) == look(corpus, False).changes(None)
    assert len(os.listdir("/dev/fd")) == handles  # noqa: PTH208


@needs_fork
@pytest.mark.parametrize("made", [0, 1])
def test_where_too_many_files_are_open(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, made: int
) -> None:
    pipe, left = os.pipe, iter(range(made))

    def refused() -> tuple[int, int]:
        if next(left, None) is None:
            raise OSError(EMFILE, "Too many open files")
        return pipe()

    gc.collect()
    handles = len(os.listdir("/dev/fd"))  # noqa: PTH208
    monkeypatch.setattr(os, "pipe", refused)
    beside = look(corpus, True)
    assert beside.changes(None) == look(corpus, False).changes(None)
    assert len(os.listdir("/dev/fd")) == handles  # noqa: PTH208


def test_a_corpus_that_is_gone(corpus: Path, beside: bool) -> None:
    shutil.rmtree(corpus)
    with pytest.raises(CorpusError, match="does not exist"):
        look(corpus, beside).changes(None)


@pytest.mark.skipif(os.stat not in os.supports_dir_fd, reason="no file is found from a folder here")
def test_the_way_to_a_file_is_not_walked_again_for_each(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, status = [], os.lstat
    monkeypatch.setattr(os, "lstat", lambda name, **at: [asked.append(name), status(name, **at)][1])
    assert len(listing(corpus)) == 3002
    assert not any(name.startswith(f"{corpus}{os.sep}") for name in asked)


@pytest.mark.parametrize("call", ["os.listdir", "os.stat"])
def test_a_corpus_that_may_not_be_read_is_said_in_plain_words(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(call, refused)
    with pytest.raises(CorpusError) as raised:
        Look(tmp_path, tmp_path / "index", follow=False).changes(None)
    assert f"The corpus folder {tmp_path} cannot be read: Permission denied." in str(raised.value)
    assert "Errno" not in str(raised.value)
