"""What a seed may cost: time, memory, its process; and what is no seed's fault."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from arcticsearch import cleaning
from arcticsearch.cleaning import Cleaned, Task, clean_all
from arcticsearch.corpus.read import File
from arcticsearch.model import Article, Seed
from arcticsearch.workers import spread


def task(corpus: Path, path: str, text: str = "The ice is thick.\n") -> Task:
    (corpus / path).write_text(text)
    return Task(File(path, len(text), 1), None)


def test_a_seed_that_takes_too_long_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_: Seed) -> Article:
        while True:
            pass

    tasks = [task(tmp_path, "a.txt"), task(tmp_path, "b.txt")]
    with monkeypatch.context() as patch:
        patch.setattr(cleaning, "SECONDS", 0.2)
        patch.setattr(cleaning, "clean", endless)
        first, _ = clean_all(tmp_path, tasks, 1)
        assert first.reason == "takes longer than 0.2 seconds"
    assert all(done.article for done in clean_all(tmp_path, tasks, 1))
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def hungry(_: str) -> Cleaned:
    try:
        return Cleaned(str(len(bytearray(3 * 2**29))))
    except MemoryError:
        return Cleaned(None, reason="memory")


def test_the_memory_of_a_process_is_bounded() -> None:
    some = spread(hungry, [""], 1, seconds=60, prepare=cleaning._bound, lost=lambda *_: Cleaned(""))
    assert [done.reason for done in some] == ["memory"]


def test_a_large_seed_goes_to_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "LARGE", 10)
    monkeypatch.setattr(cleaning, "clean", None)  # here; not there
    done = list(clean_all(tmp_path, [task(tmp_path, "a.txt"), task(tmp_path, "b.txt")], 2))
    assert [each.reason for each in done] == [None, None]
    assert [each.article and each.article.path for each in done] == ["a.txt", "b.txt"]


def test_a_process_without_handles_blames_no_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    tasks = [task(tmp_path, "a.txt")]
    monkeypatch.setattr(os, "open", none_left)
    with pytest.raises(OSError, match="Too many open files"):
        list(clean_all(tmp_path, tasks, 1))
