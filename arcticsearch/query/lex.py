"""Cuts a query into tokens with their places, for the parser and for the colours of the shell.

A token knows where it stands, not what it means: `OR` at the end of a query is an operator here,
and left out by the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from arcticsearch.query.fields import NAMES
from arcticsearch.regex import regex
from arcticsearch.values import Value


class Kind(StrEnum):
    """What a token is. All that is not one of the others is a WORD, and read as text."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OPERATOR = "operator"
    NOT = "not"
    EXACT = "exact"
    OPEN = "open"
    CLOSE = "close"


class Token(Value, frozen=True):
    """A piece of the query: its place `[start, end)` and its kind."""

    start: int
    end: int
    kind: Kind

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.kind.value!r})"


# A field, an exact mark, a minus or a quotation mark counts at the start of a token only, so that
# `https://x.y/z`, `10:30`, `covid-19` and `5"` stay words. Possessive repeats, and
# fields before words, keep it linear: `author:author:…` is not read to its end for each of them.
_TOKEN = regex(
    r"""
      (?P<phrase> (?: "[^"\\]*+ (?:\\(?:.|\Z)[^"\\]*+)*+ "?
                    | “[^”"]*+ [”"]? | „[^“”"]*+ [“”"]? | «[^»]*+ »? )
                  (?:~[0-9]*+)? )
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<not> -(?![-\s)]|\Z) )
    | (?P<exact> =(?![\s)]|\Z) )
    | (?P<operator> (?:AND|OR|NOT)(?=[\s()"“„«]|\Z) )
    | (?P<field> [A-Za-z]++: )
    | (?P<word> -++ | [^\W\d_]++:(?=["“„«]) | [^\s()]++ )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = regex(r'[^\W\d_]++:(?=["“„«])|[^\s()]++')
_KINDS = {kind.value: kind for kind in Kind}

# Controls and lone surrogates are no characters of any word; one blank for each keeps the places.
# Those that are white space anyway (tab, line feed …) need no replacing.
_NO_TEXT = regex("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` with a blank for every control character and lone surrogate; as long as before."""
    return _NO_TEXT.sub(" ", text)


def scan(text: str) -> Iterator[Token]:
    """The tokens of a cleaned text, one at a time; what stands between them is white space."""
    match = _TOKEN.search(text)
    while match:
        kind, end = _KINDS[match.lastgroup or "word"], match.end()
        if kind is Kind.FIELD and match[0][:-1].lower() not in NAMES:
            kind, end = Kind.WORD, _end_of_word(text, match.start())
        yield Token(match.start(), end, kind)
        match = _TOKEN.search(text, end)


def _end_of_word(text: str, start: int) -> int:
    match = _WORD.match(text, start)
    return match.end() if match else start + 1


def tokens(text: str) -> list[Token]:
    """The tokens of any text, in order.

    >>> tokens('by:nilsen -ice')
    [Token(0, 3, 'field'), Token(3, 9, 'word'), Token(10, 11, 'not'), Token(11, 14, 'word')]
    """
    return list(scan(clean(text)))
