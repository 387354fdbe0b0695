"""Long text goes to the reader's pager, at the first match; the prompt comes back after it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import PurePath

_MOST_WORDS = 50  # of a pattern: what a prefix stands for can be hundreds of words


def page(lines: Sequence[str], words: Sequence[str] = ()) -> bool:
    """Shows lines in a pager, at the first of some words. False: there is none that runs; print them."""
    try:
        command = arguments(os.environ, words)
        program = shutil.which(command[0]) if command else None
        if program is None:
            return False
        # Secure mode: the pager runs no commands and opens no other files.
        process = subprocess.Popen(
            [program, *command[1:]], stdin=subprocess.PIPE,
            env={**os.environ, "LESSSECURE": "1", "LESSCHARSET": "utf-8"},
        )  # fmt: skip
    except (OSError, ValueError):  # no program; a quotation mark in PAGER that is never closed
        return False
    assert process.stdin is not None
    try:
        process.stdin.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        process.stdin.close()
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the reader left before the end
    while True:
        try:
            return process.wait() == 0
        except KeyboardInterrupt:  # belongs to the pager
            continue


def arguments(environment: Mapping[str, str], words: Sequence[str] = ()) -> list[str]:
    """The pager's command line; empty when the terminal is not one that a pager can use. Raises
    ValueError when PAGER is no command line.

    >>> arguments({"TERM": "xterm"}, ["ice", "C++"])
    ['less', '-R', '-j4', '-i', '+/ice|C\\\\+\\\\+']
    >>> arguments({"TERM": "xterm", "PAGER": "most -w"}), arguments({"TERM": "dumb"})
    (['most', '-w'], [])
    """
    if environment.get("TERM", "dumb") == "dumb":
        return []
    command = shlex.split(environment.get("PAGER", "")) or ["less"]
    if PurePath(command[0]).name != "less":
        return command
    # -R lets colours through and shows every other escape; -j4 keeps lines above a match.
    # A pattern, not a line number: `n` then goes on to the next match.
    command += ["-R", "-j4", "-i"]
    found = [re.escape(word).replace("\\ ", " ") for word in words if word[:1].isalnum()]
    return [*command, "+/" + "|".join(found[:_MOST_WORDS])] if found else command
