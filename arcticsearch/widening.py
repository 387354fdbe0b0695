"""What to look for when a query is answered: no more than can be looked for, its words without the
stop words, and, when nothing holds all of them, most of them. Every change but a stop word is said
in a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from arcticsearch.analysis import fold
from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import (
    And,
    AtLeast,
    Everything,
    Fuzzy,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from arcticsearch.stopwords import stop_words

_TEXT = Word | Phrase | Prefix | Wildcard | Fuzzy
_QUESTION = 4
_FEW = 10
"""Measured on four judged collections of questions (bench/ir), mean nDCG@10: .486 so; .477 with
questions of five words or more; .446 when only an empty answer is widened; .491 when every query
is, which would give who asks with two words what has one of them."""


_MOST_WORK = 512
_WORK: dict[type[Node], int] = {Prefix: 64, Wildcard: 64, Fuzzy: 170, Phrase: 8}
"""In words. On 246 articles and a busy machine 26 words with a star took 3.4 s, 144 loose phrases
3.2 s, eight words with two typos 10 s, 2,000 words no second (bench/reliability/queries.py)."""


def within_reach(root: Node) -> tuple[Node, tuple[str, ...]]:
    """The query without the last of its words when they are too many, and a note that says so.

    >>> within_reach(Or(tuple(Prefix(letter) for letter in "abcdefghij")))[1]
    ('Too broad: the last 2 of its words were left out.',)
    """
    room, dropped = _MOST_WORK, 0

    def kept(node: Node) -> Node | None:
        nonlocal room, dropped
        match node:
            case And(parts) | Or(parts) | AtLeast(_, parts):
                some = tuple(part for part in map(kept, parts) if part is not None)
                if len(some) == len(parts):
                    return node
                if len(some) > 1:
                    return replace(node, parts=some)
                return some[0] if some else None
            case Not(part):
                return node if kept(part) is part else None
            case InSection(heading, part):
                inside = kept(heading), kept(part)
                return node if inside == (heading, part) else None
        room -= _WORK.get(type(node), 1)
        if room >= 0:
            return node
        dropped += 1
        return None

    reached = kept(root)
    if not dropped:
        return root, ()
    return reached or Everything(), (
        f"Too broad: the last {dropped:,} of its words were left out.",
    )


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

    Words that no article holds together are asked for by most of them, then by any. Who asks with
    many words asks a question, and does not mean that each must be there: where few articles hold
    all, two of the words are enough, and the ranking tells the better ones.
    """
    if not isinstance(root, And):
        return root, ()
    words = tuple(part for part in root.parts if isinstance(part, _TEXT))
    rest = tuple(part for part in root.parts if not isinstance(part, _TEXT))
    total = engine.search(root, picked, limit=0).total
    many = len(words) >= _QUESTION
    if total >= (_FEW if many else 1):
        return root, ()
    held = (
        "No article has"
        if not total
        else f"Only {total} of these {'has' if total == 1 else 'have'}"
    )
    for least in (2,) if many else (len(words) // 2 + 1, 1):
        some = AtLeast(least, words)
        wider = And((*rest, some)) if rest else some
        if least < len(words) and engine.search(wider, picked, limit=0).total > total:
            much = "most of the words" if 2 * least > len(words) else "some of the words"
            return wider, (f"{held} all the words; shown is what has {much}, best first.",)
    return root, ()
