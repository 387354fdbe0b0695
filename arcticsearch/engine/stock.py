"""The engine on stock Whoosh: its postings and stored fields, our semantics, plainly evaluated.

Every node of a query becomes a dict from document to score, and the dicts are put together as
`protocol` says. Nothing is skipped or approximated, which makes this the oracle of faster engines.

A change makes a new folder: hard links to the files of the old one (Whoosh never changes a file
that it has committed), and Whoosh's own writer for the difference. The manifest names the folder.
"""

from __future__ import annotations

import json
import math
import os
import shutil
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis import Analyzer, Token

from arcticsearch.analysis import VERSION, is_unspaced, query_words, stem, stems, tokens
from arcticsearch.engine.protocol import (
    K1,
    MAX_EXPANSION,
    NONE,
    PASSAGE_GAP,
    SAME_PASSAGE,
    WEIGHTS,
    B,
    Document,
    Match,
    Matches,
)
from arcticsearch.errors import IndexDamaged
from arcticsearch.highlight import judge, leaves, phrase_ends, word_test
from arcticsearch.query.intervals import interval
from arcticsearch.query.tree import (
    TEXT_FIELDS,
    Among,
    And,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

Scores = dict[int, float]
"""What a node matches: document number → score."""

_PARTS = "\x1e"
_VALUE_FIELDS = ("source", "author", "category", "path", "language")


class PartsAnalyzer(Analyzer):  # type: ignore[misc]
    """The terms of a value: a language, then parts that no phrase reaches across.

    `surface` keeps the words as written (folded) instead of their stems.
    """

    def __init__(self, surface: bool = False) -> None:
        self.surface = surface

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Iterator[Any]:
        token = Token(positions, False)
        language, *parts = value.split(_PARTS)
        at = 0
        for part in parts:
            for word, _start, _end in tokens(part):
                token.text = word if self.surface else stem(word, language)
                token.pos = at
                token.boost = 1.0
                yield token
                at += 1
            at += PASSAGE_GAP


def _schema() -> fields.Schema:
    schema = fields.Schema(id=fields.ID(unique=True), data=fields.STORED)
    for name in TEXT_FIELDS:
        schema.add(name, fields.TEXT(PartsAnalyzer()))
        schema.add("form_" + name, fields.TEXT(PartsAnalyzer(surface=True), phrase=False))
    for name in _VALUE_FIELDS:
        schema.add("in_" + name, fields.TEXT(PartsAnalyzer()))
    return schema


class StockStore:
    """Writes and opens stock Whoosh indexes; see `protocol.Store`."""

    def write(
        self,
        folder: Path,
        upserts: Iterable[Document],
        deletions: Iterable[int],
        manifest: bytes | None,
    ) -> bytes:
        old: dict[str, Any] = json.loads(manifest) if manifest else {"generation": 0}
        generation = old["generation"] + 1
        name = f"whoosh-{generation}"
        new = folder / name
        shutil.rmtree(new, ignore_errors=True)  # left by a run that was cut off
        if manifest:
            shutil.copytree(folder / old["folder"], new, copy_function=os.link)
            opened = index.open_dir(os.fspath(new))
        else:
            new.mkdir(parents=True)
            opened = index.create_in(os.fspath(new), _schema())
        writer = opened.writer(limitmb=128)
        for number in deletions:
            writer.delete_by_term("id", str(number))
        for document in upserts:
            writer.delete_by_term("id", str(document.id))
            writer.add_document(**_row(document))
        writer.commit()
        opened.close()
        _sync(new)
        state = {"engine": "stock", "analysis": VERSION, "generation": generation, "folder": name}
        return json.dumps(state).encode()

    def open(self, folder: Path, manifest: bytes) -> StockEngine:
        state = json.loads(manifest)
        if state["analysis"] != VERSION:
            raise IndexDamaged("The index was made by another version.")
        try:
            return StockEngine(index.open_dir(os.fspath(folder / state["folder"])))
        except (index.IndexError, OSError) as error:
            raise IndexDamaged(f"The index in {folder} cannot be opened: {error}.") from error

    def files(self, manifest: bytes) -> Collection[str]:
        return ()  # a folder: Whoosh's files have no checksums to compare with

    def sweep(self, folder: Path, manifest: bytes | None) -> None:
        keep = json.loads(manifest)["folder"] if manifest else None
        for old in folder.glob("whoosh-*"):
            if old.name != keep:
                shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Whoosh never syncs; without this a power cut could empty files that a manifest names."""
    for path in [*folder.iterdir(), folder, folder.parent]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _row(document: Document) -> dict[str, Any]:
    language = document.language or ""
    text = [passage.text for passage in document.passages]
    parts: dict[str, Sequence[str]] = {
        "text": text, "title": [document.title], "section": document.headings,
        "source": _known(document.source), "author": document.author,
        "category": document.category, "path": [document.path],
        "language": _known(document.language),
    }  # fmt: skip
    starts, lengths = [], Counter[str]()
    for name in TEXT_FIELDS:
        at = 0
        for part in parts[name]:
            if name == "text":
                starts.append(at)
            count = sum(1 for _ in tokens(part))
            lengths[name] += count
            at += count + PASSAGE_GAP
    row: dict[str, Any] = {"id": str(document.id)}
    for name in TEXT_FIELDS:
        row[name] = row["form_" + name] = _PARTS.join([language, *parts[name]])
    for name in _VALUE_FIELDS:
        row["in_" + name] = _PARTS.join([language, *parts[name]])
    row["data"] = json.dumps({
        "id": document.id, "path": document.path, "date": document.date, "language": language,
        "starts": starts, "numbers": [passage.n for passage in document.passages],
        "sections": [passage.section for passage in document.passages],
        "lengths": lengths,
        "values": {
            "source": _known(document.source), "author": document.author,
            "category": document.category, "language": _known(document.language),
            "section": list(dict.fromkeys(document.headings)), "path": [document.path],
        },
    })  # fmt: skip
    return row


def _known(value: str | None) -> list[str]:
    return [value] if value else []


class StockEngine:
    """An opened stock index; see `protocol.Engine`."""

    def __init__(self, opened: Any) -> None:
        self._index = opened
        self._reader = opened.reader()

    @cached_property
    def _docs(self) -> dict[int, dict[str, Any]]:
        return {
            number: json.loads(self._reader.stored_fields(number)["data"])
            for number in self._reader.all_doc_ids()
        }

    @cached_property
    def _average(self) -> dict[str, float]:
        count = len(self._docs) or 1
        return {
            name: sum(doc["lengths"].get(name, 0) for doc in self._docs.values()) / count
            for name in TEXT_FIELDS
        }

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset(doc["language"] for doc in self._docs.values())

    def verify(self) -> None:
        """Stock Whoosh keeps no checksums; what can be read is all that can be told."""
        for name, term in self._reader.all_terms():
            self._reader.postings(name, term)

    def close(self) -> None:
        self._reader.close()
        self._index.close()

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = Counter[str]()
        for field in ("form_text", "form_title", "form_section"):
            for word in self._lexicon(field, prefix):
                found[word] += 0
        for word in found:
            found[word] = len(self._eval(Wildcard(word)))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def alike(self, word: str, distance: int) -> list[tuple[str, int]]:
        found = Counter[str]()
        for name in TEXT_FIELDS:
            for near in self._expand("form_" + name, Fuzzy(word, distance)):
                found[near] = len(self._eval(Wildcard(near)))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def passages(self, articles: Collection[int], root: Node) -> dict[int, list[tuple[int, int]]]:
        found = {}
        for number, doc in self._docs.items():
            if doc["id"] in articles:
                counts = Counter(n for leaf in leaves(root) for n in self._passages(leaf, number))
                if counts:
                    found[doc["id"]] = [(doc["numbers"][n], counts[n]) for n in sorted(counts)]
        return found

    def search(
        self,
        base: Node,
        selections: Mapping[str, Node],
        *,
        sort: str = "relevance",
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[str] = (),
    ) -> Matches:
        scores = self._eval(base)
        picked = {facet: set(self._eval(node)) for facet, node in selections.items()}
        found = [doc for doc in scores if all(doc in chosen for chosen in picked.values())]
        counts = {}
        for facet in facets:
            own = "date" if facet == "month" else facet
            others = [chosen for name, chosen in picked.items() if name != own]
            counts[facet] = self._count(facet, (d for d in scores if all(d in o for o in others)))
        found.sort(key=self._order(sort, scores))
        page = tuple(
            Match(self._docs[doc]["id"], scores[doc]) for doc in found[offset : offset + limit]
        )
        return Matches(len(found), page, counts)

    def _order(self, sort: str, scores: Scores) -> Callable[[int], Any]:
        def start(doc: int) -> str:
            date = self._docs[doc]["date"]
            return interval(date)[0] if date else "9999"

        def newest(doc: int) -> tuple[bool, int, str]:
            date = self._docs[doc]["date"]
            day = int(start(doc).replace("-", "")) if date else 0
            return (not date, -day, self._docs[doc]["path"])

        if sort == "new":
            return newest
        if sort == "old":
            return lambda doc: (start(doc), self._docs[doc]["path"])
        return lambda doc: (-scores[doc], start(doc), self._docs[doc]["path"])

    def _count(self, facet: str, docs: Iterable[int]) -> Sequence[tuple[str, int]]:
        counts = Counter[str]()
        for number in docs:
            doc = self._docs[number]
            if facet in ("date", "month"):
                width = 4 if facet == "date" else 7
                values = [doc["date"][:width]] if doc["date"] else []
            else:
                values = doc["values"][facet]
            counts.update(values or [NONE])
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    # Nodes to scores

    def _eval(self, node: Node) -> Scores:
        match node:
            case Everything():
                return dict.fromkeys(self._docs, 0.0)
            case Word() | Phrase():
                return self._words_scores(node)
            case Prefix() | Wildcard() | Fuzzy():
                return self._pattern_scores(node)
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
                out = self._eval(part)
                return {doc: 0.0 for doc in self._docs if doc not in out}
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return self._some_of(1, parts)
            case AtLeast(least, parts):
                return self._some_of(least, parts)
            case InSection(heading, part):
                scores = self._eval(part)
                return {
                    doc: score
                    for doc, score in scores.items()
                    if self._holds(part, doc, self._under(heading, doc))
                }
        raise AssertionError(node)

    def _where(self, test: Callable[[dict[str, Any]], bool]) -> Scores:
        return {number: 0.0 for number, doc in self._docs.items() if test(doc)}

    def _all_of(self, parts: Sequence[Node]) -> Scores:
        each = [self._eval(part) for part in parts]
        if not each:
            return {}
        common = set(each[0]).intersection(*each[1:])
        scores = {doc: sum(part[doc] for part in each) for doc in common}
        words = [p for p in parts if isinstance(p, Word | Phrase) and p.field in (None, "text")]
        if len(words) > 1:
            for doc in scores:
                if set.intersection(*(self._passages(word, doc) for word in words)):
                    scores[doc] *= SAME_PASSAGE
        return scores

    def _some_of(self, least: int, parts: Sequence[Node]) -> Scores:
        scores: Scores = {}
        times = Counter[int]()
        for part in parts:
            for doc, score in self._eval(part).items():
                scores[doc] = scores.get(doc, 0.0) + score
                times[doc] += 1
        return {doc: score for doc, score in scores.items() if times[doc] >= least}

    def _words_scores(self, leaf: Word | Phrase) -> Scores:
        asked = query_words(leaf.text)
        if len(asked) == 1 and len(asked[0][0]) == 1 and is_unspaced(asked[0][0]):
            return self._pattern_scores(Prefix(asked[0][0], leaf.field))
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
                    length = self._docs[doc]["lengths"][name] / self._average[name]
                    part = WEIGHTS[name] * len(positions) / (1 - B + B * length)
                    tf[doc] = tf.get(doc, 0.0) + part
        idf = math.log(1 + (len(self._docs) - len(tf) + 0.5) / (len(tf) + 0.5))
        return {doc: idf * part * (K1 + 1) / (part + K1) for doc, part in tf.items()}

    def _postings(self, name: str, term: str) -> dict[int, list[int]]:
        """Document → positions of a term."""
        if (name, term) not in self._reader:
            return {}
        found = {}
        matcher = self._reader.postings(name, term)
        while matcher.is_active():
            if matcher.id() in self._docs:
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

    def _pattern_scores(self, leaf: Prefix | Wildcard | Fuzzy) -> Scores:
        scores: Scores = {}
        for field in [leaf.field] if leaf.field else TEXT_FIELDS:
            name = "form_" + field if field in TEXT_FIELDS else "in_" + field
            for doc in {doc for word in self._expand(name, leaf) for doc in self._ids(name, word)}:
                scores[doc] = scores.get(doc, 0.0) + WEIGHTS.get(field, 0.0)
        return scores

    def _expand(self, name: str, leaf: Prefix | Wildcard | Fuzzy) -> list[str]:
        test = word_test(leaf)
        words = [word for word in self._lexicon(name, "") if test(word)]
        if len(words) > MAX_EXPANSION:
            words.sort(key=lambda word: (-len(self._ids(name, word)), word))
        return words[:MAX_EXPANSION]

    def _lexicon(self, name: str, prefix: str) -> Iterator[str]:
        for word in self._reader.expand_prefix(name, prefix):
            yield word.decode("utf-8") if isinstance(word, bytes) else word

    def _ids(self, name: str, word: str) -> list[int]:
        if (name, word) not in self._reader:
            return []
        return [doc for doc in self._reader.postings(name, word).all_ids() if doc in self._docs]

    # Nodes to passages

    def _under(self, heading: Node, number: int) -> set[int]:
        """The passages (by their order) whose section matches."""
        doc = self._docs[number]
        return {
            n
            for n, section in enumerate(doc["sections"])
            if section and judge(heading, section, doc["language"], self.languages)
        }

    def _holds(self, node: Node, number: int, among: set[int]) -> bool:
        """Whether a node would match if the article had only these passages, and no title."""
        match node:
            case And(parts):
                return all(self._holds(part, number, among) for part in parts)
            case Or(parts):
                return any(self._holds(part, number, among) for part in parts)
            case AtLeast(least, parts):
                return sum(self._holds(part, number, among) for part in parts) >= least
            case Not(part):
                return not self._holds(part, number, among)
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                return bool(self._passages(node, number) & among)
        return number in self._eval(node)

    def _passages(self, leaf: Word | Phrase | Prefix | Wildcard | Fuzzy, number: int) -> set[int]:
        """The passages (by their order) in which a leaf matches."""
        doc = self._docs[number]
        if isinstance(leaf, Word | Phrase):
            places = self._places("text", leaf, number)
        else:
            forms = self._expand("form_text", leaf)
            terms = {stem(word, doc["language"]) for word in forms}
            places = [p for term in terms for p in self._postings("text", term).get(number, [])]
        return {bisect_right(doc["starts"], place) - 1 for place in places}


def _inside(date: str | None, start: str | None, end: str | None) -> bool:
    if not date:
        return False
    first, after = interval(date)
    return (start is None or first >= start) and (end is None or after <= end)
