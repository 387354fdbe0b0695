"""What a seed may cost: time, memory, its process; and what is no seed's fault."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from arcticsearch import cleaning
from arcticsearch.cleaning import Cleaned, Task, clean_all
from arcticsearch.corpus.files import File
from arcticsearch.corpus.strip import pages as strip
from arcticsearch.model import Article, Label, Metadata
from arcticsearch.page import Page, Seed
from arcticsearch.workers import spread


def task(corpus: Path, path: str, text: str = "The ice is thick.\n") -> Task:
    (corpus / path).write_text(text)
    return Task(File(path, len(text), 1), None)


def test_a_seed_that_takes_too_long_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_: Seed) -> Page:
        while True:
            pass

    tasks = [task(tmp_path, "a.txt"), task(tmp_path, "b.txt")]
    with monkeypatch.context() as patch:
        patch.setattr(cleaning, "SECONDS", 0.2)
        patch.setattr(cleaning, "extract", endless)
        first, _ = clean_all(tmp_path, tasks, 1)
        assert first.reason == "takes longer than 0.2 seconds"
    assert all(done.article for done in clean_all(tmp_path, tasks, 1))
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def hungry(items: Sequence[str]) -> Iterator[Cleaned]:
    for _ in items:
        try:
            yield Cleaned(str(len(bytearray(3 * 2**29))))
        except MemoryError:
            yield Cleaned(None, reason="memory")


def test_the_memory_of_a_process_is_bounded() -> None:
    some = spread(
        hungry, [""], 1, seconds=60, prepare=cleaning._prepare, lost=lambda *_: Cleaned("")
    )
    assert [done.reason for done in some] == ["memory"]


def test_a_large_seed_goes_to_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "LARGE", 10)
    monkeypatch.setattr(cleaning, "extract", None)  # here; not there
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


def test_what_cannot_be_stripped_together_is_stripped_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = strip.strip_all

    def choosy(pages: Sequence[Page]) -> list[tuple[Label, ...]]:
        if any(page.path == "b.txt" for page in pages):
            raise RuntimeError("not this one")
        return real(pages)

    monkeypatch.setattr(strip, "strip_all", choosy)
    tasks = [task(tmp_path, name) for name in ("a.txt", "b.txt", "c.txt")]
    done = list(clean_all(tmp_path, tasks, 1))
    assert [each.article and each.article.path for each in done] == ["a.txt", None, "c.txt"]
    assert done[1].reason is not None
    assert "RuntimeError: not this one" in done[1].reason


def test_how_many_are_stripped_together_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [*("The ice is thick.\n" * n for n in range(1, 8)), "<html><p>The ice is thick.", "\n"]
    tasks = [task(tmp_path, f"{n}.txt", text) for n, text in enumerate(texts)]
    together = list(clean_all(tmp_path, tasks, 1))
    for most in (1, 200):
        monkeypatch.setattr(cleaning, "_TOGETHER", most)
        assert list(clean_all(tmp_path, tasks, 1)) == together
    assert [task.file.path for task in tasks[:-1]] == [
        done.article.path for done in together if done.article
    ]


def test_an_answer_is_given_when_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [Task(File(f"{n}.png", 1, 1, "a picture"), None) for n in range(2)]
    read: list[str] = []

    def extract(seed: Seed) -> Page:
        read.append(seed.path)
        return Page(seed.path, seed.form, ())

    monkeypatch.setattr(cleaning, "extract", extract)
    answers = clean_all(tmp_path, [*tasks, task(tmp_path, "a.txt")], 1)
    assert [next(answers).reason for _ in tasks] == ["a picture"] * 2
    assert read == []
    list(answers)
    assert read == ["a.txt"]


def test_a_page_that_cannot_be_stripped_is_not_tried_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def never(pages: Sequence[Page]) -> list[tuple[Label, ...]]:
        tried.append([page.path for page in pages])
        raise RuntimeError

    monkeypatch.setattr(strip, "strip_all", never)
    (done,) = clean_all(tmp_path, [task(tmp_path, "a.txt")], 1)
    assert done.reason is not None
    assert tried == [["a.txt"]]


@pytest.mark.parametrize("field", ["title", "source", "date", "language", "author", "category"])
def test_a_field_that_no_catalog_can_hold_costs_its_seed_alone(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half: object = ("\ud83d",) if field in ("author", "category") else "\ud83d"
    bad = Article("a.txt", Metadata(**{field: half}), (), ())
    monkeypatch.setattr(cleaning, "finish", lambda *_: bad)
    (done,) = clean_all(tmp_path, [task(tmp_path, "a.txt")], 1)
    assert done.article is None
    assert "UnicodeEncodeError" in (done.reason or "")


def test_a_page_without_any_text_is_empty(tmp_path: Path) -> None:
    tasks = [
        task(tmp_path, "a.html", "<!doctype html><html lang='en'><script>f()</script><div></div>"),
        task(tmp_path, "b.html", "<!doctype html><title>Ice</title><script>f()</script>"),
    ]
    first, second = clean_all(tmp_path, tasks, 1)
    assert first.reason == "empty (a page without text)"
    assert second.article
