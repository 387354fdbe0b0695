"""How much of an HTML page's title each of its blocks says.

Words are looked for in the text of all blocks at once, which is far quicker than block by block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.elements import Elements
    from arcticsearch.model import Page

    Floats = NDArray[np.float64]
    Columns = dict[str, NDArray[Any]]

_TERM = re.compile(r"\w+")
_TITLES = ("title", "meta:og:title")
_HEADLINE_TAGS = {"h1": 0.3, "h2": 0.15}


def title_columns(page: Page, elements: Elements) -> Columns:
    """How much of the page's title a block repeats, and where it stands to the headline."""
    import numpy as np

    titles = _titles(page)
    texts = "\n".join([block.text for block in page.blocks]).lower().split("\n")
    share = _share(texts, {term for title in titles for term in _title_terms(title)})
    like = np.zeros(len(share))
    title_words = [(title, set(_TERM.findall(title))) for title in titles]
    for number in np.flatnonzero(share > 0.3).tolist():
        like[number] = _likeness(texts[number], title_words)
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


def _titles(page: Page) -> list[str]:
    """The first of each kind: the pictures of a page may have titles, too."""
    first: dict[str, str] = {}
    for hint in page.hints:
        if hint.kind in _TITLES:
            first.setdefault(hint.kind, hint.value.lower())
    return [title for title in first.values() if title]


def _share(texts: list[str], terms: set[str]) -> Floats:
    """The part of `terms` that each text has."""
    import numpy as np

    page = "\n".join(texts)
    ends = list(accumulate([len(text) + 1 for text in texts]))
    found = [0] * len(texts)
    for term in terms:
        place = page.find(term)
        while place >= 0:
            number = bisect_right(ends, place)
            found[number] += 1
            place = page.find(term, ends[number])
    return np.array(found) / (len(terms) + 1)


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
