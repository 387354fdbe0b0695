"""Writes what the commands print now into the README's sessions: python -m tests.update_readme"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def session(match: re.Match[str]) -> str:
    command, shown = match.groups()
    with tempfile.TemporaryDirectory() as index:
        done = subprocess.run(
            [sys.executable, "-m", "arcticsearch", "--index", index, *shlex.split(command)],
            cwd=README.parent, capture_output=True, text=True, check=True,
            env={**os.environ, "COLUMNS": "100"},
        )  # fmt: skip
    printed = done.stdout
    if shown.endswith("\n…\n"):  # only its beginning is shown
        printed = "".join(printed.splitlines(keepends=True)[: shown.count("\n") - 1]) + "…\n"
    return f"```console\n$ arcticsearch {command}\n{printed}```"


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    pattern = r"```console\n\$ arcticsearch (.*?)\n(.*?)```"
    README.write_text(re.sub(pattern, session, text, flags=re.S), encoding="utf-8")
