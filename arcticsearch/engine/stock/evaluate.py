"""Nodes of a query to documents and their scores, over Whoosh's postings and stored fields.

Every node becomes a dict from document to score, and the dicts are put together as `protocol` says.
Nothing is skipped or approximated, which makes this the oracle of faster engines.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from arcticsearch.analysis import lone_character, query_words, stem, stems
from arcticsearch.engine.protocol import K1, MAX_EXPANSION, SAME_PASSAGE, WEIGHTS, B
from arcticsearch.highlight import judge, phrase_ends, word_test
from arcticsearch.query.intervals import interval
from arcticsearch.query.tree import (
    TEXT_FIELDS,
    Among,
    And,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Has,
    InSection,
    Leaf,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Word,
)

Scores = dict[int, float]
"""What a node matches: document number → score."""


class Evaluator:
    """What nodes match in an opened index."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    @cached_property
    def docs(self) -> dict[int, dict[str, Any]]:
        """The stored fields of every document (see `store`), by Whoosh's number."""
        return {
            number: json.loads(self._reader.stored_fields(number)["data"])
            for number in self._reader.all_doc_ids()
        }

    @cached_property
    def _average(self) -> dict[str, float]:
        count = len(self.docs) or 1
        return {
            name: sum(doc["lengths"].get(name, 0) for doc in self.docs.values()) / count
            for name in TEXT_FIELDS
        }

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset(doc["language"] for doc in self.docs.values())

    def scores(self, node: Node) -> Scores:
        """The documents that a node matches, each with its score."""
        if isinstance(node, Pattern):
            return self._pattern_scores(node)
        match node:
            case Everything():
                return dict.fromkeys(self.docs, 0.0)
            case Word() | Phrase():
                return self._words_scores(node)
            case Exact(field, value):
                return self._where(lambda doc: value in doc["values"][field])
            case Has("date"):
                return self._where(lambda doc: bool(doc["date"]))
            case Has("title"):
                return self._where(lambda doc: doc["lengths"].get("title", 0) > 0)
            case Has(field):
                return self._where(lambda doc: bool(doc["values"][field]))
            case Among(numbers):
                return self._where(lambda doc: doc["id"] in numbers)
            case DateRange(start, end):
                return self._where(lambda doc: _inside(doc["date"], start, end))
            case Not(part):
                out = self.scores(part)
                return {doc: 0.0 for doc in self.docs if doc not in out}
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return self._some_of(1, parts)
            case AtLeast(least, parts):
                return self._some_of(least, parts)
            case InSection(heading, part):
                scores = self.scores(part)
                return {
                    doc: score
                    for doc, score in scores.items()
                    if self._holds(part, doc, self._under(heading, doc))
                }
        raise AssertionError(node)

    def _where(self, test: Callable[[dict[str, Any]], bool]) -> Scores:
        return {number: 0.0 for number, doc in self.docs.items() if test(doc)}

    def _all_of(self, parts: Sequence[Node]) -> Scores:
        each = [self.scores(part) for part in parts]
        if not each:
            return {}
        common = set(each[0]).intersection(*each[1:])
        scores = {doc: sum(part[doc] for part in each) for doc in common}
        words = [p for p in parts if isinstance(p, Word | Phrase) and p.field in (None, "text")]
        if len(words) > 1:
            for doc in scores:
                if set.intersection(*(self.passages(word, doc) for word in words)):
                    scores[doc] *= SAME_PASSAGE
        return scores

    def _some_of(self, least: int, parts: Sequence[Node]) -> Scores:
        scores: Scores = {}
        times = Counter[int]()
        for part in parts:
            for doc, score in self.scores(part).items():
                scores[doc] = scores.get(doc, 0.0) + score
                times[doc] += 1
        return {doc: score for doc, score in scores.items() if times[doc] >= least}

    def _words_scores(self, leaf: Word | Phrase) -> Scores:
        asked = query_words(leaf.text)
        if character := lone_character(asked):
            return self._pattern_scores(Prefix(character, leaf.field))
        fields = [leaf.field] if leaf.field else TEXT_FIELDS
        names = [field if field in TEXT_FIELDS else "in_" + field for field in fields]
        each = [self._word_scores(names, word) for word, _ in asked]
        common = set(each[0]).intersection(*each[1:]) if each else set()
        return {
            doc: sum(part[doc] for part in each)
            for doc in common
            if len(asked) == 1 or any(self._places(name, leaf, doc) for name in names)
        }

    def _word_scores(self, names: Sequence[str], word: str) -> Scores:
        spellings = stems(word, self.languages)
        if names[0] not in TEXT_FIELDS:
            return {doc: 0.0 for term in spellings for doc in self._postings(names[0], term)}
        tf: Scores = {}
        for term in spellings:
            for name in names:
                for doc, positions in self._postings(name, term).items():
                    length = self.docs[doc]["lengths"][name] / self._average[name]
                    part = WEIGHTS[name] * len(positions) / (1 - B + B * length)
                    tf[doc] = tf.get(doc, 0.0) + part
        idf = math.log(1 + (len(self.docs) - len(tf) + 0.5) / (len(tf) + 0.5))
        return {doc: idf * part * (K1 + 1) / (part + K1) for doc, part in tf.items()}

    def _postings(self, name: str, term: str) -> dict[int, list[int]]:
        """Document → positions of a term."""
        if (name, term) not in self._reader:
            return {}
        found = {}
        matcher = self._reader.postings(name, term)
        while matcher.is_active():
            if matcher.id() in self.docs:
                found[matcher.id()] = matcher.value_as("positions")
            matcher.next()
        return found

    def _places(self, name: str, leaf: Word | Phrase, doc: int) -> list[int]:
        """Positions in a field at which a word or phrase starts."""
        asked = query_words(leaf.text)
        positions = []
        for word, _ in asked:
            spellings = stems(word, self.languages)
            at = {p for term in spellings for p in self._postings(name, term).get(doc, [])}
            positions.append(sorted(at))
        if not positions or not all(positions):
            return []
        slop = leaf.slop if isinstance(leaf, Phrase) else 0
        return [first for first, _ in phrase_ends(positions, [at for _, at in asked], slop)]

    def _pattern_scores(self, leaf: Pattern) -> Scores:
        scores: Scores = {}
        for field in [leaf.field] if leaf.field else TEXT_FIELDS:
            name = "form_" + field if field in TEXT_FIELDS else "in_" + field
            for doc in {doc for word in self.expand(name, leaf) for doc in self._ids(name, word)}:
                scores[doc] = scores.get(doc, 0.0) + WEIGHTS.get(field, 0.0)
        return scores

    def expand(self, name: str, leaf: Pattern) -> list[str]:
        """The terms of a Whoosh field that a pattern stands for, the commonest if they are many."""
        test = word_test(leaf)
        words = [word for word in self.lexicon(name, "") if test(word)]
        if len(words) > MAX_EXPANSION:
            words.sort(key=lambda word: (-len(self._ids(name, word)), word))
        return words[:MAX_EXPANSION]

    def lexicon(self, name: str, prefix: str) -> Iterator[str]:
        """The terms of a Whoosh field that begin so."""
        for word in self._reader.expand_prefix(name, prefix):
            yield word.decode("utf-8") if isinstance(word, bytes) else word

    def _ids(self, name: str, word: str) -> list[int]:
        if (name, word) not in self._reader:
            return []
        return [doc for doc in self._reader.postings(name, word).all_ids() if doc in self.docs]

    # Nodes to passages

    def _under(self, heading: Node, number: int) -> set[int]:
        """The passages (by their order) whose section matches."""
        doc = self.docs[number]
        return {
            n
            for n, section in enumerate(doc["sections"])
            if section and judge(heading, section, doc["language"])
        }

    def _holds(self, node: Node, number: int, among: set[int]) -> bool:
        """Whether a node would match if the article had only these passages, and no title."""
        if isinstance(node, Leaf):
            return bool(self.passages(node, number) & among)
        match node:
            case And(parts):
                return all(self._holds(part, number, among) for part in parts)
            case Or(parts):
                return any(self._holds(part, number, among) for part in parts)
            case AtLeast(least, parts):
                return sum(self._holds(part, number, among) for part in parts) >= least
            case Not(part):
                return not self._holds(part, number, among)
        return number in self.scores(node)

    def passages(self, leaf: Leaf, number: int) -> set[int]:
        """The passages (by their order) in which a leaf matches."""
        doc = self.docs[number]
        if isinstance(leaf, Word | Phrase):
            places = self._places("text", leaf, number)
        else:
            forms = self.expand("form_text", leaf)
            terms = {stem(word, doc["language"]) for word in forms}
            places = [p for term in terms for p in self._postings("text", term).get(number, [])]
        return {bisect_right(doc["starts"], place) - 1 for place in places}


def _inside(date: str | None, start: str | None, end: str | None) -> bool:
    if not date:
        return False
    first, after = interval(date)
    return (start is None or first >= start) and (end is None or after <= end)
