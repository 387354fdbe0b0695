"""What kind of word a word is: a function word of prose, or of some kind of page furniture.

The lists are in `data/lexicon.json`, for 14 languages in one, since few words clash and nobody
knows the language of a line yet. Chinese has no spaces, so there pieces of text are looked for.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from arcticsearch.corpus.strip import characters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLASSES = (
    *("function", "navigation", "share", "comments", "cookies", "subscription", "legal", "contact"),
    *("related", "advert", "byline", "date"),
)
LOOKED_AT = 200  # characters of a text in which words are looked up: the rest is like it

_WIDTH = len(CLASSES) + 1
_HAN = (0x4E00, 0x9FFF)
# A word's hash is the sum of its letters' codes, each times a power of this odd number, modulo 2⁶⁴.
_FACTOR = 0x9E3779B97F4A7C15
_HASH_BITS = 64
# Characters at most: of one page that an update reads, and of pages that are read together.
_PAGE, _PAGES = 1 << 15, 1 << 19


class Lexicon(NamedTuple):
    """`pieces` map a lower-case text to 1 + the place of its class in CLASSES.

    `places` gives the place of the word whose hash begins so, if there is one: quicker than a
    search by halves, and no two words begin alike.
    """

    hashes: NDArray[np.uint64]  # of the words
    classes: NDArray[np.intp]  # of the words, as in `pieces`
    places: NDArray[np.uint16]
    shift: np.uint64  # from a hash to its beginning
    pieces: dict[str, int]
    any_piece: re.Pattern[str]


@cache
def load() -> Lexicon:
    import numpy as np

    path = Path(__file__).parents[1] / "data" / "lexicon.json"
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
    _, _, hashes = _split(characters.encode([*words]))
    shifts = [np.uint64(_HASH_BITS - bits) for bits in range(len(hashes).bit_length(), _HASH_BITS)]
    shift = next(by for by in shifts if len({*(hashes >> by).tolist()}) == len(hashes))
    bits = _HASH_BITS - int(shift)
    places = np.zeros(1 << bits, dtype=np.uint16)
    places[hashes >> shift] = np.arange(len(hashes))
    longest_first = sorted(pieces, key=len, reverse=True)
    any_piece = re.compile("|".join(map(re.escape, longest_first)))
    return Lexicon(hashes, np.array([*words.values()]), places, shift, pieces, any_piece)


class Words(NamedTuple):
    """The words of many texts in one row, and how many words of each class are in each text.

    Their letters are not kept: whoever looks for the same word twice compares hashes.
    """

    page: characters.Codes
    text: NDArray[np.intp]  # the number of the text in which each word stands
    lengths: NDArray[np.intp]
    hashes: NDArray[np.uint64]
    counts: NDArray[np.intp]  # a row a text, a column a class


def read(texts: list[str]) -> Words:
    """The words of texts without line breaks, whatever their case, from the beginning of each.

    All words of a page are found, hashed and looked up as arrays: a fraction of the time that a
    regular expression and a dictionary take (measured).
    """
    import numpy as np

    page = characters.encode(texts)
    text, lengths, hashes = _split(page)
    known = load()
    at = known.places.take((hashes >> known.shift).astype(np.intp))
    classes = np.where(known.hashes.take(at) == hashes, known.classes.take(at), 0)
    counts = np.bincount(text * _WIDTH + classes, minlength=len(texts) * _WIDTH)
    counts = counts.reshape(-1, _WIDTH)
    chinese = ((page.codes >= _HAN[0]) & (page.codes <= _HAN[1])).nonzero()[0]
    for number in {*(np.searchsorted(page.starts, chinese, side="right") - 1).tolist()}:
        for piece in known.any_piece.findall(texts[number][:LOOKED_AT].lower()):
            counts[number, known.pieces[piece]] += 1
    return Words(page, text, lengths, hashes, counts[:, 1:])


def _split(page: characters.Codes) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint64]]:
    """The words that begin among the first characters of each text of a page: the number of the text
    in which each stands, their lengths and hashes.

    The hash of a word is the difference of two running sums, less the power that its place in the
    page puts in: so all of them take a few steps over the page, however many there are.
    """
    import numpy as np

    letters = _is_letter().take(page.codes)
    long = page.lengths > LOOKED_AT
    ends = page.starts + page.lengths
    for start, end in zip(page.starts[long].tolist(), ends[long].tolist(), strict=True):
        letters[start + LOOKED_AT : end] = False
    edges = (letters[1:] != letters[:-1]).nonzero()[0]
    before, last = edges[::2], edges[1::2]
    powers, inverses = _powers(_room(len(page.codes)))
    sums = _lower().take(page.codes)
    sums *= powers[: len(page.codes)]
    sums.cumsum(out=sums)
    hashes = (sums.take(last) - sums.take(before)) * inverses.take(before)
    numbers = np.searchsorted(before, ends)
    numbers[1:] -= numbers[:-1].copy()
    return np.arange(len(ends)).repeat(numbers), last - before, hashes


@cache
def _is_letter() -> NDArray[np.bool_]:
    import numpy as np

    return np.strings.isalpha(np.arange(0x10000, dtype=np.uint32).view("<U1"))


@cache
def _lower() -> NDArray[np.uint64]:
    """The code of the small letter for each code; the final sigma is a sigma."""
    import numpy as np

    every = str(np.arange(0x10000, dtype=np.uint32).view("<U65536")[0])
    # The capital I with a dot is the only one that becomes two characters.
    small = every.replace("İ", "i").lower().replace("ς", "σ")
    return np.array([small]).view(np.uint32).astype(np.uint64)


def _room(characters: int) -> int:
    """How many powers to make: few numbers, so that those made for one page serve the next."""
    if characters <= _PAGE:
        return _PAGE
    return max(_PAGES, 1 << characters.bit_length())


@lru_cache(maxsize=3)
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of _FACTOR, from the first, and their inverses."""
    import numpy as np

    inverse = pow(_FACTOR, -1, 1 << _HASH_BITS)
    powers: NDArray[np.uint64] = np.full(size, _FACTOR, dtype=np.uint64).cumprod()
    inverses: NDArray[np.uint64] = np.full(size, inverse, dtype=np.uint64).cumprod()
    return powers, inverses
