"""How large the terminal is: as `shutil` says it, which takes as long to load as a small query runs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def size(columns: int, lines: int) -> os.terminal_size:
    """COLUMNS and LINES if they are set, else what the terminal says that stdout was at the start;
    and if there is none, what is given here."""
    with suppress(AttributeError, ValueError, OSError):  # no stdout, a closed one, no terminal
        columns, lines = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
    return os.terminal_size((_set("COLUMNS") or columns, _set("LINES") or lines))


def _set(name: str) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isdecimal() else 0
