"""The characters of all blocks of a page as one array, and how many of each kind a block has.

A table gives each character its kind, and one count over (block, kind) replaces a dozen string
searches a block: a quarter of the time (measured).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

BREAK = ord("\n")

OTHER, SPACE, LOWER, UPPER, DIGIT, COMMA, STOP, COLON, CLOSING, DASH, SEPARATOR, CODE, HAN, AT = (
    range(14)
)
_KINDS = 16
_SIGNS = {
    SPACE: " \t\xa0\u3000",
    COMMA: ",，、",
    STOP: ".!?。！？…",
    COLON: ":：",
    CLOSING: "”\"»’')]）",
    DASH: "-–—",
    SEPARATOR: "|·•›→/",
    CODE: "{}=;<_",
    AT: "@",
}

# A pair of characters that counts by itself, as the kind of its second one.
_CAPITAL, _JOINED, _SENTENCE = 14, 15, 16
_EVENTS = 17


class Codes(NamedTuple):
    """Texts one after the other, a line break before each and one behind the last.

    What is beyond Unicode's first 65,536 characters (emoji, mostly) is U+FFFF.
    """

    codes: NDArray[np.uint16]
    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]


def encode(texts: list[str]) -> Codes:
    """`texts` are not empty and hold no line breaks."""
    import numpy as np

    page = "\n".join(["", *texts, ""])
    codes = np.frombuffer(page.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(codes) != len(page):
        wide = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        codes = np.minimum(wide, 0xFFFF).astype(np.uint16)
    breaks = np.flatnonzero(codes == BREAK)
    starts = breaks[:-1] + 1
    return Codes(codes, starts, breaks[1:] - starts)


class Characters(NamedTuple):
    """Counts a block. `kinds` has a row for each kind; `first` and `last` are kinds."""

    kinds: Counts
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    capitals: Counts  # words that begin with one
    joined: Counts  # capitals right behind a small letter: "NewsSportWeather"
    sentences: Counts  # stops before a space


@cache
def _table() -> NDArray[np.uint8]:
    import numpy as np

    table = np.zeros(0x10000, dtype=np.uint8)
    every = np.arange(0x2000, dtype=np.uint32).view("<U1")  # below signs and Chinese
    for kind, is_one in (
        (DIGIT, np.strings.isdigit), (LOWER, np.strings.isalpha), (UPPER, np.strings.isupper),
    ):  # fmt: skip
        table[: len(every)][is_one(every)] = kind
    table[0x3040:0x3100] = table[0x4E00:0xA000] = HAN
    table[0xAC00:0xD7A4] = LOWER
    for kind, signs in _SIGNS.items():
        table[[ord(sign) for sign in signs]] = kind
    return table


@cache
def _events() -> NDArray[np.intp]:
    """What a pair of kinds counts as, at the place 16 × first + second: as its second kind, or as one
    of the events above."""
    import numpy as np

    events = np.tile(np.arange(_KINDS), (_KINDS, 1))
    events[:, UPPER] = _CAPITAL
    events[UPPER, UPPER] = UPPER
    events[LOWER, UPPER] = _JOINED
    events[STOP, SPACE] = _SENTENCE
    return events.ravel()


def count(page: Codes) -> Characters:
    """What the texts of a page are made of."""
    import numpy as np

    size = len(page.starts)
    # `take` is twice as quick as an array in brackets.
    kinds = _table().take(page.codes)
    events = _events().take(kinds[:-1] << 4 | kinds[1:])
    # The line break behind a text is counted as its last character.
    events += np.repeat(np.arange(size) * _EVENTS, page.lengths + 1)
    counts = np.bincount(events, minlength=size * _EVENTS).reshape(-1, _EVENTS).T
    counts[OTHER] -= 1
    counts[UPPER] += counts[_CAPITAL] + counts[_JOINED]
    counts[SPACE] += counts[_SENTENCE]
    return Characters(
        kinds=counts[:_CAPITAL],
        first=kinds[page.starts],
        last=kinds[page.starts + page.lengths - 1],
        capitals=counts[_CAPITAL],
        joined=counts[_JOINED],
        sentences=counts[_SENTENCE],
    )
