"""The paragraphs of a corpus and which of them are copies, kept up to date as paragraphs change.

All are kept in one order whatever the order of arrival (`rows`): a state reached by any changes is
byte for byte the state built from nothing.

A change touches the shingles of the texts that come and go. A link can only change if its text
has one of them that is not too common to count; these texts are judged again, among all texts that
share a shingle with them, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.dedupe.candidates import (
    Shelf,
    Texts,
    among,
    candidates,
    differs,
    postings,
    texts_of,
)
from arcticsearch.corpus.dedupe.copies import (
    AT_MOST,
    COMMON,
    LONGEST,
    MIN_WORDS,
    Verdict,
    judge,
)
from arcticsearch.corpus.dedupe.rows import NO_TEXT, Rows, bare
from arcticsearch.corpus.dedupe.signature import Wording

_FEW = 8  # with one word in eight new or gone, looking at all texts costs less


class Duplicates:
    """Paragraphs by id, and for each copy the paragraph that it copies.

    Equal paragraphs are one text, headed by the smallest id. A text is linked to the longer text
    that says the same (`copies`): the one that contains most of its shingles, then the longest,
    then the one whose words have the smaller hash. A link is one step, never a chain worked out:
    what it points to may itself be a copy. Ids are 64-bit integers; at most 2**24 texts.
    """

    def __init__(self) -> None:
        self._rows = Rows.of({})

    def __len__(self) -> int:
        return len(self._rows)

    def ids(self) -> NDArray[np.int64]:
        """The paragraphs that are kept."""
        return self._rows.id

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
        or left if its signature is the same; one that is not there cannot be removed, and a
        paragraph without words is left out.
        """
        rows, incoming = self._rows, dict(added)
        same = rows.among(incoming)  # when a page is edited, most of its paragraphs are
        leaving = among(rows.id, np.fromiter({*removed, *incoming} - same, np.int64))
        incoming = {number: kept for number, kept in incoming.items() if number not in same}
        if not (incoming or leaving.any()):
            return {}
        new = rows.put_in(Rows.of(incoming))
        del incoming  # a whole corpus, perhaps
        gone = np.zeros(len(new), np.bool_)
        gone[~new] = leaving
        touched = gone | new
        # Old and new together: a shingle's texts before and after are all among them.
        shelf = Shelf(bare(rows.codes), rows.size)
        self._judge(shelf, ~gone, self._affected(shelf, touched))
        rows.take_out(gone)
        return self._link()

    def _number(self, there: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Texts]:
        """The rows that head the texts long enough to compare, and the texts' numbers by row."""
        heads = np.flatnonzero(there)
        heads = heads[differs(self._rows.text[heads])]
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
            only = among(rows.text[heads], affected)
            found = postings(shelf.codes, shelf.wherever(shelf.of(heads[only]), texts))
        rows.parent[heads[only]] = NO_TEXT
        ends, sizes = shelf.ends[heads].tolist(), shelf.sizes[heads].tolist()

        def wording(text: int) -> Wording:
            place = slice(ends[text] - sizes[text], ends[text])
            return Wording(rows.codes[place].tobytes(), shelf.codes[place].tobytes())

        for text, others in candidates(found, only):
            copy = wording(text)
            for other in others:
                if sizes[other.text] > max(LONGEST, AT_MOST * sizes[text]):
                    continue
                verdict = judge(copy, wording(other.text), other.weight, other.rarity)
                if verdict is Verdict.COPY:
                    rows.parent[heads[text]] = rows.text[heads[other.text]]
                    break

    def _link(self) -> dict[int, int | None]:
        """Work the originals out anew; returns those that changed."""
        rows = self._rows
        first = differs(rows.text)
        head = np.flatnonzero(first)[np.cumsum(first) - 1]
        rows.parent = rows.parent[head]
        original = rows.id[head]
        copies = np.flatnonzero(first & (rows.parent != NO_TEXT))
        original[copies] = rows.id[np.searchsorted(rows.text, rows.parent[copies])]
        changed = np.flatnonzero(original != rows.original)
        rows.original = original
        pairs = zip(rows.id[changed].tolist(), original[changed].tolist(), strict=True)
        return {number: None if other == number else other for number, other in pairs}

    def to_bytes(self) -> bytes:
        """The state, to be kept in a file or a catalog."""
        return self._rows.to_bytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """A state that was kept.

        Raises IndexDamaged if it is cut short or was made by other rules; start from nothing then.
        """
        state = cls()
        state._rows = Rows.from_bytes(kept)
        state._link()
        return state
