"""Puts back the quotation marks that a shell ate: `source:"High North News"` typed at a command
line comes as `source:High North News`. So does a whole query in one argument
(`'source:courier ice'`), which is what was typed as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from arcticsearch.query.fields import NAMES
from arcticsearch.query.tree import FIELDS, TEXT_FIELDS

_OWN = frozenset('"“”„«»()\\')
"""A value that has one of these lost no marks, or would not be read whole between new ones."""


def requoted(words: Sequence[str], finds: Callable[[str], bool]) -> str:
    """The query that the words of a command line ask; `finds` says whether one finds anything.

    Of several words, one with blanks in it had marks. A word alone had some if its field has such a
    value; where values are text, whose words stand beside each other anyway, only if it finds
    nothing without.

    >>> requoted(["by:Maren Oddvik", "ice"], lambda _: True)
    'by:"Maren Oddvik" ice'
    >>> requoted(["by:oddvik ice"], lambda query: query != 'by:"oddvik ice"')
    'by:oddvik ice'
    """
    literal, quoted = " ".join(words), " ".join(map(_quoted, words))
    if quoted == literal:
        return literal
    if len(words) > 1:
        return quoted if finds(quoted) or not finds(literal) else literal
    clause = quoted.removeprefix("-")  # to leave out what is nowhere would find everything
    if not finds(clause) or (_field(clause) in TEXT_FIELDS and finds(literal)):
        return literal
    return quoted


def _quoted(word: str) -> str:
    name, _, value = word.partition(":")
    exact = "=" if value.startswith("=") else ""
    value = value.removeprefix("=")
    if _field(word) not in FIELDS or len(value.split()) < 2 or value[0].isspace():
        return word
    if not _OWN.isdisjoint(value):
        return word
    return f'{name}:{exact}"{value}"'


def _field(clause: str) -> str | None:
    return NAMES.get(clause.partition(":")[0].removeprefix("-").lower())
