"""A segment from few articles, without numpy, whose import alone takes as long as they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from arcticsearch.analysis import stem, tokens
from arcticsearch.engine.flat import rows as row_columns
from arcticsearch.engine.flat.file import Buffer, pack
from arcticsearch.engine.flat.rows import Row
from arcticsearch.engine.flat.segment import Segment
from arcticsearch.engine.flat.vocabulary import Vocabulary, settle
from arcticsearch.engine.protocol import PASSAGE_GAP, Document
from arcticsearch.query.tree import FIELDS, TEXT_FIELDS

Postings = dict[str, list[tuple[int, Sequence[int]]]]
"""Stem → (article, positions); articles by their order of arrival."""


def parts_of(document: Document, name: str) -> Sequence[str]:
    """The texts of a field that no phrase reaches across."""
    match name:
        case "text":
            return [passage.text for passage in document.passages]
        case "section":
            return document.headings
        case "author":
            return document.author
        case "category":
            return document.category
    value: str | None = getattr(document, name)
    return (value,) if value else ()


class SmallBuild:
    """Takes in articles and old segments; `arrays` gives the new segment."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._postings: dict[str, Postings] = {name: {} for name in FIELDS}
        self._forms: dict[str, dict[str, list[int]]] = {name: {} for name in FIELDS}
        self._pairs: set[tuple[str, str]] = set()
        self._lengths: dict[str, list[int]] = {name: [] for name in TEXT_FIELDS}
        self._passages: list[list[int]] = []

    def add(self, document: Document) -> None:
        article = len(self._rows)
        self._rows.append(row_columns.row_of(document))
        for name in FIELDS:
            lengths = self._take(name, article, parts_of(document, name), document.language)
            if name in TEXT_FIELDS:
                self._lengths[name].append(sum(lengths))
            if name == "text":
                self._passages.append(lengths)

    def _take(
        self, name: str, article: int, parts: Iterable[str], language: str | None
    ) -> list[int]:
        found: dict[str, list[int]] = {}
        written: set[str] = set()
        at, lengths = 0, []
        for part in parts:
            before = at
            for word, _, _ in tokens(part):
                term = stem(word, language)
                found.setdefault(term, []).append(at)
                if word not in written:
                    written.add(word)
                    self._pairs.add((term, word))
                at += 1
            lengths.append(at - before)
            at += PASSAGE_GAP
        postings, forms = self._postings[name], self._forms[name]
        for term, positions in found.items():
            postings.setdefault(term, []).append((article, positions))
        for word in written:
            forms.setdefault(word, []).append(article)
        return lengths

    def add_segment(self, segment: Segment) -> None:
        """Takes in the articles of a segment that are not deleted."""
        articles: dict[int, int] = {}
        passages = segment.passages
        for number, row in row_columns.rows_of(segment):
            articles[number] = len(self._rows)
            self._rows.append(row)
            span = slice(passages.first[number], passages.first[number + 1])
            self._passages.append(list(passages.lengths[span]))
        for name in TEXT_FIELDS:
            lengths = segment.lengths(name)
            self._lengths[name].extend(lengths[number] for number in articles)
        stems, words = list(segment.stems), list(segment.words)
        for name in FIELDS:
            postings, forms = self._postings[name], self._forms[name]
            for place, number, positions in _postings(segment, name):
                if number in articles:
                    postings.setdefault(stems[place], []).append((articles[number], positions))
            for place, number in _forms(segment, name):
                if number in articles:
                    word, article = words[place], articles[number]
                    forms.setdefault(word, []).append(article)
                    self._pairs.add((stem(word, self._rows[article].language), word))

    def arrays(self) -> dict[str, Buffer]:
        order = row_columns.in_order(self._rows)
        place = {article: row for row, article in enumerate(order)}
        vocabulary = settle(self._pairs)
        arrays = row_columns.lay_out([self._rows[article] for article in order])
        arrays.update(vocabulary.arrays)
        arrays["passages.length"] = pack([n for article in order for n in self._passages[article]])
        for name in TEXT_FIELDS:
            lengths = self._lengths[name]
            arrays[name + ".lengths"] = pack([lengths[article] for article in order])
        for name in FIELDS:
            arrays.update(_inverted(name, self._postings[name], place, vocabulary.stems))
            arrays.update(_written(name, self._forms[name], place, vocabulary))
        return arrays


def _postings(segment: Segment, name: str) -> Iterator[tuple[int, int, Sequence[int]]]:
    """(stem, row, positions) of every posting of a field."""
    field = segment.field(name)
    for slot, place in enumerate(field.stems):
        at = field.places[slot]
        for posting in range(field.postings[slot], field.postings[slot + 1]):
            end = at + field.frequencies[posting]
            yield place, field.rows[posting], field.positions[at:end].tolist()
            at = end


def _forms(segment: Segment, name: str) -> Iterator[tuple[int, int]]:
    """(word, row) of every word as written in a field."""
    field = segment.field(name)
    for slot, word in enumerate(field.forms):
        for row in field.form_rows[field.form_postings[slot] : field.form_postings[slot + 1]]:
            yield word, row
    for word in range(len(segment.words)):
        stem_place = segment.stem_of(word)
        slot_of_stem = None if stem_place is None else field.slot(stem_place)
        if slot_of_stem is not None:
            span = slice(field.postings[slot_of_stem], field.postings[slot_of_stem + 1])
            for row in field.rows[span]:
                yield word, row


def _inverted(
    name: str, postings: Postings, place: Mapping[int, int], stems: Mapping[str, int]
) -> dict[str, Buffer]:
    terms = sorted(postings)
    each = [sorted((place[article], found) for article, found in postings[term]) for term in terms]
    frequencies = [[len(found) for _, found in entries] for entries in each]
    return {
        name + ".stems": pack([stems[term] for term in terms]),
        name + ".postings": pack([0, *accumulate(map(len, each))]),
        name + ".rows": pack([row for entries in each for row, _ in entries]),
        name + ".frequencies": pack([n for sizes in frequencies for n in sizes]),
        name + ".places": pack([0, *accumulate(map(sum, frequencies))]),
        name + ".positions": pack([at for entries in each for _, found in entries for at in found]),
    }


def _written(
    name: str, forms: Mapping[str, list[int]], place: Mapping[int, int], vocabulary: Vocabulary
) -> dict[str, Buffer]:
    words = sorted(vocabulary.own & forms.keys())
    each = [sorted(place[article] for article in forms[word]) for word in words]
    return {
        name + ".forms": pack([vocabulary.words[word] for word in words]),
        name + ".form_postings": pack([0, *accumulate(map(len, each))]),
        name + ".form_rows": pack([row for rows in each for row in rows]),
    }
