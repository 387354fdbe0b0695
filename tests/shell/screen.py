"""A terminal in memory, with the program running in it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds after which a test gives up

F1, F2, TAB, ENTER, ESC = "\x1bOP", "\x1bOQ", "\t", "\r", "\x1b"
CTRL_C, CTRL_D, CTRL_L = "\x03", "\x04", "\x0c"


class Screen:
    """A pseudo-terminal of pyte's, and arcticsearch in it."""

    def __init__(
        self, folder: Path, *argv: str, rows: int = 40, columns: int = 100, **environment: str
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ARCTIC", "PAGER", "LESS", "NO_COLOR"))
            and name not in ("COLUMNS", "LINES")
        }
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "arcticsearch", *argv],
            cwd=str(folder),
            env={
                **clean, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
                "XDG_DATA_HOME": str(folder / "data"), "INPUTRC": os.devnull, **environment,
            },
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )  # fmt: skip
        # The program asks where the cursor is; a terminal answers.
        self.screen.write_process_input = self.process.send

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self) -> str:
        """The line that the cursor is in."""
        row = min(
            self.screen.cursor.y, self.screen.lines - 1
        )  # pyte leaves it outside when it shrinks
        return self.screen.display[row].rstrip()

    def keys(self, text: str) -> None:
        self.process.send(text)

    def until(self, so: str | Callable[[], bool]) -> str:
        """Waits until a pattern is on the screen, or something is so; returns the screen."""
        wanted = so if callable(so) else lambda: re.search(so, self.text(), re.M) is not None
        end = time.monotonic() + PATIENCE
        while not wanted():
            assert time.monotonic() < end, f"never came: {so}\n{self.text()}"
            try:
                data = self.process.read_nonblocking(65536, timeout=0.2)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                assert wanted(), f"left before: {so}\n{self.text()}"
                break
            self.raw += data
            self._stream.feed(data)
        return self.text()

    def prompt(self, start: str) -> str:
        """Waits until the cursor stands in a prompt that begins so, and nothing is typed."""
        return self.until(lambda: self.line() == f"{start}>")

    def enter(self, line: str, prompt: str) -> str:
        """Types a line, and waits for the prompt after it."""
        self.keys(line)
        self.until(lambda: f"> {line}" in self.line())
        self.keys(ENTER)
        return self.prompt(prompt)

    def resize(self, rows: int, columns: int) -> None:
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def ended(self) -> int:
        """Waits for the end of the program; its exit status."""
        self.process.expect(pexpect.EOF)
        self.process.close()
        assert self.process.exitstatus is not None
        return int(self.process.exitstatus)
