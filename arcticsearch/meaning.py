"""What is searched for a query, and what to ask when the corpus has none of its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from arcticsearch.analysis import fold, language_code, query_words
from arcticsearch.engine.protocol import Engine
from arcticsearch.highlight import leaves
from arcticsearch.query.facets import selections
from arcticsearch.query.normal import all_of
from arcticsearch.query.tree import And, Everything, Node, Not, Phrase, Prefix, Word
from arcticsearch.query.write import write
from arcticsearch.reach import within_reach
from arcticsearch.stopwords import stop_words
from arcticsearch.values import replace
from arcticsearch.widening import widen

_BEGINNING = 3  # letters: fewer begin any word
_LONGEST_WORD = 40  # letters; each way to part one is asked for
_NAMES, _LONGEST_NAME = ("source", "author", "category"), 6  # words behind the first


def meant(root: Node, engine: Engine) -> tuple[Node, dict[str, Node], tuple[str, ...]]:
    """What is searched for a query: the base, what is picked by facet, and notes if it is wider."""
    reached, notes = within_reach(root)
    base, picked = selections(reached)
    base, wider = widen(base, picked, engine)
    return base, picked, (*notes, *wider)


def suggested(root: Node, engine: Engine, found: int) -> tuple[str, ...]:
    """The line that asks for what the corpus has, where it has nothing for the query: a name without
    its quotation marks, a word as an author or a source, or as two, or spelt as the corpus spells it,
    or the words that begin with it. Only for what finds something; only the first of these where a
    wider query `found` something."""
    for offer in (_whole,) if found else (_whole, _named, _parted, _spelt, _begun):
        if instead := offer(root, engine):
            base, picked, _ = meant(instead, engine)
            if engine.search(base, picked, limit=0).total:
                return (f"Did you mean {write(instead)}?",)
    return ()


def _whole(root: Node, engine: Engine) -> Node | None:
    """The query with the plain words behind `source:` and the like as a part of the name, as many as
    some name has: `source:Barents Wire ice`."""
    parts = [*root.parts] if isinstance(root, And) else []
    whole: list[Node] = []
    while parts:
        part = parts.pop(0)
        first = part.part if isinstance(part, Not) else part
        if isinstance(first, Word) and first.field in _NAMES:
            behind = [*takewhile(bool, map(_plain, parts[:_LONGEST_NAME]))]
            for end in range(len(behind), 0, -1):
                name = Phrase(" ".join([first.text, *behind[:end]]), field=first.field)
                if _total(name, engine):
                    part = name if part is first else Not(name)
                    del parts[:end]
                    break
        whole.append(part)
    instead = all_of(whole)
    return instead if whole and instead != root else None


def _plain(part: Node) -> str:
    """A word without a field; "" for what else may stand in a query."""
    return part.text if isinstance(part, Word) and not part.field else ""


def _named(root: Node, engine: Engine) -> Node | None:
    """The query with each word that no text has as an author's or a source's, if one is called so,
    each source by the name it is shown under ("site:dailyfloe.com" for "The Daily Floe"), and each
    language by its code."""

    def as_name(part: Node) -> Node:
        if isinstance(part, Word) and part.field == "language":
            return replace(part, text=language_code(part.text) or part.text)
        if isinstance(part, Word | Phrase) and part.field == "source" and not _total(part, engine):
            return next((Phrase(name, field="source") for name in _called(part.text, engine)), part)
        if not isinstance(part, Word | Phrase) or part.field or _total(part, engine):
            return part
        names = (replace(part, field=field) for field in ("author", "source"))
        return next((name for name in names if _total(name, engine)), part)

    instead = all_of(map(as_name, root.parts if isinstance(root, And) else (root,)))
    return instead if instead != root else None


def _called(text: str, engine: Engine) -> Iterator[str]:
    """The sources that go under another spelling of a name; commonest first."""
    from arcticsearch.corpus.metadata.sources import same_name

    return (name for name, _ in _values("source", engine) if same_name(name, text))


def _total(node: Node, engine: Engine) -> int:
    return engine.search(node, {}, limit=0).total


def _parted(root: Node, engine: Engine) -> Node | None:
    """The query with each word that the corpus lacks written as two, or as one without its hyphen:
    `coastguard`, `ice-breaker`."""

    def as_written(part: Node) -> Node:
        if not isinstance(part, Word) or part.field or _total(part, engine):
            return part
        pieces = [word for word, _ in query_words(part.text[:_LONGEST_WORD])]
        if len(pieces) == 1:
            (word,) = pieces
            halves = range(_BEGINNING, len(word) - _BEGINNING + 1)
            written: list[Node] = [Phrase(f"{word[:at]} {word[at:]}") for at in halves]
        else:
            written = [Word("".join(pieces))]
        return next((other for other in written if _total(other, engine)), part)

    instead = all_of(map(as_written, root.parts if isinstance(root, And) else (root,)))
    return instead if instead != root else None


def _spelt(root: Node, engine: Engine) -> Node | None:
    """The query with each word that the corpus lacks replaced by the nearest that it has, if that
    is one to search for."""
    from arcticsearch.query.correct import MOST_WORDS, corrected
    from arcticsearch.query.nearest import most_edits

    asked = (leaf for leaf in leaves(root) if isinstance(leaf, Word | Phrase))
    words = {word for leaf in asked for word, _ in query_words(leaf.text) if most_edits(word)}
    near = {
        pair for word in sorted(words)[:MOST_WORDS] for pair in engine.alike(word, most_edits(word))
    }
    stop = stop_words(engine.languages)
    text = {word: count for word, count in near if word not in stop}
    return corrected(root, text, fold, lambda field: _words_of_values(field, engine))


def _begun(root: Node, engine: Engine) -> Node | None:
    """The query with each word that the corpus lacks as the beginning of others, as the first half
    of a compound is."""

    def as_beginning(part: Node) -> Node:
        if not isinstance(part, Word) or part.field or len(part.text) < _BEGINNING:
            return part
        return part if not part.text.isalpha() or _total(part, engine) else Prefix(part.text)

    instead = all_of(map(as_beginning, root.parts if isinstance(root, And) else (root,)))
    return instead if instead != root else None


def _words_of_values(field: str, engine: Engine) -> Counter[str]:
    words = Counter[str]()
    for value, articles in _values(field, engine):
        for word, _ in query_words(value):
            words[word] += articles
    return words


def _values(field: str, engine: Engine) -> Sequence[tuple[str, int]]:
    return engine.search(Everything(), {}, limit=0, facets=(field,)).facets[field]
