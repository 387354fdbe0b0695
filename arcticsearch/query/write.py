"""Writes a tree as the query that is read as this tree: `parse(write(q))` is `q` again.

Every tree that `parse` makes can be written (normal.py says what they are like); of any other, its
normal form comes back. Two nodes only programs ask for: an AtLeast is written as an Or, because no
query can say how many, and Among has no text at all: TypeError.
"""

from __future__ import annotations

from arcticsearch.query.normal import is_heading, is_plain
from arcticsearch.query.tree import (
    And,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)


def write(query: Query | Node) -> str:
    """The query as text, without what the reader left out.

    >>> from arcticsearch.query.parse import parse
    >>> write(parse('by:(nilsen OR "P. Balazs") sea ice OR icebr* sort:new'))
    '((author:nilsen OR author:"P. Balazs") sea ice) OR icebr* sort:new'
    """
    if not isinstance(query, Query):
        return _written(query)
    text = _written(query.root)
    if query.sort == "relevance":
        return text
    return f"{text} sort:{query.sort}"


def _written(node: Node) -> str:
    match node:
        case And(parts):
            clear = _scope_is_clear(parts)
            return " ".join(
                _section(part) if clear and isinstance(part, InSection) else _part(part)
                for part in parts
            )
        case Or(parts) | AtLeast(_, parts):
            return " OR ".join(map(_part, parts))
        case Not(Has(field)):
            return f"no:{_NAMES.get(field, field)}"
        case Not(part):
            return f"-{_part(part)}"
        case InSection():
            return _section(node)
        case _:
            return _leaf(node)


def _part(node: Node) -> str:
    """A node as a part of another: in parentheses, if it has parts itself."""
    text = _written(node)
    return f"({text})" if isinstance(node, And | Or | AtLeast | InSection) else text


def _section(node: InSection) -> str:
    return " ".join(
        _written(side) if isinstance(side, And) else _part(side)
        for side in (node.heading, node.part)
    )


def _scope_is_clear(parts: tuple[Node, ...]) -> bool:
    """Whether an InSection among these needs no parentheses: no other part would get into it."""
    sections = sum(isinstance(part, InSection) for part in parts)
    return sections == 1 and not any(is_heading(part) or is_plain(part) for part in parts)


_NAMES = {"language": "lang"}


def _leaf(node: Node) -> str:
    match node:
        case Word(text, field):
            return _of(field, text)
        case Phrase(text, slop, field):
            return _of(field, quoted(text) + (f"~{slop}" if slop else ""))
        case Prefix(text, field):
            return _of(field, f"{text}*")
        case Wildcard(pattern, field):
            return _of(field, pattern)
        case Fuzzy(text, distance, field):
            return _of(field, f"{text}~" + (str(distance) if distance > 1 else ""))
        case Exact(field, value):
            return _of(field, f"={quoted(value)}")
        case Has(field):
            return f"has:{_NAMES.get(field, field)}"
        case DateRange(start, end):
            if start is None and end is None:
                return "has:date"
            from arcticsearch.query.dates import written

            return f"date:{written(node)}"
        case Everything():
            return "*"
    raise TypeError(f"not a node: {node!r}")


def _of(field: str | None, text: str) -> str:
    return text if field is None else f"{_NAMES.get(field, field)}:{text}"


def quoted(text: str) -> str:
    """A text in quotation marks, so that it is read back as it is."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
