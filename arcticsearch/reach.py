"""How much of a query can be looked for: any query is answered in time, and what was left out is said."""

from __future__ import annotations

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
)
from arcticsearch.values import replace

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
