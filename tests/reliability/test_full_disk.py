"""A full disk: what is said, what still answers, and that a retry has its room."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from arcticsearch import cli
from arcticsearch.collection import Collection
from arcticsearch.engine.flat import file
from tests.reliability.corpora import AFTER, BEFORE, litter, write


def test_a_full_disk_is_said_with_the_folder_and_what_was_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, index = write(tmp_path / "seeds", BEFORE), tmp_path / "index"
    where = ["--corpus", os.fspath(corpus), "--index", os.fspath(index)]
    assert cli.run(["index", *where]) == cli.FOUND
    write(corpus, AFTER)
    capsys.readouterr()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(file, "_write", full)
        assert cli.run(["index", *where]) == cli.ERROR
        said = capsys.readouterr().err
        assert f"There is no room for the index in {index}: it needs some" in said
        assert "MB are free" in said
        assert litter(index) == []
        assert cli.run(["treaty", *where]) == cli.FOUND
        told = capsys.readouterr()
        assert "Answered from the state before." in told.err
        assert "treaty.md" in told.out
    assert cli.run(["index", *where]) == cli.FOUND
    with Collection.open(corpus, index=index) as collection:
        assert collection.search("path:road").total == 1
