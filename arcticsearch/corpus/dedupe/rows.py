"""The paragraphs that the deduplicator knows: parallel arrays in one order, whatever came first.

Kept in a file they are 16 bytes a paragraph and 2 a word (7 MB for 97,000 paragraphs of news): two
bytes name one of the 65,535 commonest words, the others stand beside them. Taken up again in 10 ms;
compressed by zlib the same took a twentieth less room and 70 ms.
"""

from __future__ import annotations

import struct
import zlib
from typing import Self

import numpy as np
from numpy.typing import NDArray

from arcticsearch.corpus.dedupe.candidates import among, bare, chunks, differs, spans
from arcticsearch.corpus.dedupe.copies import RULES_VERSION
from arcticsearch.corpus.dedupe.signature import SIGNATURE_VERSION, WORD_BYTES
from arcticsearch.errors import IndexDamaged
from arcticsearch.values import Value

NO_TEXT = 0

# Magic, versions of signatures and rules; how many: paragraphs, common and rare words, words in all.
_HEADER = struct.Struct("<8sHH4xQQQQ")
_MAGIC = b"arctrow2"
_HASH_BITS = 48
_LONGEST = 0xFFFF  # words; longer texts count as this long
_RARE = 0xFFFF  # stands for a word that is not among the commonest
_SORTED = 1 << 15  # words looked up at a time
_ROOM = 32  # a part of the words: for so many more an update need not move those that are there


class Rows(Value):
    """One row a paragraph, in the order of (text, id)."""

    text: NDArray[np.uint64]  # see `_text`: longer texts come first
    id: NDArray[np.int64]
    size: NDArray[np.int64]  # words
    parent: NDArray[np.uint64]  # the text that says the same and more
    family: NDArray[np.int64]  # the id of the paragraph that it copies in the end; its own if none
    start: NDArray[np.int64]  # where its words stand
    codes: NDArray[np.uint32]  # the words of all rows, some that went, and perhaps room
    used: int  # how many words these are

    def __len__(self) -> int:
        return len(self.id)

    @classmethod
    def of(cls, signatures: dict[int, bytes]) -> Self:
        """The rows of some paragraphs, by id; what has no words is left out."""
        ids = np.array([number for number, kept in signatures.items() if kept], np.int64)
        codes = np.frombuffer(b"".join(signatures.values()), np.uint32)
        sizes = [len(kept) // WORD_BYTES for kept in signatures.values() if kept]
        size = np.array(sizes, np.int64)
        text, parent = _text(codes, size), np.full(len(ids), NO_TEXT, np.uint64)
        order = np.lexsort((ids, text))
        start = np.cumsum(size) - size
        columns = text[order], ids[order], size[order], parent, ids[order], start[order]
        return cls(*columns, codes, len(codes))

    def put_in(self, added: Rows) -> NDArray[np.bool_]:
        """Adds rows where they belong; flags them among all."""
        if not len(added):
            return np.zeros(len(self), np.bool_)
        text, ids = np.append(self.text, added.text), np.append(self.id, added.id)
        order = np.argsort(text, kind="stable")  # quick, as most are in order
        equal = ~differs(text[order])
        ties = np.flatnonzero(equal | np.append(equal[1:], False))
        tied = order[ties]
        order[ties] = tied[np.lexsort((ids[tied], text[tied]))]
        new: NDArray[np.bool_] = order >= len(self)
        for column in _COLUMNS:
            both = np.concatenate([getattr(self, column), getattr(added, column)])
            setattr(self, column, both[order])
        self.start[new] += self.used
        self._append(added.codes[: added.used])
        return new

    def _append(self, codes: NDArray[np.uint32]) -> None:
        if not self.used:
            self.codes = codes
        elif self.used + len(codes) > len(self.codes):
            self.codes = np.concatenate([self.codes[: self.used], codes])
        else:
            self.codes[self.used : self.used + len(codes)] = codes
        self.used += len(codes)

    def heads(self, texts: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The first row of each of some texts, -1 where there is none."""
        at = np.searchsorted(self.text, texts)
        there = np.flatnonzero(at < len(self))
        there = there[self.text[at[there]] == texts[there]]
        found = np.full(len(texts), -1, np.int64)
        found[there] = at[there]
        return found

    def take_out(self, gone: NDArray[np.bool_]) -> None:
        """Removes the flagged rows."""
        for column in _COLUMNS:
            setattr(self, column, getattr(self, column)[~gone])

    def among(self, signatures: dict[int, bytes]) -> set[int]:
        """Those of some paragraphs, by id, that are there just so."""
        there = np.flatnonzero(among(self.id, np.fromiter(signatures, np.int64)))
        columns = (column[there].tolist() for column in (self.id, self.start, self.size))
        return {
            number
            for number, start, size in zip(*columns, strict=True)
            if signatures[number] == self.codes[start : start + size].tobytes()
        }

    def words(self) -> NDArray[np.uint32]:
        """The words of all rows, in their order."""
        codes, at = np.empty(int(self.size.sum()), np.uint32), 0
        for some in chunks(self.size):
            found = self.codes[spans(self.start[some], self.size[some])]
            codes[at : at + len(found)] = found
            at += len(found)
        return codes

    def to_bytes(self) -> bytes:
        """The rows, to be kept in a file or a catalog; `family` follows from the others."""
        words = _two_bytes(self.words())
        sizes = len(self), *(len(part) for part in words)
        header = _HEADER.pack(_MAGIC, SIGNATURE_VERSION, RULES_VERSION, *sizes)
        linked = np.flatnonzero(self.parent != NO_TEXT)
        numbers = self.size.astype(np.uint32), linked.astype(np.uint32), self.parent[linked]
        few = zlib.compress(b"".join(part.tobytes() for part in numbers), 1)
        return b"".join([header, *(part.tobytes() for part in (self.text, self.id, *words)), few])

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """Rows that were kept, each a family of its own.

        Raises IndexDamaged if they are cut short or were made by other rules.
        """
        try:
            return cls._read(memoryview(kept))
        except (struct.error, zlib.error, ValueError, IndexError, OverflowError) as error:
            raise IndexDamaged(f"The list of copies cannot be used: {error}.") from error

    @classmethod
    def _read(cls, kept: memoryview) -> Self:
        magic, signatures, rules, count, *lengths = _HEADER.unpack_from(kept)
        if (magic, signatures, rules) != (_MAGIC, SIGNATURE_VERSION, RULES_VERSION):
            raise ValueError("made by other rules")
        parts, at = [], _HEADER.size
        for kind, length in zip("QqIIH", (count, count, *lengths), strict=True):
            parts.append(np.frombuffer(kept, kind, length, at))
            at += parts[-1].nbytes
        text, ids, common, rare, ranks = parts
        few = zlib.decompress(kept[at:])
        size = np.frombuffer(few, np.uint32, count).astype(np.int64)
        links = (len(few) - count * 4) // 12
        linked = np.frombuffer(few, np.uint32, links, count * 4)
        parent = np.full(count, NO_TEXT, np.uint64)
        parent[linked] = np.frombuffer(few, np.uint64, links, (count + links) * 4)
        used = len(ranks)
        if size.sum() != used:
            raise ValueError("cut short")
        codes = np.empty(used + used // _ROOM, np.uint32)
        for at in range(0, used if len(common) else 0, _SORTED):  # all at once takes twice as long
            some = slice(at, min(at + _SORTED, used))
            common.take(ranks[some], mode="clip", out=codes[some])
        codes[np.flatnonzero(ranks == _RARE)] = rare
        start = np.cumsum(size) - size
        return cls(text, ids, size, parent, ids, start, codes, used)


_COLUMNS = ("text", "id", "size", "parent", "family", "start")


def _text(codes: NDArray[np.uint32], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The text each paragraph stands for, as a number; the longer the text, the smaller.

    48 bits of hash: among a million texts of one length two are the same by chance once in 600.
    The hash is a sum over the words, each mixed with its place by the finaliser of SplitMix64
    (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    """
    hashed, at = np.empty(len(sizes), np.uint64), 0
    for some in chunks(sizes):
        place = spans(np.zeros_like(sizes[some]), sizes[some])
        mixed = bare(codes[at : at + len(place)]).astype(np.uint64)
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


def _two_bytes(
    codes: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint16]]:
    """The commonest words; the rare ones as they come; each as its number in the first, or _RARE."""
    values, counts = np.unique(codes, return_counts=True)
    common = np.sort(values[np.argsort(-counts, kind="stable")[:_RARE]])
    ranks, rare = np.empty(len(codes), np.uint16), [codes[:0]]
    for at in range(0, len(codes), _SORTED):
        some = codes[at : at + _SORTED]
        order = np.argsort(some)  # words in order are found in half the time
        found = np.empty(len(some), np.int64)
        found[order] = np.searchsorted(common, some[order])
        unknown = common.take(found, mode="clip") != some
        found[unknown] = _RARE
        ranks[at : at + _SORTED] = found
        rare.append(some[unknown])
    return common, np.concatenate(rare), ranks
