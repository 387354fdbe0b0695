"""Texts as streams of numbers: every distinct piece of text is analysed only once.

A piece is what stands between two spaces. A word never reaches over a space, so that the pieces'
words are the text's.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from arcticsearch.analysis import FIRST_UNSPACED, fold, tokens

_END = "\0"
"""The piece that ends a part of a field."""

_PLAIN = {
    at: chr(at).lower() if chr(at).isalnum() or chr(at) == "'" else " " for at in range(1, 128)
}
"""ASCII folded, and a space for what is no part of a word. The apostrophe stays: it makes a
following s a possessive."""

_SIGNS = "“”„‘‚«»‹›–—…•·"
"""No part of a word, and in most texts all that is not ASCII, beside "’"."""

_ASCII_SIGNS = "".join(sign for sign in map(chr, range(33, 127)) if _PLAIN[ord(sign)] == " ")

_BATCH = 1 << 16
"""Characters that are cut at once: an article is so short that many calls would cost the most."""


def plainer(text: str) -> str:
    """A text of the same words, in ASCII if these are."""
    if not text.isascii():
        text = text.replace("’", "'")
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    return text


def cut(text: str) -> list[str]:
    """The pieces of a text, once `plainer`."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    for sign in _ASCII_SIGNS:  # `translate` takes many times as long where not all is ASCII
        text = text.replace(sign, " ")
    return text.split()


class Pieces:
    """Numbers for words of a language, and for pieces of text as sequences of them."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str | None]] = []  # with the language
        self.pieces: list[tuple[int, ...]] = [()]  # that of _END


class PieceTable(dict[str, int]):
    """Piece → its number, for articles of one language; new pieces are analysed as they come."""

    def __init__(self, known: Pieces, language: str | None) -> None:
        super().__init__({_END: 0})
        self._known, self._language = known, language
        self._words: dict[str, int] = {}

    def __missing__(self, text: str) -> int:
        if text.isascii() and "'" not in text:
            words = cut(text)
        elif text.isalnum() and max(text) < FIRST_UNSPACED:
            words = [fold(text)]
        else:
            words = [word for word, _, _ in tokens(text)]
        pieces = self._known.pieces
        number = self[text] = len(pieces)
        pieces.append(tuple([self._word(word) for word in words]))
        return number

    def _word(self, word: str) -> int:
        number = self._words.get(word)
        if number is None:
            number = self._words[word] = len(self._known.words)
            self._known.words.append((word, self._language))
        return number


class Stream:
    """The pieces of one field, of all articles, with an _END after each part; and how many parts
    each article has."""

    def __init__(self) -> None:
        self.pieces, self.articles = array("I"), array("I")
        self._waiting: list[str] = []
        self._size = 0
        self._table: PieceTable | None = None

    def add_values(self, values: Sequence[str], table: PieceTable) -> None:
        """A value is a piece as it is."""
        self.articles.append(len(values))
        for value in values:
            self.pieces.append(table[value.replace(_END, " ")])
            self.pieces.append(0)

    def add_texts(self, parts: Sequence[str], table: PieceTable) -> None:
        self.articles.append(len(parts))
        text = plainer("".join([f"{part} {_END} " for part in parts]))
        if text.count(_END) != len(parts):  # it stands in the text itself
            text = plainer("".join([part.replace(_END, " ") + f" {_END} " for part in parts]))
        plain = text.isascii()
        if not plain or table is not self._table or self._size > _BATCH:
            self.flush()
        self._table = table
        self._waiting.append(text)
        self._size += len(text)
        if not plain:  # it would make those after it slower to cut
            self.flush()

    def flush(self) -> None:
        """Takes in what waited to be cut together."""
        if self._table is not None:
            self.pieces.extend(map(self._table.__getitem__, cut("".join(self._waiting))))
        self._waiting.clear()
        self._size = 0
