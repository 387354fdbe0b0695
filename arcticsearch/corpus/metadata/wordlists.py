"""The lists of words that tell names, months and languages: `corpus/words/*.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "words"


def read(name: str) -> Iterator[list[str]]:
    """The words of each line; one that begins with "#" is a comment."""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split()
