"""The arrays of a segment as numpy sees them, made once for all searches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from arcticsearch.engine.flat.segment import Field, Segment, Values
from arcticsearch.engine.protocol import PASSAGE_GAP, B
from arcticsearch.query.fields import NONE

Mask = NDArray[np.bool_]
Numbers = NDArray[Any]

ROW_SHIFT = 32
"""A place is a row and a position in one integer, `row << ROW_SHIFT | position`."""

_KEPT = 64
"""Masks kept for the next search; 20 kB each for 20,000 articles."""


class FieldArrays:
    """The arrays of a field as numpy sees them."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.stems, self.postings = np.asarray(field.stems), np.asarray(field.postings)
        self.rows, self.frequencies = np.asarray(field.rows), np.asarray(field.frequencies)
        self.forms, self.form_rows = np.asarray(field.forms), np.asarray(field.form_rows)
        self.form_postings = np.asarray(field.form_postings)

    @cached_property
    def positions(self) -> Numbers:
        return np.asarray(self.field.positions)


class SegmentArrays:
    """What all searches of a segment share, made when it is first asked for."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._fields: dict[str, FieldArrays] = {}
        self._values: dict[str, ValueArrays] = {}
        self._dates: dict[int, tuple[list[str], Numbers]] = {}
        self._norms: dict[tuple[str, float], Numbers] = {}
        self._holding: dict[tuple[tuple[str, ...], tuple[str, ...]], Mask] = {}
        self.word_stems = np.asarray(segment.word_stems)
        self.starts, self.ends = np.asarray(segment.starts), np.asarray(segment.ends)

    def field(self, name: str) -> FieldArrays:
        if name not in self._fields:
            self._fields[name] = FieldArrays(self.segment.field(name))
        return self._fields[name]

    def norms(self, name: str, average: float) -> Numbers:
        """What a row's length divides its frequencies by."""
        key = (name, average)
        if key not in self._norms:
            self._norms[key] = 1 - B + B * np.asarray(self.segment.lengths(name)) / (average or 1)
        return self._norms[key]

    def span(self, name: str, stem: int | None) -> tuple[FieldArrays, int, int, int]:
        """A field, and the postings and the first place of a stem in it."""
        field = self.field(name)
        slot = None if stem is None else field.field.slot(stem)
        if slot is None:
            return field, 0, 0, 0
        postings = field.field.postings
        return field, postings[slot], postings[slot + 1], field.field.places[slot]

    def holding(self, names: Sequence[str], spellings: Sequence[str]) -> Mask:
        """The rows that have a word in one of the fields, without the deleted ones. A search asks
        for them twice, to match and to count, and the next one often asks again."""
        key = (tuple(names), tuple(spellings))
        if key not in self._holding:
            mask = np.zeros(len(self.segment), bool)
            for name, term in product(names, spellings):
                field, start, end, _ = self.span(name, self.segment.stems.find(term))
                mask[field.rows[start:end]] = True
            if self.segment.deleted:
                mask &= self.everything
            if len(self._holding) >= _KEPT:
                self._holding.clear()
            self._holding[key] = mask
        return self._holding[key]

    @cached_property
    def everything(self) -> Mask:
        mask = np.ones(len(self.segment), bool)
        mask[list(self.segment.deleted)] = False
        return mask

    @cached_property
    def passage_owners(self) -> Numbers:
        first = np.asarray(self.segment.passages.first)
        return np.repeat(np.arange(len(self.segment)), np.diff(first))

    @cached_property
    def passage_starts(self) -> Numbers:
        """The place where each passage starts, ascending."""
        passages = self.segment.passages
        ends = np.cumsum(np.asarray(passages.lengths, np.int64) + PASSAGE_GAP)
        ends = np.concatenate([[0], ends])
        first, owners = np.asarray(passages.first), self.passage_owners
        starts: Numbers = (owners << ROW_SHIFT) | (ends[:-1] - ends[first[owners]])
        return starts

    @cached_property
    def languages(self) -> tuple[list[str], Numbers]:
        """The languages, "" for none, and for each row which of them it is in."""
        values = self.segment.values("language")
        first = np.asarray(values.first)
        known = np.diff(first) > 0
        each = np.full(len(self.segment), len(values))
        each[known] = np.asarray(values.ordinals)[first[:-1][known]]
        return [*(values[n] for n in range(len(values))), ""], each

    def values(self, name: str) -> ValueArrays:
        if name not in self._values:
            self._values[name] = ValueArrays(self.segment.values(name))
        return self._values[name]

    def dates(self, width: int) -> tuple[list[str], Numbers]:
        """The years (width 4) or months (7) of the rows: which there are, and which each has."""
        if width not in self._dates:
            widths = np.minimum(np.asarray(self.segment.widths), width).astype(np.int64)
            divisor = 10_000 if width == 4 else 100
            spans = (self.starts.astype(np.int64) // divisor) * 16 + widths
            distinct, each = np.unique(spans, return_inverse=True)
            names = []
            for span, known in (divmod(key, 16) for key in distinct.tolist()):
                month = span * 100 if width == 4 else span
                names.append(f"{month // 100:04}-{month % 100:02}"[:known] if known else NONE)
            self._dates[width] = names, each
        return self._dates[width]


class ValueArrays:
    """The values of a field: each with its row; and which rows have any."""

    def __init__(self, values: Values) -> None:
        self.texts = values.texts
        self.ordinals = np.asarray(values.ordinals)
        sizes = np.diff(np.asarray(values.first))
        self.known = sizes > 0
        self.owners = None if (sizes == 1).all() else np.repeat(np.arange(len(sizes)), sizes)

    def of(self, rows: Mask) -> Numbers:
        return self.ordinals[rows if self.owners is None else rows[self.owners]]

    def rows_with(self, ordinal: int) -> Numbers:
        found = np.flatnonzero(self.ordinals == ordinal)
        return found if self.owners is None else self.owners[found]


def arrays_of(segment: Segment) -> SegmentArrays:
    if segment.arrays is None:
        segment.arrays = SegmentArrays(segment)
    return segment.arrays  # type: ignore[no-any-return]


def ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers of each range, one after another."""
    before = sizes.cumsum(dtype=np.int64) - sizes
    each: Numbers = (starts - before).repeat(sizes)
    each += np.arange(len(each))
    return each
