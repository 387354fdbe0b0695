"""What the rest of the program asks of an engine, and what an engine may raise.

A search asks an Engine (`collection`, and the modules that decide about a search); `build` writes by
a Store. Whoosh behind stock classes (`stock`) is the first engine and the oracle of any faster one:
same hits, same scores (to rounding), same order, same counts.

What a query node matches is said in `query.tree`; how matches are scored is said here:

- A word scores by BM25F (Robertson, Zaragoza and Taylor 2004): its frequencies in text, title and
  section, each divided by 1 - B + B * length / average length (in terms) and weighted by WEIGHTS,
  add up to tf, and it is worth idf * tf * (K1 + 1) / (tf + K1). A word with a field looks there
  only. idf is Lucene's, ln(1 + (N - df + .5) / (df + .5)), where df counts the articles that have
  the word in any of the fields looked into.
- A word is stemmed by each article's own language: its stems in the languages of the index are one
  word in several spellings. Their frequencies add up, and df counts the articles with any of them.
- A phrase is a filter: where it occurs, it scores what its words score.
- Prefix, wildcard and fuzzy leaves score a constant 1 in each field (times its weight) where one of
  their words occurs: rare spellings must not win by being rare.
- Leaves with a facet field or a date, Has, Exact and Not filter and score nothing.
- And, Or and AtLeast add up. An And with two words or phrases or more that look into the text is
  worth SAME_PASSAGE times as much where one passage holds them all.
- InSection scores what its part scores. Inside it a prefix, wildcard or fuzzy leaf stands for the
  stems of its words, because only stems have positions.
- Ties are broken by date, earliest known first, then by path.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from arcticsearch.checking import Protocol
from arcticsearch.model import Place
from arcticsearch.query.tree import Node
from arcticsearch.values import Value, field

WEIGHTS: Mapping[str, float] = {"text": 1.0, "title": 2.0, "section": 1.0}
K1 = 1.4
B = 0.75
"""Measured on four judged collections (bench/ir), all words of a query in any number: mean nDCG@10
.491; one BM25 a field, added up, .473; K1 1.2 .490; title 1 .489."""
SAME_PASSAGE = 1.25

PASSAGE_GAP = 64
"""Positions between two passages of an article, so that no phrase or proximity reaches across."""

MAX_EXPANSION = 1024
"""Most words that a prefix, wildcard or fuzzy leaf stands for; past it, the commonest of them."""


class Passage(Value, frozen=True):
    """A kept paragraph that is no heading; `section` is the heading it stands under."""

    n: int
    section: str | None
    text: str


class Document(Value, frozen=True):
    """One article as an engine sees it. `id` is the catalog's number for it."""

    id: int
    path: str
    title: str
    source: str | None
    date: str | None
    author: tuple[str, ...]
    category: tuple[str, ...]
    language: str | None
    headings: tuple[str, ...]
    passages: tuple[Passage, ...]


class Match(Value, frozen=True):
    """An article found, by the catalog's number."""

    id: int
    score: float


class Matches(Value, frozen=True):
    """A page of the ranking, the number of all articles found, and their facets.

    A facet is its values with the number of articles, most first, then by value; every value.
    """

    total: int
    page: tuple[Match, ...]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Values or words with the numbers of their articles, most first, then by value.

    >>> ranked({"b": 1, "a": 1, "c": 2})
    [('c', 2), ('a', 1), ('b', 1)]
    """
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


class Engine(Protocol):
    """An index opened at one generation. It answers from that generation until it is closed."""

    @property
    def languages(self) -> Mapping[str, int]:
        """The languages of its articles ("" for unknown), by which query words are stemmed, and the
        number of articles in each."""

    def search(
        self,
        base: Node,
        selections: Mapping[str, Node],
        *,
        sort: str = "relevance",
        limit: int = 10,
        facets: Sequence[str] = (),
    ) -> Matches:
        """Articles that match `base` and every selection.

        A selection is the clause picked in one facet; the counts of a facet ignore its own.
        `sort` is "relevance", "new" or "old" (unknown dates last). `facets` are names of
        query.fields.COUNTED; "date" counts years, and "month" goes with the date's selection.
        """

    def passages(self, articles: Collection[int], root: Node) -> dict[int, list[tuple[int, int]]]:
        """Which passages of some articles hold matches: (Passage.n, how many leaves match there).

        A pattern may name a passage too many (its words stand for their stems), never one too few.
        """

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the articles that start so, as written but folded, commonest first, with the
        number of articles. An empty prefix gives the commonest words of all."""

    def alike(self, word: str, distance: int) -> list[tuple[str, int]]:
        """Words of the articles that are at most `distance` edits from a word (as in Fuzzy), folded,
        commonest first, with the number of articles."""

    def verify(self) -> None:
        """Reads every byte. Raises IndexDamaged when one is not what was written."""

    def close(self) -> None: ...


class Store(Protocol):
    """Where an engine keeps its files: a folder, and a manifest that says which are in force.

    The manifest is kept by the caller (in the catalog's transaction), so that articles and index
    have one commit point. Files that a manifest names are never changed.
    """

    def write(
        self,
        folder: Place,
        upserts: Iterable[Document],
        deletions: Iterable[int],
        manifest: bytes | None,
    ) -> bytes:
        """Adds files for a changed index and returns its manifest. Durable when it returns.

        `manifest` is the one to start from, None for nothing; `upserts` replace articles of the
        same id. Raises OSError when the disk fails; what `manifest` names still answers.
        """

    def open(self, folder: Place, manifest: bytes) -> Engine:
        """Raises IndexDamaged when files are missing, broken, or of another version; OSError when
        they cannot be opened now, which is no damage."""

    def files(self, manifest: bytes) -> Collection[str]:
        """The names of the files that a manifest puts in force."""

    def sweep(self, folder: Place, manifest: bytes | None) -> None:
        """Removes the files that no longer belong to anything."""
