"""No page stops a build, and none vanishes silently: the part that takes seconds.

All of it: bench/reliability/hostile.py.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from arcticsearch import Collection
from arcticsearch.cleaning import extract, finish, judge
from arcticsearch.corpus.contained import page_in
from arcticsearch.corpus.listing import listing
from arcticsearch.corpus.metadata.aliases import read_aliases
from arcticsearch.corpus.read import decode, form_of, read
from arcticsearch.errors import SeedSkipped
from arcticsearch.freshness import Why
from arcticsearch.page import Seed
from tests.reliability.accounting import unaccounted
from tests.reliability.mutations import mutated
from tests.reliability.odd_files import write_odd_files
from tests.reliability.shapes import SHAPES, file_name
from tests.samples import SEEDS


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Path]:
    write_odd_files(tmp_path / "seeds")
    yield tmp_path / "seeds"
    (tmp_path / "seeds" / "locked").chmod(0o700)


def test_every_odd_file_is_indexed_or_skipped_with_a_reason(odd: Path, tmp_path: Path) -> None:
    with Collection.open(odd, index=tmp_path / "index") as collection:
        report = collection.refresh()
        assert unaccounted(collection) == []
        assert collection.check() == []
        assert not [why for why in report.skipped.values() if "taken apart" in why]
        assert collection.search("ship").total > 40
        assert collection.search("secret").total == 0
        assert not collection.state().stale or "unreadable.txt" in report.skipped


def test_links_are_followed_only_when_asked(odd: Path, tmp_path: Path) -> None:
    (odd / "link to root").unlink()  # it works, and takes as long as reading the machine
    (odd / "link up").unlink()
    with Collection.open(odd, index=tmp_path / "index", follow_links=True) as collection:
        collection.refresh()
        found = collection.search("secret").hits[0]
        assert {found.path, *(copy.path for copy in found.copies)} == {
            "link outside.txt",
            "link outside/secret.txt",
        }
        assert collection.status().skipped["link to itself.txt"] == "a broken link"
        assert collection.status().skipped["link to here"] == "a link to what is already read"
        assert collection.status().skipped["link to devices.txt"] == "not a regular file"


def test_what_an_archive_inserts_is_accounted_for(tmp_path: Path) -> None:
    page, bar = tmp_path / "seeds" / "page.html", "<div>9 captures</div>"
    page.parent.mkdir()
    page.write_text(
        f"<!doctype html><body><!-- BEGIN ARCHIVE TOOLBAR INSERT -->{bar}"
        "<!-- END ARCHIVE TOOLBAR INSERT --><p>The ice held the ship until the thaw.</p>"
    )
    with Collection.open(page.parent, index=tmp_path / "index") as collection:
        collection.refresh()
        assert "9 captures" in [part.text for part in collection.show("page.html").removed]
        assert unaccounted(collection) == []


def test_files_that_vanish_or_grow_during_a_run_stop_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "seeds"
    corpus.mkdir()
    for n in range(40):
        (corpus / f"{n:02}.txt").write_text(f"The ice of winter number {n} was thick.\n" * 9)
    rng = random.Random(1)

    def meddle(done: int, of: int) -> None:
        victim = corpus / f"{min(39, done + rng.randrange(4)):02}.txt"
        match rng.randrange(4):
            case 0:
                victim.unlink(missing_ok=True)
            case 1 if victim.is_file():
                victim.write_text("A longer text about the ice, written while it was read.\n" * 50)
            case 2:
                victim.unlink(missing_ok=True)
                os.mkfifo(victim)
            case 3:
                (corpus / f"new {done}.txt").write_text("A page that came while others were read.")

    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh(progress=meddle)
        collection.refresh()
        assert unaccounted(collection) == []
        with Collection.open(corpus, index=tmp_path / "fresh") as fresh:
            fresh.refresh()
            assert list(collection.articles()) == list(fresh.articles())


@pytest.mark.parametrize("year", [-300_000, 1500, 1900, 2100, 2300, 300_000])
def test_a_file_of_any_time_is_indexed(
    tmp_path: Path, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of one that this disk cannot hold, as others can."""
    page = tmp_path / "seeds" / "page.txt"
    page.parent.mkdir()
    page.write_text("The ice of that winter was thick.\n" * 9)
    then = (year - 1970) * 31_556_952 * 10**9
    monkeypatch.setattr(
        "arcticsearch.look.listing", lambda *_, **__: [("page.txt", page.stat().st_size, then)]
    )
    with Collection.open(page.parent, index=tmp_path / "index") as collection:
        assert collection.refresh().added == ("page.txt",)
        assert collection.state().why is Why.FRESH
        assert collection.refresh().why is Why.FRESH
        monkeypatch.setattr("arcticsearch.look.listing", lambda *_, **__: [("page.txt", 1, then)])
        assert collection.state().why is Why.CHANGED


@pytest.fixture
def never_waits() -> Iterator[None]:
    """Fails a test that waits for the other end of a pipe."""

    def ring(*_: object) -> None:
        raise AssertionError("a pipe was waited for")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("never_waits")
@pytest.mark.parametrize("name", ["page.txt", "sources.toml"])
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / name)
    monkeypatch.setattr(Path, "is_file", lambda _: True)  # so it was, a moment ago
    with pytest.raises(SeedSkipped, match="not a regular file"):
        read_aliases(tmp_path) if name == "sources.toml" else read(tmp_path, name)


@pytest.mark.usefixtures("never_waits")
def test_a_pipe_that_takes_the_place_of_a_folder_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text("Ice.")
    folder, opened = tmp_path / "folder", os.open
    folder.mkdir()

    def swapped(place: str, flags: int) -> int:
        if place == os.fspath(folder):
            folder.rmdir()
            os.mkfifo(folder)
        return opened(place, flags)

    monkeypatch.setattr(os, "open", swapped)
    found = {seen[0]: seen[1] for seen in listing(tmp_path)}
    assert found == {"page.txt": 4, "folder/": "cannot be read: Not a directory"}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_shape_is_done_in_time(shape: str) -> None:
    data = SHAPES[shape](20_000)
    began = time.process_time()
    try:
        text = decode(page_in(data).data)
        page = extract(Seed(file_name(shape), form_of(text, file_name(shape)), text, ""))
        (judged,) = judge([page])
        finish(page, *judged)
    except SeedSkipped as error:
        assert str(error)
    # 0.02 to 0.2 s
    assert time.process_time() - began < 5


def test_broken_pages_stop_nothing(tmp_path: Path) -> None:
    pages = [file.read_bytes() for file in sorted(SEEDS.iterdir())]
    rng = random.Random(20)
    (tmp_path / "seeds").mkdir()
    for n in range(80):
        name = f"{n}{rng.choice(('.html', '.txt', '.md', ''))}"
        (tmp_path / "seeds" / name).write_bytes(mutated(rng, pages, 4_096))
    with Collection.open(tmp_path / "seeds", index=tmp_path / "index") as collection:
        report = collection.refresh()
        assert not [why for why in report.skipped.values() if "taken apart" in why]
        assert unaccounted(collection) == []
        assert collection.check() == []


def test_a_line_that_an_article_holds_thousands_of_times(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.html").write_bytes(SHAPES["html rows"](120_000))
    with Collection.open(tmp_path / "seeds", index=tmp_path / "index") as collection:
        collection.refresh()
        began = time.process_time()
        copies = collection.copies("a.html")
        assert collection.search("snow").total == 1
        assert time.process_time() - began < 3  # 0.1 s
        assert set(copies.values()) <= {(), ("a.html",)}
