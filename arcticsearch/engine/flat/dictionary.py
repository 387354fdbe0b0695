"""Words in the order of their UTF-8 bytes, one a line: which are there, and which look alike."""

from __future__ import annotations

import mmap
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping

from arcticsearch.analysis import fold
from arcticsearch.engine.flat.file import Buffer, File
from arcticsearch.highlight import within

_ANY_CHARACTER = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]+)"


def lay_out(name: str, words: Iterable[str]) -> Mapping[str, Buffer]:
    """The arrays of a dictionary. `words` are sorted and have no line breaks."""
    blob = bytearray(b"\n")
    offsets = array("I")
    for word in words:
        offsets.append(len(blob))
        blob += word.encode()
        blob += b"\n"
    offsets.append(len(blob))
    return {f"{name}.blob": bytes(blob), f"{name}.offsets": offsets}


class Dictionary:
    """A sorted list of words; each is known by its place in it."""

    def __init__(self, file: File, name: str) -> None:
        self._map: mmap.mmap = file.map
        self._start, self._end = file.bounds(f"{name}.blob")
        self._offsets = file.array(f"{name}.offsets")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, place: int) -> str:
        return self._bytes(place).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._map[self._start + 1 : self._end].decode().split("\n")[:-1])

    def _bytes(self, place: int) -> bytes:
        start, offsets = self._start, self._offsets
        return self._map[start + offsets[place] : start + offsets[place + 1] - 1]

    def _first_from(self, target: bytes) -> int:
        start, offsets, data = self._start, self._offsets, self._map
        low, high = 0, len(offsets) - 1
        while low < high:
            middle = (low + high) >> 1
            if data[start + offsets[middle] : start + offsets[middle + 1] - 1] < target:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: str) -> int | None:
        target = word.encode("utf-8", "surrogatepass")
        place = self._first_from(target)
        return place if place < len(self) and self._bytes(place) == target else None

    def starting(self, prefix: str) -> range:
        """The words that start so; for an empty prefix all."""
        target = prefix.encode("utf-8", "surrogatepass")
        return range(self._first_from(target), self._first_from(target + b"\xff"))

    def shaped(self, pattern: str) -> list[int]:
        """The words that a folded pattern with `*` and `?` stands for."""
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        among = self.starting(literal)
        if len(literal) == len(pattern):
            return [place for place in among[:1] if self[place] == pattern]
        shape = b"".join(
            {"*": rb"[^\n]*", "?": _ANY_CHARACTER}.get(c, re.escape(c.encode("utf-8", "replace")))
            for c in re.sub(r"\*+", "*", pattern)
        )
        if not among:
            return []
        start = self._start + self._offsets[among.start] - 1
        text = self._map[start : self._start + self._offsets[among.stop]]
        found = re.finditer(rb"\n" + shape + rb"(?=\n)", text)
        return [self._place(start + match.start() + 1) for match in found]

    def _place(self, at: int) -> int:
        """The word that starts at a place in the file."""
        from bisect import bisect_left

        return bisect_left(self._offsets, at - self._start)

    def near(self, word: str, distance: int) -> list[int]:
        """The words at most `distance` edits from a folded word, in order."""
        if len(word) <= distance:  # no part of it needs to be left: rare, so all are tried
            found = set(range(len(self)))
        else:
            found = self._candidates(word, distance)
        return [place for place in sorted(found) if within(word, self[place], distance)]

    def _candidates(self, word: str, distance: int) -> set[int]:
        """Words that hold an unchanged part of `word`, and words near it with two letters swapped.

        Of distance + 1 parts, the edits leave one as it is, unless a swap reaches over the border
        between two: these swaps are undone first, at the cost of an edit.
        """
        if distance == 0:
            place = self.find(word)
            return set() if place is None else {place}
        shortest = len(word) - distance
        cuts = [len(word) * n // (distance + 1) for n in range(distance + 2)]
        found: set[int] = set()
        for start, end in zip(cuts, cuts[1:], strict=False):
            if start == 0:
                places: Iterable[int] = self.starting(word[:end])
            else:
                places = self._holding(word[start:end], end == len(word))
            found.update(place for place in places if self._size(place) >= shortest)
        for cut in cuts[1:-1]:
            swapped = word[: cut - 1] + word[cut] + word[cut - 1] + word[cut + 1 :]
            found |= self._candidates(swapped, distance - 1)
        longest = 4 * (len(word) + distance)
        return {place for place in found if self._size(place) <= longest}

    def _size(self, place: int) -> int:
        return self._offsets[place + 1] - self._offsets[place] - 1

    def _holding(self, part: str, at_end: bool) -> Iterator[int]:
        data, needle = self._map, part.encode("utf-8", "surrogatepass") + b"\n" * at_end
        at = data.find(needle, self._start, self._end)
        while at >= 0:
            first = data.rfind(b"\n", self._start, at) + 1
            yield self._place(first)
            at = data.find(needle, data.find(b"\n", at, self._end), self._end)


__all__ = ["Dictionary", "fold", "lay_out"]
