"""The few styles of a terminal, and text laid into its width. The only escape codes are here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from arcticsearch.present.sanitise import plain
from arcticsearch.values import Value

# No yellow and no white: they cannot be read on a light background.
_CODES = {"match": "1;31", "title": "1", "quiet": "2", "section": "3", "number": "36"}


class Style(Value, frozen=True):
    """How to print: in colour or not, and how many columns wide."""

    colour: bool = False
    width: int = 100

    def paint(self, text: str, name: str) -> str:
        """Text from anywhere, made harmless, in a style ("match", "title", "quiet", …)."""
        safe = plain(text)
        return f"\x1b[{_CODES[name]}m{safe}\x1b[0m" if self.colour and safe else safe

    def marked(
        self, text: str, spans: Sequence[tuple[int, int]], indent: str = "", rest: str | None = None
    ) -> list[str]:
        """Text with spans marked, in lines of this width. `rest` paints what is not marked."""
        return [
            indent + self._mark(text, start, end, spans, rest)
            for start, end in self.rows(text, indent)
        ]

    def rows(self, text: str, indent: str = "") -> list[tuple[int, int]]:
        """The spans of the lines into which `marked` breaks a text."""
        return wrap(text, max(20, self.width - len(indent)))

    def _mark(
        self, text: str, start: int, end: int, spans: Sequence[tuple[int, int]], rest: str | None
    ) -> str:
        parts, at = [], start
        for first, last in spans:
            first, last = max(first, at), min(last, end)
            if first < last:
                parts += [self._rest(text[at:first], rest), self.paint(text[first:last], "match")]
                at = last
        return "".join(parts) + self._rest(text[at:end], rest)

    def _rest(self, text: str, name: str | None) -> str:
        return self.paint(text, name) if name else plain(text)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The spans of the lines into which a text breaks, at blanks where there are any, else at such
    as hold words together: some sites write no other.

    >>> wrap("two words", 5), wrap("北极航道", 4)
    ([(0, 3), (4, 9)], [(0, 2), (2, 4)])
    """
    lines = []
    start, used, blank, tied = 0, 0, -1, -1
    for at, char in enumerate(text):
        used += columns(char)
        if char == " ":
            blank = at
        elif char.isspace():
            tied = at
        if used <= width:
            continue
        place = blank if blank > start else tied
        end, begin = (place, place + 1) if place > start else (at, at)
        lines.append((start, end))
        start, used = begin, sum(columns(c) for c in text[begin : at + 1])
    lines.append((start, len(text)))
    return [(first, last) for first, last in lines if first < last]


def clipped(text: str, width: int) -> str:
    """A text in at most so many columns.

    >>> clipped("High North News", 9), clipped("北極航路", 5)
    ('High Nor…', '北極…')
    """
    safe = plain(text)
    if sum(map(columns, safe)) <= width:
        return safe
    used, end = 0, 0
    while used + columns(safe[end]) < width:
        used += columns(safe[end])
        end += 1
    return safe[:end] + "…"


def columns(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if char.isascii():
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
