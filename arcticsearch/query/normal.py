"""Puts trees together in their normal form: the form in which two equal queries are equal trees.

An And holds no And and an Or no Or, each has two parts at least, a Not holds no Not, and
Everything stands in no And. Within an And, a section asked for scopes the plain words beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress

from arcticsearch.query.tree import And, Everything, InSection, Leaf, Node, Not, Or


def all_of(parts: Iterable[Node]) -> Node:
    """The articles that match every part; Everything if there is none."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    flat = _scoped([part for part in flat if not isinstance(part, Everything)])
    if len(flat) > 1:
        return And(tuple(flat))
    return flat[0] if flat else Everything()


def any_of(parts: Iterable[Node]) -> Node:
    """The articles that match a part; no article if there is none."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    if len(flat) > 1:
        return Or(tuple(flat))
    return flat[0] if flat else Not(Everything())


def none_of(part: Node) -> Node:
    """The articles that do not match `part`."""
    return part.part if isinstance(part, Not) else Not(part)


def leaves(node: Node, excluded: bool = False) -> Iterator[tuple[Node, bool]]:
    """The leaves of a tree from left to right, each with whether an odd number of Nots is above."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, excluded)
    elif isinstance(node, Not):
        yield from leaves(node.part, not excluded)
    elif isinstance(node, InSection):
        yield from leaves(node.heading, excluded)
        yield from leaves(node.part, excluded)
    else:
        yield node, excluded


def depth(node: Node) -> int:
    """How many nodes stand below one another; 1 for a leaf."""
    if isinstance(node, And | Or):
        return 1 + max(map(depth, node.parts), default=0)
    if isinstance(node, Not):
        return 1 + depth(node.part)
    if isinstance(node, InSection):
        return 1 + max(depth(node.heading), depth(node.part))
    return 1


def is_heading(node: Node) -> bool:
    """Whether this asks for a section by the words of its heading, and for nothing else."""
    return _only(node, ("section",))


def is_plain(node: Node) -> bool:
    """Whether this asks for words of the text, and for nothing else."""
    return _only(node, (None, "text"))


def _only(node: Node, fields: tuple[str | None, ...]) -> bool:
    if isinstance(node, And | Or):
        return all(_only(part, fields) for part in node.parts)
    # Exact and Has choose articles by a facet: they never narrow other words to a section.
    return isinstance(node, Leaf) and node.field in fields


def _scoped(parts: list[Node]) -> list[Node]:
    """`section:x word`: the plain words of an And are asked for under its section."""
    headings = [is_heading(part) for part in parts]
    if not any(headings):
        return parts
    plain = [is_plain(part) for part in parts]
    if not any(plain):
        return parts
    joined = [heading or word for heading, word in zip(headings, plain, strict=True)]
    scoped = InSection(_and(compress(parts, headings)), _and(compress(parts, plain)))
    kept = [part for part, taken in zip(parts, joined, strict=True) if not taken]
    kept.insert(joined.index(True), scoped)
    return kept


def _and(parts: Iterable[Node]) -> Node:
    several = tuple(parts)
    return And(several) if len(several) > 1 else several[0]
