"""Ticking values of facets: what is listed, which are ticked, where the cursor is. Pure values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from arcticsearch.present.facets import telling
from arcticsearch.values import Value, replace

Ticked = frozenset[tuple[str, str]]


class Row(Value, frozen=True):
    """A value of a facet, and how many articles have it."""

    facet: str
    value: str
    count: int


class Picker(Value, frozen=True):
    """The list while it is used. `at` is the cursor's place among `listed`."""

    rows: tuple[Row, ...]
    ticked: Ticked = frozenset()
    typed: str = ""
    at: int = 0

    @property
    def listed(self) -> tuple[Row, ...]:
        """The rows that hold what was typed."""
        wanted = self.typed.casefold()
        return tuple(row for row in self.rows if wanted in row.value.casefold())

    def moved(self, by: int) -> Picker:
        """With the cursor further down, or up; it stops at the ends."""
        return replace(self, at=max(0, min(self.at + by, len(self.listed) - 1)))

    def next_facet(self) -> Picker:
        """With the cursor at the first row of the facet after this; the first follows the last."""
        listed = self.listed
        facets = list(dict.fromkeys(row.facet for row in listed))
        if not facets:
            return self
        facet = facets[(facets.index(listed[self.at].facet) + 1) % len(facets)]
        return replace(self, at=next(at for at, row in enumerate(listed) if row.facet == facet))

    def toggled(self) -> Picker:
        """With the row under the cursor ticked, or no longer."""
        if not self.listed:
            return self
        row = self.listed[self.at]
        return replace(self, ticked=self.ticked ^ {(row.facet, row.value)})

    def filtered(self, typed: str) -> Picker:
        """With only the rows that hold a text."""
        return replace(self, typed=typed, at=0)

    def window(self, height: int) -> tuple[int, int]:
        """The rows of `listed` to show, so that the cursor is among them: from, to."""
        first = max(0, min(self.at - height // 2, len(self.listed) - height))
        return first, min(first + height, len(self.listed))


def picker(
    facets: Mapping[str, Sequence[tuple[str, int]]], ticked: Collection[tuple[str, str]], start: str
) -> Picker:
    """A picker over the facets of which something is known, the ticked values of each first, the
    cursor at facet `start`."""
    rows = tuple(
        Row(facet, value, count)
        for facet, _, values in telling(facets)
        for value, count in sorted(values, key=lambda pair: (facet, pair[0]) not in ticked)
    )
    at = next((at for at, row in enumerate(rows) if row.facet == start), 0)
    return Picker(rows, frozenset(ticked), at=at)
