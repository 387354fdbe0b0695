"""Exports appear whole or not at all, and never outside what was named."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from arcticsearch import Collection, export
from arcticsearch.present.sanitise import plain
from arcticsearch.shell.keeping import FileThere, write_whole
from tests.conftest import MakeCorpus

ICE = "The icebreaker left the harbour at dawn, and nobody thought that she would be back soon.\n"


@pytest.fixture
def collection(make_corpus: MakeCorpus, tmp_path: Path) -> Collection:
    names = (
        "a.txt",
        "sub/b.txt",
        "x",
        "x.txt/y",
        "-n",
        "c\x1b[2J\n",
        "c\x9b[2J\n",
        "c_[2J_",
        "\x1b\u202e/d.txt",
        "\x1b\x07/d.txt",
        "\u200b../d.txt",
        "\x07" * 250 + "/d.txt",
        "z" * 251 + ".txt",
        "é" * 127,
    )
    opened = Collection.open(
        make_corpus({name: f"{ICE}It was year {at}.\n" for at, name in enumerate(names)}),
        index=tmp_path / "index",
    )
    opened.refresh()
    return opened


def test_every_article_has_a_file_under_the_folder(collection: Collection, tmp_path: Path) -> None:
    assert export.as_text(collection, tmp_path / "out") == 14
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) == 14
    assert all(ICE.strip() in file.read_text(encoding="utf-8") for file in files)
    assert (tmp_path / "out" / "sub" / "b.txt.txt").is_file()
    assert (tmp_path / "out" / "c_[2J_.txt").is_file()
    assert [path for path in files if plain(str(path)) != str(path)] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "out", "seeds"]


def test_what_is_there_is_left_alone(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for taken in ("file", "seeds", "no/folder", "seeds/out", "index/../seeds/sub/out"):
        with pytest.raises(export.ExportError):
            export.as_text(collection, tmp_path / taken)
    with pytest.raises((export.ExportError, OSError)):
        export.as_text(collection, tmp_path / "link")
    with pytest.raises(export.ExportError, match=r"inside the corpus .*/seeds\. Name a folder"):
        export.as_text(collection, tmp_path / "seeds" / "out")
    assert not collection.state().stale
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "index", "link", "seeds"]


def test_an_export_that_fails_leaves_nothing(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        export.as_text(collection, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "seeds"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no umask here")
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_what_is_written_is_for_whom_the_umask_lets_in(
    mask: int, collection: Collection, tmp_path: Path
) -> None:
    before = os.umask(mask)
    try:
        export.as_text(collection, tmp_path / "out")
        write_whole(tmp_path / "hits.csv", "x", replace=False)
    finally:
        os.umask(before)
    for path in (tmp_path / "hits.csv", tmp_path / "out", *(tmp_path / "out").rglob("*")):
        most = 0o777 if path.is_dir() else 0o666
        assert path.stat().st_mode & 0o777 == most & ~mask, path


def test_json_lines_hold_every_article(collection: Collection) -> None:
    lines = list(export.as_json_lines(collection))
    assert len(lines) == 14
    assert all("\n" not in line and "\x1b" not in line for line in lines)
    assert "c\x1b[2J\n" in {json.loads(line)["path"] for line in lines}


def test_a_file_of_hits_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "hits.csv", tmp_path / "elsewhere"
    target.symlink_to(elsewhere)
    write_whole(target, "new", replace=True)  # the link is replaced, never followed
    assert target.read_text() == "new"
    assert not elsewhere.exists()
    with pytest.raises(FileThere):
        write_whole(target, "newer", replace=False)
    with pytest.raises(FileThere):
        write_whole(tmp_path / "none" / "hits.csv", "x", replace=True)
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "bad.csv", "\ud800", replace=False)
    assert target.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["hits.csv"]


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    write_whole(tmp_path / ("h" * 251 + ".csv"), "x", replace=False)
    assert len(list(tmp_path.iterdir())) == 1
