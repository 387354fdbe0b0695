"""The fault layer, built by the C compiler that is there, and a process that has it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("shim.c")
ROOT = Path(__file__).parents[2]


def missing() -> str | None:
    """Why there can be no fault layer here; None where there can."""
    if not sys.platform.startswith("linux"):
        return "the fault layer needs Linux"
    if not (shutil.which("cc") or shutil.which("gcc")):
        return "the fault layer needs a C compiler"
    return None


def build(folder: Path) -> Path:
    """Compiles the layer into a folder and returns the library."""
    library = folder / "shim.so"
    compiler = shutil.which("cc") or "gcc"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"]
    subprocess.run(command, check=True)
    return library


def try_points(library: Path, folder: Path, case: str, stride: int) -> Iterator[Any]:
    """Runs `points` under the layer; gives what it prints: broken points, and each fault's figures."""
    folder.mkdir(parents=True)
    environment = {**os.environ, "LD_PRELOAD": str(library), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.reliability.points", folder, case, str(stride)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield from map(json.loads, process.stdout)
    assert process.returncode == 0
