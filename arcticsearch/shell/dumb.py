"""Reads lines on a terminal that only prints, such as an editor's: no escape is sent to it."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from prompt_toolkit.data_structures import Size

from arcticsearch.errors import ArcticsearchError
from arcticsearch.present.sanitise import plain
from arcticsearch.screen import size
from arcticsearch.shell.line import message
from arcticsearch.shell.picker import Picker, Ticked


class NoCursor(ArcticsearchError):
    """The terminal cannot do what was asked for."""


class DumbLine:
    """What `line.Line` is, without keys, colours, completion or history."""

    def __init__(self) -> None:
        if isinstance(sys.stdin, io.TextIOWrapper):  # a byte that is no character ends no session
            sys.stdin.reconfigure(errors="replace")

    def read(self, parts: Sequence[str]) -> str:
        """The next line. Raises EOFError and KeyboardInterrupt."""
        prompt = "".join(fragment[1] for fragment in message(parts, self.size().columns))
        try:
            return input(plain(prompt))
        except (EOFError, KeyboardInterrupt):
            print()
            raise

    def size(self) -> Size:
        """Rows and columns of the terminal."""
        columns, rows = size(80, 24)
        return Size(rows, columns)

    def redraw(self) -> None:
        """There is no toolbar."""

    def edit_like(self, keys: str) -> None:
        """Raises NoCursor."""
        raise NoCursor(f"This terminal has no {keys} keys.")

    def tick(self, picker: Picker) -> Ticked | None:
        """Raises NoCursor."""
        raise NoCursor('This terminal has no cursor to tick with. Write +source:"…" instead.')
