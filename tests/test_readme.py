"""The README shows what really happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import SEEDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n\$ arcticsearch (.*?)\n(.*?)```", README, re.S)


@pytest.mark.parametrize(("command", "shown"), SESSIONS, ids=[name for name, _ in SESSIONS])
def test_a_session(command: str, shown: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "arcticsearch", "--corpus", str(SEEDS), "--index",
         str(tmp_path / "index"), *shlex.split(command)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
        env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    whole, ellipsis, _ = shown.rpartition("…\n")
    if ellipsis and not _:
        assert done.stdout.startswith(whole)
    else:
        assert done.stdout == shown


def test_the_python_example(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.S)
    done = subprocess.run(
        [sys.executable, "-c", example.replace('index="index"', f'index="{tmp_path}"')],
        cwd=SEEDS.parent, capture_output=True, text=True, timeout=120, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert len(done.stdout.splitlines()) == 3
    assert "icebreaker" in done.stdout


def test_there_are_sessions_to_check() -> None:
    assert len(SESSIONS) == 3
