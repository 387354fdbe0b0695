"""The sample pages by themselves, whatever else a user keeps in `seeds/`."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

_TESTS = Path(__file__).parent
FACTS: dict[str, Any] = json.loads((_TESTS / "pages" / "seeds.json").read_text(encoding="utf-8"))
"""What is true of each page, by its name."""


def _copied() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="samples-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "seeds").mkdir()
    for name in ("README.md", *FACTS):
        shutil.copy2(_TESTS.parent / "seeds" / name, folder / "seeds")
    return folder / "seeds"


SEEDS = _copied()
