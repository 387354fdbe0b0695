"""A segment from many articles, by numpy.

Texts become streams of numbers of `pieces`. Then postings are one sort of integers that hold stem,
row and position side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from arcticsearch.analysis import stem
from arcticsearch.engine.flat import rows as row_columns
from arcticsearch.engine.flat.arrays import Numbers, SegmentArrays, ranges
from arcticsearch.engine.flat.build_small import parts_of
from arcticsearch.engine.flat.file import Buffer
from arcticsearch.engine.flat.pieces import Pieces, PieceTable, Stream
from arcticsearch.engine.flat.rows import Row
from arcticsearch.engine.flat.segment import Segment
from arcticsearch.engine.flat.vocabulary import Vocabulary, settle
from arcticsearch.engine.protocol import PASSAGE_GAP, Document
from arcticsearch.query.tree import FIELDS, TEXT_FIELDS

_SHARED = 2**32 - 1
"""In place of the number of a word that shares its stem's lists, or that no article left has."""


class Tokens(NamedTuple):
    """Words of one field: parallel arrays. Stems and words by number, articles by arrival."""

    stems: Numbers
    articles: Numbers
    positions: Numbers


class Forms(NamedTuple):
    """Words as written in articles, perhaps repeated: parallel arrays."""

    words: Numbers
    articles: Numbers


class LargeBuild:
    """Takes in articles and old segments; `arrays` gives the new segment."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._pieces = Pieces()
        self._tables: dict[str | None, PieceTable] = {}
        self._streams = {name: Stream() for name in FIELDS}
        self._arrived: list[int] = []  # which rows came as documents
        self._old: list[tuple[Segment, Numbers]] = []

    def add(self, document: Document) -> None:
        self._arrived.append(len(self._rows))
        self._rows.append(row_columns.row_of(document))
        table = self._tables.get(document.language)
        if table is None:
            table = self._tables[document.language] = PieceTable(self._pieces, document.language)
        for name, stream in self._streams.items():
            parts = parts_of(document, name)
            if name in TEXT_FIELDS:
                stream.add_texts(parts, table)
            else:
                stream.add_values(parts, table)

    def add_segment(self, segment: Segment) -> None:
        """Takes in the articles of a segment that are not deleted."""
        articles = np.full(len(segment), -1, np.int64)
        for number, row in row_columns.rows_of(segment):
            articles[number] = len(self._rows)
            self._rows.append(row)
        self._old.append((segment, articles))

    def arrays(self) -> dict[str, Buffer]:
        for stream in self._streams.values():
            stream.flush()
        order = row_columns.in_order(self._rows)
        place = np.empty(len(order), np.uint64)
        place[order] = np.arange(len(order), dtype=np.uint64)
        arrays = row_columns.lay_out([self._rows[article] for article in order])
        arrived = _Arrived(self._pieces, self._streams, np.array(self._arrived, np.int64))
        old = [_Old(segment, articles, self._rows) for segment, articles in self._old]
        vocabulary = settle([*arrived.pairs, *(pair for source in old for pair in source.pairs)])
        arrays.update(vocabulary.arrays)
        sources: list[_Arrived | _Old] = [arrived, *old]
        for source in sources:
            source.number(vocabulary)
        passages = np.concatenate([source.passages for source in sources])
        owners = np.concatenate([source.passage_articles for source in sources])
        arrays["passages.length"] = _packed(passages[np.argsort(place[owners], kind="stable")])
        for name in FIELDS:
            tokens, forms = zip(*(source.field(name) for source in sources), strict=True)
            if name in TEXT_FIELDS:
                articles = np.concatenate([found.articles for found in tokens])
                lengths = np.bincount(place[articles].astype(np.int64), minlength=len(order))
                arrays[name + ".lengths"] = _packed(lengths)
            arrays.update(_inverted(name, tokens, place))
            arrays.update(_written(name, forms, place))
        return arrays


class _Arrived:
    """What came as documents.

    `pairs` are its (stem, word), `passages` the lengths of its passages in words, and
    `passage_articles` the article of each. `field` gives the words of a field, once `number` was told
    the numbers that stems and words have in the new segment.
    """

    def __init__(self, known: Pieces, streams: dict[str, Stream], arrived: Numbers) -> None:
        self.pairs = [(stem(word, language), word) for word, language in known.words]
        self._streams, self._arrived = streams, arrived
        sizes = np.fromiter(map(len, known.pieces), np.int64, len(known.pieces))
        self._sizes = sizes
        self._starts = np.cumsum(sizes) - sizes
        self._flat = np.fromiter(chain.from_iterable(known.pieces), np.int32, int(sizes.sum()))
        pieces = np.frombuffer(streams["text"].pieces, np.uint32)
        self.passages = _parts(pieces, sizes[pieces])
        per_article = np.frombuffer(streams["text"].articles, np.uint32)
        self.passage_articles = np.repeat(arrived, per_article)

    def number(self, vocabulary: Vocabulary) -> None:
        self._stems = np.array([vocabulary.stems[stem] for stem, _ in self.pairs], np.uint32)
        self._words = _numbers([word for _, word in self.pairs], vocabulary)

    def field(self, name: str) -> tuple[Tokens, Forms]:
        stream = self._streams[name]
        pieces = np.frombuffer(stream.pieces, np.uint32)
        sizes = self._sizes[pieces]
        found = self._flat[ranges(self._starts[pieces], sizes)]
        parts = _parts(pieces, sizes)
        per_article = np.frombuffer(stream.articles, np.uint32)
        owners = np.repeat(np.arange(len(per_article)), per_article)
        # A part starts where the one before it ended, plus the gap; an article starts at 0.
        starts = np.cumsum(parts + PASSAGE_GAP) - (parts + PASSAGE_GAP)
        first = np.cumsum(per_article) - per_article
        if len(starts):
            starts = starts - starts[np.minimum(first, len(starts) - 1)][owners]
        shifts = (starts - (np.cumsum(parts) - parts)).astype(np.int32)
        positions = np.arange(len(found), dtype=np.int32) + np.repeat(shifts, parts)
        articles = np.repeat(self._arrived[owners].astype(np.int32), parts)
        words = self._words[found]
        own = words != _SHARED
        return Tokens(self._stems[found], articles, positions), Forms(words[own], articles[own])


class _Old:
    """What came from a segment and is not deleted, as `_Arrived` gives what came as documents."""

    def __init__(self, segment: Segment, articles: Numbers, rows: Sequence[Row]) -> None:
        self._arrays, self._articles = SegmentArrays(segment), articles
        self._all_words, self._all_stems = list(segment.words), list(segment.stems)
        passages = segment.passages
        owners = np.repeat(articles, np.diff(np.asarray(passages.first)))
        self.passages = np.asarray(passages.lengths)[owners >= 0].astype(np.int64)
        self.passage_articles = owners[owners >= 0]
        self.pairs = self._living_pairs(rows)

    def _living_pairs(self, rows: Sequence[Row]) -> set[tuple[str, str]]:
        """Which words the articles left have, and so, by their languages, which stems."""
        names: list[str | None] = []
        languages = np.zeros(len(self._articles), np.int64)
        for row, article in enumerate(self._articles):
            if article >= 0:
                language = rows[article].language
                if language not in names:
                    names.append(language)
                languages[row] = names.index(language)
        seen = np.zeros((len(self._all_words), max(len(names), 1)), bool)
        for name in FIELDS:
            words, owners = self._written(name)
            left = self._articles[owners] >= 0
            seen[words[left], languages[owners[left]]] = True
        return {
            (stem(self._all_words[word], names[language]), self._all_words[word])
            for word, language in zip(*(found.tolist() for found in seen.nonzero()), strict=True)
        }

    def _written(self, name: str) -> tuple[Numbers, Numbers]:
        """(words, rows) of a field, both kinds of lists, by the segment's numbers."""
        found, stems = self._arrays.field(name), self._arrays.word_stems
        own = np.repeat(found.forms, np.diff(found.form_postings))
        shared = np.flatnonzero(stems < len(self._all_stems))
        by_stem = np.full(len(self._all_stems) + 1, -1, np.int64)
        by_stem[stems[shared]] = shared
        words = np.repeat(by_stem[found.stems], np.diff(found.postings))
        single = words >= 0
        return (
            np.concatenate([own.astype(np.int64), words[single]]),
            np.concatenate([found.form_rows, found.rows[single]]).astype(np.int64),
        )

    def number(self, vocabulary: Vocabulary) -> None:
        stems = vocabulary.stems
        self._stems = np.array([stems.get(stem, 0) for stem in self._all_stems], np.uint32)
        self._words = _numbers(self._all_words, vocabulary)

    def field(self, name: str) -> tuple[Tokens, Forms]:
        found = self._arrays.field(name)
        stems = np.repeat(found.stems, np.diff(found.postings))
        articles = np.repeat(self._articles[found.rows], found.frequencies)
        left = articles >= 0
        tokens = Tokens(
            self._stems[np.repeat(stems, found.frequencies)[left]],
            articles[left],
            found.positions[left].astype(np.int32),
        )
        words, rows = self._written(name)
        numbers, articles = self._words[words], self._articles[rows]
        wanted = (articles >= 0) & (numbers != _SHARED)
        return tokens, Forms(numbers[wanted], articles[wanted])


def _numbers(words: Sequence[str], vocabulary: Vocabulary) -> Numbers:
    """The numbers of words with lists of their own; _SHARED for the others."""
    known, own = vocabulary.words, vocabulary.own
    return np.array([known[word] if word in own else _SHARED for word in words], np.uint32)


def _inverted(name: str, tokens: Sequence[Tokens], place: Numbers) -> dict[str, Buffer]:
    """The arrays of a field's stems; `place` is the row of each article by its order of arrival."""
    last = max(int(found.positions.max(initial=0)) for found in tokens)
    most = max(int(found.stems.max(initial=0)) for found in tokens)
    row_bits, position_bits = _bits(len(place)), _bits(last)
    assert _bits(most) + row_bits + position_bits <= 64
    keys = _joined([found.stems for found in tokens])
    keys <<= np.uint64(row_bits)
    keys |= place[_joined([found.articles for found in tokens])]
    keys <<= np.uint64(position_bits)
    keys |= _joined([found.positions for found in tokens])
    keys.sort()
    positions = keys & np.uint64((1 << position_bits) - 1)
    keys >>= np.uint64(position_bits)
    posting_starts = _changes(keys)
    postings = keys[posting_starts]
    frequencies = np.diff(posting_starts, append=len(keys))
    stems = postings >> np.uint64(row_bits)
    stem_starts = _changes(stems)
    places = posting_starts[stem_starts]
    return {
        name + ".stems": _packed(stems[stem_starts]),
        name + ".postings": _packed(np.append(stem_starts, len(stems))),
        name + ".rows": _packed(postings & np.uint64((1 << row_bits) - 1)),
        name + ".frequencies": _packed(frequencies),
        name + ".places": _packed(np.append(places, len(keys))),
        name + ".positions": _packed(positions),
    }


def _written(name: str, forms: Sequence[Forms], place: Numbers) -> dict[str, Buffer]:
    """The arrays of a field's words as written, of those that do not share their stem's."""
    row_bits = _bits(len(place))
    keys = _joined([found.words for found in forms])
    keys <<= np.uint64(row_bits)
    keys |= place[_joined([found.articles for found in forms])]
    keys.sort()
    keys = keys[_changes(keys)]
    words = keys >> np.uint64(row_bits)
    starts = _changes(words)
    return {
        name + ".forms": _packed(words[starts]),
        name + ".form_postings": _packed(np.append(starts, len(words))),
        name + ".form_rows": _packed(keys & np.uint64((1 << row_bits) - 1)),
    }


def _packed(values: Numbers) -> Numbers:
    top = int(values.max(initial=0))
    size = next(size for size in (1, 2, 4, 8) if top < 1 << 8 * size)
    return values.astype(f"<u{size}")


def _joined(arrays: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.uint64), *arrays], dtype=np.uint64, casting="unsafe")


def _bits(top: int) -> int:
    return max(top.bit_length(), 1)


def _changes(sorted_keys: Numbers) -> Numbers:
    """Where each run of equal keys starts."""
    if not len(sorted_keys):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]]))


def _parts(pieces: Numbers, sizes: Numbers) -> Numbers:
    """How many words each part of a stream has; `sizes` says it of the pieces."""
    return np.diff(np.cumsum(sizes)[pieces == 0], prepend=0)
