"""A query and a plain text: where does it match? The same analysis as the index's, on one text.

Used for snippets and titles, and wherever a node of the query must be judged on a single text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from arcticsearch.analysis import fold, lone_character, query_words, stem, tokens
from arcticsearch.model import Article, Kind
from arcticsearch.query.nearest import distance as edits
from arcticsearch.query.shape import shape
from arcticsearch.query.tree import (
    TEXT_FIELDS,
    And,
    AtLeast,
    Everything,
    Fuzzy,
    InSection,
    Leaf,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

Spans = list[tuple[int, int, int]]
"""(start, end, leaf): where which leaf of the query matches, by the order of `leaves`."""
Marks = list[tuple[int, int]]
"""Spans whatever the leaf."""

_Finder = Callable[["_Text"], Iterator[tuple[int, int]]]
"""(first, last) word of each match in a text."""


def leaves(root: Node, fields: tuple[str | None, ...] = (None, "text")) -> list[Leaf]:
    """The words, phrases and patterns that a text can show: those not negated, in query order."""
    return [leaf for leaf, _ in _scoped(root, fields, None)]


def _scoped(
    root: Node, fields: tuple[str | None, ...], heading: Node | None
) -> Iterator[tuple[Leaf, Node | None]]:
    """The leaves, each with the heading below which it is asked for: None is anywhere."""
    if isinstance(root, And | Or | AtLeast):
        for part in root.parts:
            yield from _scoped(part, fields, heading)
    elif isinstance(root, InSection):
        yield from _scoped(root.part, fields, root.heading)
    elif isinstance(root, Leaf) and root.field in fields:
        yield root, heading


class Highlighter:
    """Finds leaves of a query in texts, each below the heading where it is asked for."""

    def __init__(self, found: Iterable[tuple[Leaf, Node | None]]) -> None:
        self._finders = [(_finder(leaf), heading) for leaf, heading in found]

    @classmethod
    def of(cls, root: Node, fields: tuple[str | None, ...] = (None, "text")) -> Highlighter:
        """Of a query's `leaves`, each of them once."""
        return cls(dict.fromkeys(_scoped(root, fields, None)))

    @classmethod
    def of_leaves(cls, found: Iterable[Leaf]) -> Highlighter:
        """Of leaves that are asked for anywhere."""
        return cls((leaf, None) for leaf in found)

    def spans(self, text: str, language: str | None, section: str | None = None) -> Spans:
        """Where the leaves match in a text below the heading `section`, by position. A phrase is
        one span. A title and a heading are below none."""
        read = _Text(text, language)
        words = read.words
        return sorted(
            (words[first][1], words[last][2], leaf)
            for leaf, (find, heading) in enumerate(self._finders)
            if heading is None or (section and judge(heading, section, language))
            for first, last in find(read)
        )


class _Text:
    """The words of a text, and where each of its stems stands among them."""

    def __init__(self, text: str, language: str | None) -> None:
        self.words, self._language = list(tokens(text)), language

    def places(self, word: str) -> Sequence[int]:
        """Where a folded word stands in any form, by the order of the words."""
        return self._places.get(stem(word, self._language), ())

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        places: dict[str, list[int]] = {}
        for at, (word, _, _) in enumerate(self.words):
            places.setdefault(stem(word, self._language), []).append(at)
        return places


def marks(root: Node, article: Article) -> tuple[Marks, dict[int, Marks]]:
    """Where a query matches in an article: in its title, and in its paragraphs by n."""
    language = article.metadata.language

    def marked(text: str, field: str, section: str | None = None) -> Marks:
        spans = markers[field].spans(text, language, section)
        return [(start, end) for start, end, _ in spans]

    markers = {name: Highlighter.of(root, (None, name)) for name in TEXT_FIELDS}
    paragraphs = {
        part.n: marked(part.text, "section")
        if part.kind is Kind.HEADING
        else marked(part.text, "text", part.section)
        for part in article.paragraphs
    }
    return marked(article.metadata.title or "", "title"), paragraphs


def judge(root: Node, text: str, language: str | None) -> bool:
    """Whether a text by itself matches the query, whatever the field its leaves name."""
    if isinstance(root, Leaf):
        return bool(Highlighter.of_leaves([root]).spans(text, language))
    match root:
        case Everything():
            return True
        case And(parts):
            return all(judge(part, text, language) for part in parts)
        case Or(parts):
            return any(judge(part, text, language) for part in parts)
        case AtLeast(least, parts):
            return sum(judge(part, text, language) for part in parts) >= least
        case Not(part):
            return not judge(part, text, language)
    return False


def phrase_ends(
    positions: Sequence[Sequence[int]], offsets: Sequence[int], slop: int
) -> Iterator[tuple[int, int]]:
    """(first, last) position of each place where words stand in order, at most `slop` too far.

    `positions` are each word's, ascending; `offsets` how far each should stand from the first.
    """
    for first in positions[0]:
        last = first
        for following in positions[1:]:
            at = bisect_right(following, last)
            if at == len(following):
                return
            last = following[at]
        if 0 <= last - first - offsets[-1] <= slop:
            yield first, last


def word_test(leaf: Pattern) -> Callable[[str], bool]:
    """Whether a folded word is one that the pattern stands for."""
    match leaf:
        case Prefix(text):
            start = fold(text)
            return lambda word: word.startswith(start)
        case Wildcard(pattern):
            whole = shape(fold(pattern)).fullmatch
            return lambda word: whole(word) is not None
        case Fuzzy(text, distance):
            target = fold(text)
            return lambda word: edits(target, word, distance) <= distance


def _finder(leaf: Leaf) -> _Finder:
    if isinstance(leaf, Word | Phrase):
        asked = query_words(leaf.text)
        if character := lone_character(asked):
            return _pattern_finder(Prefix(character))
        return _stem_finder(asked, leaf.slop if isinstance(leaf, Phrase) else 0)
    return _pattern_finder(leaf)


def _stem_finder(asked: Sequence[tuple[str, int]], slop: int) -> _Finder:
    offsets = [at for _, at in asked]

    def find(text: _Text) -> Iterator[tuple[int, int]]:
        places = [text.places(word) for word, _ in asked]
        if places and all(places):
            yield from phrase_ends(places, offsets, slop)

    return find


def _pattern_finder(leaf: Pattern) -> _Finder:
    test = cache(word_test(leaf))  # a text says most of its words again

    def find(text: _Text) -> Iterator[tuple[int, int]]:
        return ((at, at) for at, (word, _, _) in enumerate(text.words) if test(word))

    return find
