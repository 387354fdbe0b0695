"""What to look for when a query is answered: its words without the stop words, and, when nothing
holds all of them, most of them. Every change but a stop word is said in a line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from arcticsearch.analysis import fold
from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import And, AtLeast, Fuzzy, Node, Or, Phrase, Prefix, Wildcard, Word
from arcticsearch.stopwords import stop_words

_TEXT = Word | Phrase | Prefix | Wildcard | Fuzzy
_MOST = "No article has all the words; these have most of them."
_ANY = "No article has all the words; these have some of them."


def without_stop_words(root: Node, languages: frozenset[str]) -> Node:
    """The query without the stop words of an And or Or, unless it has no other words.

    They stand in nearly every article, so they rank nothing; in a phrase they count.
    """
    if not isinstance(root, And | Or):
        return root
    stop = stop_words(languages)
    kept = tuple(
        part
        for part in root.parts
        if not (isinstance(part, Word) and part.field is None and fold(part.text) in stop)
    )
    if not any(isinstance(part, _TEXT) for part in kept):
        return root
    return type(root)(kept) if len(kept) > 1 else kept[0]


def widen(root: Node, picked: Mapping[str, Node], engine: Engine) -> tuple[Node, tuple[str, ...]]:
    """The query to answer, and a note when it is wider than what was asked.

    Words that no article holds together are asked for by most of them, then by any.
    """
    if isinstance(root, And) and os.environ.get("Q"):
        words = tuple(part for part in root.parts if isinstance(part, _TEXT))
        if len(words) > int(os.environ["Q"]):
            return AtLeast(max(1, len(words) // 4), words), ()
    if not isinstance(root, And) or engine.search(root, picked, limit=0).total:
        return root, ()
    words = tuple(part for part in root.parts if isinstance(part, _TEXT))
    rest = tuple(part for part in root.parts if not isinstance(part, _TEXT))
    for least, note in ((len(words) // 2 + 1, _MOST), (1, _ANY)):
        if least >= len(words):
            continue
        some = AtLeast(least, words)
        wider = And((*rest, some)) if rest else some
        if engine.search(wider, picked, limit=0).total:
            return wider, (note,)
    return root, ()
