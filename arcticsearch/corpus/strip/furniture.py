"""Find the furniture that one page alone cannot show: what stands on several pages of a site.

A block that is kept on several pages of one site belongs to the site, not to an article. A
paragraph that several sites print is a reprint, and stays; so does what only copies of one article
share: pages with the same longest paragraph count as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from arcticsearch.corpus.tokens import ascii_words
from arcticsearch.digest import blake2b
from arcticsearch.regex import regex

Blocks = list[tuple[int, str]]

FEWEST = 2
"""Pages of a site: a single one repeats nothing."""

# A line of so many words at most is furniture when it stands in so many articles of a site. Two
# articles for 60 words would lift daniel by .005 on dev, but cost wcxb .003, where articles were
# saved twice; run_text.py prints the gain of these.
_SHORT_WORDS, _SHORT_ARTICLES = 15, FEWEST
_LONG_WORDS, _LONG_ARTICLES = 60, 3

_WORD = regex(r"\w+")


class _Key(NamedTuple):
    """What two blocks must share to be the same, and in how many articles they are furniture."""

    digest: bytes
    articles: int


def _key(words: list[str]) -> _Key | None:
    """The key of a block's words; None for a block that is never furniture: an empty or a long one.

    Case, punctuation and digits do not count: "3 comments" and "12 comments" are the same line.
    """
    if not words or len(words) > _LONG_WORDS:
        return None
    plain = " ".join("0" if word.isdigit() else word for word in words)
    articles = _SHORT_ARTICLES if len(words) <= _SHORT_WORDS else _LONG_ARTICLES
    return _Key(_digest(plain), articles)


def _article_mark(blocks: Iterable[list[str]]) -> bytes:
    """A hash of the longest paragraph: the same for copies of an article, another for other articles.

    `blocks` are the words of each block.
    """
    plain = map(" ".join, blocks)
    return _digest(max(plain, key=lambda text: (len(text), text), default=""))


def find_furniture(pages: Iterable[tuple[int, str, Blocks]]) -> set[tuple[int, int]]:
    """Which blocks are furniture, as pairs of article id and paragraph n.

    A page is its article's id, its site (host folder or named source; "" if unknown) and its kept
    blocks. The order of the pages does not matter, and pages of other sites change nothing: so
    whoever has all the pages of a site can ask for that site alone.
    """
    marks: defaultdict[tuple[str, _Key], set[bytes]] = defaultdict(set)
    places: defaultdict[tuple[str, _Key], list[tuple[int, int]]] = defaultdict(list)
    for article, site, blocks in pages:
        if not site:
            continue
        split = [(n, _words(text)) for n, text in blocks]
        mark = _article_mark(words for _, words in split)
        for n, words in split:
            if (block := _key(words)) is not None:
                marks[site, block].add(mark)
                places[site, block].append((article, n))
    return {
        place
        for (site, block), seen in marks.items()
        if len(seen) >= block.articles
        for place in places[site, block]
    }


def _words(text: str) -> list[str]:
    """What of a block is compared."""
    words = ascii_words(text)
    return _WORD.findall(text.lower()) if words is None else words


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
