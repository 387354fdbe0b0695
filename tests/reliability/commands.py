"""Every command as a person might run it on the evil corpus, with attacks in its arguments."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pexpect

from tests.reliability.evil import ATTACKS, EVIL

ROOT = Path(__file__).parents[2]
_EVIL_ARGUMENT = EVIL.replace("\x00", "")


def commands(seeds: Sequence[str], folder: Path) -> Iterator[list[str]]:
    """Command lines; `seeds` are paths of articles, `folder` is where exports may go."""
    evil = _EVIL_ARGUMENT
    yield from (
        ["index"], ["index", "--full"], ["check"], ["status"], ["status", "--json"], ["--help"],
        ["--version"], ["walrus", "-n", "60"], ["walrus", "-n", "60", "--copies", "--facet-limit", "60"],
        ["walrus", "--color", "always"], ["walrus", "--json", "-n", "60"], ["walrus", "--jsonl"],
        ["walrus", "--facets", "source,author,section,category"], [f"walrus {evil}"],
        [f'"{evil}"'], [f"author:{evil}"], [f"date:{evil}"], [f"{evil}:x"], ["search", "--", evil],
        [evil, "--json"], ["walrus", "--facets", evil], ["walrus", "-n", evil], [f"--{evil}"],
        ["walrus", "--sort", evil], ["walrus", "--color", evil], ["walruz", "nothing", "here"],
        ["show", evil], ["like", evil], ["show"], ["show", "a", "b" + evil], ["export", evil],
        ["--corpus", evil, "x"], ["walrus", "--index", f"{folder}/index{evil}"],
        ["export"], ["export", "--text", f"{folder}/out{ATTACKS['title'].replace('/', '')}"],
        ["export", "--text", f"{folder}/none{evil}/x"], ["search", "--help"], ["index", "--help"],
    )  # fmt: skip
    for path in seeds:
        yield from (["show", path], ["show", path, "--removed"], ["show", path, "--json"])
        yield from (["like", path], ["like", path, "--json"])


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A plain environment, with all of the user's own folders in `folder`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept, "TERM": "xterm-256color", "PAGER": "cat", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
        "XDG_DATA_HOME": str(folder / "data"), "XDG_CACHE_HOME": str(folder / "cache"), **more,
    }  # fmt: skip


def on_a_terminal(argv: Sequence[str], folder: Path, **more: str) -> bytes:
    """All bytes that a command sends to a real pseudo-terminal of 100 columns."""
    process = pexpect.spawn(
        sys.executable, ["-m", "arcticsearch", *argv], cwd=str(folder), timeout=120,
        env=environment(folder, **more), dimensions=(40, 100), echo=False,
    )  # fmt: skip
    output = process.read()
    process.close()
    return bytes(output)


def piped(argv: Sequence[str], folder: Path, **more: str) -> tuple[bytes, bytes]:
    """What a command sends to its two pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "arcticsearch", *argv], cwd=folder, capture_output=True,
        env=environment(folder, **more), timeout=120, check=False,
    )  # fmt: skip
    return done.stdout, done.stderr
