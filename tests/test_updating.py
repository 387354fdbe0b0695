"""How far an update is: said on a terminal alone, after a while, and seldom."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from arcticsearch import Collection, updating
from arcticsearch.freshness import Why
from arcticsearch.saying import hint, say
from tests.conftest import Forbid, MakeCorpus
from tests.reliability.corpora import FISH, ICE


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    yield now


def said(out: io.StringIO, clock: list[float], why: Why, monkeypatch: pytest.MonkeyPatch) -> str:
    clock[0] = 100.0
    monkeypatch.setattr("sys.stderr", out)
    show = updating.progress(why)
    for done, seconds in ((10, 0.5), (40, 2.0), (41, 2.05), (100, 4.0)):
        clock[0] = 100 + seconds
        show(done, 100)
    return out.getvalue()


def test_a_line_on_a_terminal(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = said(Terminal(), clock, Why.CHANGED, monkeypatch)
    assert lines == (
        "\rUpdating the index: 40 of 100 seeds, 20 a second, 3 s left   "
        "\rUpdating the index: 100 of 100 seeds, 25 a second, 0 s left   \r\n"
    )
    assert said(Terminal(), clock, Why.MISSING, monkeypatch).startswith("\rBuilding the index: ")


def test_what_stops_it_is_said_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    for last in (False, True):
        hint("Building", last=last)
        say("Interrupted.")
    say("Done.")
    rows = ("\rBuilding\r", "Interrupted.", "\rBuilding\r", "Interrupted.", "Done.")
    assert out.getvalue().replace("arcticsearch: ", "") == "\n".join(rows) + "\n"


def test_no_time_is_told_by_the_first_seed(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    show = updating.progress(Why.MISSING)
    clock[0] += 3
    show(1, 1000)
    assert out.getvalue() == "\rBuilding the index: 1 of 1,000 seeds"


def test_a_page_that_cannot_be_read_is_told_once(
    make_corpus: MakeCorpus,
    tmp_path: Path,
    unreadable_pages: Forbid,
    capsys: pytest.CaptureFixture[str],
) -> None:
    corpus = make_corpus({"a.txt": ICE, "b.txt": FISH})
    unreadable_pages("a.txt")
    told = []
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        for _ in range(2):
            updating.update(collection, collection.state(), 1)
            told.append(capsys.readouterr().err)
        (corpus / "c.txt").write_text("")
        (corpus / "sources.toml").write_text("x = 3")
        updating.update(collection, collection.state(), 1)
        told.append(capsys.readouterr().err)
        (corpus / "d.txt").write_text(ICE)
        updating.update(collection, collection.state(), 1)
        told.append(capsys.readouterr().err)
    assert told[0] == "arcticsearch: Skipped a.txt: cannot be read: Permission denied.\n"
    assert told[1] == told[3] == ""
    assert told[2].startswith("arcticsearch: Skipped sources.toml: ")
    assert told[2].count("\n") == 1


def test_nothing_elsewhere(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(io.StringIO(), clock, Why.CHANGED, monkeypatch) == ""
