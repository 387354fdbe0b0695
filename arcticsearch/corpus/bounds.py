"""How much text a page may hold: what is far larger than any page would hold up the whole run.

The largest of 2,149 dev pages has 6,220 blocks, the largest text 180,000 characters. A page at
these bounds takes seconds from file to index (bench/reliability/hostile.py).
"""

from __future__ import annotations

from arcticsearch.errors import SeedSkipped

MAX_CHARACTERS = 2_000_000
MAX_BLOCKS = 30_000


def refuse_more(characters: int, blocks: int) -> None:
    """Raises SeedSkipped when a page has more characters of text, or more blocks (or lines)."""
    if characters > MAX_CHARACTERS:
        raise SeedSkipped(f"over {MAX_CHARACTERS:,} characters of text, too large for a page")
    if blocks > MAX_BLOCKS:
        raise SeedSkipped(f"over {MAX_BLOCKS:,} lines of text, too large for a page")
