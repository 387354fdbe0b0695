"""The reader's pager, and what is done where it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from arcticsearch.shell.pager import page


def test_a_pager_gets_the_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", f"tee '{tmp_path / 'seen'}'")
    assert page(["Eis ist", "glatt"])
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "Eis ist\nglatt\n"


@pytest.mark.parametrize("pager", ["less '", "no-such-pager", "./broken"])
def test_without_a_pager_that_runs_the_lines_are_left_to_print(
    pager: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").write_bytes(b"\x00no program")
    (tmp_path / "broken").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", pager)
    assert not page(["Eis"])
