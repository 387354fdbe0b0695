"""The query that was probably meant, where words of it occur nowhere: "Did you mean"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from arcticsearch.query.nearest import nearest
from arcticsearch.query.normal import all_of, any_of
from arcticsearch.query.tree import TEXT_FIELDS, And, InSection, Node, Or, Phrase, Word
from arcticsearch.values import replace

# Each takes a pass over the vocabulary; who pasted a page does not want it corrected.
MOST_WORDS = 10

_NAMED = ("author", "source", "category")

Vocabulary = Mapping[str, int]
"""Folded words, and how often they occur."""


def corrected(
    root: Node,
    vocabulary: Vocabulary,
    fold: Callable[[str], str] = str.lower,
    names: Callable[[str], Vocabulary] = lambda _: {},
) -> Node | None:
    """The query with each word that the vocabulary lacks replaced by the nearest that it has.

    None if there is nothing to replace. `vocabulary` is the text's, `names` gives that of authors,
    sources or categories; `fold` folds a word of the query as theirs are. Parts of words, words
    with more than letters in them, and what is left out stay as they are.
    """
    corrector = _Corrector(vocabulary, fold, names)
    meant = corrector.node(root)
    return meant if meant != root else None


class _Corrector:
    def __init__(
        self, vocabulary: Vocabulary, fold: Callable[[str], str], names: Callable[[str], Vocabulary]
    ) -> None:
        self.vocabulary = vocabulary
        self.fold = fold
        self.names = names
        self.left = MOST_WORDS

    def node(self, node: Node) -> Node:
        match node:
            case And(parts):
                return all_of(map(self.node, parts))
            case Or(parts):
                return any_of(map(self.node, parts))
            case InSection(heading, part):
                return InSection(self.node(heading), self.node(part))
            case Word() | Phrase() if node.field in (None, *TEXT_FIELDS):
                return self.respelt(node, self.vocabulary)
            case Word(_, str(field)) | Phrase(_, _, str(field)) if field in _NAMED:
                return self.respelt(node, self.names(field))
        return node

    def respelt(self, leaf: Word | Phrase, vocabulary: Vocabulary) -> Node:
        words = [self.word(word, vocabulary) for word in leaf.text.split()]
        return replace(leaf, text=" ".join(words))

    def word(self, word: str, vocabulary: Vocabulary) -> str:
        folded = self.fold(word)
        if not self.left or not word.isalpha() or folded in vocabulary:
            return word
        self.left -= 1
        return nearest(folded, vocabulary) or word
