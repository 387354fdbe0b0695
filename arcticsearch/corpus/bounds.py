"""How much text a page may hold: what is far larger than any page would hold up the whole run.

The largest of 2,149 dev pages has 6,220 blocks, the largest text 180,000 characters. A page at
these bounds takes seconds from file to index (bench/reliability/hostile.py).
"""

from __future__ import annotations

from collections.abc import Collection
from unicodedata import combining, normalize

from arcticsearch.errors import SeedSkipped

MAX_CHARACTERS = 2_000_000
MAX_BLOCKS = 30_000
MAX_MARKS = 250
"""Accents and the like on one letter. Python puts them in order in the time of their square, and
hears of no bound on time meanwhile."""

_GROWTH = 18  # a character becomes so many at most when it is normalised (U+FDFA)


def refuse_more(texts: Collection[str], blocks: int) -> None:
    """Raises SeedSkipped when a page has more than MAX_CHARACTERS of text, as it is or as it will be
    normalised, or more than MAX_BLOCKS `blocks` (lines, of a text), or a letter with more than
    MAX_MARKS marks (surely with twice as many)."""
    if any(_is_heaped(text) for text in texts if not text.isascii()):
        raise SeedSkipped(f"over {MAX_MARKS} marks on one letter")
    characters = sum(map(len, texts))
    if MAX_CHARACTERS // _GROWTH < characters <= MAX_CHARACTERS:
        characters = sum(
            len(text) if text.isascii() else max(len(text), len(normalize("NFKC", text)))
            for text in texts
        )
    if characters > MAX_CHARACTERS:
        raise SeedSkipped(f"over {MAX_CHARACTERS:,} characters of text, too large for a page")
    if blocks > MAX_BLOCKS:
        raise SeedSkipped(f"over {MAX_BLOCKS:,} lines of text, too large for a page")


def _is_heaped(text: str) -> bool:
    """Whether so many marks follow one another. Of a page only one character in MAX_MARKS is looked
    at, so that the other pages pay nothing for it."""
    looks = range(0, len(text) - MAX_MARKS + 1, MAX_MARKS)
    return any(
        all(map(combining, text[at : at + MAX_MARKS])) for at in looks if combining(text[at])
    )
