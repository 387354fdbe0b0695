"""What kind of word a word is: a function word of prose, or of some kind of page furniture.

The lists are in `data/lexicon.json`, for 14 languages in one, since few words clash and nobody
knows the language of a line yet. Chinese has no spaces, so there pieces of text are looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
LOOKED_AT = 200  # characters of a text in which words are looked up: the rest is like it

_WIDTH = len(CLASSES) + 1
_TOKEN = re.compile(r"[^\W\d_]+|\n")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Lexicon(NamedTuple):
    """`words` and `pieces` map a lower-case word to 1 + the place of its class in CLASSES."""

    words: dict[str, int]
    pieces: dict[str, int]
    any_piece: re.Pattern[str]


@cache
def load() -> Lexicon:
    path = Path(__file__).parent / "data" / "lexicon.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    # Where a word is in two classes, the later one is the more telling.
    words, pieces = (
        {
            word: place
            for place, name in enumerate(CLASSES, start=1)
            for word in data[part].get(name, "").split()
        }
        for part in ("words", "pieces")
    )
    longest_first = sorted(pieces, key=len, reverse=True)
    return Lexicon(words, pieces, re.compile("|".join(map(re.escape, longest_first))))


class Words(NamedTuple):
    """The words of many texts in one list, which is far quicker than a list for each."""

    words: list[str]
    text: NDArray[np.intp]  # the number of the text in which each word stands


def split(texts: Iterable[str]) -> Words:
    """The lower-case words of texts without line breaks, from the beginning of each."""
    import numpy as np

    tokens = _TOKEN.findall("\n".join([text[:LOOKED_AT] for text in texts]).lower())
    breaks = np.array([token == "\n" for token in tokens], dtype=bool)
    return Words(
        [token for token in tokens if token != "\n"],
        np.cumsum(breaks)[~breaks],
    )


def count(texts: list[str], split_texts: Words) -> NDArray[np.int64]:
    """How many words of each class are in each text: a row a text, a column a class."""
    import numpy as np

    known = load()
    get = known.words.get
    classes = np.array([get(word, 0) for word in split_texts.words], dtype=np.intp)
    size = len(texts) * _WIDTH
    counts = np.bincount(split_texts.text * _WIDTH + classes, minlength=size)[:size]
    counts = counts.reshape(-1, _WIDTH)
    for number, text in enumerate(texts):
        if not text.isascii() and _HAN.search(text):
            for piece in known.any_piece.findall(text[:LOOKED_AT]):
                counts[number, known.pieces[piece]] += 1
    return counts[:, 1:]
