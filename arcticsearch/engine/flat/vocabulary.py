"""The stems and words of a segment: their numbers, and which words share their stem's postings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
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
    own: Set[str]
    arrays: Mapping[str, Buffer]


def settle(pairs: Collection[tuple[str, str]]) -> Vocabulary:
    """From the (stem, word) that occur, perhaps repeated."""
    by_stem = dict(pairs)
    by_word = {word: stem for stem, word in pairs}
    spelled = {stem for stem, word in pairs if by_stem[stem] != word}  # in several ways
    stemmed = {word for stem, word in pairs if by_word[word] != stem}
    stems = {stem: place for place, stem in enumerate(sorted(by_stem))}
    words = {word: place for place, word in enumerate(sorted(by_word))}
    own = stemmed.union(word for word, stem in by_word.items() if stem in spelled)
    shared = [len(stems) if word in own else stems[by_word[word]] for word in words]
    arrays = {
        **dictionary.lay_out("stems", list(stems)),
        **dictionary.lay_out("words", list(words)),
        "words.stem": pack(shared),
    }
    return Vocabulary(stems, words, own, arrays)
