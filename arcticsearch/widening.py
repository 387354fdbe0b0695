"""When nothing holds all the words: what to look for instead, and the line that says so."""

from __future__ import annotations

from collections.abc import Mapping

from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import And, AtLeast, Fuzzy, Node, Phrase, Prefix, Wildcard, Word

_TEXT = Word | Phrase | Prefix | Wildcard | Fuzzy


def widen(root: Node, picked: Mapping[str, Node], engine: Engine) -> tuple[Node, tuple[str, ...]]:
    """The query to answer, and a note when it is a wider one than was asked.

    Words of an And that no article holds together are asked for by most of them, then by any.
    """
    if not isinstance(root, And) or engine.search(root, picked, limit=0).total:
        return root, ()
    words = tuple(part for part in root.parts if isinstance(part, _TEXT))
    rest = tuple(part for part in root.parts if not isinstance(part, _TEXT))
    if len(words) < 2:
        return root, ()
    for least in (len(words) // 2 + 1, 1):
        wider = And((*rest, AtLeast(least, words))) if rest else AtLeast(least, words)
        if least < len(words) and engine.search(wider, picked, limit=0).total:
            some = "most of the words" if least > 1 else "any of the words"
            return wider, (f"No article has all the words; these have {some}.",)
    return root, ()
