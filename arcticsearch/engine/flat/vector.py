"""Evaluation with numpy: for large indexes, and where numpy is loaded anyway. Sets of rows are masks.

The arithmetic is done in the order in which `plain` does it, so that scores are the same bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np

from arcticsearch.engine.flat.arrays import ROW_SHIFT, FieldArrays, Mask, Numbers, arrays_of, ranges
from arcticsearch.engine.flat.evaluate import Evaluation
from arcticsearch.engine.flat.plain import PlainEvaluation
from arcticsearch.engine.flat.segment import UNKNOWN_DATE, Segment
from arcticsearch.engine.flat.terms import Asked, Terms
from arcticsearch.engine.protocol import K1, SAME_PASSAGE, WEIGHTS
from arcticsearch.query.fields import NONE
from arcticsearch.query.tree import Phrase, Word


class VectorEvaluation(Evaluation[Mask, Numbers, Numbers]):
    @staticmethod
    def count_of(segment: Segment, names: Sequence[str], spellings: Sequence[str]) -> int:
        return int(np.count_nonzero(arrays_of(segment).holding(names, spellings)))

    @staticmethod
    def counts_of(segment: Segment, name: str, words: Sequence[int]) -> Sequence[int]:
        if segment.deleted:
            return PlainEvaluation.counts_of(segment, name, words)
        arrays = arrays_of(segment)
        field, each = arrays.field(name), np.asarray(words, np.int64)
        counts = _sizes(field.forms, field.form_postings, each)
        counts += _sizes(field.stems, field.postings, arrays.word_stems[each])
        return counts.tolist()  # type: ignore[no-any-return]

    def __init__(self, segment: Segment, terms: Terms) -> None:
        super().__init__(segment, terms)
        self._arrays = arrays_of(segment)
        self._spans: dict[tuple[str, int], tuple[FieldArrays, int, int, int]] = {}
        self._ends: dict[tuple[str, int], Numbers] = {}  # of the places of a stem in each row

    def everything(self) -> Mask:
        return self._arrays.everything

    def nothing(self) -> Mask:
        return np.zeros(len(self.segment), bool)

    def none(self) -> Mask:
        return np.zeros(len(self.segment.passages.lengths), bool)

    def without(self, rows: Mask) -> Mask:
        return self._arrays.everything & ~rows

    def at_least(self, least: int, each: Sequence[Mask]) -> Mask:
        times = np.zeros(len(self.segment), np.int32)
        for rows in each:
            times += rows
        return times >= max(least, 1)

    def listed(self, rows: Mask) -> Numbers:
        return rows.nonzero()[0]

    def _mask(self, *each: Numbers) -> Mask:
        """Of rows by their numbers."""
        mask = self.nothing()
        for rows in each:
            mask[rows] = True
        return mask

    def _live(self, mask: Mask) -> Mask:
        return mask & self._arrays.everything if self.segment.deleted else mask

    def _span(self, name: str, stem: int) -> tuple[FieldArrays, int, int, int]:
        key = (name, stem)
        if key not in self._spans:
            self._spans[key] = self._arrays.span(name, stem)
        return self._spans[key]

    def stemmed(self, names: Sequence[str], spellings: Sequence[str]) -> Mask:
        return self._arrays.holding(names, spellings)

    def written(self, name: str, words: Sequence[int]) -> Mask:
        if not words:
            return self.nothing()
        field = self._arrays.field(name)
        each = np.array(words)
        own = _slices(field.forms, field.form_postings, field.form_rows, each)
        stems = self._arrays.word_stems[each]
        shared = stems[stems < len(self.segment.stems)]
        by_stem = _slices(field.stems, field.postings, field.rows, shared)
        return self._live(self._mask(own, by_stem))

    def valued(self, name: str, ordinal: int) -> Mask:
        return self._live(self._mask(self._arrays.values(name).rows_with(ordinal)))

    def filled(self, name: str) -> Mask:
        if name in ("title", "text"):
            return self._live(np.asarray(self.segment.lengths(name)) > 0)
        return self._live(self._arrays.values(name).known)

    def numbered(self, articles: frozenset[int]) -> Mask:
        wanted = np.fromiter(articles, np.int64, len(articles))
        return self._live(np.isin(np.asarray(self.segment.ids), wanted))

    def dated(self, start: int | None, end: int | None) -> Mask:
        starts, ends = self._arrays.starts, self._arrays.ends
        unknown = int(np.searchsorted(starts, UNKNOWN_DATE))
        mask = self.nothing()
        first = min(int(np.searchsorted(starts, start)), unknown) if start else 0
        last = int(np.searchsorted(starts, end)) if end else unknown
        mask[first:last] = ends[first:last] <= end if end else True
        return self._live(mask)

    # Places

    def in_order(self, words: Sequence[Numbers], asked: Asked) -> Numbers:
        firsts = last = words[0]
        for following in words[1:]:
            if not len(following) or not len(firsts):
                return following[:0]
            at = np.searchsorted(following, last, side="right")
            there = at < len(following)
            firsts, last = firsts[there], following[at[there]]
        # In another row the last is so far away that no slop reaches it.
        over = last - firsts - asked.offsets[-1]
        return firsts[(over >= 0) & (over <= asked.slop)]

    def positions(self, name: str, stems: Iterable[int], rows: Mask) -> Numbers:
        """Ascending."""
        found: list[Numbers] = []
        for stem in stems:
            field, start, end, first = self._span(name, stem)
            if start == end:
                continue
            owners, sizes = field.rows[start:end], field.frequencies[start:end]
            if (name, stem) not in self._ends:
                self._ends[name, stem] = sizes.cumsum(dtype=np.int64)
            wanted = rows[owners].nonzero()[0]
            sizes = sizes[wanted]
            starts = self._ends[name, stem][wanted] - sizes + first
            at = field.positions[ranges(starts, sizes)]
            found.append((owners[wanted].astype(np.int64) << ROW_SHIFT).repeat(sizes) | at)
        if len(found) == 1:
            return found[0]
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)

    def rows_at(self, places: Numbers) -> Mask:
        return self._mask(places >> ROW_SHIFT)

    def passages_at(self, places: Numbers) -> Mask:
        mask = self.none()
        mask[np.searchsorted(self._arrays.passage_starts, places, side="right") - 1] = True
        return mask

    def together(self, words: Sequence[Word | Phrase], rows: Mask) -> Mask:
        """As in every evaluation, but only the passages of the rarest word are looked for; of the
        others it is asked whether one of their places lies inside."""
        each = [
            self.places("text", asked, rows) if asked.words else np.empty(0, np.int64)
            for asked in map(self.terms.asked, words)
        ]
        each.sort(key=len)
        starts = self._arrays.passage_starts
        passages = starts.searchsorted(each[0], side="right") - 1
        for places in each[1:]:
            if not len(places):
                return self.nothing()
            after = places.searchsorted(starts[passages])
            nearest = places[np.minimum(after, len(places) - 1)]
            ends = starts[np.minimum(passages + 1, len(starts) - 1)]
            last = passages == len(starts) - 1
            passages = passages[(nearest >= starts[passages]) & ((nearest < ends) | last)]
        return self._mask(self._arrays.passage_owners[passages])

    def owners(self, passages: Mask) -> Mask:
        return self._mask(self._arrays.passage_owners[passages])

    def _passages_of(self, rows: Mask) -> tuple[Numbers, Numbers]:
        """The passages with a section of some rows, and for each its section and language as one
        number."""
        owners, names = self._arrays.passage_owners, self._arrays.languages
        sections = np.asarray(self.segment.passages.sections).astype(np.int64)
        found = np.flatnonzero(rows[owners] & (sections > 0))
        return found, (sections[found] - 1) * len(names[0]) + names[1][owners[found]]

    def headings(self, rows: Mask) -> Iterable[tuple[int, str]]:
        names = self._arrays.languages[0]
        for key in np.unique(self._passages_of(rows)[1]).tolist():
            yield key // len(names), names[key % len(names)]

    def passages_below(self, rows: Mask, headings: Sequence[tuple[int, str]]) -> Mask:
        names = self._arrays.languages[0]
        wanted = [ordinal * len(names) + names.index(language) for ordinal, language in headings]
        found, keys = self._passages_of(rows)
        mask = self.none()
        mask[found[np.isin(keys, wanted)]] = True
        return mask

    # Scores

    def bm25f(
        self, names: Sequence[str], spellings: Sequence[str], rows: Numbers
    ) -> Numbers | None:
        parts = []
        for stem, name in product(self.known(spellings), names):
            field, start, end, _ = self._span(name, stem)
            if start == end:
                continue
            frequencies = np.zeros(len(self.segment), field.frequencies.dtype)
            frequencies[field.rows[start:end]] = field.frequencies[start:end]
            norms = self._arrays.norms(name, self.terms.average[name])[rows]
            parts.append(WEIGHTS[name] * frequencies[rows].astype(np.float64) / norms)
        tf = self.total(parts)
        if tf is None:
            return None
        return self.terms.weight(names, spellings) * tf * (K1 + 1) / (tf + K1)

    def constant(self, rows: Numbers, those: Mask, score: float) -> Numbers:
        return np.where(those[rows], score, 0.0)

    def plus(self, a: Numbers, b: Numbers) -> Numbers:
        return a + b

    def masked(self, rows: Numbers, column: Numbers, those: Mask) -> Numbers:
        return np.where(those[rows], column, 0.0)

    def raised(self, rows: Numbers, column: Numbers, words: Sequence[Word | Phrase]) -> Numbers:
        near = self.together(words, self._mask(rows))
        return np.where(near[rows], column * SAME_PASSAGE, column)

    def nth(self, column: Numbers, n: int) -> float:
        return float(np.partition(column, len(column) - n)[len(column) - n])

    def reaching(
        self, rows: Numbers, column: Numbers, least: float, factor: float
    ) -> tuple[Numbers, Numbers]:
        left = column * factor >= least
        return rows[left], column[left]

    def best(self, rows: Numbers, column: Numbers | None, limit: int) -> list[tuple[float, int]]:
        if column is None:
            return [(0.0, row) for row in rows[:limit].tolist()]
        if 0 < limit < len(rows):
            least = self.nth(column, limit)
            better = np.flatnonzero(column > least)
            equal = np.flatnonzero(column == least)[: limit - len(better)]
            chosen = np.concatenate([better, equal])
            rows, column = rows[chosen], column[chosen]
        order = np.lexsort((rows, -column))[:limit]
        return list(zip(column[order].tolist(), rows[order].tolist(), strict=True))

    def newest(self, rows: Numbers, limit: int) -> list[int]:
        starts = self._arrays.starts[rows].astype(np.int64)
        starts[starts == UNKNOWN_DATE] = -1
        order = np.lexsort((rows, -starts))[:limit]
        return rows[order].tolist()  # type: ignore[no-any-return]

    def count(self, rows: Mask) -> int:
        return int(np.count_nonzero(rows))

    def values(self, name: str, rows: Mask) -> Mapping[str, int]:
        if name in ("date", "month"):
            names, each = self._arrays.dates(4 if name == "date" else 7)
            return _counted(names, each[rows])
        values = self._arrays.values(name)
        found = _counted(values.texts, values.of(rows))
        if values.owners is not None and (unknown := self.count(rows & ~values.known)):
            found[NONE] = found.get(NONE, 0) + unknown
        return found


def _counted(names: Sequence[str], each: Numbers) -> dict[str, int]:
    counts = np.bincount(each, minlength=len(names))
    there = np.flatnonzero(counts)
    return dict(zip(map(names.__getitem__, there.tolist()), counts[there].tolist(), strict=True))


def _sizes(keys: Numbers, starts: Numbers, wanted: Numbers) -> Numbers:
    """How many values each wanted key has; 0 if it is not there."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, np.diff(starts.astype(np.int64))[at], 0)


def _slices(keys: Numbers, starts: Numbers, values: Numbers, wanted: Numbers) -> Numbers:
    """The values of each wanted key that there is, one after another."""
    at = np.searchsorted(keys, wanted)
    there = at < len(keys)
    at, wanted = at[there], wanted[there]
    at = at[keys[at] == wanted]
    first = starts[at].astype(np.int64)
    return values[ranges(first, starts[at + 1].astype(np.int64) - first)]
