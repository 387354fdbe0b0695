"""The values that travel between the steps, in the order in which they are made.

What a page has by the hundred (Block, Paragraph, Removed) is a NamedTuple, which is made in a third
of the time.

Lines are 1-based and inclusive, counted over `\\n`, `\\r\\n` and `\\r`; they are None for HTML,
whose parser keeps no positions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from os import PathLike
from typing import NamedTuple

from arcticsearch.values import Value

Lines = tuple[int, int] | None

Place = str | PathLike[str]
"""A file or folder. What a query opens is joined by `os.path`: pathlib takes 4 ms to load."""


class Form(StrEnum):
    """What a seed's bytes turned out to be."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Hint(Value, frozen=True):
    """A piece of metadata evidence that a page declares, not yet judged.

    `kind` names where it stood: "meta:og:title", "json-ld", "title", "canonical", "lang",
    "time", "itemprop:author", "rel:author", "class:byline", "front:date" …; `value` is the text found there.
    """

    kind: str
    value: str


class Seed(Value, frozen=True):
    """One file of the corpus, decoded. `path` is relative to the corpus, "/"-separated. `hints` are
    what a container says of the page in it: a mail's header, the address that was saved."""

    path: str
    form: Form
    text: str
    digest: str
    hints: tuple[Hint, ...] = ()


class Block(NamedTuple):
    """A piece of a page in page order, with its evidence. Its text has no line breaks.

    `tag` is the nearest block element (HTML: "p", "li", "td", "h2" …; Markdown: "h1"–"h6", "li",
    "blockquote", "pre", "td"; text: "li" for a bullet, else ""). `gap` is how many blank lines
    stand before it, `indent` how many columns it is set in. `link_words` of its words are inside
    links. `ancestors` are the tag-and-class signatures above it, outermost first; the first
    `joined` of them are the very elements that the block before it stands in (both HTML only).
    """

    text: str
    lines: Lines = None
    tag: str = ""
    link_words: int = 0
    gap: int = 0
    indent: int = 0
    ancestors: tuple[str, ...] = ()
    joined: int = 0


HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The tags of headings, and their levels."""


class Page(Value, frozen=True):
    """A seed taken apart, nothing judged yet."""

    path: str
    form: Form
    blocks: tuple[Block, ...]
    hints: tuple[Hint, ...] = ()
    front: tuple[Block, ...] = ()
    """What only says what the text is, or that it was kept: no part of it, and judged by nobody."""


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


class Paragraph(NamedTuple):
    """A kept block, joined over page breaks and hard wraps. `section` is the heading above it."""

    n: int
    kind: Kind
    text: str
    section: str | None = None
    lines: Lines = None


class Removed(NamedTuple):
    """A block that is not searched, and why. Its text is the lines as they stood."""

    text: str
    reason: Reason
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
