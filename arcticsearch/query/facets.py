"""Splits a query into what is searched and what was picked in the facets.

The counts of a facet ignore that facet's own picks, so that one can widen: its articles are those
of the base and of all other facets' clauses.
"""

from __future__ import annotations

from arcticsearch.query.fields import FACETS
from arcticsearch.query.normal import all_of
from arcticsearch.query.tree import And, DateRange, Exact, Has, Leaf, Node, Not, Or


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
    if isinstance(node, Leaf):
        return node.field if node.field in FACETS else None
    match node:
        case And(parts) | Or(parts):
            facets = {picked_facet(part) for part in parts}
            return facets.pop() if len(facets) == 1 else None
        case DateRange():
            return "date"
        case Has(field) | Exact(field, _) | Not(Has(field)):
            return field if field in FACETS else None
    return None


def picked_year(root: Node) -> str | None:
    """The year inside which a query picks its dates, if it is one year: its months tell more."""
    clause = selections(root)[1].get("date")
    if not isinstance(clause, DateRange) or not (clause.start and clause.end):
        return None
    year = clause.start[:4]
    return year if clause.end <= f"{int(year) + 1:04}-01-01" else None
