"""Copies of a hit: the articles found that hold nothing of what was asked but what the hit holds.

An article found is folded into a better hit when it is a reprint of it, or when every paragraph of
it that matches is a copy of a paragraph of the hit that matches. Nothing is lost by it: the hit
names its copies, each is found under its own source and date, and facets count them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from arcticsearch.catalog import Catalog
from arcticsearch.settled import PARAGRAPH_BITS


def copies_of(
    catalog: Catalog,
    hit: int,
    matched: Callable[[int], Collection[int]],
    found: Callable[[frozenset[int]], Collection[int]],
) -> set[int]:
    """The numbers of the articles that fold into a hit.

    `matched(article)` gives the paragraphs (n) that match the query, `found(articles)` those of
    some articles that the query found.
    """
    families = catalog.settled.copies(hit)
    shown = matched(hit) if families else ()
    beside = frozenset[int]().union(*{families[n] for n in shown if n in families})
    reprints = catalog.settled.reprints(hit) - {hit}
    others = {number >> PARAGRAPH_BITS for number in beside} - {hit}
    if not others and not reprints:
        return set()
    candidates = found(frozenset(others | reprints))
    return {
        article
        for article in candidates
        if article in reprints
        or all(article << PARAGRAPH_BITS | n in beside for n in matched(article))
    }
