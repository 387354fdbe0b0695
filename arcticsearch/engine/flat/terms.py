"""What the words of a query stand for, in all segments together: stems, weights, expansions."""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from arcticsearch.analysis import fold, lone_character, query_words, stem, stems
from arcticsearch.checking import Any, Protocol
from arcticsearch.engine.flat.manifest import Entry
from arcticsearch.engine.flat.segment import Segment
from arcticsearch.engine.protocol import MAX_EXPANSION, ranked
from arcticsearch.query.tree import (
    TEXT_FIELDS,
    Fuzzy,
    Leaf,
    Pattern,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from arcticsearch.values import Value, replace

_MOST_PATTERNS, _MOST_ASKED = 64, 10_000
_DEAR = 50  # times as long it takes to look a word up as to read it
_MOST_ROWS = 32  # sets of some MB each, where a segment is full


class Counting(Protocol):
    """How articles of a segment are counted; deleted ones are not."""

    @staticmethod
    def count_of(segment: Segment, names: Sequence[str], spellings: Sequence[str]) -> int:
        """How many have one of some stems in one of some fields."""

    @staticmethod
    def counts_of(segment: Segment, name: str, words: Sequence[int]) -> Sequence[int]:
        """How many have each of some words, as written, in a field."""


class Asked(Value, frozen=True):
    """A word or phrase as the index knows it: the stems of each word, how far each stands from the
    first, and how many positions too far the last may be."""

    words: tuple[tuple[str, ...], ...]
    offsets: tuple[int, ...]
    slop: int


def fields_of(leaf: Leaf) -> Sequence[str]:
    return (leaf.field,) if leaf.field else TEXT_FIELDS


class Totals(Value, frozen=True):
    """Of an index: its articles, the average number of words of the text fields, its languages."""

    articles: int
    average: Mapping[str, float]
    languages: Mapping[str, int]


def total(entries: Sequence[Entry]) -> Totals:
    articles = sum(entry.articles for entry in entries)
    average = {
        name: sum(entry.words[name] for entry in entries) / (articles or 1) for name in TEXT_FIELDS
    }
    languages = Counter[str]()
    for entry in entries:
        languages.update(entry.languages)
    return Totals(articles, average, languages)


class Terms:
    """Each thing is looked up once. Deleted articles count nowhere."""

    def __init__(self, segments: Sequence[Segment], totals: Totals, counting: Counting) -> None:
        self.segments, self._totals, self._counting = segments, totals, counting
        self.average, self.languages = totals.average, frozenset(totals.languages)
        self._patterns: dict[Leaf, Pattern | None] = {}
        self._asked: dict[Word | Phrase, Asked] = {}
        self._weights: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
        self._places: dict[Pattern, Mapping[Segment, Sequence[int]]] = {}
        self._words: dict[tuple[Pattern, str], Mapping[Segment, Sequence[int]]] = {}
        self._rows: dict[tuple[Segment, Pattern, str], Any] = {}
        self._stems: dict[tuple[Pattern, str], Mapping[Segment, Sequence[int]]] = {}

    def remembered(self, key: tuple[Segment, Pattern, str], rows: Callable[[], Any]) -> Any:
        """The rows of a pattern in a field of a segment: a page of hits asks for them again for
        each that has copies."""
        if key not in self._rows:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            self._rows[key] = rows()
        return self._rows[key]

    @property
    def full(self) -> bool:
        """Whether so much was looked up that it is better forgotten: a pattern may have any number
        of words."""
        return len(self._words) > _MOST_PATTERNS or len(self._asked) > _MOST_ASKED

    def pattern(self, leaf: Leaf) -> Pattern | None:
        """A leaf as a pattern, if it is one; a `lone_character` is a prefix."""
        if isinstance(leaf, Pattern):
            return leaf
        if leaf not in self._patterns:
            character = lone_character(query_words(leaf.text))
            self._patterns[leaf] = Prefix(character, leaf.field) if character else None
        return self._patterns[leaf]

    def asked(self, leaf: Word | Phrase) -> Asked:
        if leaf not in self._asked:
            words = query_words(leaf.text)
            self._asked[leaf] = Asked(
                tuple(stems(word, self.languages) for word, _ in words),
                tuple(at for _, at in words),
                leaf.slop if isinstance(leaf, Phrase) else 0,
            )
        return self._asked[leaf]

    def weight(self, names: Sequence[str], spellings: Sequence[str]) -> float:
        """Lucene's idf of a word that may be spelled so, in any of some fields."""
        key = (tuple(names), tuple(spellings))
        if key not in self._weights:
            found = sum(self._counting.count_of(each, names, spellings) for each in self.segments)
            self._weights[key] = math.log(1 + (self._totals.articles - found + 0.5) / (found + 0.5))
        return self._weights[key]

    def words(self, leaf: Pattern, field: str) -> Mapping[Segment, Sequence[int]]:
        """The words that a pattern stands for in a field: those of articles that are not deleted,
        by their places in each segment's dictionary and in its order."""
        key = (leaf, field)
        if key not in self._words:
            self._words[key] = self._expand(leaf, field)
        return self._words[key]

    def _expand(self, leaf: Pattern, field: str) -> Mapping[Segment, Sequence[int]]:
        anywhere = replace(leaf, field=None)
        if anywhere not in self._places:
            self._places[anywhere] = {each: _places(each, leaf) for each in self.segments}
        counts = {
            segment: _occurring(among, self._counting.counts_of(segment, field, among))
            for segment, among in self._places[anywhere].items()
        }
        if sum(map(len, counts.values())) > MAX_EXPANSION:
            counts = _commonest(counts)
        return {segment: [*found] for segment, found in counts.items()}

    def stems_of(self, leaf: Pattern, field: str) -> Mapping[Segment, Sequence[int]]:
        """The stems, in every language of the index, of the words that a pattern stands for, by
        their places in each segment's dictionary: those that are there, of any of the words."""
        key = (leaf, field)
        if key not in self._stems:
            words = {
                word
                for segment, places in self.words(leaf, field).items()
                for word in segment.words.several(places)
            }
            known = {stem(word, name) for word in words for name in self.languages}
            self._stems[key] = {each: each.stems.find_all(known) for each in self.segments}
        return self._stems[key]


def _occurring(words: Sequence[int], articles: Sequence[int]) -> dict[int, int]:
    return {word: count for word, count in zip(words, articles, strict=True) if count}


def _commonest(counts: Mapping[Segment, Mapping[int, int]]) -> dict[Segment, dict[int, int]]:
    """MAX_EXPANSION words, by how many articles of all segments have them."""
    texts = {segment: segment.words.several([*among]) for segment, among in counts.items()}
    totals = Counter[str]()
    for segment, among in counts.items():
        for word, articles in zip(texts[segment], among.values(), strict=True):
            totals[word] += articles
    kept = set(sorted(totals, key=lambda word: (-totals[word], word))[:MAX_EXPANSION])
    return {
        segment: {
            place: articles
            for (place, articles), word in zip(among.items(), texts[segment], strict=True)
            if word in kept
        }
        for segment, among in counts.items()
    }


def _places(segment: Segment, leaf: Pattern) -> Sequence[int]:
    match leaf:
        case Prefix(text):
            return segment.words.starting(fold(text))
        case Wildcard(pattern):
            return segment.words.shaped(fold(pattern))
        case Fuzzy(text, distance):
            return segment.words.near(fold(text), distance)


def rows_as_written(segment: Segment, name: str, word: int) -> memoryview[int]:
    """The rows that have a word as written in a field, deleted ones too."""
    field = segment.field(name)
    stem_place = segment.stem_of(word)
    if stem_place is None:
        slot, starts, rows = field.form_slot(word), field.form_postings, field.form_rows
    else:
        slot, starts, rows = field.slot(stem_place), field.postings, field.rows
    return rows[:0] if slot is None else rows[starts[slot] : starts[slot + 1]]


def each_as_written(segment: Segment, name: str, words: Sequence[int]) -> Iterator[memoryview[int]]:
    """`rows_as_written` of each of some words. Of many it is quicker to read which words and stems
    the field has than to look each up."""
    field, stem_of = segment.field(name), segment.word_stems
    if len(words) * _DEAR < len(field.forms) + len(field.stems):
        yield from (rows_as_written(segment, name, word) for word in words)
        return
    own = {word: slot for slot, word in enumerate(field.forms)}
    shared = {stem: slot for slot, stem in enumerate(field.stems)}
    for word in words:
        if (slot := own.get(word)) is not None:
            yield field.form_rows[field.form_postings[slot] : field.form_postings[slot + 1]]
        elif (slot := shared.get(stem_of[word])) is not None:
            yield field.rows[field.postings[slot] : field.postings[slot + 1]]
        else:
            yield field.rows[:0]


def commonest(segments: Sequence[Segment], prefix: str, limit: int) -> list[tuple[str, int]]:
    """The words that start so and the number of articles with them, commonest first.

    To count a word exactly is to unite the rows of three fields. The sum of the fields' counts is
    never less and costs nothing: so words are counted in the order of these sums, until no other
    can be among the first.
    """
    if limit < 1:
        return []
    bounds = Counter[str]()
    for segment in segments:
        words = segment.words
        for place in words.starting(prefix):
            bounds[words[place]] += sum(
                len(rows_as_written(segment, name, place)) for name in TEXT_FIELDS
            )
    found: list[tuple[int, str]] = []
    for bound, word in sorted((-most, word) for word, most in bounds.items()):
        if len(found) == limit and (bound, word) > found[-1]:
            break
        articles = sum(_articles(segment, word) for segment in segments)
        if articles:
            insort(found, (-articles, word))
            del found[limit:]
    return [(word, -articles) for articles, word in found]


def alike(segments: Sequence[Segment], word: str, distance: int) -> list[tuple[str, int]]:
    """The words at most `distance` edits from a folded word, commonest first, with the number of
    articles."""
    words = {
        segment.words[place] for segment in segments for place in segment.words.near(word, distance)
    }
    counts = {word: sum(_articles(segment, word) for segment in segments) for word in words}
    return ranked({word: count for word, count in counts.items() if count})


def _articles(segment: Segment, word: str) -> int:
    place = segment.words.find(word)
    if place is None:
        return 0
    rows: set[int] = set()
    return len(
        rows.union(*(rows_as_written(segment, name, place) for name in TEXT_FIELDS))
        - segment.deleted
    )
