"""More like this: the query that an article itself would ask."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from arcticsearch.analysis import stem, tokens
from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import And, AtLeast, Everything, Exact, Node, Not, Query, Word
from arcticsearch.stopwords import stop_words

_CANDIDATES = 60
_WORDS = 20
_LEAST = 4
"""Of the words that tell most of the article, how many another must share. With fewer, two pages
meet by chance; with more, short notes meet nothing."""


def like(path: str, texts: Iterable[str], language: str | None, engine: Engine) -> Query:
    """Articles that share the words which tell most of this one (tf × idf), itself left out."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    stop = stop_words([language or ""])
    for text in texts:
        for word, _, _ in tokens(text):
            if len(word) > 1 and not word.isdecimal() and word not in stop:
                term = stem(word, language)
                counts[term] += 1
                written.setdefault(term, word)
    total = engine.search(Everything(), {}, limit=0).total
    weighed = []
    for term, count in counts.most_common(_CANDIDATES):
        found = engine.search(Word(written[term]), {}, limit=0).total
        if found > 1:
            weighed.append((-count * math.log(1 + total / found), written[term]))
    words: tuple[Node, ...] = tuple(Word(word) for _, word in sorted(weighed)[:_WORDS])
    return Query(And((AtLeast(min(_LEAST, len(words)), words), Not(Exact("path", path)))))
