"""The facets, the names a query can put before a colon, and what each of these asks for."""

from __future__ import annotations

FACETS = ("source", "date", "author", "section", "category", "language")
COUNTED = (*FACETS, "month")
"""What can be counted: the facets, and the months of the dates."""

# What is typed → the field it asks about. "date" and what follows it are not text, and are read by
# rules of their own.
NAMES = {
    "text": "text",
    "title": "title",
    "section": "section",
    "in": "section",
    "source": "source",
    "from": "source",
    "site": "source",
    "author": "author",
    "by": "author",
    "category": "category",
    "tag": "category",
    "lang": "language",
    "language": "language",
    "path": "path",
    "date": "date",
    "year": "date",
    "after": "after",
    "since": "after",
    "before": "before",
    "has": "has",
    "no": "no",
    "sort": "sort",
}

DATES = ("date", "after", "before")

NONE = "(none)"
"""The value under which a facet counts the articles that have none."""

# What can be unknown, so that `has:` and `no:` can ask for it.
KNOWABLE = ("title", *FACETS)

SORTS = {
    "relevance": "relevance",
    "best": "relevance",
    "new": "new",
    "newest": "new",
    "date": "new",
    "old": "old",
    "oldest": "old",
}


def known_as(name: str) -> str:
    """The field that a query asks about by this name; of any other the name itself.

    >>> known_as("lang"), known_as("By"), known_as("month")
    ('language', 'author', 'month')
    """
    return NAMES.get(name.lower(), name.lower())
