"""What a query matches in one segment, and how well: one meaning for two ways of computing.

`protocol` says what matches and scores. Here it is put together from a few operations on sets of
rows and columns of scores, which `plain` does with Python's own types and `vector` with numpy's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Generic, TypeVar

from arcticsearch.engine.flat.segment import VALUE_FIELDS, Segment, day
from arcticsearch.engine.flat.terms import Asked, Pattern, Terms, fields_of
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
    Fuzzy,
    Has,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

Rows = TypeVar("Rows")
"""A set of rows (or of passages): a set, or a mask."""
Listed = TypeVar("Listed", bound=Any)
"""Rows in a sequence: a list, or an array."""
Column = TypeVar("Column")
"""A score for each of the listed rows: a list, or an array."""

_FEW_PAGES = 3


def _words_of_text(node: And) -> list[Word | Phrase]:
    """Those that count for SAME_PASSAGE."""
    return [
        part
        for part in node.parts
        if isinstance(part, Word | Phrase) and part.field in (None, "text")
    ]


class Evaluation(ABC, Generic[Rows, Listed, Column]):
    """One search in one segment."""

    def __init__(self, segment: Segment, terms: Terms) -> None:
        self.segment, self.terms = segment, terms
        self._matches: dict[Node, Rows] = {}
        self._fields: dict[tuple[Node, str], Rows] = {}

    @staticmethod
    @abstractmethod
    def count_of(segment: Segment, names: Sequence[str], spellings: Sequence[str]) -> int:
        """See `terms.Counting`."""

    @staticmethod
    @abstractmethod
    def counts_of(segment: Segment, name: str, words: Sequence[int]) -> Sequence[int]:
        """See `terms.Counting`."""

    # What matches

    def match(self, node: Node) -> Rows:
        """The rows that a node matches, without the deleted ones."""
        found = self._matches.get(node)
        if found is None:
            found = self._matches[node] = self._match(node)
        return found

    def _match(self, node: Node) -> Rows:
        match node:
            case Everything():
                return self.everything()
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                return self._leaf(node)
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
                return self.without(self.dated(None, None, known=False))
            case Has(field):
                return self.filled(field)
            case Among(articles):
                return self.numbered(articles)
            case DateRange(start, end):
                return self.dated(
                    day(start) if start else None, day(end) if end else None, known=True
                )
        raise AssertionError(node)

    def _leaf(self, leaf: Word | Phrase | Pattern) -> Rows:
        names = fields_of(leaf)
        if isinstance(leaf, Word | Phrase) and self.terms.pattern(leaf) is None:
            words = self.terms.asked(leaf).words
            if len(words) == 1:
                return self.stemmed(names, words[0])
        return self.union(self._in_field(leaf, name) for name in names)

    def _in_field(self, leaf: Word | Phrase | Pattern, name: str) -> Rows:
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
        match node:
            case And(parts):
                return reduce(and_, (self._holds(part, rows, under) for part in parts))
            case Or(parts):
                return self.union(self._holds(part, rows, under) for part in parts)
            case AtLeast(least, parts):
                return self.at_least(least, [self._holds(part, rows, under) for part in parts])
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                return self.owners(self._leaf_passages(node, rows) & under)  # type: ignore[operator]
        return self.match(node)

    def _leaf_passages(self, leaf: Word | Phrase | Pattern, rows: Rows) -> Rows:
        """The passages of some rows in which a leaf matches. A pattern stands for stems there."""
        if isinstance(leaf, Word | Phrase):
            asked = self.terms.asked(leaf)
            return (
                self.passages_at(self.places("text", asked, rows)) if asked.words else self.none()
            )
        stems = self.terms.stems_of(leaf, "text")[self.segment]
        return self.passages_at(self.positions("text", stems, rows))

    def passages_with(self, leaf: Word | Phrase | Pattern, rows: Rows) -> Iterable[int]:
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
        """Those that could be among the best, if they alone were raised.

        To look for passages is dear. So it is done for the few best first: what they reach with
        their passages is more than what they reach without, and leaves fewer others.
        """
        few = _FEW_PAGES * limit
        if not 0 < few < len(rows):
            return rows, column
        best = self.reaching(rows, column, self.nth(column, few), 1)
        least = self.nth(self.raised(*best, words), limit)
        return self.reaching(rows, column, least, SAME_PASSAGE)

    def score(self, node: Node, rows: Listed) -> Column | None:
        """The scores of rows, 0 where the node does not match; None if it scores nothing."""
        match node:
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                return self._leaf_score(node, rows)
            case And(parts):
                column = self.total(self.score(part, rows) for part in parts)
                return self._nearer(node, rows, column)
            case Or(parts):
                return self.total(self.score(part, rows) for part in parts)
            case AtLeast(_, parts):
                return self.only(node, rows, self.total(self.score(part, rows) for part in parts))
            case InSection(_, part):
                return self.only(node, rows, self.score(part, rows))
        return None

    def only(self, node: Node, rows: Listed, column: Column | None) -> Column | None:
        """A column without the rows that the node does not match."""
        return None if column is None else self.masked(rows, column, self.match(node))

    def _nearer(self, node: And, rows: Listed, column: Column | None) -> Column | None:
        """SAME_PASSAGE for the rows that have all words of an And in one passage."""
        column = self.only(node, rows, column)
        words = _words_of_text(node)
        if column is None or len(words) < 2:
            return column
        return self.raised(rows, column, words)

    def together(self, words: Sequence[Word | Phrase], rows: Rows) -> Rows:
        """Of some rows those with all these words in one passage."""
        return self.owners(reduce(and_, (self._leaf_passages(word, rows) for word in words)))

    def _leaf_score(self, leaf: Word | Phrase | Pattern, rows: Listed) -> Column | None:
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
        return column if len(words) == 1 else self.only(leaf, rows, column)

    def total(self, columns: Iterable[Column | None]) -> Column | None:
        total = None
        for column in columns:
            if column is not None:
                total = column if total is None else self.plus(total, column)
        return total

    # Sets

    @abstractmethod
    def everything(self) -> Rows: ...

    @abstractmethod
    def nothing(self) -> Rows: ...

    @abstractmethod
    def none(self) -> Rows:
        """No passage."""

    @abstractmethod
    def without(self, rows: Rows) -> Rows: ...

    @abstractmethod
    def at_least(self, least: int, each: Sequence[Rows]) -> Rows: ...

    def union(self, each: Iterable[Rows]) -> Rows:
        return reduce(or_, each, self.nothing())

    @abstractmethod
    def listed(self, rows: Rows) -> Listed:
        """In order."""

    # Rows by what they have

    @abstractmethod
    def stemmed(self, names: Sequence[str], spellings: Sequence[str]) -> Rows: ...

    @abstractmethod
    def written(self, name: str, words: Sequence[int]) -> Rows: ...

    @abstractmethod
    def valued(self, name: str, ordinal: int) -> Rows: ...

    @abstractmethod
    def filled(self, name: str) -> Rows: ...

    @abstractmethod
    def numbered(self, articles: frozenset[int]) -> Rows: ...

    @abstractmethod
    def dated(self, start: int | None, end: int | None, *, known: bool) -> Rows:
        """Inside an interval, or (not `known`) without a date."""

    # Places: where in a field of which row a word or phrase starts

    def places(self, name: str, asked: Asked, rows: Rows) -> Any:
        """The places of a word or phrase."""
        each = [self.positions(name, self.known(word), rows) for word in asked.words]
        return each[0] if len(each) == 1 else self.in_order(each, asked)

    def known(self, spellings: Sequence[str]) -> list[int]:
        """The stems that the segment has."""
        places = map(self.segment.stems.find, spellings)
        return [place for place in places if place is not None]

    @abstractmethod
    def in_order(self, words: Sequence[Any], asked: Asked) -> Any:
        """Of the places of several words those at which they follow one another."""

    @abstractmethod
    def positions(self, name: str, stems: Iterable[int], rows: Rows) -> Any:
        """The places of any of some stems."""

    @abstractmethod
    def rows_at(self, places: Any) -> Rows: ...

    @abstractmethod
    def passages_at(self, places: Any) -> Rows: ...

    @abstractmethod
    def owners(self, passages: Rows) -> Rows: ...

    @abstractmethod
    def headings(self, rows: Rows) -> Iterable[tuple[int, str]]:
        """The sections (ordinals) of some rows' passages, each with the row's language."""

    @abstractmethod
    def passages_below(self, rows: Rows, headings: Sequence[tuple[int, str]]) -> Rows: ...

    # Scores and counts

    @abstractmethod
    def bm25f(
        self, names: Sequence[str], spellings: Sequence[str], rows: Listed
    ) -> Column | None: ...

    @abstractmethod
    def constant(self, rows: Listed, those: Rows, score: float) -> Column: ...

    @abstractmethod
    def plus(self, a: Column, b: Column) -> Column: ...

    @abstractmethod
    def masked(self, rows: Listed, column: Column, those: Rows) -> Column: ...

    @abstractmethod
    def raised(self, rows: Listed, column: Column, words: Sequence[Word | Phrase]) -> Column:
        """SAME_PASSAGE times as much for those rows that have all the words in one passage."""

    @abstractmethod
    def nth(self, column: Column, n: int) -> float:
        """The n-th largest score; there are at least so many."""

    @abstractmethod
    def reaching(
        self, rows: Listed, column: Column, least: float, factor: float
    ) -> tuple[Listed, Column]:
        """The rows whose score, times a factor, is at least so much."""

    @abstractmethod
    def best(self, rows: Listed, column: Column | None, limit: int) -> list[tuple[float, int]]:
        """(score, row) of the best, equally good ones in their order."""

    @abstractmethod
    def newest(self, rows: Listed, limit: int) -> list[int]: ...

    @abstractmethod
    def count(self, rows: Rows) -> int: ...

    @abstractmethod
    def values(self, name: str, rows: Rows) -> Mapping[str, int]:
        """The values of a field among some rows, with the number of rows; NONE for those without.
        "date" is by year, "month" by month."""
