"""The values that travel between the steps, from the labels of a page's blocks to the answer.

Lines are 1-based and inclusive, counted over `\\n`, `\\r\\n` and `\\r`; they are None for HTML,
whose parser keeps no positions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from os import PathLike

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.values import Value

if TYPE_CHECKING:
    from arcticsearch.page import Removed

Lines = tuple[int, int] | None

Place = str | PathLike[str]
"""A file or folder. What a query opens is joined by `os.path`: pathlib takes 4 ms to load."""


class Kind(StrEnum):
    """What a kept block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    CODE = "code"


class Reason(StrEnum):
    """Why a block was removed, in words that a person can read."""

    METADATA = "metadata"
    NAVIGATION = "navigation"
    RELATED = "related stories"
    SHARE = "share"
    COMMENTS = "comments"
    ADVERT = "advert"
    COOKIES = "cookie notice"
    SUBSCRIPTION = "subscription"
    LEGAL = "legal"
    CONTACT = "contact"
    REPEATED_IN_PAGE = "repeated in the page"
    REPEATED_ACROSS_PAGES = "repeated across pages"
    OTHER = "page furniture"


Label = Kind | Reason


class Provenance(Value, frozen=True):
    """Where in the page a field was found, in words; None where the field is unknown."""

    title: str | None = None
    source: str | None = None
    date: str | None = None
    author: str | None = None


class Metadata(Value, frozen=True):
    """What the page says of itself. Unknown is None or empty, never a guess.

    `date` is ISO 8601 with the precision that is known: "2026-02-06", "2024-07" or "2024".
    `language` is an ISO 639-1 code. `blocks` are the indices of the blocks that became fields.
    """

    title: str | None = None
    source: str | None = None
    date: str | None = None
    author: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    language: str | None = None
    provenance: Provenance = Provenance()
    blocks: frozenset[int] = frozenset()


class Paragraph(Value, frozen=True):
    """A kept block, joined over page breaks and hard wraps. `section` is the heading above it."""

    n: int
    kind: Kind
    text: str
    section: str | None = None
    lines: Lines = None


class Article(Value, frozen=True):
    """What a seed was cleaned into. `path` is its id."""

    path: str
    metadata: Metadata
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...]


class Copy(Value, frozen=True):
    """Another article that holds the same text as a hit."""

    path: str
    source: str | None
    date: str | None


class Snippet(Value, frozen=True):
    """A piece of a paragraph, word for word, that shows why an article was found.

    `highlights` are spans of `text`, in order and apart. `section` and `lines` are the paragraph's.
    `cut` says whether text of the paragraph is missing before and after.
    """

    text: str
    highlights: tuple[tuple[int, int], ...] = ()
    section: str | None = None
    lines: Lines = None
    cut: tuple[bool, bool] = (False, False)


class Hit(Value, frozen=True):
    """An article found. `title_highlights` are the spans of the title that matched."""

    path: str
    title: str | None
    source: str | None
    date: str | None
    author: tuple[str, ...]
    category: tuple[str, ...]
    score: float
    snippets: tuple[Snippet, ...] = ()
    copies: tuple[Copy, ...] = ()
    title_highlights: tuple[tuple[int, int], ...] = ()


class Results(Value, frozen=True):
    """The answer to a query: one page of hits.

    `total` counts the articles found, copies included, as the facets do; copies are folded into the
    hit that they copy. `read_as` is the query as it was understood, `notes` a line for each thing
    that was reinterpreted. A facet is its values with the number of articles. `in_all` counts the
    hits of all pages, None if there may be more of them behind this page.
    """

    query: str
    read_as: str
    notes: tuple[str, ...]
    total: int
    took_ms: float
    facets: Mapping[str, Sequence[tuple[str, int]]]
    hits: tuple[Hit, ...]
    in_all: int | None = None
