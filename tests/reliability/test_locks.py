"""A busy lock is not damage: builders, readers, a holder that is killed; all real processes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from arcticsearch.catalog import FILE, open_catalog
from arcticsearch.collection import Collection
from arcticsearch.freshness import Why
from tests.reliability.corpora import BEFORE, FISH, observed, write
from tests.reliability.shim import ROOT

_HOLD = """
import sys, time
from pathlib import Path
from arcticsearch.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
_REBUILD = """
import sys
from arcticsearch.collection import Collection
if __name__ == "__main__":
    for _ in range(12):
        with Collection.open(sys.argv[1], index=sys.argv[2]) as collection:
            collection.refresh(full=True)
"""


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """A corpus and its index."""
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
    return corpus, index


@contextmanager
def python(code: str, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def run(corpus: Path, index: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    where = ("--corpus", os.fspath(corpus), "--index", os.fspath(index))
    command = [sys.executable, "-m", "arcticsearch", *arguments, *where]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def files(index: Path) -> Sequence[tuple[str, int]]:
    return sorted((path.name, path.stat().st_size) for path in index.iterdir())


def test_the_second_builder_says_who_holds_the_index(built: tuple[Path, Path]) -> None:
    corpus, index = built
    (corpus / "new.txt").write_text(FISH)
    before = files(index)
    with python(_HOLD, index) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        second = run(corpus, index, "index")
        assert (second.returncode, second.stdout) == (2, "")
        assert f"process {holder.pid}" in second.stderr
        asked = run(corpus, index, "icebreaker")
        assert asked.returncode == 0
        assert "ice.txt" in asked.stdout
        assert f"process {holder.pid}" in asked.stderr
        assert [name for name, _ in files(index)] == [name for name, _ in before]
        holder.send_signal(signal.SIGKILL)  # its lock dies with it
        holder.wait()
        assert run(corpus, index, "index").returncode == 0


def test_readers_always_answer_while_the_index_is_swapped(built: tuple[Path, Path]) -> None:
    corpus, index = built
    with (
        Collection.open(corpus, index=index) as patient,
        python(_REBUILD, corpus, index) as builder,
    ):
        sound, opened = observed(patient), 0
        while builder.poll() is None:
            with Collection.open(corpus, index=index) as reader:
                assert reader.state().why is Why.FRESH
                assert observed(reader) == sound
            opened += 1
        assert builder.returncode == 0
        assert opened > 3
        assert observed(patient) == sound  # on files that were swept long ago
    with Collection.open(corpus, index=index) as reader:
        assert reader.check() == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_the_old_state_and_says_so(built: tuple[Path, Path], jobs: str) -> None:
    corpus, index = built
    for number in range(900):
        (corpus / f"{number}.txt").write_text(FISH * (1 + number % 30))
    where = ("--corpus", corpus, "--index", index, "--jobs", jobs)
    with subprocess.Popen(
        [sys.executable, "-m", "arcticsearch", "index", *where],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        while (index / "lock").read_text().strip() != str(process.pid):  # it has not begun
            time.sleep(0.01)
            assert process.poll() is None
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    # Where Ctrl-C comes while Python makes a class, it ends itself by the signal: 130 to a shell.
    assert process.returncode in (130, -signal.SIGINT)
    assert said == "arcticsearch: Interrupted. What was searchable before still is.\n"
    with Collection.open(corpus, index=index) as collection:
        assert collection.status().figures.articles == 5
        assert collection.search("icebreaker").total == 2


def test_folders_are_made_for_their_owner_only(tmp_path: Path) -> None:
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "cache" / "arcticsearch" / "one"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
    assert [folder.stat().st_mode & 0o777 for folder in (index, *index.parents[:2])] == [0o700] * 3


def _of_another_recipe(index: Path) -> None:
    catalog = open_catalog(index, write=True)
    assert catalog is not None
    with closing(catalog), catalog.transaction():
        catalog.set_meta("recipe", b"0")


def _of_another_format(index: Path) -> None:
    with closing(sqlite3.connect(index / FILE)) as db:
        db.executescript("UPDATE meta SET value = x'30' WHERE key = 'format'; DROP TABLE copy")


@pytest.mark.parametrize("older", [_of_another_recipe, _of_another_format])
def test_an_index_of_another_version_is_made_again_and_says_so(
    built: tuple[Path, Path], older: Callable[[Path], None]
) -> None:
    corpus, index = built
    older(index)
    asked = run(corpus, index, "icebreaker")
    assert (asked.returncode, "another version" in asked.stderr) == (0, True)
    assert run(corpus, index, "icebreaker").stderr == ""


def test_an_index_made_with_other_stemmers_is_made_again(
    built: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, index = built
    monkeypatch.setattr("arcticsearch.freshness.stemmers", lambda: "another")
    with Collection.open(corpus, index=index) as collection:
        assert collection.state().why is Why.OTHER_VERSION
