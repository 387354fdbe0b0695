"""What only the corpus as a whole can tell: furniture across pages, names of sources, copies.

Always settled over the whole catalog and by the paths of seeds, never by the order in which they
came, so that an update gives what a build from nothing would.
"""

from __future__ import annotations

from collections.abc import Mapping

from arcticsearch.catalog import PARAGRAPH_BITS, Catalog
from arcticsearch.model import Kind


def settle(catalog: Catalog) -> set[int]:
    """Settles all of it. Returns the numbers of the articles whose documents changed by it."""
    return _settle_furniture(catalog) | _settle_sources(catalog) | _settle_copies(catalog)


def _settle_furniture(catalog: Catalog) -> set[int]:
    return set()


def _settle_sources(catalog: Catalog) -> set[int]:
    return set()


def _settle_copies(catalog: Catalog) -> set[int]:
    """Links copies. Documents do not change by it: every copy stays searchable."""
    from arcticsearch.corpus.dedupe import find_duplicates

    numbers, texts = [], []
    for number, kind, text in catalog.texts():
        if kind != Kind.HEADING:
            numbers.append(number)
            texts.append(text)
    # Ranks in path order, not the numbers of this catalog: a full build numbers otherwise.
    found = find_duplicates(enumerate(texts))
    links = {numbers[copy]: numbers[_root(found, copy)] for copy in found}
    catalog.set_copies(links)
    sizes = {number: len(text) for number, text in zip(numbers, texts, strict=True)}
    catalog.set_reprints(reprints(links, sizes))
    return set()


def _root(links: Mapping[int, int], copy: int) -> int:
    """The fullest text of a family: a teaser may be cut from an excerpt of it."""
    while copy in links:
        copy = links[copy]
    return copy


def reprints(links: Mapping[int, int], sizes: Mapping[int, int]) -> dict[int, int]:
    """Groups of articles that share more than half of their text with the same article.

    `links` are from copies to originals, `sizes` the lengths of all paragraphs, both by the
    paragraph's number. Returns a group number for each article that is in one.
    """
    whole: dict[int, int] = {}
    for number, size in sizes.items():
        article = number >> PARAGRAPH_BITS
        whole[article] = whole.get(article, 0) + size
    shared: dict[tuple[int, int], int] = {}
    for copy, original in links.items():
        pair = (copy >> PARAGRAPH_BITS, original >> PARAGRAPH_BITS)
        if pair[0] != pair[1]:
            shared[pair] = shared.get(pair, 0) + min(sizes[copy], sizes[original])
    group: dict[int, int] = {}

    def root(article: int) -> int:
        while group.setdefault(article, article) != article:
            article = group[article]
        return article

    for (one, other), size in shared.items():
        if 2 * size > max(whole[one], whole[other]):
            low, high = sorted((root(one), root(other)))
            group[high] = low
    return {article: root(article) for article in group}
