"""Evaluation with Python's own types: what a fresh process uses, as numpy takes 100 ms to import."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from heapq import nlargest, nsmallest
from itertools import accumulate, product

from arcticsearch.engine.flat.evaluate import Evaluation
from arcticsearch.engine.flat.segment import UNKNOWN_DATE, Field, Segment
from arcticsearch.engine.flat.terms import Asked, each_as_written
from arcticsearch.engine.protocol import K1, PASSAGE_GAP, SAME_PASSAGE, WEIGHTS, B
from arcticsearch.highlight import phrase_ends
from arcticsearch.query.fields import NONE
from arcticsearch.query.tree import Phrase, Word

Set = frozenset[int] | set[int]
Places = Mapping[int, Sequence[int]]
"""Row → positions."""


def _postings(
    segment: Segment, names: Sequence[str], spellings: Sequence[str]
) -> Iterator[tuple[str, Field, slice]]:
    """Where the postings of some stems stand in some fields that have them."""
    for term, name in product(spellings, names):
        place, field = segment.stems.find(term), segment.field(name)
        if place is not None and (slot := field.slot(place)) is not None:
            yield name, field, slice(field.postings[slot], field.postings[slot + 1])


class PlainEvaluation(Evaluation[Set, list[int], list[float]]):
    @staticmethod
    def count_of(segment: Segment, names: Sequence[str], spellings: Sequence[str]) -> int:
        each = [field.rows[span] for _, field, span in _postings(segment, names, spellings)]
        if len(each) == 1 and not segment.deleted:
            return len(each[0])
        return len(set().union(*each).difference(segment.deleted))

    @staticmethod
    def counts_of(segment: Segment, name: str, words: Sequence[int]) -> Sequence[int]:
        each = each_as_written(segment, name, words)
        if not segment.deleted:
            return list(map(len, each))
        return [len(rows) - len(segment.deleted.intersection(rows)) for rows in each]

    @cached_property
    def _everything(self) -> Set:
        return frozenset(range(len(self.segment))) - self.segment.deleted

    def everything(self) -> Set:
        return self._everything

    def nothing(self) -> Set:
        return frozenset()

    none = nothing

    def without(self, rows: Set) -> Set:
        return self._everything - rows

    def at_least(self, least: int, each: Sequence[Set]) -> Set:
        times = Counter(row for rows in each for row in rows)
        return {row for row, count in times.items() if count >= least}

    def listed(self, rows: Set) -> list[int]:
        return sorted(rows)

    def _live(self, rows: Set) -> Set:
        return rows - self.segment.deleted if self.segment.deleted else rows

    def stemmed(self, names: Sequence[str], spellings: Sequence[str]) -> Set:
        found: set[int] = set()
        for _, field, span in _postings(self.segment, names, spellings):
            found.update(field.rows[span])
        return self._live(found)

    def written(self, name: str, words: Sequence[int]) -> Set:
        found: set[int] = set()
        for rows in each_as_written(self.segment, name, words):
            found.update(rows)
        return self._live(found)

    def valued(self, name: str, ordinal: int) -> Set:
        values = self.segment.values(name)
        if isinstance(values.first, range):
            found = {row for row, value in enumerate(values.ordinals) if value == ordinal}
        else:
            at = [place for place, value in enumerate(values.ordinals) if value == ordinal]
            found = {bisect_right(values.first, place) - 1 for place in at}
        return self._live(found)

    def filled(self, name: str) -> Set:
        if name in ("title", "text"):
            lengths: Sequence[int] = self.segment.lengths(name)
            return self._live({row for row, length in enumerate(lengths) if length})
        first = self.segment.values(name).first
        return self._live({row for row in range(len(self.segment)) if first[row] < first[row + 1]})

    def numbered(self, articles: frozenset[int]) -> Set:
        rows = self.segment.rows
        return self._live({rows[number] for number in articles if number in rows})

    def dated(self, start: int | None, end: int | None) -> Set:
        starts, ends = self.segment.starts, self.segment.ends
        unknown = bisect_left(starts, UNKNOWN_DATE)
        first = bisect_left(starts, start, 0, unknown) if start else 0
        if end is None:
            return self._live(set(range(first, unknown)))
        last = bisect_left(starts, end, first, unknown)
        return self._live({row for row in range(first, last) if ends[row] <= end})

    # Places

    def in_order(self, words: Sequence[Places], asked: Asked) -> Places:
        found = {}
        for row in set(words[0]).intersection(*words[1:]):
            ends = phrase_ends([word[row] for word in words], asked.offsets, asked.slop)
            firsts = [first for first, _ in ends]
            if firsts:
                found[row] = firsts
        return found

    def positions(self, name: str, stems: Iterable[int], rows: Set) -> Places:
        found: dict[int, Sequence[int]] = {}
        field = self.segment.field(name)
        for stem in stems:
            slot = field.slot(stem)
            if slot is None:
                continue
            span = slice(field.postings[slot], field.postings[slot + 1])
            positions, at = field.positions, field.places[slot]
            ends = accumulate(field.frequencies[span], initial=at)
            for row, frequency, start in zip(
                field.rows[span], field.frequencies[span], ends, strict=False
            ):
                if row in rows:
                    here = positions[start : start + frequency].tolist()
                    found[row] = sorted([*found[row], *here]) if row in found else here
        return found

    def rows_at(self, places: Places) -> Set:
        return set(places)

    def passages_at(self, places: Places) -> Set:
        passages = self.segment.passages
        found: set[int] = set()
        for row, positions in places.items():
            first = passages.first[row]
            lengths = passages.lengths[first : passages.first[row + 1]]
            starts = list(accumulate((n + PASSAGE_GAP for n in lengths), initial=0))
            found.update(first + bisect_right(starts, at) - 1 for at in positions)
        return found

    def owners(self, passages: Set) -> Set:
        first = self.segment.passages.first
        return {bisect_right(first, passage) - 1 for passage in passages}

    def headings(self, rows: Set) -> Iterable[tuple[int, str]]:
        passages = self.segment.passages
        for row in rows:
            language = self.segment.language(row) or ""
            under = set(passages.sections[passages.first[row] : passages.first[row + 1]])
            yield from ((section - 1, language) for section in under if section)

    def passages_below(self, rows: Set, headings: Sequence[tuple[int, str]]) -> Set:
        passages, wanted = self.segment.passages, set(headings)
        found: set[int] = set()
        for row in rows:
            language = self.segment.language(row) or ""
            for passage in range(passages.first[row], passages.first[row + 1]):
                if (passages.sections[passage] - 1, language) in wanted:
                    found.add(passage)
        return found

    # Scores

    def bm25f(
        self, names: Sequence[str], spellings: Sequence[str], rows: list[int]
    ) -> list[float] | None:
        parts = []
        for name, field, span in _postings(self.segment, names, spellings):
            frequency = dict(zip(field.rows[span], field.frequencies[span], strict=True)).get
            average, lengths = self.terms.average[name], self.segment.lengths(name)
            weight = WEIGHTS[name]
            parts.append([
                weight * tf / (1 - B + B * lengths[row] / average)
                if (tf := frequency(row)) else 0.0
                for row in rows
            ])  # fmt: skip
        if not parts:
            return None
        idf = self.terms.weight(names, spellings)
        # Added up as numpy does: since Python 3.12 `sum` rounds in another way.
        return [idf * tf * (K1 + 1) / (tf + K1) for tf in reduce(self.plus, parts)]

    def constant(self, rows: list[int], those: Set, score: float) -> list[float]:
        return [score if row in those else 0.0 for row in rows]

    def plus(self, a: list[float], b: list[float]) -> list[float]:
        return [x + y for x, y in zip(a, b, strict=True)]

    def masked(self, rows: list[int], column: list[float], those: Set) -> list[float]:
        return [score if row in those else 0.0 for row, score in zip(rows, column, strict=True)]

    def raised(
        self, rows: list[int], column: list[float], words: Sequence[Word | Phrase]
    ) -> list[float]:
        near = self.together(words, frozenset(rows))
        return [
            score * SAME_PASSAGE if row in near else score
            for row, score in zip(rows, column, strict=True)
        ]

    def nth(self, column: list[float], n: int) -> float:
        return nlargest(n, column)[-1]

    def reaching(
        self, rows: list[int], column: list[float], least: float, factor: float
    ) -> tuple[list[int], list[float]]:
        pairs = zip(rows, column, strict=True)
        left = [(row, score) for row, score in pairs if score * factor >= least]
        return [row for row, _ in left], [score for _, score in left]

    def best(
        self, rows: list[int], column: list[float] | None, limit: int
    ) -> list[tuple[float, int]]:
        if column is None:
            return [(0.0, row) for row in rows[:limit]]
        if len(rows) > limit:
            least = self.nth(column, limit) if limit else 0.0
            pairs = [pair for pair in zip(column, rows, strict=True) if pair[0] >= least]
        else:
            pairs = list(zip(column, rows, strict=True))
        pairs.sort(key=lambda pair: (-pair[0], pair[1]))
        return pairs[:limit]

    def newest(self, rows: list[int], limit: int) -> list[int]:
        starts = self.segment.starts
        return nsmallest(
            limit, rows, key=lambda row: (starts[row] == UNKNOWN_DATE, -starts[row], row)
        )

    def count(self, rows: Set) -> int:
        return len(rows)

    def values(self, name: str, rows: Set) -> Mapping[str, int]:
        if name in ("date", "month"):
            return self._dates(4 if name == "date" else 7, rows)
        values = self.segment.values(name)
        ordinals, first = values.ordinals, values.first
        counts = Counter[int]()
        if isinstance(first, range):
            counts.update(map(ordinals.__getitem__, rows))
            unknown = 0
        else:
            spans = [(first[row], first[row + 1]) for row in rows]
            unknown = sum(start == end for start, end in spans)
            counts.update(ordinals[at] for start, end in spans for at in range(start, end))
        found = {values[ordinal]: count for ordinal, count in counts.items()}
        if unknown:
            found[NONE] = found.get(NONE, 0) + unknown
        return found

    def _dates(self, width: int, rows: Set) -> Mapping[str, int]:
        counts = Counter[str]()
        starts, widths = self.segment.starts, self.segment.widths
        spans = Counter((starts[row] // 100, min(widths[row], width)) for row in rows)
        for (month, known), count in spans.items():
            text = f"{month // 100:04}-{month % 100:02}"[:known] if known else NONE
            counts[text] += count
        return counts
