"""How much of its HTML page's title and description each block says.

What a page declares for others to show ("description", "og:description") is its lead or sums it up:
the blocks that have these words are its article, or stand close by.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from arcticsearch.corpus.joined import Joined
from arcticsearch.corpus.trees import exact
from arcticsearch.regex import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.strip.elements import Elements
    from arcticsearch.corpus.strip.layout import Layout, Places
    from arcticsearch.page import Page

    Floats = NDArray[np.float64]
    Columns = dict[str, NDArray[Any]]

_TERM = regex(r"\w+")
_TITLES = ("title", "meta:og:title")
_DESCRIPTIONS = ("meta:description", "meta:og:description", "meta:twitter:description")
_FEW_TERMS = 4  # of a description; with less, chance finds them
_FOUND = 0.4  # of its terms in one block: that one is where the description is from
_FAR = 999.0  # what stands for a distance to nothing
_HEADLINE_TAGS = {"h1": 0.3, "h2": 0.15}


def title_columns(pages: Sequence[Page], at: Layout, elements: Elements) -> Columns:
    """How much of what its page declares a block repeats, and where it stands to what does most."""
    title, like, described, terms = zip(*map(_shares, pages), strict=True)
    return _title(pages, at, elements, *map(_row, (title, like))) | _description(
        at, elements, _row(described), terms
    )


def _row(parts: Sequence[Floats]) -> Floats:
    import numpy as np

    return np.concatenate(parts)


def _shares(page: Page) -> tuple[Floats, Floats, Floats, int]:
    """Of each block the part of the title's terms, how like the title it is, and the part of the
    description's terms; and how many terms the description has."""
    import numpy as np

    texts = [block.text.lower() for block in page.blocks]
    titles = _declared(page, _TITLES)
    of_title = {term for title in titles for term in _title_terms(title)}
    terms = {term for value in {*_declared(page, _DESCRIPTIONS)} for term in _title_terms(value)}
    of_description = terms if len(terms) >= _FEW_TERMS else set()
    joined = Joined(texts)
    holders = {term: joined.holders(term) for term in of_title | of_description}

    def share(terms: set[str]) -> Floats:
        """The part of `terms` that each text has."""
        found = [*chain.from_iterable(map(holders.__getitem__, terms))]
        count = np.bincount(np.array(found, dtype=np.intp), minlength=len(texts))
        return count / (len(terms) + 1)

    shown = share(of_title)
    like = np.zeros(len(texts))
    title_words = [(title, set(_TERM.findall(title))) for title in titles]
    for number in np.flatnonzero(shown > 0.3).tolist():
        like[number] = _likeness(texts[number], title_words)
    return shown, like, share(of_description), len(terms)


def _title(
    pages: Sequence[Page], at: Layout, elements: Elements, share: Floats, like: Floats
) -> Columns:
    import numpy as np

    tags = [_HEADLINE_TAGS.get(block.tag, 0.0) for page in pages for block in page.blocks]
    rank = like + np.array(tags)
    # Of equals, the last.
    headline = at.ends - 1 - _highest(rank[::-1], len(rank) - at.ends, len(rank) - at.starts)
    mine = headline[at.page]
    element = elements.of[headline]
    inside = elements.inside(exact(share)) / np.maximum(elements.end - elements.start, 1)
    path = elements.path[elements.of]
    return {
        "title_share": share,
        "title_like": like,
        "title_share_path": (np.bincount(path, share) / np.maximum(np.bincount(path), 1))[path],
        "title_share_up2": inside[elements.near[2]],
        "headline_rank": rank[mine],
        "headline_before": at.here - mine,
        "headline_up": elements.level[element][at.page] - elements.shared_level(element),
    }


def _description(at: Layout, elements: Elements, share: Floats, terms: Sequence[int]) -> Columns:
    import numpy as np

    source = at.starts + _highest(share, at.starts, at.ends)
    element = elements.of[source]
    shared = elements.shared_level(element)
    best = share[source][at.page]
    found = best > _FOUND
    return {
        "description_share": share,
        "description_terms": np.array(terms)[at.page],
        "description_best": best,
        "description_up": np.where(found, elements.level[element][at.page] - shared, -1.0),
        "description_below": np.where(found, elements.level[elements.of] - shared, -1.0),
        "description_before": np.where(found, at.here - source[at.page], _FAR),
    }


def _highest(column: Floats, starts: Places, ends: Places) -> Places:
    """The place of the first of the highest values of each page, counted from its start."""
    import numpy as np

    pages = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.array([column[start:end].argmax() for start, end in pages])


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
