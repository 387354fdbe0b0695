"""Splits a query into what is searched and what was picked in the facets.

The counts of a facet ignore that facet's own picks, so that one can widen (DESIGN.md §5): its
articles are those of the base and of all other facets' clauses.
"""

from __future__ import annotations

from arcticsearch.query.normal import all_of
from arcticsearch.query.tree import (
    FACETS,
    And,
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
    Wildcard,
    Word,
)


def selections(root: Node) -> tuple[Node, dict[str, Node]]:
    """The base query, and by facet the clause that picks from it.

    A clause asks for one facet alone. What leaves out (`-source:x`) belongs to the base, for
    nobody who wrote it wants to see x counted; but `no:date` picks the "(none)" of a facet.
    Together they are the query again: `all_of([base, *clauses.values()])`.
    """
    base: list[Node] = []
    picked: dict[str, list[Node]] = {}
    for part in root.parts if isinstance(root, And) else (root,):
        facet = picked_facet(part)
        if facet is None:
            base.append(part)
        else:
            picked.setdefault(facet, []).append(part)
    return all_of(base), {facet: all_of(parts) for facet, parts in picked.items()}


def picked_facet(node: Node) -> str | None:
    """The one facet that this clause picks values of, or None."""
    match node:
        case And(parts) | Or(parts):
            facets = {picked_facet(part) for part in parts}
            return facets.pop() if len(facets) == 1 else None
        case DateRange():
            return "date"
        case Has(field) | Exact(field, _) | Not(Has(field)):
            return field if field in FACETS else None
        case Everything() | InSection() | Not():
            return None
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            return node.field if node.field in FACETS else None


def picked_values(clause: Node) -> list[str | None] | None:
    """The values that a clause of exact picks names, None standing for "(none)".

    The answer is None if it is no list of picks (`author:nilsen`, a range of dates).
    """
    values: list[str | None] = []
    for part in clause.parts if isinstance(clause, Or) else (clause,):
        match part:
            case Exact(_, value):
                values.append(value)
            case Not(Has(_)):
                values.append(None)
            case _:
                return None
    return values
