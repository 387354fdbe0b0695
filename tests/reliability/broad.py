"""Queries that ask for as much work as a query can."""

from __future__ import annotations

from collections.abc import Sequence


def broad_queries(words: Sequence[str]) -> dict[str, str]:
    """Broad queries by name; `words` are the corpus's commonest."""
    several = list(words[:50]) or ["the"]
    many = (several * 200)[:2_000]
    return {
        "everything": "*",
        "any letter": "?",
        "starts with a": "a*",
        "ends with e": "*e",
        "has an e": "*e*",
        "letters between": "*a*e*i*",
        "question marks": "?????",
        "stars": "*" * 300,
        "every letter": " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
        "prefixes together": " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
        "nothing but not": "-" + several[0],
        "not everything": "NOT *",
        "common words": " ".join(several),
        "one of the common words": " OR ".join(several),
        "2,000 words": " ".join(many),
        "2,000 words, one of them": " OR ".join(many),
        "10,000 words that are not there": " ".join(f"zq{n}" for n in range(10_000)),
        "a phrase of common words": f'"{" ".join(several[:10])}"',
        "a phrase of one word said often": f'"{" ".join(["the"] * 400)}"',
        "a loose phrase": f'"{" ".join(several[:8])}"~1000',
        "loose phrases": " OR ".join(
            f'"{one} {two}"~1000' for one in several[:12] for two in several[:12]
        ),
        "typos": " OR ".join(f"{word}~2" for word in several),
        "a typo of much": "a~ OR ab~ OR abc~2 OR abcd~2",
        "long word": "a" * 100_000,
        "long typo": "a" * 20_000 + "~2",
        "long star": "a" * 20_000 + "*",
        "stars in a word": "a*" * 2_000,
        "brackets": "(" * 5_000 + "ice" + ")" * 5_000,
        "nots": "NOT " * 5_000 + "ice",
        "minuses": "-" * 5_000 + "ice",
        "quotes": '"' * 5_001,
        "fields": "source:" * 2_000,
        "facets": " OR ".join(f"source:{word}" for word in several),
        "paths": "path:*",
        "years": " OR ".join(f"date:{year}" for year in range(1000, 3000)),
        "a long interval": "date:0001..9999",
        "accents": "e" + "\u0301" * 50_000,
        "ligatures": "\ufdfa" * 5_000,
        "cjk": "冰" * 20_000,
        "emoji": "👩\u200d" * 5_000,
        "blanks": " " * 200_000,
        "nul": "\x00" * 20_000,
        "surrogates": "\ud800" * 20_000,
        "or": "OR " * 5_000,
        "colons": ":" * 20_000,
        "comparisons": "date:>=<" * 2_000,
    }
