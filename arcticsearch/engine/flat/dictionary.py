"""Words in the order of their UTF-8 bytes, one a line: which are there, and which look alike."""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import pairwise

from arcticsearch.engine.flat.file import Buffer, File
from arcticsearch.query.nearest import distance as edits

_ANY_CHARACTER = r"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]+)"
"""As a pattern for UTF-8: any but the line break, which ends a word."""

_BLOCK = 16
"""Words from one offset to the next: a table of all offsets would be as large as the words."""

_DEAR = 100
"""How much longer it takes to find a word than to read one of all."""

_REMEMBERED = 4096
"""Words whose places are kept: a search asks for each several times, the next for many again."""


def lay_out(name: str, words: Sequence[str]) -> Mapping[str, Buffer]:
    """The arrays of a dictionary. `words` are sorted and have no line breaks."""
    blob = bytearray(b"\n")
    offsets = array("I")
    for start in range(0, len(words), _BLOCK):
        offsets.append(len(blob))
        blob += "\n".join(words[start : start + _BLOCK]).encode() + b"\n"
    return {
        f"{name}.blob": bytes(blob),
        f"{name}.offsets": offsets,
        f"{name}.size": array("I", [len(words)]),
    }


class Dictionary:
    """A sorted list of words; each is known by its place in it."""

    def __init__(self, file: File, name: str) -> None:
        self._map: mmap.mmap = file.map
        self._start, self._end = file.bounds(f"{name}.blob")
        self._offsets = file.array(f"{name}.offsets")
        self._size = file.array(f"{name}.size")[0]
        self._found: dict[str, int | None] = {}

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> str:
        return self._block(place // _BLOCK)[place % _BLOCK].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._map[self._start + 1 : self._end].decode().split("\n")[:-1])

    def _block(self, number: int) -> list[bytes]:
        return self._map[self._at(number) : self._at(number + 1) - 1].split(b"\n")

    def _at(self, block: int) -> int:
        """Where a block starts in the file, or the last one ends."""
        return self._start + self._offsets[block] if block < len(self._offsets) else self._end

    def _first_from(self, target: bytes) -> int:
        """The first place whose word is not before the target."""
        start, offsets, data = self._start, self._offsets, self._map
        size = len(target) + 1
        low, high = 0, len(offsets)
        while low < high:
            middle = (low + high) >> 1
            at = start + offsets[middle]
            if data[at : at + size].partition(b"\n")[0] < target:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return 0
        return (low - 1) * _BLOCK + bisect_left(self._block(low - 1), target)

    def find(self, word: str) -> int | None:
        if word not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[word] = self._find(word)
        return self._found[word]

    def _find(self, word: str) -> int | None:
        target = word.encode("utf-8", "surrogatepass")
        place = self._first_from(target)
        return place if place < self._size and self[place] == word else None

    def find_all(self, words: Set[str]) -> list[int]:
        """The places of those words that are there, in order."""
        if len(words) * _DEAR > len(self):
            return [place for place, word in enumerate(self) if word in words]
        return sorted(place for word in words if (place := self._find(word)) is not None)

    def starting(self, prefix: str) -> range:
        """The words that start so; for an empty prefix all."""
        target = prefix.encode("utf-8", "surrogatepass")
        return range(self._first_from(target), self._first_from(target + b"\xff"))

    def shaped(self, pattern: str) -> list[int]:
        """The words that a folded pattern with `*` and `?` stands for."""
        import re  # a search without wildcards need not wait for it

        from arcticsearch.query.shape import expression

        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        among = self.starting(literal)
        if len(literal) == len(pattern):
            return [place for place in among[:1] if self[place] == pattern]
        if not among:
            return []
        shape = expression(pattern, _ANY_CHARACTER, r"[^\n]*").encode("utf-8", "replace")
        start = self._at(among.start // _BLOCK) - 1 - self._start
        end = self._at((among.stop - 1) // _BLOCK + 1) - self._start
        found = re.compile(rb"\n" + shape + rb"(?=\n)").finditer(self._text, start, end)
        return [self._place(match.start() + 1) for match in found]

    @cached_property
    def _text(self) -> bytes:
        """All of it in memory, as searching the map itself is ten times slower."""
        return self._map[self._start : self._end]

    def _place(self, at: int) -> int:
        """The word that starts at a place in the text."""
        block = bisect_right(self._offsets, at) - 1
        return block * _BLOCK + self._text.count(b"\n", self._offsets[block], at)

    def near(self, word: str, distance: int) -> list[int]:
        """The words at most `distance` edits from a folded word, in order."""
        parted = len(word) > distance  # else the edits may leave no part of it: all words are tried
        found = self._candidates(word, distance) if parted else dict(enumerate(self))
        return sorted(place for place, near in found.items() if _near(word, near, distance))

    def _candidates(self, word: str, distance: int) -> dict[int, str]:
        """Words that hold an unchanged part of `word`, and words near it with two letters swapped.

        Of distance + 1 parts, the edits leave one as it is, unless a swap reaches over the border
        between two: these swaps are undone first, at the cost of an edit.
        """
        if distance == 0:
            place = self.find(word)
            return {} if place is None else {place: word}
        cuts = [len(word) * n // (distance + 1) for n in range(distance + 2)]
        found: dict[int, str] = {}
        for start, end in pairwise(cuts):
            if start == 0:
                among = self._all_of(self.starting(word[:end]))
            else:
                among = self._holding(word[start:end], end == len(word))
            found.update(item for item in among if abs(len(item[1]) - len(word)) <= distance)
        for cut in cuts[1:-1]:
            swapped = word[: cut - 1] + word[cut] + word[cut - 1] + word[cut + 1 :]
            found |= self._candidates(swapped, distance - 1)
        return found

    def several(self, places: Sequence[int]) -> list[str]:
        """The words at some places."""
        if isinstance(places, range):
            return [word for _, word in self._all_of(places)]
        words, block = list[str](), -1
        for place in places:
            if place // _BLOCK != block:
                block = place // _BLOCK
                here = self._block(block)
            words.append(here[place % _BLOCK].decode())
        return words

    def _all_of(self, places: range) -> Iterator[tuple[int, str]]:
        if not places:
            return
        first = places.start // _BLOCK
        text = self._map[self._at(first) : self._at((places.stop - 1) // _BLOCK + 1)]
        words = text.decode().split("\n")
        skipped = places.start - first * _BLOCK
        yield from zip(places, words[skipped : skipped + len(places)], strict=True)

    def _holding(self, part: str, at_end: bool) -> Iterator[tuple[int, str]]:
        text, needle = self._text, part.encode("utf-8", "surrogatepass") + b"\n" * at_end
        at = text.find(needle)
        while at >= 0:
            first = text.rfind(b"\n", 0, at) + 1
            after = text.find(b"\n", at)
            yield self._place(first), text[first:after].decode()
            at = text.find(needle, after)


def _near(a: str, b: str, distance: int) -> bool:
    """Whether two words are at most `distance` edits apart. The letters that both start and end with
    are taken off first; whether one edit is enough shows in what is left."""
    short = min(len(a), len(b))
    start = next((at for at in range(short) if a[at] != b[at]), short)
    a, b = a[start:], b[start:]
    short -= start
    end = next((at for at in range(short) if a[-1 - at] != b[-1 - at]), short)
    a, b = a[: len(a) - end], b[: len(b) - end]
    if distance == 1:
        return max(len(a), len(b)) < 2 or (len(a) == 2 and a == b[::-1])
    return edits(a, b, distance) <= distance
