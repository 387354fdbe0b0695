"""How much of an HTML page's title and of its description each of its blocks says.

What a page declares for others to show ("description", "og:description") is its lead or sums it up:
the blocks that have these words are its article, or stand close by.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.strip.elements import Elements
    from arcticsearch.model import Page

    Floats = NDArray[np.float64]
    Columns = dict[str, NDArray[Any]]

_TERM = re.compile(r"\w+")
_TITLES = ("title", "meta:og:title")
_DESCRIPTIONS = ("meta:description", "meta:og:description", "meta:twitter:description")
_FEW_TERMS = 4  # of a description; with less, chance finds them
_FOUND = 0.4  # of its terms in one block: that one is where the description is from
_FAR = 999.0  # what stands for a distance to nothing
_HEADLINE_TAGS = {"h1": 0.3, "h2": 0.15}


def title_columns(page: Page, elements: Elements) -> Columns:
    """How much of what the page declares a block repeats, and where it stands to what does most."""
    texts = _Texts(page)
    return _title(page, texts, elements) | _description(page, texts, elements)


class _Texts:
    """The texts of a page's blocks in small letters, all looked through at once: far quicker than one by one.

    A term that both the title and the description have is looked for once.
    """

    def __init__(self, page: Page) -> None:
        self._joined = "\n".join([block.text for block in page.blocks]).lower()
        self.each = self._joined.split("\n")
        self._ends = list(accumulate([len(text) + 1 for text in self.each]))
        self._holders: dict[str, list[int]] = {}

    def share(self, terms: set[str]) -> Floats:
        """The part of `terms` that each text has."""
        import numpy as np

        found: list[int] = []
        for term in terms:
            if term not in self._holders:
                self._holders[term] = self._find(term)
            found += self._holders[term]
        count = np.bincount(np.array(found, dtype=np.intp), minlength=len(self.each))
        return count / (len(terms) + 1)

    def _find(self, term: str) -> list[int]:
        """The numbers of the texts that have it."""
        find, ends = self._joined.find, self._ends
        numbers = []
        place = find(term)
        while place >= 0:
            number = bisect_right(ends, place)
            numbers.append(number)
            place = find(term, ends[number])
        return numbers


def _title(page: Page, texts: _Texts, elements: Elements) -> Columns:
    import numpy as np

    titles = _declared(page, _TITLES)
    share = texts.share({term for title in titles for term in _title_terms(title)})
    like = np.zeros(len(share))
    title_words = [(title, set(_TERM.findall(title))) for title in titles]
    for number in np.flatnonzero(share > 0.3).tolist():
        like[number] = _likeness(texts.each[number], title_words)
    rank = like + np.array([_HEADLINE_TAGS.get(block.tag, 0.0) for block in page.blocks])
    headline = len(rank) - 1 - int(rank[::-1].argmax())  # of equals, the last
    shared = elements.shared_level(int(elements.of[headline]))
    inside = elements.inside(share) / np.maximum(elements.end - elements.start, 1)
    path = elements.path[elements.of]
    return {
        "title_share": share,
        "title_like": like,
        "title_share_path": (np.bincount(path, share) / np.maximum(np.bincount(path), 1))[path],
        "title_share_up2": inside[elements.up[elements.up[elements.of]]],
        "headline_rank": np.full(len(share), rank[headline]),
        "headline_before": np.arange(len(share)) - headline,
        "headline_up": elements.level[elements.of[headline]] - shared,
    }


def _description(page: Page, texts: _Texts, elements: Elements) -> Columns:
    import numpy as np

    count = len(texts.each)
    terms = {term for value in {*_declared(page, _DESCRIPTIONS)} for term in _title_terms(value)}
    share = texts.share(terms if len(terms) >= _FEW_TERMS else set())
    source = int(share.argmax())
    columns = {
        "description_share": share,
        "description_terms": np.full(count, float(len(terms))),
        "description_best": np.full(count, share[source]),
    }
    if share[source] > _FOUND:
        element = int(elements.of[source])
        shared = elements.shared_level(element)
        return columns | {
            "description_up": elements.level[element] - shared,
            "description_below": elements.level[elements.of] - shared,
            "description_before": np.arange(count, dtype=np.float64) - source,
        }
    return columns | {
        "description_up": np.full(count, -1.0),
        "description_below": np.full(count, -1.0),
        "description_before": np.full(count, _FAR),
    }


def _declared(page: Page, kinds: tuple[str, ...]) -> list[str]:
    """The first of each kind: the pictures of a page may have titles, too."""
    first: dict[str, str] = {}
    for hint in page.hints:
        if hint.kind in kinds:
            first.setdefault(hint.kind, hint.value.lower())
    return [value for value in first.values() if value]


def _title_terms(title: str) -> set[str]:
    """Words of four letters or more; of a script without spaces, pairs of characters."""
    terms: set[str] = set()
    for word in _TERM.findall(title):
        if ord(max(word)) > 0x2E80:
            terms.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 3:
            terms.add(word)
    return terms


def _likeness(text: str, titles: list[tuple[str, set[str]]]) -> float:
    """Words in common of all words of the two (Jaccard); a title without the site's name counts.

    `titles` come with their words.
    """
    mine = set(_TERM.findall(text[:300]))
    best = 0.0
    for title, words in titles:
        common = len(mine & words)
        best = max(best, common / max(len(mine) + len(words) - common, 1))
        if len(text) > 8 and text in title:
            best = max(best, len(text) / len(title), 0.6)
    return best
