"""Paragraphs in, copies out: which paragraph says again what another one says."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

_CONTAINED = 0.6
_SHINGLE = 3
_MIN_WORDS = 5
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+", re.UNICODE)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))


def _numbers(words: Iterable[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _same_facts(a: Sequence[str], b: Sequence[str]) -> bool:
    ours, theirs = _numbers(a), _numbers(b)
    return not (ours - theirs and theirs - ours)


def find_duplicates(paragraphs: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The id of each copy, mapped to the id of the paragraph it copies."""
    heads: dict[tuple[str, ...], int] = {}
    links: dict[int, int] = {}
    for number, text in sorted(paragraphs):
        words = tuple(_words(text))
        if not words:
            continue
        head = heads.setdefault(words, number)
        if head != number:
            links[number] = head
    index: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for words, number in sorted(heads.items(), key=lambda item: (-len(item[0]), item)):
        if len(words) < _MIN_WORDS:
            continue
        shingles = _shingles(words)
        shared: dict[tuple[tuple[str, ...], int], int] = defaultdict(int)
        for shingle in shingles:
            for entry in index[shingle][:64]:
                shared[entry] += 1
        close = [
            (-count, -len(entry[0]), entry[1])
            for entry, count in shared.items()
            if count >= _CONTAINED * len(shingles) and _same_facts(words, entry[0])
        ]
        if close:
            links[number] = min(close)[2]
        for shingle in shingles:
            index[shingle].append((words, number))
    return links


def repeats(paragraphs: Sequence[str], exempt: Collection[int] = ()) -> dict[int, int]:
    """The index of each paragraph to drop from one article, mapped to the one that stays."""
    links: dict[int, int] = {}
    candidates = [(n, text) for n, text in enumerate(paragraphs) if n not in exempt]
    for copy, original in find_duplicates(candidates).items():
        longer = len(_words(paragraphs[original])) > len(_words(paragraphs[copy]))
        if copy > original or longer:
            links[copy] = original
        else:
            links[original] = copy
    for copy in list(links):
        while links[copy] in links:
            links[copy] = links[links[copy]]
    return links
