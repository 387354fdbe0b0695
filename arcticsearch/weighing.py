"""What each word of a query adds to the score of an article: asked of the engine, word by word.

Scores of words add up (engine.protocol says how they are made), so that asking for one word in that
article alone gives its share. What the whole has beyond them is the bonus for a passage with all.
"""

from __future__ import annotations

from arcticsearch.engine.protocol import Engine
from arcticsearch.highlight import Highlighter, leaves
from arcticsearch.model import Article, Kind
from arcticsearch.query.tree import TEXT_FIELDS, Among, And, Leaf, Node
from arcticsearch.query.write import write
from arcticsearch.values import Value


class Weight(Value, frozen=True):
    """A word, phrase or pattern as written, what it scores, and how often it stands in which
    field."""

    written: str
    score: float
    places: tuple[tuple[str, int], ...]


class Weights(Value, frozen=True):
    """Why an article is found where it is: `score` is `factor` times the sum of the words'."""

    score: float
    factor: float
    words: tuple[Weight, ...]


def weigh(root: Node, number: int, article: Article, engine: Engine) -> Weights:
    """The weights of a query's words in one article, whose number in the catalog is `number`."""
    here = Among(frozenset({number}))

    def score(node: Node) -> float:
        page = engine.search(And((node, here)), {}, limit=1).page
        return page[0].score if page else 0.0

    words = tuple(
        Weight(write(leaf), score(leaf), _places(leaf, article))
        for leaf in dict.fromkeys(leaves(root, (None, *TEXT_FIELDS)))
    )
    total, parts = score(root), sum(word.score for word in words)
    return Weights(total, total / parts if parts else 1.0, words)


def _places(leaf: Leaf, article: Article) -> tuple[tuple[str, int], ...]:
    marker = Highlighter.of_leaves([leaf])
    counts = dict.fromkeys(TEXT_FIELDS, 0)
    texts = [("title", article.metadata.title or "")]
    for part in article.paragraphs:
        texts.append(("section" if part.kind is Kind.HEADING else "text", part.text))
    for field, text in texts:
        if leaf.field in (None, field):
            counts[field] += len(marker.spans(text, article.metadata.language))
    return tuple((field, count) for field, count in counts.items() if count)
