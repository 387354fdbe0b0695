"""The flat files as a Whoosh index: Whoosh's own searcher opens them and asks whatever it can ask.

Whoosh needs no codec for that: its searcher takes any IndexReader. So nothing of Whoosh's own files
(pickled schemas, tables of contents and posting blocks) comes in, and a schema stands here in code.
Reading only: `writing` changes an index.

Every field of query.tree.FIELDS holds stems, with positions; `form_text`, `form_title` and
`form_section` hold the words as written. Columns: date and the fields with values.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import columns, fields, index, matching, reading
from whoosh.analysis import Analyzer, Token

from arcticsearch.analysis import query_words, stem
from arcticsearch.engine.flat.dictionary import Dictionary
from arcticsearch.engine.flat.manifest import decode
from arcticsearch.engine.flat.segment import VALUE_FIELDS, Segment, open_segment
from arcticsearch.engine.flat.terms import rows_as_written
from arcticsearch.query.tree import FIELDS, TEXT_FIELDS

_FORM = "form_"


class WordAnalyzer(Analyzer):  # type: ignore[misc]
    """The words of a query as the index has them: stems of a language, or as written."""

    def __init__(self, language: str | None, written: bool = False) -> None:
        self.language, self.written = language, written

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Iterator[Any]:
        token = Token(positions, False)
        for word, at in query_words(value):
            token.text = word if self.written else stem(word, self.language)
            token.pos, token.boost = at, 1.0
            yield token


def schema(language: str | None = None) -> fields.Schema:
    """The fields. A query's words are stemmed by one language, the reader's choice."""
    made = fields.Schema(id=fields.STORED, date=fields.ID(stored=True, sortable=True))
    for name in FIELDS:
        made.add(name, fields.TEXT(WordAnalyzer(language), sortable=name in VALUE_FIELDS))
    for name in TEXT_FIELDS:
        made.add(_FORM + name, fields.TEXT(WordAnalyzer(None, written=True), phrase=False))
    return made


class FlatIndex(index.Index):  # type: ignore[misc]
    """An index at one generation. Raises IndexDamaged when its files cannot be trusted."""

    def __init__(self, folder: Path, manifest: bytes, language: str | None = None) -> None:
        self._folder, self._manifest = folder, decode(manifest)
        self.schema = schema(language)

    def reader(self, reuse: object = None) -> reading.IndexReader:
        readers = [
            SegmentReader(open_segment(self._folder, entry.name, entry.deletions), self.schema)
            for entry in self._manifest.segments
        ]
        if len(readers) == 1:
            return readers[0]
        return reading.MultiReader(readers) if readers else reading.EmptyReader(self.schema)

    def is_empty(self) -> bool:
        return not self._manifest.segments

    def latest_generation(self) -> int:
        return self._manifest.generation

    def writer(self, **_: Any) -> Any:
        raise index.IndexError("This index is written by arcticsearch.")


class Postings(NamedTuple):
    """Of one term: rows that are not deleted, frequencies, and positions (none for forms)."""

    rows: Sequence[int]
    frequencies: Sequence[int]
    positions: Sequence[Sequence[int]]


class FieldTerms:
    """The terms of one of Whoosh's fields in a segment, in order."""

    def __init__(self, segment: Segment, name: str) -> None:
        self._segment = segment
        self._written = name.startswith(_FORM)
        self._name = name.removeprefix(_FORM)
        self._field = segment.field(self._name)
        self.words: Dictionary = segment.words if self._written else segment.stems

    @cached_property
    def places(self) -> Sequence[int]:
        """The terms by their places in the dictionary."""
        if not self._written:
            return self._field.stems
        return [word for word in range(len(self.words)) if len(self._rows(word))]

    def _rows(self, word: int) -> Sequence[int]:
        return rows_as_written(self._segment, self._name, word)

    def starting_from(self, text: str) -> Iterator[str]:
        first = self.words.starting(text).start
        return (self.words[place] for place in self.places[bisect_left(self.places, first) :])

    def __contains__(self, text: str) -> bool:
        place = self.words.find(text)
        at = bisect_left(self.places, place) if place is not None else len(self.places)
        return at < len(self.places) and self.places[at] == place

    def postings(self, text: str) -> Postings:
        place, deleted = self.words.find(text), self._segment.deleted
        assert place is not None
        if self._written:
            rows = [row for row in self._rows(place) if row not in deleted]
            return Postings(rows, [1] * len(rows), ())
        field, slot = self._field, self._field.slot(place)
        assert slot is not None
        span = slice(field.postings[slot], field.postings[slot + 1])
        starts = accumulate(field.frequencies[span], initial=field.places[slot])
        found = [
            (row, count, field.positions[start : start + count].tolist())
            for row, count, start in zip(
                field.rows[span], field.frequencies[span], starts, strict=False
            )
            if row not in deleted
        ]
        return Postings(*zip(*found, strict=True)) if found else Postings((), (), ())


class PostingMatcher(matching.ListMatcher):  # type: ignore[misc]
    """Whoosh's matcher over a list, with positions that are no encoded strings."""

    positions: Sequence[Sequence[int]] = ()
    _i: int

    def copy(self) -> PostingMatcher:
        copied: PostingMatcher = super().copy()
        copied.positions, copied._term = self.positions, self._term
        return copied

    def supports(self, astype: str) -> bool:
        return astype == "frequency" or (astype == "positions" and bool(self.positions))

    def value_as(self, astype: str) -> Any:
        return self.positions[self._i] if astype == "positions" else self._weights[self._i]

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise matching.ReadTooFar
        self._i = bisect_left(self._ids, id, self._i)


class ValueColumn(columns.ColumnReader):  # type: ignore[misc]
    """One text a row, for sorting and grouping; several values are joined."""

    def __init__(self, texts: Sequence[Any]) -> None:
        self._texts, self._doccount = texts, len(texts)

    def __getitem__(self, row: int) -> Any:
        return self._texts[row]


class SegmentReader(reading.IndexReader):  # type: ignore[misc]
    """One segment as Whoosh reads it."""

    def __init__(self, segment: Segment, made: fields.Schema) -> None:
        self.schema = made
        self._segment = segment
        self._names = sorted([*FIELDS, *(_FORM + name for name in TEXT_FIELDS)])
        self._fields = {name: FieldTerms(segment, name) for name in self._names}
        self._lengths = {name: segment.lengths(name) for name in TEXT_FIELDS}
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True

    def generation(self) -> int:
        return 0

    # Terms

    def indexed_field_names(self) -> Iterable[str]:
        return self._names

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        name, text = term
        return name in self._fields and _text(text) in self._fields[name]

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self._names:
            for text in self._fields[name].starting_from(""):
                yield name, text.encode()

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        if fieldname in self._fields:
            for text in self._fields[fieldname].starting_from(_text(prefix)):
                yield fieldname, text.encode()

    def term_info(self, fieldname: str, text: str | bytes) -> reading.TermInfo:
        rows, counts, _ = self._postings(fieldname, text)
        lengths = [self.doc_field_length(row, fieldname, 1) for row in rows] or [0]
        first, last = (rows[0], rows[-1]) if rows else (0, 0)
        return reading.TermInfo(
            float(sum(counts)), len(rows), min(lengths), max(lengths),
            float(max(counts, default=0)), first, last,
        )  # fmt: skip

    def frequency(self, fieldname: str, text: str | bytes) -> int:
        return sum(self._postings(fieldname, text).frequencies)

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        if (fieldname, text) not in self:
            return 0
        return len(self._postings(fieldname, text).rows)

    def postings(self, fieldname: str, text: str | bytes, scorer: Any = None) -> Any:
        rows, counts, positions = self._postings(fieldname, text)
        if not rows:
            return matching.NullMatcher()
        matcher = PostingMatcher(
            rows, list(map(float, counts)), scorer=scorer, term=(fieldname, _text(text).encode())
        )
        matcher.positions = positions
        return matcher

    def _postings(self, fieldname: str, text: str | bytes) -> Postings:
        if (fieldname, text) not in self:
            raise reading.TermNotFound(f"No term {fieldname}:{text!r}")
        return self._fields[fieldname].postings(_text(text))

    # Articles

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._segment.deleted

    def doc_count_all(self) -> int:
        return len(self._segment)

    def doc_count(self) -> int:
        return len(self._segment) - len(self._segment.deleted)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        path = self._segment.values("path").of(docnum)[0]
        return {
            "id": self._segment.ids[docnum], "path": path, "date": self._segment.date(docnum),
        }  # fmt: skip

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._lengths.get(fieldname)
        return default if lengths is None else lengths[docnum]

    def _live(self, fieldname: str) -> Iterator[int]:
        lengths = self._lengths.get(fieldname, ())
        return (n for row, n in enumerate(lengths) if row not in self._segment.deleted)

    def field_length(self, fieldname: str) -> int:
        return sum(self._live(fieldname))

    def min_field_length(self, fieldname: str) -> int:
        return min(self._live(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        return max(self._live(fieldname), default=0)

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return False

    # Columns

    def has_column(self, fieldname: str) -> bool:
        return fieldname in (*VALUE_FIELDS, "date")

    def column_reader(
        self, fieldname: str, column: Any = None, reverse: bool = False, translate: bool = False
    ) -> ValueColumn:
        if fieldname == "date":
            texts = [self._segment.date(row) or "" for row in range(len(self._segment))]
        else:
            values = self._segment.values(fieldname)
            texts = ["; ".join(values.of(row)) for row in range(len(self._segment))]
        return ValueColumn(texts if translate else [text.encode() for text in texts])


def _text(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text
