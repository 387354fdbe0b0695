"""The query that was probably meant, where words of it occur nowhere: "Did you mean"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from arcticsearch.query.nearest import nearest
from arcticsearch.query.normal import all_of, any_of
from arcticsearch.query.tree import TEXT_FIELDS, And, InSection, Node, Or, Phrase, Word
from arcticsearch.values import replace

# Each takes a pass over the vocabulary; who pasted a page does not want it corrected.
MOST_WORDS = 10


def corrected(
    root: Node, vocabulary: Mapping[str, int], fold: Callable[[str], str] = str.lower
) -> Node | None:
    """The query with each word that the vocabulary lacks replaced by the nearest that it has.

    None if there is nothing to replace. `vocabulary` maps folded words to how often they occur in
    the text; `fold` folds a word of the query likewise. Words of other fields, parts of words,
    words with more than letters in them, and what is left out stay as they are.
    """
    corrector = _Corrector(vocabulary, fold)
    meant = corrector.node(root)
    return meant if meant != root else None


class _Corrector:
    def __init__(self, vocabulary: Mapping[str, int], fold: Callable[[str], str]) -> None:
        self.vocabulary = vocabulary
        self.fold = fold
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
                return replace(node, text=" ".join(map(self.word, node.text.split())))
        return node

    def word(self, word: str) -> str:
        folded = self.fold(word)
        if not self.left or not word.isalpha() or folded in self.vocabulary:
            return word
        self.left -= 1
        return nearest(folded, self.vocabulary) or word
