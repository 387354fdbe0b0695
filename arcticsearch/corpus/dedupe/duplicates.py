"""The paragraphs of a corpus and which of them are copies, kept up to date as paragraphs change.

All are kept in one order whatever the order of arrival (`rows`): a state reached by any changes is
byte for byte the state built from nothing.

A change touches the shingles of the texts that come and go. A link can only change if its text
has one of them that is not too common to count; these texts are judged again, among all texts that
share a shingle with them, and no others. What an update changed can be kept beside a packed state
(`Journal`), so that nothing is judged twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.dedupe.candidates import (
    Shelf,
    Texts,
    among,
    bare,
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
from arcticsearch.corpus.dedupe.rows import NO_TEXT, Rows
from arcticsearch.corpus.dedupe.signature import Wording
from arcticsearch.errors import IndexDamaged

_FEW = 8  # with one word in eight new or gone, looking at all texts costs less


class Journal(NamedTuple):
    """What happened to a state since it was packed. `paragraphs` came with their signatures, or
    went (None); `parents` are those that were found anew, by text, or NO_TEXT."""

    paragraphs: Mapping[int, bytes | None]
    parents: Mapping[int, int]


_NOTHING = Journal({}, {})


class Update(NamedTuple):
    """What an update changed: the paragraphs that came and went (one that is another now did both);
    the parents of texts, None if they were all sought anew, so that the state is best packed; and by
    paragraph the one that heads its family now, None if it is no copy any more."""

    came: set[int]
    went: set[int]
    parents: dict[int, int] | None
    families: dict[int, int | None]


class Duplicates:
    """Paragraphs by id, and for each copy the paragraph that it copies.

    Equal paragraphs are one text, headed by the smallest id. A text is linked to the longer text
    that says the same (`copies`): the one that contains most of its shingles, then the longest,
    then the one whose words have the smaller hash. A link is one step: what it points to may itself
    be a copy. At the end of the chain stands the fullest text, which heads the family: a teaser may
    be cut from an excerpt of it. Ids are 64-bit integers; at most 2**24 texts.
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
        rows, original = self._rows, self._heads()
        linked = np.flatnonzero((original == np.arange(len(rows))) & (rows.parent != NO_TEXT))
        original[linked] = np.searchsorted(rows.text, rows.parent[linked])
        copies = np.flatnonzero(original != np.arange(len(rows)))
        return dict(zip(rows.id[copies].tolist(), rows.id[original[copies]].tolist(), strict=True))

    def update(
        self, removed: Iterable[int] = (), added: Iterable[tuple[int, bytes]] = ()
    ) -> Update:
        """Take paragraphs away, and put others in by their `signature`s.

        An id that is already there is replaced, or left if its signature is the same; one that is
        not there cannot be removed, and a paragraph without words is left out.
        """
        rows, incoming = self._rows, dict(added)
        same = rows.among(incoming)  # when a page is edited, most of its paragraphs are
        leaving = among(rows.id, np.fromiter({*removed, *incoming} - same, np.int64))
        went = set(rows.id[leaving].tolist())
        incoming = {number: kept for number, kept in incoming.items() if number not in same}
        if not (incoming or went):
            return Update(set(), set(), {}, {})
        new = rows.put_in(Rows.of(incoming))
        gone = np.zeros(len(new), np.bool_)
        gone[~new] = leaving
        moved = rows.text[gone | new]
        # Old and new together: a shingle's texts before and after are all among them.
        shelf = Shelf(rows.codes[: rows.used], rows.start, rows.size)
        affected = self._affected(shelf, gone | new)
        before = {} if affected is None else self._parents(affected)
        self._judge(shelf, ~gone, affected)
        rows.take_out(gone)
        families = self._link()
        parents = None if affected is None else self._parents(affected)
        if parents is not None:
            known = before.keys() - _signed(moved)
            parents = {
                text: parent
                for text, parent in parents.items()
                if text not in known or before[text] != parent
            }
        return Update(set(incoming), went, parents, families)

    def _parents(self, texts: NDArray[np.uint64]) -> dict[int, int]:
        """The parents of those of some texts that are there."""
        at = self._rows.heads(np.sort(texts))  # np.unique loads numpy's masked arrays: 8 ms
        at = at[differs(at) & (at >= 0)]
        return dict(zip(_signed(self._rows.text[at]), _signed(self._rows.parent[at]), strict=True))

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
        starts, sizes = rows.start[heads], rows.size[heads]

        def wording(text: int) -> Wording:
            place = slice(starts[text], starts[text] + sizes[text])
            return Wording(rows.codes[place].tobytes(), bare(rows.codes[place]).tobytes())

        for text, others in candidates(found, only):
            copy = wording(text)
            for other in others:
                if sizes[other.text] > max(LONGEST, AT_MOST * sizes[text]):
                    continue
                verdict = judge(copy, wording(other.text), other.weight, other.rarity)
                if verdict is Verdict.COPY:
                    rows.parent[heads[text]] = rows.text[heads[other.text]]
                    break

    def _heads(self) -> NDArray[np.int64]:
        """The first row of each row's text."""
        first = differs(self._rows.text)
        heads: NDArray[np.int64] = np.flatnonzero(first)[np.cumsum(first) - 1]
        return heads

    def _link(self) -> dict[int, int | None]:
        """Work the families out anew; returns what changed. Raises IndexDamaged if a text copies one
        that does not come before it: a chain of such might have no end."""
        rows, head = self._rows, self._heads()
        rows.parent = rows.parent[head]
        copies = np.flatnonzero(rows.parent != NO_TEXT)
        further = np.searchsorted(rows.text, rows.parent[copies])
        if (further >= head[copies]).any():
            raise IndexDamaged("The list of copies cannot be used: one copies a shorter text.")
        while (further != head[copies]).any():
            head[copies] = further
            further = head[further]
        family = rows.id[head]
        changed = np.flatnonzero(family != rows.family)
        rows.family = family
        pairs = zip(rows.id[changed].tolist(), family[changed].tolist(), strict=True)
        return {number: None if other == number else other for number, other in pairs}

    def to_bytes(self) -> bytes:
        """The state, to be kept in a file or a catalog."""
        return self._rows.to_bytes()

    @classmethod
    def from_bytes(cls, kept: bytes, journal: Journal = _NOTHING) -> Self:
        """A state that was kept, with what happened to it since.

        Raises IndexDamaged if it is cut short, makes no sense or was made by other rules; start from
        nothing then.
        """
        state = cls()
        state._rows = rows = Rows.from_bytes(kept)
        if journal.paragraphs:
            rows.take_out(among(rows.id, np.fromiter(journal.paragraphs, np.int64)))
            rows.put_in(Rows.of({n: came for n, came in journal.paragraphs.items() if came}))
        texts, parents = (
            np.fromiter(some, np.int64).view(np.uint64)
            for some in (journal.parents, journal.parents.values())
        )
        at = rows.heads(texts)
        rows.parent[at[at >= 0]] = parents[at >= 0]
        state._link()
        return state


def _signed(texts: NDArray[np.uint64]) -> list[int]:
    """Numbers of texts as SQLite can keep them."""
    numbers: list[int] = texts.view(np.int64).tolist()
    return numbers
