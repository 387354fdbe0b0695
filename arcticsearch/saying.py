"""Sentences for a person, outside of an answer. What is written to stderr goes through here.

Loaded before a query's look at the files begins, so it imports nothing that can wait.
"""

from __future__ import annotations

import sys
from typing import TextIO


def disk_errors() -> tuple[type[Exception], ...]:
    """The classes of what is raised when the disk fails."""
    import sqlite3

    return OSError, sqlite3.OperationalError


def failed(error: Exception) -> str:
    """The sentence for one of `disk_errors`."""
    why = str(error)
    if isinstance(error, OSError) and error.strerror:  # without its number
        why = f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return f"The disk or a file failed: {why}."


def say(message: str) -> None:
    """A message about the run: on stderr, behind the program's name."""
    tell(f"arcticsearch: {message}", sys.stderr)


def tell(sentence: str, where: TextIO | None = None) -> None:
    """A sentence that is what a command was asked for: on stdout, or where it is said to go."""
    from arcticsearch.present.sanitise import plain

    print(plain(sentence), file=where)


def hint(line: str, *, last: bool) -> None:
    """A line on a terminal that the next one takes the place of, unless it is the last."""
    print(f"\r{line}", end="\r\n" if last else "", file=sys.stderr, flush=True)
