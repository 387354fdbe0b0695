"""What becomes of a seed before anything is judged, and what is said of it then.

What a page has by the hundred (Block, Removed) is a NamedTuple, which is made in a third of the time
of a Value. To define one takes longer: a query does without these.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from arcticsearch.model import Lines, Reason
from arcticsearch.values import Value


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


class Removed(NamedTuple):
    """A block that is not searched, and why. Its text is the lines as they stood."""

    text: str
    reason: Reason
    lines: Lines = None
