"""An answer: ranked by the engine, copies folded, snippets cut, a page at a time."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from arcticsearch.catalog import Card, Catalog
from arcticsearch.engine.protocol import Engine, Match, Matches
from arcticsearch.folding import copies_of
from arcticsearch.highlight import Highlighter, Spans, leaves
from arcticsearch.model import Copy, Hit, Kind, Paragraph, Snippet
from arcticsearch.query.tree import Among, And, Exact, Node, Or, Pattern
from arcticsearch.settled import PARAGRAPH_BITS
from arcticsearch.snippet import highlights, snippets
from arcticsearch.values import replace

_ANY: Container[int] = range(1 << PARAGRAPH_BITS)
"""Every paragraph of an article: what may match where the index was not asked."""

_FEW_PATTERNS = 3
"""Each can stand for a thousand words (engine.protocol.MAX_EXPANSION). With more of them it is
quicker to read the articles of a page than to look in the index where they match."""


class Answer:
    """An answer in the making, page by page: ranks, folds copies, cuts snippets."""

    def __init__(
        self, catalog: Catalog, engine: Engine, base: Node, picked: Mapping[str, Node], sort: str
    ) -> None:
        self._catalog = catalog
        self._engine = engine
        self._base = base
        self._picked = picked
        self._sort = sort
        self._asked = asked = And((base, *picked.values()))
        self._text = Highlighter.of(asked)
        self._title = Highlighter.of(asked, (None, "title"))
        patterns = {leaf for leaf in leaves(asked) if isinstance(leaf, Pattern)}
        self._broad = len(patterns) > _FEW_PATTERNS
        self._cards: dict[int, Card] = {}
        self._holding: dict[int, set[int]] = {}  # by article: the paragraphs (n) that may match
        self._spans: dict[int, list[tuple[Paragraph, Spans]]] = {}  # by article: see `_parts`

    def collect(
        self, offset: int, limit: int, facets: Sequence[str]
    ) -> tuple[Matches, tuple[Hit, ...], int | None]:
        """The answer with every facet, the hits from `offset` on, and how many hits there are in
        all; None if not all matches had to be looked at."""
        window = offset + limit
        matches = self._search(window, facets)
        told: set[int] = set()  # as hits, or as copies of one
        hits: list[tuple[Match, set[int]]] = []
        at, in_all = 0, None
        while len(hits) < offset + limit:
            if at == window:  # the page is short by what was folded
                window *= 2
                matches = replace(matches, page=self._search(window, ()).page)
            if at >= len(matches.page):
                in_all = len(hits)
                break
            match = matches.page[at]
            at += 1
            if match.id in told:
                continue
            copies = copies_of(self._catalog, match.id, self._matched, self._found) - told
            told |= {match.id, *copies}
            hits.append((match, copies))
        page = tuple(self._hit(match, copies) for match, copies in hits[offset:])
        return matches, page, in_all

    def _search(self, window: int, facets: Sequence[str]) -> Matches:
        matches = self._engine.search(
            self._base, self._picked, sort=self._sort, limit=window, facets=facets
        )
        self._look_at([match.id for match in matches.page])
        return matches

    def _found(self, articles: frozenset[int]) -> set[int]:
        among = And((self._base, Among(articles)))
        page = self._engine.search(among, self._picked, limit=len(articles)).page
        found = {match.id for match in page}
        self._look_at(found)
        return found

    def _look_at(self, articles: Iterable[int]) -> None:
        """Finds for many articles at once which of their paragraphs may match: one by one, a query
        of many words takes its whole time for each."""
        new = set(articles) - self._holding.keys()
        if new and not self._broad:
            found = self._engine.passages(new, self._asked)
            self._holding |= {each: {n for n, _ in found.get(each, ())} for each in new}

    def _matched(self, article: int) -> set[int]:
        return {part.n for part, spans in self._parts(article) if spans}

    def _parts(self, article: int) -> list[tuple[Paragraph, Spans]]:
        """The paragraphs of an article, each with where the query matches in it."""
        if article not in self._spans:
            self._look_at([article])
            holds = self._holding.get(article, _ANY)
            language = self._card(article).language
            self._spans[article] = [
                (
                    part,
                    self._text.spans(part.text, language, part.section) if part.n in holds else [],
                )
                for part in self._catalog.paragraphs(article)
                if part.kind is not Kind.HEADING
            ]
        return self._spans[article]

    def _card(self, article: int) -> Card:
        if article not in self._cards:
            self._cards |= self._catalog.cards([article])
        return self._cards[article]

    def _hit(self, match: Match, copies: set[int]) -> Hit:
        card = self._card(match.id)
        others = self._catalog.cards(copies).values()
        title = self._title.spans(card.title or "", card.language)
        return Hit(
            card.path, card.title, card.source, card.date, card.author, card.category,
            round(match.score, 4),
            self._snippets(match.id),
            tuple(
                Copy(other.path, other.source, other.date)
                for other in sorted(others, key=lambda other: (other.date or "9999", other.path))
            ),
            highlights(card.title or "", title),
        )  # fmt: skip

    def _snippets(self, article: int) -> tuple[Snippet, ...]:
        parts = self._parts(article)
        if not any(spans for _, spans in parts):
            parts = self._below_headings(article) or parts
        return snippets([part for part, _ in parts], [spans for _, spans in parts])

    def _below_headings(self, article: int) -> list[tuple[Paragraph, Spans]]:
        """The parts of an article below the headings that the query asks for."""
        headings = Highlighter.of(self._asked, (None, "section"))
        exact = set(_values(self._asked, "section"))
        language = self._card(article).language
        return [
            (part, spans)
            for part, spans in self._parts(article)
            if part.section and (part.section in exact or headings.spans(part.section, language))
        ]


def _values(node: Node, field: str) -> Iterator[str]:
    """The values that a node picks in a field, as a facet shows them."""
    match node:
        case Exact(name, value) if name == field:
            yield value
        case And(parts) | Or(parts):
            for part in parts:
                yield from _values(part, field)
