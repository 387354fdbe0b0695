"""The paragraphs of a corpus and which of them are copies, kept up to date as paragraphs change.

What is kept is 32 bytes a paragraph and 4 a word, packed (7 MB for 97,000 paragraphs of news), in
one order whatever the order of arrival: a state reached by any changes is byte for byte the state
built from nothing.

A change touches the shingles of the texts that come and go. A link can only change if its text
has one of them that is not too common to count; these texts are judged again, among all texts that
share a shingle with them, and no others.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.dedupe.candidates import (
    Shelf,
    Texts,
    candidates,
    chunks,
    postings,
    spans,
    texts_of,
)
from arcticsearch.corpus.dedupe.copies import (
    COMMON,
    MIN_WORDS,
    RULES_VERSION,
    Verdict,
    judge,
)
from arcticsearch.corpus.dedupe.signature import CAPITAL, SIGNATURE_VERSION, WORD_BYTES, Wording
from arcticsearch.errors import IndexDamaged

_HEADER = struct.Struct("<8sHHQQ")  # magic, versions of signatures and rules, paragraphs, words
_MAGIC = b"arctdups"
_NO_TEXT = 0
_HASH_BITS = 48
_LONGEST = 0xFFFF  # words; longer texts count as this long
_FEW = 8  # with one word in eight new or gone, looking at all texts costs less


@dataclass
class _Rows:
    """One row a paragraph, in the order of (text, id); parallel arrays."""

    text: NDArray[np.uint64]  # see `_text`: longer texts come first
    id: NDArray[np.int64]
    size: NDArray[np.int64]  # words
    parent: NDArray[np.uint64]  # the text that says the same and more
    original: NDArray[np.int64]  # the id of the paragraph it copies; its own id if none


class Duplicates:
    """Paragraphs by id, and for each copy the paragraph that it copies.

    Equal paragraphs are one text, headed by the smallest id. A text is linked to the longer text
    that says the same (`copies`): the one that contains most of its shingles, then the longest,
    then the one whose words have the smaller hash. A link is one step, never a chain worked out:
    what it points to may itself be a copy. Ids are 64-bit integers; at most 2**24 texts.
    """

    def __init__(self) -> None:
        whole, hashed = np.empty(0, np.int64), np.empty(0, np.uint64)
        self._rows = _Rows(text=hashed, id=whole, size=whole, parent=hashed, original=whole)
        self._codes = np.empty(0, np.uint32)  # the words of all rows, in their order

    def __len__(self) -> int:
        return len(self._rows.id)

    def ids(self) -> list[int]:
        """The paragraphs that are kept."""
        return self._rows.id.tolist()  # type: ignore[no-any-return]

    def links(self) -> dict[int, int]:
        """The id of each copy, mapped to the id of the paragraph it copies."""
        rows = self._rows
        copies = rows.original != rows.id
        return dict(zip(rows.id[copies].tolist(), rows.original[copies].tolist(), strict=True))

    def update(
        self, removed: Iterable[int] = (), added: Iterable[tuple[int, bytes]] = ()
    ) -> dict[int, int | None]:
        """Take paragraphs away, and put others in by their `signature`s.

        Returns the links that changed, of the paragraphs that are there now: the id of the one
        that it copies, or None if it is no copy any more. An id that is already there is replaced,
        one that is not there cannot be removed, and a paragraph without words is left out.
        """
        incoming = dict(added)
        leaving = np.isin(self._rows.id, np.fromiter({*removed, *incoming}, np.int64))
        new = self._put_in(incoming)
        del incoming  # a whole corpus, perhaps
        gone = np.zeros(len(new), np.bool_)
        gone[~new] = leaving
        touched = gone | new
        # Old and new together: a shingle's texts before and after are all among them.
        shelf = Shelf(_words(self._codes), self._rows.size)
        self._judge(shelf, ~gone, self._affected(shelf, touched))
        self._take_out(gone)
        return self._link()

    def _put_in(self, incoming: dict[int, bytes]) -> NDArray[np.bool_]:
        """Add paragraphs where they belong; flags their rows among all."""
        rows, old = self._rows, len(self)
        ids = np.array([number for number, kept in incoming.items() if kept], np.int64)
        codes = np.frombuffer(b"".join(incoming.values()), np.uint32)
        sizes = np.array([len(kept) // WORD_BYTES for kept in incoming.values() if kept], np.int64)
        text, parent = _text(codes, sizes), np.full(len(ids), _NO_TEXT, np.uint64)
        added = _Rows(text, ids, sizes, parent, ids)
        for column in _COLUMNS:
            both = (getattr(rows, column), getattr(added, column))
            setattr(rows, column, np.concatenate(both))
        order = np.lexsort((rows.id, rows.text))
        starts = (np.cumsum(rows.size) - rows.size)[order]
        for column in _COLUMNS:
            setattr(rows, column, getattr(rows, column)[order])
        codes = np.concatenate([self._codes, codes])
        self._codes = np.empty_like(codes)
        at = 0
        for some in chunks(rows.size):
            found = codes[spans(starts[some], rows.size[some])]
            self._codes[at : at + len(found)] = found
            at += len(found)
        return order >= old

    def _take_out(self, gone: NDArray[np.bool_]) -> None:
        rows = self._rows
        self._codes = self._codes[np.repeat(~gone, rows.size)]
        for column in _COLUMNS:
            setattr(rows, column, getattr(rows, column)[~gone])

    def _number(self, there: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Texts]:
        """The rows that head the texts long enough to compare, and the texts' numbers by row."""
        heads = np.flatnonzero(there)
        heads = heads[_differs_from_before(self._rows.text[heads])]
        heads = heads[self._rows.size[heads] >= MIN_WORDS]
        texts = np.full(len(there), -1, np.int32)
        texts[heads] = np.arange(len(heads))
        return heads, texts

    def _affected(self, shelf: Shelf, touched: NDArray[np.bool_]) -> NDArray[np.uint64] | None:
        """The texts whose links may change when the touched rows come or go; None: all."""
        rows = self._rows
        if shelf.sizes[touched].sum() * _FEW > len(shelf.codes):
            return None
        heads, texts = self._number(np.ones(len(touched), np.bool_))
        moving = np.flatnonzero(touched)
        found = postings(shelf.codes, shelf.wherever(shelf.of(moving), texts))
        meeting = heads[texts_of(found, COMMON + len(moving))]
        return np.concatenate([rows.text[meeting], rows.text[moving]])

    def _judge(
        self, shelf: Shelf, there: NDArray[np.bool_], affected: NDArray[np.uint64] | None
    ) -> None:
        """Seek the parents of the affected texts, None: of all, among the rows that are there."""
        rows = self._rows
        heads, texts = self._number(there)
        if affected is None:
            only = np.ones(len(heads), np.bool_)
            found = postings(shelf.codes, shelf.everywhere(texts))
        else:
            only = _among(rows.text[heads], affected)
            found = postings(shelf.codes, shelf.wherever(shelf.of(heads[only]), texts))
        rows.parent[heads[only]] = _NO_TEXT
        ends, sizes = shelf.ends[heads].tolist(), shelf.sizes[heads].tolist()

        def wording(text: int) -> Wording:
            place = slice(ends[text] - sizes[text], ends[text])
            return Wording(self._codes[place].tobytes(), shelf.codes[place].tobytes())

        for text, others in candidates(found, only):
            copy = wording(text)
            for other in others:
                verdict = judge(copy, wording(other.text), other.weight, other.rarity)
                if verdict is Verdict.COPY:
                    rows.parent[heads[text]] = rows.text[heads[other.text]]
                    break

    def _link(self) -> dict[int, int | None]:
        """Work the originals out anew; returns those that changed."""
        rows = self._rows
        first = _differs_from_before(rows.text)
        head = np.flatnonzero(first)[np.cumsum(first) - 1]
        rows.parent = rows.parent[head]
        original = rows.id[head]
        copies = np.flatnonzero(first & (rows.parent != _NO_TEXT))
        original[copies] = rows.id[np.searchsorted(rows.text, rows.parent[copies])]
        changed = np.flatnonzero(original != rows.original)
        rows.original = original
        pairs = zip(rows.id[changed].tolist(), original[changed].tolist(), strict=True)
        return {number: None if other == number else other for number, other in pairs}

    def to_bytes(self) -> bytes:
        """The state, to be kept in a file or a catalog."""
        sizes = len(self), len(self._codes)
        header = _HEADER.pack(_MAGIC, SIGNATURE_VERSION, RULES_VERSION, *sizes)
        columns = [getattr(self._rows, column).tobytes() for column in _KEPT]
        # Level 1: half of the size for less time than the disk takes for the other half; 9 saves
        # three parts in a hundred more.
        return header + zlib.compress(b"".join([*columns, self._codes.tobytes()]), 1)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """A state that was kept.

        Raises IndexDamaged if it is cut short or was made by other rules; start from nothing then.
        """
        state = cls()
        try:
            magic, signatures, rules, paragraphs, count = _HEADER.unpack_from(kept)
            if (magic, signatures, rules) != (_MAGIC, SIGNATURE_VERSION, RULES_VERSION):
                raise ValueError("made by other rules")
            kept = zlib.decompress(memoryview(kept)[_HEADER.size :])
            at = 0
            for column in _KEPT:
                kind = getattr(state._rows, column).dtype
                values = np.frombuffer(kept, kind, paragraphs, at).copy()
                setattr(state._rows, column, values)
                at += values.nbytes
            state._codes = np.frombuffer(kept, np.uint32, count, at)
            if at + state._codes.nbytes != len(kept) or state._rows.size.sum() != count:
                raise ValueError("cut short")
            state._rows.original = state._rows.id
            state._link()
        except (struct.error, zlib.error, ValueError) as error:
            raise IndexDamaged(f"The list of copies cannot be used: {error}.") from error
        return state


_COLUMNS = tuple(column.name for column in fields(_Rows))
_KEPT = _COLUMNS[:-1]  # `original` follows from the others


def _words(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The same without capitals."""
    return codes & np.uint32(~CAPITAL & 0xFFFFFFFF)


def _text(codes: NDArray[np.uint32], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The text each paragraph stands for, as a number; the longer the text, the smaller.

    48 bits of hash: among a million texts of one length two are the same by chance once in 600.
    The hash is a sum over the words, each mixed with its place by the finaliser of SplitMix64
    (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    """
    hashed, at = np.empty(len(sizes), np.uint64), 0
    for some in chunks(sizes):
        place = spans(np.zeros_like(sizes[some]), sizes[some])
        mixed = _words(codes[at : at + len(place)]).astype(np.uint64)
        at += len(place)
        mixed |= place.astype(np.uint64) << np.uint64(32)
        for shift, odd in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed += np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(shift)
            mixed *= np.uint64(odd)
        mixed ^= mixed >> np.uint64(31)
        hashed[some] = np.add.reduceat(mixed, np.cumsum(sizes[some]) - sizes[some])
    hashed >>= np.uint64(64 - _HASH_BITS)
    shortness = (_LONGEST - np.minimum(sizes, _LONGEST)).astype(np.uint64)
    text: NDArray[np.uint64] = np.maximum(shortness << np.uint64(_HASH_BITS) | hashed, 1)
    return text


def _differs_from_before(ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    differs = np.ones(len(ordered), np.bool_)
    differs[1:] = ordered[1:] != ordered[:-1]
    return differs


def _among(ordered: NDArray[np.uint64], some: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of the distinct values are among some others."""
    flags = np.zeros(len(ordered) + 1, np.bool_)
    at = np.searchsorted(ordered, some)
    flags[at] = True
    flags[:-1][flags[:-1]] = np.isin(ordered[flags[:-1]], some)
    return flags[:-1]
