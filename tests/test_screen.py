"""The size of the terminal, as shutil says it."""

from __future__ import annotations

import os
import shutil

import pytest

from arcticsearch.screen import size


@pytest.mark.parametrize("columns", ["", "0", "72", "wide", "-3"])
@pytest.mark.parametrize("lines", ["", "9"])
@pytest.mark.parametrize("terminal", [(133, 50), None])
def test_it_is_what_shutil_says(
    columns: str, lines: str, terminal: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(handle: int) -> os.terminal_size:
        if terminal is None:
            raise OSError("no terminal")
        return os.terminal_size(terminal)

    class Stdout:
        def fileno(self) -> int:
            return 1

    monkeypatch.setattr("sys.__stdout__", Stdout())
    monkeypatch.setattr(os, "get_terminal_size", asked)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    assert size(100, 24) == shutil.get_terminal_size((100, 24))


def test_without_stdout_it_is_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.__stdout__", None)
    assert size(100, 24) == (100, 24)
