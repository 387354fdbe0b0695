"""What is asked in place of a query: its words without the stop words; and where no article holds
all of them, or too few for a question, most of them or any. A line says when a query was widened;
of the stop words nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from arcticsearch.analysis import query_words
from arcticsearch.asked_language import language_of
from arcticsearch.engine.protocol import Engine
from arcticsearch.query.tree import And, AtLeast, Leaf, Node, Or, Phrase, Word
from arcticsearch.stopwords import asking_words, stop_words

_QUESTION, _FEW = 4, 10
"""A query of so many words, stop words counted, is a question; it is widened when fewer articles than
this hold all its words. Measured on four judged collections of questions (bench/ir), mean nDCG@10:
.496 so; .495 with questions of five words or more, .497 of three; .494 when five articles are enough;
.464 when only an empty answer is widened. More is gained by widening what has two words, but who
asks with two would be given what has one of them."""


def widen(root: Node, picked: Mapping[str, Node], engine: Engine) -> tuple[Node, tuple[str, ...]]:
    """The query to answer, and a note when it is wider than what was asked.

    Words that no article holds together are asked for by most of them, then by any. Who asks with
    many words, stop words among them, asks a question, and unless it is about two words does not
    mean that each must be there: where few articles hold all, two of the words are enough, and the
    ranking tells the better ones.
    """
    if not isinstance(root, And | Or):
        return root, ()
    language = language_of([_said(part) for part in _words(root) if not part.field], engine)
    asked = without_stop_words(root, language)
    if not isinstance(asked, And):
        return asked, ()
    words = _texts(asked)
    question = len(_texts(root)) >= _QUESTION and len(words) > 2
    total = engine.search(asked, picked, limit=0).total
    if total >= (_FEW if question else 1):
        return asked, ()
    have = "has" if total == 1 else "have"
    held = f"Only {total} of these {have}" if total else "No article has"
    if question:
        words = _subject(words, language)
    rest = tuple(part for part in asked.parts if not isinstance(part, Leaf))
    enough = 2 if question else len(words) // 2 + 1
    for least in (enough,) if total else (enough, 1):
        some = AtLeast(least, words)
        wider = And((*rest, some)) if rest else some
        if least < len(words) and engine.search(wider, picked, limit=0).total > total:
            much = "most of the words" if 2 * least > len(words) else "some of the words"
            return wider, (f"{held} all the words; shown is what has {much}, best first.",)
    return asked, ()


def without_stop_words(root: And | Or, language: str | None) -> Node:
    """The query without the stop words of an And or Or in a language, unless it has no others.

    They stand in nearly every article, so they rank nothing; in a phrase they count. A word in
    capitals among others that are not is a name: US, WHO, IT.
    """
    stop = stop_words([language or ""])
    shouted = all(part.text.isupper() for part in _words(root))

    def kept(part: Node) -> bool:
        if not isinstance(part, Word) or part.field is not None:
            return True
        name = part.text.isupper() and not shouted and len(part.text) > 1
        said = _said(part)
        return name or not (said in stop or all(word in stop for word in said.split("'")))

    left = tuple(part for part in root.parts if kept(part))
    if not any(isinstance(part, Leaf) for part in left):
        return root
    return type(root)(left) if len(left) > 1 else left[0]


def _said(word: Word) -> str:
    """A word folded, as the lists of stop words have it."""
    return "'".join(part for part, _ in query_words(word.text))


def _texts(root: Node) -> tuple[Node, ...]:
    parts = root.parts if isinstance(root, And | Or) else (root,)
    return tuple(part for part in parts if isinstance(part, Leaf))


def _words(root: Node) -> list[Word]:
    return [part for part in _texts(root) if isinstance(part, Word)]


def _subject(words: Sequence[Node], language: str | None) -> tuple[Node, ...]:
    """The words of a question without those that only ask, compounds taken apart.

    Measured as above: .493 with neither, .494 with compounds taken apart, .496 with both. Any group
    of the asking words is worth less than .001: the list may be longer or shorter.
    """
    single = [part for word in words for part in _taken_apart(word)]
    asking = asking_words([language or ""])
    told = [part for part in single if not (isinstance(part, Word) and _said(part) in asking)]
    return tuple(told if len(told) > 1 else single)


def _taken_apart(word: Node) -> tuple[Node, ...]:
    """The words of a compound or phrase, each by itself; single letters (U.S., x-ray) say nothing
    by themselves."""
    if isinstance(word, Word | Phrase):
        words = [part for part, _ in query_words(word.text)]
        if len(words) > 1 and all(len(part) > 1 for part in words):
            return tuple(Word(part, word.field) for part in words)
    return (word,)
