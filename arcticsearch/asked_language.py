"""The language that a query is in: what is a stop word in one names a thing in another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import And, Exact, Node, Word
from arcticsearch.stopwords import stop_words

_PLENTY = 20  # words tell the language of a pasted page
_NEVER = 1e-6
"""In place of the share of a word that no article has, which tells nothing of any language."""


def language_of(words: Sequence[str], engine: Engine) -> str | None:
    """The language that a query is in, as far as its words tell.

    It has as many of the stop words as the language of most articles, or more. Of several such
    languages it is that in whose articles the words are likeliest, by Bayes' rule and taken for
    independent: "world war" is English where German articles have "war" ten times as often, as they
    have no "world". None where no language of the articles has stop words.
    """
    articles = engine.languages
    lists = {name: stop_words([name]) for name in sorted(articles)}
    stops = {name: len(stop.intersection(words)) for name, stop in lists.items() if stop}
    if not stops:
        return None
    main = max(stops, key=lambda name: articles[name])
    spoken = [name for name in stops if name == main or stops[name] >= max(1, stops[main])]
    if len(spoken) == 1:
        return main
    everywhere = sum(articles.values())
    shares = {word: _count(Word(word), engine) / everywhere for word in words[:_PLENTY]}

    def odds(name: str) -> float:
        total = math.log(articles[name])
        for word, share in shares.items():
            held = _count(And((Word(word), Exact("language", name))), engine)
            # A language with few articles may well have more words than these show.
            total += math.log((held + share + _NEVER) / (articles[name] + 1))
        return total

    return max(spoken, key=odds)


def _count(node: Node, engine: Engine) -> int:
    return engine.search(node, {}, limit=0).total
