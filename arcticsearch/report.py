"""What a refresh did, for a program and for a person."""

from __future__ import annotations

from collections.abc import Mapping

from arcticsearch.freshness import Why
from arcticsearch.values import Value, field


class RefreshReport(Value, frozen=True):
    """What a refresh did: paths of seeds, reasons for those it skipped, and two counts: articles
    whose documents were written to the index, and articles there are now."""

    why: Why
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    reindexed: int = 0
    articles: int = 0

    @property
    def unreadable(self) -> dict[str, str]:
        """The skipped seeds that someone should look at: not what was never meant to be a page."""
        benign = ("not a page", "describes the folder", "empty", "a link")
        return {p: why for p, why in self.skipped.items() if not why.startswith(benign)}

    @property
    def mended(self) -> bool:
        """Whether what was there could not be used: a person who only searched should be told."""
        return self.why in (Why.DAMAGED, Why.CATALOG_DAMAGED, Why.OTHER_VERSION)

    def sentence(self) -> str:
        """What was done, for a person.

        >>> RefreshReport(Why.CHANGED, added=("a.txt",), reindexed=1, articles=2).sentence()
        'Seeds have changed: 1 added. Re-done: 1. The index holds 2 articles.'
        """
        now = f"The index holds {self.articles:,} article{'s' * (self.articles != 1)}."
        counts = {
            "added": self.added, "changed": self.changed, "removed": self.removed,
            "skipped": self.skipped,
        }  # fmt: skip
        said = ", ".join(f"{len(paths):,} {what}" for what, paths in counts.items() if paths)
        if not said and not self.reindexed:
            return f"The index is up to date. {now}"
        what = f"{self.why.capitalize()}: {said}" if said else self.why.capitalize()
        return f"{what}. Re-done: {self.reindexed:,}. {now}"
