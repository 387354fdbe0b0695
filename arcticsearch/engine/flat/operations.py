"""What can be done with sets of rows and columns of scores of one segment: the operations that
`evaluate` puts a query's answer together from.

`plain` does them with Python's own types and `vector` with numpy's; both give the same sets, and the
same scores to the last bit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from arcticsearch.checking import TYPE_CHECKING, Generic
from arcticsearch.engine.flat.segment import Segment
from arcticsearch.engine.flat.terms import Asked
from arcticsearch.query.tree import Phrase, Word

if TYPE_CHECKING:
    from typing import Any, TypeVar

    Rows = TypeVar("Rows")
    """A set of rows (or of passages): a set, or a mask."""
    Listed = TypeVar("Listed", bound=Any)
    """Rows in a sequence: a list, or an array."""
    Column = TypeVar("Column")
    """A score for each of the listed rows: a list, or an array."""
else:
    Rows = Listed = Column = object


class Operations(ABC, Generic[Rows, Listed, Column]):
    """The operations on one segment. A row is an article by its place in the segment."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment

    # Counts of words, see `terms.Counting`

    @staticmethod
    @abstractmethod
    def count_of(segment: Segment, names: Sequence[str], spellings: Sequence[str]) -> int: ...

    @staticmethod
    @abstractmethod
    def counts_of(segment: Segment, name: str, words: Sequence[int]) -> Sequence[int]: ...

    # Sets

    @abstractmethod
    def everything(self) -> Rows:
        """All rows that are not deleted."""

    @abstractmethod
    def nothing(self) -> Rows:
        """No row."""

    @abstractmethod
    def none(self) -> Rows:
        """No passage."""

    @abstractmethod
    def without(self, rows: Rows) -> Rows:
        """All rows but these."""

    @abstractmethod
    def at_least(self, least: int, each: Sequence[Rows]) -> Rows:
        """The rows that are in so many of the sets."""

    def union(self, each: Iterable[Rows]) -> Rows:
        return reduce(or_, each, self.nothing())

    @abstractmethod
    def listed(self, rows: Rows) -> Listed:
        """In order."""

    # Rows by what they have

    @abstractmethod
    def stemmed(self, names: Sequence[str], spellings: Sequence[str]) -> Rows:
        """Those that have one of some stems in one of some fields."""

    @abstractmethod
    def written(self, name: str, words: Sequence[int]) -> Rows:
        """Those that have one of some words, as they are written, in a field."""

    @abstractmethod
    def valued(self, name: str, ordinal: int) -> Rows:
        """Those with a value in a field, which is told by its place among the field's values."""

    @abstractmethod
    def filled(self, name: str) -> Rows:
        """Those with any value in a field."""

    @abstractmethod
    def numbered(self, articles: frozenset[int]) -> Rows:
        """Those of some articles, told by their numbers."""

    @abstractmethod
    def dated(self, start: int | None, end: int | None) -> Rows:
        """Those with a date inside an interval; None is open."""

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
    def rows_at(self, places: Any) -> Rows:
        """The rows in which some places lie."""

    @abstractmethod
    def passages_at(self, places: Any) -> Rows:
        """The passages in which some places lie."""

    @abstractmethod
    def owners(self, passages: Rows) -> Rows:
        """The rows that some passages belong to."""

    @abstractmethod
    def headings(self, rows: Rows) -> Iterable[tuple[int, str]]:
        """The sections (ordinals) of some rows' passages, each with the row's language."""

    @abstractmethod
    def passages_below(self, rows: Rows, headings: Sequence[tuple[int, str]]) -> Rows:
        """Of some rows the passages in one of some sections, as `headings` gives them."""

    # Scores and counts

    @abstractmethod
    def bm25f(self, names: Sequence[str], spellings: Sequence[str], rows: Listed) -> Column | None:
        """What a word, by the stems that stand for it, adds to the score of each of the listed rows
        (`protocol` has the formula); None where no row has it."""

    @abstractmethod
    def constant(self, rows: Listed, those: Rows, score: float) -> Column:
        """A score for those of the listed rows that are in a set, 0 for the others."""

    @abstractmethod
    def plus(self, a: Column, b: Column) -> Column:
        """The sums, row by row."""

    @abstractmethod
    def masked(self, rows: Listed, column: Column, those: Rows) -> Column:
        """The scores of those of the listed rows that are in a set, 0 for the others."""

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
    def newest(self, rows: Listed, limit: int) -> list[int]:
        """The rows with the latest dates, those without one last, equally new ones in their order."""

    @abstractmethod
    def count(self, rows: Rows) -> int:
        """How many there are."""

    @abstractmethod
    def values(self, name: str, rows: Rows) -> Mapping[str, int]:
        """The values of a field among some rows, with the number of rows; NONE for those without.
        "date" is by year, "month" by month."""
