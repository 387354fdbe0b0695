"""Answers from a stock Whoosh index, as `protocol` says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from arcticsearch.engine.protocol import Match, Matches, ranked
from arcticsearch.engine.stock.evaluate import Evaluator, Scores
from arcticsearch.highlight import leaves
from arcticsearch.query.fields import NONE
from arcticsearch.query.intervals import interval
from arcticsearch.query.tree import TEXT_FIELDS, Fuzzy, Node, Wildcard


class StockEngine:
    """An opened stock index; see `protocol.Engine`."""

    def __init__(self, opened: Any) -> None:
        self._index = opened
        self._reader = opened.reader()
        self._nodes = Evaluator(self._reader)

    @property
    def languages(self) -> Mapping[str, int]:
        return Counter(doc["language"] for doc in self._nodes.docs.values())

    def verify(self) -> None:
        """Stock Whoosh keeps no checksums; what can be read is all that can be told."""
        for name, term in self._reader.all_terms():
            self._reader.postings(name, term)

    def close(self) -> None:
        self._reader.close()
        self._index.close()

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = Counter[str]()
        for field in ("form_text", "form_title", "form_section"):
            for word in self._nodes.lexicon(field, prefix):
                found[word] += 0
        for word in found:
            found[word] = len(self._nodes.scores(Wildcard(word)))
        return ranked(found)[:limit]

    def alike(self, word: str, distance: int) -> list[tuple[str, int]]:
        found = Counter[str]()
        for name in TEXT_FIELDS:
            for near in self._nodes.expand("form_" + name, Fuzzy(word, distance)):
                found[near] = len(self._nodes.scores(Wildcard(near)))
        return ranked(found)

    def passages(self, articles: Collection[int], root: Node) -> dict[int, list[tuple[int, int]]]:
        found = {}
        for number, doc in self._nodes.docs.items():
            if doc["id"] in articles:
                counts = Counter(
                    n for leaf in leaves(root) for n in self._nodes.passages(leaf, number)
                )
                if counts:
                    found[doc["id"]] = [(doc["numbers"][n], counts[n]) for n in sorted(counts)]
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
        scores = self._nodes.scores(base)
        picked = {facet: set(self._nodes.scores(node)) for facet, node in selections.items()}
        found = [doc for doc in scores if all(doc in chosen for chosen in picked.values())]
        counts = {}
        for facet in facets:
            own = "date" if facet == "month" else facet
            others = [chosen for name, chosen in picked.items() if name != own]
            counts[facet] = self._count(facet, (d for d in scores if all(d in o for o in others)))
        found.sort(key=self._order(sort, scores))
        page = tuple(Match(self._nodes.docs[doc]["id"], scores[doc]) for doc in found[:limit])
        return Matches(len(found), page, counts)

    def _order(self, sort: str, scores: Scores) -> Callable[[int], Any]:
        def start(doc: int) -> str:
            date = self._nodes.docs[doc]["date"]
            return interval(date)[0] if date else "9999"

        def newest(doc: int) -> tuple[bool, int, str]:
            date = self._nodes.docs[doc]["date"]
            day = int(start(doc).replace("-", "")) if date else 0
            return (not date, -day, self._nodes.docs[doc]["path"])

        if sort == "new":
            return newest
        if sort == "old":
            return lambda doc: (start(doc), self._nodes.docs[doc]["path"])
        return lambda doc: (-scores[doc], start(doc), self._nodes.docs[doc]["path"])

    def _count(self, facet: str, docs: Iterable[int]) -> Sequence[tuple[str, int]]:
        counts = Counter[str]()
        for number in docs:
            doc = self._nodes.docs[number]
            if facet in ("date", "month"):
                width = 4 if facet == "date" else 7
                values = [doc["date"][:width]] if doc["date"] else []
            else:
                values = doc["values"][facet]
            counts.update(values or [NONE])
        return ranked(counts)
