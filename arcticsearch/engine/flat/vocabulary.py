"""The stems and words of a segment: their numbers, and which words share their stem's postings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from arcticsearch.engine.flat import dictionary
from arcticsearch.engine.flat.file import Buffer, pack


class Vocabulary(NamedTuple):
    """Numbers by stem and by word, and the words that need lists of their own.

    Most words are the only spelling of their only stem, so that one list of rows serves both; this
    saves a tenth of the file.
    """

    stems: Mapping[str, int]
    words: Mapping[str, int]
    own: frozenset[str]
    arrays: Mapping[str, Buffer]


def settle(pairs: Iterable[tuple[str, str]]) -> Vocabulary:
    """From the (stem, word) that occur."""
    distinct = set(pairs)
    spellings = Counter(stem for stem, _ in distinct)
    meanings = Counter(word for _, word in distinct)
    stems = {stem: place for place, stem in enumerate(sorted(spellings))}
    words = {word: place for place, word in enumerate(sorted(meanings))}
    shared = {
        word: stems[stem] for stem, word in distinct if spellings[stem] == 1 and meanings[word] == 1
    }
    arrays = {
        **dictionary.lay_out("stems", list(stems)),
        **dictionary.lay_out("words", list(words)),
        "words.stem": pack([shared.get(word, len(stems)) for word in words]),
    }
    return Vocabulary(stems, words, frozenset(words.keys() - shared.keys()), arrays)
