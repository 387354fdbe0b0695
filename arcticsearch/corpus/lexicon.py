"""What kind of word a word is: a function word of prose, or of some kind of page furniture.

The lists are in `data/lexicon.json`, for 14 languages in one, since few words clash and the language
of a line is not known yet. Chinese has no spaces, so there pieces of text are looked for.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

CLASSES = (
    "function",
    "navigation",
    "share",
    "comments",
    "cookies",
    "subscription",
    "legal",
    "contact",
    "related",
    "advert",
    "byline",
    "date",
)


class Lexicon(NamedTuple):
    """`words` maps a lower-case word to 1 + the place of its class in CLASSES, `pieces` too."""

    words: dict[str, int]
    pieces: dict[str, int]
    any_piece: re.Pattern[str]


@cache
def load() -> Lexicon:
    path = Path(__file__).parent / "data" / "lexicon.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    words, pieces = (
        # Where a word is in two classes, the later one is the more telling.
        {
            word: 1 + CLASSES.index(name)
            for name in CLASSES
            for word in data[part].get(name, "").split()
        }
        for part in ("words", "pieces")
    )
    longest_first = sorted(pieces, key=len, reverse=True)
    return Lexicon(words, pieces, re.compile("|".join(map(re.escape, longest_first))))
