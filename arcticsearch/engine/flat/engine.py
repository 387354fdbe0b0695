"""The index opened: a search is evaluated segment by segment and put together here."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from arcticsearch.analysis import fold
from arcticsearch.checking import Any
from arcticsearch.engine.flat.evaluate import Evaluation
from arcticsearch.engine.flat.manifest import Entry
from arcticsearch.engine.flat.plain import PlainEvaluation
from arcticsearch.engine.flat.segment import UNKNOWN_DATE, Segment
from arcticsearch.engine.flat.terms import Terms, alike, commonest, total
from arcticsearch.engine.protocol import Match, Matches, ranked
from arcticsearch.highlight import leaves
from arcticsearch.query.tree import Node

LARGE = 200_000
"""Articles from which numpy is worth its import even for one search."""

Found = tuple[tuple[Any, ...], Segment, int, float]
"""What orders it, segment, row, score."""


class FlatEngine:
    """An opened flat index; see `protocol.Engine`."""

    def __init__(
        self, opened: Sequence[tuple[Segment, Entry]], *, vector: bool | None = None
    ) -> None:
        """`vector` chooses how to evaluate; None: with numpy where that is quicker."""
        self._segments = [segment for segment, _ in opened]
        self._totals = total([entry for _, entry in opened])
        self._vector = vector
        self._looked_up: Terms | None = None

    @property
    def languages(self) -> Mapping[str, int]:
        return self._totals.languages

    def close(self) -> None:
        for segment in self._segments:
            segment.close()

    def verify(self) -> None:
        """Reads every byte; raises IndexDamaged when one is not what was written."""
        for segment in self._segments:
            segment.verify()

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        return commonest(self._segments, fold(prefix), limit)

    def alike(self, word: str, distance: int) -> list[tuple[str, int]]:
        return alike(self._segments, fold(word), distance)

    def passages(self, articles: Collection[int], root: Node) -> dict[int, list[tuple[int, int]]]:
        """So that a snippet need not analyse the whole article. A pattern stands for the stems of
        its words here, as in InSection."""
        terms = self._terms()
        found: dict[int, list[tuple[int, int]]] = {}
        for segment in self._segments:
            evaluation = self._kind(segment, terms)
            rows = evaluation.numbered(frozenset(articles))
            if not evaluation.count(rows):
                continue
            counts = Counter[int]()
            for leaf in dict.fromkeys(leaves(root)):
                counts.update(evaluation.passages_with(leaf, rows))
            owners, numbers = segment.passages.first, segment.passages.numbers
            for passage, count in sorted(counts.items()):
                article = segment.ids[bisect_right(owners, passage) - 1]
                found.setdefault(article, []).append((numbers[passage], count))
        return found

    def search(
        self,
        base: Node,
        selections: Mapping[str, Node],
        *,
        sort: str = "relevance",
        limit: int = 10,
        facets: Sequence[str] = (),
    ) -> Matches:
        terms = self._terms()
        counts: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
        total, best = 0, list[Found]()
        for segment in self._segments:
            evaluation = self._kind(segment, terms)
            matched = evaluation.match(base)
            picked = {facet: evaluation.match(node) for facet, node in selections.items()}
            found = _both(matched, picked.values())
            total += evaluation.count(found)
            best += _first(evaluation, base, found, sort, limit)
            for facet, counter in counts.items():
                own = "date" if facet == "month" else facet
                if own in picked:
                    others = (rows for name, rows in picked.items() if name != own)
                    counter.update(evaluation.values(facet, _both(matched, others)))
                else:
                    counter.update(evaluation.values(facet, found))
        if len(self._segments) > 1:
            best.sort(key=lambda item: (item[0], item[1].values("path").of(item[2])))
        page = tuple(Match(segment.ids[row], score) for _, segment, row, score in best[:limit])
        return Matches(total, page, {facet: ranked(each) for facet, each in counts.items()})

    def _terms(self) -> Terms:
        """What was looked up for the last searches: a page of hits asks for its words many times."""
        if self._looked_up is None or self._looked_up.full:
            self._looked_up = Terms(self._segments, self._totals, self._kind)
        return self._looked_up

    @cached_property
    def _kind(self) -> type[Evaluation[Any, Any, Any]]:
        vector = self._vector
        if vector is None:
            vector = "numpy" in sys.modules or self._totals.articles > LARGE
        if not vector:
            return PlainEvaluation
        from arcticsearch.engine.flat.vector import VectorEvaluation

        return VectorEvaluation


def _both(rows: Any, others: Any) -> Any:
    for other in others:
        rows = rows & other
    return rows


def _first(
    evaluation: Evaluation[Any, Any, Any], base: Node, found: Any, sort: str, limit: int
) -> list[Found]:
    """The first of a segment, in order. Those of several are in order by what comes first in each,
    and then by path."""
    if not limit:  # who only counts is not kept waiting for scores
        return []
    segment = evaluation.segment
    starts = segment.starts
    rows = evaluation.listed(found)
    if sort == "relevance":
        best = evaluation.ranked(base, rows, limit)
        return [((-score, starts[row]), segment, row, score) for score, row in best]
    chosen = evaluation.newest(rows, limit) if sort == "new" else rows[:limit]
    column = evaluation.score(base, chosen)
    scores = [0.0] * len(chosen) if column is None else column
    sign = -1 if sort == "new" else 1
    return [
        ((starts[row] == UNKNOWN_DATE, sign * starts[row]), segment, row, score)
        for row, score in zip(chosen, scores, strict=True)
    ]
