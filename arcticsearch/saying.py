"""Sentences for a person, outside of an answer. What is written to stderr goes through here.

Loaded before a query's look at the files begins, so it imports nothing that can wait.
"""

from __future__ import annotations

import sys

from arcticsearch.checking import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


_hinted: TextIO | None = None
"""Where a hint stands that nothing has taken the place of: a build was interrupted, or failed."""


def say(message: str) -> None:
    """A message about the run: on stderr, behind the program's name, if it can be written there."""
    global _hinted
    try:
        if _hinted and _hinted is sys.stderr:
            print("\r", file=sys.stderr)
        _hinted = None
        tell(f"arcticsearch: {message}", sys.stderr)
    except OSError:
        return


def tell(sentence: str, where: TextIO | None = None) -> None:
    """A sentence that is what a command was asked for: on stdout, or where it is said to go."""
    from arcticsearch.present.sanitise import plain

    print(plain(sentence), file=where)


def hint(line: str, *, last: bool) -> None:
    """A line on a terminal that the next one takes the place of, unless it is the last."""
    global _hinted
    print(f"\r{line}", end="\r\n" if last else "", file=sys.stderr, flush=True)
    _hinted = None if last else sys.stderr
