"""What a refresh did, and how an index stands, for a program and for a person."""

from __future__ import annotations

from collections.abc import Mapping

from arcticsearch.catalog import Figures
from arcticsearch.freshness import Why
from arcticsearch.values import Value, field

_BUILT = {
    Why.MISSING: "Built the index",
    Why.ASKED: "Built the index anew",
    Why.DAMAGED: "The index was damaged and was built anew",
    Why.CATALOG_DAMAGED: "The catalog was damaged and was built anew",
    Why.OTHER_VERSION: "The index was made by another version and was built anew",
}
"""What was done where the index before could not be brought up to date."""

_READ_ANEW = _BUILT.keys() - {Why.DAMAGED}


_NO_FAULT = ("not a page", "describes the folder", "empty", "a link")
"""How the reasons begin for which nothing is wrong with a seed."""


def unreadable(skipped: Mapping[str, str]) -> dict[str, str]:
    """The skipped seeds that someone should look at: not what was never meant to be a page."""
    return {path: why for path, why in skipped.items() if not why.startswith(_NO_FAULT)}


class Status(Value, frozen=True):
    """What `status` shows; `skipped` is the reason by seed."""

    corpus: str
    index: str
    state: Why
    figures: Figures
    skipped: Mapping[str, str]


class RefreshReport(Value, frozen=True):
    """What a refresh did: paths of seeds, reasons for those it skipped, and two counts: articles
    whose documents were written to the index, and articles there are now. What is skipped again, for
    the reason that is known, has not changed."""

    why: Why
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    reindexed: int = 0
    articles: int = 0

    @property
    def unreadable(self) -> dict[str, str]:
        """Of the skipped seeds those that someone should look at."""
        return unreadable(self.skipped)

    @property
    def new(self) -> frozenset[str]:
        """The seeds that are not as they were before."""
        return frozenset((*self.added, *self.changed, *self.removed))

    @property
    def mended(self) -> bool:
        """Whether what was there could not be used: a person who only searched should be told."""
        return self.why in (Why.DAMAGED, Why.CATALOG_DAMAGED, Why.OTHER_VERSION)

    def sentence(self) -> str:
        """What was done, for a person.

        >>> RefreshReport(Why.MISSING, added=("a.txt",), reindexed=1, articles=1).sentence()
        'Built the index: 1 article.'
        >>> RefreshReport(Why.CHANGED, added=("b.txt",), reindexed=1, articles=2).sentence()
        '1 seed added. The index holds 2 articles.'
        """
        articles, seeds = plural(self.articles, "article"), self._seeds()
        if self.why in _BUILT:
            built = f"{_BUILT[self.why]}: {articles}."
            return f"{built} {seeds}." if seeds else built
        # Copies and furniture depend on other pages: one seed can change more than its article.
        more = self.reindexed not in (0, len(self.added) + len(self.changed))
        written = f"{plural(self.reindexed, 'article')} indexed" if more else ""
        if not (seeds or written):
            return f"The index is up to date: {articles}."
        return f"{'; '.join(filter(None, (seeds, written)))}. The index holds {articles}."

    def _seeds(self) -> str:
        """What became of seeds. Where all are read anew all are added, and that says nothing."""
        counts = {"skipped": len(self.skipped)}
        if self.why not in _READ_ANEW:
            counts = {
                "changed": len(self.changed), "added": len(self.added),
                "removed": len(self.removed), **counts,
            }  # fmt: skip
        said = [(count, what) for what, count in counts.items() if count]
        first = [f"{plural(count, 'seed')} {what}" for count, what in said[:1]]
        return ", ".join(first + [f"{count:,} {what}" for count, what in said[1:]])


def plural(count: int, one: str, many: str = "") -> str:
    """
    >>> plural(1, "seed"), plural(2, "copy", "copies")
    ('1 seed', '2 copies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
