"""One segment, opened: some articles with everything that is known of them, as flat arrays.

Articles are numbered from 0 in the order that breaks ties (date, earliest known first, then path),
so that equally good ones are already in order and a span of dates is a span of numbers. They are
called rows here; `ids` are the catalog's numbers for them.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from arcticsearch.checking import Any
from arcticsearch.engine.flat.dictionary import Dictionary
from arcticsearch.engine.flat.file import File
from arcticsearch.model import Place
from arcticsearch.query.tree import FIELDS

VALUE_FIELDS = ("source", "author", "section", "category", "language", "path")
"""The fields whose exact values are kept, for facets."""

UNKNOWN_DATE = 99999999
"""The day of an article without date: later than all. Other days are the number yyyymmdd."""


def day(iso: str) -> int:
    """An ISO day as the number that stands for it in the columns; only its order means anything."""
    return int(iso.replace("-", ""))


class Field:
    """The words of one field: by stem with rows, frequencies and positions, and as written."""

    def __init__(self, file: File, name: str) -> None:
        self._file, self._name = file, name
        self.stems = file.array(name + ".stems")
        self.postings = file.array(name + ".postings")
        self.rows = file.array(name + ".rows")
        self.frequencies = file.array(name + ".frequencies")
        self.places = file.array(name + ".places")
        self.forms = file.array(name + ".forms")
        self.form_postings = file.array(name + ".form_postings")
        self.form_rows = file.array(name + ".form_rows")

    @cached_property
    def positions(self) -> memoryview[int]:
        return self._file.array(self._name + ".positions")

    def slot(self, stem: int) -> int | None:
        """Which of the field's postings a stem has."""
        return _find(self.stems, stem)

    def form_slot(self, word: int) -> int | None:
        """Which of the field's lists a word has that does not share its stem's."""
        return _find(self.forms, word)


def _find(sorted_numbers: memoryview[int], number: int) -> int | None:
    at = bisect_left(sorted_numbers, number)
    return at if at < len(sorted_numbers) and sorted_numbers[at] == number else None


class Values:
    """The exact values of one field: which there are, in order, and which each row has."""

    def __init__(self, file: File, name: str) -> None:
        self._map = file.map
        self._start, _ = file.bounds(name + ".values")
        self._offsets = file.array(name + ".value_offsets")
        self.ordinals = file.array(name + ".ordinals")
        self.first: Sequence[int] = range(len(self.ordinals) + 1)  # where each row has one value
        if name + ".first" in file:
            self.first = file.array(name + ".first")

    @cached_property
    def texts(self) -> list[str]:
        """All values, for those who need many."""
        return [self[ordinal] for ordinal in range(len(self))]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, ordinal: int) -> str:
        start, offsets = self._start, self._offsets
        value = self._map[start + offsets[ordinal] : start + offsets[ordinal + 1]]
        return value.decode("utf-8", "surrogatepass")

    def find(self, value: str) -> int | None:
        at = bisect_left(self, value)
        return at if at < len(self) and self[at] == value else None

    def of(self, row: int) -> tuple[str, ...]:
        return tuple(self[n] for n in self.ordinals[self.first[row] : self.first[row + 1]])


class Segment:
    """An opened segment file. Raises IndexDamaged for one that cannot be trusted."""

    def __init__(self, path: Place, deleted: Sequence[int] = ()) -> None:
        self._file = file = File(path)
        self.name = os.path.basename(path)
        self.deleted = frozenset(deleted)
        self.ids = file.array("ids")
        self.starts = file.array("dates.start")
        self.ends = file.array("dates.end")
        self.widths = file.array("dates.width")
        self.stems = Dictionary(file, "stems")
        self.words = Dictionary(file, "words")
        self.word_stems = file.array("words.stem")
        self.arrays: Any = None  # what `vector` makes of it once for all searches
        self._fields: dict[str, Field] = {}
        self._values: dict[str, Values] = {}

    def __len__(self) -> int:
        """The number of rows, deleted ones too."""
        return len(self.ids)

    @cached_property
    def rows(self) -> dict[int, int]:
        """The row of each article by its number."""
        return dict(zip(self.ids, range(len(self)), strict=True))

    def field(self, name: str) -> Field:
        if name not in self._fields:
            assert name in FIELDS
            self._fields[name] = Field(self._file, name)
        return self._fields[name]

    def values(self, name: str) -> Values:
        if name not in self._values:
            self._values[name] = Values(self._file, name)
        return self._values[name]

    def lengths(self, name: str) -> memoryview[int]:
        """The number of words of each row in one of TEXT_FIELDS."""
        return self._file.array(name + ".lengths")

    @cached_property
    def passages(self) -> Passages:
        return Passages(self._file)

    def stem_of(self, word: int) -> int | None:
        """The one stem of a word that is the only spelling of it: they share their postings."""
        stem = self.word_stems[word]
        return stem if stem < len(self.stems) else None

    def date(self, row: int) -> str | None:
        """As it was known: 2024-07-01, 2024-07 or 2024."""
        start, width = str(self.starts[row]).zfill(8), self.widths[row]
        return f"{start[:4]}-{start[4:6]}-{start[6:]}"[:width] if width else None

    def language(self, row: int) -> str | None:
        return next(iter(self.values("language").of(row)), None)

    def verify(self) -> None:
        """Raises IndexDamaged when any part of the file is not what was written."""
        self._file.verify()

    def close(self) -> None:
        self._file.close()


def open_segment(folder: Place, name: str, deletions: str | None) -> Segment:
    """A segment with its list of deleted rows. Raises IndexDamaged."""
    deleted: Sequence[int] = ()
    if deletions:
        listed = File(os.path.join(folder, deletions))
        listed.verify()
        deleted = listed.array("rows").tolist()
    return Segment(os.path.join(folder, name), deleted)


class Passages:
    """The passages of each row, in order: how long, which `Passage.n`, under which section.

    `sections` are ordinals of the values of "section", plus one; 0 where there is none.
    """

    def __init__(self, file: File) -> None:
        self.first = file.array("passages.first")
        self.lengths = file.array("passages.length")
        self.numbers = file.array("passages.n")
        self.sections = file.array("passages.section")
