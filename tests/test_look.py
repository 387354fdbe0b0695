"""A look at the files gives the same whichever process takes it, and leaves none behind."""

from __future__ import annotations

import os
import shutil
import signal
from errno import EACCES
from pathlib import Path

import pytest

from arcticsearch.errors import CorpusError
from arcticsearch.look import Look

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


def taken(corpus: Path, beside: bool) -> Look:
    look = Look(corpus, corpus / "index", follow=False)
    if beside:
        look.begin()
    return look


def test_both_find_the_same(corpus: Path) -> None:
    found = [taken(corpus, beside).changed_since(None) for beside in (True, False)]
    assert found[0] == found[1]
    assert found[0] is not None
    assert len(found[0][1]) == 3002


def test_what_is_as_it_was_is_not_told(corpus: Path, beside: bool) -> None:
    before = taken(corpus, beside).changed_since(None)
    assert before is not None
    assert taken(corpus, beside).changed_since(before[0]) is None
    (corpus / "deep" / "b.html").write_text("<p>More ice.")
    after = taken(corpus, beside).changed_since(before[0])
    assert after is not None
    told = set(after[1]) - set(before[1])
    assert {path for path, *_ in told} == {"deep/b.html"}


@needs_fork
@pytest.mark.parametrize("known", [True, False])
def test_no_process_is_left(corpus: Path, known: bool) -> None:
    now = taken(corpus, False).changed_since(None)
    assert now is not None
    handles = len(os.listdir("/dev/fd"))  # noqa: PTH208 - handles are no files
    look = taken(corpus, True)
    look.changed_since(now[0] if known else None)
    assert len(os.listdir("/dev/fd")) == handles  # noqa: PTH208
    with pytest.raises(ChildProcessError):
        os.waitpid(look._process, os.WNOHANG)


@needs_fork
def test_a_look_that_is_killed_is_taken_again(corpus: Path) -> None:
    look = taken(corpus, True)
    os.kill(look._process, signal.SIGKILL)
    assert look.changed_since(None) == taken(corpus, False).changed_since(None)


@needs_fork
def test_where_there_are_too_many_processes(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("too many")

    monkeypatch.setattr(os, "fork", refused)
    assert taken(corpus, True).changed_since(None) == taken(corpus, False).changed_since(None)


def test_a_corpus_that_is_gone(corpus: Path, beside: bool) -> None:
    shutil.rmtree(corpus)
    with pytest.raises(CorpusError, match="does not exist"):
        taken(corpus, beside).changed_since(None)


@pytest.mark.parametrize("call", ["os.scandir", "pathlib.Path.stat"])
def test_a_corpus_that_may_not_be_read_is_said_in_plain_words(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(call, refused)
    with pytest.raises(CorpusError) as raised:
        Look(tmp_path, tmp_path / "index", follow=False).changed_since(None)
    assert f"The corpus folder {tmp_path} cannot be read: Permission denied." in str(raised.value)
    assert "Errno" not in str(raised.value)
