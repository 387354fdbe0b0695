"""What each word of a query adds to the score of an article: asked of the engine, word by word.

Scores add up (engine.protocol says how), so that asking for one word in one field among that
article alone gives its share. What is left over is the bonus for standing in one passage.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from arcticsearch.engine.protocol import WEIGHTS, Engine
from arcticsearch.highlight import leaves
from arcticsearch.query.tree import Among, And, Node
from arcticsearch.query.write import write


@dataclass(frozen=True, slots=True)
class Weight:
    """A word, phrase or pattern as written, and what it scores in each field where it stands."""

    written: str
    fields: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Why an article is found where it is: `score` is `factor` times the sum of the weights."""

    score: float
    factor: float
    words: tuple[Weight, ...]


def weigh(root: Node, article: int, engine: Engine) -> Weights:
    """The weights of a query's words in one article, by the catalog's number."""
    here = Among(frozenset({article}))

    def score(node: Node) -> float:
        page = engine.search(And((node, here)), {}, limit=1).page
        return page[0].score if page else 0.0

    words = []
    for leaf in dict.fromkeys(leaves(root, (None, *WEIGHTS))):
        fields = [leaf.field] if leaf.field else WEIGHTS
        shares = ((field, score(replace(leaf, field=field))) for field in fields)
        found = tuple((field, share) for field, share in shares if share)
        words.append(Weight(write(leaf), found))
    total = score(root)
    parts = sum(share for word in words for _, share in word.fields)
    return Weights(total, total / parts if parts else 1.0, tuple(words))
