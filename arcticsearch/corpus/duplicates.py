"""The paragraphs of a corpus and which of them are copies, kept up to date as paragraphs change.

What is kept is 36 bytes a paragraph and 4 a word, in one order whatever the order of arrival, so
that a state reached by any changes is byte for byte the state built from nothing.

A change touches the shingles of the texts that come and go. A link can only change if its text
has one of them that is not too common to count; these texts are judged again, among all texts that
share a shingle with them, and no others.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.candidates import COMMON, Shelf, candidates, postings
from arcticsearch.corpus.copies import MIN_WORDS, RULES_VERSION, Verdict, judge
from arcticsearch.corpus.signature import CAPITAL, SIGNATURE_VERSION, WORD_BYTES, words
from arcticsearch.errors import IndexDamaged

_HEADER = struct.Struct("<8sHHQQ")  # magic, versions of signatures and rules, paragraphs, words
_MAGIC = b"arctdups"
_NO_TEXT = 0
_FEW = 8  # with one word in eight new or gone, looking at all texts costs less


@dataclass
class _Rows:
    """One row a paragraph, in the order of (text, id); parallel arrays."""

    text: NDArray[np.uint64]  # a hash of the words
    id: NDArray[np.int64]
    size: NDArray[np.int64]  # words
    parent: NDArray[np.uint64]  # the text that says the same and more
    original: NDArray[np.int64]  # the id of the paragraph it copies; its own id if none

    def heads(self) -> NDArray[np.bool_]:
        """Which rows are the first of their text: those with the smallest id."""
        first = np.ones(len(self.text), np.bool_)
        first[1:] = self.text[1:] != self.text[:-1]
        return first


class Duplicates:
    """Paragraphs by id, and for each copy the paragraph that it copies.

    Equal paragraphs are one text, headed by the smallest id. A text is linked to the longer text
    that says the same (`copies`): the one that contains most of its shingles, then the longest,
    then the one whose words have the smaller hash. A link is one step, never a chain worked out:
    what it points to may itself be a copy.
    """

    def __init__(self) -> None:
        whole, hashed = np.empty(0, np.int64), np.empty(0, np.uint64)
        self._rows = _Rows(text=hashed, id=whole, size=whole, parent=hashed, original=whole)
        self._codes = np.empty(0, np.uint32)  # the words of all rows, in their order

    def __len__(self) -> int:
        return len(self._rows.id)

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
        gone = np.isin(self._rows.id, np.fromiter({*removed, *incoming}, np.int64))
        new = self._put_in(incoming)
        gone = np.insert(gone, new - np.arange(len(new)), False)
        touched = gone.copy()
        touched[new] = True
        affected = self._affected(touched)
        self._take_out(gone)
        self._judge(affected)
        return self._link()

    def _put_in(self, incoming: dict[int, bytes]) -> NDArray[np.int64]:
        """Add paragraphs where they belong; returns their rows."""
        new = sorted((_hash(kept), number, kept) for number, kept in incoming.items() if kept)
        rows = self._rows
        added = _Rows(
            text=np.array([text for text, _, _ in new], np.uint64),
            id=np.array([number for _, number, _ in new], np.int64),
            size=np.array([len(kept) // WORD_BYTES for *_, kept in new], np.int64),
            parent=np.full(len(new), _NO_TEXT, np.uint64),
            original=np.array([number for _, number, _ in new], np.int64),
        )
        at = _places(rows, added)
        word = np.concatenate([[0], np.cumsum(rows.size)])[at]
        pieces = []
        start = 0
        for end, (*_, kept) in zip(word.tolist(), new, strict=True):
            pieces += [self._codes[start:end], np.frombuffer(kept, np.uint32)]
            start = end
        self._codes = np.concatenate([*pieces, self._codes[start:]])
        for column in _COLUMNS:
            setattr(rows, column, np.insert(getattr(rows, column), at, getattr(added, column)))
        return at + np.arange(len(new))

    def _take_out(self, gone: NDArray[np.bool_]) -> None:
        if not gone.any():
            return
        rows = self._rows
        self._codes = self._codes[np.repeat(~gone, rows.size)]
        for column in _COLUMNS:
            setattr(rows, column, getattr(rows, column)[~gone])

    def _shelf(self) -> tuple[Shelf, NDArray[np.int64]]:
        """The texts to compare, and by a text's number its head's row."""
        rows = self._rows
        heads = np.flatnonzero(rows.heads() & (rows.size >= MIN_WORDS))
        heads = heads[np.argsort(-rows.size[heads], kind="stable")]
        number = np.full(len(self), -1)
        number[heads] = np.arange(len(heads))
        return Shelf(self._codes & np.uint32(~CAPITAL & 0xFFFFFFFF), rows.size, number), heads

    def _affected(self, touched: NDArray[np.bool_]) -> NDArray[np.uint64] | None:
        """The texts whose links may change when the touched rows come or go; None: all."""
        rows = self._rows
        if rows.size[touched].sum() * _FEW > len(self._codes):
            return None
        shelf, heads = self._shelf()
        place = np.flatnonzero(touched & (rows.size >= MIN_WORDS))
        found = postings(shelf.codes, *shelf.wherever(shelf.of(place)))
        _, holders = found.runs
        telling = np.repeat(holders <= COMMON + len(place), holders)
        texts = np.unique(found.text[telling])
        return np.unique(np.concatenate([rows.text[heads[texts]], rows.text[touched]]))

    def _judge(self, affected: NDArray[np.uint64] | None) -> None:
        """Seek the parents of the affected texts; None: of all."""
        rows = self._rows
        shelf, heads = self._shelf()
        if affected is None:
            only = np.ones(len(heads), np.bool_)
            rows.parent[:] = _NO_TEXT
            places = shelf.everywhere()
        else:
            only = np.isin(rows.text[heads], affected)
            rows.parent[np.isin(rows.text, affected)] = _NO_TEXT
            places = shelf.wherever(shelf.of(heads[only]))
        ends = shelf.ends.tolist() if affected is None else shelf.ends
        for text, others in candidates(postings(shelf.codes, *places), only):
            copy = self._signature(heads[text], ends)
            for other in others:
                original = self._signature(heads[other.text], ends)
                if judge(copy, original, other.weight, other.rarity) is Verdict.COPY:
                    rows.parent[heads[text]] = rows.text[heads[other.text]]
                    break

    def _signature(self, row: int, ends: Any) -> bytes:
        return self._codes[ends[row] - self._rows.size[row] : ends[row]].tobytes()

    def _link(self) -> dict[int, int | None]:
        """Work the originals out anew; returns those that changed."""
        rows = self._rows
        first = rows.heads()
        head = np.flatnonzero(first)[np.cumsum(first) - 1]
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
        columns = [getattr(self._rows, column).tobytes() for column in _COLUMNS]
        return b"".join([header, *columns, self._codes.tobytes()])

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
            at = _HEADER.size
            for column in _COLUMNS:
                kind = getattr(state._rows, column).dtype
                values = np.frombuffer(kept, kind, paragraphs, at).copy()
                setattr(state._rows, column, values)
                at += values.nbytes
            state._codes = np.frombuffer(kept, np.uint32, count, at)
            if at + state._codes.nbytes != len(kept) or state._rows.size.sum() != count:
                raise ValueError("cut short")
        except (struct.error, ValueError) as error:
            raise IndexDamaged(f"The list of copies cannot be used: {error}.") from error
        return state


_COLUMNS = tuple(column.name for column in fields(_Rows))


def _hash(signature: bytes) -> int:
    """The text a paragraph stands for; never `_NO_TEXT`."""
    return int.from_bytes(blake2b(words(signature), digest_size=8).digest(), "little") or 1


def _places(rows: _Rows, added: _Rows) -> NDArray[np.int64]:
    """Before which rows the added ones belong, by (text, id)."""
    left = np.searchsorted(rows.text, added.text, side="left")
    right = np.searchsorted(rows.text, added.text, side="right")
    places = (
        [
            start + int(np.searchsorted(rows.id[start:end], number))
            for start, end, number in zip(
                left.tolist(), right.tolist(), added.id.tolist(), strict=True
            )
        ]
        if len(rows.id)
        else left.tolist()
    )
    return np.array(places, np.int64)
