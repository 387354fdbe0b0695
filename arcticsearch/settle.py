"""What only the corpus as a whole can tell: furniture across pages, names of sources and authors,
copies.

What is settled depends on the seeds and their paths alone, never on the order in which they came,
so that an update gives what a build from nothing would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from arcticsearch.catalog import Catalog
from arcticsearch.corpus.dedupe.candidates import among
from arcticsearch.corpus.dedupe.duplicates import Duplicates, Journal, Update
from arcticsearch.corpus.dedupe.signature import signature
from arcticsearch.corpus.metadata.persons import fold_names
from arcticsearch.corpus.metadata.sources import fold_values
from arcticsearch.corpus.strip.furniture import FEWEST, find_furniture
from arcticsearch.errors import IndexDamaged
from arcticsearch.model import Kind
from arcticsearch.packing import Signatures
from arcticsearch.settled import PARAGRAPH_BITS

PACK = 64
"""With one paragraph in so many new or gone, packing the deduplicator's state anew (.3 s for 97,000)
costs less than to compare these again at each update."""


LEAST_SHARED = 100
"""Characters that a reprint has in common at least: in notes of two lines a table row may be the
larger half, and two firms' are alike."""


def settle(
    catalog: Catalog,
    new: Mapping[int, Signatures],
    dropped: Collection[int],
    aliases: Mapping[str, str],
) -> set[int]:
    """Settles all of it after some articles came and others went (a changed one did both).

    `new` has the signatures of the new articles' paragraphs, by n (`Packed.signatures`); `aliases`
    are the corpus's own names for sources. Returns the numbers of the other articles
    whose documents changed by it.
    """
    touched = _settle_sources(catalog, aliases) | _settle_authors(catalog)
    touched |= _settle_furniture(catalog, new, {*new, *touched, *dropped})
    known = {article: new.get(article) for article in {*new, *touched}}
    _settle_copies(catalog, known, {*known, *dropped})
    return touched


def _settle_sources(catalog: Catalog, aliases: Mapping[str, str]) -> set[int]:
    """Shows every source under one name."""
    used = catalog.settled.sources()
    counts: Counter[str] = Counter()
    for (source, _), count in used.items():
        counts[source] += count
    names = fold_values(counts, aliases)
    wrong = {source: names[source] for source, shown in used if shown != names[source]}
    return catalog.settled.show_sources(wrong) if wrong else set()


def _settle_authors(catalog: Catalog) -> set[int]:
    """Shows every author under one spelling of the name."""
    authors = catalog.settled.authors()
    names = fold_names(Counter(name for named, _ in authors.values() for name in named))
    touched = set()
    for article, (named, shown) in authors.items():
        wanted = tuple(dict.fromkeys(names[name] for name in named))
        if shown != wanted:
            catalog.settled.show_authors(article, wanted)
            touched.add(article)
    return touched


def _settle_furniture(catalog: Catalog, new: Collection[int], moved: Collection[int]) -> set[int]:
    """Finds what repeats across the pages of a site, in the sites of which a page changed: those of
    `new` articles, and of the ones whose site may be another now, `moved`."""
    before = catalog.settled.sites(moved)
    now = {article: site_of(*origin) for article, origin in catalog.settled.origins(moved).items()}
    now = {article: site for article, site in now.items() if site}
    changed = {
        article for article in moved if article in new or before.get(article) != now.get(article)
    }
    catalog.settled.set_sites({article: now.get(article) for article in changed})
    pages = catalog.settled.pages(
        {site for article in changed for site in (before.get(article), now.get(article)) if site}
    )
    size = Counter(pages.values())
    found: dict[int, set[int]] = {article: set() for article in {*pages, *changed}}
    for article, n in find_furniture(
        (article, site, catalog.blocks(article))
        for article, site in pages.items()
        if size[site] >= FEWEST
    ):
        found[article].add(n)
    touched = set()
    for article, repeated in found.items():
        if repeated != catalog.settled.furniture(article):
            catalog.settled.set_furniture(article, repeated)
            touched.add(article)
    return touched


def site_of(path: str, source: str | None) -> str:
    """The site of a page: the folder named after a host in which it lies, else its source.

    >>> site_of("www.example.org/news/1.html", "Example"), site_of("a.txt", "Example")
    ('www.example.org', 'Example')
    """
    folder, slash, _ = path.partition("/")
    return folder if slash and "." in folder else source or ""


def _settle_copies(
    catalog: Catalog, changed: Mapping[int, Signatures | None], gone: Collection[int]
) -> None:
    """Links copies to what they copy. No document changes by it: every copy stays searchable."""
    duplicates = _kept_state(catalog)
    if duplicates is None:  # everything is compared again
        duplicates = Duplicates()
        changed = {**dict.fromkeys(catalog.article_numbers()), **changed}
        catalog.settled.unlink_all()
    signatures = dict(_signatures(catalog, changed))
    there = duplicates.ids()
    old = there[among(there >> PARAGRAPH_BITS, np.fromiter(gone, np.int64))].tolist()
    update = duplicates.update(old, signatures.items())
    _keep_copies(catalog, update, changed)
    moved = {number >> PARAGRAPH_BITS for number in update.went | update.families.keys()}
    if any(catalog.settled.shares(article, LEAST_SHARED) for article in moved.union(changed)):
        shared = catalog.settled.shared(LEAST_SHARED)
        sizes = catalog.settled.sizes({article for pair in shared for article in pair})
        catalog.settled.set_reprints(reprints(shared, sizes))
    since = dict.fromkeys(update.went) | {number: signatures[number] for number in update.came}
    if update.parents is not None:
        catalog.settled.note(since, update.parents)
    if update.parents is None or catalog.settled.noted() * PACK >= len(duplicates):
        catalog.settled.pack(duplicates.to_bytes())


def _kept_state(catalog: Catalog) -> Duplicates | None:
    """The deduplicator as it was left; None if there is none, or it was made by other rules."""
    kept = catalog.settled.packed()
    if kept is None:
        return None
    journal = Journal(catalog.settled.since(), catalog.settled.parents())
    try:
        return Duplicates.from_bytes(kept, journal)
    except IndexDamaged:
        return None


def _keep_copies(catalog: Catalog, update: Update, edited: Iterable[int]) -> None:
    """Writes down what copies what, and how long the copies are in the `edited` articles."""
    catalog.settled.unlink(update.came | update.went | update.families.keys())
    links = {copy: head for copy, head in update.families.items() if head is not None}
    for article in edited:
        links |= catalog.settled.links(article)
    sizes = _sizes(catalog, {copy >> PARAGRAPH_BITS for copy in links})
    catalog.settled.link({copy: (head, sizes[copy]) for copy, head in links.items()})


def _signatures(
    catalog: Catalog, articles: Mapping[int, Signatures | None]
) -> Iterator[tuple[int, bytes]]:
    """The signatures of articles' paragraphs, by number over the corpus; those that are not at hand
    are made anew. A heading is no copy of another, nor is furniture."""
    for article, known in articles.items():
        if known is None:
            known = [
                (part.n, signature(part.text))
                for part in catalog.paragraphs(article)
                if part.kind is not Kind.HEADING
            ]
        furniture = catalog.settled.furniture(article)
        for n, kept in known:
            if n not in furniture:
                yield article << PARAGRAPH_BITS | n, kept


def _sizes(catalog: Catalog, articles: Iterable[int]) -> dict[int, int]:
    """How many characters each paragraph of some articles has."""
    return {
        article << PARAGRAPH_BITS | n: len(text)
        for article in articles
        for n, text in catalog.blocks(article)
    }


def reprints(shared: Mapping[tuple[int, int], int], sizes: Mapping[int, int]) -> dict[int, int]:
    """Families of articles that share more than half of their text with the same article.

    `shared` are the characters that two articles share, the copies' first, LEAST_SHARED at least;
    `sizes` are the lengths of whole articles. Returns a family's number for each article in one.
    """
    family: dict[int, int] = {}

    def head(article: int) -> int:
        while family.setdefault(article, article) != article:
            article = family[article]
        return article

    for (one, other), size in shared.items():
        if 2 * size > max(sizes[one], sizes[other]):
            low, high = sorted((head(one), head(other)))
            family[high] = low
    return {article: head(article) for article in family}
