"""The language that a query is in: what is a stop word in one names a thing in another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import And, Exact, Node, Word
from arcticsearch.stopwords import stop_words

_NEVER = 1e-6
"""In place of the share of a word that no article has, which tells nothing of any language."""


def language_of(words: Sequence[str], engine: Engine) -> str | None:
    """The language in whose articles a query's words are likeliest to stand together.

    By Bayes' rule, the words taken for independent: "world war" is English where German articles
    have "war" ten times as often, as they have no "world". Of a language without stop words nothing
    is asked, so that an index in one language is asked nothing at all. None where the articles'
    languages have none.
    """
    articles = {name: count for name, count in engine.languages.items() if stop_words([name])}
    if not articles:
        return None
    main = max(sorted(articles), key=lambda name: articles[name])
    spoken = {name for name in articles if not stop_words([name]).isdisjoint(words)} | {main}
    if len(spoken) == 1:
        return main
    everywhere = sum(engine.languages.values())
    shares = {word: _count(Word(word), engine) / everywhere for word in words}

    def odds(name: str) -> float:
        total = math.log(articles[name])
        for word, share in shares.items():
            held = _count(And((Word(word), Exact("language", name))), engine)
            # A language with few articles may well have more words than these show.
            total += math.log((held + share + _NEVER) / (articles[name] + 1))
        return total

    return max(sorted(spoken), key=odds)


def _count(node: Node, engine: Engine) -> int:
    return engine.search(node, {}, limit=0).total
