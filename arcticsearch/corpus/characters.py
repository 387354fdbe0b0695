"""Count kinds of characters in all blocks of a page at once.

The page is one array of code points, a table gives each its kind, and one count over (block, kind)
replaces a dozen string searches a block: a quarter of the time (measured).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

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
    for code in range(0x2000):  # alphabets are below, signs and Chinese above
        character = chr(code)
        if character.isupper():
            table[code] = UPPER
        elif character.isalpha():
            table[code] = LOWER
        elif character.isdigit():
            table[code] = DIGIT
    table[0x3040:0x3100] = table[0x4E00:0xA000] = HAN
    table[0xAC00:0xD7A4] = LOWER
    for kind, signs in _SIGNS.items():
        table[[ord(sign) for sign in signs]] = kind
    return table


@cache
def _events() -> NDArray[np.intp]:
    """What a pair of kinds counts as, at the place 16 × first + second."""
    import numpy as np

    events = np.tile(np.arange(_KINDS), (_KINDS, 1))
    events[:, UPPER] = _CAPITAL
    events[UPPER, UPPER] = UPPER
    events[LOWER, UPPER] = _JOINED
    events[STOP, SPACE] = _SENTENCE
    return events.ravel()


def count(texts: list[str]) -> Characters:
    """`texts` are not empty and hold no line breaks."""
    import numpy as np

    # A line break before each text, so that every character has one before it.
    page = "\n" + "\n".join(texts)
    if page.isascii():
        kinds = _table()[np.frombuffer(page.encode("ascii"), dtype=np.uint8)]
    else:
        codes = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kinds = _table()[np.minimum(codes, 0xFFFF)]
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(texts))
    ends = np.cumsum(lengths + 1)
    starts = ends - lengths
    events = _events()[kinds[:-1] << 4 | kinds[1:]]
    # The line breaks but the first are counted as the last character of the text above.
    events += np.repeat(np.arange(len(texts)) * _EVENTS, lengths + 1)[: len(events)]
    counts = np.bincount(events, minlength=len(texts) * _EVENTS).reshape(-1, _EVENTS).T
    counts[OTHER, :-1] -= 1
    counts[UPPER] += counts[_CAPITAL] + counts[_JOINED]
    counts[SPACE] += counts[_SENTENCE]
    return Characters(
        kinds=counts[:_CAPITAL],
        first=kinds[starts],
        last=kinds[ends - 1],
        capitals=counts[_CAPITAL],
        joined=counts[_JOINED],
        sentences=counts[_SENTENCE],
    )
