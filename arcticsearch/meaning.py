"""What is searched for a query, and what to ask when the corpus has none of its words."""

from __future__ import annotations

from arcticsearch.analysis import fold, query_words
from arcticsearch.engine.protocol import Engine
from arcticsearch.highlight import leaves
from arcticsearch.query.facets import selections
from arcticsearch.query.tree import Node, Phrase, Word
from arcticsearch.query.write import write
from arcticsearch.reach import within_reach
from arcticsearch.widening import widen


def meant(root: Node, engine: Engine) -> tuple[Node, dict[str, Node], tuple[str, ...]]:
    """What is searched for a query: the base, what is picked by facet, and notes if it is wider."""
    reached, notes = within_reach(root)
    base, picked = selections(reached)
    base, wider = widen(base, picked, engine)
    return base, picked, (*notes, *wider)


def suggested(root: Node, engine: Engine) -> tuple[str, ...]:
    """The line that asks for words of the corpus where the query's occur nowhere."""
    from arcticsearch.query.correct import MOST_WORDS, corrected
    from arcticsearch.query.nearest import most_edits

    asked = (leaf for leaf in leaves(root) if isinstance(leaf, Word | Phrase))
    words = {word for leaf in asked for word, _ in query_words(leaf.text) if most_edits(word)}
    near = {
        pair for word in sorted(words)[:MOST_WORDS] for pair in engine.alike(word, most_edits(word))
    }
    instead = corrected(root, dict(near), fold)
    return (f"Did you mean {write(instead)}?",) if instead else ()
