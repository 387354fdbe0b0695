"""Makes queries at random, from the pieces that the language is made of and from noise."""

from __future__ import annotations

import random

PIECES = (
    *("ice", "OR", "AND", "NOT", "or", "-", "--", "=", "(", ")", '"', "~", "~2", "~5", "*", "?"),
    *("“", "”", "„", "«", "»", "\\", "'", ":", ",", "..", ">", ">=", "<", "/", "+", "|", "\x00"),
    *("author:", "by:", "source:", "in:", "section:", "lang:", "path:", "text:", "Title:"),
    *("date:", "after:", "before:", "has:", "no:", "sort:", "new", "old", "form:", "foo:", "x-y:"),
    *("2024", "2024-03", "2024-02-30", "..2025", "7d", "last month", "last", "Q3 2024", "9999"),
    *("covid-19", "US-Russia", "C++", "10:30", "https://x.y/z", "wom?n", "*ice*", "ic*"),
    *("北極", "航路", "🚢", "é", "e\u0301", "\ud800", "\u200b", "\u3000", "\n", "\x1c"),
    *("نص", "ß", "İ", "O'Brien"),
)


def random_query(rng: random.Random, most_pieces: int = 12) -> str:
    """Some pieces, with and without blanks between them."""
    pieces = []
    for _ in range(rng.randint(0, most_pieces)):
        noise = rng.random() < 0.05
        pieces.append(chr(rng.randrange(0x110000)) if noise else rng.choice(PIECES))
        if rng.random() < 0.6:
            pieces.append(" ")
    return "".join(pieces)
