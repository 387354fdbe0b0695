"""What a query matches in one segment, and how well: one meaning for two ways of computing.

`protocol` says what matches and scores. Here it is put together from the `operations` on sets of
rows and columns of scores, which `plain` does with Python's own types and `vector` with numpy's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

from arcticsearch.engine.flat.operations import Column, Listed, Operations, Rows
from arcticsearch.engine.flat.segment import VALUE_FIELDS, Segment, day
from arcticsearch.engine.flat.terms import Asked, Terms, fields_of
from arcticsearch.engine.protocol import SAME_PASSAGE, WEIGHTS
from arcticsearch.highlight import judge
from arcticsearch.query.tree import (
    TEXT_FIELDS,
    Among,
    And,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Has,
    InSection,
    Leaf,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Word,
)

_FEW_PAGES = 3
"""Times as many articles as were asked for, in which passages are looked for first (`_hopeful`)."""


def _words_of_text(node: And) -> list[Word | Phrase]:
    """Those that count for SAME_PASSAGE."""
    return [
        part
        for part in node.parts
        if isinstance(part, Word | Phrase) and part.field in (None, "text")
    ]


class Evaluation(Operations[Rows, Listed, Column]):
    """One search in one segment."""

    def __init__(self, segment: Segment, terms: Terms) -> None:
        super().__init__(segment)
        self.terms = terms
        self._matches: dict[Node, Rows] = {}
        self._fields: dict[tuple[Node, str], Rows] = {}

    # What matches

    def match(self, node: Node) -> Rows:
        """The rows that a node matches, without the deleted ones."""
        found = self._matches.get(node)
        if found is None:
            found = self._matches[node] = self._match(node)
        return found

    def _match(self, node: Node) -> Rows:
        if isinstance(node, Leaf):
            return self._leaf(node)
        match node:
            case Everything():
                return self.everything()
            case And(parts):
                return reduce(and_, map(self.match, parts)) if parts else self.nothing()
            case Or(parts):
                return self.union(map(self.match, parts))
            case AtLeast(least, parts):
                return self.at_least(least, [self.match(part) for part in parts])
            case Not(part):
                return self.without(self.match(part))
            case InSection(heading, part):
                return self._under_heading(heading, part)
        return self._filter(node)

    def _filter(self, node: Node) -> Rows:
        match node:
            case Exact(field, value):
                return self._exact(field, value)
            case Has("date"):
                return self.dated(None, None)
            case Has(field):
                return self.filled(field)
            case Among(articles):
                return self.numbered(articles)
            case DateRange(start, end):
                return self.dated(day(start) if start else None, day(end) if end else None)
        raise AssertionError(node)

    def _leaf(self, leaf: Leaf) -> Rows:
        names = fields_of(leaf)
        if isinstance(leaf, Word | Phrase) and self.terms.pattern(leaf) is None:
            words = self.terms.asked(leaf).words
            if len(words) == 1:
                return self.stemmed(names, words[0])
        return self.union(self._in_field(leaf, name) for name in names)

    def _in_field(self, leaf: Leaf, name: str) -> Rows:
        key = (leaf, name)
        found = self._fields.get(key)
        if found is None:
            pattern = self.terms.pattern(leaf)
            if pattern is not None:
                found = self.terms.remembered(
                    (self.segment, pattern, name), lambda: self._expanded(pattern, name)
                )
            else:
                assert isinstance(leaf, Word | Phrase)
                found = self._asked(name, self.terms.asked(leaf))
            self._fields[key] = found
        return found

    def _expanded(self, pattern: Pattern, name: str) -> Rows:
        return self.written(name, self.terms.words(pattern, name)[self.segment])

    def _asked(self, name: str, asked: Asked) -> Rows:
        if not asked.words:
            return self.nothing()
        each = [self.stemmed((name,), spellings) for spellings in asked.words]
        common = reduce(and_, each)
        if len(each) > 1:
            common = self.rows_at(self.places(name, asked, common))
        return common

    def _exact(self, field: str, value: str) -> Rows:
        ordinal = self.segment.values(field).find(value) if field in VALUE_FIELDS else None
        return self.nothing() if ordinal is None else self.valued(field, ordinal)

    def _under_heading(self, heading: Node, part: Node) -> Rows:
        rows = self.match(part)
        return rows & self._holds(part, rows, self._passages_under(heading, rows))  # type: ignore[operator,no-any-return]

    def _holds(self, node: Node, rows: Rows, under: Rows) -> Rows:
        """Of some rows those that would match if they had only some passages, and no title."""
        if isinstance(node, Leaf):
            return self.owners(self._leaf_passages(node, rows) & under)  # type: ignore[operator]
        match node:
            case And(parts):
                return reduce(and_, (self._holds(part, rows, under) for part in parts))
            case Or(parts):
                return self.union(self._holds(part, rows, under) for part in parts)
            case AtLeast(least, parts):
                return self.at_least(least, [self._holds(part, rows, under) for part in parts])
        return self.match(node)

    def _leaf_passages(self, leaf: Leaf, rows: Rows) -> Rows:
        """The passages of some rows in which a leaf matches. A pattern stands for stems there."""
        if isinstance(leaf, Word | Phrase):
            asked = self.terms.asked(leaf)
            return (
                self.passages_at(self.places("text", asked, rows)) if asked.words else self.none()
            )
        stems = self.terms.stems_of(leaf, "text")[self.segment]
        return self.passages_at(self.positions("text", stems, rows))

    def passages_with(self, leaf: Leaf, rows: Rows) -> Iterable[int]:
        """The passages of some rows in which a leaf matches, by their place in the segment."""
        passages = self._leaf_passages(self.terms.pattern(leaf) or leaf, rows)
        return map(int, self.listed(passages))

    def _passages_under(self, heading: Node, rows: Rows) -> Rows:
        """The passages of some rows whose section heading matches."""
        sections = self.segment.values("section")
        verdicts = {
            (ordinal, language): judge(heading, sections[ordinal], language or None)
            for ordinal, language in self.headings(rows)
        }
        return self.passages_below(rows, [key for key, holds in verdicts.items() if holds])

    # How well

    def ranked(self, node: Node, rows: Listed, limit: int) -> list[tuple[float, int]]:
        """(score, row) of the best of some rows that match, equally good ones in their order."""
        if not isinstance(node, And) or len(words := _words_of_text(node)) < 2:
            return self.best(rows, self.score(node, rows), limit)
        column = self.total(self.score(part, rows) for part in node.parts)
        if column is None:  # words that stand in no text of this segment
            return self.best(rows, None, limit)
        rows, column = self._hopeful(rows, column, words, limit)
        return self.best(rows, self.raised(rows, column, words), limit)

    def _hopeful(
        self, rows: Listed, column: Column, words: Sequence[Word | Phrase], limit: int
    ) -> tuple[Listed, Column]:
        """The rows, with their scores, that could be among the best `limit` once those with all the
        words in one passage are raised by SAME_PASSAGE.

        Looking for passages is dear. So the few that score best without are raised first: the score
        that `limit` of them then reach must be reached by any other, even if it is raised in full.
        """
        few = _FEW_PAGES * limit
        if not 0 < few < len(rows):
            return rows, column
        best = self.reaching(rows, column, self.nth(column, few), 1)
        least = self.nth(self.raised(*best, words), limit)
        return self.reaching(rows, column, least, SAME_PASSAGE)

    def score(self, node: Node, rows: Listed) -> Column | None:
        """The scores of rows, 0 where the node does not match; None if it scores nothing."""
        if isinstance(node, Leaf):
            return self._leaf_score(node, rows)
        match node:
            case And(parts):
                column = self.total(self.score(part, rows) for part in parts)
                return self._nearer(node, rows, column)
            case Or(parts):
                return self.total(self.score(part, rows) for part in parts)
            case AtLeast(_, parts):
                return self._only(node, rows, self.total(self.score(part, rows) for part in parts))
            case InSection(_, part):
                return self._only(node, rows, self.score(part, rows))
        return None

    def _only(self, node: Node, rows: Listed, column: Column | None) -> Column | None:
        """A column without the rows that the node does not match."""
        return None if column is None else self.masked(rows, column, self.match(node))

    def _nearer(self, node: And, rows: Listed, column: Column | None) -> Column | None:
        """SAME_PASSAGE for the rows that have all words of an And in one passage."""
        column = self._only(node, rows, column)
        words = _words_of_text(node)
        if column is None or len(words) < 2:
            return column
        return self.raised(rows, column, words)

    def together(self, words: Sequence[Word | Phrase], rows: Rows) -> Rows:
        """Of some rows those with all these words in one passage."""
        return self.owners(reduce(and_, (self._leaf_passages(word, rows) for word in words)))

    def _leaf_score(self, leaf: Leaf, rows: Listed) -> Column | None:
        names = [name for name in fields_of(leaf) if name in TEXT_FIELDS]
        if self.terms.pattern(leaf) is not None:
            return self.total(
                self.constant(rows, self._in_field(leaf, name), WEIGHTS[name]) for name in names
            )
        if not names:
            return None
        assert isinstance(leaf, Word | Phrase)
        words = self.terms.asked(leaf).words
        column = self.total(self.bm25f(names, spellings, rows) for spellings in words)
        return column if len(words) == 1 else self._only(leaf, rows, column)

    def total(self, columns: Iterable[Column | None]) -> Column | None:
        total = None
        for column in columns:
            if column is not None:
                total = column if total is None else self.plus(total, column)
        return total
